/* bulk.c -- starting bulk jobs. */
#include "bulk/bulk.h"

static Code wait_for_it(Ctx *cx) { return fail(cx, ERR_UNAVAILABLE, "bulk.not_ready", "soon"); }

Code bulk_tags_start(Ctx *cx, const BulkTagsDraft *draft, Job *out)
{
    (void)draft, (void)out;
    return wait_for_it(cx);
}
Code bulk_remark_start(Ctx *cx, const BulkRemarkDraft *draft, Job *out)
{
    (void)draft, (void)out;
    return wait_for_it(cx);
}
Code bulk_export_start(Ctx *cx, const ExportDraft *draft, Job *out)
{
    (void)draft, (void)out;
    return wait_for_it(cx);
}
Code bulk_undo_start(Ctx *cx, int64_t job_id, Job *out)
{
    (void)job_id, (void)out;
    return wait_for_it(cx);
}
Code import_preview(Ctx *cx, int64_t id, ImportPreview *out)
{
    (void)id, (void)out;
    return wait_for_it(cx);
}
Code import_start(Ctx *cx, int64_t id, Job *out)
{
    (void)id, (void)out;
    return wait_for_it(cx);
}
