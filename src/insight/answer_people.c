/* answer_people.c -- persons: who did something, or who stands behind a number. */
#include "insight/answer.h"

#include <stdlib.h>

static Code take_people(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Asking    *asking = with;
    Answer    *answer = &asking->answer;
    const Zone zone   = asking->question->zone;
    (void)cx;
    for (size_t i = 0; i < chunk->row_count; i++) {
        answer_id(answer, chunk->columns[0].ints[i]);
        answer_int(answer, chunk->columns[1].ints[i]);
        answer_text(answer, rfc3339(answer->arena, chunk->columns[2].ints[i], zone));
        answer_text(answer, rfc3339(answer->arena, chunk->columns[3].ints[i], zone));
    }
    return OK;
}

static Code people_of_events(Asking *asking)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT };
    static const char *const  columns[] = { "person_id", "events", "first_at", "last_at" };
    const Question           *question  = asking->question;
    const ColumnarDialect    *dialect   = asking->view->driver->dialect;
    QuestionSql               q = question_sql(asking->cx, asking->view, question, asking->sight);
    for (size_t i = 0; i < COUNT(columns); i++) answer_column(&asking->answer, str_of(columns[i]));
    question_sql_select(&q);
    question_sql_person(&q);
    columnar_sql_fmt(&q.sql, " AS d0, %scount(*)%s, min(e.ms), max(e.ms)", dialect->integer[0],
                     dialect->integer[1]);
    TRY(question_sql_from(&q, question->from_ms, question->until_ms));
    columnar_sql_add(&q.sql, " AND e.person <> 0");
    if (question->steps.count > 0) {
        columnar_sql_add(&q.sql, " AND ");
        TRY(question_sql_events(&q, ROWS_AT(QuestionEvents, question->steps, 0)));
    }
    columnar_sql_fmt(&q.sql, " GROUP BY d0 ORDER BY d0 LIMIT %lld",
                     question->order.count ? 1000000ll : (long long)question->limit + 1);
    return asking_read(asking, &(ColumnarAsk){ .sql          = &q.sql,
                                               .kinds        = kinds,
                                               .column_count = COUNT(kinds),
                                               .each         = take_people,
                                               .with         = asking });
}

static int by_id(const void *a, const void *b)
{
    const int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

Code answer_people_behind(Asking *asking, const QuestionCell *cell, Ids *out)
{
    const QueryKind kind = asking->question->kind;
    if (kind == QUERY_FUNNEL) return answer_funnel_people(asking, cell, out);
    if (kind == QUERY_RETENTION) return answer_retention_people(asking, cell, out);
    if (kind == QUERY_DISTRIBUTION) return answer_distribution_people(asking, cell, out);
    if (kind == QUERY_INTERVAL) return answer_interval_people(asking, cell, out);
    if (kind == QUERY_LIFT) return answer_lift_people(asking, cell, out);
    return answer_paths_people(asking, cell, out);
}

static Code people_of_cell(Asking *asking)
{
    const Question     *outer = asking->question;
    const QuestionCell *cell  = &outer->cell;
    Ids                 ids   = { 0 };
    asking->question          = outer->of;
    TRY(answer_people_behind(asking, cell, &ids));
    asking->question = outer;
    int64_t *sorted  = arena_make(asking->answer.arena, int64_t, ids.count);
    for (size_t i = 0; i < ids.count; i++) sorted[i] = ids.at[i];
    qsort(sorted, ids.count, sizeof *sorted, by_id);
    answer_column(&asking->answer, S("person_id"));
    for (size_t i = 0; i < ids.count; i++) answer_id(&asking->answer, sorted[i]);
    return OK;
}

Code answer_people(Asking *asking)
{
    return asking->question->of ? people_of_cell(asking) : people_of_events(asking);
}
