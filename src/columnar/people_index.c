/* people_index.c -- made from the store, kept up with it, read as a trail. */
#include "columnar/people_index.h"

#include "columnar/columnar_sql.h"

#include <stdlib.h>
#include <string.h>

enum {
    BRANDS_MAX      = 4,
    TYPE_BITS       = 16,
    TYPES_MAX       = 1 << TYPE_BITS,
    TYPES_BYTES_MAX = 64 << 20,
};
static const int64_t ms_max = (int64_t)1 << 46; /* more than 2,000 years from 1970 */

/* What is held of a brand. */
typedef struct Held {
    int64_t   tenant_id; /* 0: none                                  */
    int64_t   asked;     /* when, of all questions                   */
    bool      is_made, is_unfit;
    int64_t   generation, seq;
    Arena    *arena; /* of the types                             */
    StrMap   *type_of;
    Vec       types; /* of Str                                   */
    size_t    person_count, count;
    int64_t  *persons; /* by id                                    */
    uint32_t *starts;  /* person_count + 1                         */
    uint64_t *words;   /* the time, and in the lowest bits the type */
} Held;

struct PeopleIndex {
    pthread_mutex_t lock;
    int64_t         asked;
    Held            held[BRANDS_MAX];
};

PeopleIndex *people_index_new(void)
{
    PeopleIndex *index = calloc(1, sizeof *index);
    ASSERT(index != NULL);
    pthread_mutex_init(&index->lock, NULL);
    return index;
}

static void drop(Held *held)
{
    arena_free(held->arena);
    free(held->persons);
    free(held->starts);
    free(held->words);
    *held = (Held){ .tenant_id = held->tenant_id, .asked = held->asked };
}

void people_index_free(PeopleIndex *index)
{
    if (index == NULL) return;
    for (size_t i = 0; i < BRANDS_MAX; i++) drop(&index->held[i]);
    pthread_mutex_destroy(&index->lock);
    free(index);
}

/* ---- words ------------------------------------------------------------------------- */

static uint64_t packed(int64_t ms, int32_t type)
{
    return (uint64_t)(ms + ms_max) << TYPE_BITS | (uint32_t)type;
}

static int64_t  ms_of(uint64_t word) { return (int64_t)(word >> TYPE_BITS) - ms_max; }
static uint32_t type_of(uint64_t word) { return (uint32_t)word & (TYPES_MAX - 1); }

static void *room_for(size_t count, size_t size)
{
    void *room = malloc(count * size + 1);
    ASSERT(room != NULL);
    return room;
}

/* ---- reading the store ------------------------------------------------------------- */

typedef struct Reading {
    Held *held;
    Trail trail;
} Reading;

static int32_t number_of(Held *held, Str type)
{
    const int32_t *known = strmap_find(held->type_of, type);
    if (known) return *known;
    if (held->types.count == TYPES_MAX) return TRAIL_NONE;
    int32_t  *number            = arena_make(held->arena, int32_t, 1);
    const Str own               = str_copy(held->arena, type);
    *number                     = (int32_t)held->types.count;
    *VEC_ADD(&held->types, Str) = own;
    strmap_put(held->type_of, own, number);
    return *number;
}

static Code read_chunk(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Reading              *reading = with;
    const ColumnarColumn *columns = chunk->columns;
    Held                 *held    = reading->held;
    (void)cx;
    if (held->is_unfit) return OK;
    if (held->count + reading->trail.count + chunk->row_count > PEOPLE_INDEX_EVENTS_MAX ||
        !trail_reserve(&reading->trail, chunk->row_count)) {
        held->is_unfit = true;
        return OK;
    }
    for (size_t i = 0; i < chunk->row_count; i++) {
        const int64_t ms   = columns[2].ints[i];
        const int32_t type = number_of(held, columns[3].texts[i]);
        if (type == TRAIL_NONE || ms >= ms_max || ms <= -ms_max) {
            held->is_unfit = true;
            return OK;
        }
        trail_add(&reading->trail, columns[1].ints[i], ms, columns[0].ints[i], 0, type, 0);
    }
    return OK;
}

static Code read_store(Ctx *cx, const ProjectionView *view, Reading *reading)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_TEXT };
    ColumnarSql               sql     = columnar_sql(cx->arena, view->driver);
    trail_init(&reading->trail, true, false);
    columnar_sql_add(&sql, columnar_sql_done);
    columnar_sql_i64(&sql, cx->tenant_id);
    columnar_sql_add(&sql, columnar_sql_done_after);
    columnar_sql_i64(&sql, reading->held->seq);
    TRY(view->driver->ask(cx, view->reader,
                          &(ColumnarAsk){ .sql          = &sql,
                                          .kinds        = kinds,
                                          .column_count = COUNT(kinds),
                                          .each         = read_chunk,
                                          .with         = reading }));
    trail_sort(&reading->trail);
    return OK;
}

/* ---- joining what is new ------------------------------------------------------------- */

typedef struct Piece {
    int64_t person;
    size_t  from, until; /* places in the trail */
} Piece;

static int by_person(const void *a, const void *b)
{
    const int64_t one = ((const Piece *)a)->person, other = ((const Piece *)b)->person;
    return (one > other) - (one < other);
}

static Piece *pieces_of(const Trail *trail)
{
    Piece *pieces = room_for(trail->person_count, sizeof *pieces);
    for (size_t i = 0; i < trail->person_count; i++)
        pieces[i] = (Piece){ trail->persons[i], trail->starts[i], trail->starts[i + 1] };
    if (trail->person_count > 0) qsort(pieces, trail->person_count, sizeof *pieces, by_person);
    return pieces;
}

/* What came later in the log stands behind what is as old. */
static size_t join_words(const Held *held, size_t from, size_t until, const Trail *trail,
                         const Piece *piece, uint64_t *to)
{
    size_t       count = 0, at = piece ? piece->from : 0;
    const size_t end = piece ? piece->until : 0;
    while (from < until || at < end) {
        if (at == end || (from < until && ms_of(held->words[from]) <= trail->ms[at])) {
            to[count++] = held->words[from++];
        } else {
            to[count++] = packed(trail->ms[at], trail->node[at]);
            at++;
        }
    }
    return count;
}

static void join(Held *held, const Trail *trail)
{
    Piece       *pieces  = pieces_of(trail);
    const size_t most    = held->person_count + trail->person_count;
    int64_t     *persons = room_for(most, sizeof *persons);
    uint32_t    *starts  = room_for(most + 1, sizeof *starts);
    uint64_t    *words   = room_for(held->count + trail->count, sizeof *words);
    size_t       old = 0, fresh = 0, person = 0, count = 0;
    while (old < held->person_count || fresh < trail->person_count) {
        const bool has_old =
            old < held->person_count &&
            (fresh == trail->person_count || held->persons[old] <= pieces[fresh].person);
        const bool has_fresh =
            fresh < trail->person_count && (!has_old || held->persons[old] == pieces[fresh].person);
        persons[person]  = has_old ? held->persons[old] : pieces[fresh].person;
        starts[person++] = (uint32_t)count;
        count +=
            join_words(held, has_old ? held->starts[old] : 0, has_old ? held->starts[old + 1] : 0,
                       trail, has_fresh ? &pieces[fresh] : NULL, words + count);
        old += has_old;
        fresh += has_fresh;
    }
    starts[person] = (uint32_t)count;
    free(pieces);
    free(held->persons);
    free(held->starts);
    free(held->words);
    held->persons      = persons;
    held->starts       = starts;
    held->words        = words;
    held->person_count = person;
    held->count        = count;
}

static Code keep_up(Ctx *cx, const ProjectionView *view, Held *held)
{
    Reading reading = { .held = held };
    if (held->is_made && held->seq == view->seq) return OK;
    if (!held->arena) {
        held->arena   = arena_new(TYPES_BYTES_MAX);
        held->type_of = strmap_new(held->arena);
        held->types   = vec_of(held->arena, Str);
    }
    const Code code = read_store(cx, view, &reading);
    if (code == OK && !held->is_unfit && (reading.trail.count > 0 || !held->is_made))
        join(held, &reading.trail);
    trail_deinit(&reading.trail);
    TRY(code);
    const bool is_unfit = held->is_unfit;
    if (is_unfit) drop(held);
    held->is_unfit   = is_unfit;
    held->is_made    = true;
    held->generation = view->generation;
    held->seq        = view->seq;
    return OK;
}

/* ---- which brands --------------------------------------------------------------------- */

/* Of the brand; the one that was not asked for longest goes. */
static Held *held_of(PeopleIndex *index, int64_t tenant_id)
{
    Held *oldest = &index->held[0];
    for (size_t i = 0; i < BRANDS_MAX; i++) {
        if (index->held[i].tenant_id == tenant_id) return &index->held[i];
        if (index->held[i].asked < oldest->asked) oldest = &index->held[i];
    }
    drop(oldest);
    oldest->tenant_id = tenant_id;
    oldest->asked     = 0;
    return oldest;
}

/* ---- as a trail ------------------------------------------------------------------------ */

typedef struct Meaning {
    bool     counts;
    uint32_t mask;
} Meaning;

static bool is_among(Strs types, Str type)
{
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.at[i], type)) return true;
    return false;
}

static Meaning *meanings_of(Ctx *cx, const Held *held, const PeopleIndexAsk *ask)
{
    Meaning *meanings = arena_make(cx->arena, Meaning, held->types.count + 1);
    for (size_t i = 0; i < held->types.count; i++) {
        const Str type = *VEC_AT(held->types, Str, i);
        for (size_t step = 0; step < ask->step_count; step++)
            if (ask->steps[step].count == 0 || is_among(ask->steps[step], type))
                meanings[i].mask |= 1u << step;
        meanings[i].counts = !is_among(ask->left_out, type) &&
                             (ask->is_all || ask->step_count == 0 || meanings[i].mask != 0);
    }
    return meanings;
}

/* A person who is folded, or into whom another is: all of one root stand together. */
typedef struct Member {
    int64_t root;
    size_t  at; /* among the persons held */
} Member;

static int by_root(const void *a, const void *b)
{
    const Member *one = a, *other = b;
    if (one->root != other->root) return one->root > other->root ? 1 : -1;
    return (one->at > other->at) - (one->at < other->at);
}

static bool find_person(const Held *held, int64_t person, size_t *at)
{
    size_t low = 0, high = held->person_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (held->persons[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    *at = low;
    return low < held->person_count && held->persons[low] == person;
}

typedef struct Filling {
    const Held           *held;
    const PeopleIndexAsk *ask;
    const Meaning        *meanings;
    Trail                *trail;
    bool                 *is_member; /* of the persons held; NULL: nobody is folded */
    Vec                   members;
} Filling;

static void add_member(Filling *filling, int64_t person, int64_t root)
{
    size_t at = 0;
    if (!find_person(filling->held, person, &at) || filling->is_member[at]) return;
    filling->is_member[at]              = true;
    *VEC_ADD(&filling->members, Member) = (Member){ root, at };
}

static void find_members(Ctx *cx, Filling *filling)
{
    const Rows folds = filling->ask->folds;
    if (folds.count == 0) return;
    filling->is_member = arena_make(cx->arena, bool, filling->held->person_count + 1);
    filling->members   = vec_of(cx->arena, Member);
    for (size_t i = 0; i < folds.count; i++) {
        const ColumnarFold *fold = ROWS_AT(ColumnarFold, folds, i);
        add_member(filling, fold->person_id, fold->root_id);
    }
    for (size_t i = 0; i < folds.count; i++) {
        const int64_t root = ROWS_AT(ColumnarFold, folds, i)->root_id;
        add_member(filling, root, root);
    }
    if (filling->members.count > 0)
        qsort(filling->members.at, filling->members.count, sizeof(Member), by_root);
}

static void add_events(Filling *filling, size_t at)
{
    const Held           *held  = filling->held;
    const PeopleIndexAsk *ask   = filling->ask;
    Trail                *trail = filling->trail;
    for (uint32_t i = held->starts[at]; i < held->starts[at + 1]; i++) {
        const uint64_t word = held->words[i];
        const Meaning  as   = filling->meanings[type_of(word)];
        const int64_t  ms   = ms_of(word);
        if (!as.counts || ms < ask->from_ms || ms >= ask->until_ms) continue;
        trail->ms[trail->count]   = ms;
        trail->mask[trail->count] = as.mask;
        if (trail->has_node) trail->node[trail->count] = (int32_t)type_of(word);
        trail->count++;
    }
}

static void end_person(Filling *filling, int64_t person)
{
    Trail *trail = filling->trail;
    if (trail->count == trail->starts[trail->person_count]) return;
    trail->persons[trail->person_count++] = person;
    trail->starts[trail->person_count]    = trail->count;
}

/* Puts an event where it belongs among those before it.  False: which was first in the log is not
 * known here, and it matters. */
static bool sink(Trail *trail, size_t first, size_t at)
{
    const int64_t  ms   = trail->ms[at];
    const uint32_t mask = trail->mask[at];
    const int32_t  node = trail->has_node ? trail->node[at] : 0;
    for (; at > first && trail->ms[at - 1] > ms; at--) {
        trail->ms[at]   = trail->ms[at - 1];
        trail->mask[at] = trail->mask[at - 1];
        if (trail->has_node) trail->node[at] = trail->node[at - 1];
    }
    trail->ms[at]   = ms;
    trail->mask[at] = mask;
    if (trail->has_node) trail->node[at] = node;
    return at == first || trail->ms[at - 1] != ms ||
           (trail->mask[at - 1] == mask && (!trail->has_node || trail->node[at - 1] == node));
}

/* Those who are one person now; false as sink(), or when they did too much to be put in order so.
 */
static bool add_folded(Filling *filling)
{
    enum { SUNK_MAX = 2000 };
    Trail *trail = filling->trail;
    for (size_t i = 0; i < filling->members.count;) {
        const int64_t root  = VEC_AT(filling->members, Member, i)->root;
        const size_t  first = trail->count;
        for (bool is_first = true;
             i < filling->members.count && VEC_AT(filling->members, Member, i)->root == root;
             i++, is_first = false) {
            const size_t from = trail->count;
            add_events(filling, VEC_AT(filling->members, Member, i)->at);
            if (is_first || from == first || filling->ask->is_unordered) continue;
            if (trail->count - first > SUNK_MAX) return false;
            for (size_t at = from; at < trail->count; at++)
                if (!sink(trail, first, at)) return false;
        }
        end_person(filling, root);
    }
    return true;
}

static bool fill(Ctx *cx, Filling *filling)
{
    const Held *held  = filling->held;
    Trail      *trail = filling->trail;
    trail_init(trail, filling->ask->has_node, false);
    trail->ms      = room_for(held->count, sizeof *trail->ms);
    trail->mask    = room_for(held->count, sizeof *trail->mask);
    trail->persons = room_for(held->person_count, sizeof *trail->persons);
    trail->starts  = room_for(held->person_count + 1, sizeof *trail->starts);
    if (trail->has_node) trail->node = room_for(held->count, sizeof *trail->node);
    trail->starts[0] = 0;
    find_members(cx, filling);
    for (size_t at = 0; at < held->person_count; at++) {
        if (filling->is_member && filling->is_member[at]) continue;
        if (held->persons[at] == 0 && !filling->ask->has_nobody) continue;
        add_events(filling, at);
        end_person(filling, held->persons[at]);
    }
    return add_folded(filling);
}

static Strs types_of(Ctx *cx, const Held *held)
{
    Str *types = arena_make(cx->arena, Str, held->types.count + 1);
    for (size_t i = 0; i < held->types.count; i++)
        types[i] = str_copy(cx->arena, *VEC_AT(held->types, Str, i));
    return (Strs){ types, held->types.count };
}

/* NULL, or why what is held cannot answer. */
static const char *unfit(const Held *held, const ProjectionView *view, bool is_first)
{
    if (is_first) return "first_question";
    if (held->is_made && held->seq > view->seq) return "newer";
    return held->is_unfit ? "too_many_events" : NULL;
}

Code people_index_trail(Ctx *cx, const ProjectionView *view, const PeopleIndexAsk *ask,
                        Trail *trail, Strs *types, const char **plan)
{
    PeopleIndex *index = view->people;
    LOCKED(&index->lock);
    Held      *held     = held_of(index, cx->tenant_id);
    const bool is_first = held->asked == 0;
    held->asked         = ++index->asked;
    if (held->is_made && held->generation != view->generation) drop(held);
    *plan = unfit(held, view, is_first);
    if (*plan) return OK;
    TRY(keep_up(cx, view, held));
    *plan = unfit(held, view, false);
    if (*plan) return OK;
    Filling filling = {
        .held = held, .ask = ask, .meanings = meanings_of(cx, held, ask), .trail = trail
    };
    if (!fill(cx, &filling)) {
        trail_deinit(trail);
        *plan = "merged_at_once";
        return OK;
    }
    *types = types_of(cx, held);
    return columnar_wait(cx, ask->wait);
}
