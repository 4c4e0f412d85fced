/* command_export.c -- the log as lines of JSON, as GET /api/events tells it. */
#include "app/command.h"

#include "log/event_oldest.h"
#include "wire/shape_json.h"

#include <stdio.h>
#include <string.h>

enum { LINE_MAX = 2 * EVENT_PAYLOAD_MAX, CURSOR_MAX = 64, TOLD_EVERY = 50 * PAGE_LIMIT_MAX };

/* One page into the file; the cursor outlives the arena, which is emptied for each. */
static Code write_page(Ctx *cx, FILE *to, char cursor[CURSOR_MAX], int64_t *count)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    TRY(event_oldest(cx, S(""), str_of(cursor), PAGE_LIMIT_MAX, &rows, &next));
    event_hide(cx, rows);
    for (size_t i = 0; i < rows.count; i++) {
        JsonOut out  = json_out(cx->arena, LINE_MAX);
        Str     line = { 0 };
        shape_to_json(&out, &event_shape, ROWS_AT(Event, rows, i), cx->zone);
        TRY(json_out_done(&out, &line));
        if (fwrite(line.ptr, 1, line.len, to) != line.len || fputc('\n', to) == EOF)
            return fail(cx, ERR_UNAVAILABLE, "export.not_written", "%s", file_error());
    }
    *count += (int64_t)rows.count;
    ASSERT(next.len < CURSOR_MAX);
    memset(cursor, 0, CURSOR_MAX);
    if (next.len) memcpy(cursor, next.ptr, next.len);
    return OK;
}

static Code write_all(App *app, Ctx *cx, FILE *to, int64_t *count)
{
    char cursor[CURSOR_MAX] = { 0 };
    TRY(app_tenant(app, cx));
    for (int permission = 1; permission < PERMISSION_COUNT; permission++)
        permission_add(&cx->permissions, (Permission)permission);
    cx->arena = arena_new(SIZE_MAX);
    do {
        arena_reset(cx->arena);
        TRY(write_page(cx, to, cursor, count));
        if (to != stdout && *count % TOLD_EVERY == 0)
            fprintf(stderr, "\r%lld events", (long long)*count);
    } while (cursor[0]);
    return OK;
}

int command_export(App *app)
{
    const Str kind = app->settings.kind;
    if (app->rest.count != 1 || (kind.len && !str_equal(kind, S("event")))) {
        fprintf(stderr, "weft: export needs --kind event and one file; - is the output\n");
        return 2;
    }
    const Str path = app->rest.at[0];
    FILE     *to   = str_equal(path, S("-")) ? stdout : fopen(str_z(app->arena, path), "w");
    if (!to) {
        fprintf(stderr, "weft: %.*s: %s\n", FMT(path), file_error());
        return 1;
    }
    Ctx        cx      = app_ctx(app, 0, "system:export");
    Arena     *lent    = cx.arena;
    int64_t    count   = 0;
    const Code code    = write_all(app, &cx, to, &count);
    const bool is_kept = fflush(to) == 0 && (to == stdout || fclose(to) == 0);
    int        status  = 0;
    if (code != OK) status = app_complain(&cx, "the export stopped");
    if (!is_kept) status = 1;
    if (cx.arena != lent) arena_free(cx.arena);
    if (status == 0) fprintf(stderr, "\r%lld events written\n", (long long)count);
    return status;
}
