/* growth.c -- adding and losing in one pass over the spans. */
#include "insight/growth.h"

#include "customer/customer.h"

typedef struct Walk {
    const PeopleSpans *spans;
    const Lens        *lens;
    uint32_t           start, end; /* of the window */
    /* either the tallies ... */
    const GrowthAsk   *ask;
    /* ... or the list */
    Vec               *hits;
    uint32_t           wanted;
    Tally             *part; /* NULL: the whole */
} Walk;

static Tally *bucket_at(const GrowthAsk *ask, uint32_t at)
{
    const int64_t day = ((int64_t)at + ask->zone_s) / 86400;
    return &ask->by_bucket[ask->bucket_of_day[day - ask->window.first_day]];
}

static bool is_within(const Walk *walk, uint32_t at) { return at >= walk->start && at < walk->end; }

static void happen(Walk *walk, Happening what, uint32_t at, size_t span)
{
    if (!is_within(walk, at)) return;
    if (walk->hits) {
        if (walk->wanted & (1u << what))
            *VEC_ADD(walk->hits, GrowthHit) =
                (GrowthHit){ walk->spans->person[span], (uint32_t)span, at };
        return;
    }
    Tally *tally = walk->part ? walk->part : bucket_at(walk->ask, at);
    tally->n[what]++;
}

static bool is_open_at_start(const Walk *walk, uint32_t added, uint32_t ended)
{
    return added < walk->start && ended >= walk->start;
}

static bool is_open_at_end(const Walk *walk, uint32_t added, uint32_t ended)
{
    return added < walk->end && ended >= walk->end;
}

static void state(Walk *walk, uint32_t added, uint32_t ended, size_t span, bool of_person)
{
    if (walk->hits) {
        const uint32_t bit = of_person ? GROWTH_PEOPLE_END : GROWTH_OPEN_END;
        if (walk->wanted & bit && is_open_at_end(walk, added, ended))
            *VEC_ADD(walk->hits, GrowthHit) =
                (GrowthHit){ walk->spans->person[span], (uint32_t)span,
                             walk->spans->added_s[span] };
        return;
    }
    if (!is_open_at_start(walk, added, ended)) return;
    Tally *tally = walk->part ? walk->part : &walk->ask->by_bucket[0];
    if (of_person)
        tally->people_before++;
    else
        tally->open_before++;
}

static Happening start_of(const PeopleSpans *spans, size_t at, size_t first)
{
    if (spans->add_way[at] == ADD_WAY_ASSIGNED) return IS_MOVED_IN;
    return at == first ? IS_NEW : IS_AGAIN;
}

static Happening end_of(int32_t by)
{
    switch (by) {
    case ENDED_BY_CUSTOMER: return IS_LOST_BY_CUSTOMER;
    case ENDED_BY_STAFF: return IS_LOST_BY_STAFF;
    case ENDED_BY_TRANSFER: return IS_MOVED_OUT;
    default: return IS_LOST_BY_SYSTEM;
    }
}

static Happening leaving(const PeopleSpans *spans, size_t last)
{
    return spans->ended_by[last] == ENDED_BY_TRANSFER ? IS_GIVEN_AWAY : IS_CHURNED;
}

/* ---- one presence after the other ------------------------------------------------- */

static bool is_handover(const PeopleSpans *spans, size_t last, uint32_t ended_s, size_t at)
{
    const uint32_t added_s = spans->added_s[at];
    if (added_s > ended_s && added_s - ended_s > HANDOVER_S) return false;
    if (spans->ended_by[last] == ENDED_BY_TRANSFER) return true;
    return spans->ended_by[last] == ENDED_BY_SYSTEM && spans->add_way[at] == ADD_WAY_ASSIGNED;
}

bool growth_goes_on(const PeopleSpans *spans, Presence *presence, size_t at)
{
    const uint32_t ended = spans->ended_s[at];
    if (spans->added_s[at] > presence->end &&
        !is_handover(spans, presence->last, presence->end, at))
        return false;
    if (ended >= presence->end) {
        presence->end  = ended;
        presence->last = at;
    }
    return true;
}

static void leave(Walk *walk, const Presence *presence)
{
    const PeopleSpans *spans = walk->spans;
    state(walk, presence->start, presence->end, presence->last, true);
    happen(walk, IS_JOINED, presence->start, presence->first);
    if (presence->end != PEOPLE_OPEN)
        happen(walk, leaving(spans, presence->last), presence->end, presence->last);
}

/* The spans of one person in one part (-1: all that is seen), `from` being his first of these. */
static void walk_part(Walk *walk, size_t first, size_t from, size_t until, int64_t part)
{
    const PeopleSpans *spans    = walk->spans;
    Presence           presence = { 0 };
    bool               has      = false;
    for (size_t at = from; at < until; at++) {
        if (!lens_sees(walk->lens, spans, at)) continue;
        if (part >= 0 && !lens_is_of(walk->lens, spans, at, (uint32_t)part)) continue;
        const uint32_t added = spans->added_s[at], ended = spans->ended_s[at];
        state(walk, added, ended, at, false);
        happen(walk, start_of(spans, at, first), added, at);
        if (ended != PEOPLE_OPEN) happen(walk, end_of(spans->ended_by[at]), ended, at);
        if (has && growth_goes_on(spans, &presence, at)) continue;
        if (has) leave(walk, &presence);
        presence = (Presence){ added, ended, at, at };
        has      = true;
    }
    if (has) leave(walk, &presence);
}

/* ---- counting ----------------------------------------------------------------------- */

/* A span that is the whole of a presence: what begins and ends with it, in a part or, with
 * `part` NULL, in its buckets. */
static void count_alone(const Walk *walk, size_t at, size_t first, Tally *part)
{
    const PeopleSpans *spans = walk->spans;
    const uint32_t     added = spans->added_s[at], ended = spans->ended_s[at];
    if (is_within(walk, added)) {
        Tally *tally = part ? part : bucket_at(walk->ask, added);
        tally->n[start_of(spans, at, first)]++;
        tally->n[IS_JOINED]++;
    } else if (is_open_at_start(walk, added, ended)) {
        Tally *tally = part ? part : &walk->ask->by_bucket[0];
        tally->open_before++;
        tally->people_before++;
    }
    if (!is_within(walk, ended)) return; /* or open */
    Tally *tally = part ? part : bucket_at(walk->ask, ended);
    tally->n[end_of(spans->ended_by[at])]++;
    tally->n[leaving(spans, at)]++;
}

static bool is_part_among(const Walk *walk, size_t first, size_t until, uint32_t part)
{
    for (size_t at = first; at < until; at++)
        if (lens_sees(walk->lens, walk->spans, at) && lens_is_of(walk->lens, walk->spans, at, part))
            return true;
    return false;
}

/* Every part of the person once; mostly each has one span of his. */
static void walk_parts(Walk *walk, size_t first, size_t until)
{
    for (size_t at = first; at < until; at++) {
        if (!lens_sees(walk->lens, walk->spans, at)) continue;
        size_t          count = 0;
        const uint32_t *parts = lens_parts(walk->lens, walk->spans, at, &count);
        for (size_t i = 0; i < count; i++) {
            if (is_part_among(walk, first, at, parts[i])) continue;
            walk->part = &walk->ask->by_part[parts[i]];
            if (is_part_among(walk, at + 1, until, parts[i]))
                walk_part(walk, first, at, until, parts[i]);
            else
                count_alone(walk, at, first, walk->part);
        }
    }
    walk->part = NULL;
}

static void count_one_span(Walk *walk, size_t at)
{
    if (!lens_sees(walk->lens, walk->spans, at)) return;
    count_alone(walk, at, at, NULL);
    if (!walk->ask->by_part) return;
    size_t          count = 0;
    const uint32_t *parts = lens_parts(walk->lens, walk->spans, at, &count);
    for (size_t i = 0; i < count; i++) count_alone(walk, at, at, &walk->ask->by_part[parts[i]]);
}

/* Nothing of it can matter: all of it lies behind the window or ended before it. */
static bool is_outside(const Walk *walk, size_t first, size_t until)
{
    if (walk->spans->added_s[first] >= walk->end) return true;
    for (size_t at = first; at < until; at++)
        if (walk->spans->ended_s[at] >= walk->start) return false;
    /* A handover may carry a presence on; its next span would have been found above. */
    return true;
}

static uint32_t clamp_s(int64_t at_s)
{
    return at_s < 0 ? 0 : at_s >= PEOPLE_OPEN ? PEOPLE_OPEN - 1 : (uint32_t)at_s;
}

void growth_count(const GrowthAsk *ask)
{
    const PeopleSpans *spans = ask->spans;
    Walk               walk  = { .spans = spans,
                                 .lens  = ask->lens,
                                 .start = clamp_s(ask->window.start_s),
                                 .end   = clamp_s(ask->window.end_s),
                                 .ask   = ask };
    for (size_t first = 0, until; first < spans->count; first = until) {
        until = people_run_end(spans, first);
        if (spans->person[first] == PEOPLE_NONE || is_outside(&walk, first, until)) continue;
        if (until == first + 1) {
            count_one_span(&walk, first);
            continue;
        }
        walk_part(&walk, first, first, until, -1);
        if (ask->by_part) walk_parts(&walk, first, until);
    }
}

void growth_list(const PeopleSpans *spans, const Lens *lens, Window window, uint32_t wanted,
                 int64_t part, Vec *hits)
{
    Walk walk = { .spans  = spans,
                  .lens   = lens,
                  .start  = clamp_s(window.start_s),
                  .end    = clamp_s(window.end_s),
                  .hits   = hits,
                  .wanted = wanted };
    for (size_t first = 0, until; first < spans->count; first = until) {
        until = people_run_end(spans, first);
        if (spans->person[first] == PEOPLE_NONE || is_outside(&walk, first, until)) continue;
        walk_part(&walk, first, first, until, part);
    }
}
