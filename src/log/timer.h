/* timer.h -- something to be done at an instant; survives restarts. */
#ifndef LOG_TIMER_H
#define LOG_TIMER_H

#include "log/event.h"

typedef struct Timer {
    int64_t id, tenant_id;
    Str     kind, key;     /* unique together within the tenant */
    int64_t due_at_ms;
    Str     payload;
} Timer;
extern const Shape timer_shape;

typedef struct TimerKind {
    const char *word;      /* "channel_code.slot" */
    /* In a transaction in which the timer is already removed: exactly once. */
    Code (*fire)(Ctx *cx, const Timer *timer);
} TimerKind;

/* Sets or moves the timer of that kind and key. */
Code timer_set(Ctx *cx, Str kind, Str key, int64_t due_at_ms, Str payload) MUST_USE;
/* Removes it; absent is fine. */
Code timer_clear(Ctx *cx, Str kind, Str key) MUST_USE;

typedef struct TimerRunner TimerRunner;
/* A thread that fires timers until stopped.  A failing one is tried 12 times with growing
 * pauses (1 s to 10 min), then kept as a dead letter of the consumer "timer". */
TimerRunner *timer_runner_start(const Services *services, const TimerKind *const *kinds,
                                size_t count);
void         timer_runner_stop(TimerRunner *runner);
/* For tests: fires all that is due at services->clock(). */
Code         timer_drain(const Services *services, const TimerKind *const *kinds,
                         size_t count) MUST_USE;

#endif
