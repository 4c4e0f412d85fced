/* customer_merge_view.h -- merges and reviews as pages and machines see them. */
#ifndef CUSTOMER_CUSTOMER_MERGE_VIEW_H
#define CUSTOMER_CUSTOMER_MERGE_VIEW_H

#include "customer/customer_list.h"
#include "customer/customer_merge.h"

typedef enum MergeReviewState {
    MERGE_REVIEW_OPEN = 1,
    MERGE_REVIEW_ACCEPTED,
    MERGE_REVIEW_REFUSED
} MergeReviewState;
extern const Words merge_review_state_words;

typedef enum MergeDecision { MERGE_ACCEPT = 1, MERGE_REFUSE } MergeDecision;

/* A person who was folded into another, and why. */
typedef struct MergedView {
    int64_t merge_id, customer_id;
    Str     name, avatar;
    bool    by_rule;
    Str     kind, source; /* of the evidence; kind "" = somebody said so */
    Str     merged_by_name;
    int64_t merged_at_ms;
} MergedView;
extern const Shape merged_view_shape;

/* Why this is one person. */
typedef struct WhyOne {
    int64_t customer_id;
    Rows    identities, merged; /* IdentityView, MergedView */
} WhyOne;
extern const Shape why_one_shape;

/* A profile for machines. */
typedef struct PersonView {
    int64_t id;
    Str     name, avatar;
    Gender  gender;
    Str     birthday, address, description;
    int64_t first_added_at_ms, last_event_at_ms, created_at_ms;
    Rows    identities; /* IdentityView           */
    Ids     merged_ids; /* who was folded into him */
} PersonView;
extern const Shape person_view_shape;

typedef struct PersonQuery {
    Str identity; /* KIND:VALUE, or KIND:VALUE@SCOPE */
} PersonQuery;
extern const Shape person_query_shape;

typedef struct MergeDraft {
    int64_t other_id;
} MergeDraft;
extern const Shape merge_draft_shape;

/* What became of a merge or a split. */
typedef struct MergeDone {
    int64_t merge_id, customer_id; /* the survivor, or who the rest stays with */
    int64_t other_id;              /* who was folded, or stands alone again    */
} MergeDone;
extern const Shape merge_done_shape;

/* One of the two in a review. */
typedef struct ReviewSide {
    int64_t id;
    Str     name, avatar;
    Gender  gender;
    Str     birthday, address;
    int64_t first_added_at_ms, created_at_ms;
    bool    is_verified;
    Str     identities; /* "phone 138****0000\nunionid o6_x", masked */
    Str     staff;      /* names of members who have him, by commas   */
} ReviewSide;
extern const Shape review_side_shape;

typedef struct MergePreviewQuery {
    int64_t other_id;
} MergePreviewQuery;
extern const Shape merge_preview_query_shape;

/* What merging two would do. */
typedef struct MergePreview {
    int64_t survivor_id;
    bool    is_shared_staff; /* they cannot: one member has both          */
    Rows    sides;           /* two of ReviewSide, as they were asked for */
} MergePreview;
extern const Shape merge_preview_shape;

typedef struct MergeReviewView {
    int64_t          id;
    MergeReviewState state;
    Str              kind, source, why;
    int32_t          score;
    int64_t          asked_at_ms;
    Rows             sides; /* two of ReviewSide */
} MergeReviewView;
extern const Shape merge_review_view_shape;

typedef struct MergeReviewFilter {
    MergeReviewState state; /* 0 = open */
    Str              cursor;
    int64_t          limit;
} MergeReviewFilter;
extern const Shape merge_review_filter_shape;

typedef struct MergeReviewPage {
    Rows    items; /* MergeReviewView, newest first */
    Str     next_cursor;
    int64_t open_count;
} MergeReviewPage;
extern const Shape merge_review_page_shape;

typedef struct MergeDecisionDraft {
    MergeDecision decision;
} MergeDecisionDraft;
extern const Shape merge_decision_shape;

/* All three within the scope; an id that was folded answers with who he is now. */
Code customer_merge_why(Ctx *cx, CustomerId id, WhyOne *out) MUST_USE;
/* The profile of one person. */
Code customer_merge_person(Ctx *cx, CustomerId id, PersonView *out) MUST_USE;
/* ERR_INVALID "people.bad_identity", ERR_NOT_FOUND "customer.not_found". */
Code customer_merge_person_by(Ctx *cx, Str identity, PersonView *out) MUST_USE;
/* Pairs, newest first. */
Code customer_merge_reviews(Ctx *cx, const MergeReviewFilter *filter,
                            MergeReviewPage *out) MUST_USE;
/* ERR_NOT_FOUND "merge_review.not_found", ERR_CONFLICT "merge_review.decided". */
Code customer_merge_decide(Ctx *cx, MergeReviewId id, MergeDecision decision,
                           MergeDone *out) MUST_USE;
/* Nothing is changed.  ERR_CONFLICT "customer.merge_self". */
Code customer_merge_preview(Ctx *cx, CustomerId id, CustomerId other, MergePreview *out) MUST_USE;
/* By hand: both were seen within the scope. */
Code customer_merge_by_hand(Ctx *cx, CustomerId id, CustomerId other, MergeDone *out) MUST_USE;

#endif
