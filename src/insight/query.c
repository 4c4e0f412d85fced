/* query.c -- from a query value to its rows. */
#include "insight/query.h"

#include "insight/answer.h"
#include "insight/insight_sql.h"
#include "wire/shape_json.h"

enum { ANSWER_ARENA_MAX = 512 << 20, DOCUMENT_NODES = 20000 };

Code query_read(Ctx *cx, Str text, QueryValue *out)
{
    const JsonLimits limits = { .bytes = 1u << 20, .nodes = DOCUMENT_NODES, .depth = 63 };
    const Json      *json   = NULL;
    JsonError        error;
    ShapeError       broken;
    *out = (QueryValue){ 0 };
    if (json_parse(cx->arena, text, limits, &json, &error) != OK)
        return fail_field(cx, "query.bad_json", S(""), error.reason);
    if (shape_from_json(cx->arena, &query_value_shape, json, out, NULL, &broken) != OK)
        return fail_shape(cx, &broken);
    return OK;
}

static Code answer_kind(Asking *asking)
{
    switch (asking->question->kind) {
    case QUERY_TREND: return answer_trend(asking);
    case QUERY_FUNNEL: return answer_funnel(asking);
    case QUERY_PATHS: return answer_paths(asking);
    case QUERY_RETENTION: return answer_retention(asking);
    case QUERY_PIVOT: return answer_pivot(asking);
    case QUERY_ATTRIBUTION: return answer_attribution(asking);
    case QUERY_PEOPLE:
    default: return answer_people(asking);
    }
}

/* Folds, and for who does not see all the persons he may see. */
static Code lend(Asking *asking, const ProjectionView *view)
{
    Ctx *cx    = asking->cx;
    Ids  seen  = { 0 };
    Rows folds = { 0 };
    TRY(insight_sql_folds(cx, &folds));
    if (asking->is_scoped) TRY(insight_sql_seen(cx, &seen));
    return view->driver->lend(cx, view->reader, folds, asking->is_scoped ? &seen : NULL);
}

static Code answer_within(Asking *asking, const ProjectionView *view, QueryAnswer *out)
{
    TRY(lend(asking, view));
    TRY(answer_kind(asking));
    TRY(answer_done(asking->cx, &asking->answer, asking->question, out));
    out->seq    = view->seq;
    out->engine = str_of(view->driver->name);
    return OK;
}

Code query_answer(Ctx *cx, const QueryValue *value, const atomic_bool *gone, QueryAnswer *out)
{
    Question    question;
    Projection *events =
        cx->services->insight ? insight_memory_events(cx->services->insight) : NULL;
    TRY(question_read(cx, value, &question));
    if (!events)
        return fail(cx, ERR_UNAVAILABLE, "events.no_store", "%s", "no columnar store is set");
    VIEWING_EVENTS(view);
    TRY(projection_begin(cx, events, gone, &view));
    Arena     *own    = arena_new(ANSWER_ARENA_MAX);
    Asking     asking = { .cx        = cx,
                          .view      = &view,
                          .question  = &question,
                          .gone      = gone,
                          .is_scoped = cx->scope_id != 0,
                          .answer    = answer_new(own) };
    const Code code   = answer_within(&asking, &view, out);
    arena_free(own);
    return code;
}

Code query_answer_text(Ctx *cx, Str text, const atomic_bool *gone, QueryAnswer *out)
{
    QueryValue value;
    TRY(query_read(cx, text, &value));
    return query_answer(cx, &value, gone, out);
}
