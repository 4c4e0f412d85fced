/* query.c -- from a query value to its rows. */
#include "insight/query.h"

#include "insight/answer.h"
#include "insight/insight_memory.h"
#include "insight/insight_sql.h"
#include "insight/question_who.h"
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

Code query_check(Ctx *cx, const QueryValue *value, Strs *types)
{
    Question question;
    TRY(question_read(cx, value, &question));
    *types = question_types(cx->arena, &question);
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
    case QUERY_DISTRIBUTION: return answer_distribution(asking);
    case QUERY_INTERVAL: return answer_interval(asking);
    case QUERY_LIFT: return answer_lift(asking);
    case QUERY_EVENTS: return answer_events(asking);
    case QUERY_PEOPLE:
    default: return answer_people(asking);
    }
}

/* Of folds: another one changes who is counted. */
static uint64_t folds_hash(Rows folds)
{
    return str_hash((Str){ folds.at, folds.count * sizeof(ColumnarFold) });
}

/* What the catalogue says now: another formula is another question. */
static uint64_t formulas_hash(Rows metrics)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < metrics.count; i++)
        hash = hash * 1099511628211u + ROWS_AT(QuestionMetric, metrics, i)->formula_hash;
    return hash;
}

/* Two queries with one key have one answer, as long as nothing happens. */
static Str key_of(Ctx *cx, const QueryValue *value, const Question *question, Rows folds)
{
    return str_fmt(
        cx->arena, "%lld %d %lld %lld %llx %llx %llx %llx %llx %.*s", (long long)cx->tenant_id,
        (int)question->zone.offset_minutes, (long long)question->from_ms,
        (long long)question->until_ms, (unsigned long long)cx->permissions.bits[0],
        (unsigned long long)cx->permissions.bits[1], (unsigned long long)folds_hash(folds),
        (unsigned long long)formulas_hash(question->metrics),
        (unsigned long long)question_who_hash(question),
        FMT(shape_json(cx->arena, &query_value_shape, value)));
}

/* Folds, and for who does not see all the persons he may see.  Those of conditions on persons are
 * lent only when the store is read, where it takes them in then: with an index beside it. */
static Code lend(Asking *asking, const ProjectionView *view, Rows folds)
{
    Ctx           *cx    = asking->cx;
    Ids            seen  = { 0 };
    QuestionSight *sight = arena_make(cx->arena, QuestionSight, 1);
    if (asking->is_scoped) {
        TRY(insight_sql_seen(cx, &seen));
        TRY(question_sight(cx, sight));
        asking->sight = sight;
    }
    TRY(view->driver->lend(cx, view->reader, folds, asking->is_scoped ? &seen : NULL));
    return view->people ? OK : asking_lend(asking);
}

/* asking->answer is filled, in `own`. */
static Code answer_all(Asking *asking, Rows folds, Arena *own)
{
    asking->answer = answer_new(own);
    asking->folds  = folds;
    asking->plan   = "kind"; /* a trail says better */
    TRY(lend(asking, asking->view, folds));
    return answer_kind(asking);
}

static Code compute(Asking *asking, Rows folds, QueryAnswer *out)
{
    Arena *own  = arena_new(ANSWER_ARENA_MAX);
    Code   code = answer_all(asking, folds, own);
    if (code == OK) code = answer_done(asking->cx, &asking->answer, asking->question, out);
    out->engine = asking->plan ? str_of(asking->view->driver->name) : S("index");
    out->plan   = str_of(asking->plan ? asking->plan : "");
    arena_free(own);
    return code;
}

static Code answer_within(Asking *asking, const QueryValue *value, QueryAnswer *out)
{
    Ctx                  *cx    = asking->cx;
    const ProjectionView *view  = asking->view;
    QueryCache           *cache = insight_memory_queries(cx->services->insight);
    Rows                  folds = { 0 };
    TRY(insight_sql_folds(cx, &folds));
    /* Who sees a part sees another one tomorrow: his answers are not kept. */
    const bool is_kept = !asking->is_scoped && !asking->question->of &&
                         asking->question->kind != QUERY_EVENTS; /* the log may forget */
    const Str key = is_kept ? key_of(cx, value, asking->question, folds) : (Str){ 0 };
    if (!is_kept || !query_cache_find(cx, cache, key, view->revision, out)) {
        TRY(compute(asking, folds, out));
        if (is_kept) query_cache_keep(cache, key, view->revision, out);
    }
    out->seq = view->seq;
    return OK;
}

/* The question with whom it asks, and a view of the store. */
static Code begin(Ctx *cx, const QueryValue *value, ColumnarWait *wait, Question *question,
                  ProjectionView *view)
{
    Projection *events =
        cx->services->insight ? insight_memory_events(cx->services->insight) : NULL;
    TRY(question_read(cx, value, question));
    if (!events)
        return fail(cx, ERR_UNAVAILABLE, "events.no_store", "%s", "no columnar store is set");
    TRY(question_who_find(cx, question));
    return projection_begin(cx, events, wait, question_types(cx->arena, question), view);
}

Code query_answer(Ctx *cx, const QueryValue *value, ColumnarWait *wait, QueryAnswer *out)
{
    Question question;
    VIEWING_EVENTS(view);
    TRY(begin(cx, value, wait, &question, &view));
    Asking asking = {
        .cx = cx, .view = &view, .question = &question, .wait = wait, .is_scoped = cx->scope_id != 0
    };
    out->names = (Rows){ 0 };
    return answer_within(&asking, value, out);
}

/* The first column. */
static Code take_ids(Ctx *cx, const Answer *answer, Ids *out)
{
    const size_t      columns = answer->columns.count, count = answer_rows(answer);
    const AnswerCell *cells = (const AnswerCell *)(const void *)answer->cells.at;
    if (count > QUERY_PEOPLE_MAX)
        return fail(cx, ERR_LIMIT, "query.too_large", "over %d people", QUERY_PEOPLE_MAX);
    int64_t *ids = arena_make(cx->arena, int64_t, count);
    for (size_t i = 0; i < count; i++) ids[i] = cells[i * columns].integer;
    *out = (Ids){ ids, count };
    return OK;
}

Code query_people(Ctx *cx, const QueryValue *value, ColumnarWait *wait, Ids *out)
{
    Question question;
    Rows     folds = { 0 };
    if (value->kind != QUERY_PEOPLE)
        return fail_field(cx, "query.not_allowed", S("query.kind"), "people");
    VIEWING_EVENTS(view);
    TRY(begin(cx, value, wait, &question, &view));
    question.limit = QUERY_PEOPLE_MAX;
    question.order = (Rows){ 0 }; /* as they come: by id */
    TRY(insight_sql_folds(cx, &folds));
    Asking asking = {
        .cx = cx, .view = &view, .question = &question, .wait = wait, .is_scoped = cx->scope_id != 0
    };
    Arena     *own  = arena_new(ANSWER_ARENA_MAX);
    const Code code = answer_all(&asking, folds, own);
    const Code last = code == OK ? take_ids(cx, &asking.answer, out) : code;
    arena_free(own);
    return last;
}

Code query_save_people(Ctx *cx, const QueryAudienceDraft *draft, ColumnarWait *wait, Segment *out)
{
    QueryValue               value;
    Ids                      people = { 0 };
    const SegmentPeopleDraft saved  = { draft->name, draft->definition, draft->query };
    REQUIRE(cx, cx_may(cx, PERM_BOARD_READ), ERR_DENIED, "permission.denied");
    TRY(query_read(cx, draft->query, &value));
    TRY(query_people(cx, &value, wait, &people));
    return segment_save_people(cx, &saved, people, out);
}

Code query_answer_text(Ctx *cx, Str text, ColumnarWait *wait, QueryAnswer *out)
{
    QueryValue value;
    TRY(query_read(cx, text, &value));
    TRY(query_answer(cx, &value, wait, out));
    TRY(org_scope_tell(cx, &out->scope));
    return query_names(cx, &value, out);
}
