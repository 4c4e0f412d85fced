/* people_order.c -- the persons in an order: a permutation that is merged with what has changed
 * when it is asked for. */
#include "people/people_store.h"

#include <stdlib.h>
#include <string.h>

void people_order_init(PeopleOrder *order)
{
    *order = (PeopleOrder){ 0 };
    ASSERT(pthread_mutex_init(&order->lock, NULL) == 0);
}

void people_order_deinit(PeopleOrder *order)
{
    free(order->sorted);
    free(order->dirty);
    free(order->is_dirty);
    ASSERT(pthread_mutex_destroy(&order->lock) == 0);
}

size_t people_order_bytes(PeopleOrder *order)
{
    LOCKED(&order->lock); /* a question may be putting it in order */
    return ((size_t)order->room + order->dirty_room) * sizeof *order->sorted +
           order->word_count * sizeof *order->is_dirty;
}

static void make_bit(PeopleOrder *order, uint32_t person)
{
    const uint32_t known = order->word_count;
    if (person / 64 < known) return;
    order->is_dirty =
        heap_grow(order->is_dirty, sizeof *order->is_dirty, &order->word_count, person / 64 + 1);
    memset(order->is_dirty + known, 0, (order->word_count - known) * sizeof *order->is_dirty);
}

void people_order_touch(People *people, int order, uint32_t person)
{
    PeopleOrder *own = &people->order[order];
    make_bit(own, person);
    if (people_has_bit(own->is_dirty, person)) return;
    people_set_bit(own->is_dirty, person);
    own->dirty =
        heap_grow(own->dirty, sizeof *own->dirty, &own->dirty_room, (size_t)own->dirty_count + 1);
    own->dirty[own->dirty_count++] = person;
}

/* ---- keys ------------------------------------------------------------------------- */

static uint64_t key_of(const People *people, int order, uint32_t person)
{
    switch (order) {
    case ORDER_ADDED: return (uint64_t)people->added_ms[person];
    case ORDER_EVENT: return (uint64_t)people->event_ms[person];
    default: return people->name_key[person];
    }
}

/* Where the keys are equal: the whole names, then who was made first. */
static int compare_ties(const People *people, int order, uint32_t a, uint32_t b)
{
    const int64_t a_id = people->persons.id[a], b_id = people->persons.id[b];
    if (order == ORDER_NAME) {
        const int by_name =
            people_name_compare(people_text_name(people, a), people_text_name(people, b));
        if (by_name != 0) return by_name;
    }
    return a_id < b_id ? -1 : a_id > b_id;
}

static int compare(const People *people, int order, uint32_t a, uint32_t b)
{
    const uint64_t a_key = key_of(people, order, a), b_key = key_of(people, order, b);
    if (a_key != b_key) return a_key < b_key ? -1 : 1;
    return compare_ties(people, order, a, b);
}

/* ---- sorting ------------------------------------------------------------------------ */

typedef struct Sorting {
    const People *people;
    int           order;
} Sorting;

static int compare_persons(const void *a, const void *b, void *with)
{
    const Sorting *sorting = with;
    return compare(sorting->people, sorting->order, *(const uint32_t *)a, *(const uint32_t *)b);
}

typedef struct Keyed {
    uint64_t key;
    uint32_t person;
} Keyed;

/* One pass over one byte of the keys; false when all have the same. */
static bool radix_pass(const Keyed *from, Keyed *to, size_t count, int shift)
{
    size_t place[256] = { 0 };
    for (size_t i = 0; i < count; i++) place[from[i].key >> shift & 255]++;
    if (place[from[0].key >> shift & 255] == count) return false;
    for (size_t i = 0, sum = 0; i < 256; i++) {
        const size_t here = place[i];
        place[i]          = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) to[place[from[i].key >> shift & 255]++] = from[i];
    return true;
}

/* By key with a radix sort, then every run of equal keys by the rest. */
static void sort_many(const People *people, int order, uint32_t *persons, size_t count)
{
    Keyed *room = malloc(2 * count * sizeof *room);
    ASSERT(room != NULL);
    Keyed *from = room, *to = room + count;
    for (size_t i = 0; i < count; i++)
        from[i] = (Keyed){ key_of(people, order, persons[i]), persons[i] };
    for (int shift = 0; shift < 64; shift += 8) {
        if (!radix_pass(from, to, count, shift)) continue;
        Keyed *swap = from;
        from        = to;
        to          = swap;
    }
    Sorting sorting = { people, order };
    for (size_t i = 0; i < count; i++) persons[i] = from[i].person;
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && from[end].key == from[start].key;) end++;
        if (end - start > 1)
            qsort_r(persons + start, end - start, sizeof *persons, compare_persons, &sorting);
    }
    free(room);
}

static void sort(const People *people, int order, uint32_t *persons, size_t count)
{
    Sorting sorting = { people, order };
    if (count > 4096)
        sort_many(people, order, persons, count);
    else
        qsort_r(persons, count, sizeof *persons, compare_persons, &sorting);
}

/* The place of the first of `sorted` that comes after `person`. */
static uint32_t place_of(const People *people, int order, const uint32_t *sorted, uint32_t count,
                         uint32_t person)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare(people, order, sorted[middle], person) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What stood there without the dirty ones, and these, sorted, put between from the end. */
static void merge(const People *people, int order, PeopleOrder *own)
{
    const uint32_t all  = people->persons.count;
    uint32_t       kept = 0;
    for (uint32_t i = 0; i < own->count; i++)
        if (!people_has_bit(own->is_dirty, own->sorted[i])) own->sorted[kept++] = own->sorted[i];
    ASSERT(kept + own->dirty_count == all);
    own->sorted = heap_grow(own->sorted, sizeof *own->sorted, &own->room, all);
    for (uint32_t left = own->dirty_count, end = kept; left > 0; left--) {
        const uint32_t at = place_of(people, order, own->sorted, end, own->dirty[left - 1]);
        memmove(own->sorted + at + left, own->sorted + at, (end - at) * sizeof *own->sorted);
        own->sorted[at + left - 1] = own->dirty[left - 1];
        end                        = at;
    }
    own->count = all;
}

void people_order_settle(People *people, int order)
{
    PeopleOrder *own = &people->order[order];
    LOCKED(&own->lock);
    if (own->dirty_count == 0) return;
    sort(people, order, own->dirty, own->dirty_count);
    merge(people, order, own);
    memset(own->is_dirty, 0, own->word_count * sizeof *own->is_dirty);
    own->dirty_count = 0;
    if (own->dirty_room <= 4096) return;
    free(own->dirty);
    own->dirty      = NULL;
    own->dirty_room = 0;
}

void people_order_emit(People *people, int order, bool is_desc, const uint64_t *bits, uint32_t *out)
{
    const PeopleOrder *own   = &people->order[order];
    const uint32_t     count = own->count;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t person = own->sorted[is_desc ? count - 1 - i : i];
        if (people_has_bit(bits, person)) *out++ = person;
    }
}
