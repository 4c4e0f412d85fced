/* funnel.c -- one pass over each person's events. */
#include "columnar/funnel.h"

#include <stdlib.h>
#include <string.h>

/* How one unit got on. */
typedef struct Walk {
    size_t  depth; /* steps reached by the best attempt */
    int32_t node;  /* of the first event of step 1      */
    int64_t since_ms[FUNNEL_STEPS_MAX], total_ms[FUNNEL_STEPS_MAX];
} Walk;

/* The latest attempt that has reached a step: a later one has more of its window left. */
typedef struct Attempt {
    bool    is_open;
    int64_t began_ms, at_ms;
} Attempt;

static void advance(Walk *walk, size_t step, const Attempt *before, const Attempt *now)
{
    if (step < walk->depth) return;
    walk->depth          = step + 1;
    walk->since_ms[step] = step ? now->at_ms - before->at_ms : 0;
    walk->total_ms[step] = now->at_ms - now->began_ms;
}

static void walk_ordered(const FunnelAsk *ask, size_t from, size_t until, Walk *walk)
{
    const Trail *trail                      = ask->trail;
    Attempt      attempts[FUNNEL_STEPS_MAX] = { 0 };
    for (size_t i = from; i < until; i++) {
        const uint32_t mask = trail->mask[i];
        const int64_t  ms   = trail->ms[i];
        if (!mask) continue;
        /* From the last step down, so that one event is one step of an attempt. */
        for (size_t step = ask->step_count; step-- > 1;) {
            const Attempt *before = &attempts[step - 1];
            if (!(mask >> step & 1) || !before->is_open) continue;
            if (ask->window_ms > 0 && ms - before->began_ms > ask->window_ms) continue;
            const Attempt was = *before;
            attempts[step]    = (Attempt){ true, was.began_ms, ms };
            advance(walk, step, &was, &attempts[step]);
        }
        if (mask & 1) {
            attempts[0] = (Attempt){ true, ms, ms };
            advance(walk, 0, NULL, &attempts[0]);
        }
    }
}

/* Each event must go on with an attempt that the one right before it reached. */
static void walk_strict(const FunnelAsk *ask, size_t from, size_t until, Walk *walk)
{
    const Trail *trail                    = ask->trail;
    Attempt      before[FUNNEL_STEPS_MAX] = { 0 }, now[FUNNEL_STEPS_MAX];
    for (size_t i = from; i < until; i++) {
        const int64_t ms = trail->ms[i];
        memset(now, 0, sizeof now);
        for (size_t step = 0; step < ask->step_count; step++) {
            if (!(trail->mask[i] >> step & 1)) continue;
            if (step == 0)
                now[0] = (Attempt){ true, ms, ms };
            else if (before[step - 1].is_open &&
                     (ask->window_ms == 0 || ms - before[step - 1].began_ms <= ask->window_ms))
                now[step] = (Attempt){ true, before[step - 1].began_ms, ms };
            if (now[step].is_open) advance(walk, step, step ? &before[step - 1] : NULL, &now[step]);
        }
        memcpy(before, now, sizeof before);
    }
}

/* The longest run of steps 1..k that some window holds. */
static void walk_any(const FunnelAsk *ask, size_t from, size_t until, Walk *walk)
{
    const Trail *trail                   = ask->trail;
    size_t       count[FUNNEL_STEPS_MAX] = { 0 };
    size_t       tail                    = from;
    for (size_t i = from; i < until; i++) {
        for (size_t step = 0; step < ask->step_count; step++)
            count[step] += trail->mask[i] >> step & 1;
        while (ask->window_ms > 0 && trail->ms[i] - trail->ms[tail] > ask->window_ms) {
            for (size_t step = 0; step < ask->step_count; step++)
                count[step] -= trail->mask[tail] >> step & 1;
            tail++;
        }
        size_t depth = 0;
        while (depth < ask->step_count && count[depth] > 0) depth++;
        if (depth > walk->depth) walk->depth = depth;
    }
}

/* ---- medians ------------------------------------------------------------------------ */

typedef struct Times {
    int64_t *at;
    size_t   count, room;
} Times;

static void note(Times *times, int64_t ms)
{
    if (times->count == times->room) {
        times->room = times->room ? 2 * times->room : 64;
        times->at   = realloc(times->at, times->room * sizeof *times->at);
        ASSERT(times->at != NULL);
    }
    times->at[times->count++] = ms;
}

static int by_size(const void *a, const void *b)
{
    const int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

/* The one in the middle; of two the first. */
static int64_t median(Times *times)
{
    int64_t middle = 0;
    if (times->count > 0) {
        qsort(times->at, times->count, sizeof *times->at, by_size);
        middle = times->at[(times->count - 1) / 2];
    }
    free(times->at);
    return middle;
}

/* ---- counting ------------------------------------------------------------------------ */

typedef struct Counting {
    const FunnelAsk *ask;
    FunnelPart      *parts;
    Times           *since, *total; /* by part and step */
} Counting;

static void count_unit(Counting *counting, int64_t person, size_t from, size_t until)
{
    const FunnelAsk *ask  = counting->ask;
    Walk             walk = { .node = TRAIL_NONE };
    if (ask->mode == FUNNEL_STRICT)
        walk_strict(ask, from, until, &walk);
    else if (ask->mode == FUNNEL_ANY)
        walk_any(ask, from, until, &walk);
    else
        walk_ordered(ask, from, until, &walk);
    if (walk.depth == 0) return;
    size_t part = 0;
    if (ask->part_count > 0) {
        while (!(ask->trail->mask[from] & 1)) from++;
        part = (size_t)ask->trail->node[from];
        ASSERT(part < ask->part_count);
    }
    for (size_t step = 0; step < walk.depth; step++) {
        counting->parts[part].reached[step]++;
        if (ask->mode == FUNNEL_ANY) continue;
        note(&counting->since[part * FUNNEL_STEPS_MAX + step], walk.since_ms[step]);
        note(&counting->total[part * FUNNEL_STEPS_MAX + step], walk.total_ms[step]);
    }
    if (ask->hit) ask->hit(ask->with, person, walk.depth);
}

static void count_sessions(Counting *counting, int64_t person, size_t from, size_t until)
{
    const FunnelAsk *ask = counting->ask;
    for (size_t i = from + 1; i < until; i++) {
        if (ask->trail->ms[i] - ask->trail->ms[i - 1] <= ask->session_ms) continue;
        count_unit(counting, person, from, i);
        from = i;
    }
    if (from < until) count_unit(counting, person, from, until);
}

void funnel_count(const FunnelAsk *ask, FunnelPart *parts)
{
    const size_t count    = ask->part_count ? ask->part_count : 1;
    Counting     counting = { .ask   = ask,
                              .parts = parts,
                              .since = calloc(count * FUNNEL_STEPS_MAX, sizeof(Times)),
                              .total = calloc(count * FUNNEL_STEPS_MAX, sizeof(Times)) };
    ASSERT(counting.since != NULL && counting.total != NULL);
    ASSERT(ask->step_count >= 1 && ask->step_count <= FUNNEL_STEPS_MAX);
    memset(parts, 0, count * sizeof *parts);
    for (size_t i = 0; i < ask->trail->person_count; i++) {
        const size_t from = ask->trail->starts[i], until = ask->trail->starts[i + 1];
        if (ask->session_ms > 0)
            count_sessions(&counting, ask->trail->persons[i], from, until);
        else
            count_unit(&counting, ask->trail->persons[i], from, until);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t step = 0; step < FUNNEL_STEPS_MAX; step++) {
            parts[i].median_ms[step]       = median(&counting.since[i * FUNNEL_STEPS_MAX + step]);
            parts[i].median_total_ms[step] = median(&counting.total[i * FUNNEL_STEPS_MAX + step]);
        }
    free(counting.since);
    free(counting.total);
}
