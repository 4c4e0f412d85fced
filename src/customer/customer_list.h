/* customer_list.h -- customers as lists and single pages show them. */
#ifndef CUSTOMER_CUSTOMER_LIST_H
#define CUSTOMER_CUSTOMER_LIST_H

#include "customer/customer.h"

typedef enum ActiveState { ACTIVE_STATE_ACTIVE = 1, ACTIVE_STATE_LOST } ActiveState;
extern const Words active_state_words;

typedef enum TagMatch { TAG_MATCH_ANY = 1, TAG_MATCH_ALL } TagMatch;
extern const Words tag_match_words;

typedef enum CustomerSort {
    CUSTOMER_SORT_ADDED_DESC = 1,
    CUSTOMER_SORT_ADDED_ASC,
    CUSTOMER_SORT_LAST_EVENT_DESC,
    CUSTOMER_SORT_NAME_ASC
} CustomerSort;
extern const Words customer_sort_words;

/* What a list asks for; with `result_id` the rest has been answered already and only the window
 * counts. */
typedef struct CustomerFilter {
    Str          q; /* part of name or remark, or their pinyin; a phone number, or part of one */
    Ids          tag_ids, without_tag_ids;
    TagMatch     tag_match;
    int64_t      staff_id, store_id, department_id, region_id;
    AddWay       source;
    ActiveState  state;
    Str          code_token;
    int64_t      added_from_ms, added_to_ms, last_event_from_ms, last_event_to_ms;
    CustomerSort sort;
    Str          result_id;
    int64_t      offset, limit;
} CustomerFilter;
extern const Shape customer_filter_shape;

enum { CUSTOMER_LIMIT_MAX = 500 };

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

typedef struct CustomerPage {
    Str     result_id;
    int64_t total, offset;
    Rows    items;
} CustomerPage;
extern const Shape customer_page_shape;

/* A window of a result; without a result_id the filter is answered first and frozen.
 * ERR_NOT_FOUND "customer.result_gone" (410): ask anew with the filter. */
Code customer_list(Ctx *cx, const CustomerFilter *asked, CustomerPage *page) MUST_USE;

typedef struct CustomerPlace {
    int64_t previous_id, next_id; /* 0 at the ends */
    int64_t position, total;      /* from 1        */
} CustomerPlace;
extern const Shape customer_place_shape;

/* Where a customer stands in a result.  "customer.result_gone", "customer.not_in_result". */
Code customer_neighbours(Ctx *cx, CustomerId id, Str result_id, CustomerPlace *out) MUST_USE;

typedef struct IdentityView {
    int64_t id;
    Str     kind, value_masked, scope, source;
    bool    is_holder; /* false: another customer has the same value */
    int32_t confidence; /* 0..100 */
    int64_t verified_at_ms, since_ms, until_ms;
} IdentityView;
extern const Shape identity_view_shape;

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
    Str     user_name; /* who tagged by the console; absent if nobody knows */
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
