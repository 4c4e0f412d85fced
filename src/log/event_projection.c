/* event_projection.c -- a step is counted and sorted first; the turn at the store only writes it.
 */
#include "log/event_projection.h"

#include "log/event_sql.h"

typedef struct TypeCount {
    int64_t    tenant_id;
    EventCount of;
} TypeCount;

typedef struct Step {
    Ctx    *cx;
    int64_t from, until;
    int64_t tenant_id; /* of the last event, */
    StrMap *types;     /* and its TypeCounts */
    IdMap  *tenants;   /* to such maps       */
    Vec     counts;    /* TypeCount *, in the order they were met */
    Vec     places;    /* EventPlace                              */
} Step;

static Step step_of(Ctx *cx, int64_t from, int64_t until)
{
    Step step = { .cx      = cx,
                  .from    = from,
                  .until   = until,
                  .tenants = idmap_new(cx->arena),
                  .counts  = vec_of(cx->arena, TypeCount *),
                  .places  = vec_of(cx->arena, EventPlace) };
    if (db_engine(cx->db) == DB_SQLITE) vec_reserve(&step.places, (size_t)(until - from));
    return step;
}

/* ---- counting ----------------------------------------------------------------------- */

static void turn_to(Step *step, int64_t tenant_id)
{
    if (step->types != NULL && step->tenant_id == tenant_id) return;
    step->tenant_id = tenant_id;
    step->types     = idmap_find(step->tenants, tenant_id);
    if (step->types != NULL) return;
    step->types = strmap_new(step->cx->arena);
    (void)idmap_put(step->tenants, tenant_id, step->types); /* was absent above */
}

static TypeCount *count_of(Step *step, const Event *event)
{
    Arena *arena = step->cx->arena;
    turn_to(step, event->tenant_id);
    TypeCount *count = strmap_find(step->types, event->type);
    if (count != NULL) return count;
    count  = arena_make(arena, TypeCount, 1);
    *count = (TypeCount){ event->tenant_id, { .type = str_copy(arena, event->type) } };
    (void)strmap_put(step->types, count->of.type, count); /* was absent above */
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

/* An event's place by its person alone: what is sorted is small. */
typedef struct Key {
    uint64_t          person_id;
    const EventPlace *place;
} Key;

/* False when all have the same byte there. */
static bool sort_by_byte(const Key *from, Key *to, size_t count, int shift)
{
    size_t ends[257] = { 0 };
    for (size_t i = 0; i < count; i++) ends[(from[i].person_id >> shift & 255) + 1]++;
    if (ends[(from[0].person_id >> shift & 255) + 1] == count) return false;
    for (size_t i = 1; i < COUNT(ends); i++) ends[i] += ends[i - 1];
    for (size_t i = 0; i < count; i++) to[ends[from[i].person_id >> shift & 255]++] = from[i];
    return true;
}

/* By person, byte by byte.  Nobody relies on the order: in each stretch of a tenant each page is
 * come to once, as ids are nobody else's. */
static Rows by_person(const Step *step)
{
    const size_t count = step->places.count;
    EventPlace  *rows  = arena_make(step->cx->arena, EventPlace, count);
    Key         *keys  = arena_make(step->cx->arena, Key, count);
    Key         *other = arena_make(step->cx->arena, Key, count);
    for (size_t i = 0; i < count; i++) {
        const EventPlace *place = VEC_AT(step->places, EventPlace, i);
        keys[i]                 = (Key){ (uint64_t)place->person_id, place };
    }
    for (int shift = 0; shift < 64 && count > 0; shift += 8) {
        if (!sort_by_byte(keys, other, count, shift)) continue;
        Key *sorted = other;
        other       = keys;
        keys        = sorted;
    }
    for (size_t i = 0; i < count; i++) rows[i] = *keys[i].place;
    return (Rows){ rows, count };
}

/* Nothing is written where another process moved the cursor meanwhile. */
static Code write(Step *step, Rows places, bool *is_written)
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
    if (places.count > 0) TRY(cx_insert_all(cx, &event_sql_place_table, places, false, NULL));
    TRY(cx_run(cx, &event_sql_count_move, NULL, ARGS(V(step->until))));
    return cx_commit(cx, &txn);
}

Code event_projection_advance(Ctx *cx, Recent *recent, int64_t until, int64_t *left)
{
    ASSERT(cx->link == NULL);
    EventSeq place = { 0 };
    TRY(cx_one(cx, &event_sql_count_place, &place, NO_ARGS));
    *left = place.seq < until ? until - place.seq : 0;
    if (*left == 0) return OK;
    const bool is_long = *left > EVENT_PROJECTION_STEP;
    Step       step = step_of(cx, place.seq, is_long ? place.seq + EVENT_PROJECTION_STEP : until);
    if (!add_recent(&step, recent))
        TRY(cx_each(cx, &event_sql_news, add, &step, ARGS(V(step.from), V(step.until))));
    bool is_written = false;
    TRY(write(&step, by_person(&step), &is_written));
    *left = until - (is_written ? step.until : step.from);
    return OK;
}
