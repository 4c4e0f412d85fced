/* trail.c -- events put in order, person by person. */
#include "columnar/trail.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 4096, INSERTION_MAX = 24 };

void trail_init(Trail *trail, bool has_node, bool has_value)
{
    *trail = (Trail){ .has_node = has_node, .has_value = has_value };
}

void trail_deinit(Trail *trail)
{
    free(trail->person);
    free(trail->ms);
    free(trail->seq);
    free(trail->mask);
    free(trail->node);
    free(trail->value);
    free(trail->persons);
    free(trail->starts);
    *trail = (Trail){ 0 };
}

static void *grown(void *column, size_t room, size_t size)
{
    void *larger = realloc(column, room * size);
    ASSERT(larger != NULL);
    return larger;
}

bool trail_reserve(Trail *trail, size_t more)
{
    const size_t need = trail->count + more;
    if (need > TRAIL_EVENTS_MAX) return false;
    if (need <= trail->room) return true;
    size_t room = trail->room ? trail->room : ROOM_FIRST;
    while (room < need) room += room / 2;
    trail->person = grown(trail->person, room, sizeof *trail->person);
    trail->ms     = grown(trail->ms, room, sizeof *trail->ms);
    trail->seq    = grown(trail->seq, room, sizeof *trail->seq);
    trail->mask   = grown(trail->mask, room, sizeof *trail->mask);
    if (trail->has_node) trail->node = grown(trail->node, room, sizeof *trail->node);
    if (trail->has_value) trail->value = grown(trail->value, room, sizeof *trail->value);
    trail->room = room;
    return true;
}

/* ---- persons as numbers from 0 ------------------------------------------------------ */

typedef struct Numbering {
    int64_t  *persons;
    uint32_t *slots; /* number + 1 of the person there; 0: empty */
    size_t    mask, count, room;
} Numbering;

static size_t hash_of(int64_t person)
{
    const uint64_t mixed = (uint64_t)person * 0x9e3779b97f4a7c15u;
    return (size_t)(mixed >> 20 ^ mixed);
}

static void put(Numbering *numbering, uint32_t number)
{
    size_t at = hash_of(numbering->persons[number]) & numbering->mask;
    while (numbering->slots[at]) at = (at + 1) & numbering->mask;
    numbering->slots[at] = number + 1;
}

static void widen(Numbering *numbering)
{
    const size_t slots = numbering->mask ? 2 * (numbering->mask + 1) : 2 * ROOM_FIRST;
    free(numbering->slots);
    numbering->slots = calloc(slots, sizeof *numbering->slots);
    ASSERT(numbering->slots != NULL);
    numbering->mask    = slots - 1;
    numbering->room    = slots / 2;
    numbering->persons = grown(numbering->persons, numbering->room, sizeof *numbering->persons);
    for (size_t i = 0; i < numbering->count; i++) put(numbering, (uint32_t)i);
}

static uint32_t number_of(Numbering *numbering, int64_t person)
{
    if (numbering->count == numbering->room) widen(numbering);
    size_t at = hash_of(person) & numbering->mask;
    for (; numbering->slots[at]; at = (at + 1) & numbering->mask)
        if (numbering->persons[numbering->slots[at] - 1] == person) return numbering->slots[at] - 1;
    numbering->persons[numbering->count] = person;
    numbering->slots[at]                 = (uint32_t)++numbering->count;
    return (uint32_t)numbering->count - 1;
}

/* ---- order --------------------------------------------------------------------------- */

typedef struct Sorting {
    Trail    *trail;
    uint32_t *order; /* places of events, person by person */
} Sorting;

static bool is_after(const Trail *trail, uint32_t a, uint32_t b)
{
    if (trail->ms[a] != trail->ms[b]) return trail->ms[a] > trail->ms[b];
    return trail->seq[a] > trail->seq[b];
}

static int by_time(const void *a, const void *b, void *with)
{
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    if (one == other) return 0;
    return is_after(with, one, other) ? 1 : -1;
}

/* The log is nearly in the order of time, so most pieces are in order already. */
static void sort_piece(const Trail *trail, uint32_t *piece, size_t count)
{
    size_t at = 1;
    while (at < count && !is_after(trail, piece[at - 1], piece[at])) at++;
    if (at >= count) return;
    if (count > INSERTION_MAX) {
        qsort_r(piece, count, sizeof *piece, by_time, (void *)trail);
        return;
    }
    for (; at < count; at++) {
        const uint32_t moved = piece[at];
        size_t         to    = at;
        for (; to > 0 && is_after(trail, piece[to - 1], moved); to--) piece[to] = piece[to - 1];
        piece[to] = moved;
    }
}

static void *gathered(void *column, const uint32_t *order, size_t count, size_t size)
{
    char       *to   = malloc(count * size + 1);
    const char *from = column;
    ASSERT(to != NULL);
    if (size == sizeof(int64_t))
        for (size_t i = 0; i < count; i++)
            ((int64_t *)(void *)to)[i] = ((const int64_t *)(const void *)from)[order[i]];
    else
        for (size_t i = 0; i < count; i++)
            ((int32_t *)(void *)to)[i] = ((const int32_t *)(const void *)from)[order[i]];
    free(column);
    return to;
}

void trail_sort(Trail *trail)
{
    Numbering numbering = { 0 };
    uint32_t *numbers   = malloc((trail->count + 1) * sizeof *numbers);
    uint32_t *order     = malloc((trail->count + 1) * sizeof *order);
    ASSERT(numbers != NULL && order != NULL);
    for (size_t i = 0; i < trail->count; i++) numbers[i] = number_of(&numbering, trail->person[i]);
    size_t *starts = calloc(numbering.count + 2, sizeof *starts);
    ASSERT(starts != NULL);
    for (size_t i = 0; i < trail->count; i++) starts[numbers[i] + 2]++;
    for (size_t i = 2; i < numbering.count + 2; i++) starts[i] += starts[i - 1];
    /* starts[n + 1] runs from the beginning of n to its end, which is where n + 1 begins. */
    for (size_t i = 0; i < trail->count; i++) order[starts[numbers[i] + 1]++] = (uint32_t)i;
    free(numbers);
    for (size_t i = 0; i < numbering.count; i++)
        sort_piece(trail, order + starts[i], starts[i + 1] - starts[i]);
    free(trail->person);
    trail->person = NULL;
    trail->ms     = gathered(trail->ms, order, trail->count, sizeof *trail->ms);
    trail->mask   = gathered(trail->mask, order, trail->count, sizeof *trail->mask);
    if (trail->has_node)
        trail->node = gathered(trail->node, order, trail->count, sizeof *trail->node);
    if (trail->has_value)
        trail->value = gathered(trail->value, order, trail->count, sizeof *trail->value);
    free(trail->seq);
    trail->seq          = NULL;
    trail->room         = 0;
    trail->person_count = numbering.count;
    trail->persons      = numbering.persons;
    trail->starts       = starts;
    free(numbering.slots);
    free(order);
}

/* One session, from `from` on to `to` on: its end is the time of all that is left of it. */
static size_t merge_session(Trail *trail, size_t from, size_t until, size_t to)
{
    const int64_t end = trail->ms[until - 1];
    for (size_t i = from, first = to; i < until; i++) {
        if (to > first && trail->node[to - 1] == trail->node[i]) {
            trail->mask[to - 1] |= trail->mask[i];
            continue;
        }
        trail->ms[to]   = end;
        trail->mask[to] = trail->mask[i];
        trail->node[to] = trail->node[i];
        to++;
    }
    return to;
}

void trail_merge_repeats(Trail *trail, int64_t session_ms)
{
    size_t to = 0;
    ASSERT(trail->has_node && !trail->has_value && trail->person == NULL);
    for (size_t p = 0; p < trail->person_count; p++) {
        size_t       from = trail->starts[p];
        const size_t end  = trail->starts[p + 1];
        trail->starts[p]  = to;
        for (size_t i = from + 1; i <= end; i++) {
            if (i < end && trail->ms[i] - trail->ms[i - 1] <= session_ms) continue;
            to   = merge_session(trail, from, i, to);
            from = i;
        }
    }
    trail->starts[trail->person_count] = to;
    trail->count                       = to;
}
