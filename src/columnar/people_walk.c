/* people_walk.c -- the large part and the small one, read side by side. */
#include "columnar/people_walk.h"

#include "sys/sys.h"

#include <stdlib.h>
#include <string.h>

enum { STACK_KIB = 256 };

/* ---- where parts begin ------------------------------------------------------------------ */

/* The first person behind so many events. */
static size_t person_behind(const PeopleWords *words, size_t events)
{
    size_t low = 0, high = words->person_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (words->starts[middle] < events)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t border(const PeopleSeen *seen, size_t part, size_t parts)
{
    if (part == parts) return seen->words->person_count;
    return person_behind(seen->words, (size_t)((uint64_t)seen->words->count * part / parts));
}

/* Who is only in the small part goes with those before him. */
static size_t tail_border(const PeopleSeen *seen, size_t at, size_t part, size_t parts)
{
    if (part == 0) return 0;
    if (part == parts || at == seen->words->person_count) return seen->tail->count;
    return people_tail_at(seen->tail, seen->words->persons[at]);
}

PeopleWalk people_walk(const PeopleSeen *seen, size_t part, size_t parts)
{
    PeopleWalk walk = { .seen  = seen,
                        .at    = border(seen, part, parts),
                        .until = border(seen, part + 1, parts) };
    walk.tail_at    = tail_border(seen, walk.at, part, parts);
    walk.tail_until = tail_border(seen, walk.until, part + 1, parts);
    return walk;
}

void people_walk_end(PeopleWalk *walk)
{
    free(walk->room);
    walk->room = NULL;
}

/* ---- one after the other ------------------------------------------------------------------ */

static void make_room(PeopleWalk *walk, size_t count)
{
    if (count <= walk->room_size) return;
    free(walk->room);
    walk->room_size = count + count / 2;
    walk->room      = malloc(walk->room_size * sizeof *walk->room);
    ASSERT(walk->room != NULL);
}

static bool is_later(uint64_t one, uint64_t other)
{
    return one >> PEOPLE_TYPE_BITS > other >> PEOPLE_TYPE_BITS;
}

/* His events of both parts; of one instant those of the large part were first. */
static PeopleRun joined(PeopleWalk *walk, int64_t person, const uint64_t *words, size_t count,
                        const PeopleEvent *events, size_t event_count)
{
    size_t at = 0, out = 0;
    make_room(walk, count + event_count);
    for (size_t i = 0; i < event_count; i++) {
        if (events[i].seq > walk->seen->seq) continue;
        while (at < count && !is_later(words[at], events[i].word)) walk->room[out++] = words[at++];
        walk->room[out++] = events[i].word;
    }
    if (at < count) memcpy(walk->room + out, words + at, (count - at) * sizeof *words);
    return (PeopleRun){ person, walk->room, out + count - at };
}

static size_t tail_end(const PeopleTail *tail, size_t at, size_t until, int64_t person)
{
    while (at < until && tail->events[at].person == person) at++;
    return at;
}

bool people_walk_next(PeopleWalk *walk, PeopleRun *run)
{
    const PeopleWords *words  = walk->seen->words;
    const PeopleTail  *tail   = walk->seen->tail;
    const bool         is_old = walk->at < walk->until;
    if (!is_old && walk->tail_at == walk->tail_until) return false;
    const bool    has_tail = walk->tail_at < walk->tail_until;
    const int64_t next     = has_tail ? tail->events[walk->tail_at].person : 0;
    if (is_old) {
        const size_t   at     = walk->at;
        const int64_t  person = words->persons[at];
        const uint32_t from = words->starts[at], until = words->starts[at + 1];
        if (!has_tail || person <= next) {
            walk->at++;
            if (!has_tail || person < next) {
                *run = (PeopleRun){ person, words->words + from, until - from };
                return true;
            }
            const size_t first = walk->tail_at;
            walk->tail_at      = tail_end(tail, first, walk->tail_until, person);
            *run = joined(walk, person, words->words + from, until - from, tail->events + first,
                          walk->tail_at - first);
            return true;
        }
    }
    const size_t first = walk->tail_at;
    walk->tail_at      = tail_end(tail, first, walk->tail_until, next);
    *run               = joined(walk, next, NULL, 0, tail->events + first, walk->tail_at - first);
    return true;
}

PeopleRun people_walk_person(PeopleWalk *walk, int64_t person)
{
    const PeopleWords *words  = walk->seen->words;
    const PeopleTail  *tail   = walk->seen->tail;
    const size_t       at     = people_words_at(words, person);
    const size_t       first  = people_tail_at(tail, person);
    const size_t       end    = tail_end(tail, first, tail->count, person);
    const bool         is_old = at < words->person_count && words->persons[at] == person;
    const uint32_t     from   = is_old ? words->starts[at] : 0;
    const uint32_t     until  = is_old ? words->starts[at + 1] : 0;
    if (first == end) return (PeopleRun){ person, words->words + from, until - from };
    return joined(walk, person, words->words + from, until - from, tail->events + first,
                  end - first);
}

/* ---- who is one person ---------------------------------------------------------------------- */

static int by_root(const void *a, const void *b)
{
    const PeopleMember *one = a, *other = b;
    if (one->root != other->root) return one->root > other->root ? 1 : -1;
    return (one->person > other->person) - (one->person < other->person);
}

static int by_id(const void *a, const void *b)
{
    const int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

PeopleMembers people_members(Arena *arena, Rows folds)
{
    if (folds.count == 0) return (PeopleMembers){ 0 };
    PeopleMember *members = arena_make(arena, PeopleMember, 2 * folds.count);
    int64_t      *ids     = arena_make(arena, int64_t, 2 * folds.count);
    size_t        count   = 0;
    for (size_t i = 0; i < folds.count; i++) {
        const ColumnarFold *fold = ROWS_AT(ColumnarFold, folds, i);
        members[2 * i]           = (PeopleMember){ fold->root_id, fold->person_id };
        members[2 * i + 1]       = (PeopleMember){ fold->root_id, fold->root_id };
    }
    qsort(members, 2 * folds.count, sizeof *members, by_root);
    for (size_t i = 0; i < 2 * folds.count; i++)
        if (i == 0 || by_root(&members[i - 1], &members[i]) != 0) members[count++] = members[i];
    for (size_t i = 0; i < count; i++) ids[i] = members[i].person;
    qsort(ids, count, sizeof *ids, by_id);
    return (PeopleMembers){ members, ids, count };
}

/* ---- threads --------------------------------------------------------------------------------- */

size_t people_threads(const PeopleSeen *seen, size_t most, size_t events_each)
{
    const size_t worth = (seen->words->count + seen->tail->count) / (events_each ? events_each : 1);
    if (most > PEOPLE_THREADS_MAX) most = PEOPLE_THREADS_MAX;
    if (worth < most) most = worth;
    return most ? most : 1;
}

typedef struct Part {
    const PeopleSeen *seen;
    const PeopleWork *work;
    void             *state;
    size_t            part, parts;
    pthread_t         thread;
} Part;

static void *run_part(void *arg)
{
    Part      *part = arg;
    PeopleWalk walk = people_walk(part->seen, part->part, part->parts);
    part->work->add(part->state, &walk, part->work->with);
    people_walk_end(&walk);
    return NULL;
}

void people_work(const PeopleSeen *seen, const PeopleWork *work, void *const *states, size_t parts)
{
    Part part[PEOPLE_THREADS_MAX];
    ASSERT(parts >= 1 && parts <= PEOPLE_THREADS_MAX);
    for (size_t i = 0; i < parts; i++) {
        part[i] = (Part){ .seen = seen, .work = work, .state = states[i], i, parts, 0 };
        if (i > 0) part[i].thread = thread_start("count", STACK_KIB, run_part, &part[i]);
    }
    (void)run_part(&part[0]);
    for (size_t i = 1; i < parts; i++) thread_join(part[i].thread);
}
