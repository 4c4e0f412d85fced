/* command_export.c -- the log as lines of JSON, as GET /api/events tells it. */
#include "app/command.h"

#include "kernel/audit.h"
#include "log/event_oldest.h"
#include "wire/shape_json.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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

/* Nobody else on the machine reads it, also where a file of that name was there before. */
static FILE *open_file(App *app, Str path)
{
    enum { MODE = 0600 };
    struct stat about;
    if (str_equal(path, S("-"))) return stdout;
    const int fd =
        open(str_z(app->arena, path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)MODE);
    if (fd < 0) return NULL;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) (void)fchmod(fd, MODE); /* or not ours */
    return fdopen(fd, "w");
}

/* All that is kept of everybody has left: noted also where it stopped half way. */
static Code note(App *app, Ctx *cx, Code code, int64_t count)
{
    if (cx->tenant_id == 0) return code;
    Ctx       own    = app_ctx(app, cx->tenant_id, "system:export");
    const Str detail = str_fmt(app->arena, "{\"events\":%lld}", (long long)count);
    const Str word   = code == OK ? S("ok") : str_of(cx->err.reason ? cx->err.reason : "internal");
    if (audit_write(&own, S("events.exported"), S("events"), word, detail, (Str){ 0 }) == OK)
        return code;
    if (code == OK) cx->err = own.err;
    return own.err.code;
}

int command_export(App *app)
{
    const Str kind = app->settings.kind;
    if (app->rest.count != 1 || (kind.len && !str_equal(kind, S("event")))) {
        fprintf(stderr, "weft: export needs --kind event and one file; - is the output\n");
        return 2;
    }
    const Str path = app->rest.at[0];
    FILE     *to   = open_file(app, path);
    if (!to) {
        fprintf(stderr, "weft: %.*s: %s\n", FMT(path), file_error());
        return 1;
    }
    Ctx        cx      = app_ctx(app, 0, "system:export");
    Arena     *lent    = cx.arena;
    int64_t    count   = 0;
    const Code wrote   = write_all(app, &cx, to, &count);
    const Code code    = note(app, &cx, wrote, count);
    const bool is_kept = fflush(to) == 0 && (to == stdout || fclose(to) == 0);
    int        status  = 0;
    if (code != OK) status = app_complain(&cx, "the export stopped");
    if (!is_kept) status = 1;
    if (cx.arena != lent) arena_free(cx.arena);
    if (status == 0) fprintf(stderr, "\r%lld events written\n", (long long)count);
    return status;
}
