/* held.c -- lanes held back behind an event that was set aside.  When: reader.c. */
#include "log/held.h"

#include "log/dead_letter.h"

Str held_lane(Arena *arena, const Event *event)
{
    if (event->person_id != 0) return str_fmt(arena, "p%lld", (long long)event->person_id);
    if (event->object.len > 0) return str_fmt(arena, "o%.*s", FMT(event->object));
    return S("");
}

static uint64_t mark_of(int64_t tenant_id, Str lane)
{
    return str_hash(lane) ^ (uint64_t)tenant_id;
}

static void add(Held *held, int64_t tenant_id, Str lane)
{
    if (lane.len == 0) return;
    if (held->count == HELD_LANES_MAX)
        held->is_too_many = true;
    else
        held->lanes[held->count++] = mark_of(tenant_id, lane);
}

static bool may_hold(const Held *held, int64_t tenant_id, Str lane)
{
    if (lane.len == 0) return false;
    if (held->is_too_many) return true;
    for (size_t i = 0; i < held->count; i++)
        if (held->lanes[i] == mark_of(tenant_id, lane)) return true;
    return false;
}

Code held_learn(Ctx *cx, Held *held, Str consumer)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &dead_letter_sql_lanes, &rows, ARGS(V(consumer), V(HELD_LANES_MAX + 1))));
    *held = (Held){ 0 };
    for (size_t i = 0; i < rows.count; i++) {
        const LaneRow *row = ROWS_AT(LaneRow, rows, i);
        add(held, row->tenant_id, row->lane);
    }
    return OK;
}

Code held_back(Ctx *cx, Held *held, Str consumer, const Event *event, bool *is_held)
{
    *is_held = false;
    if (held->count == 0) return OK;
    const Str lane = held_lane(cx->arena, event);
    if (!may_hold(held, event->tenant_id, lane)) return OK;
    ReplayRow first = { 0 };
    /* Locked: who replays it now is waited for, and sees what is put behind it. */
    TRY(cx_find(cx, &dead_letter_sql_first_of_lane, &first, is_held,
                ARGS(V(event->tenant_id), V(consumer), V(lane))));
    if (!*is_held) return OK;
    const Err err = { .code = ERR_UNAVAILABLE, .reason = "consumer.held_back" };
    return held_put(cx, held, consumer, event, &err, 0);
}

Code held_put(Ctx *cx, Held *held, Str consumer, const Event *event, const Err *err, int attempts)
{
    const Str lane = held_lane(cx->arena, event);
    if (!may_hold(held, event->tenant_id, lane)) add(held, event->tenant_id, lane);
    return dead_letter_put(cx, &(DeadLetterDraft){ .tenant_id = event->tenant_id,
                                                   .consumer  = consumer,
                                                   .event_seq = event->seq,
                                                   .type      = event->type,
                                                   .lane      = lane,
                                                   .err       = err,
                                                   .attempts  = attempts });
}
