/* customer_merge_http.c -- the routes of persons, merges and reviews: no rules here. */
#include "customer/customer_http.h"
#include "customer/customer_merge_view.h"

static Str object_of(Call *call, const char *noun, int64_t id)
{
    return str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

static Code find_person(Call *call)
{
    return customer_merge_person_by(call->cx, ((const PersonQuery *)call->query)->identity,
                                    call->out);
}

static Code get_person(Call *call)
{
    return customer_merge_person(call->cx, (CustomerId){ call->id }, call->out);
}

static Code get_why(Call *call)
{
    return customer_merge_why(call->cx, (CustomerId){ call->id }, call->out);
}

static Code preview(Call *call)
{
    return customer_merge_preview(
        call->cx, (CustomerId){ call->id },
        (CustomerId){ ((const MergePreviewQuery *)call->query)->other_id }, call->out);
}

static Code merge(Call *call)
{
    const MergeDraft *draft = call->in;
    call->object            = object_of(call, "customer", call->id);
    return customer_merge_by_hand(call->cx, (CustomerId){ call->id },
                                  (CustomerId){ draft->other_id }, call->out);
}

static Code split(Call *call)
{
    MergeDone *done = call->out;
    CustomerId rest = { 0 }, home = { 0 };
    call->object = object_of(call, "customer_merge", call->id);
    TRY(customer_split(call->cx, (MergeId){ call->id }, &rest, &home));
    *done = (MergeDone){ .merge_id = call->id, .customer_id = rest.v, .other_id = home.v };
    return OK;
}

static Code list_reviews(Call *call)
{
    return customer_merge_reviews(call->cx, call->query, call->out);
}

static Code decide(Call *call)
{
    const MergeDecisionDraft *draft = call->in;
    call->object                    = object_of(call, "customer_merge_review", call->id);
    return customer_merge_decide(call->cx, (MergeReviewId){ call->id }, draft->decision, call->out);
}

static Code get_policy(Call *call) { return customer_merge_policy_get(call->cx, call->out); }

static Code set_policy(Call *call)
{
    call->object = S("customer_merge_policy");
    return customer_merge_policy_set(call->cx, call->if_match, call->in, call->out);
}

static Code search(Call *call)
{
    call->object = S("customer_merge_review");
    return likeness_job_start(call->cx, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/people",                      PERM_CUSTOMER_READ,  find_person,  &person_query_shape, NULL, &person_view_shape, 0, "The person who holds an identity" },
    { GET,  "/api/people/{id}",                 PERM_CUSTOMER_READ,  get_person,   NULL, NULL, &person_view_shape, 0, "A profile for machines; an id that was folded answers with the survivor" },
    { GET,  "/api/customers/{id}/why-one",      PERM_CUSTOMER_READ,  get_why,      NULL, NULL, &why_one_shape, 0, "Why this is one person: identities with their sources, and who was folded into him" },
    { GET,  "/api/customers/{id}/merge-preview", PERM_CUSTOMER_MERGE, preview,     &merge_preview_query_shape, NULL, &merge_preview_shape, 0, "What merging two customers would do" },
    { POST, "/api/customers/{id}/merge",        PERM_CUSTOMER_MERGE, merge,        NULL, &merge_draft_shape, &merge_done_shape, AUDITED | IDEMPOTENT, "Make two customers one; the older survives" },
    { POST, "/api/customer-merges/{id}/split",  PERM_CUSTOMER_MERGE, split,        NULL, NULL, &merge_done_shape, AUDITED | IDEMPOTENT, "Take a merge back" },
    { GET,  "/api/merge-reviews",               PERM_CUSTOMER_MERGE, list_reviews, &merge_review_filter_shape, NULL, &merge_review_page_shape, 0, "Pairs that may be one person, newest first" },
    { POST, "/api/merge-reviews/search",        PERM_CUSTOMER_MERGE, search,       NULL, NULL, &job_shape, AUDITED | ACCEPTED, "Look for customers who look alike, among those new or changed since the last time" },
    { GET,  "/api/merge-policy",                PERM_CUSTOMER_MERGE, get_policy,   NULL, NULL, &merge_policy_shape, 0, "What merges by itself, what asks people, what is only kept" },
    { PUT,  "/api/merge-policy",                PERM_CUSTOMER_MERGE, set_policy,   NULL, &merge_policy_draft_shape, &merge_policy_shape, AUDITED | IF_MATCH, "Set it" },
    { POST, "/api/merge-reviews/{id}/decision", PERM_CUSTOMER_MERGE, decide,       NULL, &merge_decision_shape, &merge_done_shape, AUDITED | IDEMPOTENT, "Accept or refuse; what was refused is not asked again" },
};
const RouteList customer_merge_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "customer", routes);
// clang-format on
