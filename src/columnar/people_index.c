/* people_index.c -- made from the store, kept up with it, held for those who ask. */
#include "columnar/people_index.h"

#include "columnar/columnar_sql.h"

#include <stdlib.h>
#include <string.h>

enum {
    BRANDS_MAX      = 4,
    TYPES_BYTES_MAX = 64 << 20,
    THREAD_EVENTS   = 200 * 1000, /* half a millisecond's work: less is done sooner alone */
    TAIL_EVENTS     = 32 * 1000,
    LATELY          = 256,
    TAIL_SHARE      = 32, /* a tail is joined when it passes that part of the whole */
};

/* What is held of a brand at one moment: nothing of it changes. */
typedef struct PeopleHeld {
    atomic_int   users;
    int64_t      generation, seq;
    int64_t      joined_seq; /* the large part is as of then */
    PeopleWords *words;
    PeopleTail  *tail;
    Arena       *arena; /* of the types */
    Strs         types;
} PeopleHeld;

typedef struct Brand {
    /* Under the index's lock: */
    int64_t         tenant_id; /* 0: none                */
    int64_t         asked;     /* when, of all questions */
    int             users;
    PeopleHeld     *held;             /* NULL: not made             */
    int64_t         unfit_generation; /* of which there is too much */
    /* One brings it up to date at a time. */
    pthread_mutex_t feeding;
} Brand;

struct PeopleIndex {
    pthread_mutex_t lock; /* short: of who is who, and who holds what */
    PeopleTuning    tuning;
    size_t          threads;
    int64_t         asked;
    Brand           brands[BRANDS_MAX];
};

PeopleIndex *people_index_new(const PeopleTuning *tuning, size_t threads)
{
    PeopleIndex *index = calloc(1, sizeof *index);
    ASSERT(index != NULL);
    index->tuning  = *tuning;
    index->threads = threads;
    if (index->tuning.thread_events == 0) index->tuning.thread_events = THREAD_EVENTS;
    if (index->tuning.tail_events == 0) index->tuning.tail_events = TAIL_EVENTS;
    pthread_mutex_init(&index->lock, NULL);
    for (size_t i = 0; i < BRANDS_MAX; i++) pthread_mutex_init(&index->brands[i].feeding, NULL);
    return index;
}

static void let_go(PeopleHeld *held)
{
    if (held == NULL || atomic_fetch_sub(&held->users, 1) > 1) return;
    people_words_drop(held->words);
    people_tail_drop(held->tail);
    arena_free(held->arena);
    free(held);
}

void people_index_free(PeopleIndex *index)
{
    if (index == NULL) return;
    for (size_t i = 0; i < BRANDS_MAX; i++) {
        ASSERT(index->brands[i].users == 0);
        let_go(index->brands[i].held);
        pthread_mutex_destroy(&index->brands[i].feeding);
    }
    pthread_mutex_destroy(&index->lock);
    free(index);
}

/* ---- reading the store ------------------------------------------------------------- */

/* Types come again and again: where one was found last. */
typedef struct Lately {
    Str     type;
    int32_t number;
} Lately;

typedef struct Reading {
    const PeopleHeld *older; /* NULL: none */
    Arena            *arena;
    StrMap           *type_of;
    Vec               types; /* of Str */
    PeopleGather      gather;
    Lately            lately[LATELY];
    bool              is_unfit;
} Reading;

static int32_t find_number(Reading *reading, Str type)
{
    const int32_t *known = strmap_find(reading->type_of, type);
    if (known) return *known;
    if (reading->types.count == PEOPLE_TYPES_MAX) return TRAIL_NONE;
    int32_t  *number               = arena_make(reading->arena, int32_t, 1);
    const Str own                  = str_copy(reading->arena, type);
    *number                        = (int32_t)reading->types.count;
    *VEC_ADD(&reading->types, Str) = own;
    strmap_put(reading->type_of, own, number);
    return *number;
}

/* An empty type is never found here. */
static int32_t number_of(Reading *reading, Str type)
{
    if (type.len == 0) return find_number(reading, type);
    Lately *lately =
        &reading->lately[(type.len * 31 + (uint8_t)type.ptr[0] * 7 +
                          (uint8_t)type.ptr[type.len / 2] * 5 + (uint8_t)type.ptr[type.len - 1]) %
                         LATELY];
    if (str_equal(lately->type, type)) return lately->number;
    const int32_t number = find_number(reading, type);
    if (number != TRAIL_NONE) *lately = (Lately){ *VEC_AT(reading->types, Str, number), number };
    return number;
}

static Code read_chunk(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Reading              *reading = with;
    const ColumnarColumn *columns = chunk->columns;
    const PeopleHeld     *older   = reading->older;
    const size_t          before  = older ? older->words->count + older->tail->count : 0;
    (void)cx;
    if (before + reading->gather.count + chunk->row_count > PEOPLE_INDEX_EVENTS_MAX)
        reading->is_unfit = true;
    for (size_t i = 0; i < chunk->row_count && !reading->is_unfit; i++) {
        const int64_t ms   = columns[2].ints[i];
        const int32_t type = number_of(reading, columns[3].texts[i]);
        if (type == TRAIL_NONE || ms >= PEOPLE_MS_MAX || ms <= -PEOPLE_MS_MAX)
            reading->is_unfit = true;
        else
            people_gather_add(&reading->gather, columns[1].ints[i], columns[0].ints[i],
                              people_word(ms, (uint32_t)type));
    }
    return OK;
}

static Code read_store(Ctx *cx, const ProjectionView *view, Reading *reading)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_TEXT };
    ColumnarSql               sql     = columnar_sql(cx->arena, view->driver);
    columnar_sql_add(&sql, columnar_sql_done);
    columnar_sql_i64(&sql, cx->tenant_id);
    columnar_sql_add(&sql, columnar_sql_done_after);
    columnar_sql_i64(&sql, reading->older ? reading->older->seq : 0);
    return view->driver->ask(cx, view->reader,
                             &(ColumnarAsk){ .sql          = &sql,
                                             .kinds        = kinds,
                                             .column_count = COUNT(kinds),
                                             .each         = read_chunk,
                                             .with         = reading });
}

/* ---- what is held next --------------------------------------------------------------- */

/* In an arena of its own, which what comes of it takes over. */
static void begin_reading(Reading *reading, const PeopleHeld *older)
{
    *reading         = (Reading){ .older = older, .arena = arena_new(TYPES_BYTES_MAX) };
    reading->type_of = strmap_new(reading->arena);
    reading->types   = vec_of(reading->arena, Str);
    for (size_t i = 0; older && i < older->types.count; i++)
        (void)number_of(reading, older->types.at[i]);
}

static bool is_long(const PeopleIndex *index, const PeopleHeld *held)
{
    return held->tail->count > index->tuning.tail_events &&
           held->tail->count > held->words->count / TAIL_SHARE;
}

static PeopleHeld *join(const PeopleIndex *index, const ProjectionView *view, Reading *reading)
{
    const PeopleHeld *older = reading->older;
    PeopleHeld       *made  = calloc(1, sizeof *made);
    ASSERT(made != NULL);
    *made = (PeopleHeld){ .generation = view->generation,
                          .seq        = view->seq,
                          .joined_seq = older ? older->joined_seq : view->seq,
                          .arena      = reading->arena,
                          .types      = { (const Str *)(const void *)reading->types.at,
                                          reading->types.count } };
    atomic_init(&made->users, 1);
    if (older == NULL) {
        made->words = people_words_new(&reading->gather);
        made->tail  = people_tail_new(NULL, &reading->gather);
        return made;
    }
    made->words = people_words_hold(older->words);
    made->tail  = reading->gather.count > 0 ? people_tail_new(older->tail, &reading->gather)
                                            : people_tail_hold(older->tail);
    if (!is_long(index, made)) return made;
    PeopleWords *words = people_words_join(made->words, made->tail);
    people_words_drop(made->words);
    people_tail_drop(made->tail);
    made->words      = words;
    made->tail       = people_tail_new(NULL, &reading->gather);
    made->joined_seq = view->seq;
    return made;
}

/* NULL: there is too much for an index. */
static Code read_next(Ctx *cx, const PeopleIndex *index, const ProjectionView *view,
                      const PeopleHeld *older, PeopleHeld **out)
{
    Reading reading;
    begin_reading(&reading, older);
    const Code code = read_store(cx, view, &reading);
    *out            = NULL;
    if (code == OK && !reading.is_unfit)
        *out = join(index, view, &reading);
    else
        arena_free(reading.arena);
    people_gather_free(&reading.gather);
    return code;
}

/* ---- which brands --------------------------------------------------------------------- */

/* Of the brand, or the one that nobody asked for longest and nobody works on; NULL: none.  Under
 * the lock; what was held of another brand is to be let go. */
static Brand *find_brand(PeopleIndex *index, int64_t tenant_id, PeopleHeld **gone)
{
    Brand *oldest = NULL;
    for (size_t i = 0; i < BRANDS_MAX; i++) {
        Brand *brand = &index->brands[i];
        if (brand->tenant_id == tenant_id) return brand;
        if (brand->users == 0 && (oldest == NULL || brand->asked < oldest->asked)) oldest = brand;
    }
    if (oldest == NULL) return NULL;
    *gone                    = oldest->held;
    oldest->held             = NULL;
    oldest->tenant_id        = tenant_id;
    oldest->asked            = 0;
    oldest->unfit_generation = 0;
    return oldest;
}

/* NULL: it is the brand's first question. */
static Brand *enter(PeopleIndex *index, int64_t tenant_id)
{
    PeopleHeld *gone  = NULL;
    Brand      *brand = NULL;
    {
        LOCKED(&index->lock);
        brand = find_brand(index, tenant_id, &gone);
        if (brand) {
            const bool is_first = brand->asked == 0;
            brand->asked        = ++index->asked;
            brand->users += !is_first;
            if (is_first) brand = NULL;
        }
    }
    let_go(gone);
    return brand;
}

static void leave(PeopleIndex *index, Brand *brand)
{
    LOCKED(&index->lock);
    brand->users--;
}

static PeopleHeld *held_now(PeopleIndex *index, const Brand *brand)
{
    LOCKED(&index->lock);
    if (brand->held) atomic_fetch_add(&brand->held->users, 1);
    return brand->held;
}

static bool is_unfit(PeopleIndex *index, const Brand *brand, int64_t generation)
{
    LOCKED(&index->lock);
    return brand->unfit_generation == generation;
}

/* NULL: there is too much of it. */
static void put(PeopleIndex *index, Brand *brand, PeopleHeld *next, int64_t generation)
{
    PeopleHeld *gone = NULL;
    {
        LOCKED(&index->lock);
        gone        = brand->held;
        brand->held = next;
        if (next == NULL) brand->unfit_generation = generation;
    }
    let_go(gone);
}

/* ---- for who asks --------------------------------------------------------------------- */

static bool is_behind(const PeopleHeld *held, const ProjectionView *view)
{
    return held == NULL || held->generation < view->generation ||
           (held->generation == view->generation && held->seq < view->seq);
}

static Code keep_up(Ctx *cx, PeopleIndex *index, Brand *brand, const ProjectionView *view)
{
    LOCKED(&brand->feeding);
    PeopleHeld *held = held_now(index, brand), *next = NULL;
    Code        code      = OK;
    const bool  is_needed = is_behind(held, view) && !is_unfit(index, brand, view->generation);
    if (held && held->generation != view->generation) {
        let_go(held);
        held = NULL;
    }
    if (is_needed) code = read_next(cx, index, view, held, &next);
    if (is_needed && code == OK) put(index, brand, next, view->generation);
    let_go(held);
    return code;
}

/* NULL, or why what is held cannot answer. */
static const char *unfit(const PeopleHeld *held, const ProjectionView *view)
{
    if (held == NULL) return "too_many_events";
    return held->generation != view->generation || held->joined_seq > view->seq ? "newer" : NULL;
}

static Code take(Ctx *cx, PeopleIndex *index, Brand *brand, const ProjectionView *view,
                 PeopleHold *out, const char **plan)
{
    PeopleHeld *held = held_now(index, brand);
    if (is_behind(held, view)) {
        let_go(held);
        TRY(keep_up(cx, index, brand, view));
        held = held_now(index, brand);
    }
    *plan = unfit(held, view);
    if (*plan) {
        let_go(held);
        return OK;
    }
    *out =
        (PeopleHold){ .held = held, .seen = { held->words, held->tail, view->seq, held->types } };
    out->threads = people_threads(&out->seen, index->threads, index->tuning.thread_events);
    return OK;
}

Code people_index_take(Ctx *cx, const ProjectionView *view, PeopleHold *out, const char **plan)
{
    PeopleIndex *index = view->people;
    Brand       *brand = enter(index, cx->tenant_id);
    *plan              = "first_question";
    if (brand == NULL) return OK;
    const Code code = take(cx, index, brand, view, out, plan);
    leave(index, brand);
    return code;
}

void people_index_give_back(PeopleHold *hold)
{
    let_go(hold->held);
    hold->held = NULL;
}
