/* customer_merge_sql.h -- statements of merges and of the review queue.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_MERGE_SQL_H
#define CUSTOMER_CUSTOMER_MERGE_SQL_H

#include "customer/customer_merge.h"
#include "customer/customer_merge_view.h"

typedef struct CustomerMerge {
    int64_t id, tenant_id, into_id, from_id;
    bool    by_rule;
    Str     kind, source;
    int64_t merged_by, merged_at_ms, split_by, split_at_ms;
} CustomerMerge;
extern const Shape customer_merge_shape;

/* What a person has of his own where merging changes what his row says. */
typedef struct CustomerOwn {
    int64_t tenant_id, id;
    bool    is_active;
    AddWay  source;
    int64_t first_added_at_ms, last_event_at_ms;
    Str     search_text, plain_text;
} CustomerOwn;
extern const Shape customer_own_shape;

typedef struct MergeReview {
    int64_t          id, tenant_id, a_id, b_id;
    MergeReviewState state;
    Str              kind, scope, lookup, source, why;
    int32_t          score;
    int64_t          asked_at_ms, decided_by, decided_at_ms;
} MergeReview;
extern const Shape merge_review_shape;

/* Whether he holds a verified anchor: customer_merge_rule.c. */
Code customer_merge_is_verified(Ctx *cx, CustomerId id, bool *verified) MUST_USE;

/* Who survives: customer_merge.c. */
bool customer_merge_is_older(const Customer *a, const Customer *b);

/* The identities, relations, facts and tags of a person, in the order in which they follow. */
extern const MergeTable *const customer_merge_own_tables[];
extern const size_t            customer_merge_own_table_count;

/* The statements of a MergeTable. */
Code customer_merge_sql_note(Ctx *cx, const Query *query, int64_t of) MUST_USE;
/* `take` and `give_back`. */
Code customer_merge_sql_run(Ctx *cx, const Query *query, int64_t from, int64_t into) MUST_USE;
/* All of his are at home again. */
Code customer_merge_sql_forget_origin(Ctx *cx, int64_t id) MUST_USE;
/* Locks the row of a person; `found` is false when he was folded or is not there. */
Code customer_merge_sql_hold(Ctx *cx, int64_t id, Customer *out, bool *found) MUST_USE;
Code customer_merge_sql_folded(Ctx *cx, int64_t id, Customer *out, bool *found) MUST_USE;
Code customer_merge_sql_fold(Ctx *cx, const Customer *as_it_was) MUST_USE;
Code customer_merge_sql_unfold(Ctx *cx, const Customer *as_it_was) MUST_USE;
Code customer_merge_sql_shared_staff(Ctx *cx, int64_t a, int64_t b, bool *shared) MUST_USE;
Code customer_merge_sql_shift_tags(Ctx *cx, int64_t id, int64_t delta) MUST_USE;
/* Ids of all folded into one, and of all one was folded into. */
Code customer_merge_sql_below(Ctx *cx, int64_t id, Ids *ids) MUST_USE;
Code customer_merge_sql_above(Ctx *cx, int64_t id, Ids *ids) MUST_USE;
/* The last event of those folded into one, 0 = none. */
Code customer_merge_sql_last_below(Ctx *cx, int64_t id, int64_t *at_ms) MUST_USE;
Code customer_merge_sql_own(Ctx *cx, int64_t id, CustomerOwn *out, bool *found) MUST_USE;
Code customer_merge_sql_add_own(Ctx *cx, const CustomerOwn *own) MUST_USE;
Code customer_merge_sql_touch_own(Ctx *cx, int64_t id, int64_t at_ms) MUST_USE;
Code customer_merge_sql_drop_own(Ctx *cx, int64_t id) MUST_USE;
Code customer_merge_sql_set_derived(Ctx *cx, int64_t id, AddWay source, int64_t at_ms) MUST_USE;

/* A new merge. */
Code customer_merge_sql_insert(Ctx *cx, const CustomerMerge *merge) MUST_USE;
/* ERR_NOT_FOUND "merge.not_found". */
Code customer_merge_sql_get(Ctx *cx, int64_t id, CustomerMerge *out) MUST_USE;
/* The merge that holds now, by which that person was folded. */
Code customer_merge_sql_of(Ctx *cx, int64_t from_id, CustomerMerge *out, bool *found) MUST_USE;
/* `changed` is false when it was taken back already. */
Code customer_merge_sql_set_split(Ctx *cx, int64_t id, bool *changed) MUST_USE;
/* Rows of MergedView of the persons folded into one, oldest first. */
Code customer_merge_sql_merged(Ctx *cx, int64_t id, Rows *rows) MUST_USE;

/* A pair and evidence that are known change nothing. */
Code customer_merge_sql_review_add(Ctx *cx, const MergeReview *review, bool *is_new) MUST_USE;
/* The row of that pair and evidence; its state 0 when there is none. */
Code customer_merge_sql_review_find(Ctx *cx, const MergeReview *like, MergeReview *out) MUST_USE;
Code customer_merge_sql_review_get(Ctx *cx, int64_t id, MergeReview *out) MUST_USE;
Code customer_merge_sql_review_page(Ctx *cx, Str state, int64_t after, int64_t limit,
                                    Rows *rows) MUST_USE;
Code customer_merge_sql_review_count(Ctx *cx, int64_t *count) MUST_USE;
/* Decides every open row of the pair. */
Code customer_merge_sql_review_decide(Ctx *cx, int64_t a, int64_t b, Str state) MUST_USE;

/* Whether people were asked about the two, for whatever reason, and did not say yes. */
Code customer_merge_sql_review_of_pair(Ctx *cx, int64_t a, int64_t b, bool *found) MUST_USE;

/* What was asked about two of those who are one now needs no answer any more. */
Code customer_merge_sql_close_reviews(Ctx *cx, int64_t id) MUST_USE;

#endif
