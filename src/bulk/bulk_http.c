/* The routes of bulk work: exports, tags and remarks of many, taking it back. */
#include "bulk/bulk_http.h"

#include "bulk/bulk.h"

static Code name_job(Call *call, Code code)
{
    const Job *job = call->out;
    if (code == OK) call->object = str_fmt(call->cx->arena, "job:%lld", (long long)job->id);
    return code;
}

/* The language of what a job leaves behind for people. */
static bool wants_english(const Call *call)
{
    return str_starts(http_header(call->request, S("Accept-Language")), S("en"));
}

/* ---- many at once ---------------------------------------------------------------------- */

static Code tag_many(Call *call)
{
    return name_job(call, bulk_tags_start(call->cx, call->in, call->out));
}
static Code remark_many(Call *call)
{
    return name_job(call, bulk_remark_start(call->cx, call->in, call->out));
}
static Code export_many(Call *call)
{
    return name_job(call, bulk_export_start(call->cx, call->in, wants_english(call), call->out));
}
static Code undo(Call *call)
{
    return name_job(call, bulk_undo_start(call->cx, call->id, wants_english(call), call->out));
}

static Code preview_undo(Call *call) { return bulk_undo_preview(call->cx, call->id, call->out); }

// clang-format off
static const Route routes[] = {
    { POST,    "/api/customers/bulk-tags", PERM_CUSTOMER_TAG, tag_many,
      NULL, &bulk_tags_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Add tags to many customers, and remove some" },
    { POST,    "/api/customers/bulk-remark", PERM_CUSTOMER_WRITE, remark_many,
      NULL, &bulk_remark_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Change the remarks of many customers" },
    { POST,    "/api/customers/exports", PERM_CUSTOMER_EXPORT, export_many,
      NULL, &export_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Write many customers into a file" },
    { GET,     "/api/jobs/{id}/undo", PERM_CUSTOMER_READ, preview_undo,
      NULL, NULL, &bulk_undo_preview_shape, OUTSIDE, "What taking a bulk job or an import back would do" },
    { POST,    "/api/jobs/{id}/undo", PERM_CUSTOMER_READ, undo,
      NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Take back what a bulk job changed, or an import made" },
};
// clang-format on
const RouteList bulk_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "bulk", routes);
