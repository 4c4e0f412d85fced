/* retention.c -- cohorts and who of them is still there.
 *
 * Of a person the stretches of time in which he is there cover ranges of points, kept as bits.
 * While counting, a cohort holds where these ranges begin and end; sums at the end make figures of
 * them. */
#include "insight/retention.h"

#include "customer/customer.h"

enum { DAYS_MAX = 365 };
const int32_t retention_points[RETENTION_POINTS] = { 0,  1,  2,  3,  7,   14,  21,
                                                     30, 45, 60, 90, 120, 180, DAYS_MAX };

/* What became of a person: whether he was there at each point, and how many are over. */
typedef struct Fate {
    uint32_t kept; /* a bit for each point */
    uint32_t reached;
} Fate;

typedef struct Look {
    const RetentionAsk *ask;
    size_t              first, until; /* his spans */
    /* What was last asked of him: the total and a cohort mostly ask the same. */
    int64_t             asked_day, asked_part;
    bool                was_asked;
    Fate                fate;
    uint8_t             points_until[DAYS_MAX + 1]; /* how many points are at most so many days */
    Vec                *hits;                       /* NULL: count */
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
    const PeopleSpans  *spans = ask->spans;
    if (spans->added_s[at] < ask->window.start_s || spans->added_s[at] >= ask->window.end_s)
        return false;
    if (!lens_sees(ask->lens, spans, at) || spans->add_way[at] == ADD_WAY_ASSIGNED) return false;
    return ask->member != COHORT_NEW || at == look->first;
}

/* ---- what became of a person ------------------------------------------------------- */

static uint32_t points_until(const Look *look, int64_t days)
{
    return days < 0 ? 0 : look->points_until[days > DAYS_MAX ? DAYS_MAX : days];
}

/* The points, counted from `day`, at the end of whose day the presence goes on. */
static uint32_t points_of(const Look *look, int64_t day, const Presence *presence)
{
    const int64_t start = day_at(look->ask, presence->start) - day;
    const int64_t end =
        presence->end == PEOPLE_OPEN ? DAYS_MAX + 1 : day_at(look->ask, presence->end) - day;
    const uint32_t from = points_until(look, start - 1), until = points_until(look, end - 1);
    return from < until ? (1u << until) - (1u << from) : 0;
}

static uint32_t kept_points(const Look *look, int64_t day, int64_t part)
{
    const RetentionAsk *ask      = look->ask;
    const PeopleSpans  *spans    = ask->spans;
    Presence            presence = { 0 };
    bool                has      = false;
    uint32_t            kept     = 0;
    for (size_t at = look->first; at < look->until; at++) {
        if (!lens_sees(ask->presence, spans, at)) continue;
        if (part >= 0 && !lens_is_of(ask->lens, spans, at, (uint32_t)part)) continue;
        if (has && growth_goes_on(spans, &presence, at)) continue;
        if (has) kept |= points_of(look, day, &presence);
        presence = (Presence){ spans->added_s[at], spans->ended_s[at], at, at };
        has      = true;
    }
    return has ? kept | points_of(look, day, &presence) : kept;
}

static Fate fate_of(Look *look, int64_t day, int64_t part)
{
    if (look->was_asked && look->asked_day == day && look->asked_part == part) return look->fate;
    look->was_asked    = true;
    look->asked_day    = day;
    look->asked_part   = part;
    look->fate.reached = points_until(look, look->ask->today - 1 - day);
    look->fate.kept    = kept_points(look, day, part) & ((1u << look->fate.reached) - 1);
    return look->fate;
}

/* ---- cohorts --------------------------------------------------------------------------- */

static void tell(Look *look, size_t span, Fate fate)
{
    const bool is_over = look->point < fate.reached, is_kept = fate.kept >> look->point & 1;
    if (look->side == RETENTION_KEPT ? !is_kept
                                     : look->side == RETENTION_GONE && (is_kept || !is_over))
        return;
    const PeopleSpans *spans = look->ask->spans;
    *VEC_ADD(look->hits, GrowthHit) =
        (GrowthHit){ spans->person[span], (uint32_t)span, spans->added_s[span] };
}

/* The person entered the cohort by that span; `part` -1: presence with anybody. */
static void enter(Look *look, Cohort *cohort, size_t span, int64_t part)
{
    const Fate fate = fate_of(look, day_at(look->ask, look->ask->spans->added_s[span]), part);
    if (look->hits) {
        tell(look, span, fate);
        return;
    }
    cohort->size++;
    if (fate.reached) cohort->reached[fate.reached - 1]++;
    for (uint32_t left = fate.kept; left;) {
        const int from  = __builtin_ctz(left);
        const int until = from + __builtin_ctz(~(left >> from));
        cohort->retained[from]++;
        if (until < RETENTION_POINTS) cohort->retained[until]--;
        left &= ~0u << until;
    }
}

static void finish(Cohort *cohort)
{
    for (int i = RETENTION_POINTS - 2; i >= 0; i--) cohort->reached[i] += cohort->reached[i + 1];
    for (int i = 1; i < RETENTION_POINTS; i++) cohort->retained[i] += cohort->retained[i - 1];
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
    const PeopleSpans *spans = look->ask->spans;
    for (int days = 0, point = 0; days <= DAYS_MAX; days++) {
        if (retention_points[point] == days) point++;
        look->points_until[days] = (uint8_t)point;
    }
    for (; look->first < spans->count; look->first = look->until) {
        look->until     = people_run_end(spans, look->first);
        look->was_asked = false;
        if (spans->person[look->first] != PEOPLE_NONE) look_at(look);
    }
}

void retention_count(const RetentionAsk *ask)
{
    Look look = { .ask = ask };
    look_at_all(&look);
    finish(ask->total);
    for (size_t i = 0; i < ask->cohort_count; i++) finish(&ask->cohorts[i]);
}

void retention_list(const RetentionAsk *ask, int64_t cohort, RetentionSide side, size_t point,
                    Vec *hits)
{
    Look look = { .ask = ask, .hits = hits, .wanted = cohort, .side = side, .point = point };
    look_at_all(&look);
}
