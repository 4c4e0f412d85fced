/* insight_people.c -- the people behind a figure. */
#include "insight/insight_board.h"
#include "insight/room.h"

#include <stdlib.h>

/* ---- whom the figure counts -------------------------------------------------------------- */

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

static Code window_of(Ctx *cx, const Period *period, const View *view, int64_t row, Compare compare,
                      Window *out)
{
    const bool is_bucket = row >= 0 && view->lens.by == LENS_WHOLE;
    *out                 = period->window;
    if (compare == COMPARE_PREVIOUS || compare == COMPARE_YEAR) {
        if (is_bucket) return fail_field(cx, "board.unknown_key", S("key"), "no bucket here");
        *out = period_before(period, compare, cx->now_ms / MS_PER_SECOND);
        return OK;
    }
    if (!is_bucket) return OK;
    const Bucket *bucket = &period->buckets[row];
    out->start_s         = day_start_ms(bucket->first_day, period->zone) / MS_PER_SECOND;
    out->end_s           = day_start_ms(bucket->last_day + 1, period->zone) / MS_PER_SECOND;
    out->first_day       = bucket->first_day;
    return OK;
}

/* Everybody the figure counts. */
static Code gather(Ctx *cx, const Sight *sight, const Period *period, const BoardPeopleQuery *query,
                   Vec *hits)
{
    const View *view   = &sight->view;
    int64_t     row    = 0;
    size_t      point  = 0;
    Window      window = { 0 };
    TRY(row_of(cx, view, period, query->key, &row));
    if (query->figure < FIGURE_COHORT) {
        TRY(window_of(cx, period, view, row, query->compare, &window));
        growth_list(&sight->spans, &view->lens, window, wanted_of(query->figure),
                    view->lens.by == LENS_WHOLE ? -1 : row, hits);
        return OK;
    }
    if (query->figure != FIGURE_COHORT) TRY(point_of(cx, query->days, &point));
    const RetentionAsk  ask  = insight_board_cohorts(cx, sight, period, query->member);
    const RetentionSide side = query->figure == FIGURE_COHORT     ? RETENTION_OF
                               : query->figure == FIGURE_RETAINED ? RETENTION_KEPT
                                                                  : RETENTION_GONE;
    retention_list(&ask, row, side, point, hits);
    return OK;
}

/* ---- a page of them -------------------------------------------------------------------- */

/* Newest first; the same instant by person, so that pages do not mix. */
static int later(const void *a, const void *b)
{
    const GrowthHit *x = a, *y = b;
    if (x->at_s != y->at_s) return x->at_s < y->at_s ? 1 : -1;
    if (x->person_no != y->person_no) return x->person_no < y->person_no ? -1 : 1;
    return x->span < y->span ? -1 : x->span > y->span;
}

static void swap(GrowthHit *a, GrowthHit *b)
{
    const GrowthHit kept = *a;
    *a                   = *b;
    *b                   = kept;
}

/* Puts those in front that come before the `until`th, without sorting more than needed. */
static void part_at(GrowthHit *hits, size_t count, size_t until)
{
    size_t low = 0, high = count; /* the border lies in between */
    while (high - low > 1 && until > low && until < high) {
        swap(&hits[low], &hits[low + (high - low) / 2]);
        size_t border = low; /* hits[low] is the measure; before the border all come before it */
        for (size_t at = low + 1; at < high; at++)
            if (later(&hits[at], &hits[low]) < 0) swap(&hits[at], &hits[++border]);
        swap(&hits[low], &hits[border]);
        if (until <= border)
            high = border;
        else
            low = border + 1;
    }
}

static BoardPerson person_of(Arena *arena, const Sight *sight, const GrowthHit *hit)
{
    const PeopleSpans *spans = &sight->spans;
    const size_t       span  = hit->span;
    BoardPerson        out   = { .customer_id = spans->person_id[hit->person_no],
                                 .staff_id    = spans->staff_id[spans->staff_no[span]],
                                 .at_ms       = (int64_t)hit->at_s * MS_PER_SECOND,
                                 .added_at_ms = (int64_t)spans->added_s[span] * MS_PER_SECOND,
                                 .add_way     = word_of(&add_way_words, spans->add_way[span]) };
    const StaffFact   *staff =
        out.staff_id ? idmap_find(sight->facts.staff_of_id, out.staff_id) : NULL;
    if (staff) out.staff_name = staff->name;
    if (spans->ended_s[span] != PEOPLE_OPEN) {
        out.ended_at_ms = (int64_t)spans->ended_s[span] * MS_PER_SECOND;
        out.ended_by    = word_of(&ended_by_words, spans->ended_by[span]);
    }
    out.code_token = str_copy(arena, spans->state[spans->state_no[span]]);
    return out;
}

static Code name_them(Ctx *cx, BoardPerson *people, size_t count)
{
    Rows     rows  = { 0 };
    int64_t *ids   = arena_make(cx->arena, int64_t, count);
    IdMap   *names = idmap_new(cx->arena);
    for (size_t i = 0; i < count; i++) ids[i] = people[i].customer_id;
    if (count) TRY(insight_sql_names(cx, (Ids){ ids, count }, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        NameFact *name = ROWS_AT(NameFact, rows, i);
        idmap_put(names, name->id, name);
    }
    for (size_t i = 0; i < count; i++) {
        const NameFact *name = idmap_find(names, people[i].customer_id);
        if (!name) continue;
        people[i].customer_name = name->name;
        people[i].avatar        = name->avatar;
    }
    return OK;
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Of a large brand they are many: not in the arena of a request. */
static const size_t ROOM_MAX = (size_t)1 << 30;

typedef struct Found {
    Period period;
    Vec    hits; /* of GrowthHit */
} Found;

static Code find(Ctx *cx, const BoardPeopleQuery *query, Sight *sight, Arena *room, Found *out)
{
    const Asked asked = { .from   = query->from,
                          .to     = query->to,
                          .by     = query->by ? query->by : BY_DAY,
                          .filter = { query->staff_id, query->store_id, query->region_id,
                                      query->department_id, query->code_token } };
    out->hits         = vec_of(room, GrowthHit);
    TRY(insight_ask_period(cx, &asked, &out->period));
    TRY(insight_ask_look(cx, &asked, sight));
    return gather(cx, sight, &out->period, query, &out->hits);
}

Code insight_people(Ctx *cx, const BoardPeopleQuery *query, BoardPeople *out)
{
    Found found;
    ROOM(room, ROOM_MAX);
    LOOKING(sight);
    TRY(find(cx, query, &sight, room, &found));
    const int64_t total = (int64_t)found.hits.count, limit = page_limit(query->limit);
    const int64_t from  = query->offset < total ? query->offset : total;
    const size_t  count = (size_t)(total - from < limit ? total - from : limit);
    GrowthHit    *page  = total ? VEC_AT(found.hits, GrowthHit, 0) : NULL;
    if (count) {
        part_at(page, found.hits.count, (size_t)from + count);
        part_at(page, (size_t)from + count, (size_t)from);
        qsort(page + from, count, sizeof *page, later);
    }
    BoardPerson *items = arena_make(cx->arena, BoardPerson, count);
    for (size_t i = 0; i < count; i++)
        items[i] = person_of(cx->arena, &sight, &page[(size_t)from + i]);
    insight_ask_look_away(&sight);
    TRY(name_them(cx, items, count));
    *out = (BoardPeople){ total, query->offset, { items, count } };
    return OK;
}

/* The ids of those persons in the order of the hits, each once. */
static int64_t *each_once(Arena *room, const Sight *sight, const Vec *hits, size_t *count)
{
    int64_t *ids      = arena_make(room, int64_t, hits->count);
    uint8_t *is_known = arena_make(room, uint8_t, sight->spans.person_count);
    *count            = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const uint32_t person = VEC_AT(*hits, GrowthHit, i)->person_no;
        if (!is_known[person]) ids[(*count)++] = sight->spans.person_id[person];
        is_known[person] = 1;
    }
    return ids;
}

Code insight_people_result(Ctx *cx, const BoardPeopleQuery *query, BoardResult *out)
{
    Found  found;
    size_t count = 0;
    ROOM(room, ROOM_MAX);
    LOOKING(sight);
    TRY(find(cx, query, &sight, room, &found));
    if (found.hits.count) qsort(found.hits.at, found.hits.count, sizeof(GrowthHit), later);
    int64_t *ids = each_once(room, &sight, &found.hits, &count);
    insight_ask_look_away(&sight);
    return customer_people_keep(cx, ids, count, &out->result_id, &out->total);
}
