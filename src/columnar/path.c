/* path.c -- paths taken twice: once to find the frequent nodes, once to count edges. */
#include "columnar/path.h"

#include <stdlib.h>
#include <string.h>

typedef void EachPath(void *with, int64_t person, const int32_t *nodes, size_t count,
                      bool is_whole);

/* The part of a session that is a path; false when none is. */
static bool cut(const PathAsk *ask, size_t *from, size_t *until)
{
    const uint32_t *mask = ask->trail->mask;
    if (ask->from_start)
        while (*from < *until && !(mask[*from] & 1)) ++*from;
    if (ask->to_end)
        while (*until > *from && !(mask[*until - 1] & 2)) --*until;
    if (*from >= *until) return false;
    if (ask->to_end && *until - *from > ask->length) *from = *until - ask->length;
    return true;
}

static void each_session(const PathAsk *ask, int64_t person, size_t from, size_t until,
                         EachPath *each, void *with)
{
    if (!cut(ask, &from, &until)) return;
    const bool   is_whole = until - from <= ask->length;
    const size_t count    = is_whole ? until - from : ask->length;
    each(with, person, ask->trail->node + from, count, is_whole);
}

static void each_path(const PathAsk *ask, EachPath *each, void *with)
{
    const Trail *trail = ask->trail;
    for (size_t p = 0; p < trail->person_count; p++) {
        size_t from = trail->starts[p];
        for (size_t i = from + 1; i <= trail->starts[p + 1]; i++) {
            if (i < trail->starts[p + 1] && trail->ms[i] - trail->ms[i - 1] <= ask->session_ms)
                continue;
            each_session(ask, trail->persons[p], from, i, each, with);
            from = i;
        }
    }
}

/* ---- the frequent nodes ----------------------------------------------------------- */

typedef struct Frequency {
    int64_t count;
    int32_t node;
} Frequency;

static void count_nodes(void *with, int64_t person, const int32_t *nodes, size_t count,
                        bool is_whole)
{
    Frequency *frequencies = with;
    (void)person, (void)is_whole;
    for (size_t i = 0; i < count; i++) frequencies[nodes[i]].count++;
}

static int by_frequency(const void *a, const void *b)
{
    const Frequency *one = a, *other = b;
    if (one->count != other->count) return one->count < other->count ? 1 : -1;
    return (one->node > other->node) - (one->node < other->node);
}

/* What each node is called: itself or PATH_OTHER.  The frequencies are put in order. */
static int32_t *name_nodes(const PathAsk *ask, Frequency *frequencies)
{
    int32_t *names = calloc(ask->node_count + 1, sizeof *names);
    ASSERT(names != NULL);
    for (size_t i = 0; i < ask->node_count; i++) frequencies[i].node = (int32_t)i;
    if (ask->node_count > ask->kept) /* else all keep their names */
        qsort(frequencies, ask->node_count, sizeof *frequencies, by_frequency);
    for (size_t i = 0; i < ask->node_count; i++)
        names[frequencies[i].node] = i < ask->kept ? frequencies[i].node : PATH_OTHER;
    return names;
}

static int32_t *find_names(const PathAsk *ask)
{
    Frequency *frequencies = calloc(ask->node_count + 1, sizeof *frequencies);
    ASSERT(frequencies != NULL);
    if (ask->node_count > ask->kept) each_path(ask, count_nodes, frequencies);
    int32_t *names = name_nodes(ask, frequencies);
    free(frequencies);
    return names;
}

/* ---- edges --------------------------------------------------------------------------- */

typedef struct Edges {
    const PathAsk *ask;
    const int32_t *names;
    PathEdge      *slots; /* a hash table; count 0: empty */
    size_t         mask, used;
    int64_t        path_count;
} Edges;

static size_t place(const Edges *edges, const PathEdge *edge)
{
    const uint64_t key =
        ((uint64_t)(uint32_t)edge->from << 32 | (uint32_t)edge->to) * 0x9e3779b97f4a7c15u +
        (uint64_t)edge->step * 0xbf58476d1ce4e5b9u;
    size_t at = (size_t)(key >> 24) & edges->mask;
    for (;; at = (at + 1) & edges->mask) {
        const PathEdge *there = &edges->slots[at];
        if (there->count == 0 ||
            (there->step == edge->step && there->from == edge->from && there->to == edge->to))
            return at;
    }
}

static void widen(Edges *edges)
{
    PathEdge    *old  = edges->slots;
    const size_t size = edges->mask + 1;
    edges->slots      = calloc(2 * size, sizeof *edges->slots);
    ASSERT(edges->slots != NULL);
    edges->mask = 2 * size - 1;
    for (size_t i = 0; i < size; i++)
        if (old[i].count) edges->slots[place(edges, &old[i])] = old[i];
    free(old);
}

static void add_edge(Edges *edges, PathEdge edge, int64_t count)
{
    if (2 * edges->used > edges->mask) widen(edges);
    PathEdge *slot = &edges->slots[place(edges, &edge)];
    if (slot->count == 0) {
        *slot = edge;
        edges->used++;
    }
    slot->count += count;
}

static void count_edge(Edges *edges, int64_t person, size_t step, int32_t from, int32_t to)
{
    add_edge(edges, (PathEdge){ .step = (int32_t)step, .from = from, .to = to }, 1);
    if (edges->ask->hit) edges->ask->hit(edges->ask->with, person, (int32_t)step, from, to);
}

static void count_path(void *with, int64_t person, const int32_t *nodes, size_t count,
                       bool is_whole)
{
    Edges *edges = with;
    edges->path_count++;
    for (size_t i = 0; i + 1 < count; i++)
        count_edge(edges, person, i + 1, edges->names[nodes[i]], edges->names[nodes[i + 1]]);
    if (is_whole) count_edge(edges, person, count, edges->names[nodes[count - 1]], PATH_ENDED);
}

static int by_step(const void *a, const void *b)
{
    const PathEdge *one = a, *other = b;
    if (one->step != other->step) return one->step - other->step;
    if (one->count != other->count) return one->count < other->count ? 1 : -1;
    /* As unsigned: what is other, or an end, comes behind the names. */
    const uint32_t a_from = (uint32_t)one->from, b_from = (uint32_t)other->from;
    const uint32_t a_to = (uint32_t)one->to, b_to = (uint32_t)other->to;
    if (a_from != b_from) return a_from > b_from ? 1 : -1;
    return (a_to > b_to) - (a_to < b_to);
}

static Edges edges_of(const PathAsk *ask, const int32_t *names)
{
    enum { SLOTS_FIRST = 1024 };
    Edges edges = { .ask = ask, .names = names, .mask = SLOTS_FIRST - 1 };
    edges.slots = calloc(SLOTS_FIRST, sizeof *edges.slots);
    ASSERT(edges.slots != NULL);
    return edges;
}

static PathResult result_of(Edges *edges)
{
    size_t count = 0;
    for (size_t i = 0; i <= edges->mask; i++)
        if (edges->slots[i].count) edges->slots[count++] = edges->slots[i];
    qsort(edges->slots, count, sizeof *edges->slots, by_step);
    return (PathResult){ edges->slots, count, edges->path_count };
}

/* ---- a cell for each edge that could be ------------------------------------------------- */

struct PathCount {
    PathAsk   ask;
    size_t    row;   /* node_count nodes, and the end */
    uint32_t *cells; /* by step from 0, from and to; behind the last step what is no edge */
    size_t    cell_count;
    int64_t   path_count;
};

PathCount *path_new(const PathAsk *ask)
{
    enum { CELLS_MAX = 1 << 20 };
    const size_t row = ask->node_count + 1;
    if (ask->hit || ask->length < 2 || ask->node_count > CELLS_MAX ||
        row * row * ask->length > CELLS_MAX)
        return NULL;
    PathCount *count = calloc(1, sizeof *count);
    ASSERT(count != NULL);
    *count            = (PathCount){ .ask = *ask, .row = row };
    count->cell_count = ask->length * ask->node_count * row;
    count->cells      = calloc(count->cell_count + ask->node_count * row + 1, sizeof *count->cells);
    ASSERT(count->cells != NULL);
    return count;
}

static void count_cells(void *with, int64_t person, const int32_t *nodes, size_t count,
                        bool is_whole)
{
    PathCount *paths = with;
    (void)person;
    const size_t row   = paths->row;
    uint32_t    *cells = paths->cells;
    paths->path_count++;
    for (size_t i = 0; i + 1 < count; i++) {
        cells[(size_t)nodes[i] * row + (size_t)nodes[i + 1]]++;
        cells += paths->ask.node_count * row;
    }
    if (is_whole) cells[(size_t)nodes[count - 1] * row + paths->ask.node_count]++;
}

/* Sessions that are paths from their beginning, without a branch that depends on where they end. */
static void count_sessions(PathCount *paths, const Trail *trail, size_t from, size_t until)
{
    const int64_t *ms    = trail->ms;
    const int32_t *nodes = trail->node;
    const size_t   row = paths->row, stride = paths->ask.node_count * row;
    const size_t   length = paths->ask.length, end = paths->ask.node_count;
    size_t         step = 0;
    for (size_t i = from; i < until; i++) {
        const bool   has_next = i + 1 < until;
        const size_t next     = has_next ? i + 1 : i;
        const bool   is_last  = !has_next | (ms[next] - ms[i] > paths->ask.session_ms);
        const size_t to       = is_last ? end : (size_t)nodes[next];
        /* The last node of a path that is cut leads nowhere. */
        const size_t at = step + (size_t)(!is_last & (step + 1 == length));
        paths->cells[(at < length ? at : length) * stride + (size_t)nodes[i] * row + to]++;
        paths->path_count += is_last;
        step = is_last ? 0 : step + 1;
    }
}

/* As count_sessions.  The last event is the last of its session whatever comes. */
static void count_run(PathCount *count, PeopleRun run, const PeopleMeaning *meanings)
{
    const uint64_t *words = run.words;
    const uint64_t  pause = (uint64_t)count->ask.session_ms;
    const size_t    row = count->row, end = count->ask.node_count, stride = end * row;
    const size_t    cut   = count->ask.length * stride; /* what is no edge */
    uint32_t       *cells = count->cells;
    size_t          paths = 0, step = 0;
    if (run.count == 0) return;
    size_t from = (size_t)meanings[people_word_type(words[0])].node;
    for (size_t i = 0; i + 1 < run.count; i++) {
        const uint64_t gap = (words[i + 1] >> PEOPLE_TYPE_BITS) - (words[i] >> PEOPLE_TYPE_BITS);
        const size_t   to  = (size_t)meanings[people_word_type(words[i + 1])].node;
        const bool     is_last = gap > pause;
        const size_t   at      = step + (is_last ? 0 : stride) < cut ? step : cut;
        cells[at + from * row + (is_last ? end : to)]++;
        paths += is_last;
        step = is_last ? 0 : step + stride;
        from = to;
    }
    cells[(step < cut ? step : cut) + from * row + end]++;
    count->path_count += (int64_t)paths + 1;
}

void path_add_runs(PathCount *count, const PeopleRuns *runs)
{
    ASSERT(!count->ask.from_start && !count->ask.to_end);
    for (size_t i = 0; i < runs->count; i++) count_run(count, runs->at[i], runs->meanings);
}

void path_add(PathCount *count, const Trail *piece)
{
    PathAsk ask = count->ask;
    ask.trail   = piece;
    if (ask.from_start || ask.to_end)
        each_path(&ask, count_cells, count);
    else
        for (size_t i = 0; i < piece->person_count; i++)
            count_sessions(count, piece, piece->starts[i], piece->starts[i + 1]);
}

static void forget(PathCount *count)
{
    free(count->cells);
    free(count);
}

void path_join(PathCount *count, PathCount *from)
{
    for (size_t i = 0; i < count->cell_count; i++) count->cells[i] += from->cells[i];
    count->path_count += from->path_count;
    forget(from);
}

/* Each node of a path but the last a path may have is where an edge begins; that one is where one
 * ends. */
static Frequency *frequencies_of(const PathCount *count)
{
    const size_t nodes = count->ask.node_count, stride = nodes * count->row;
    Frequency   *frequencies = calloc(nodes + 1, sizeof *frequencies);
    ASSERT(frequencies != NULL);
    for (size_t i = 0; i < count->cell_count - stride; i++) {
        const size_t to = i % count->row;
        frequencies[i / count->row % nodes].count += count->cells[i];
        if (to < nodes && i / stride + 2 == count->ask.length)
            frequencies[to].count += count->cells[i];
    }
    return frequencies;
}

static void add_cell(Edges *edges, const PathCount *count, size_t at)
{
    const size_t  nodes = count->ask.node_count, to = at % count->row;
    const int32_t step = (int32_t)(at / count->row / nodes) + 1;
    const int32_t from = edges->names[at / count->row % nodes];
    add_edge(
        edges,
        (PathEdge){ .step = step, .from = from, .to = to == nodes ? PATH_ENDED : edges->names[to] },
        count->cells[at]);
}

void path_done(PathCount *count, PathResult *out)
{
    if (count == NULL) return;
    if (out) {
        Frequency *frequencies = frequencies_of(count);
        int32_t   *names       = name_nodes(&count->ask, frequencies);
        Edges      edges       = edges_of(&count->ask, names);
        edges.path_count       = count->path_count;
        free(frequencies);
        for (size_t i = 0; i < count->cell_count; i++)
            if (count->cells[i]) add_cell(&edges, count, i);
        *out = result_of(&edges);
        free(names);
    }
    forget(count);
}

void path_count(const PathAsk *ask, PathResult *out)
{
    PathCount *count = path_new(ask);
    if (count) {
        path_add(count, ask->trail);
        path_done(count, out);
        return;
    }
    int32_t *names = find_names(ask);
    Edges    edges = edges_of(ask, names);
    each_path(ask, count_path, &edges);
    *out = result_of(&edges);
    free(names);
}

void path_forget(PathResult *result)
{
    free(result->edges);
    *result = (PathResult){ 0 };
}
