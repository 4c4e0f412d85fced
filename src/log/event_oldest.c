/* event_oldest.c -- the log from its oldest event on, page by page. */
#include "log/event_oldest.h"

#include "log/event_sql.h"

static Code read_rows(Ctx *cx, Str type, int64_t after, int64_t limit, Rows *rows)
{
    if (type.len > 0)
        return cx_list(cx, &event_sql_oldest_type, rows,
                       ARGS(V(cx->tenant_id), V(after), V(limit), V(type), V(cx->scope_id)));
    return cx_list(cx, &event_sql_oldest, rows,
                   ARGS(V(cx->tenant_id), V(after), V(limit), V(cx->scope_id)));
}

Code event_oldest(Ctx *cx, Str type, Str cursor, int64_t limit, Rows *items, Str *next_cursor)
{
    int64_t after = 0;
    Rows    rows  = { 0 };
    Str     next  = { 0 };
    TRY(page_keys(cx, cursor, 0, &after, 1));
    limit = page_limit(limit);
    TRY(read_rows(cx, type, after, limit + 1, &rows));
    if ((int64_t)rows.count > limit) {
        rows.count = (size_t)limit;
        next       = page_cursor(cx->arena, &ROWS_AT(Event, rows, rows.count - 1)->seq, 1);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}
