/* people_words.c -- words put in order, and joined. */
#include "columnar/people_words.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 4096, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, INSERTION_MAX = 24 };

static void *room_for(size_t count, size_t size)
{
    void *room = malloc(count * size + 1);
    ASSERT(room != NULL);
    return room;
}

static void *grown(void *column, size_t room, size_t size)
{
    void *larger = realloc(column, room * size);
    ASSERT(larger != NULL);
    return larger;
}

uint64_t people_word_from(int64_t ms)
{
    if (ms <= -PEOPLE_MS_MAX) return 0;
    if (ms >= PEOPLE_MS_MAX) return UINT64_MAX;
    return people_word(ms, 0);
}

/* ---- coming in ----------------------------------------------------------------------- */

void people_gather_add(PeopleGather *gather, int64_t person, int64_t seq, uint64_t word)
{
    const size_t at = gather->count++;
    if (at == gather->room) {
        gather->room    = gather->room ? gather->room + gather->room / 2 : ROOM_FIRST;
        gather->persons = grown(gather->persons, gather->room, sizeof *gather->persons);
        gather->seqs    = grown(gather->seqs, gather->room, sizeof *gather->seqs);
        gather->words   = grown(gather->words, gather->room, sizeof *gather->words);
    }
    if (at > 0 && gather->seqs[at - 1] >= seq) gather->is_mixed = true;
    gather->persons[at] = person;
    gather->seqs[at]    = seq;
    gather->words[at]   = word;
}

void people_gather_free(PeopleGather *gather)
{
    free(gather->persons);
    free(gather->seqs);
    free(gather->words);
    *gather = (PeopleGather){ 0 };
}

static int by_seq(const void *a, const void *b)
{
    const PeopleEvent *one = a, *other = b;
    return (one->seq > other->seq) - (one->seq < other->seq);
}

static int by_order(const void *a, const void *b)
{
    const PeopleEvent *one = a, *other = b;
    if (one->person != other->person) return one->person > other->person ? 1 : -1;
    const int64_t one_ms = people_word_ms(one->word), other_ms = people_word_ms(other->word);
    if (one_ms != other_ms) return one_ms > other_ms ? 1 : -1;
    return by_seq(a, b);
}

static PeopleEvent *events_of(const PeopleGather *gather, int (*order)(const void *, const void *))
{
    PeopleEvent *events = room_for(gather->count, sizeof *events);
    for (size_t i = 0; i < gather->count; i++)
        events[i] = (PeopleEvent){ gather->persons[i], gather->seqs[i], gather->words[i] };
    if (gather->count > 0) qsort(events, gather->count, sizeof *events, order);
    return events;
}

/* As in the log; the places in it are gone then. */
static void order_as_log(PeopleGather *gather)
{
    if (gather->is_mixed) {
        PeopleEvent *events = events_of(gather, by_seq);
        for (size_t i = 0; i < gather->count; i++) {
            gather->persons[i] = events[i].person;
            gather->words[i]   = events[i].word;
        }
        free(events);
    }
    free(gather->seqs);
    gather->seqs = NULL;
}

/* ---- the large part -------------------------------------------------------------------- */

typedef struct Columns {
    int64_t  *persons;
    uint64_t *words;
} Columns;

/* By one digit of the person, those with an equal one as they stood. */
static void scatter(Columns from, Columns to, size_t count, int64_t least, int shift)
{
    size_t places[DIGITS + 1] = { 0 };
    for (size_t i = 0; i < count; i++)
        places[((uint64_t)(from.persons[i] - least) >> shift & (DIGITS - 1)) + 1]++;
    for (size_t i = 1; i < DIGITS; i++) places[i] += places[i - 1];
    for (size_t i = 0; i < count; i++) {
        const size_t at = places[(uint64_t)(from.persons[i] - least) >> shift & (DIGITS - 1)]++;
        to.persons[at]  = from.persons[i];
        to.words[at]    = from.words[i];
    }
}

/* By person, digit by digit. */
static void order_by_person(PeopleGather *gather)
{
    const size_t count = gather->count;
    if (count == 0) return;
    int64_t least = gather->persons[0], most = least;
    for (size_t i = 1; i < count; i++) {
        if (gather->persons[i] < least) least = gather->persons[i];
        if (gather->persons[i] > most) most = gather->persons[i];
    }
    Columns from = { gather->persons, gather->words };
    Columns to   = { room_for(count, sizeof *to.persons), room_for(count, sizeof *to.words) };
    for (int shift = 0; shift < 64 && (uint64_t)(most - least) >> shift > 0; shift += DIGIT_BITS) {
        scatter(from, to, count, least, shift);
        const Columns other = from;
        from                = to;
        to                  = other;
    }
    free(to.persons);
    free(to.words);
    gather->persons = from.persons;
    gather->words   = from.words;
}

static bool is_later(uint64_t one, uint64_t other)
{
    return one >> PEOPLE_TYPE_BITS > other >> PEOPLE_TYPE_BITS;
}

static void insert_each(uint64_t *words, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint64_t moved = words[i];
        size_t         to    = i;
        for (; to > 0 && is_later(words[to - 1], moved); to--) words[to] = words[to - 1];
        words[to] = moved;
    }
}

/* By time, those of one instant as they stood: runs that grow, joined by turns. */
static void order_by_time(uint64_t *words, size_t count)
{
    size_t in_order = 1;
    while (in_order < count && !is_later(words[in_order - 1], words[in_order])) in_order++;
    if (in_order >= count) return;
    for (size_t i = 0; i < count; i += INSERTION_MAX)
        insert_each(words + i, count - i < INSERTION_MAX ? count - i : INSERTION_MAX);
    if (count <= INSERTION_MAX) return;
    uint64_t *room = room_for(count, sizeof *room), *from = words, *to = room;
    for (size_t run = INSERTION_MAX; run < count; run *= 2) {
        for (size_t first = 0; first < count; first += 2 * run) {
            const size_t middle = first + run < count ? first + run : count;
            const size_t end    = first + 2 * run < count ? first + 2 * run : count;
            size_t       a = first, b = middle;
            for (size_t i = first; i < end; i++)
                to[i] =
                    a < middle && (b == end || !is_later(from[a], from[b])) ? from[a++] : from[b++];
        }
        uint64_t *other = from;
        from            = to;
        to              = other;
    }
    if (from != words) memcpy(words, from, count * sizeof *words);
    free(room);
}

PeopleWords *people_words_new(PeopleGather *gather)
{
    PeopleWords *made = calloc(1, sizeof *made);
    ASSERT(made != NULL);
    order_as_log(gather);
    order_by_person(gather);
    for (size_t i = 0; i < gather->count; i++)
        made->person_count += i == 0 || gather->persons[i] != gather->persons[i - 1];
    made->persons = room_for(made->person_count, sizeof *made->persons);
    made->starts  = room_for(made->person_count + 1, sizeof *made->starts);
    made->count   = gather->count;
    size_t person = 0;
    for (size_t i = 0; i < gather->count; i++) {
        if (i > 0 && gather->persons[i] == gather->persons[i - 1]) continue;
        made->persons[person]  = gather->persons[i];
        made->starts[person++] = (uint32_t)i;
    }
    made->starts[person] = (uint32_t)made->count;
    /* What it was gathered in may be half as large again. */
    made->words   = gather->count > 0 ? grown(gather->words, gather->count, sizeof *made->words)
                                      : room_for(0, sizeof *made->words);
    gather->words = NULL;
    for (size_t i = 0; i < made->person_count; i++)
        order_by_time(made->words + made->starts[i], made->starts[i + 1] - made->starts[i]);
    people_gather_free(gather);
    atomic_init(&made->users, 1);
    return made;
}

PeopleWords *people_words_hold(PeopleWords *words)
{
    atomic_fetch_add(&words->users, 1);
    return words;
}

void people_words_drop(PeopleWords *words)
{
    if (words == NULL || atomic_fetch_sub(&words->users, 1) > 1) return;
    free(words->persons);
    free(words->starts);
    free(words->words);
    free(words);
}

/* What came later in the log stands behind what is as old. */
static size_t join_person(const uint64_t *words, size_t count, const PeopleEvent *events,
                          size_t event_count, uint64_t *to)
{
    size_t at = 0, next = 0, out = 0;
    while (next < event_count) {
        if (at < count && !is_later(words[at], events[next].word))
            to[out++] = words[at++];
        else
            to[out++] = events[next++].word;
    }
    memcpy(to + out, words + at, (count - at) * sizeof *to);
    return out + count - at;
}

PeopleWords *people_words_join(const PeopleWords *words, const PeopleTail *tail)
{
    PeopleWords *made = calloc(1, sizeof *made);
    ASSERT(made != NULL);
    const size_t most = words->person_count + tail->count;
    made->persons     = room_for(most, sizeof *made->persons);
    made->starts      = room_for(most + 1, sizeof *made->starts);
    made->words       = room_for(words->count + tail->count, sizeof *made->words);
    size_t at = 0, next = 0, person = 0;
    while (at < words->person_count || next < tail->count) {
        const bool is_old =
            at < words->person_count &&
            (next == tail->count || words->persons[at] <= tail->events[next].person);
        const int64_t id  = is_old ? words->persons[at] : tail->events[next].person;
        size_t        end = next;
        while (end < tail->count && tail->events[end].person == id) end++;
        const size_t from      = is_old ? words->starts[at] : 0;
        const size_t until     = is_old ? words->starts[at + 1] : 0;
        made->persons[person]  = id;
        made->starts[person++] = (uint32_t)made->count;
        made->count += join_person(words->words + from, until - from, tail->events + next,
                                   end - next, made->words + made->count);
        at += is_old;
        next = end;
    }
    made->starts[person] = (uint32_t)made->count;
    made->person_count   = person;
    made->persons        = grown(made->persons, person + 1, sizeof *made->persons);
    made->starts         = grown(made->starts, person + 1, sizeof *made->starts);
    atomic_init(&made->users, 1);
    return made;
}

/* ---- the small part --------------------------------------------------------------------- */

PeopleTail *people_tail_new(const PeopleTail *older, PeopleGather *gather)
{
    PeopleTail  *made      = calloc(1, sizeof *made);
    PeopleEvent *fresh     = events_of(gather, by_order);
    const size_t old_count = older ? older->count : 0, fresh_count = gather->count;
    ASSERT(made != NULL);
    made->count  = old_count + fresh_count;
    made->events = room_for(made->count, sizeof *made->events);
    size_t a = 0, b = 0;
    for (size_t i = 0; i < made->count; i++)
        made->events[i] =
            a < old_count && (b == fresh_count || by_order(&older->events[a], &fresh[b]) <= 0)
                ? older->events[a++]
                : fresh[b++];
    free(fresh);
    people_gather_free(gather);
    atomic_init(&made->users, 1);
    return made;
}

PeopleTail *people_tail_hold(PeopleTail *tail)
{
    atomic_fetch_add(&tail->users, 1);
    return tail;
}

void people_tail_drop(PeopleTail *tail)
{
    if (tail == NULL || atomic_fetch_sub(&tail->users, 1) > 1) return;
    free(tail->events);
    free(tail);
}

/* ---- finding --------------------------------------------------------------------------- */

size_t people_words_at(const PeopleWords *words, int64_t person)
{
    size_t low = 0, high = words->person_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (words->persons[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t people_tail_at(const PeopleTail *tail, int64_t person)
{
    size_t low = 0, high = tail->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tail->events[middle].person < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
