/* insight_board.c -- what a board answers: periods, parts and figures put together. */
#include "insight/insight_memory.h"
#include "insight/view.h"

#include "customer/customer.h"

#include <stdlib.h>

enum { DAYS_DEFAULT = 30, KEPT_MS = 60000 };

/* What all boards ask alike. */
typedef struct Asked {
    Str        from, to;
    BoardBy    by;
    ViewFilter filter;
} Asked;

/* ---- periods ------------------------------------------------------------------------ */

static int64_t today_of(const Ctx *cx) { return day_of(cx->now_ms, cx->zone); }

static Code day_asked(Ctx *cx, Str text, const char *field, int64_t otherwise, int64_t *day)
{
    *day = otherwise;
    if (text.len == 0 || day_parse(text, day)) return OK;
    return fail_field(cx, "board.bad_range", str_of(field), "2026-11-27");
}

static Unit unit_of(BoardBy by)
{
    return by == BY_WEEK ? UNIT_WEEK : by == BY_MONTH ? UNIT_MONTH : UNIT_DAY;
}

static Code period_asked(Ctx *cx, const Asked *asked, Period *out)
{
    int64_t first = 0, last = 0;
    TRY(day_asked(cx, asked->to, "to", today_of(cx), &last));
    TRY(day_asked(cx, asked->from, "from", last - DAYS_DEFAULT + 1, &first));
    if (first > last || last - first >= PERIOD_DAYS_MAX || first < 0)
        return fail_field(cx, "board.bad_range", S("from"), "1..1100 days, the first one first");
    *out = period_of(cx->arena, cx->zone, first, last, unit_of(asked->by));
    return OK;
}

static int32_t zone_s(const Ctx *cx) { return cx->zone.offset_minutes * 60; }

static bool is_over(const Ctx *cx, const Bucket *bucket)
{
    return bucket->last_day < today_of(cx) && !bucket->is_cut;
}

/* ---- the view ------------------------------------------------------------------------ */

static Code look(Ctx *cx, const InsightShelf *shelf, const Asked *asked, View *out)
{
    Facts *facts = arena_make(cx->arena, Facts, 1);
    TRY(view_facts(cx, facts));
    *out = view_of(cx->arena, insight_memory_spans(shelf), facts, &asked->filter, asked->by,
                   cx->scope_id == 0);
    return OK;
}

/* Two questions with the same key have the same answer. */
static Code key_of(Ctx *cx, const char *what, const Asked *asked, const Period *period, int extra,
                   Str *out)
{
    Rows     staff = { 0 };
    uint64_t scope = 0;
    if (cx->scope_id) TRY(insight_sql_staff(cx, &staff));
    for (size_t i = 0; i < staff.count; i++)
        scope = scope * 1099511628211u + (uint64_t)ROWS_AT(StaffFact, staff, i)->id;
    const ViewFilter *f = &asked->filter;
    *out =
        str_fmt(cx->arena,
                "%s %lld %llu %lld..%lld@%lld by %d %d staff %lld store %lld %lld %lld code %.*s",
                what, (long long)cx->scope_id, (unsigned long long)scope,
                (long long)period->first_day, (long long)period->last_day, (long long)today_of(cx),
                (int)asked->by, extra, (long long)f->staff_id, (long long)f->store_id,
                (long long)f->region_id, (long long)f->department_id, FMT(f->code_token));
    return OK;
}

static int64_t revision_of(const Ctx *cx, const InsightShelf *shelf)
{
    return (today_of(cx) << 36) + insight_memory_version(shelf);
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

static Counted count_window(Ctx *cx, const InsightShelf *shelf, const View *view,
                            const Period *period, Window window)
{
    Counted counted = { .by_bucket = arena_make(cx->arena, Tally, period->bucket_count) };
    if (view->lens.by != LENS_WHOLE)
        counted.by_part = arena_make(cx->arena, Tally, view->lens.part_count);
    growth_count(&(GrowthAsk){ .spans         = insight_memory_spans(shelf),
                               .lens          = &view->lens,
                               .window        = window,
                               .zone_s        = zone_s(cx),
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
        row->is_complete = period->last_day < today_of(cx);
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

static Code compute_growth(Ctx *cx, const InsightShelf *shelf, const Asked *asked,
                           const Period *period, Compare compare, GrowthBoard *out)
{
    View    view;
    Counted before = { 0 };
    TRY(look(cx, shelf, asked, &view));
    const Counted now  = count_window(cx, shelf, &view, period, period->window);
    const bool    does = compare == COMPARE_PREVIOUS || compare == COMPARE_YEAR;
    *out               = (GrowthBoard){ .from          = day_text(cx->arena, period->first_day),
                                        .to            = day_text(cx->arena, period->last_day),
                                        .by            = asked->by,
                                        .updated_at_ms = cx->now_ms,
                                        .revision      = revision_of(cx, shelf) };
    out->now           = figures_of(&now.sum, now.sum.open_before, now.sum.people_before);
    if (does) {
        const Window window = period_before(period, compare, cx->now_ms / MS_PER_SECOND);
        before              = count_window(cx, shelf, &view, period, window);
        out->before = figures_of(&before.sum, before.sum.open_before, before.sum.people_before);
        name_before(cx, &window, out);
    }
    out->rows = view.lens.by == LENS_WHOLE
                    ? bucket_rows(cx, period, &now, does ? &before : NULL)
                    : part_rows(cx, &view, period, &now, does ? &before : NULL);
    return OK;
}

Code insight_growth(Ctx *cx, const GrowthQuery *query, GrowthBoard *out)
{
    const Asked asked = asked_of_growth(query);
    Period      period;
    Str         key;
    HELD(shelf);
    TRY(period_asked(cx, &asked, &period));
    TRY(key_of(cx, "growth", &asked, &period, (int)query->compare, &key));
    TRY(insight_memory_take(cx, &shelf));
    if (insight_memory_find(cx, shelf, key, &growth_board_shape, out)) return OK;
    TRY(compute_growth(cx, shelf, &asked, &period, query->compare, out));
    insight_memory_keep(shelf, key, &growth_board_shape, out, cx->now_ms + KEPT_MS);
    return OK;
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

static RetentionAsk retention_ask(Ctx *cx, const InsightShelf *shelf, const View *view,
                                  const Period *period, CohortMember member)
{
    RetentionAsk ask = { .spans         = insight_memory_spans(shelf),
                         .lens          = &view->lens,
                         .presence      = &view->presence,
                         .window        = period->window,
                         .zone_s        = zone_s(cx),
                         .today         = today_of(cx),
                         .member        = member ? member : COHORT_ALL,
                         .bucket_of_day = period->bucket_of_day };
    ask.cohort_count = view->lens.by == LENS_WHOLE ? period->bucket_count : view->lens.part_count;
    ask.cohorts      = arena_make(cx->arena, Cohort, ask.cohort_count);
    ask.total        = arena_make(cx->arena, Cohort, 1);
    return ask;
}

static Code compute_retention(Ctx *cx, const InsightShelf *shelf, const Asked *asked,
                              const Period *period, CohortMember member, RetentionBoard *out)
{
    View view;
    Vec  rows = vec_of(cx->arena, CohortRow);
    TRY(look(cx, shelf, asked, &view));
    const RetentionAsk ask = retention_ask(cx, shelf, &view, period, member);
    retention_count(&ask);
    for (size_t i = 0; i < ask.cohort_count; i++) {
        if (view.lens.by != LENS_WHOLE && ask.cohorts[i].size == 0) continue;
        CohortRow *row = VEC_ADD(&rows, CohortRow);
        *row           = cohort_row(cx, &ask.cohorts[i]);
        if (view.lens.by == LENS_WHOLE) {
            row->key = period->buckets[i].key;
        } else {
            row->key        = view.parts[i].key;
            row->label      = view.parts[i].label;
            row->parent_key = view.parts[i].parent_key;
        }
    }
    *out = (RetentionBoard){ .from          = day_text(cx->arena, period->first_day),
                             .to            = day_text(cx->arena, period->last_day),
                             .by            = asked->by,
                             .points        = { retention_points, RETENTION_POINTS },
                             .total         = cohort_row(cx, ask.total),
                             .rows          = vec_rows(&rows),
                             .updated_at_ms = cx->now_ms,
                             .revision      = revision_of(cx, shelf) };
    return OK;
}

Code insight_retention(Ctx *cx, const RetentionQuery *query, RetentionBoard *out)
{
    const Asked asked = asked_of_retention(query);
    Period      period;
    Str         key;
    HELD(shelf);
    TRY(period_asked(cx, &asked, &period));
    TRY(key_of(cx, "retention", &asked, &period, (int)query->member, &key));
    TRY(insight_memory_take(cx, &shelf));
    if (insight_memory_find(cx, shelf, key, &retention_board_shape, out)) return OK;
    TRY(compute_retention(cx, shelf, &asked, &period, query->member, out));
    insight_memory_keep(shelf, key, &retention_board_shape, out, cx->now_ms + KEPT_MS);
    return OK;
}

/* ---- the people behind a figure ---------------------------------------------------------- */

static uint32_t wanted_of(BoardFigure figure)
{
    static const uint32_t bits[] = {
        [FIGURE_ADDED]      = 1u << IS_NEW | 1u << IS_AGAIN,
        [FIGURE_NEW_PEOPLE] = 1u << IS_NEW,
        [FIGURE_AGAIN]      = 1u << IS_AGAIN,
        [FIGURE_MOVED_IN]   = 1u << IS_MOVED_IN,
        [FIGURE_LOST] =
            1u << IS_LOST_BY_CUSTOMER | 1u << IS_LOST_BY_STAFF | 1u << IS_LOST_BY_SYSTEM,
        [FIGURE_LOST_BY_CUSTOMER] = 1u << IS_LOST_BY_CUSTOMER,
        [FIGURE_LOST_BY_STAFF]    = 1u << IS_LOST_BY_STAFF,
        [FIGURE_LOST_BY_SYSTEM]   = 1u << IS_LOST_BY_SYSTEM,
        [FIGURE_MOVED_OUT]        = 1u << IS_MOVED_OUT,
        [FIGURE_JOINED]           = 1u << IS_JOINED,
        [FIGURE_CHURNED]          = 1u << IS_CHURNED,
        [FIGURE_GIVEN_AWAY]       = 1u << IS_GIVEN_AWAY,
        [FIGURE_OPEN_AFTER]       = GROWTH_OPEN_END,
        [FIGURE_PEOPLE_AFTER]     = GROWTH_PEOPLE_END,
    };
    return (size_t)figure < COUNT(bits) ? bits[figure] : 0;
}

static Code point_of(Ctx *cx, int32_t days, size_t *out)
{
    for (size_t i = 0; i < RETENTION_POINTS; i++)
        if (retention_points[i] == days) {
            *out = i;
            return OK;
        }
    return fail_field(cx, "board.unknown_day", S("days"), "0, 1, 2, 3, 7, 14, 21, 30, ... 365");
}

/* The bucket or part of the key; -1: the total. */
static Code row_of(Ctx *cx, const View *view, const Period *period, Str key, int64_t *out)
{
    *out = -1;
    if (key.len == 0) return OK;
    if (view->lens.by != LENS_WHOLE) *out = view_part(view, key);
    for (size_t i = 0; view->lens.by == LENS_WHOLE && i < period->bucket_count; i++)
        if (str_equal(period->buckets[i].key, key)) *out = (int64_t)i;
    return *out >= 0 ? OK : fail_field(cx, "board.unknown_key", S("key"), "the key of a row");
}

static Window window_of(const Period *period, const View *view, int64_t row)
{
    if (row < 0 || view->lens.by != LENS_WHOLE) return period->window;
    const Bucket *bucket = &period->buckets[row];
    return (Window){ day_start_ms(bucket->first_day, period->zone) / MS_PER_SECOND,
                     day_start_ms(bucket->last_day + 1, period->zone) / MS_PER_SECOND,
                     bucket->first_day };
}

static Code gather(Ctx *cx, const InsightShelf *shelf, const Asked *asked,
                   const BoardPeopleQuery *query, Vec *hits)
{
    View    view;
    Period  period;
    int64_t row   = 0;
    size_t  point = 0;
    TRY(period_asked(cx, asked, &period));
    TRY(look(cx, shelf, asked, &view));
    TRY(row_of(cx, &view, &period, query->key, &row));
    if (query->figure < FIGURE_COHORT) {
        growth_list(insight_memory_spans(shelf), &view.lens, window_of(&period, &view, row),
                    wanted_of(query->figure), view.lens.by == LENS_WHOLE ? -1 : row, hits);
        return OK;
    }
    if (query->figure != FIGURE_COHORT) TRY(point_of(cx, query->days, &point));
    const RetentionAsk  ask  = retention_ask(cx, shelf, &view, &period, query->member);
    const RetentionSide side = query->figure == FIGURE_COHORT     ? RETENTION_OF
                               : query->figure == FIGURE_RETAINED ? RETENTION_KEPT
                                                                  : RETENTION_GONE;
    retention_list(&ask, row, side, point, hits);
    return OK;
}

/* Newest first; the same instant by person, so that pages do not mix. */
static int later(const void *a, const void *b)
{
    const GrowthHit *x = a, *y = b;
    if (x->at_s != y->at_s) return x->at_s < y->at_s ? 1 : -1;
    if (x->person_no != y->person_no) return x->person_no < y->person_no ? -1 : 1;
    return x->span < y->span ? -1 : x->span > y->span;
}

static Code person_of(Ctx *cx, const Spans *spans, const GrowthHit *hit, const IdMap *staff_of_id,
                      BoardPerson *out)
{
    const size_t span  = hit->span;
    NameFact     name  = { 0 };
    bool         found = false;
    out->customer_id   = spans->person_id[hit->person_no];
    TRY(insight_sql_name(cx, out->customer_id, &name, &found));
    out->customer_name     = name.name;
    out->avatar            = name.avatar;
    out->staff_id          = spans_staff_id(spans, spans->staff_no[span]);
    const StaffFact *staff = out->staff_id ? idmap_find(staff_of_id, out->staff_id) : NULL;
    out->staff_name        = staff ? staff->name : (Str){ 0 };
    out->at_ms             = (int64_t)hit->at_s * MS_PER_SECOND;
    out->added_at_ms       = (int64_t)spans->added_s[span] * MS_PER_SECOND;
    if (spans->ended_s[span] != SPAN_OPEN) {
        out->ended_at_ms = (int64_t)spans->ended_s[span] * MS_PER_SECOND;
        out->ended_by    = word_of(&ended_by_words, spans->ended_by[span]);
    }
    out->add_way    = word_of(&add_way_words, spans->add_way[span]);
    out->code_token = str_copy(cx->arena, spans_state(spans, spans->state_no[span]));
    return OK;
}

Code insight_people(Ctx *cx, const BoardPeopleQuery *query, BoardPeople *out)
{
    const Asked asked = { .from   = query->from,
                          .to     = query->to,
                          .by     = query->by ? query->by : BY_DAY,
                          .filter = { query->staff_id, query->store_id, query->region_id,
                                      query->department_id, query->code_token } };
    Vec         hits  = vec_of(cx->arena, GrowthHit);
    Facts       facts;
    HELD(shelf);
    TRY(insight_memory_take(cx, &shelf));
    TRY(gather(cx, shelf, &asked, query, &hits));
    TRY(view_facts(cx, &facts));
    if (hits.count) qsort(hits.at, hits.count, sizeof(GrowthHit), later);
    const int64_t total = (int64_t)hits.count, limit = page_limit(query->limit);
    const int64_t from  = query->offset < total ? query->offset : total;
    const int64_t count = total - from < limit ? total - from : limit;
    BoardPerson  *items = arena_make(cx->arena, BoardPerson, (size_t)count);
    for (int64_t i = 0; i < count; i++)
        TRY(person_of(cx, insight_memory_spans(shelf), VEC_AT(hits, GrowthHit, from + i),
                      facts.staff_of_id, &items[i]));
    *out = (BoardPeople){ total, query->offset, { items, (size_t)count } };
    return OK;
}
