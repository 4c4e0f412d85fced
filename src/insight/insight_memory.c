/* insight_memory.c -- what boards keep between questions. */
#include "insight/insight_memory.h"

#include "log/horizon.h"

#include <string.h>

enum { ANSWERS_MAX = 24, HEARD_MAX = 1000, KEPT_MS = 60000, REVISION_BITS = 52 };
static const size_t ANSWER_BYTES_MAX  = (size_t)16 << 20;
static const size_t SHELVES_BYTES_MAX = (size_t)64 << 20;

typedef struct Answer {
    Arena  *arena; /* NULL: nothing was ever kept here */
    Str     key;
    void   *thing; /* NULL while it is computed        */
    int64_t revision;
    int64_t used; /* the shelf's count of uses, to let the oldest go */
} Answer;

/* Of one tenant.  Figures follow the relations in memory, names and places the log. */
typedef struct InsightShelf {
    pthread_mutex_t lock;
    pthread_cond_t  settled; /* an answer came, or will not */
    Horizon         horizon;
    int64_t         safe;    /* all up to here is in `counted`                    */
    int64_t         counted; /* where hearing began, and what was heard until `safe` */
    int64_t         uses;
    Answer          answers[ANSWERS_MAX];
} InsightShelf;

struct InsightMemory {
    pthread_mutex_t lock;
    Arena          *arena;
    IdMap          *shelf_of_tenant;
    Vec             shelves; /* of InsightShelf * */
    Projection     *events;
    QueryCache     *queries;
};

QueryCache *insight_memory_queries(const InsightMemory *memory) { return memory->queries; }

void insight_memory_lend(InsightMemory *memory, Projection *projection)
{
    memory->events = projection;
}

Projection *insight_memory_events(const InsightMemory *memory) { return memory->events; }

InsightMemory *insight_memory_new(void)
{
    Arena         *arena    = arena_new(SHELVES_BYTES_MAX);
    InsightMemory *memory   = arena_make(arena, InsightMemory, 1);
    memory->arena           = arena;
    memory->shelf_of_tenant = idmap_new(arena);
    memory->shelves         = vec_of(arena, InsightShelf *);
    memory->queries         = query_cache_new();
    ASSERT(pthread_mutex_init(&memory->lock, NULL) == 0);
    return memory;
}

void insight_memory_free(InsightMemory *memory)
{
    if (memory == NULL) return;
    query_cache_free(memory->queries);
    for (size_t i = 0; i < memory->shelves.count; i++) {
        InsightShelf *shelf = *VEC_AT(memory->shelves, InsightShelf *, i);
        for (size_t at = 0; at < ANSWERS_MAX; at++) arena_free(shelf->answers[at].arena);
        ASSERT(pthread_cond_destroy(&shelf->settled) == 0);
        ASSERT(pthread_mutex_destroy(&shelf->lock) == 0);
    }
    ASSERT(pthread_mutex_destroy(&memory->lock) == 0);
    arena_free(memory->arena);
}

static InsightShelf *shelf_of(InsightMemory *memory, int64_t tenant_id)
{
    LOCKED(&memory->lock);
    InsightShelf *shelf = idmap_find(memory->shelf_of_tenant, tenant_id);
    if (shelf) return shelf;
    shelf = arena_make(memory->arena, InsightShelf, 1);
    ASSERT(pthread_mutex_init(&shelf->lock, NULL) == 0);
    ASSERT(pthread_cond_init(&shelf->settled, NULL) == 0);
    idmap_put(memory->shelf_of_tenant, tenant_id, shelf);
    *VEC_ADD(&memory->shelves, InsightShelf *) = shelf;
    return shelf;
}

/* ---- what an answer is true of -------------------------------------------------------- */

/* Another number whenever names or places have changed. */
static Code hear(Ctx *cx, InsightShelf *shelf, int64_t *out)
{
    Rows   heard  = { 0 };
    size_t passed = 0;
    LOCKED(&shelf->lock);
    const bool is_first = shelf->horizon.last_seq == 0;
    TRY(horizon_look(cx, &shelf->horizon));
    if (is_first) shelf->safe = shelf->counted = shelf->horizon.safe_seq;
    TRY(insight_sql_heard(cx, shelf->safe, HEARD_MAX, &heard));
    while (passed < heard.count &&
           ROWS_AT(HeardFact, heard, passed)->seq <= shelf->horizon.safe_seq)
        passed++;
    *out = shelf->counted + (int64_t)heard.count;
    /* So many at once: any number that was not told before will do. */
    if (heard.count == HEARD_MAX) *out = shelf->counted = shelf->horizon.last_seq;
    shelf->counted += heard.count == HEARD_MAX ? 0 : (int64_t)passed;
    shelf->safe = shelf->horizon.safe_seq;
    return OK;
}

static Code relations_version(Ctx *cx, uint64_t *out)
{
    People     *people = NULL;
    PeopleSpans spans;
    TRY(customer_people_begin(cx, &people));
    people_spans_begin(people, &spans);
    *out = spans.version;
    people_spans_end(people);
    customer_people_end(cx);
    return OK;
}

static Code revision_of(Ctx *cx, InsightShelf *shelf, Str key, int64_t *out)
{
    uint64_t relations = 0;
    int64_t  places    = 0;
    TRY(relations_version(cx, &relations));
    if (shelf) TRY(hear(cx, shelf, &places));
    const Str      text = str_fmt(cx->arena, "%llu %lld %lld %.*s", (unsigned long long)relations,
                                  (long long)places, (long long)(cx->now_ms / KEPT_MS), FMT(key));
    const uint64_t hash = str_hash(text);
    *out = (int64_t)((hash ^ hash >> REVISION_BITS) & (((uint64_t)1 << REVISION_BITS) - 1));
    return OK;
}

/* ---- answers --------------------------------------------------------------------------- */

/* What `thing` points to is copied, too. */
static void own(Arena *arena, const Shape *shape, void *thing)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field  = &shape->fields[i];
        void        *member = (char *)thing + field->at;
        if (field->kind == KIND_STR) *(Str *)member = str_copy(arena, *(Str *)member);
        if (field->kind == KIND_OBJECT) own(arena, field->of, member);
        if (field->kind == KIND_INTS) {
            Ints    *ints = member;
            int32_t *kept = arena_make(arena, int32_t, ints->count);
            if (ints->count) memcpy(kept, ints->at, ints->count * sizeof *kept);
            ints->at = kept;
        }
        if (field->kind != KIND_LIST) continue;
        Rows *rows = member;
        char *kept = arena_alloc(arena, rows->count, field->of->size);
        if (rows->count) memcpy(kept, rows->at, rows->count * field->of->size);
        for (size_t at = 0; at < rows->count; at++)
            own(arena, field->of, kept + at * field->of->size);
        rows->at = kept;
    }
}

/* That of the key; else the one unused longest that nobody computes; NULL: all are computed. */
static Answer *place_for(InsightShelf *shelf, Str key)
{
    Answer *oldest = NULL;
    for (size_t at = 0; at < ANSWERS_MAX; at++) {
        Answer *answer = &shelf->answers[at];
        if (answer->arena && str_equal(answer->key, key)) return answer;
        const bool is_free = answer->arena == NULL || answer->thing != NULL;
        if (is_free && (!oldest || answer->used < oldest->used)) oldest = answer;
    }
    return oldest;
}

static void claim(InsightShelf *shelf, Answer *answer, Str key, int64_t revision)
{
    if (answer->arena == NULL) answer->arena = arena_new(ANSWER_BYTES_MAX);
    arena_reset(answer->arena);
    *answer = (Answer){ .arena    = answer->arena,
                        .key      = str_copy(answer->arena, key),
                        .revision = revision,
                        .used     = ++shelf->uses };
}

/* Waits while another computes just this.  True: `out` is filled; else the caller computes, and
 * keeps what he found in `place` if there is one. */
static bool find_or_claim(Ctx *cx, InsightShelf *shelf, const InsightAsk *ask, int64_t revision,
                          Answer **place, void *out)
{
    LOCKED(&shelf->lock);
    for (;;) {
        Answer    *answer = place_for(shelf, ask->key);
        const bool is_it  = answer && answer->arena && str_equal(answer->key, ask->key);
        const bool is_new = is_it && answer->revision == revision;
        if (is_new && answer->thing) {
            answer->used = ++shelf->uses;
            memcpy(out, answer->thing, ask->shape->size);
            own(cx->arena, ask->shape, out);
            return true;
        }
        if (is_new) {
            ASSERT(pthread_cond_wait(&shelf->settled, &shelf->lock) == 0);
            continue;
        }
        /* Computed at this moment as of another one: that stays its place. */
        *place = is_it && !answer->thing ? NULL : answer;
        if (*place) claim(shelf, *place, ask->key, revision);
        return false;
    }
}

static void settle(InsightShelf *shelf, Answer *place, const InsightAsk *ask, const void *out)
{
    if (place == NULL) return;
    LOCKED(&shelf->lock);
    place->thing = arena_alloc(place->arena, 1, ask->shape->size);
    if (out) {
        memcpy(place->thing, out, ask->shape->size);
        own(place->arena, ask->shape, place->thing);
    } else {
        place->revision = -1; /* it failed: nobody finds it */
    }
    ASSERT(pthread_cond_broadcast(&shelf->settled) == 0);
}

Code insight_memory_answer(Ctx *cx, const InsightAsk *ask, void *out)
{
    InsightMemory *memory   = cx->services->insight;
    InsightShelf  *shelf    = memory ? shelf_of(memory, cx->tenant_id) : NULL;
    Answer        *place    = NULL;
    int64_t        revision = 0;
    TRY(revision_of(cx, shelf, ask->key, &revision));
    if (shelf && find_or_claim(cx, shelf, ask, revision, &place, out)) return OK;
    const Code code = ask->compute(cx, ask->with, revision, out);
    if (shelf) settle(shelf, place, ask, code == OK ? out : NULL);
    return code;
}
