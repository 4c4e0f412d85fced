/* people_piece.c -- words unpacked into trails. */
#include "columnar/people_piece.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_EVENTS = 4096 };

/* ---- what types mean ---------------------------------------------------------------------- */

static bool is_among(Strs types, Str type)
{
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.at[i], type)) return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

Strs people_piece_names(Arena *arena, const PeopleSeen *seen)
{
    const size_t count = seen->types.count;
    Str         *names = arena_make(arena, Str, count + 1);
    for (size_t i = 0; i < count; i++) names[i] = str_copy(arena, seen->types.at[i]);
    qsort(names, count, sizeof *names, by_name);
    return (Strs){ names, count };
}

static int32_t node_of(const PeoplePieceAsk *ask, Str type)
{
    const Str *name = bsearch(&type, ask->names.at, ask->names.count, sizeof type, by_name);
    return name ? (int32_t)(name - ask->names.at) : TRAIL_NONE;
}

static PeopleMeaning *meanings_of(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask)
{
    PeopleMeaning *meanings = arena_make(arena, PeopleMeaning, seen->types.count + 1);
    for (size_t i = 0; i < seen->types.count; i++) {
        const Str type = seen->types.at[i];
        for (size_t step = 0; step < ask->step_count; step++)
            if (ask->steps[step].count == 0 || is_among(ask->steps[step], type))
                meanings[i].mask |= 1u << step;
        meanings[i].counts = !is_among(ask->left_out, type) &&
                             (ask->is_all || ask->step_count == 0 || meanings[i].mask != 0);
        if (!meanings[i].counts) meanings[i].mask = 0;
        if (ask->has_node && ask->names.count > 0) meanings[i].node = node_of(ask, type);
    }
    return meanings;
}

/* ---- one person ------------------------------------------------------------------------------ */

typedef struct Filling {
    const PeoplePieceAsk  *ask;
    const PeopleMeaning   *meanings;
    PeopleMembers          members;
    uint64_t               from, until; /* words */
    const PeoplePieceWork *work;        /* NULL: all is one trail */
} Filling;

static void *grown(void *column, size_t room, size_t size)
{
    void *larger = realloc(column, room * size);
    ASSERT(larger != NULL);
    return larger;
}

/* Room for one person more. */
static void reserve(Trail *trail, size_t events)
{
    if (trail->count + events <= trail->room && trail->person_count + 1 < trail->room) return;
    trail->room    = trail->count + events + (trail->count + events) / 2 + PIECE_EVENTS;
    trail->ms      = grown(trail->ms, trail->room, sizeof *trail->ms);
    trail->mask    = grown(trail->mask, trail->room, sizeof *trail->mask);
    trail->persons = grown(trail->persons, trail->room, sizeof *trail->persons);
    trail->starts  = grown(trail->starts, trail->room, sizeof *trail->starts);
    if (trail->has_node) trail->node = grown(trail->node, trail->room, sizeof *trail->node);
    if (trail->person_count == 0) trail->starts[0] = 0;
}

/* Where a thread is among those who are left out. */
typedef struct Marks {
    size_t      member, only;
    PeopleMarks steps;
} Marks;

static bool is_asked(const Filling *filling, Marks *marks, int64_t person)
{
    return !filling->ask->only || people_set_has(filling->ask->only, &marks->only, person);
}

/* The steps that are his. */
static uint32_t steps_of(const Filling *filling, Marks *marks, int64_t person)
{
    return people_sets_of(filling->ask->step_people, filling->ask->step_count, &marks->steps,
                          person);
}

static inline PeopleRun within(const Filling *filling, PeopleRun run)
{
    size_t from = 0, until = run.count;
    while (from < until && run.words[from] < filling->from) from++;
    while (until > from && run.words[until - 1] >= filling->until) until--;
    return (PeopleRun){ run.person, run.words + from, until - from };
}

/* Of who has not every step: what meets none of his may not count. */
static void add_some(const Filling *filling, PeopleRun run, uint32_t steps, Trail *trail)
{
    const bool keeps_all = filling->ask->is_all || filling->ask->step_count == 0;
    for (size_t i = 0; i < run.count; i++) {
        const PeopleMeaning as    = filling->meanings[people_word_type(run.words[i])];
        const uint32_t      mask  = as.mask & steps;
        trail->ms[trail->count]   = people_word_ms(run.words[i]);
        trail->mask[trail->count] = mask;
        if (trail->has_node) trail->node[trail->count] = as.node;
        trail->count += as.counts && (keeps_all || mask);
    }
}

/* Each is written; what does not count is written over. */
static void add_events(const Filling *filling, PeopleRun whole, uint32_t steps, Trail *trail)
{
    const PeopleMeaning *meanings = filling->meanings;
    const PeopleRun      run      = within(filling, whole);
    if (filling->ask->step_people) {
        add_some(filling, run, steps, trail);
        return;
    }
    size_t    count = trail->count;
    int64_t  *ms    = trail->ms;
    uint32_t *mask  = trail->mask;
    int32_t  *node  = trail->node;
    if (trail->has_node)
        for (size_t i = 0; i < run.count; i++) {
            const PeopleMeaning as = meanings[people_word_type(run.words[i])];
            ms[count]              = people_word_ms(run.words[i]);
            mask[count]            = as.mask;
            node[count]            = as.node;
            count += as.counts;
        }
    else
        for (size_t i = 0; i < run.count; i++) {
            const PeopleMeaning as = meanings[people_word_type(run.words[i])];
            ms[count]              = people_word_ms(run.words[i]);
            mask[count]            = as.mask;
            count += as.counts;
        }
    trail->count = count;
}

static void end_person(Trail *trail, int64_t person)
{
    if (trail->count == trail->starts[trail->person_count]) return;
    trail->persons[trail->person_count++] = person;
    trail->starts[trail->person_count]    = trail->count;
}

static void tell(const Filling *filling, void *state, Trail *trail)
{
    filling->work->add(state, trail);
    trail->count = trail->person_count = 0;
}

/* Who is told of by himself: not nobody in particular, nor one of several who are one. */
static bool is_single(PeopleMembers members, size_t *at, int64_t person)
{
    while (*at < members.count && members.ids[*at] < person) ++*at;
    return person != 0 && (*at == members.count || members.ids[*at] != person);
}

/* Looking at where each begins and ends fetches them all before the first is counted.  Who came in
 * both parts is valid only until the next: he is told at once. */
static void count_runs(void *state, PeopleWalk *walk, void *with)
{
    enum { RUNS = 128 };
    const Filling *filling = with;
    PeopleRun      runs[RUNS];
    PeopleRuns     told  = { .at = runs, .meanings = filling->meanings };
    Marks          marks = { 0 };
    for (PeopleRun run; people_walk_next(walk, &run);) {
        if (!is_single(filling->members, &marks.member, run.person)) continue;
        if (!is_asked(filling, &marks, run.person)) continue;
        const bool passes  = run.words == walk->room;
        runs[told.count++] = within(filling, run);
        if (told.count < RUNS && !passes) continue;
        filling->work->add_runs(state, &told);
        told.count = 0;
    }
    if (told.count > 0) filling->work->add_runs(state, &told);
}

/* The state is the trail where there is nobody to be told. */
static void fill(void *state, PeopleWalk *walk, void *with)
{
    const Filling *filling = with;
    const bool     tells   = filling->work != NULL;
    Marks          marks   = { 0 };
    TRAIL(piece);
    Trail *trail = tells ? &piece : state;
    if (tells) trail_init(trail, filling->ask->has_node, false);
    for (PeopleRun run; people_walk_next(walk, &run);) {
        if (!is_single(filling->members, &marks.member, run.person)) continue;
        if (!is_asked(filling, &marks, run.person)) continue;
        reserve(trail, run.count);
        add_events(filling, run, steps_of(filling, &marks, run.person), trail);
        end_person(trail, run.person);
        if (tells && trail->count >= PIECE_EVENTS) tell(filling, state, trail);
    }
    if (tells && trail->count > 0) tell(filling, state, trail);
}

/* ---- who is one person now ------------------------------------------------------------------- */

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

/* False as sink(), or when they did too much to be put in order so. */
static bool add_root(const Filling *filling, PeopleWalk *walk, uint32_t steps, size_t *at,
                     Trail *trail)
{
    enum { SUNK_MAX = 2000 };
    const PeopleMembers members = filling->members;
    const int64_t       root    = members.at[*at].root;
    const size_t        first   = trail->count;
    for (; *at < members.count && members.at[*at].root == root; ++*at) {
        const PeopleRun run  = people_walk_person(walk, members.at[*at].person);
        const size_t    from = trail->count;
        reserve(trail, run.count);
        add_events(filling, run, steps, trail);
        if (from == first) continue;
        if (trail->count - first > SUNK_MAX) return false;
        for (size_t i = from; i < trail->count; i++)
            if (!sink(trail, first, i)) return false;
    }
    reserve(trail, 0);
    end_person(trail, root);
    return true;
}

static bool add_roots(const Filling *filling, PeopleWalk *walk, void *state, Trail *trail)
{
    const PeopleMembers members = filling->members;
    Marks               marks   = { 0 };
    for (size_t at = 0; at < members.count;) {
        const int64_t  root  = members.at[at].root;
        const uint32_t steps = steps_of(filling, &marks, root);
        if (!is_asked(filling, &marks, root))
            while (at < members.count && members.at[at].root == root) at++;
        else if (!add_root(filling, walk, steps, &at, trail))
            return false;
        if (filling->work && trail->count >= PIECE_EVENTS) tell(filling, state, trail);
    }
    if (filling->work && trail->count > 0) tell(filling, state, trail);
    return true;
}

/* ---- all of them
 * ------------------------------------------------------------------------------------ */

static Filling filling_of(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask)
{
    return (Filling){ .ask      = ask,
                      .meanings = meanings_of(arena, seen, ask),
                      .members  = people_members(arena, ask->folds),
                      .from     = people_word_from(ask->from_ms),
                      .until    = people_word_from(ask->until_ms) };
}

static bool all_count(const Filling *filling, size_t types)
{
    size_t count = 0;
    for (size_t i = 0; i < types; i++) count += filling->meanings[i].counts;
    return count == types;
}

bool people_piece_each(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask,
                       const PeoplePieceWork *work, void *const *states, size_t parts)
{
    Filling    filling = filling_of(arena, seen, ask);
    const bool by_runs = work->add_runs && !ask->step_people &&
                         (!work->is_of_all || all_count(&filling, seen->types.count));
    filling.work = work;
    if (filling.members.count > 0) {
        TRAIL(trail);
        trail_init(&trail, ask->has_node, false);
        PeopleWalk walk    = { .seen = seen };
        const bool is_good = add_roots(&filling, &walk, states[0], &trail);
        people_walk_end(&walk);
        if (!is_good) return false;
    }
    people_work(seen, &(PeopleWork){ .add = by_runs ? count_runs : fill, .with = &filling }, states,
                parts);
    return true;
}

bool people_piece_all(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask, Trail *trail)
{
    Filling    filling = filling_of(arena, seen, ask);
    PeopleWalk walk    = people_walk(seen, 0, 1);
    trail_init(trail, ask->has_node, false);
    reserve(trail, 0);
    fill(trail, &walk, &filling);
    const bool is_good = add_roots(&filling, &walk, NULL, trail);
    people_walk_end(&walk);
    if (!is_good) trail_deinit(trail);
    return is_good;
}
