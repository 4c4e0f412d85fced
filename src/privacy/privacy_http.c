/* privacy_http.c -- the routes of deletions and exports of persons: no rules here. */
#include "privacy/privacy_http.h"

#include "privacy/privacy.h"

// clang-format off
typedef struct ErasurePage { Rows items; Str next_cursor; } ErasurePage;
static const Field erasure_page_fields[] = {
    FIELD_LIST(ErasurePage, items, erasure_shape),
    FIELD     (ErasurePage, next_cursor),
};
static const Shape erasure_page_shape = SHAPE(ErasurePage, erasure_page_fields);
// clang-format on

static void name_object(Call *call, const char *noun)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)call->id);
}

static Code get_preview(Call *call)
{
    return privacy_preview(call->cx, (CustomerId){ call->id }, call->out);
}

static Code post_erasure(Call *call)
{
    name_object(call, "customer");
    return privacy_request(call->cx, (CustomerId){ call->id }, call->in, call->out);
}

static Code post_export(Call *call)
{
    name_object(call, "customer");
    return privacy_export_start(call->cx, (CustomerId){ call->id }, call->out);
}

static Code list_erasures(Call *call)
{
    ErasurePage *page = call->out;
    return privacy_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code post_decision(Call *call)
{
    name_object(call, "erasure");
    return privacy_decide(call->cx, (ErasureId){ call->id }, call->in, call->out);
}

// clang-format off
static const Route routes[] = {
    { POST, "/api/customers/{id}/person-exports",  PERM_CUSTOMER_EXPORT, post_export,   NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "All that is kept of a customer as a file, for a week" },
    { GET,  "/api/customers/{id}/erasure-preview", PERM_CUSTOMER_READ,   get_preview,   NULL, NULL, &erasure_preview_shape, 0, "What deleting a customer would take away, and what would stay" },
    { POST, "/api/customers/{id}/erasures",        PERM_CUSTOMER_WRITE,  post_erasure,  NULL, &erasure_draft_shape, &erasure_shape, AUDITED | IDEMPOTENT | CREATED, "Ask for a customer to be deleted" },
    { GET,  "/api/erasures",                       PERM_CUSTOMER_ERASE,  list_erasures, &erasure_filter_shape, NULL, &erasure_page_shape, 0, "Requests to delete customers, newest first" },
    { POST, "/api/erasures/{id}/decision",         PERM_CUSTOMER_ERASE,  post_decision, NULL, &erasure_decision_shape, &erasure_shape, AUDITED | IDEMPOTENT, "Carry a deletion out, for good, or refuse it" },
};
const RouteList privacy_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "privacy", routes);
// clang-format on
