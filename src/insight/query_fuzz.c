/* Query values of any bytes: read, and made into statements, without a store. */
#include "insight/insight.h"
#include "insight/question_sql.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void nothing(ColumnarSql *sql, const ColumnarReader *reader)
{
    (void)reader;
    columnar_sql_add(sql, "e.person");
}

static void statements(Ctx *cx, const Question *question)
{
    const ColumnarDriver driver = { .name     = "none",
                                    .dialect  = columnar_duckdb.dialect,
                                    .add_fold = nothing,
                                    .add_root = nothing,
                                    .add_seen = nothing };
    const ProjectionView view   = { .driver = &driver,
                                    .book   = property_book(cx->arena, (Rows){ 0 }) };
    ColumnarKind         kinds[2];
    QuestionSql          q = question_sql(cx, &view, question, &(QuestionSight){ 0 });
    for (size_t i = 0; i < question->dimensions.count; i++)
        (void)question_sql_dimension(&q, ROWS_AT(QuestionDimension, question->dimensions, i), i,
                                     kinds);
    if (question_sql_from(&q, question->from_ms, question->until_ms) != OK) return;
    for (size_t i = 0; i < question->steps.count; i++)
        if (question_sql_events(&q, ROWS_AT(QuestionEvents, question->steps, i)) != OK) return;
    for (size_t i = 0; i < question->metrics.count; i++)
        if (question_sql_events(&q, &ROWS_AT(QuestionMetric, question->metrics, i)->events) != OK)
            return;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Services services = { 0 };
    Arena                *arena    = arena_new((size_t)64 << 20);
    Ctx                   cx       = { .services  = &services,
                                       .arena     = arena,
                                       .tenant_id = 1,
                                       .zone      = { 480 },
                                       .now_ms    = 1795334400000 };
    QueryValue            value;
    Question              question;
    if (query_read(&cx, (Str){ (const char *)data, size }, &value) == OK &&
        question_read(&cx, &value, &question) == OK)
        statements(&cx, &question);
    arena_free(arena);
    return 0;
}
