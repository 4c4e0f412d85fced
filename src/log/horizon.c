/* horizon.c -- how far the log may be read. */
#include "log/horizon.h"

Code horizon_look(Ctx *cx, Horizon *horizon)
{
    EventHorizonRow now = { 0 };
    TRY(cx_one(cx, &event_sql_horizon, &now, NO_ARGS));
    ASSERT(now.oldest_running <= now.next_number);
    if (now.last_seq > horizon->last_seq) horizon->last_seq = now.last_seq;
    if (horizon->next_seq > horizon->safe_seq && now.oldest_running >= horizon->next_number)
        horizon->safe_seq = horizon->next_seq;
    if (now.oldest_running == now.next_number && now.last_seq > horizon->safe_seq)
        horizon->safe_seq = now.last_seq;
    if (horizon->next_seq <= horizon->safe_seq) {
        horizon->next_seq    = now.last_seq;
        horizon->next_number = now.next_number;
    }
    return OK;
}

bool horizon_waits(const Horizon *horizon) { return horizon->last_seq > horizon->safe_seq; }
