/* again.c -- a clash is forgiven behind a pause. */
#include "kernel/again.h"

#include "sys/clock.h"

bool cx_again(Ctx *cx, int tried, int tries_max)
{
    enum { LEAST_MS = 1, SPREAD_MS = 25 };
    ASSERT(cx->link == NULL);
    if (!cx->err.retry || tried >= tries_max) return false;
    forgive(cx);
    clock_sleep_ms(LEAST_MS + (int64_t)cx_random(cx, SPREAD_MS));
    return true;
}
