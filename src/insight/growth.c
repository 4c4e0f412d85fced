/* growth.c -- adding and losing in one pass over the spans. */
#include "insight/growth.h"

#include "customer/customer.h"

typedef struct Walk {
    const Spans     *spans;
    const Lens      *lens;
    uint32_t         start, end; /* of the window */
    /* either the tallies ... */
    const GrowthAsk *ask;
    /* ... or the list */
    Vec             *hits;
    uint32_t         wanted;
    /* whom it is about now */
    uint32_t         person;
    Tally           *part; /* NULL: the whole */
} Walk;

static Tally *bucket_at(const GrowthAsk *ask, uint32_t at)
{
    const int64_t day = ((int64_t)at + ask->zone_s) / 86400;
    return &ask->by_bucket[ask->bucket_of_day[day - ask->window.first_day]];
}

static void happen(Walk *walk, Happening what, uint32_t at, size_t span)
{
    if (at < walk->start || at >= walk->end) return;
    if (walk->hits) {
        if (walk->wanted & (1u << what))
            *VEC_ADD(walk->hits, GrowthHit) = (GrowthHit){ walk->person, (uint32_t)span, at };
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
                (GrowthHit){ walk->person, (uint32_t)span, walk->spans->added_s[span] };
        return;
    }
    if (!is_open_at_start(walk, added, ended)) return;
    Tally *tally = walk->part ? walk->part : &walk->ask->by_bucket[0];
    if (of_person)
        tally->people_before++;
    else
        tally->open_before++;
}

static Happening start_of(const Spans *spans, size_t at, size_t first)
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

bool growth_is_handover(uint32_t ended_s, int32_t ended_by, uint32_t added_s, int32_t add_way)
{
    if (added_s > ended_s && added_s - ended_s > HANDOVER_S) return false;
    if (ended_by == ENDED_BY_TRANSFER) return true;
    return ended_by == ENDED_BY_SYSTEM && add_way == ADD_WAY_ASSIGNED;
}

/* One stretch of time in which the person has a relation. */
typedef struct Presence {
    uint32_t start, end;
    size_t   first, last; /* the spans that begin and end it */
} Presence;

static void leave(Walk *walk, const Presence *presence)
{
    const Spans *spans = walk->spans;
    state(walk, presence->start, presence->end, presence->last, true);
    happen(walk, IS_JOINED, presence->start, presence->first);
    if (presence->end == SPAN_OPEN) return;
    const bool given = spans->ended_by[presence->last] == ENDED_BY_TRANSFER;
    happen(walk, given ? IS_GIVEN_AWAY : IS_CHURNED, presence->end, presence->last);
}

/* The spans of one person in one part (-1: all that is seen), `from` being his first of these. */
static void walk_part(Walk *walk, size_t first, size_t from, size_t until, int64_t part)
{
    const Spans *spans    = walk->spans;
    Presence     presence = { 0 };
    bool         has      = false;
    for (size_t at = from; at < until; at++) {
        if (!lens_sees(walk->lens, spans, at)) continue;
        if (part >= 0 && !lens_is_of(walk->lens, spans, at, (uint32_t)part)) continue;
        const uint32_t added = spans->added_s[at], ended = spans->ended_s[at];
        state(walk, added, ended, at, false);
        happen(walk, start_of(spans, at, first), added, at);
        if (ended != SPAN_OPEN) happen(walk, end_of(spans->ended_by[at]), ended, at);
        const bool goes_on =
            has && (added <= presence.end ||
                    growth_is_handover(presence.end, spans->ended_by[presence.last], added,
                                       spans->add_way[at]));
        if (has && !goes_on) leave(walk, &presence);
        if (!goes_on) presence = (Presence){ added, ended, at, at };
        if (goes_on && ended >= presence.end) {
            presence.end  = ended;
            presence.last = at;
        }
        has = true;
    }
    if (has) leave(walk, &presence);
}

/* Every part of the person once. */
static void walk_parts(Walk *walk, size_t first, size_t until)
{
    for (size_t at = first; at < until; at++) {
        if (!lens_sees(walk->lens, walk->spans, at)) continue;
        size_t          count = 0;
        const uint32_t *parts = lens_parts(walk->lens, walk->spans, at, &count);
        for (size_t i = 0; i < count; i++) {
            bool known = false;
            for (size_t before = first; before < at && !known; before++)
                known = lens_sees(walk->lens, walk->spans, before) &&
                        lens_is_of(walk->lens, walk->spans, before, parts[i]);
            if (known) continue;
            walk->part = &walk->ask->by_part[parts[i]];
            walk_part(walk, first, at, until, parts[i]);
        }
    }
    walk->part = NULL;
}

/* Nothing of it can matter: all of it lies behind the window or ended before it. */
static bool is_outside(const Spans *spans, size_t first, size_t until, uint32_t start, uint32_t end)
{
    if (spans->added_s[first] >= end) return true;
    for (size_t at = first; at < until; at++)
        if (spans->ended_s[at] >= start) return false;
    /* A handover may carry a presence on; its next span would have been found above. */
    return true;
}

static uint32_t clamp_s(int64_t at_s)
{
    return at_s < 0 ? 0 : at_s >= SPAN_OPEN ? SPAN_OPEN - 1 : (uint32_t)at_s;
}

void growth_count(const GrowthAsk *ask)
{
    const Spans *spans = ask->spans;
    Walk         walk  = { .spans = spans,
                           .lens  = ask->lens,
                           .start = clamp_s(ask->window.start_s),
                           .end   = clamp_s(ask->window.end_s),
                           .ask   = ask };
    for (size_t person = 0; person < spans->person_count; person++) {
        const size_t first = spans->first[person], until = first + spans->length[person];
        if (first == until || is_outside(spans, first, until, walk.start, walk.end)) continue;
        walk_part(&walk, first, first, until, -1);
        if (ask->by_part) walk_parts(&walk, first, until);
    }
}

void growth_list(const Spans *spans, const Lens *lens, Window window, uint32_t wanted, int64_t part,
                 Vec *hits)
{
    Walk walk = { .spans  = spans,
                  .lens   = lens,
                  .start  = clamp_s(window.start_s),
                  .end    = clamp_s(window.end_s),
                  .hits   = hits,
                  .wanted = wanted };
    for (size_t person = 0; person < spans->person_count; person++) {
        const size_t first = spans->first[person], until = first + spans->length[person];
        if (first == until || is_outside(spans, first, until, walk.start, walk.end)) continue;
        walk.person = (uint32_t)person;
        walk_part(&walk, first, first, until, part);
    }
}
