/* customer_merge_view.c -- merges, reviews and persons as pages and machines see them. */
#include "customer/customer_merge_view.h"

#include "customer/customer_identity.h"
#include "customer/customer_identity_sql.h"
#include "customer/customer_merge_sql.h"
#include "customer/customer_sql.h"
#include "org/org.h"

enum { SIDE_BYTES_MAX = 16 * 1024 };

// clang-format off
static const char *const state_words[] = {
    [MERGE_REVIEW_OPEN] = "open", [MERGE_REVIEW_ACCEPTED] = "accepted",
    [MERGE_REVIEW_REFUSED] = "refused",
};
const Words merge_review_state_words = { state_words, COUNT(state_words) };

static const char *const decision_word[] = { [MERGE_ACCEPT] = "accept", [MERGE_REFUSE] = "refuse" };
static const Words decision_words = { decision_word, COUNT(decision_word) };

static const Field merged_fields[] = {
    FIELD_ID  (MergedView, merge_id),
    FIELD_ID  (MergedView, customer_id),
    FIELD     (MergedView, name),
    FIELD     (MergedView, avatar),
    FIELD     (MergedView, by_rule),
    FIELD_WITH(MergedView, kind, .about = "of the evidence; empty = somebody said so"),
    FIELD     (MergedView, source),
    FIELD     (MergedView, merged_by_name),
    FIELD_TIME(MergedView, merged_at_ms),
};
const Shape merged_view_shape = SHAPE(MergedView, merged_fields);

static const Field why_fields[] = {
    FIELD_ID  (WhyOne, customer_id),
    FIELD_LIST(WhyOne, identities, identity_view_shape),
    FIELD_LIST(WhyOne, merged, merged_view_shape),
};
const Shape why_one_shape = SHAPE(WhyOne, why_fields);

static const Field person_fields[] = {
    FIELD_ID  (PersonView, id),
    FIELD     (PersonView, name),
    FIELD     (PersonView, avatar),
    FIELD_ENUM(PersonView, gender, gender_words),
    FIELD     (PersonView, birthday),
    FIELD     (PersonView, address),
    FIELD     (PersonView, description),
    FIELD_TIME(PersonView, first_added_at_ms),
    FIELD_TIME(PersonView, last_event_at_ms),
    FIELD_TIME(PersonView, created_at_ms),
    FIELD_LIST(PersonView, identities, identity_view_shape),
    FIELD_WITH(PersonView, merged_ids, .about = "persons who were folded into this one"),
};
const Shape person_view_shape = SHAPE(PersonView, person_fields);

static const Field person_query_fields[] = {
    FIELD_WITH(PersonQuery, identity, .min = 1, .max = 512,
               .about = "KIND:VALUE, or KIND:VALUE@SCOPE"),
};
const Shape person_query_shape = SHAPE(PersonQuery, person_query_fields);

static const Field draft_fields[] = { FIELD_ID(MergeDraft, other_id, .flags = REQUIRED) };
const Shape merge_draft_shape = SHAPE(MergeDraft, draft_fields);

static const Field done_fields[] = {
    FIELD_ID  (MergeDone, merge_id),
    FIELD_ID  (MergeDone, customer_id),
    FIELD_ID  (MergeDone, other_id),
};
const Shape merge_done_shape = SHAPE(MergeDone, done_fields);

static const Field side_fields[] = {
    FIELD_ID  (ReviewSide, id),
    FIELD     (ReviewSide, name),
    FIELD     (ReviewSide, avatar),
    FIELD_ENUM(ReviewSide, gender, gender_words),
    FIELD     (ReviewSide, birthday),
    FIELD     (ReviewSide, address),
    FIELD_TIME(ReviewSide, first_added_at_ms),
    FIELD_TIME(ReviewSide, created_at_ms),
    FIELD     (ReviewSide, is_verified),
    FIELD_WITH(ReviewSide, identities, .about = "a line each: kind, a space, the masked value"),
    FIELD     (ReviewSide, staff),
};
const Shape review_side_shape = SHAPE(ReviewSide, side_fields);

static const Field preview_query_fields[] = {
    FIELD_ID(MergePreviewQuery, other_id, .flags = REQUIRED),
};
const Shape merge_preview_query_shape = SHAPE(MergePreviewQuery, preview_query_fields);

static const Field preview_fields[] = {
    FIELD_ID  (MergePreview, survivor_id),
    FIELD     (MergePreview, is_shared_staff),
    FIELD_LIST(MergePreview, sides, review_side_shape),
};
const Shape merge_preview_shape = SHAPE(MergePreview, preview_fields);

static const Field review_fields[] = {
    FIELD_ID  (MergeReviewView, id),
    FIELD_ENUM(MergeReviewView, state, merge_review_state_words),
    FIELD     (MergeReviewView, kind),
    FIELD     (MergeReviewView, source),
    FIELD     (MergeReviewView, why),
    FIELD     (MergeReviewView, score),
    FIELD_TIME(MergeReviewView, asked_at_ms),
    FIELD_LIST(MergeReviewView, sides, review_side_shape),
};
const Shape merge_review_view_shape = SHAPE(MergeReviewView, review_fields);

static const Field filter_fields[] = {
    FIELD_ENUM(MergeReviewFilter, state, merge_review_state_words),
    FIELD     (MergeReviewFilter, cursor),
    FIELD_WITH(MergeReviewFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape merge_review_filter_shape = SHAPE(MergeReviewFilter, filter_fields);

static const Field page_fields[] = {
    FIELD_LIST(MergeReviewPage, items, merge_review_view_shape),
    FIELD     (MergeReviewPage, next_cursor),
    FIELD     (MergeReviewPage, open_count),
};
const Shape merge_review_page_shape = SHAPE(MergeReviewPage, page_fields);

static const Field decision_fields[] = {
    FIELD_ENUM(MergeDecisionDraft, decision, decision_words, .flags = REQUIRED),
};
const Shape merge_decision_shape = SHAPE(MergeDecisionDraft, decision_fields);
// clang-format on

static Code identities_of(Ctx *cx, int64_t id, Rows *out)
{
    Rows rows = { 0 };
    TRY(customer_identity_list(cx, (CustomerId){ id }, &rows));
    IdentityView *views = arena_make(cx->arena, IdentityView, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, rows, i);
        views[i]                    = (IdentityView){ .id             = row->id,
                                                      .kind           = row->kind,
                                                      .scope          = row->scope,
                                                      .source         = row->source,
                                                      .is_holder      = row->is_holder,
                                                      .confidence     = row->confidence,
                                                      .verified_at_ms = row->verified_at_ms,
                                                      .since_ms       = row->since_ms,
                                                      .until_ms       = row->until_ms };
        TRY(customer_identity_masked(cx, row, &views[i].value_masked));
    }
    *out = (Rows){ views, rows.count };
    return OK;
}

/* The row of a person, within the scope, whichever of his ids it is. */
static Code person_of(Ctx *cx, CustomerId id, Customer *out)
{
    TRY(customer_merge_resolve(cx, &id));
    return customer_sql_get(cx, id.v, out);
}

Code customer_merge_why(Ctx *cx, CustomerId id, WhyOne *out)
{
    Customer customer = { 0 };
    TRY(person_of(cx, id, &customer));
    out->customer_id = customer.id;
    TRY(identities_of(cx, customer.id, &out->identities));
    return customer_merge_sql_merged(cx, customer.id, &out->merged);
}

/* Whoever of his ids it is: of a visitor, too, who was folded into somebody. */
static Code find_person(Ctx *cx, CustomerId id, Customer *out, bool *found)
{
    Ids  above = { 0 };
    Code code  = person_of(cx, id, out);
    *found     = code == OK;
    if (code != ERR_NOT_FOUND) return code;
    forgive(cx);
    TRY(customer_merge_sql_above(cx, id.v, &above));
    for (size_t i = 0; i < above.count && !*found; i++) {
        code   = person_of(cx, (CustomerId){ above.at[i] }, out);
        *found = code == OK;
        if (code == ERR_NOT_FOUND)
            forgive(cx);
        else if (code != OK)
            return code;
    }
    return OK;
}

Code customer_merge_today(Ctx *cx, CustomerId *id)
{
    Customer customer = { 0 };
    bool     found    = false;
    TRY(find_person(cx, *id, &customer, &found));
    if (found) id->v = customer.id;
    return OK;
}

/* Known by a device alone: he is no customer, and nobody's in particular. */
static Code visitor(Ctx *cx, CustomerId id, PersonView *out)
{
    *out = (PersonView){ .id = id.v, .gender = GENDER_UNKNOWN };
    if (cx->scope_id == 0) TRY(identities_of(cx, id.v, &out->identities));
    if (out->identities.count) return OK;
    return fail(cx, ERR_NOT_FOUND, "customer.not_found", "person %lld", (long long)id.v);
}

Code customer_merge_person(Ctx *cx, CustomerId id, PersonView *out)
{
    Customer customer = { 0 };
    bool     found    = false;
    TRY(find_person(cx, id, &customer, &found));
    if (!found) return visitor(cx, id, out);
    *out = (PersonView){ .id                = customer.id,
                         .name              = customer.name,
                         .avatar            = customer.avatar,
                         .gender            = customer.gender,
                         .birthday          = mask_value(cx, MASK_BIRTHDAY, customer.birthday),
                         .address           = mask_value(cx, MASK_ADDRESS, customer.address),
                         .description       = customer.description,
                         .first_added_at_ms = customer.first_added_at_ms,
                         .last_event_at_ms  = customer.last_event_at_ms,
                         .created_at_ms     = customer.created_at_ms };
    TRY(customer_merge_sql_below(cx, customer.id, &out->merged_ids));
    return identities_of(cx, customer.id, &out->identities);
}

/* "openid:o6_x@wx123" into its parts; of an e-mail address the first @ is its own. */
static bool cut_identity(Ctx *cx, Str text, Str *kind, Str *value, Str *scope)
{
    *kind               = str_cut(&text, ':');
    *value              = text;
    *scope              = S("");
    const bool is_email = str_equal(*kind, IDENTITY_EMAIL);
    for (size_t i = text.len; i > 0 && !is_email; i--) {
        if (text.ptr[i - 1] != '@') continue;
        *value = str_slice(text, 0, i - 1);
        *scope = str_slice(text, i, text.len);
        break;
    }
    if (is_email) *value = customer_identity_email(cx->arena, text);
    if (str_equal(*kind, IDENTITY_PHONE)) *value = customer_identity_phone(cx->arena, *value);
    return customer_identity_policy(*kind) != NULL && value->len > 0;
}

/* A program may not know the corp or account that an id belongs to: without a scope its only holder
 * in any of them is meant. */
static Code find_anywhere(Ctx *cx, Str kind, Str value, CustomerId *id, bool *found)
{
    enum { SCOPES_MAX = 200 };
    Str    scope = S("");
    bool   more  = true;
    size_t holds = 0;
    for (int i = 0; i < SCOPES_MAX; i++) {
        CustomerId each    = { 0 };
        bool       is_held = false;
        TRY(customer_identity_sql_next_scope(cx, kind, scope, &scope, &more));
        if (!more) break;
        TRY(customer_identity_find(cx, kind, scope, value, &each, &is_held));
        if (!is_held || (holds > 0 && each.v == id->v)) continue;
        *id = each;
        holds++;
    }
    *found = holds == 1;
    return OK;
}

Code customer_merge_person_by(Ctx *cx, Str identity, PersonView *out)
{
    Str        kind = { 0 }, value = { 0 }, scope = { 0 };
    CustomerId id    = { 0 };
    bool       found = false;
    if (!cut_identity(cx, identity, &kind, &value, &scope))
        return fail_field(cx, "people.bad_identity", S("identity"), "KIND:VALUE@SCOPE");
    TRY(customer_identity_find(cx, kind, scope, value, &id, &found));
    if (!found && scope.len) { /* the value may have an @ of its own */
        const Str whole = str_slice(identity, kind.len + 1, identity.len);
        TRY(customer_identity_find(cx, kind, S(""), whole, &id, &found));
    }
    if (!found && !scope.len) TRY(find_anywhere(cx, kind, value, &id, &found));
    if (!found) return fail(cx, ERR_NOT_FOUND, "customer.not_found", "nobody holds it");
    return customer_merge_person(cx, id, out);
}

/* ---- the review queue ------------------------------------------------------------------------ */

static Code staff_of(Ctx *cx, int64_t id, Str *names)
{
    Rows   open = { 0 };
    StrBuf text = strbuf(cx->arena, SIDE_BYTES_MAX);
    TRY(customer_relation_list_open(cx, (CustomerId){ id }, &open));
    for (size_t i = 0; i < open.count && i < 20; i++) {
        Staff member = { 0 };
        TRY(org_staff_find(cx, (StaffId){ ROWS_AT(Relation, open, i)->staff_id }, &member));
        if (i) strbuf_add(&text, S(", "));
        strbuf_add(&text, member.name);
    }
    *names = strbuf_str(&text);
    return OK;
}

static Code side_of(Ctx *cx, int64_t id, ReviewSide *out)
{
    Customer   customer   = { 0 };
    Rows       identities = { 0 };
    StrBuf     text       = strbuf(cx->arena, SIDE_BYTES_MAX);
    CustomerId now        = { id };
    TRY(customer_merge_resolve(cx, &now));
    TRY(customer_sql_get(cx, now.v, &customer));
    TRY(identities_of(cx, now.v, &identities));
    for (size_t i = 0; i < identities.count && i < 20; i++) {
        const IdentityView *row = ROWS_AT(IdentityView, identities, i);
        strbuf_fmt(&text, "%s%.*s %.*s", i ? "\n" : "", FMT(row->kind), FMT(row->value_masked));
    }
    *out = (ReviewSide){ .id                = now.v,
                         .name              = customer.name,
                         .avatar            = customer.avatar,
                         .gender            = customer.gender ? customer.gender : GENDER_UNKNOWN,
                         .birthday          = mask_value(cx, MASK_BIRTHDAY, customer.birthday),
                         .address           = mask_value(cx, MASK_ADDRESS, customer.address),
                         .first_added_at_ms = customer.first_added_at_ms,
                         .created_at_ms     = customer.created_at_ms,
                         .identities        = strbuf_str(&text) };
    TRY(customer_merge_is_verified(cx, now, &out->is_verified));
    return staff_of(cx, now.v, &out->staff);
}

static Code view_of(Ctx *cx, const MergeReview *review, MergeReviewView *out)
{
    ReviewSide *sides = arena_make(cx->arena, ReviewSide, 2);
    TRY(side_of(cx, review->a_id, &sides[0]));
    TRY(side_of(cx, review->b_id, &sides[1]));
    *out = (MergeReviewView){ .id          = review->id,
                              .state       = review->state,
                              .kind        = review->kind,
                              .source      = review->source,
                              .why         = review->why,
                              .score       = review->score,
                              .asked_at_ms = review->asked_at_ms,
                              .sides       = { sides, 2 } };
    return OK;
}

Code customer_merge_reviews(Ctx *cx, const MergeReviewFilter *filter, MergeReviewPage *out)
{
    const MergeReviewState state  = filter->state ? filter->state : MERGE_REVIEW_OPEN;
    const int64_t          limit  = page_limit(filter->limit);
    int64_t                before = 0;
    Rows                   rows   = { 0 };
    TRY(page_keys(cx, filter->cursor, INT64_MAX, &before, 1));
    TRY(customer_merge_sql_review_page(cx, word_of(&merge_review_state_words, (int)state), before,
                                       limit + 1, &rows));
    TRY(customer_merge_sql_review_count(cx, &out->open_count));
    if ((int64_t)rows.count > limit) {
        rows.count       = (size_t)limit;
        const int64_t at = ROWS_AT(MergeReview, rows, limit - 1)->id;
        out->next_cursor = page_cursor(cx->arena, &at, 1);
    }
    MergeReviewView *views = arena_make(cx->arena, MergeReviewView, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(view_of(cx, ROWS_AT(MergeReview, rows, i), &views[i]));
    out->items = (Rows){ views, rows.count };
    return OK;
}

Code customer_merge_decide(Ctx *cx, MergeReviewId id, MergeDecision decision, MergeDone *out)
{
    MergeReview review = { 0 };
    MergeId     merge  = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_sql_review_get(cx, id.v, &review));
    REQUIRE(cx, review.state == MERGE_REVIEW_OPEN, ERR_CONFLICT, "merge_review.decided");
    CustomerId a = { review.a_id }, b = { review.b_id };
    TRY(customer_merge_resolve(cx, &a));
    TRY(customer_merge_resolve(cx, &b));
    const bool          is_yes   = decision == MERGE_ACCEPT;
    const MergeEvidence evidence = { .kind = review.kind, .source = review.source };
    if (is_yes && a.v != b.v) TRY(customer_merge(cx, a, b, &evidence, &merge));
    TRY(customer_merge_sql_review_decide(cx, review.a_id, review.b_id,
                                         is_yes ? S("accepted") : S("refused")));
    TRY(customer_merge_resolve(cx, &a));
    *out = (MergeDone){ .merge_id    = merge.v,
                        .customer_id = a.v,
                        .other_id    = a.v == review.a_id ? review.b_id : review.a_id };
    return cx_commit(cx, &txn);
}

Code customer_merge_preview(Ctx *cx, CustomerId id, CustomerId other, MergePreview *out)
{
    Customer    one = { 0 }, two = { 0 };
    ReviewSide *sides = arena_make(cx->arena, ReviewSide, 2);
    TRY(person_of(cx, id, &one));
    TRY(person_of(cx, other, &two));
    REQUIRE(cx, one.id != two.id, ERR_CONFLICT, "customer.merge_self");
    TRY(side_of(cx, one.id, &sides[0]));
    TRY(side_of(cx, two.id, &sides[1]));
    out->sides       = (Rows){ sides, 2 };
    out->survivor_id = customer_merge_is_older(&one, &two) ? one.id : two.id;
    return customer_merge_sql_shared_staff(cx, one.id, two.id, &out->is_shared_staff);
}

Code customer_merge_by_hand(Ctx *cx, CustomerId id, CustomerId other, MergeDone *out)
{
    Customer            one = { 0 }, two = { 0 };
    MergeId             merge = { 0 };
    const MergeEvidence said  = { .source = S("console"), .score = 100 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(person_of(cx, id, &one));
    TRY(person_of(cx, other, &two));
    CustomerId survivor = { one.id };
    TRY(customer_merge(cx, survivor, (CustomerId){ two.id }, &said, &merge));
    TRY(customer_merge_resolve(cx, &survivor));
    *out = (MergeDone){ .merge_id    = merge.v,
                        .customer_id = survivor.v,
                        .other_id    = survivor.v == one.id ? two.id : one.id };
    return cx_commit(cx, &txn);
}
