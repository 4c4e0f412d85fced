/* people_span.c -- the intervals of persons as columns: those of one side by side, oldest first.
 *
 * A run that grew stands at the end from then on and leaves a gap; gaps are swept out when there
 * are many, so that a pass over the columns stays short. */
#include "people/people_store.h"

#include <stdlib.h>
#include <string.h>

enum { GAPS_MIN = 256 };

/* What stands at one place. */
typedef struct SpanCell {
    uint32_t staff, state, added, ended;
    uint8_t  ended_by, add_way;
} SpanCell;

static void make_room(People *people, size_t need)
{
    if (need <= people->span_room) return;
    uint32_t     next = people->span_room;
    const size_t own  = (size_t)next + next / 4 + 64;
    if (need < own) need = own;
    PEOPLE_COLUMN(people, span_person, next, need);
    PEOPLE_COLUMN(people, span_staff, next, need);
    PEOPLE_COLUMN(people, span_state, next, need);
    PEOPLE_COLUMN(people, span_added, next, need);
    PEOPLE_COLUMN(people, span_ended, next, need);
    PEOPLE_COLUMN(people, span_ended_by, next, need);
    PEOPLE_COLUMN(people, span_add_way, next, need);
    people->span_room = (uint32_t)need;
}

static uint32_t seconds(int64_t at_ms)
{
    const int64_t s = at_ms / MS_PER_SECOND;
    return s < 0 ? 0 : s >= PEOPLE_OPEN ? PEOPLE_OPEN - 1 : (uint32_t)s;
}

static SpanCell cell_of(People *people, const PeopleRelation *relation)
{
    const uint32_t added = seconds(relation->added_at_ms);
    const uint32_t ended = relation->ended_at_ms ? seconds(relation->ended_at_ms) : PEOPLE_OPEN;
    return (SpanCell){ .staff    = id_table_take(&people->staff, relation->staff_id),
                       .state    = word_table_take(&people->states, relation->state),
                       .added    = added,
                       .ended    = ended < added ? added : ended,
                       .ended_by = relation->ended_by,
                       .add_way  = relation->add_way };
}

/* The given ones into the scratch, each behind all that began no later: those of one are few. */
static void sort_given(People *people, const PeopleRelation *relations, size_t count)
{
    people->given = heap_grow(people->given, sizeof *people->given, &people->given_room, count);
    for (size_t i = 0; i < count; i++) {
        const SpanCell cell = cell_of(people, &relations[i]);
        size_t         at   = i;
        for (; at > 0 && people->given[at - 1].added > cell.added; at--)
            people->given[at] = people->given[at - 1];
        people->given[at] = cell;
    }
}

static bool is_there(const People *people, uint32_t at, const SpanCell *cell)
{
    return people->span_staff[at] == cell->staff && people->span_state[at] == cell->state &&
           people->span_added[at] == cell->added && people->span_ended[at] == cell->ended &&
           people->span_ended_by[at] == cell->ended_by && people->span_add_way[at] == cell->add_way;
}

static void set(People *people, uint32_t at, uint32_t person, const SpanCell *cell)
{
    people->span_person[at]   = person;
    people->span_staff[at]    = cell->staff;
    people->span_state[at]    = cell->state;
    people->span_added[at]    = cell->added;
    people->span_ended[at]    = cell->ended;
    people->span_ended_by[at] = cell->ended_by;
    people->span_add_way[at]  = cell->add_way;
}

static void move(People *people, uint32_t from, uint32_t to)
{
    people->span_person[to]   = people->span_person[from];
    people->span_staff[to]    = people->span_staff[from];
    people->span_state[to]    = people->span_state[from];
    people->span_added[to]    = people->span_added[from];
    people->span_ended[to]    = people->span_ended[from];
    people->span_ended_by[to] = people->span_ended_by[from];
    people->span_add_way[to]  = people->span_add_way[from];
}

static void sweep(People *people)
{
    uint32_t to = 0;
    for (uint32_t from = 0; from < people->span_count; from++) {
        const uint32_t person = people->span_person[from];
        if (person == PEOPLE_NONE) continue;
        if (to == 0 || people->span_person[to - 1] != person) people->span_head[person] = to;
        if (from != to) move(people, from, to);
        to++;
    }
    people->span_count = to;
    people->span_gaps  = 0;
}

static void leave_gap(People *people, uint32_t first, uint32_t until)
{
    for (uint32_t at = first; at < until; at++) people->span_person[at] = PEOPLE_NONE;
    people->span_gaps += until - first;
}

static uint32_t length_of(const People *people, uint32_t person)
{
    const uint32_t head = people->span_head[person];
    uint32_t       at   = head;
    while (people_span_is_of(people, at, person)) at++;
    return at - head;
}

void people_span_put(People *people, uint32_t person, const PeopleRelation *relations, size_t count)
{
    const uint32_t known = length_of(people, person), head = people->span_head[person];
    const uint32_t more = (uint32_t)count;
    ASSERT(count < PEOPLE_OPEN);
    if (count) sort_given(people, relations, count);
    bool is_same = known == more;
    for (uint32_t i = 0; is_same && i < more; i++)
        is_same = is_there(people, head + i, &people->given[i]);
    if (is_same) return;
    people->span_version++;
    uint32_t to = head;
    if (more <= known) {
        leave_gap(people, head + more, head + known);
    } else {
        if (known) leave_gap(people, head, head + known);
        make_room(people, (size_t)people->span_count + more);
        to = people->span_count;
        people->span_count += more;
    }
    for (uint32_t i = 0; i < more; i++) set(people, to + i, person, &people->given[i]);
    people->span_head[person] = more ? to : PEOPLE_NONE;
    if (people->span_gaps > GAPS_MIN && people->span_gaps > people->span_count / 4) sweep(people);
}
