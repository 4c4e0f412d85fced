/* answer_events.c -- the single events behind a number: the store finds them, the log tells what
 * they say and of whom among the staff. */
#include "insight/answer.h"
#include "insight/insight_sql.h"
#include "log/event.h"
#include "org/org.h"

typedef struct Found {
    int64_t seq, ms, person;
    Str     type, actor, object, source;
} Found;

typedef struct Finding {
    Asking *asking;
    Vec     found; /* of Found */
    int64_t passed, offset;
} Finding;

static Code take(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Finding              *finding = with;
    Arena                *arena   = finding->asking->answer.arena;
    const ColumnarColumn *columns = chunk->columns;
    (void)cx;
    for (size_t i = 0; i < chunk->row_count; i++) {
        if (finding->passed++ < finding->offset) continue;
        *VEC_ADD(&finding->found, Found) =
            (Found){ .seq    = columns[0].ints[i],
                     .ms     = columns[1].ints[i],
                     .person = columns[2].ints[i],
                     .type   = str_copy(arena, columns[3].texts[i]),
                     .actor  = str_copy(arena, columns[4].texts[i]),
                     .object = str_copy(arena, columns[5].texts[i]),
                     .source = str_copy(arena, columns[6].texts[i]) };
    }
    return OK;
}

/* Any of those the question is of; of paths and where none is named, all. */
static Code add_meant(QuestionSql *q, const Question *question)
{
    const bool   by_axes = question->kind == QUERY_DISTRIBUTION;
    const size_t count   = by_axes ? question->axes.count : question->steps.count;
    if (count == 0) return OK;
    for (size_t i = 0; i < count; i++) {
        columnar_sql_add(&q->sql, i ? " OR " : " AND (");
        TRY(question_sql_events(q, by_axes ? &ROWS_AT(QuestionAxis, question->axes, i)->events
                                           : ROWS_AT(QuestionEvents, question->steps, i)));
    }
    columnar_sql_add(&q->sql, ")");
    return OK;
}

/* Newest first.  `set`: the number of the lent persons they are of; -1: of anybody. */
static Code find(Finding *finding, const Question *question, int64_t set, int64_t limit)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT,  COLUMNAR_INT,  COLUMNAR_INT, COLUMNAR_TEXT,
                                          COLUMNAR_TEXT, COLUMNAR_TEXT, COLUMNAR_TEXT };
    Asking                   *asking  = finding->asking;
    const ColumnarDriver     *driver  = asking->view->driver;
    QuestionSql               q = question_sql(asking->cx, asking->view, question, asking->sight);
    question_sql_select(&q);
    columnar_sql_add(&q.sql, "e.seq AS d0, e.ms AS d1, ");
    question_sql_person(&q);
    columnar_sql_add(&q.sql, " AS d2, e.type AS d3, e.actor AS d4, e.object AS d5, e.source AS d6");
    TRY(question_sql_from(&q, question->from_ms, question->until_ms));
    if (set >= 0) {
        columnar_sql_add(&q.sql, " AND ");
        driver->add_set(&q.sql, asking->view->reader, (size_t)set);
    }
    TRY(add_meant(&q, question));
    columnar_sql_fmt(&q.sql, " ORDER BY d1 DESC, d0 DESC LIMIT %lld",
                     (long long)(finding->offset + limit + 1));
    return asking_read(asking, &(ColumnarAsk){ .sql          = &q.sql,
                                               .kinds        = kinds,
                                               .column_count = COUNT(kinds),
                                               .each         = take,
                                               .with         = finding });
}

/* The first `count` of them in the log, as far as the caller may read it. */
static Code find_in_log(Asking *asking, const Vec *found, size_t count, StrMap *by_seq)
{
    Ctx     *cx     = asking->cx;
    Rows     events = { 0 };
    int64_t *seqs   = arena_make(cx->arena, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) seqs[i] = VEC_AT(*found, Found, i)->seq;
    TRY(insight_sql_events(cx, (Ids){ seqs, count }, &events));
    TRY(org_scope_events(cx, &events));
    event_hide(cx, events);
    for (size_t i = 0; i < events.count; i++) {
        Event *event = ROWS_AT(Event, events, i);
        (void)strmap_put(by_seq, str_fmt(cx->arena, "%lld", (long long)event->seq), event);
    }
    return OK;
}

static void put_one(Asking *asking, const Found *one, const Event *event)
{
    Answer *answer = &asking->answer;
    answer_id(answer, one->seq);
    answer_text(answer, rfc3339(answer->arena, one->ms, asking->question->zone));
    answer_text(answer, one->type);
    if (one->person)
        answer_id(answer, one->person);
    else
        answer_null(answer);
    answer_text(answer, one->actor);
    answer_text(answer, one->object);
    answer_text(answer, one->source);
    answer_text(answer, event ? event->payload : (Str){ 0 });
}

/* Who sees a part of the brand is told what the log says is of that part; of what the log has no
 * more nobody knows whose it is.  Pages are cut before, so they have fewer rows for him. */
static Code put_all(Asking *asking, const Vec *found)
{
    static const char *const columns[] = { "seq",   "at",     "type",   "person_id",
                                           "actor", "object", "source", "payload" };
    StrMap                  *by_seq    = strmap_new(asking->cx->arena);
    const size_t             limit     = (size_t)asking->question->limit;
    const size_t             count     = found->count < limit ? found->count : limit;
    asking->answer.is_cut              = count < found->count;
    TRY(find_in_log(asking, found, count, by_seq));
    for (size_t i = 0; i < COUNT(columns); i++) answer_column(&asking->answer, str_of(columns[i]));
    for (size_t i = 0; i < count; i++) {
        const Found *one   = VEC_AT(*found, Found, i);
        const Str    key   = str_fmt(asking->cx->arena, "%lld", (long long)one->seq);
        const Event *event = strmap_find(by_seq, key);
        if (event || !asking->is_scoped) put_one(asking, one, event);
    }
    return OK;
}

Code answer_events(Asking *asking)
{
    const Question *outer   = asking->question;
    Finding         finding = { .asking = asking,
                                .found  = vec_of(asking->answer.arena, Found),
                                .offset = outer->offset };
    if (!outer->of) {
        TRY(find(&finding, outer, -1, outer->limit));
        return put_all(asking, &finding.found);
    }
    Ids people       = { 0 };
    asking->question = outer->of;
    const Code code  = answer_people_behind(asking, &outer->cell, &people);
    asking->question = outer;
    TRY(code);
    const size_t set = outer->of->who.count;
    TRY(asking_lend(asking)); /* sets are told by their number, in order */
    TRY(asking->view->driver->lend_set(asking->cx, asking->view->reader, set, people));
    TRY(find(&finding, outer->of, (int64_t)set, outer->limit));
    asking->plan = "kind"; /* the events were read from the store, whoever counted the people */
    return put_all(asking, &finding.found);
}
