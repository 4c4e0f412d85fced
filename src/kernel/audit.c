/* audit.c -- who did what to which record, from where. */
#include "kernel/audit.h"

#include "kernel/audit_sql.h"
#include "kernel/id.h"
#include "kernel/page.h"

static const Field audit_fields[] = {
    FIELD_ID(Audit, id),      FIELD_ID(Audit, tenant_id, .flags = SECRET),
    FIELD_ID(Audit, user_id), FIELD(Audit, actor),
    FIELD(Audit, action),     FIELD(Audit, object),
    FIELD(Audit, outcome),    FIELD_JSON(Audit, detail),
    FIELD(Audit, request_id), FIELD(Audit, address),
    FIELD_TIME(Audit, at_ms),
};
const Shape audit_shape = SHAPE(Audit, audit_fields);

static const Field filter_fields[] = {
    FIELD_ID(AuditFilter, user_id),
    FIELD_WITH(AuditFilter, action, .max = 200, .about = "How the action begins"),
    FIELD_WITH(AuditFilter, object, .max = 200, .about = "How the object begins"),
    FIELD_WITH(AuditFilter, outcome, .max = 100, .about = "ok, failed, or a reason"),
    FIELD_TIME(AuditFilter, from_ms),
    FIELD_TIME(AuditFilter, to_ms),
    FIELD_WITH(AuditFilter, q, .max = 100),
    FIELD(AuditFilter, cursor),
    FIELD_WITH(AuditFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape audit_filter_shape = SHAPE(AuditFilter, filter_fields);

Code audit_write(Ctx *cx, Str action, Str object, Str outcome, Str detail, Str address)
{
    const Audit audit = { .id         = cx_new_id(cx),
                          .tenant_id  = cx->tenant_id,
                          .user_id    = cx->user_id,
                          .actor      = cx->actor.ptr != NULL ? cx->actor : S("system"),
                          .action     = action,
                          .object     = object,
                          .outcome    = outcome,
                          .detail     = detail,
                          .request_id = cx->request_id,
                          .address    = address,
                          .at_ms      = cx->now_ms };
    return audit_sql_insert(cx, &audit);
}

/* Ids rise with time, so a period is a range of them. */
static Code range_of(Ctx *cx, const AuditFilter *filter, int64_t *from, int64_t *before)
{
    TRY(page_keys(cx, filter->cursor, INT64_MAX, before, 1));
    const int64_t end = filter->to_ms != 0 ? id_first_at_ms(filter->to_ms) : INT64_MAX;
    if (end < *before) *before = end;
    *from = filter->from_ms != 0 ? id_first_at_ms(filter->from_ms) : 0;
    return OK;
}

/* One row more than asked for says whether there is a next page. */
Code audit_list(Ctx *cx, const AuditFilter *filter, Rows *items, Str *next_cursor)
{
    int64_t       from = 0, before = 0;
    Rows          rows = { 0 };
    const int64_t size = page_limit(filter->limit);
    TRY(range_of(cx, filter, &from, &before));
    TRY(audit_sql_list(cx, filter, from, before, size + 1, &rows));
    *next_cursor = (Str){ 0 };
    if ((int64_t)rows.count > size) {
        rows.count   = (size_t)size;
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(Audit, rows, rows.count - 1)->id, 1);
    }
    for (size_t i = 0; i < rows.count; i++)
        ASSERT(ROWS_AT(Audit, rows, i)->tenant_id == cx->tenant_id);
    *items = rows;
    return OK;
}
