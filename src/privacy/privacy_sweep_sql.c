/* privacy_sweep_sql.c -- every text in which somebody may be named, and what is put in its place.
 */
#include "privacy/privacy_sweep_sql.h"

#define WHOLE "a person is deleted on request; nothing of it is shown"

// clang-format off
static const Field row_fields[] = {
    FIELD_ID(SweptRow, id),
    FIELD   (SweptRow, a),
    FIELD   (SweptRow, b),
    FIELD   (SweptRow, c),
    FIELD   (SweptRow, d),
    FIELD   (SweptRow, e),
};
static const Shape row_shape = SHAPE(SweptRow, row_fields);

static const Field event_fields[] = {
    FIELD_ID(SweptEvent, seq),
    FIELD_ID(SweptEvent, person_id),
    FIELD   (SweptEvent, id),
    FIELD   (SweptEvent, actor),
    FIELD   (SweptEvent, object),
    FIELD   (SweptEvent, payload),
};
static const Shape swept_event_shape = SHAPE(SweptEvent, event_fields);

typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);

/* A table with the number of its rows, which rows, and five of its texts; where there are fewer, '' is read
 * and nothing written. */
#define PAGE(table, key, where, a, b, c, d, e)                                                            \
    { .name = "privacy.read_" table, .unscoped = WHOLE, .out = &row_shape,                             \
      .sql = "SELECT " key " AS id, " a " AS a, " b " AS b, " c " AS c, " d " AS d, " e " AS e FROM " table        \
             " WHERE tenant_id = $1 AND " key " > $2" where " ORDER BY " key " LIMIT $3" }
#define PUT(table, key, sets)                                                                          \
    { .name = "privacy.put_" table, .unscoped = WHOLE,                                                 \
      .sql = "UPDATE " table " SET " sets " WHERE tenant_id = $1 AND " key " = $2" }
#define NONE "''"

static const Query effect_page    = PAGE("effect", "id", " AND state <> 'sending'", "payload", "answer", "detail", "object", "lane");
static const Query effect_put     = PUT ("effect", "id", "payload = $3, answer = $4, detail = $5, object = $6, lane = $7");
static const Query job_page       = PAGE("job", "id", "", "args", "checkpoint", "result", "detail", NONE);
static const Query job_put        = PUT ("job", "id", "args = $3, checkpoint = $4, result = $5, detail = $6");
static const Query notice_page    = PAGE("notification", "id", "", "params", NONE, NONE, NONE, NONE);
static const Query notice_put     = PUT ("notification", "id", "params = $3");
static const Query timer_page     = PAGE("timer", "id", "", "payload", NONE, NONE, NONE, NONE);
static const Query timer_put      = PUT ("timer", "id", "payload = $3");
static const Query letter_page    = PAGE("dead_letter", "id", "", "detail", "lane", NONE, NONE, NONE);
static const Query letter_put     = PUT ("dead_letter", "id", "detail = $3, lane = $4");
static const Query callback_page  = PAGE("callback", "event_seq", "", "detail", "object", NONE, NONE, NONE);
static const Query callback_put   = PUT ("callback", "event_seq", "detail = $3, object = $4");
static const Query refusal_page   = PAGE("track_refusal", "id", "", "detail", "event", NONE, NONE, NONE);
static const Query refusal_put    = PUT ("track_refusal", "id", "detail = $3, event = $4");
static const Query view_page      = PAGE("saved_view", "id", "", "query", "name", NONE, NONE, NONE);
static const Query view_put       = PUT ("saved_view", "id", "query = $3, name = $4");
static const Query note_page      = PAGE("note", "id", "", "text", NONE, NONE, NONE, NONE);
static const Query note_put       = PUT ("note", "id", "text = $3");
static const Query erasure_page   = PAGE("erasure", "id", "", "note", "answer", NONE, NONE, NONE);
static const Query erasure_put    = PUT ("erasure", "id", "note = $3, answer = $4");
/* What stands in the columns of a file side by side cannot be told apart: all of it goes. */
static const Query intake_page    = PAGE("intake", "id", "", "columns_json", "name", NONE, NONE, NONE);
static const Query intake_put     = PUT ("intake", "id", "columns_json = CASE WHEN $3 = '' THEN '' ELSE '[]' END, name = $4");
static const Query firing_page    = PAGE("alert_firing", "id", "", "cause", "said_zh", "said_en", NONE, NONE);
static const Query firing_put     = PUT ("alert_firing", "id", "cause = $3, said_zh = $4, said_en = $5");
static const Query push_page      = PAGE("shop_push", "id", "", "body_sealed", "detail", NONE, NONE, NONE);
static const Query push_put       = PUT ("shop_push", "id", "body_sealed = $3, detail = $4");

const Sweep privacy_sweeps[] = {
    { "effect",        &effect_page,   &effect_put,   5, NULL, true },
    { "job",           &job_page,      &job_put,      4, NULL, false },
    { "notification",  &notice_page,   &notice_put,   1, NULL, false },
    { "timer",         &timer_page,    &timer_put,    1, NULL, false },
    { "dead_letter",   &letter_page,   &letter_put,   2, NULL, false },
    { "callback",      &callback_page, &callback_put, 2, NULL, false },
    { "track_refusal", &refusal_page,  &refusal_put,  2, NULL, false },
    { "saved_view",    &view_page,     &view_put,     2, NULL, false },
    { "note",          &note_page,     &note_put,     1, NULL, false },
    { "intake",        &intake_page,   &intake_put,   2, NULL, false },
    { "erasure",       &erasure_page,  &erasure_put,  2, NULL, false },
    { "alert_firing",  &firing_page,   &firing_put,   3, NULL, false },
    { "shop_push",     &push_page,     &push_put,     2, "shop.push", false },
};
const size_t privacy_sweep_count = COUNT(privacy_sweeps);
// clang-format on

static const Query events_page = {
    .name     = "privacy.read_event",
    .unscoped = WHOLE,
    .sql      = "SELECT seq, person_id, id, actor, object, payload FROM event WHERE tenant_id = $1"
                " AND seq > $2 ORDER BY seq LIMIT $3",
    .out      = &swept_event_shape,
};
static const Query put_event = {
    .name     = "privacy.put_event",
    .unscoped = WHOLE,
    .sql      = "UPDATE event SET id = $3, actor = $4, object = $5, payload = $6"
                " WHERE tenant_id = $1 AND seq = $2",
};
static const Query head = {
    .name     = "privacy.head",
    .unscoped = WHOLE,
    .sql      = "SELECT coalesce(max(seq), 0) AS number FROM event WHERE tenant_id = $1",
    .out      = &number_shape,
};

static const Query *const queries[] = {
    &effect_page,  &effect_put,  &job_page,    &job_put,    &notice_page,   &notice_put,
    &timer_page,   &timer_put,   &letter_page, &letter_put, &callback_page, &callback_put,
    &refusal_page, &refusal_put, &view_page,   &view_put,   &note_page,     &note_put,
    &erasure_page, &erasure_put, &push_page,   &push_put,   &intake_page,   &intake_put,
    &firing_page,  &firing_put,  &events_page, &put_event,  &head,
};
const SqlList privacy_sweep_sql = { "privacy", queries, COUNT(queries), NULL, 0 };

Code privacy_sweep_sql_page(Ctx *cx, const Query *query, int64_t after, int64_t limit, Rows *rows)
{
    return cx_list(cx, query, rows, ARGS(V(cx->tenant_id), V(after), V(limit)));
}

Code privacy_sweep_sql_put(Ctx *cx, const Sweep *sweep, const SweptRow *row)
{
    const Value args[] = { V(cx->tenant_id), V(row->id), V(row->a), V(row->b),
                           V(row->c),        V(row->d),  V(row->e) };
    ASSERT(sweep->texts >= 1 && sweep->texts <= SWEPT_TEXTS);
    return cx_run(cx, sweep->put, NULL, args, 2 + sweep->texts);
}

Code privacy_sweep_sql_events(Ctx *cx, int64_t after, int64_t limit, Rows *rows)
{
    return cx_list(cx, &events_page, rows, ARGS(V(cx->tenant_id), V(after), V(limit)));
}

Code privacy_sweep_sql_put_event(Ctx *cx, const SweptEvent *event)
{
    return cx_run(cx, &put_event, NULL,
                  ARGS(V(cx->tenant_id), V(event->seq), V(event->id), V(event->actor),
                       V(event->object), V(event->payload)));
}

Code privacy_sweep_sql_head(Ctx *cx, int64_t *seq)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &head, &row, ARGS(V(cx->tenant_id))));
    *seq = row.number;
    return OK;
}
