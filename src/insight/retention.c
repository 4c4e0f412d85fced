/* retention.c -- cohorts and who of them is still there. */
#include "insight/retention.h"

#include "customer/customer.h"

const int32_t retention_points[RETENTION_POINTS] = { 0,  1,  2,  3,  7,   14,  21,
                                                     30, 45, 60, 90, 120, 180, 365 };

typedef struct Look {
    const RetentionAsk *ask;
    uint32_t            person;
    size_t              first, until; /* his spans */
    /* What was last asked of him: the total and a cohort mostly ask the same. */
    int64_t             asked_day, asked_part;
    bool                was_asked;
    int                 fates[RETENTION_POINTS];
    Vec                *hits; /* NULL: count */
    int64_t             wanted;
    RetentionSide       side;
    size_t              point;
} Look;

static int64_t day_at(const RetentionAsk *ask, uint32_t at)
{
    return ((int64_t)at + ask->zone_s) / 86400;
}

static bool adds(const Look *look, size_t at)
{
    const RetentionAsk *ask   = look->ask;
    const Spans        *spans = ask->spans;
    if (!lens_sees(ask->lens, spans, at) || spans->add_way[at] == ADD_WAY_ASSIGNED) return false;
    if (ask->member == COHORT_NEW && at != look->first) return false;
    return spans->added_s[at] >= ask->window.start_s && spans->added_s[at] < ask->window.end_s;
}

/* Whether the person has a relation at that instant, handovers counting as one. */
static bool is_present(const Look *look, int64_t at_s, int64_t part)
{
    const RetentionAsk *ask   = look->ask;
    const Spans        *spans = ask->spans;
    size_t              last  = SIZE_MAX;
    for (size_t at = look->first; at < look->until; at++) {
        if (!lens_sees(ask->presence, spans, at)) continue;
        if (part >= 0 && !lens_is_of(ask->lens, spans, at, (uint32_t)part)) continue;
        if (spans->added_s[at] >= at_s)
            return last != SIZE_MAX &&
                   growth_is_handover(spans->ended_s[last], spans->ended_by[last],
                                      spans->added_s[at], spans->add_way[at]);
        if (spans->ended_s[at] >= at_s) return true;
        if (last == SIZE_MAX || spans->ended_s[at] >= spans->ended_s[last]) last = at;
    }
    return false;
}

/* -1 not known yet, 0 gone, 1 there: at the end of the day. */
static int fate(const Look *look, int64_t day, int64_t part)
{
    if (day >= look->ask->today) return -1;
    return is_present(look, (day + 1) * 86400 - look->ask->zone_s, part);
}

/* Of each point, until one that is not known yet. */
static const int *fates_of(Look *look, int64_t day, int64_t part)
{
    if (look->was_asked && look->asked_day == day && look->asked_part == part) return look->fates;
    look->was_asked  = true;
    look->asked_day  = day;
    look->asked_part = part;
    for (size_t i = 0; i < RETENTION_POINTS; i++) {
        look->fates[i] = fate(look, day + retention_points[i], part);
        if (look->fates[i] < 0) break;
    }
    return look->fates;
}

static void tell(Look *look, size_t span, int64_t day, int64_t part)
{
    const int kept =
        look->side == RETENTION_OF ? 1 : fate(look, day + retention_points[look->point], part);
    if (look->side == RETENTION_KEPT ? kept != 1 : look->side == RETENTION_GONE && kept != 0)
        return;
    *VEC_ADD(look->hits, GrowthHit) =
        (GrowthHit){ look->person, (uint32_t)span, look->ask->spans->added_s[span] };
}

/* The person entered the cohort by that span; `part` -1: presence with anybody. */
static void enter(Look *look, Cohort *cohort, size_t span, int64_t part)
{
    const int64_t day = day_at(look->ask, look->ask->spans->added_s[span]);
    if (look->hits) {
        tell(look, span, day, part);
        return;
    }
    const int *fates = fates_of(look, day, part);
    cohort->size++;
    for (size_t i = 0; i < RETENTION_POINTS && fates[i] >= 0; i++) {
        cohort->reached[i]++;
        cohort->retained[i] += fates[i];
    }
}

static bool is_wanted(const Look *look, int64_t cohort)
{
    return look->hits == NULL || look->wanted == cohort;
}

static int64_t bucket_at(const Look *look, size_t at)
{
    const RetentionAsk *ask = look->ask;
    return ask->bucket_of_day[day_at(ask, ask->spans->added_s[at]) - ask->window.first_day];
}

static bool entered_before(const Look *look, size_t at, int64_t cohort)
{
    for (size_t before = look->first; before < at; before++) {
        if (!adds(look, before)) continue;
        if (look->ask->lens->by == LENS_WHOLE
                ? bucket_at(look, before) == cohort
                : lens_is_of(look->ask->lens, look->ask->spans, before, (uint32_t)cohort))
            return true;
    }
    return false;
}

static void enter_cohort(Look *look, size_t at, int64_t cohort)
{
    if (!is_wanted(look, cohort) || entered_before(look, at, cohort)) return;
    enter(look, look->hits ? NULL : &look->ask->cohorts[cohort], at,
          look->ask->lens->by == LENS_STAFF ? cohort : -1);
}

static void look_at(Look *look)
{
    const RetentionAsk *ask   = look->ask;
    bool                known = false;
    for (size_t at = look->first; at < look->until; at++) {
        if (!adds(look, at)) continue;
        if (!known && is_wanted(look, -1)) enter(look, ask->total, at, -1);
        known = true;
        if (ask->lens->by == LENS_WHOLE) {
            enter_cohort(look, at, bucket_at(look, at));
            continue;
        }
        size_t          count = 0;
        const uint32_t *parts = lens_parts(ask->lens, ask->spans, at, &count);
        for (size_t i = 0; i < count; i++) enter_cohort(look, at, parts[i]);
    }
}

static void look_at_all(Look *look)
{
    const Spans *spans = look->ask->spans;
    for (size_t person = 0; person < spans->person_count; person++) {
        look->person    = (uint32_t)person;
        look->was_asked = false;
        look->first     = spans->first[person];
        look->until     = look->first + spans->length[person];
        look_at(look);
    }
}

void retention_count(const RetentionAsk *ask)
{
    Look look = { .ask = ask };
    look_at_all(&look);
}

void retention_list(const RetentionAsk *ask, int64_t cohort, RetentionSide side, size_t point,
                    Vec *hits)
{
    Look look = { .ask = ask, .hits = hits, .wanted = cohort, .side = side, .point = point };
    look_at_all(&look);
}
