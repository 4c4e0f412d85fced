/* question_sql.c -- statements from constants. */
#include "insight/question_sql.h"

#include "log/event.h"

static void add(QuestionSql *q, const char *text) { columnar_sql_add(&q->sql, text); }

/* Own types whose payload the caller may not read do not count for him either. */
static Strs hidden_types(Ctx *cx)
{
    Vec hidden = vec_of(cx->arena, Str);
    for (int type = 1; type < EVENT_TYPE_COUNT; type++) {
        const Str word = event_word((EventType)type);
        if (!cx_may(cx, event_permission(word))) *VEC_ADD(&hidden, Str) = word;
    }
    return (Strs){ (const Str *)(const void *)hidden.at, hidden.count };
}

QuestionSql question_sql(Ctx *cx, const ProjectionView *view, const Question *question,
                         const QuestionSight *sight)
{
    return (QuestionSql){ .cx       = cx,
                          .view     = view,
                          .question = question,
                          .sql      = columnar_sql(cx->arena, view->driver),
                          .hidden   = hidden_types(cx),
                          .sight    = sight };
}

void question_sql_select(QuestionSql *q) { add(q, "SELECT "); }

static void add_texts(QuestionSql *q, Strs texts)
{
    for (size_t i = 0; i < texts.count; i++) {
        if (i) add(q, ", ");
        columnar_sql_str(&q->sql, texts.at[i]);
    }
}

static void add_types(QuestionSql *q, Strs types)
{
    add(q, "e.type IN (");
    add_texts(q, types);
    add(q, ")");
}

static void add_not_hidden(QuestionSql *q)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    if (q->hidden.count == 0) return;
    add(q, " AND ");
    add(q, dialect->no_type_of[0]);
    add_texts(q, q->hidden);
    add(q, dialect->no_type_of[1]);
}

Code question_sql_from(QuestionSql *q, int64_t from_ms, int64_t until_ms)
{
    const ColumnarDriver *driver = q->view->driver;
    add(q, " FROM event AS e");
    driver->add_fold(&q->sql, q->view->reader);
    add(q, " WHERE e.tenant = ");
    columnar_sql_i64(&q->sql, q->cx->tenant_id);
    add(q, " AND e.ms >= ");
    columnar_sql_i64(&q->sql, from_ms);
    add(q, " AND e.ms < ");
    columnar_sql_i64(&q->sql, until_ms);
    if (q->sight) {
        add(q, " AND ");
        driver->add_seen(&q->sql, q->view->reader);
    }
    add_not_hidden(q);
    if (!q->question->filter) return OK;
    add(q, " AND ");
    return question_filter_sql(q, q->question->filter, S("filters"));
}

static Code refuse_hidden(QuestionSql *q, const QuestionEvents *events)
{
    for (size_t i = 0; i < events->types.count; i++)
        for (size_t h = 0; h < q->hidden.count; h++)
            if (str_equal(events->types.at[i], q->hidden.at[h]))
                return fail(q->cx, ERR_DENIED, "query.hidden_type", "%.*s", FMT(q->hidden.at[h]));
    return OK;
}

Code question_sql_events(QuestionSql *q, const QuestionEvents *events)
{
    TRY(refuse_hidden(q, events));
    if (events->types.count == 0 && !events->filter) {
        add(q, "1 = 1");
        return OK;
    }
    add(q, "(");
    if (events->types.count > 0) add_types(q, events->types);
    if (events->types.count > 0 && events->filter) add(q, " AND ");
    if (events->filter)
        TRY(question_filter_sql(q, events->filter,
                                str_fmt(q->cx->arena, "%.*s.filters", FMT(events->field))));
    add(q, ")");
    return OK;
}

void question_sql_person(QuestionSql *q) { q->view->driver->add_root(&q->sql, q->view->reader); }

/* ---- properties ------------------------------------------------------------------ */

/* "/a~1b": the name as a JSON pointer; ClickHouse takes it as it is. */
static Str rest_name(QuestionSql *q, Str name)
{
    if (!q->view->driver->dialect->is_pointer) return name;
    Arena    *arena = q->cx->arena;
    const Str tilde = str_replace(arena, name, S("~"), S("~0"));
    return str_fmt(arena, "/%.*s", FMT(str_replace(arena, tilde, S("/"), S("~1"))));
}

static void add_property(QuestionSql *q, Str name, bool is_number)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    const int32_t          slot =
        property_slot(q->view->book, q->cx->arena, q->cx->tenant_id, name, is_number);
    const bool has_rest =
        property_has_rest(q->view->book, q->cx->arena, q->cx->tenant_id, is_number);
    const char *const *rest = is_number ? dialect->number_rest : dialect->text_rest;
    if (slot < 0 && !has_rest) {
        add(q, is_number ? dialect->no_number : dialect->no_text);
        return;
    }
    if (slot >= 0 && has_rest) add(q, "coalesce(");
    if (slot >= 0) columnar_sql_fmt(&q->sql, "e.%c%d", is_number ? 'n' : 't', (int)slot);
    if (slot >= 0 && has_rest) add(q, ", ");
    if (has_rest) {
        add(q, rest[0]);
        columnar_sql_str(&q->sql, rest_name(q, name));
        add(q, rest[1]);
    }
    if (slot >= 0 && has_rest) add(q, ")");
}

void question_sql_number(QuestionSql *q, Str property) { add_property(q, property, true); }
void question_sql_text(QuestionSql *q, Str property) { add_property(q, property, false); }

/* ---- dimensions --------------------------------------------------------------------- */

static void add_local(QuestionSql *q)
{
    columnar_sql_fmt(&q->sql, "(e.ms + %lld)",
                     (long long)q->question->zone.offset_minutes * MS_PER_MINUTE);
}

static void add_part(QuestionSql *q, const char *const part[2])
{
    add(q, part[0]);
    add_local(q);
    add(q, part[1]);
}

/* Whole units of `ms` in local time, `shift` units on: buckets that C names. */
static void add_whole(QuestionSql *q, int64_t ms, int64_t shift)
{
    const char *const *divide = q->view->driver->dialect->divide;
    add(q, divide[0]);
    columnar_sql_fmt(&q->sql, "(e.ms + %lld)",
                     (long long)q->question->zone.offset_minutes * MS_PER_MINUTE +
                         (long long)shift);
    columnar_sql_fmt(&q->sql, "%s%lld%s", divide[1], (long long)ms, divide[2]);
}

static void add_calendar(QuestionSql *q, QuestionBy by)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    add(q, "(");
    add_part(q, dialect->year);
    if (by == DIMENSION_YEAR) {
        add(q, ")");
        return;
    }
    add(q, " * 12 + ");
    if (by == DIMENSION_QUARTER) add(q, dialect->divide[0]);
    if (by == DIMENSION_QUARTER) add(q, "(");
    add_part(q, dialect->month);
    add(q, " - 1");
    if (by == DIMENSION_QUARTER) {
        columnar_sql_fmt(&q->sql, ")%s3%s * 3", dialect->divide[1], dialect->divide[2]);
    }
    add(q, ")");
}

void question_sql_clock(QuestionSql *q, QuestionBy by)
{
    enum { THURSDAY_TO_MONDAY = 3 };
    ASSERT(by == DIMENSION_WEEKDAY || by == DIMENSION_HOUR_OF_DAY);
    add(q, "(");
    if (by == DIMENSION_WEEKDAY)
        add_whole(q, MS_PER_DAY, THURSDAY_TO_MONDAY * (int64_t)MS_PER_DAY);
    else
        add_whole(q, MS_PER_HOUR, 0);
    add(q, by == DIMENSION_WEEKDAY ? " % 7 + 1)" : " % 24)");
}

static void add_told(QuestionSql *q, Strs told)
{
    add_texts(q, told);
    if (told.count == 0) add(q, "''");
}

/* A property that names people: who may not be told stands in one row. */
static void add_told_property(QuestionSql *q, Str property, Strs told)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    add(q, "CASE WHEN ");
    question_sql_text(q, property);
    add(q, " IS NULL AND ");
    question_sql_number(q, property);
    columnar_sql_fmt(&q->sql, " IS NULL THEN %s WHEN coalesce(", dialect->no_text);
    question_sql_text(q, property);
    add(q, " IN (");
    add_told(q, told);
    add(q, "), 1 = 0) THEN ");
    question_sql_text(q, property);
    add(q, " ELSE '" QUERY_OTHERS "' END");
}

/* "staff:7" and its like; what is nobody is told as it is. */
static void add_told_column(QuestionSql *q, const char *column, Strs told)
{
    static const char *const people[] = { "staff:%",  "user:%",    "customer:%",
                                          "person:%", "contact:%", "oa_fan:%" };
    add(q, "CASE WHEN ");
    for (size_t i = 0; i < COUNT(people); i++) {
        if (i) add(q, " OR ");
        columnar_sql_fmt(&q->sql, "coalesce(%s, '') LIKE '", column);
        add(q, people[i]);
        add(q, "'");
    }
    columnar_sql_fmt(&q->sql, " THEN CASE WHEN coalesce(%s, '') IN (", column);
    add_told(q, told);
    columnar_sql_fmt(&q->sql, ") THEN %s ELSE '" QUERY_OTHERS "' END ELSE %s END", column, column);
}

/* Of a dimension that names people, to who sees a part of the brand. */
static size_t add_told_dimension(QuestionSql *q, const QuestionDimension *dimension,
                                 QuestionNaming naming, size_t first, ColumnarKind kinds[2])
{
    const Strs told = question_sight_told(q->sight, naming);
    kinds[0]        = COLUMNAR_TEXT;
    if (dimension->by != DIMENSION_PROPERTY) {
        add_told_column(q, dimension->by == DIMENSION_ACTOR ? "e.actor" : "e.object", told);
        return 1;
    }
    kinds[1] = COLUMNAR_REAL;
    add_told_property(q, dimension->property, told);
    columnar_sql_fmt(&q->sql, " AS d%zu, %s", first, q->view->driver->dialect->no_number);
    return 2;
}

/* The expressions, each with its name behind it. */
static size_t add_dimension(QuestionSql *q, const QuestionDimension *dimension, size_t first,
                            ColumnarKind kinds[2])
{
    static const char *const own[] = { [DIMENSION_TYPE]   = "e.type",
                                       [DIMENSION_SOURCE] = "e.source",
                                       [DIMENSION_CHANNEL] =
                                           "CASE WHEN e.source = 'sync' THEN 'wecom'"
                                           " ELSE e.source END",
                                       [DIMENSION_OBJECT] = "e.object",
                                       [DIMENSION_ACTOR]  = "e.actor" };
    enum { THURSDAY_TO_MONDAY = 3 };
    const ColumnarDialect *dialect = q->view->driver->dialect;
    kinds[0]                       = COLUMNAR_INT;
    switch (dimension->by) {
    case DIMENSION_HOUR: add_whole(q, MS_PER_HOUR, 0); return 1;
    case DIMENSION_DAY: add_whole(q, MS_PER_DAY, 0); return 1;
    case DIMENSION_WEEK:
        add_whole(q, 7 * (int64_t)MS_PER_DAY, THURSDAY_TO_MONDAY * (int64_t)MS_PER_DAY);
        return 1;
    case DIMENSION_MONTH:
    case DIMENSION_QUARTER:
    case DIMENSION_YEAR: add_calendar(q, dimension->by); return 1;
    case DIMENSION_WEEKDAY:
    case DIMENSION_HOUR_OF_DAY: question_sql_clock(q, dimension->by); return 1;
    case DIMENSION_PROPERTY:
        kinds[0] = COLUMNAR_TEXT;
        kinds[1] = COLUMNAR_REAL;
        question_sql_text(q, dimension->property);
        columnar_sql_fmt(&q->sql, " AS d%zu, ", first);
        add(q, dialect->real[0]);
        question_sql_number(q, dimension->property);
        add(q, dialect->real[1]);
        return 2;
    case DIMENSION_TYPE:
    case DIMENSION_SOURCE:
    case DIMENSION_CHANNEL:
    case DIMENSION_OBJECT:
    case DIMENSION_ACTOR:
    default:
        kinds[0] = COLUMNAR_TEXT;
        add(q, own[dimension->by]);
        return 1;
    }
}

size_t question_sql_dimension(QuestionSql *q, const QuestionDimension *dimension, size_t first,
                              ColumnarKind kinds[2])
{
    const QuestionNaming naming = q->sight ? question_naming(dimension) : NAMING_NOBODY;
    const size_t         count  = naming ? add_told_dimension(q, dimension, naming, first, kinds)
                                         : add_dimension(q, dimension, first, kinds);
    columnar_sql_fmt(&q->sql, " AS d%zu", first + count - 1);
    return count;
}
