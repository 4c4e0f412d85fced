/* command_query.c -- questions about events from the command line. */
#include "app/command.h"

#include "insight/insight.h"
#include "wire/shape_json.h"

#include <stdio.h>

enum { DOCUMENT_MAX = 1 << 20 };

/* Another process, most likely the server, holds the file: the log is read into memory instead. */
static Code answer_beside(App *app, Ctx *cx, Str text, QueryAnswer *out)
{
    const ProjectionOptions options = { .store = { .events    = S("duckdb"),
                                                   .in_memory = true,
                                                   .memory_mb = app->settings.events_memory,
                                                   .threads   = app->settings.events_threads } };
    Projection             *beside  = projection_new(&options);
    forgive(cx);
    fprintf(stderr, "weft: another process has the columnar store: reading the log anew\n");
    insight_memory_lend(app->services.insight, beside);
    const Code code = query_answer_text(cx, text, NULL, out);
    insight_memory_lend(app->services.insight, app->events);
    projection_free(beside);
    return code;
}

static Code read_document(App *app, Ctx *cx, Str *text)
{
    const Str   path = app->rest.at[0];
    const char *name = str_equal(path, S("-")) ? "/dev/stdin" : str_z(app->arena, path);
    if (file_read(app->arena, name, DOCUMENT_MAX, text) == OK) return OK;
    return fail(cx, ERR_INVALID, "query.no_file", "%s: %s", name, file_error());
}

static Code answer(App *app, Ctx *cx, QueryAnswer *out)
{
    Str text = { 0 };
    TRY(app_tenant(app, cx));
    for (int permission = 1; permission < PERMISSION_COUNT; permission++)
        permission_add(&cx->permissions, (Permission)permission);
    TRY(read_document(app, cx, &text));
    const Code code = query_answer_text(cx, text, NULL, out);
    if (code == OK || !str_equal(str_of(cx->err.reason), S("events.locked"))) return code;
    return answer_beside(app, cx, text, out);
}

int command_query(App *app)
{
    Ctx         cx     = app_ctx(app, 0, "system:command");
    QueryAnswer result = { 0 };
    if (app->rest.count != 1) {
        fprintf(stderr, "weft: query needs one file with a query value; - is the input\n");
        return 2;
    }
    if (answer(app, &cx, &result) != OK) return app_complain(&cx, "the query was not answered");
    const Str text = shape_json(app->arena, &query_answer_shape, &result);
    printf("%.*s\n", FMT(text));
    return 0;
}

int command_events_rebuild(App *app)
{
    Ctx     cx      = app_ctx(app, 0, "system:command");
    int64_t read_to = 0;
    if (projection_rebuild(&cx, app->events, &read_to) != OK)
        return app_complain(&cx, "the columnar store was not rebuilt");
    printf("the columnar store holds the log up to %lld\n", (long long)read_to);
    return 0;
}
