/* people_grid.c -- loops over words: one for what is asked most, one for everything. */
#include "columnar/people_grid.h"

#include <stdlib.h>

PeopleCells *people_grid_new(const PeopleGrid *grid)
{
    const size_t count = grid->place_count * grid->kind_count;
    PeopleCells *cells = calloc(1, sizeof *cells);
    ASSERT(cells != NULL);
    *cells = (PeopleCells){ .grid = grid, .events = calloc(count, sizeof *cells->events) };
    ASSERT(cells->events != NULL);
    if (!grid->has_people) return cells;
    cells->people = calloc(count, sizeof *cells->people);
    cells->last   = calloc(count, sizeof *cells->last);
    ASSERT(cells->people != NULL && cells->last != NULL);
    return cells;
}

void people_grid_free(PeopleCells *cells)
{
    if (cells == NULL) return;
    free(cells->events);
    free(cells->people);
    free(cells->last);
    free(cells);
}

/* ---- one person's events ------------------------------------------------------------------ */

/* Of one run: those within the range. */
static PeopleRun within(const PeopleGrid *grid, PeopleRun run)
{
    const uint64_t from  = people_word_from(grid->from_ms);
    const uint64_t until = people_word_from(grid->until_ms);
    while (run.count > 0 && run.words[0] < from) run.words++, run.count--;
    while (run.count > 0 && run.words[run.count - 1] >= until) run.count--;
    return run;
}

static size_t place_of(const PeopleGrid *grid, uint64_t word)
{
    const uint32_t place = grid->type_place[people_word_type(word)];
    if (grid->hour_place == NULL) return place;
    const uint64_t local = (uint64_t)(people_word_ms(word) + grid->offset_ms);
    return place + grid->hour_place[local / MS_PER_HOUR - (uint64_t)grid->first_hour];
}

/* One kind, and only how often. */
static void count_events(PeopleCells *cells, PeopleRun run)
{
    const PeopleGrid *grid   = cells->grid;
    uint32_t         *events = cells->events;
    for (size_t i = 0; i < run.count; i++)
        events[place_of(grid, run.words[i])] += grid->type_mask[people_word_type(run.words[i])];
}

/* The same of many persons' events. */
static void count_mixed_events(PeopleCells *cells, const uint64_t *words, size_t count)
{
    const PeopleGrid *grid   = cells->grid;
    const uint64_t    from   = people_word_from(grid->from_ms);
    const uint64_t    span   = people_word_from(grid->until_ms) - from;
    uint32_t         *events = cells->events;
    for (size_t i = 0; i < count; i++)
        if (words[i] - from < span)
            events[place_of(grid, words[i])] += grid->type_mask[people_word_type(words[i])];
}

/* One kind, and how many did it. */
static void count_people(PeopleCells *cells, PeopleRun run, uint32_t number)
{
    const PeopleGrid *grid   = cells->grid;
    uint32_t         *events = cells->events, *people = cells->people, *last = cells->last;
    for (size_t i = 0; i < run.count; i++) {
        const uint32_t counts = grid->type_mask[people_word_type(run.words[i])];
        const size_t   place  = place_of(grid, run.words[i]);
        events[place] += counts;
        people[place] += counts & (uint32_t)(last[place] != number);
        last[place] = counts ? number : last[place];
    }
}

static void count_kinds(PeopleCells *cells, PeopleRun run, uint32_t number, uint32_t kinds)
{
    const PeopleGrid *grid = cells->grid;
    for (size_t i = 0; i < run.count; i++) {
        const uint32_t mask = grid->type_mask[people_word_type(run.words[i])] & kinds;
        if (!mask) continue;
        const size_t place = place_of(grid, run.words[i]);
        for (size_t kind = 0; kind < grid->kind_count; kind++) {
            if (!(mask >> kind & 1)) continue;
            const size_t cell = kind * grid->place_count + place;
            cells->events[cell]++;
            if (!number || !grid->has_people || cells->last[cell] == number) continue;
            cells->last[cell] = number;
            cells->people[cell]++;
        }
    }
}

/* Number 0: of nobody; `kinds`: those that are his. */
static void count_run(PeopleCells *cells, PeopleRun run, uint32_t number, uint32_t kinds)
{
    if (kinds == 0) return;
    run = within(cells->grid, run);
    if (cells->grid->kind_count > 1)
        count_kinds(cells, run, number, kinds);
    else if (number && cells->grid->has_people)
        count_people(cells, run, number);
    else
        count_events(cells, run);
}

/* ---- everybody ----------------------------------------------------------------------------- */

/* Where only events count, it does not matter whose they are. */
static void count_whole(PeopleCells *cells, const PeopleWalk *walk)
{
    const PeopleSeen *seen = walk->seen;
    const size_t      from = seen->words->starts[walk->at];
    count_mixed_events(cells, seen->words->words + from, seen->words->starts[walk->until] - from);
    for (size_t i = walk->tail_at; i < walk->tail_until; i++)
        if (seen->tail->events[i].seq <= seen->seq)
            count_mixed_events(cells, &seen->tail->events[i].word, 1);
}

static bool is_of_events(const PeopleGrid *grid)
{
    return grid->kind_count == 1 && !grid->has_people && !grid->kind_people;
}

static uint32_t kinds_of(const PeopleGrid *grid, PeopleMarks *marks, int64_t person)
{
    return people_sets_of(grid->kind_people, grid->kind_count, marks, person);
}

static void count_walk(void *state, PeopleWalk *walk, void *with)
{
    PeopleCells        *cells   = state;
    const PeopleMembers members = cells->grid->members;
    size_t              member  = 0;
    PeopleMarks         marks   = { 0 };
    (void)with;
    if (is_of_events(cells->grid)) {
        count_whole(cells, walk);
        return;
    }
    for (PeopleRun run; people_walk_next(walk, &run);) {
        while (member < members.count && members.ids[member] < run.person) member++;
        if (member < members.count && members.ids[member] == run.person) continue;
        count_run(cells, run, run.person ? ++cells->person_count : 0,
                  kinds_of(cells->grid, &marks, run.person));
    }
}

/* Those who are one person now: the order of what they did does not matter. */
static void count_members(PeopleCells *cells, const PeopleSeen *seen)
{
    const PeopleMembers members = cells->grid->members;
    PeopleWalk          walk    = { .seen = seen };
    PeopleMarks         marks   = { 0 };
    for (size_t i = 0; i < members.count; i++) {
        if (i == 0 || members.at[i].root != members.at[i - 1].root) cells->person_count++;
        count_run(cells, people_walk_person(&walk, members.at[i].person), cells->person_count,
                  kinds_of(cells->grid, &marks, members.at[i].root));
    }
    people_walk_end(&walk);
}

void people_grid_count(const PeopleSeen *seen, const PeopleGrid *grid, PeopleCells *const *cells,
                       size_t parts)
{
    const size_t count = grid->place_count * grid->kind_count;
    void        *states[PEOPLE_THREADS_MAX];
    for (size_t i = 0; i < parts; i++) states[i] = cells[i];
    if (!is_of_events(grid)) count_members(cells[0], seen);
    people_work(seen, &(PeopleWork){ .add = count_walk }, states, parts);
    for (size_t part = 1; part < parts; part++)
        for (size_t i = 0; i < count; i++) {
            cells[0]->events[i] += cells[part]->events[i];
            if (grid->has_people) cells[0]->people[i] += cells[part]->people[i];
        }
}
