/* customer_win_back.h -- losses as work: each waits, was contacted, was won back or given up. */
#ifndef CUSTOMER_CUSTOMER_WIN_BACK_H
#define CUSTOMER_CUSTOMER_WIN_BACK_H

#include "customer/customer.h"
#include "customer/customer_relation.h"

typedef enum WinBackState {
    WIN_BACK_WAITING = 1,
    WIN_BACK_CONTACTED,
    WIN_BACK_WON, /* also by himself: who is somebody's friend again is won, whatever was noted */
    WIN_BACK_GIVEN_UP
} WinBackState;
extern const Words win_back_state_words;

/* Older losses are history, not work. */
enum { WIN_BACK_DAYS = 30 };

typedef struct WinBack {
    int64_t      relation_id, customer_id;
    Str          customer_name, avatar;
    int64_t      staff_id;
    Str          staff_name;
    EndedBy      ended_by;
    int64_t      ended_at_ms, added_at_ms;
    WinBackState state;
    Str          note;
    Str          changed_by_name;
    int64_t      changed_at_ms;
    int64_t      revision; /* 1 = nobody has touched it */
} WinBack;
extern const Shape win_back_shape;

typedef struct WinBackFilter {
    WinBackState state; /* 0 = all                          */
    bool         mine;  /* of the member the caller is only */
    Str          cursor;
    int64_t      limit;
} WinBackFilter;
extern const Shape win_back_filter_shape;

typedef struct WinBackPage {
    Rows    items;
    Str     next_cursor;
    int64_t waiting_count, contacted_count; /* of all in scope, whatever the filter's state */
} WinBackPage;
extern const Shape win_back_page_shape;

typedef struct WinBackDraft {
    WinBackState state;
    Str          note;
} WinBackDraft;
extern const Shape win_back_draft_shape;

/* Customers who deleted a member, or were deleted, in the last WIN_BACK_DAYS; newest first. */
Code customer_win_back_list(Ctx *cx, const WinBackFilter *filter, WinBackPage *out) MUST_USE;
/* Notes what became of it.  ERR_NOT_FOUND outside the scope; "win_back.changed_meanwhile" when the
 * revision is another. */
Code customer_win_back_set(Ctx *cx, int64_t relation_id, int64_t revision,
                           const WinBackDraft *draft, WinBack *out) MUST_USE;

#endif
