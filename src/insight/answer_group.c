/* answer_group.c -- metrics by dimensions: one statement, grouped by the engine. */
#include "insight/answer.h"

enum { GROUPS_MAX = 1000000, COLUMNS_MAX = 2 * QUESTION_DIMENSIONS_MAX + QUESTION_METRICS_MAX + 2 };

typedef struct Grouping {
    Asking         *asking;
    const GroupAsk *ask;
    Vec            *rows;
    size_t          width[QUESTION_DIMENSIONS_MAX + 1];
} Grouping;

AnswerCell answer_nothing(const QuestionMetric *metric)
{
    if (metric->measure <= MEASURE_PEOPLE) return (AnswerCell){ .kind = ANSWER_INT };
    if (metric->measure == MEASURE_SUM) return (AnswerCell){ .kind = ANSWER_REAL };
    return (AnswerCell){ .kind = ANSWER_NULL };
}

/* ---- the statement ---------------------------------------------------------------------- */

static void add(QuestionSql *q, const char *text) { columnar_sql_add(&q->sql, text); }

static Code add_case(QuestionSql *q, const QuestionMetric *metric, const char *then)
{
    add(q, "CASE WHEN ");
    TRY(question_sql_events(q, &metric->events));
    add(q, then);
    return OK;
}

static Code add_people(QuestionSql *q, const QuestionMetric *metric)
{
    add(q, "count(DISTINCT ");
    TRY(add_case(q, metric, " AND e.person <> 0 THEN "));
    question_sql_person(q);
    add(q, " END)");
    return OK;
}

static Code add_events(QuestionSql *q, const QuestionMetric *metric)
{
    add(q, "coalesce(sum(");
    return add_case(q, metric, " THEN 1 ELSE 0 END), 0)");
}

/* FUNCTION of the property's numbers. */
static Code add_of(QuestionSql *q, const QuestionMetric *metric, const char *before,
                   const char *behind)
{
    add(q, before);
    TRY(add_case(q, metric, " THEN "));
    question_sql_number(q, metric->property);
    add(q, " END");
    add(q, behind);
    return OK;
}

/* `below`: the same share for who counts ranks from nought and cuts. */
static Code add_rank(QuestionSql *q, const QuestionMetric *metric, const char *share,
                     const char *below)
{
    const char *const *nth = q->view->driver->dialect->nth;
    if (q->view->driver->dialect->is_share_first) {
        add(q, nth[0]);
        add(q, below);
        return add_of(q, metric, nth[1], nth[2]);
    }
    TRY(add_of(q, metric, nth[0], nth[1]));
    add(q, share);
    add(q, nth[2]);
    return OK;
}

static Code add_one(QuestionSql *q, const QuestionMetric *metric)
{
    switch (metric->measure) {
    case MEASURE_PER_PERSON:
        add(q, "1.0 * ");
        TRY(add_events(q, metric));
        add(q, " / nullif(");
        TRY(add_people(q, metric));
        add(q, ", 0)");
        return OK;
    case MEASURE_SUM: return add_of(q, metric, "coalesce(sum(", "), 0)");
    case MEASURE_AVERAGE: return add_of(q, metric, "avg(", ")");
    case MEASURE_MIN: return add_of(q, metric, "min(", ")");
    case MEASURE_MAX: return add_of(q, metric, "max(", ")");
    case MEASURE_MEDIAN: return add_rank(q, metric, "0.5", "0.4999999999");
    case MEASURE_P90: return add_rank(q, metric, "0.9", "0.8999999999");
    case MEASURE_P95: return add_rank(q, metric, "0.95", "0.9499999999");
    case MEASURE_P99: return add_rank(q, metric, "0.99", "0.9899999999");
    case MEASURE_EVENTS: return add_events(q, metric);
    case MEASURE_PEOPLE: return add_people(q, metric);
    case MEASURE_RATIO:
    default: return OK;
    }
}

static Code add_ratio(QuestionSql *q, const QuestionMetric *metric)
{
    add(q, "1.0 * (");
    TRY(add_one(q, metric->of));
    add(q, ") / nullif((");
    TRY(add_one(q, metric->over));
    add(q, "), 0)");
    return OK;
}

static Code add_metric(QuestionSql *q, const QuestionMetric *metric, ColumnarKind *kind)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    *kind                 = metric->measure <= MEASURE_PEOPLE ? COLUMNAR_INT : COLUMNAR_REAL;
    const char *const *as = *kind == COLUMNAR_INT ? dialect->integer : dialect->real;
    add(q, as[0]);
    TRY(metric->measure == MEASURE_RATIO ? add_ratio(q, metric) : add_one(q, metric));
    add(q, as[1]);
    return OK;
}

static bool is_unconditional(const QuestionMetric *metric)
{
    if (metric->measure == MEASURE_RATIO)
        return is_unconditional(metric->of) || is_unconditional(metric->over);
    return metric->events.types.count == 0 && !metric->events.filter;
}

static Code add_condition(QuestionSql *q, const QuestionMetric *metric)
{
    if (metric->measure != MEASURE_RATIO) return question_sql_events(q, &metric->events);
    TRY(add_condition(q, metric->of));
    add(q, " OR ");
    return add_condition(q, metric->over);
}

/* Only what some metric counts has to be read. */
static Code add_any_metric(QuestionSql *q, Rows metrics)
{
    for (size_t i = 0; i < metrics.count; i++)
        if (is_unconditional(ROWS_AT(QuestionMetric, metrics, i))) return OK;
    add(q, " AND (");
    for (size_t i = 0; i < metrics.count; i++) {
        if (i) add(q, " OR ");
        TRY(add_condition(q, ROWS_AT(QuestionMetric, metrics, i)));
    }
    add(q, ")");
    return OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

AnswerCell answer_time(Arena *arena, const Question *question, QuestionBy by, int64_t raw)
{
    static const QueryUnit units[] = {
        [DIMENSION_HOUR] = UNIT_OF_HOUR,       [DIMENSION_DAY] = UNIT_OF_DAY,
        [DIMENSION_WEEK] = UNIT_OF_WEEK,       [DIMENSION_MONTH] = UNIT_OF_MONTH,
        [DIMENSION_QUARTER] = UNIT_OF_QUARTER, [DIMENSION_YEAR] = UNIT_OF_YEAR
    };
    const Zone zone  = question->zone;
    CivilTime  civil = { .year = (int32_t)(raw / 12), .month = (int32_t)(raw % 12) + 1, .day = 1 };
    int64_t    start = 0;
    if (by == DIMENSION_YEAR) civil = (CivilTime){ .year = (int32_t)raw, .month = 1, .day = 1 };
    if (by == DIMENSION_HOUR)
        start = raw * MS_PER_HOUR - (int64_t)zone.offset_minutes * MS_PER_MINUTE;
    else if (by == DIMENSION_DAY)
        start = day_start_ms(raw, zone);
    else if (by == DIMENSION_WEEK)
        start = day_start_ms(raw * 7 - 3, zone);
    else
        start = civil_to_ms(civil, zone);
    return (AnswerCell){ .kind    = ANSWER_TEXT,
                         .integer = start,
                         .text    = question_unit_name(arena, units[by], zone, start) };
}

static AnswerCell key_cell(const Grouping *grouping, const ColumnarChunk *chunk, size_t at,
                           const QuestionDimension *dimension, size_t row)
{
    Arena                *arena  = grouping->rows->arena;
    const ColumnarColumn *column = &chunk->columns[at];
    if (dimension->by <= DIMENSION_YEAR)
        return answer_time(arena, grouping->asking->question, dimension->by, column->ints[row]);
    if (dimension->by <= DIMENSION_HOUR_OF_DAY)
        return (AnswerCell){ .kind = ANSWER_INT, .integer = column->ints[row] };
    if (!columnar_is_null(column, row))
        return (AnswerCell){ .kind = ANSWER_TEXT, .text = str_copy(arena, column->texts[row]) };
    if (dimension->by == DIMENSION_PROPERTY && !columnar_is_null(column + 1, row))
        return (AnswerCell){ .kind = ANSWER_REAL, .real = column[1].reals[row] };
    return (AnswerCell){ .kind = ANSWER_NULL };
}

static AnswerCell value_cell(const ColumnarColumn *column, size_t row)
{
    if (columnar_is_null(column, row)) return (AnswerCell){ .kind = ANSWER_NULL };
    if (column->kind == COLUMNAR_INT)
        return (AnswerCell){ .kind = ANSWER_INT, .integer = column->ints[row] };
    return (AnswerCell){ .kind = ANSWER_REAL, .real = column->reals[row] };
}

static Code take_chunk(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Grouping    *grouping = with;
    Arena       *arena    = grouping->rows->arena;
    const size_t metrics  = grouping->asking->question->metrics.count;
    for (size_t row = 0; row < chunk->row_count; row++) {
        if (grouping->rows->count == GROUPS_MAX)
            return fail(cx, ERR_LIMIT, "query.too_large", "over %d groups", GROUPS_MAX);
        GroupRow *out = VEC_ADD(grouping->rows, GroupRow);
        out->keys     = arena_make(arena, AnswerCell, grouping->ask->dimension_count);
        out->values   = arena_make(arena, AnswerCell, metrics);
        size_t at     = 0;
        for (size_t i = 0; i < grouping->ask->dimension_count; i++) {
            out->keys[i] = key_cell(grouping, chunk, at, &grouping->ask->dimensions[i], row);
            at += grouping->width[i];
        }
        for (size_t i = 0; i < metrics; i++)
            out->values[i] = value_cell(&chunk->columns[at + i], row);
    }
    return OK;
}

Code asking_groups(Asking *asking, const GroupAsk *ask, Vec *rows)
{
    ColumnarKind kinds[COLUMNS_MAX];
    size_t       count    = 0;
    Grouping     grouping = { .asking = asking, .ask = ask, .rows = rows };
    const Rows   metrics  = asking->question->metrics;
    QuestionSql  q        = question_sql(asking->cx, asking->view, asking->question, asking->sight);
    question_sql_select(&q);
    for (size_t i = 0; i < ask->dimension_count; i++) {
        grouping.width[i] = question_sql_dimension(&q, &ask->dimensions[i], count, kinds + count);
        count += grouping.width[i];
        add(&q, ", ");
    }
    const size_t keys = count;
    for (size_t i = 0; i < metrics.count; i++) {
        if (i) add(&q, ", ");
        TRY(add_metric(&q, ROWS_AT(QuestionMetric, metrics, i), &kinds[count++]));
    }
    TRY(question_sql_from(&q, ask->from_ms, ask->until_ms));
    TRY(add_any_metric(&q, metrics));
    for (size_t i = 0; i < keys; i++)
        columnar_sql_fmt(&q.sql, "%sd%zu", i ? ", " : " GROUP BY ", i);
    TRY(answer_held_groups(asking, ask, q.hidden, rows));
    if (!asking->plan) return asking_check(asking);
    TRY(asking_read(asking, &(ColumnarAsk){ .sql          = &q.sql,
                                            .kinds        = kinds,
                                            .column_count = count,
                                            .each         = take_chunk,
                                            .with         = &grouping }));
    return asking_check(asking);
}
