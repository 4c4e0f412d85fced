/* group_chat_list.h -- customer groups as people see them: lists, members, figures (R103).
 *
 * Only groups whose owner the caller may see.  Figures count people who are not staff; days are
 * the tenant's. */
#ifndef GROUP_CHAT_GROUP_CHAT_LIST_H
#define GROUP_CHAT_GROUP_CHAT_LIST_H

#include "group_chat/group_chat_fold.h"

typedef enum GroupFilterState { GROUP_FILTER_PRESENT = 1, GROUP_FILTER_DISMISSED } GroupFilterState;
extern const Words group_chat_filter_words;

typedef struct GroupChatFilter {
    Str              q;
    int64_t          owner_staff_id;
    GroupFilterState state; /* 0: all */
    Str              cursor;
    int64_t          limit;
} GroupChatFilter;
extern const Shape group_chat_filter_shape;

typedef struct GroupChatRow {
    int64_t        id;
    Str            name;
    int64_t        owner_staff_id;
    Str            owner_name, store_name;
    GroupChatState state;
    int64_t        member_count, external_count, joined_today, left_today;
    int64_t        created_at_ms, read_at_ms;
} GroupChatRow;
extern const Shape group_chat_row_shape;

/* Newest group first: Rows of GroupChatRow. */
Code group_chat_list(Ctx *cx, const GroupChatFilter *filter, Rows *items,
                     Str *next_cursor) MUST_USE;

typedef struct GroupFigures {
    int64_t joined, left, net;
    int64_t people, retained; /* persons who joined, and those of them who are there now */
} GroupFigures;
typedef struct GroupDay {
    Str     date;
    int64_t joined, left;
} GroupDay;

typedef struct GroupViewQuery {
    int32_t days;
} GroupViewQuery;
extern const Shape group_chat_view_query_shape;

typedef struct GroupChatView {
    int64_t        id;
    Str            name;
    int64_t        owner_staff_id;
    Str            owner_name, store_name;
    GroupChatState state;
    int64_t        member_count, external_count, joined_today, left_today;
    int64_t        created_at_ms, read_at_ms;
    Str            chat_id, notice;
    int64_t        dismissed_at_ms;
    GroupFigures   figures;      /* of the days asked for                      */
    Rows           days, stayed; /* of GroupDay, today last; of StayedPoint    */
} GroupChatView;
extern const Shape group_chat_view_shape;

/* ERR_NOT_FOUND "group_chat.not_found".  `days` 0 = 30. */
Code group_chat_view(Ctx *cx, GroupChatId id, int32_t days, GroupChatView *out) MUST_USE;

typedef enum GroupMemberState { MEMBER_FILTER_PRESENT = 1, MEMBER_FILTER_LEFT } GroupMemberState;
extern const Words group_chat_member_words;

typedef struct GroupMemberFilter {
    Str              q;
    GroupMemberState state; /* 0: all stays */
    Str              cursor;
    int64_t          limit;
} GroupMemberFilter;
extern const Shape group_chat_member_filter_shape;

typedef struct GroupMemberRow {
    int64_t    id;
    Str        name;
    bool       is_staff;
    int64_t    customer_id;
    GroupScene scene;
    Str        invited_by;
    int64_t    joined_at_ms, left_at_ms;
    LeftBy     left_by;
} GroupMemberRow;
extern const Shape group_chat_member_shape;

/* Stays, latest joining first: Rows of GroupMemberRow. */
Code group_chat_members(Ctx *cx, GroupChatId id, const GroupMemberFilter *filter, Rows *items,
                        Str *next_cursor) MUST_USE;

typedef struct GroupOfCustomer {
    int64_t group_chat_id;
    Str     name, owner_name;
    int64_t joined_at_ms, left_at_ms;
    LeftBy  left_by;
} GroupOfCustomer;
extern const Shape group_chat_of_customer_shape;

/* The stays of a customer the caller may see, latest first.  ERR_NOT_FOUND "customer.not_found". */
Code group_chat_of_customer(Ctx *cx, int64_t customer_id, Rows *items) MUST_USE;

typedef struct OwnerFigures {
    int64_t      owner_staff_id;
    Str          owner_name, store_name;
    int64_t      group_count, external_count;
    GroupFigures figures;
} OwnerFigures;

typedef struct GroupSummary {
    Str          from, to;
    int64_t      group_count, external_count;
    GroupFigures figures;
    Rows         owners; /* of OwnerFigures, most joinings first */
} GroupSummary;
extern const Shape group_chat_summary_shape;

/* All groups over the last `days` (0 = 30), by owner. */
Code group_chat_summary(Ctx *cx, int32_t days, GroupSummary *out) MUST_USE;

#endif
