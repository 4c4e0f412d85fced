/* insight_board.c -- growth and retention: periods, parts and figures put together.  Who stands
 * behind a figure is insight_people.c. */
#include "insight/insight_board.h"
#include "insight/insight_memory.h"

static bool is_over(const Ctx *cx, const Bucket *bucket)
{
    return bucket->last_day < insight_ask_today(cx) && !bucket->is_cut;
}

/* ---- growth ---------------------------------------------------------------------------- */

static GrowthFigures figures_of(const Tally *tally, int64_t open_before, int64_t people_before)
{
    const int64_t *n  = tally->n;
    GrowthFigures  is = { .new_people       = n[IS_NEW],
                          .again            = n[IS_AGAIN],
                          .moved_in         = n[IS_MOVED_IN],
                          .lost_by_customer = n[IS_LOST_BY_CUSTOMER],
                          .lost_by_staff    = n[IS_LOST_BY_STAFF],
                          .lost_by_system   = n[IS_LOST_BY_SYSTEM],
                          .moved_out        = n[IS_MOVED_OUT],
                          .joined           = n[IS_JOINED],
                          .churned          = n[IS_CHURNED],
                          .given_away       = n[IS_GIVEN_AWAY],
                          .open_before      = open_before,
                          .people_before    = people_before };
    is.added          = is.new_people + is.again;
    is.lost           = is.lost_by_customer + is.lost_by_staff + is.lost_by_system;
    is.net            = is.added + is.moved_in - is.lost - is.moved_out;
    is.open_after     = open_before + is.net;
    is.people_after   = people_before + is.joined - is.churned - is.given_away;
    return is;
}

static Tally sum_of(const Tally *tallies, size_t count)
{
    Tally sum = { 0 };
    for (size_t i = 0; i < count; i++) {
        for (size_t what = 0; what < HAPPENING_COUNT; what++) sum.n[what] += tallies[i].n[what];
        sum.open_before += tallies[i].open_before;
        sum.people_before += tallies[i].people_before;
    }
    return sum;
}

typedef struct Counted {
    Tally *by_bucket, *by_part;
    Tally  sum;
} Counted;

static Counted count_window(Ctx *cx, const Sight *sight, const Period *period, Window window)
{
    const View *view    = &sight->view;
    Counted     counted = { .by_bucket = arena_make(cx->arena, Tally, period->bucket_count) };
    if (view->lens.by != LENS_WHOLE)
        counted.by_part = arena_make(cx->arena, Tally, view->lens.part_count);
    growth_count(&(GrowthAsk){ .spans         = &sight->spans,
                               .lens          = &view->lens,
                               .window        = window,
                               .zone_s        = insight_ask_zone_s(cx),
                               .bucket_of_day = period->bucket_of_day,
                               .by_bucket     = counted.by_bucket,
                               .by_part       = counted.by_part });
    counted.sum = sum_of(counted.by_bucket, period->bucket_count);
    return counted;
}

/* The figures of buckets: each begins where the one before ended. */
static void fill_buckets(const Counted *counted, size_t count, GrowthRow *rows, bool is_before)
{
    int64_t open = counted->sum.open_before, people = counted->sum.people_before;
    for (size_t i = 0; i < count; i++) {
        const GrowthFigures is = figures_of(&counted->by_bucket[i], open, people);
        *(is_before ? &rows[i].before : &rows[i].now) = is;
        open                                          = is.open_after;
        people                                        = is.people_after;
    }
}

static bool is_nothing(const Tally *tally)
{
    int64_t all = tally->open_before | tally->people_before;
    for (size_t what = 0; what < HAPPENING_COUNT; what++) all |= tally->n[what];
    return all == 0;
}

static Rows bucket_rows(Ctx *cx, const Period *period, const Counted *now, const Counted *before)
{
    GrowthRow *rows = arena_make(cx->arena, GrowthRow, period->bucket_count);
    for (size_t i = 0; i < period->bucket_count; i++) {
        rows[i].key         = period->buckets[i].key;
        rows[i].is_complete = is_over(cx, &period->buckets[i]);
    }
    fill_buckets(now, period->bucket_count, rows, false);
    if (before) fill_buckets(before, period->bucket_count, rows, true);
    return (Rows){ rows, period->bucket_count };
}

static Rows part_rows(Ctx *cx, const View *view, const Period *period, const Counted *now,
                      const Counted *before)
{
    Vec rows = vec_of(cx->arena, GrowthRow);
    for (size_t i = 0; i < view->lens.part_count; i++) {
        const Tally *is = &now->by_part[i], *was = before ? &before->by_part[i] : NULL;
        if (is_nothing(is) && (!was || is_nothing(was))) continue;
        GrowthRow *row   = VEC_ADD(&rows, GrowthRow);
        row->key         = view->parts[i].key;
        row->label       = view->parts[i].label;
        row->parent_key  = view->parts[i].parent_key;
        row->is_complete = period->last_day < insight_ask_today(cx);
        row->now         = figures_of(is, is->open_before, is->people_before);
        if (was) row->before = figures_of(was, was->open_before, was->people_before);
    }
    return vec_rows(&rows);
}

static Asked asked_of_growth(const GrowthQuery *query)
{
    return (Asked){ .from   = query->from,
                    .to     = query->to,
                    .by     = query->by ? query->by : BY_DAY,
                    .filter = { query->staff_id, query->store_id, query->region_id,
                                query->department_id, query->code_token } };
}

static void name_before(Ctx *cx, const Window *window, GrowthBoard *out)
{
    const int64_t last = day_of((window->end_s - 1) * MS_PER_SECOND, cx->zone);
    out->has_before    = true;
    out->before_from   = day_text(cx->arena, window->first_day);
    out->before_to     = day_text(cx->arena, last < window->first_day ? window->first_day : last);
}

typedef struct GrowthAsked {
    Asked   asked;
    Period  period;
    Compare compare;
} GrowthAsked;

static Code compute_growth(Ctx *cx, const void *with, int64_t revision, void *answer)
{
    const GrowthAsked *ask    = with;
    const Period      *period = &ask->period;
    GrowthBoard       *out    = answer;
    Counted            before = { 0 };
    LOOKING(sight);
    TRY(insight_ask_look(cx, &ask->asked, &sight));
    const Counted now  = count_window(cx, &sight, period, period->window);
    const bool    does = ask->compare == COMPARE_PREVIOUS || ask->compare == COMPARE_YEAR;
    *out               = (GrowthBoard){ .from          = day_text(cx->arena, period->first_day),
                                        .to            = day_text(cx->arena, period->last_day),
                                        .by            = ask->asked.by,
                                        .updated_at_ms = cx->now_ms,
                                        .revision      = revision };
    out->now           = figures_of(&now.sum, now.sum.open_before, now.sum.people_before);
    if (does) {
        const Window window = period_before(period, ask->compare, cx->now_ms / MS_PER_SECOND);
        before              = count_window(cx, &sight, period, window);
        out->before = figures_of(&before.sum, before.sum.open_before, before.sum.people_before);
        name_before(cx, &window, out);
    }
    insight_ask_look_away(&sight);
    out->rows = sight.view.lens.by == LENS_WHOLE
                    ? bucket_rows(cx, period, &now, does ? &before : NULL)
                    : part_rows(cx, &sight.view, period, &now, does ? &before : NULL);
    return OK;
}

Code insight_growth(Ctx *cx, const GrowthQuery *query, GrowthBoard *out)
{
    GrowthAsked ask    = { .asked = asked_of_growth(query), .compare = query->compare };
    InsightAsk  wanted = { .shape = &growth_board_shape, .compute = compute_growth, .with = &ask };
    TRY(insight_ask_period(cx, &ask.asked, &ask.period));
    TRY(insight_ask_key(cx, "growth", &ask.asked, &ask.period, (int)query->compare, &wanted.key));
    TRY(insight_memory_answer(cx, &wanted, out));
    return org_scope_tell(cx, &out->scope); /* a place is renamed without a figure changing */
}

/* ---- retention ------------------------------------------------------------------------- */

static Asked asked_of_retention(const RetentionQuery *query)
{
    return (Asked){ .from   = query->from,
                    .to     = query->to,
                    .by     = query->by ? query->by : BY_WEEK,
                    .filter = { query->staff_id, query->store_id, query->region_id,
                                query->department_id, query->code_token } };
}

static CohortRow cohort_row(Ctx *cx, const Cohort *cohort)
{
    int32_t *reached  = arena_make(cx->arena, int32_t, RETENTION_POINTS);
    int32_t *retained = arena_make(cx->arena, int32_t, RETENTION_POINTS);
    for (size_t i = 0; i < RETENTION_POINTS; i++) {
        reached[i]  = (int32_t)cohort->reached[i];
        retained[i] = (int32_t)cohort->retained[i];
    }
    return (CohortRow){ .size     = cohort->size,
                        .reached  = { reached, RETENTION_POINTS },
                        .retained = { retained, RETENTION_POINTS } };
}

RetentionAsk insight_board_cohorts(Ctx *cx, const Sight *sight, const Period *period,
                                   CohortMember member)
{
    const View  *view = &sight->view;
    RetentionAsk ask  = { .spans         = &sight->spans,
                          .lens          = &view->lens,
                          .presence      = &view->presence,
                          .window        = period->window,
                          .zone_s        = insight_ask_zone_s(cx),
                          .today         = insight_ask_today(cx),
                          .member        = member ? member : COHORT_ALL,
                          .bucket_of_day = period->bucket_of_day };
    ask.cohort_count  = view->lens.by == LENS_WHOLE ? period->bucket_count : view->lens.part_count;
    ask.cohorts       = arena_make(cx->arena, Cohort, ask.cohort_count);
    ask.total         = arena_make(cx->arena, Cohort, 1);
    return ask;
}

static Rows cohort_rows(Ctx *cx, const View *view, const Period *period, const RetentionAsk *ask)
{
    Vec rows = vec_of(cx->arena, CohortRow);
    for (size_t i = 0; i < ask->cohort_count; i++) {
        if (view->lens.by != LENS_WHOLE && ask->cohorts[i].size == 0) continue;
        CohortRow *row = VEC_ADD(&rows, CohortRow);
        *row           = cohort_row(cx, &ask->cohorts[i]);
        if (view->lens.by == LENS_WHOLE) {
            row->key = period->buckets[i].key;
        } else {
            row->key        = view->parts[i].key;
            row->label      = view->parts[i].label;
            row->parent_key = view->parts[i].parent_key;
        }
    }
    return vec_rows(&rows);
}

typedef struct RetentionAsked {
    Asked        asked;
    Period       period;
    CohortMember member;
} RetentionAsked;

static Code compute_retention(Ctx *cx, const void *with, int64_t revision, void *answer)
{
    const RetentionAsked *given  = with;
    const Period         *period = &given->period;
    RetentionBoard       *out    = answer;
    LOOKING(sight);
    TRY(insight_ask_look(cx, &given->asked, &sight));
    const RetentionAsk ask = insight_board_cohorts(cx, &sight, period, given->member);
    retention_count(&ask);
    insight_ask_look_away(&sight);
    *out = (RetentionBoard){ .from          = day_text(cx->arena, period->first_day),
                             .to            = day_text(cx->arena, period->last_day),
                             .by            = given->asked.by,
                             .points        = { retention_points, RETENTION_POINTS },
                             .total         = cohort_row(cx, ask.total),
                             .rows          = cohort_rows(cx, &sight.view, period, &ask),
                             .updated_at_ms = cx->now_ms,
                             .revision      = revision };
    return OK;
}

Code insight_retention(Ctx *cx, const RetentionQuery *query, RetentionBoard *out)
{
    RetentionAsked ask    = { .asked = asked_of_retention(query), .member = query->member };
    InsightAsk     wanted = { .shape   = &retention_board_shape,
                              .compute = compute_retention,
                              .with    = &ask };
    TRY(insight_ask_period(cx, &ask.asked, &ask.period));
    TRY(insight_ask_key(cx, "retention", &ask.asked, &ask.period, (int)query->member, &wanted.key));
    TRY(insight_memory_answer(cx, &wanted, out));
    return org_scope_tell(cx, &out->scope);
}
