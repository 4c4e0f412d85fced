/* duty.h -- who receives the next customer of a channel code: the rule, pure.
 *
 * The platform picks one of the members a code lists, at random.  All other ways of
 * allocation come from listing the right members at the right time: after each add, at
 * each boundary of a slot and at midnight (caps) the list is decided anew. */
#ifndef ACQUIRE_DUTY_H
#define ACQUIRE_DUTY_H

#include "base/base.h"

typedef enum Allocation {
    ALLOCATION_RANDOM = 1,   /* all who are on duty; the platform chooses         */
    ALLOCATION_ROUND_ROBIN,  /* the one whose last customer is longest ago        */
    ALLOCATION_WEIGHTED,     /* the one furthest behind his share of today's adds */
    ALLOCATION_LEAST_LOADED  /* the one with the fewest adds today                */
} Allocation;

/* One member as a candidate of one slot. */
typedef struct DutyStaff {
    int64_t staff_id;
    int64_t slot_no;         /* 0 all day, 1.. of that slot, -1 backup            */
    int64_t weight;          /* 1..100                                            */
    int64_t daily_cap;       /* adds per business day through this code; 0 = none */
    int64_t added_today;     /* through this code                                 */
    int64_t last_added_at_ms;
    bool    is_available;    /* active on the platform and can have customers     */
} DutyStaff;

typedef struct DutySlot { int64_t slot_no; WeekWindow window; } DutySlot;

typedef struct DutyPlan {
    Allocation       allocation;
    const DutySlot  *slots;
    size_t           slot_count;
    const DutyStaff *staff;   /* in the order the operator gave */
    size_t           staff_count;
    int64_t          valid_from_ms, valid_until_ms; /* 0 = no limit */
} DutyPlan;

enum { DUTY_PLATFORM_MAX = 100 }; /* members one contact way can list */

typedef struct Duty {
    Ids     receivers;       /* staff ids to list on the platform, in order         */
    int64_t slot_no;         /* the slot that decided: 0 all day, -1 backup         */
    bool    is_degraded;     /* nobody regular could receive: backup, or nobody     */
    bool    is_expired;      /* outside its validity                                */
    int64_t next_change_ms;  /* when to decide anew at the latest; INT64_MAX = never */
} Duty;

/* What today's caps of the regular members come to; cap 0 when one who is available has none. */
typedef struct DutyCap { int64_t cap, used; } DutyCap;
DutyCap duty_cap(const DutyPlan *plan);

/* Slots that hold now come first (all of them together), then the all-day staff, then the
 * backup.  A member who is not available or has reached his cap is passed over.  When
 * nobody is left, the receivers of the first non-empty step are listed all the same
 * (a customer who scans must find somebody) and the code is degraded. */
Duty duty_decide(Arena *arena, const DutyPlan *plan, int64_t now_ms, Zone zone);

#endif
