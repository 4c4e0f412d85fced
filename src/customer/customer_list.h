/* customer_list.h -- customers as lists and single pages show them. */
#ifndef CUSTOMER_CUSTOMER_LIST_H
#define CUSTOMER_CUSTOMER_LIST_H

#include "customer/customer.h"

typedef enum ActiveState { ACTIVE_STATE_ACTIVE = 1, ACTIVE_STATE_LOST } ActiveState;
extern const Words active_state_words;

typedef struct CustomerFilter {
    Str         q; /* part of name or remark, or a whole phone number */
    int64_t     tag_id, staff_id;
    AddWay      source;
    ActiveState state;
    int64_t     added_from_ms, added_to_ms;
    Str         cursor;
    int64_t     limit;
} CustomerFilter;
extern const Shape customer_filter_shape;

/* By which index a list is walked: the rarest of what is asked for. */
typedef enum ListDrive { DRIVE_ORDER = 1, DRIVE_PHONE, DRIVE_STAFF, DRIVE_TAG } ListDrive;

typedef struct ListPlan {
    ListDrive drive;
    Str       pattern, phone_lookup; /* LIKE pattern; blind index                */
    int64_t   tag_id, staff_id, added_from_ms, added_to_ms;
    Str       source, state;
    int64_t   before_ms, before_id, limit;
} ListPlan;

enum { CUSTOMER_TOTAL_MAX = 100000, LIST_TAG_RARE_MAX = 20000 };

/* The rule: a phone number leads, then the member, then a tag that few have; else the
 * order itself. */
ListDrive customer_list_drive(bool has_phone, int64_t staff_id, int64_t tag_id, int64_t tag_count);
/* Text for LIKE with \ as escape, ASCII in lower case. */
Str       customer_list_pattern(Arena *arena, Str q);

typedef struct StaffBrief {
    int64_t customer_id, id;
    Str     name;
} StaffBrief;
typedef struct TagBrief {
    int64_t customer_id, id;
    Str     name;
    TagKind kind;
    Str     group_name;
} TagBrief;

typedef struct CustomerRow {
    int64_t      id;
    Str          name, avatar;
    Gender       gender;
    CustomerKind kind;
    Str          corp_name;
    bool         is_active;
    AddWay       source;
    int64_t      first_added_at_ms, last_event_at_ms;
    Rows         staff, tags;
    Str          phone_masked;
} CustomerRow;
extern const Shape customer_row_shape;

/* One page, newest contact first. */
Code customer_list(Ctx *cx, const CustomerFilter *filter, Rows *items, Str *next_cursor,
                   int64_t *total) MUST_USE;

typedef struct IdentityView {
    int64_t id;
    Str     kind, value_masked, scope, source;
    bool    is_holder; /* false: another customer has the same value */
    int64_t verified_at_ms, since_ms, until_ms;
} IdentityView;

typedef struct RelationView {
    int64_t id, staff_id;
    Str     staff_name, staff_userid, store_name, remark, description;
    AddWay  add_way;
    Str     state;
    int64_t code_id;
    Str     code_name;
    int64_t added_at_ms, ended_at_ms;
    EndedBy ended_by;
    int32_t interval_no;
} RelationView;

typedef struct TaggerView {
    int64_t tag_id, staff_id;
    Str     staff_name, source;
    int64_t at_ms;
} TaggerView;
typedef struct CustomerTagView {
    int64_t id;
    Str     name;
    TagKind kind;
    int64_t group_id;
    Str     group_name;
    Rows    by;
} CustomerTagView;

typedef struct CustomerView {
    int64_t      id;
    Str          name, avatar;
    Gender       gender;
    CustomerKind kind;
    Str          corp_name, position;
    bool         is_active;
    AddWay       source;
    int64_t      first_added_at_ms, last_event_at_ms;
    Rows         staff;
    Str          phone_masked, email_masked, member_no, birthday, address;
    Str          remark, description;
    bool         unionid_known;
    int64_t      created_at_ms, revision;
    Rows         identities, relations, tags;
} CustomerView;
extern const Shape customer_view_shape;

/* All of one customer, personal data masked. */
Code customer_view(Ctx *cx, CustomerId id, CustomerView *out) MUST_USE;

#endif
