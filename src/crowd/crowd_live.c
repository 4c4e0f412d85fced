/* crowd_live.c -- audiences that are always true. */
#include "crowd/crowd_live.h"

#include "crowd/crowd_store.h"

#include <stdlib.h>

enum {
    SPANS_MAX    = 64,
    SCRATCH_MAX  = 256 << 20,
    GRAIN_MS     = 1000, /* windows move so often at most */
    GRAIN_EVENTS = 10000 /* and a millisecond more for so many events that are walked over */
};

static const uint32_t BY_TIME = 1u << 31;

typedef struct LiveSegment {
    int64_t   id;
    CrowdRule rule;
    uint32_t  topic; /* "s:ID"                        */
    bool      is_timed;
    size_t    span_count;
} LiveSegment;

/* Which audiences ask a topic. */
typedef struct Readers {
    uint32_t *at;
    uint32_t  count, room;
} Readers;

/* How windows over a type move, each way once. */
typedef struct Clock {
    uint32_t type;
    int64_t  rolling_ms;
    bool     is_daily;
} Clock;

struct CrowdLive {
    Crowd       *crowd;
    Zone         zone;
    int64_t      at_ms, due_ms;
    int64_t      passed_ms; /* windows stand as they were then */
    int64_t      latest_ms; /* of events that were yet to come when they were heard */
    Vec          clocks;    /* of Clock */
    LiveSegment *segments;  /* those asked before those who ask them */
    uint32_t     count, room;
    Readers     *readers; /* by topic */
    uint32_t     reader_room;
    uint64_t    *touched; /* a bit an audience, of the person in hand */
    uint32_t     touched_room;
    LiveMove    *moves;
    uint32_t     move_room;
    size_t       move_count;
    CrowdChange *work; /* changes in hand */
    uint32_t     work_room;
    Arena       *scratch;
    CrowdLatest  latest; /* for those that are asked one after the other */
    uint64_t     asked;
};

CrowdLive *crowd_live_new(Crowd *crowd, Zone zone, int64_t now_ms)
{
    CrowdLive *live = calloc(1, sizeof *live);
    ASSERT(live != NULL);
    live->crowd     = crowd;
    live->zone      = zone;
    live->at_ms     = now_ms;
    live->passed_ms = now_ms;
    live->latest_ms = INT64_MAX; /* nobody knows yet what is dated in the future */
    live->clocks    = vec_of(crowd->own, Clock);
    live->due_ms    = INT64_MAX;
    live->scratch   = arena_new(SCRATCH_MAX);
    crowd_watch(crowd, true);
    return live;
}

void crowd_live_free(CrowdLive *live)
{
    if (live == NULL) return;
    for (uint32_t i = 0; i < live->reader_room; i++) free(live->readers[i].at);
    free(live->readers);
    free(live->segments);
    free(live->touched);
    free(live->moves);
    free(live->work);
    arena_free(live->scratch);
    crowd_latest_forget(&live->latest);
    crowd_watch(live->crowd, false);
    free(live);
}

static void move(CrowdLive *live, const LiveSegment *segment, CrowdChange change, bool is_in)
{
    live->moves =
        crowd_grow(live->moves, sizeof *live->moves, &live->move_room, live->move_count + 1);
    live->moves[live->move_count++] = (LiveMove){ .segment = segment->id,
                                                  .person  = change.person,
                                                  .topic   = change.topic & ~(uint32_t)BY_TIME,
                                                  .is_in   = is_in,
                                                  .by_time = (change.topic & BY_TIME) != 0 };
}

const LiveMove *crowd_live_moves(const CrowdLive *live, size_t *count)
{
    *count = live->move_count;
    return live->moves;
}

void crowd_live_clear(CrowdLive *live) { live->move_count = 0; }

int64_t crowd_live_due(const CrowdLive *live) { return live->due_ms; }

uint64_t crowd_live_asked(const CrowdLive *live) { return live->asked; }

/* ---- when time changes an answer --------------------------------------------------------- */

static int64_t next_day(const CrowdLive *live)
{
    return day_start_ms(day_of(live->at_ms, live->zone) + 1, live->zone);
}

static int64_t next_hour(const CrowdLive *live)
{
    return (live->at_ms / MS_PER_HOUR + 1) * MS_PER_HOUR;
}

static void due(CrowdLive *live, int64_t at_ms)
{
    if (at_ms > live->at_ms && at_ms < live->due_ms) live->due_ms = at_ms;
}

static void add_clock(CrowdLive *live, const RuleEventSpan *span)
{
    const uint32_t type = crowd_type(live->crowd, span->type);
    for (size_t i = 0; i < live->clocks.count; i++) {
        const Clock *one = VEC_AT(live->clocks, Clock, i);
        if (one->rolling_ms == span->rolling_ms && one->is_daily == span->is_daily &&
            one->type == type)
            return;
    }
    *VEC_ADD(&live->clocks, Clock) = (Clock){ type, span->rolling_ms, span->is_daily };
}

/* An event that is new may leave its window before all others do, or be yet to come. */
static void hear_new(CrowdLive *live, uint32_t type, int64_t at_ms)
{
    due(live, at_ms);
    if (at_ms > live->at_ms && at_ms > live->latest_ms) live->latest_ms = at_ms;
    for (size_t i = 0; i < live->clocks.count; i++) {
        const Clock *clock = VEC_AT(live->clocks, Clock, i);
        if (clock->type != type) continue;
        if (clock->rolling_ms) due(live, at_ms + clock->rolling_ms);
        if (clock->is_daily) due(live, next_day(live));
    }
}

static void wake_at(Vec *wakes, Str type, int64_t a_ms, int64_t b_ms)
{
    const int64_t from = a_ms < b_ms ? a_ms : b_ms, until = a_ms < b_ms ? b_ms : a_ms;
    *VEC_ADD(wakes, CrowdWake) = (CrowdWake){ .type = type, .from_ms = from, .until_ms = until };
}

static int by_stretch(const void *a, const void *b)
{
    const CrowdWake *x = a, *y = b;
    if (x->from_ms != y->from_ms) return x->from_ms < y->from_ms ? -1 : 1;
    if (x->until_ms != y->until_ms) return x->until_ms < y->until_ms ? -1 : 1;
    return str_compare(x->type, y->type);
}

/* Each stretch once, however many audiences ask it. */
static void keep_distinct(Vec *wakes)
{
    CrowdWake *at    = (CrowdWake *)(void *)wakes->at;
    size_t     count = 0;
    if (wakes->count > 1) qsort(at, wakes->count, sizeof *at, by_stretch);
    for (size_t i = 0; i < wakes->count; i++)
        if (i == 0 || by_stretch(&at[count - 1], &at[i]) != 0) at[count++] = at[i];
    wakes->count = count;
}

static void gather_wakes(CrowdLive *live, const LiveSegment *segment, Vec *wakes)
{
    RuleEventSpan was[SPANS_MAX], is[SPANS_MAX];
    (void)rule_spans(segment->rule.rule, live->passed_ms, live->zone, was, SPANS_MAX);
    (void)rule_spans(segment->rule.rule, live->at_ms, live->zone, is, SPANS_MAX);
    for (size_t i = 0; i < segment->span_count; i++) {
        wake_at(wakes, is[i].type, was[i].from_ms, is[i].from_ms);
        /* What came since was asked when it came, but for what was yet to come then. */
        const bool ends_now = was[i].until_ms > live->passed_ms && is[i].until_ms > live->at_ms;
        if (!ends_now || live->latest_ms > live->passed_ms)
            wake_at(wakes, is[i].type, was[i].until_ms, is[i].until_ms);
        if (is[i].is_daily) due(live, next_day(live));
    }
    if (segment->is_timed) due(live, next_hour(live));
}

/* What is next at the beginning of a rolling window leaves it later; what is next at its end is yet
 * to come. */
static void note_next(CrowdLive *live, const Vec *wakes)
{
    if (live->latest_ms == INT64_MAX) live->latest_ms = crowd_latest(live->crowd);
    for (size_t i = 0; i < wakes->count; i++) {
        const CrowdWake *one = VEC_AT(*wakes, CrowdWake, i);
        if (one->next_ms != INT64_MAX) hear_new(live, one->type_no, one->next_ms);
    }
}

/* Notes whom time concerns, and when the next time is. */
static void pass_time(CrowdLive *live)
{
    const ArenaMark mark  = arena_mark(live->scratch);
    Vec             wakes = vec_of(live->scratch, CrowdWake);
    const size_t    first = live->crowd->change_count;
    live->due_ms          = INT64_MAX;
    for (uint32_t i = 0; i < live->count; i++) gather_wakes(live, &live->segments[i], &wakes);
    keep_distinct(&wakes);
    crowd_wake(live->crowd, (CrowdWake *)(void *)wakes.at, wakes.count);
    note_next(live, &wakes);
    for (size_t i = first; i < live->crowd->change_count; i++)
        live->crowd->changes[i].topic |= BY_TIME;
    live->passed_ms = live->at_ms;
    arena_rewind(live->scratch, mark);
}

static bool is_due(const CrowdLive *live)
{
    const int64_t grain = GRAIN_MS + (int64_t)crowd_event_count(live->crowd) / GRAIN_EVENTS;
    return live->at_ms >= live->due_ms && live->at_ms - live->passed_ms >= grain;
}

/* ---- asking again --------------------------------------------------------------------------- */

static void touch(CrowdLive *live, uint32_t topic)
{
    if (topic >= live->reader_room) return;
    const Readers *readers = &live->readers[topic];
    for (uint32_t i = 0; i < readers->count; i++)
        live->touched[readers->at[i] / 64] |= (uint64_t)1 << (readers->at[i] % 64);
}

/* In the order of audiences, so what follows from one that changed comes behind it. */
static void ask_touched(CrowdLive *live, CrowdPerson *person, CrowdChange change)
{
    const bool is_there = roaring_bitmap_contains(live->crowd->everybody, change.person);
    for (uint32_t word = 0; word * 64 < live->count; word++) {
        while (live->touched[word]) {
            const uint32_t     at      = word * 64 + (uint32_t)__builtin_ctzll(live->touched[word]);
            const LiveSegment *segment = &live->segments[at];
            live->touched[word] &= live->touched[word] - 1;
            live->asked++;
            const bool is_in = is_there && crowd_holds(&segment->rule, person, change.person,
                                                       live->at_ms, live->zone);
            if (!crowd_put_member(live->crowd, segment->id, change.person, is_in)) continue;
            move(live, segment, change, is_in);
            touch(live, segment->topic);
        }
    }
}

static void touch_all(CrowdLive *live)
{
    for (uint32_t i = 0; i < live->count; i++) live->touched[i / 64] |= (uint64_t)1 << (i % 64);
}

static int by_person(const void *a, const void *b)
{
    const CrowdChange *x = a, *y = b;
    if (x->person != y->person) return x->person < y->person ? -1 : 1;
    return x->topic < y->topic ? -1 : x->topic > y->topic;
}

/* Those who changed, each once. */
static void follow(CrowdLive *live)
{
    Crowd         *crowd = live->crowd;
    const size_t   count = crowd->change_count;
    const uint32_t there = crowd_topic(crowd, S("there"));
    CrowdPerson    person;
    if (!count) return;
    live->work = crowd_grow(live->work, sizeof *live->work, &live->work_room, count);
    for (size_t i = 0; i < count; i++) live->work[i] = crowd->changes[i];
    if (count > 1) qsort(live->work, count, sizeof *live->work, by_person);
    crowd_watch(crowd, false); /* what follows is followed here */
    crowd_person_init(&person, crowd, live->scratch);
    for (size_t i = 0, end = 0; i < count; i = end) {
        for (end = i; end < count && live->work[end].person == live->work[i].person; end++) {
            const uint32_t topic = live->work[end].topic & ~(uint32_t)BY_TIME;
            touch(live, topic);
            if (topic == there) touch_all(live);
        }
        ask_touched(live, &person, live->work[i]);
    }
    crowd_watch(crowd, true);
}

/* Everybody anew, by sets: the differences move. */
static void ask_everybody(CrowdLive *live, const LiveSegment *segment, bool is_new)
{
    const ArenaMark mark  = arena_mark(live->scratch);
    CrowdFound      found = { 0 };
    crowd_find_beside(live->crowd, &segment->rule, &live->latest, live->scratch, live->at_ms,
                      live->zone, &found);
    roaring_bitmap_t *moved =
        roaring_bitmap_xor(found.set, crowd_segment(live->crowd, segment->id));
    roaring_uint32_iterator_t *at = roaring_create_iterator(moved);
    for (; at->has_value && !is_new; (void)roaring_advance_uint32_iterator(at)) {
        const CrowdChange change = { at->current_value, BY_TIME };
        move(live, segment, change, roaring_bitmap_contains(found.set, at->current_value));
        crowd_note(live->crowd, at->current_value, segment->topic);
    }
    roaring_free_uint32_iterator(at);
    roaring_bitmap_free(moved);
    crowd_set_segment(live->crowd, segment->id, found.set);
    arena_rewind(live->scratch, mark);
}

void crowd_live_advance(CrowdLive *live, int64_t now_ms)
{
    const bool is_hour = now_ms / MS_PER_HOUR > live->at_ms / MS_PER_HOUR;
    crowd_latest_forget(&live->latest); /* windows move: of others it is asked next */
    if (now_ms > live->at_ms) live->at_ms = now_ms;
    for (uint32_t i = 0; i < live->crowd->fresh_count; i++)
        hear_new(live, live->crowd->fresh[i].type, live->crowd->fresh[i].at_ms);
    live->crowd->fresh_count = 0;
    if (is_due(live)) pass_time(live);
    follow(live);
    for (uint32_t i = 0; is_hour && i < live->count; i++) {
        if (!live->segments[i].is_timed) continue;
        ask_everybody(live, &live->segments[i], false);
        follow(live);
    }
}

void crowd_live_add(CrowdLive *live, const LiveDraft *draft)
{
    Crowd         *crowd = live->crowd;
    const uint32_t at    = live->count;
    RuleEventSpan  spans[SPANS_MAX];
    live->segments =
        crowd_grow(live->segments, sizeof *live->segments, &live->room, (size_t)at + 1);
    live->touched =
        crowd_grow(live->touched, sizeof *live->touched, &live->touched_room, (size_t)at / 64 + 1);
    (void)crowd_segment(crowd, draft->id);
    LiveSegment *segment = &live->segments[live->count++];
    *segment = (LiveSegment){ .id = draft->id, .rule = draft->rule, .is_timed = draft->is_timed };
    segment->topic      = crowd->segments.topic[id_table_find(&crowd->segments.ids, draft->id)];
    segment->span_count = rule_spans(draft->rule.rule, live->at_ms, live->zone, spans, SPANS_MAX);
    for (size_t i = 0; i < draft->reads.count; i++) {
        const uint32_t topic = crowd_topic(crowd, draft->reads.at[i]);
        live->readers =
            crowd_grow(live->readers, sizeof *live->readers, &live->reader_room, (size_t)topic + 1);
        Readers *readers              = &live->readers[topic];
        readers->at                   = crowd_grow(readers->at, sizeof *readers->at, &readers->room,
                                                   (size_t)readers->count + 1);
        readers->at[readers->count++] = at;
    }
    for (size_t i = 0; i < segment->span_count; i++) add_clock(live, &spans[i]);
    if (!draft->is_known) ask_everybody(live, segment, true);
    live->due_ms = live->at_ms + 1; /* the next look tells when it really is */
}
