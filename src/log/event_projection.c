/* event_projection.c -- a step is counted and sorted first; the turn at the store only writes it.
 */
#include "log/event_projection.h"

#include "log/event_sql.h"

#include <stdlib.h>

typedef struct TypeCount {
    int64_t    tenant_id;
    EventCount of;
} TypeCount;

typedef struct Step {
    Ctx    *cx;
    int64_t from, until;
    StrMap *known;  /* tenant and type -> its place in `counts`, from 1 */
    Vec     counts; /* TypeCount *, in the order they were met  */
    Vec     places; /* EventPlace                               */
} Step;

static Step step_of(Ctx *cx, int64_t from, int64_t until)
{
    return (Step){ .cx     = cx,
                   .from   = from,
                   .until  = until,
                   .known  = strmap_new(cx->arena),
                   .counts = vec_of(cx->arena, TypeCount *),
                   .places = vec_of(cx->arena, EventPlace) };
}

/* ---- counting ----------------------------------------------------------------------- */

static TypeCount *count_of(Step *step, const Event *event)
{
    Arena    *arena = step->cx->arena;
    const Str name =
        STR_JOIN(arena, { (const char *)&event->tenant_id, sizeof(event->tenant_id) }, event->type);
    TypeCount *count = strmap_find(step->known, name);
    if (count != NULL) return count;
    count  = arena_make(arena, TypeCount, 1);
    *count = (TypeCount){ event->tenant_id, { .type = str_copy(arena, event->type) } };
    (void)strmap_put(step->known, name, count); /* was absent above */
    *VEC_ADD(&step->counts, TypeCount *) = count;
    return count;
}

static Code add(void *with, const void *row)
{
    Step        *step  = with;
    const Event *event = row;
    EventCount  *count = &count_of(step, event)->of;
    count->count++;
    if (event->received_at_ms > count->last_at_ms) count->last_at_ms = event->received_at_ms;
    if (event->person_id == 0 || db_engine(step->cx->db) != DB_SQLITE) return OK;
    *VEC_ADD(&step->places, EventPlace) = (EventPlace){ .tenant_id      = event->tenant_id,
                                                        .stretch        = event->seq >> 16,
                                                        .person_id      = event->person_id,
                                                        .occurred_at_ms = event->occurred_at_ms,
                                                        .seq            = event->seq };
    return OK;
}

/* False when the beginning is not in memory; else the step ends where memory does. */
static bool add_recent(Step *step, Recent *recent)
{
    Sheaf *held = recent != NULL ? recent_hold(recent, step->from) : NULL;
    if (held == NULL) return false;
    int64_t reached = step->from;
    for (const Sheaf *sheaf = held; sheaf != NULL && reached < step->until;
         sheaf              = recent_next(recent, sheaf)) {
        for (size_t i = 0; i < sheaf->events.count; i++) {
            const Event *event = ROWS_AT(Event, sheaf->events, i);
            if (event->seq > reached && event->seq <= step->until) (void)add(step, event);
        }
        reached = sheaf->until < step->until ? sheaf->until : step->until;
    }
    recent_release(held);
    step->until = reached;
    return true;
}

/* ---- writing ------------------------------------------------------------------------ */

static int by_key(const void *a, const void *b)
{
    const EventPlace *left = a, *right = b;
    const int64_t lefts[] = { left->tenant_id, left->stretch, left->person_id, left->occurred_at_ms,
                              left->seq };
    const int64_t rights[] = { right->tenant_id, right->stretch, right->person_id,
                               right->occurred_at_ms, right->seq };
    for (size_t i = 0; i < COUNT(lefts); i++)
        if (lefts[i] != rights[i]) return lefts[i] < rights[i] ? -1 : 1;
    return 0;
}

/* Nothing is written where another process moved the cursor meanwhile. */
static Code write(Step *step, bool *is_written)
{
    Ctx     *cx     = step->cx;
    EventSeq cursor = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &event_sql_count_open, NULL, NO_ARGS));
    TRY(cx_one(cx, &event_sql_count_cursor, &cursor, NO_ARGS));
    *is_written = cursor.seq == step->from;
    if (!*is_written) return OK;
    for (size_t i = 0; i < step->counts.count; i++) {
        const TypeCount *one = *VEC_AT(step->counts, TypeCount *, i);
        TRY(cx_run(
            cx, &event_sql_count_add, NULL,
            ARGS(V(one->tenant_id), V(one->of.type), V(one->of.count), V(one->of.last_at_ms))));
    }
    if (step->places.count > 0)
        TRY(cx_insert_all(cx, &event_sql_place_table, vec_rows(&step->places), false, NULL));
    TRY(cx_run(cx, &event_sql_count_move, NULL, ARGS(V(step->until))));
    return cx_commit(cx, &txn);
}

Code event_projection_advance(Ctx *cx, Recent *recent, int64_t until, bool *more)
{
    ASSERT(cx->link == NULL);
    EventSeq place = { 0 };
    TRY(cx_one(cx, &event_sql_count_place, &place, NO_ARGS));
    *more = place.seq < until;
    if (!*more) return OK;
    const bool is_long = until - place.seq > EVENT_PROJECTION_STEP;
    Step       step = step_of(cx, place.seq, is_long ? place.seq + EVENT_PROJECTION_STEP : until);
    if (!add_recent(&step, recent))
        TRY(cx_each(cx, &event_sql_news, add, &step, ARGS(V(step.from), V(step.until))));
    if (step.places.count > 1) qsort(step.places.at, step.places.count, sizeof(EventPlace), by_key);
    bool is_written = false;
    TRY(write(&step, &is_written));
    *more = !is_written || step.until < until;
    return OK;
}
