/* crowd_event.c -- what persons did: a run of words each, oldest first, side by side in one pool.
 *
 * A word is the instant in ms and, in its lower 16 bits, the number of the type, so words stand in
 * the order of time and a window is a stretch of contiguous memory.  Between runs lies CROWD_FREE;
 * a run grows into what is free behind it, else it moves to the end and leaves it free. */
#include "crowd/crowd_store.h"

#include <stdlib.h>
#include <string.h>

enum {
    TYPE_BITS    = 16,
    SHORT_RUN    = 48, /* words looked at one after the other sooner than searched */
    LATEST_BYTES = CROWD_LATEST_BYTES + (64 << 10) /* with the list of them */
};

static uint64_t packed(uint32_t type, int64_t at_ms) { return (uint64_t)at_ms << TYPE_BITS | type; }

static int64_t at_of(uint64_t word) { return (int64_t)(word >> TYPE_BITS); }

static uint32_t type_of(uint64_t word) { return (uint32_t)(word & ((1u << TYPE_BITS) - 1)); }

/* ---- types -------------------------------------------------------------------------- */

uint32_t crowd_type(const Crowd *crowd, Str type)
{
    return crowd_word_find(&crowd->type_words, type);
}

bool crowd_has_type(const Crowd *crowd, Str type) { return crowd_type(crowd, type) != 0; }

void crowd_add_type(Crowd *crowd, Str type)
{
    if (crowd_type(crowd, type)) return;
    ASSERT(crowd->type_words.count + 1 < CROWD_TYPES_MAX);
    const uint32_t at = crowd_word_take(&crowd->type_words, type);
    crowd->types =
        crowd_grow(crowd->types, sizeof *crowd->types, &crowd->type_room, (size_t)at + 1);
    const Str word   = str_fmt(crowd->own, "e:%.*s", FMT(type));
    crowd->types[at] = (CrowdType){ .type  = crowd_word(&crowd->type_words, at),
                                    .topic = crowd_topic(crowd, word) };
}

bool crowd_has_details(const Crowd *crowd, Str type)
{
    const uint32_t at = crowd_type(crowd, type);
    return at && crowd->types[at].has_details;
}

void crowd_add_details(Crowd *crowd, Str type)
{
    crowd_add_type(crowd, type);
    crowd->types[crowd_type(crowd, type)].has_details = true;
}

/* ---- runs ------------------------------------------------------------------------------ */

static void make_room(Crowd *crowd, uint32_t person)
{
    const size_t need = (size_t)person + 1;
    if (need <= crowd->run_at_room) return;
    const size_t all = crowd_room(crowd) > need ? crowd_room(crowd) : need;
    crowd->run_at    = crowd_grow(crowd->run_at, sizeof *crowd->run_at, &crowd->run_at_room, all);
    crowd->run_count =
        crowd_grow(crowd->run_count, sizeof *crowd->run_count, &crowd->run_count_room, all);
    crowd->run_types =
        crowd_grow(crowd->run_types, sizeof *crowd->run_types, &crowd->run_types_room, all);
}

static uint64_t bit_of(uint32_t type) { return (uint64_t)1 << type % 64; }

static void grow_pool(Crowd *crowd, size_t need)
{
    crowd->pool = crowd_grow(crowd->pool, sizeof *crowd->pool, &crowd->pool_room, need);
}

/* Every run in the order of persons, without gaps. */
static void compact(Crowd *crowd)
{
    uint32_t  room = 0, at = 0;
    uint64_t *pool = crowd_grow(NULL, sizeof *pool, &room, (size_t)crowd->pool_used + 1);
    for (uint32_t person = 0; person < crowd->run_at_room; person++) {
        const uint32_t count = crowd->run_count[person];
        if (count) memcpy(pool + at, crowd->pool + crowd->run_at[person], count * sizeof *pool);
        crowd->run_at[person] = at;
        at += count;
    }
    free(crowd->pool);
    crowd->pool       = pool;
    crowd->pool_room  = room;
    crowd->pool_count = at;
}

/* The run moves to the end, with room behind it. */
static void move_run(Crowd *crowd, uint32_t person)
{
    const uint32_t count = crowd->run_count[person], spare = 1 + count / 4;
    const uint32_t from = crowd->run_at[person], to = crowd->pool_count;
    grow_pool(crowd, (size_t)to + count + spare);
    memcpy(crowd->pool + to, crowd->pool + from, count * sizeof *crowd->pool);
    for (uint32_t i = 0; i < count; i++) crowd->pool[from + i] = CROWD_FREE;
    for (uint32_t i = 0; i < spare; i++) crowd->pool[to + count + i] = CROWD_FREE;
    crowd->run_at[person] = to;
    crowd->pool_count     = to + count + spare;
}

static bool is_free_behind(const Crowd *crowd, uint32_t person)
{
    const uint32_t end = crowd->run_at[person] + crowd->run_count[person];
    return end < crowd->pool_count && crowd->pool[end] == CROWD_FREE;
}

static void put_word(Crowd *crowd, uint32_t person, uint64_t word)
{
    make_room(crowd, person);
    if (!crowd->run_count[person]) crowd->run_at[person] = crowd->pool_count;
    if (!is_free_behind(crowd, person)) {
        const uint32_t waste = crowd->pool_count - crowd->pool_used;
        if (waste > 4096 && waste / 2 > crowd->pool_used / 8) compact(crowd);
        move_run(crowd, person);
    }
    uint64_t *run = crowd->pool + crowd->run_at[person];
    uint32_t  at  = crowd->run_count[person]++;
    for (; at > 0 && run[at - 1] > word; at--) run[at] = run[at - 1];
    run[at] = word;
    crowd->run_types[person] |= bit_of(type_of(word));
    crowd->pool_used++;
    crowd->happened++;
}

/* ---- details ------------------------------------------------------------------------------- */

static Json *copy_of(Arena *arena, const Json *json)
{
    Json *copy = arena_make(arena, Json, 1);
    *copy      = *json;
    copy->key  = str_copy(arena, json->key);
    if (json->kind == JSON_STR) copy->as.str = str_copy(arena, json->as.str);
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return copy;
    copy->as.first = arena_make(arena, Json, json->count);
    for (uint32_t i = 0; i < json->count; i++)
        copy->as.first[i] = *copy_of(arena, &json->as.first[i]);
    return copy;
}

static void put_detail(Crowd *crowd, CrowdType *type, uint32_t person, int64_t at_ms,
                       const Json *data)
{
    type->runs = crowd_grow(type->runs, sizeof *type->runs, &type->run_room, (size_t)person + 1);
    DetailRun *run = &type->runs[person];
    if (run->count == run->room) {
        const uint32_t room  = run->room ? run->room * 2 : 2;
        RuleEvent     *wider = arena_make(crowd->own, RuleEvent, room);
        if (run->count) memcpy(wider, run->events, run->count * sizeof *wider);
        run->events = wider;
        run->room   = room;
    }
    uint32_t at = run->count++;
    for (; at > 0 && run->events[at - 1].at_ms > at_ms; at--) run->events[at] = run->events[at - 1];
    run->events[at] = (RuleEvent){ at_ms, data ? copy_of(crowd->own, data) : NULL };
}

/* ---- taking in ------------------------------------------------------------------------------- */

void crowd_put_event(Crowd *crowd, uint32_t person, Str type, int64_t at_ms, const Json *data)
{
    const uint32_t at = crowd_type(crowd, type);
    ASSERT(at_ms >= 0);
    if (!at) return;
    CrowdType *of = &crowd->types[at];
    put_word(crowd, person, packed(at, at_ms));
    if (crowd->is_watched) {
        crowd->fresh = crowd_grow(crowd->fresh, sizeof *crowd->fresh, &crowd->fresh_room,
                                  (size_t)crowd->fresh_count + 1);
        crowd->fresh[crowd->fresh_count++] = (CrowdFresh){ at, at_ms };
    }
    if (of->has_details) put_detail(crowd, of, person, at_ms, data);
    crowd_note(crowd, person, of->topic);
}

void crowd_put_details(Crowd *crowd, uint32_t person, Str type, int64_t at_ms, const Json *data)
{
    const uint32_t at = crowd_type(crowd, type);
    ASSERT(at && crowd->types[at].has_details);
    put_detail(crowd, &crowd->types[at], person, at_ms, data);
}

void crowd_drop_events(Crowd *crowd, uint32_t person)
{
    if (person >= crowd->run_at_room) return;
    uint64_t *run = crowd->pool + crowd->run_at[person];
    for (uint32_t i = 0; i < crowd->run_count[person]; i++) {
        crowd_note(crowd, person, crowd->types[type_of(run[i])].topic);
        run[i] = CROWD_FREE;
    }
    crowd->happened++;
    crowd->pool_used -= crowd->run_count[person];
    crowd->run_count[person] = 0;
    crowd->run_types[person] = 0;
    for (uint32_t i = 1; i <= crowd->type_words.count; i++)
        if (person < crowd->types[i].run_room) crowd->types[i].runs[person].count = 0;
}

uint64_t crowd_event_word(const Crowd *crowd, Str type, int64_t at_ms)
{
    const uint32_t at = crowd_type(crowd, type);
    ASSERT(at != 0 && at_ms >= 0);
    return packed(at, at_ms);
}

static int by_word(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void sort_run(uint64_t *run, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (run[i - 1] > run[i]) {
            qsort(run, count, sizeof *run, by_word);
            return;
        }
}

/* The new words behind those that are there, person by person, into a pool without gaps. */
void crowd_put_events(Crowd *crowd, CrowdEvent *events, size_t count)
{
    if (!count) return;
    make_room(crowd, crowd_room(crowd) ? crowd_room(crowd) - 1 : 0);
    const size_t all = (size_t)crowd->pool_used + count;
    ASSERT(all < UINT32_MAX);
    uint32_t  room = 0, at = 0;
    uint64_t *pool  = crowd_grow(NULL, sizeof *pool, &room, all);
    uint32_t *extra = calloc(crowd->run_at_room, sizeof *extra);
    ASSERT(extra != NULL);
    for (size_t i = 0; i < count; i++) extra[events[i].person]++;
    for (uint32_t person = 0; person < crowd->run_at_room; person++) {
        const uint32_t had = crowd->run_count[person];
        if (had) memcpy(pool + at, crowd->pool + crowd->run_at[person], had * sizeof *pool);
        crowd->run_at[person] = at;
        at += had + extra[person];
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t person                                    = events[i].person;
        pool[crowd->run_at[person] + crowd->run_count[person]++] = events[i].word;
        crowd->run_types[person] |= bit_of(type_of(events[i].word));
    }
    for (uint32_t person = 0; person < crowd->run_at_room; person++)
        if (extra[person]) sort_run(pool + crowd->run_at[person], crowd->run_count[person]);
    free(extra);
    free(crowd->pool);
    crowd->pool       = pool;
    crowd->pool_room  = room;
    crowd->pool_count = crowd->pool_used = at;
    crowd->happened++;
}

size_t crowd_event_count(const Crowd *crowd) { return crowd->pool_used; }

size_t crowd_event_bytes(const Crowd *crowd)
{
    return crowd->pool_room * sizeof *crowd->pool +
           (crowd->run_at_room + crowd->run_count_room) * sizeof(uint32_t) +
           crowd->run_types_room * sizeof(uint64_t);
}

void crowd_events_deinit(Crowd *crowd)
{
    for (uint32_t i = 1; i <= crowd->type_words.count; i++) free(crowd->types[i].runs);
    free(crowd->types);
    free(crowd->fresh);
    free(crowd->pool);
    free(crowd->run_at);
    free(crowd->run_count);
    free(crowd->run_types);
    word_table_deinit(&crowd->type_words);
}

/* ---- asking
 * -------------------------------------------------------------------------------------- */

/* The first of the run that is not before the instant. */
static uint32_t place_in(const uint64_t *run, uint32_t count, int64_t at_ms)
{
    const uint64_t sought = at_ms > 0 ? packed(0, at_ms) : 0;
    uint32_t       from = 0, until = count;
    while (from < until) {
        const uint32_t middle = from + (until - from) / 2;
        if (run[middle] < sought)
            from = middle + 1;
        else
            until = middle;
    }
    return from;
}

/* Instants are kept below 2^47. */
static int64_t bounded(int64_t at_ms)
{
    const int64_t latest = (int64_t)1 << 47;
    return at_ms < latest ? at_ms : latest;
}

/* Without a jump in the loop: where in a run a window begins cannot be foretold. */
static uint32_t times_in(const uint64_t *run, uint32_t count, uint32_t type, uint64_t from,
                         uint64_t end)
{
    uint32_t found = 0;
    if (from >= end) return 0;
    for (uint32_t i = 0; i < count; i++)
        found += (uint32_t)(run[i] - from < end - from) & (uint32_t)(type_of(run[i]) == type);
    return found;
}

uint32_t crowd_times(const Crowd *crowd, uint32_t person, uint32_t type, int64_t from_ms,
                     int64_t until_ms, uint32_t enough)
{
    if (person >= crowd->run_at_room || until_ms <= 0) return 0;
    if (!(crowd->run_types[person] & bit_of(type))) return 0;
    const uint64_t *run   = crowd->pool + crowd->run_at[person];
    const uint32_t  count = crowd->run_count[person];
    const uint64_t  end   = packed(0, bounded(until_ms));
    uint32_t        found = 0;
    if (count <= SHORT_RUN) {
        found = times_in(run, count, type, from_ms > 0 ? packed(0, bounded(from_ms)) : 0, end);
        return found < enough ? found : enough;
    }
    for (uint32_t i = place_in(run, count, bounded(from_ms)); i < count && run[i] < end; i++)
        if (type_of(run[i]) == type && ++found == enough) break;
    return found;
}

static size_t detail_place(const DetailRun *run, int64_t at_ms)
{
    size_t from = 0, until = run->count;
    while (from < until) {
        const size_t middle = from + (until - from) / 2;
        if (run->events[middle].at_ms < at_ms)
            from = middle + 1;
        else
            until = middle;
    }
    return from;
}

const RuleEvent *crowd_events(const Crowd *crowd, uint32_t person, Str type, int64_t from_ms,
                              int64_t until_ms, Arena *arena, size_t *count)
{
    const uint32_t at = crowd_type(crowd, type);
    *count            = 0;
    if (!at || person >= crowd->run_at_room || until_ms <= 0) return NULL;
    const CrowdType *of = &crowd->types[at];
    if (of->has_details) {
        if (person >= of->run_room) return NULL;
        const DetailRun *run   = &of->runs[person];
        const size_t     first = detail_place(run, from_ms), end = detail_place(run, until_ms);
        *count = end > first ? end - first : 0;
        return run->events + first;
    }
    const uint32_t there = crowd_times(crowd, person, at, from_ms, until_ms, CROWD_NONE);
    if (!there) return NULL;
    RuleEvent      *events = arena_make(arena, RuleEvent, there);
    const uint64_t *run    = crowd->pool + crowd->run_at[person];
    uint32_t        i      = place_in(run, crowd->run_count[person], bounded(from_ms));
    for (; *count < there; i++)
        if (type_of(run[i]) == at) events[(*count)++].at_ms = at_of(run[i]);
    return events;
}

typedef struct CrowdLatestOf {
    uint32_t type;
    int64_t  until_ms;
    int64_t *at_ms;
} CrowdLatestOf;

void crowd_latest_forget(CrowdLatest *latest)
{
    if (latest->arena) arena_free(latest->arena);
    *latest = (CrowdLatest){ 0 };
}

const int64_t *crowd_latest_of(const Crowd *crowd, CrowdLatest *latest, uint32_t type,
                               int64_t until_ms)
{
    if (latest->happened != crowd->happened || latest->room != crowd_room(crowd))
        crowd_latest_forget(latest);
    if (!latest->arena) {
        Arena *arena = arena_new(LATEST_BYTES);
        *latest      = (CrowdLatest){ arena, vec_of(arena, CrowdLatestOf), crowd->happened,
                                      crowd_room(crowd) };
    }
    for (size_t i = 0; i < latest->made.count; i++) {
        const CrowdLatestOf *one = VEC_AT(latest->made, CrowdLatestOf, i);
        if (one->type == type && one->until_ms == until_ms) return one->at_ms;
    }
    const size_t bytes = sizeof(int64_t) * (crowd_room(crowd) + 1);
    if ((latest->made.count + 1) * bytes > CROWD_LATEST_BYTES) return NULL;
    int64_t *at_ms = arena_make(latest->arena, int64_t, crowd_room(crowd) + 1);
    for (uint32_t person = 0; person < crowd_room(crowd); person++) {
        at_ms[person] = -1;
        if (person >= crowd->run_at_room || !(crowd->run_types[person] & bit_of(type))) continue;
        const uint64_t *run = crowd->pool + crowd->run_at[person];
        uint32_t        i   = place_in(run, crowd->run_count[person], bounded(until_ms));
        while (i > 0 && type_of(run[i - 1]) != type) i--;
        if (i > 0) at_ms[person] = at_of(run[i - 1]);
    }
    *VEC_ADD(&latest->made, CrowdLatestOf) = (CrowdLatestOf){ type, until_ms, at_ms };
    return at_ms;
}

int64_t crowd_latest(const Crowd *crowd)
{
    int64_t latest = 0;
    for (uint32_t person = 0; person < crowd->run_at_room; person++) {
        const uint32_t count = crowd->run_count[person];
        if (!count) continue;
        const int64_t at_ms = at_of(crowd->pool[crowd->run_at[person] + count - 1]);
        if (at_ms > latest) latest = at_ms;
    }
    return latest;
}

/* ---- time passes --------------------------------------------------------------------------- */

/* The stretches of one type, by their end. */
typedef struct Stretches {
    const int64_t *from; /* the earliest beginning of the one and all behind it */
    const int64_t *until;
    int64_t       *next; /* the first event behind the one and before the end of the next */
    uint32_t       count;
} Stretches;

static int by_type_and_end(const void *a, const void *b)
{
    const CrowdWake *x = a, *y = b;
    if (x->type_no != y->type_no) return x->type_no < y->type_no ? -1 : 1;
    return x->until_ms < y->until_ms ? -1 : x->until_ms > y->until_ms;
}

/* True when the event lies in one of them. */
static bool is_passed(const Stretches *of, int64_t at_ms)
{
    uint32_t behind = 0, until = of->count;
    while (behind < until) {
        const uint32_t middle = behind + (until - behind) / 2;
        if (of->until[middle] <= at_ms)
            behind = middle + 1;
        else
            until = middle;
    }
    if (behind > 0 && at_ms < of->next[behind - 1]) of->next[behind - 1] = at_ms;
    return behind < of->count && of->from[behind] <= at_ms;
}

static void walk(Crowd *crowd, const Stretches *of_type)
{
    for (uint32_t person = 0; person < crowd->run_at_room; person++) {
        const uint64_t *run = crowd->pool + crowd->run_at[person];
        for (uint32_t i = 0; i < crowd->run_count[person]; i++) {
            const Stretches *of = &of_type[type_of(run[i])];
            if (of->count && is_passed(of, at_of(run[i])))
                crowd_note(crowd, person, crowd->types[type_of(run[i])].topic);
        }
    }
}

void crowd_wake(Crowd *crowd, CrowdWake *wakes, size_t count)
{
    if (!count) return;
    Stretches *of_type = calloc(crowd->type_words.count + 1, sizeof *of_type);
    int64_t   *numbers = malloc(3 * count * sizeof *numbers);
    ASSERT(of_type != NULL && numbers != NULL);
    int64_t *from = numbers, *until = numbers + count, *next = numbers + 2 * count;
    for (size_t i = 0; i < count; i++) wakes[i].type_no = crowd_type(crowd, wakes[i].type);
    qsort(wakes, count, sizeof *wakes, by_type_and_end);
    for (size_t i = 0; i < count; i++) {
        Stretches *of = &of_type[wakes[i].type_no];
        if (of->count++ == 0) *of = (Stretches){ from + i, until + i, next + i, 1 };
        from[i]  = wakes[i].from_ms;
        until[i] = wakes[i].until_ms;
        next[i]  = INT64_MAX;
    }
    for (size_t i = count - 1; i-- > 0;)
        if (wakes[i + 1].type_no == wakes[i].type_no && from[i + 1] < from[i])
            from[i] = from[i + 1];
    walk(crowd, of_type);
    for (size_t i = count; i-- > 0;) {
        const bool has_later = i + 1 < count && wakes[i + 1].type_no == wakes[i].type_no;
        wakes[i].next_ms     = next[i];
        if (has_later && wakes[i + 1].next_ms < next[i]) wakes[i].next_ms = wakes[i + 1].next_ms;
    }
    free(numbers);
    free(of_type);
}
