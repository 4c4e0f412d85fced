/* insight_memory.c -- what boards keep between questions. */
#include "insight/insight_memory.h"

#include "log/horizon.h"

#include <stdatomic.h>
#include <string.h>

/* Who comes while everything is read waits, but not later than so long after it began: a
 * large brand's board must not hold all workers. */
enum { ANSWERS_MAX = 24, HEARD_MAX = 4000, READING_WAIT_MS = 500 };
static const size_t SPANS_BYTES_MAX   = (size_t)8 << 30;
static const size_t ANSWER_BYTES_MAX  = (size_t)16 << 20;
static const size_t SHELVES_BYTES_MAX = (size_t)64 << 20;

typedef struct Answer {
    Arena  *arena; /* NULL: nothing was ever kept here */
    Str     key;
    void   *thing;
    int64_t version, until_ms;
    int64_t used; /* the shelf's count of uses, to let the oldest go */
} Answer;

struct InsightShelf {
    pthread_mutex_t lock;
    bool            is_own;           /* of one question only: no memory was given */
    _Atomic int64_t reading_since_ms; /* 0: not everything is being read now */
    Arena          *arena;            /* of the spans */
    Spans          *spans;            /* NULL: not read yet */
    Horizon         horizon;
    int64_t         safe;    /* all up to here is in the spans for good           */
    int64_t         counted; /* where reading began, and what was heard until `safe` */
    int64_t         version;
    int64_t         uses;
    Answer          answers[ANSWERS_MAX];
};

struct InsightMemory {
    pthread_mutex_t lock;
    Arena          *arena;
    IdMap          *shelf_of_tenant;
    Vec             shelves; /* of InsightShelf * */
};

InsightMemory *insight_memory_new(void)
{
    Arena         *arena    = arena_new(SHELVES_BYTES_MAX);
    InsightMemory *memory   = arena_make(arena, InsightMemory, 1);
    memory->arena           = arena;
    memory->shelf_of_tenant = idmap_new(arena);
    memory->shelves         = vec_of(arena, InsightShelf *);
    pthread_mutex_init(&memory->lock, NULL);
    return memory;
}

static void forget(InsightShelf *shelf)
{
    arena_free(shelf->arena);
    shelf->arena = NULL;
    shelf->spans = NULL;
}

void insight_memory_free(InsightMemory *memory)
{
    if (memory == NULL) return;
    for (size_t i = 0; i < memory->shelves.count; i++) {
        InsightShelf *shelf = *VEC_AT(memory->shelves, InsightShelf *, i);
        forget(shelf);
        for (size_t at = 0; at < ANSWERS_MAX; at++) arena_free(shelf->answers[at].arena);
        pthread_mutex_destroy(&shelf->lock);
    }
    pthread_mutex_destroy(&memory->lock);
    arena_free(memory->arena);
}

static InsightShelf *shelf_of(InsightMemory *memory, int64_t tenant_id)
{
    LOCKED(&memory->lock);
    InsightShelf *shelf = idmap_find(memory->shelf_of_tenant, tenant_id);
    if (shelf) return shelf;
    shelf = arena_make(memory->arena, InsightShelf, 1);
    pthread_mutex_init(&shelf->lock, NULL);
    idmap_put(memory->shelf_of_tenant, tenant_id, shelf);
    *VEC_ADD(&memory->shelves, InsightShelf *) = shelf;
    return shelf;
}

/* ---- reading ---------------------------------------------------------------------- */

/* The spans come person by person: those of one are gathered before they are put. */
typedef struct Gather {
    Spans  *spans;
    Arena  *scratch;
    Vec     list; /* of Span */
    int64_t person_id;
} Gather;

static void put_gathered(Gather *gather)
{
    if (gather->list.count)
        spans_put(gather->spans, gather->person_id, (const Span *)vec_rows(&gather->list).at,
                  gather->list.count);
    arena_reset(gather->scratch);
    gather->list = vec_of(gather->scratch, Span);
}

static Code gather_span(void *with, const void *row)
{
    Gather     *gather = with;
    const Span *span   = row;
    if (span->person_id != gather->person_id) put_gathered(gather);
    gather->person_id = span->person_id;
    Span *kept        = VEC_ADD(&gather->list, Span);
    *kept             = *span;
    kept->state       = str_copy(gather->scratch, span->state);
    return OK;
}

/* Everything anew; what is told meanwhile is heard again afterwards. */
static Code read_all(Ctx *cx, InsightShelf *shelf)
{
    forget(shelf);
    shelf->arena  = arena_new(SPANS_BYTES_MAX);
    Spans *spans  = spans_new(shelf->arena);
    Gather gather = { .spans = spans, .scratch = arena_new(1 << 24) };
    gather.list   = vec_of(gather.scratch, Span);
    atomic_store(&shelf->reading_since_ms, cx->now_ms);
    const Code code = insight_sql_spans(cx, gather_span, &gather);
    atomic_store(&shelf->reading_since_ms, 0);
    if (code == OK) put_gathered(&gather);
    arena_free(gather.scratch);
    if (code != OK) {
        forget(shelf);
        return code;
    }
    shelf->spans   = spans;
    shelf->safe    = shelf->horizon.safe_seq;
    shelf->counted = shelf->horizon.last_seq;
    shelf->version = shelf->counted;
    return OK;
}

static Code read_person(Ctx *cx, InsightShelf *shelf, int64_t person_id)
{
    Rows rows = { 0 };
    TRY(insight_sql_spans_of(cx, person_id, &rows));
    spans_put(shelf->spans, person_id, (const Span *)rows.at, rows.count);
    return OK;
}

static Code read_heard(Ctx *cx, InsightShelf *shelf, const Rows *heard)
{
    IdMap  *known  = idmap_new(cx->arena);
    int64_t passed = 0;
    for (size_t i = 0; i < heard->count; i++) {
        HeardFact *fact = ROWS_AT(HeardFact, *heard, i);
        if (fact->seq <= shelf->horizon.safe_seq) passed++;
        if (fact->person_id == 0 || idmap_put(known, fact->person_id, fact)) continue;
        TRY(read_person(cx, shelf, fact->person_id));
    }
    shelf->version = shelf->counted + (int64_t)heard->count;
    shelf->counted += passed;
    shelf->safe = shelf->horizon.safe_seq;
    return OK;
}

static Code refresh(Ctx *cx, InsightShelf *shelf)
{
    Rows heard = { 0 };
    TRY(horizon_look(cx, &shelf->horizon));
    if (shelf->spans == NULL || spans_is_worn(shelf->spans)) TRY(read_all(cx, shelf));
    TRY(insight_sql_heard(cx, shelf->safe, HEARD_MAX + 1, &heard));
    if (heard.count > HEARD_MAX) return read_all(cx, shelf);
    const Code code = read_heard(cx, shelf, &heard);
    if (code != OK) forget(shelf);
    return code;
}

Code insight_memory_take(Ctx *cx, InsightShelf **out)
{
    InsightMemory *memory = cx->services->insight;
    InsightShelf  *shelf =
        memory ? shelf_of(memory, cx->tenant_id) : arena_make(cx->arena, InsightShelf, 1);
    if (memory == NULL) {
        shelf->is_own = true;
        pthread_mutex_init(&shelf->lock, NULL);
    }
    const int64_t since = atomic_load(&shelf->reading_since_ms);
    if (since != 0 && cx->now_ms - since > READING_WAIT_MS)
        return fail(cx, ERR_UNAVAILABLE, "board.reading", "since %lld", (long long)since);
    pthread_mutex_lock(&shelf->lock);
    const Code code = refresh(cx, shelf);
    if (code != OK) {
        insight_memory_give(&shelf);
        return code;
    }
    *out = shelf;
    return OK;
}

void insight_memory_give(InsightShelf **held)
{
    InsightShelf *shelf = *held;
    if (shelf == NULL) return;
    *held = NULL;
    if (shelf->is_own) {
        forget(shelf);
        for (size_t at = 0; at < ANSWERS_MAX; at++) arena_free(shelf->answers[at].arena);
    }
    pthread_mutex_unlock(&shelf->lock);
}

const Spans *insight_memory_spans(const InsightShelf *shelf) { return shelf->spans; }
int64_t      insight_memory_version(const InsightShelf *shelf)
{
    return shelf->version & (((int64_t)1 << 36) - 1);
}

/* ---- answers ----------------------------------------------------------------------- */

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

bool insight_memory_find(Ctx *cx, const InsightShelf *shelf, Str key, const Shape *shape, void *out)
{
    for (size_t at = 0; at < ANSWERS_MAX; at++) {
        const Answer *answer = &shelf->answers[at];
        if (!answer->arena || answer->version != shelf->version || answer->until_ms < cx->now_ms ||
            !str_equal(answer->key, key))
            continue;
        memcpy(out, answer->thing, shape->size);
        own(cx->arena, shape, out);
        return true;
    }
    return false;
}

void insight_memory_keep(InsightShelf *shelf, Str key, const Shape *shape, const void *thing,
                         int64_t until_ms)
{
    Answer *oldest = &shelf->answers[0];
    for (size_t at = 0; at < ANSWERS_MAX; at++) {
        Answer *answer = &shelf->answers[at];
        if (answer->arena && str_equal(answer->key, key)) {
            oldest = answer;
            break;
        }
        if (answer->used < oldest->used) oldest = answer;
    }
    if (oldest->arena == NULL) oldest->arena = arena_new(ANSWER_BYTES_MAX);
    arena_reset(oldest->arena);
    *oldest = (Answer){ .arena    = oldest->arena,
                        .key      = str_copy(oldest->arena, key),
                        .thing    = arena_alloc(oldest->arena, 1, shape->size),
                        .version  = shelf->version,
                        .until_ms = until_ms,
                        .used     = ++shelf->uses };
    memcpy(oldest->thing, thing, shape->size);
    own(oldest->arena, shape, oldest->thing);
}
