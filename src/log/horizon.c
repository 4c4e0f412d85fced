/* horizon.c -- how far the log may be read. */
#include "log/horizon.h"

static void reach(Horizon *horizon, int64_t seq)
{
    if (seq > horizon->safe_seq) horizon->safe_seq = seq;
}

/* The number is taken after the place was seen: whoever holds a lower place has a lower number. */
static Code wait_for_gap(Ctx *cx, Horizon *horizon, int64_t seen_seq)
{
    EventNumber now = { 0 };
    TRY(cx_one(cx, &event_sql_number, &now, NO_ARGS));
    horizon->next_seq    = seen_seq;
    horizon->next_number = now.number;
    return OK;
}

Code horizon_look(Ctx *cx, Horizon *horizon)
{
    EventHorizonRow now = { 0 };
    TRY(cx_one(cx, &event_sql_horizon, &now, ARGS(V(horizon->safe_seq))));
    if (now.last_seq > horizon->last_seq) horizon->last_seq = now.last_seq;
    if (now.is_dense) reach(horizon, now.last_seq);
    if (horizon->next_number != 0 && now.oldest_running >= horizon->next_number) {
        reach(horizon, horizon->next_seq);
        horizon->next_number = 0;
    }
    if (now.last_seq <= horizon->safe_seq) {
        horizon->next_number = 0;
        return OK;
    }
    return horizon->next_number == 0 ? wait_for_gap(cx, horizon, now.last_seq) : OK;
}

bool horizon_waits(const Horizon *horizon) { return horizon->last_seq > horizon->safe_seq; }
