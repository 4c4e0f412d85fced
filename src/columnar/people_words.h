/* people_words.h -- what persons did, as words of eight bytes: an event each, its time and its
 * type.  A large part, person by person, of which nothing changes once it is made; and a small one
 * beside it of what came since.  Both may be held by several at once. */
#ifndef COLUMNAR_PEOPLE_WORDS_H
#define COLUMNAR_PEOPLE_WORDS_H

#include "base/base.h"

#include <stdatomic.h>

enum { PEOPLE_TYPE_BITS = 16, PEOPLE_TYPES_MAX = 1 << PEOPLE_TYPE_BITS };
#define PEOPLE_MS_MAX ((int64_t)1 << 46) /* more than 2,000 years from 1970 */

/* An event: -PEOPLE_MS_MAX < ms < PEOPLE_MS_MAX; words compare as their times do. */
static inline uint64_t people_word(int64_t ms, uint32_t type)
{
    return (uint64_t)(ms + PEOPLE_MS_MAX) << PEOPLE_TYPE_BITS | type;
}

static inline int64_t people_word_ms(uint64_t word)
{
    return (int64_t)(word >> PEOPLE_TYPE_BITS) - PEOPLE_MS_MAX;
}

static inline uint32_t people_word_type(uint64_t word)
{
    return (uint32_t)word & (PEOPLE_TYPES_MAX - 1);
}

/* The smallest word of an instant, whatever instant that is. */
uint64_t people_word_from(int64_t ms);

/* Events on their way in, as they come. */
typedef struct PeopleGather {
    size_t    count, room;
    int64_t  *persons, *seqs;
    uint64_t *words;
    bool      is_mixed; /* not in the order of the log */
} PeopleGather;

/* One more; the gathered begins as zeroes, and is given back. */
void people_gather_add(PeopleGather *gather, int64_t person, int64_t seq, uint64_t word);
void people_gather_free(PeopleGather *gather);

/* The large part: by person; of each by time, and then as in the log. */
typedef struct PeopleWords {
    atomic_int users;
    size_t     person_count, count;
    int64_t   *persons;
    uint32_t  *starts; /* person_count + 1 */
    uint64_t  *words;
} PeopleWords;

/* An event of the small part. */
typedef struct PeopleEvent {
    int64_t  person, seq;
    uint64_t word;
} PeopleEvent;

/* The small part: by person, by time, and then as in the log. */
typedef struct PeopleTail {
    atomic_int   users;
    size_t       count;
    PeopleEvent *events;
} PeopleTail;

/* Made of what was gathered, which is empty then.  Held once: by who made it. */
PeopleWords *people_words_new(PeopleGather *gather);
/* Of both parts. */
PeopleWords *people_words_join(const PeopleWords *words, const PeopleTail *tail);
PeopleWords *people_words_hold(PeopleWords *words);
void         people_words_drop(PeopleWords *words); /* NULL may be dropped */

/* What was gathered, beside what an older tail (may be NULL) holds; the gathered is empty then. */
PeopleTail *people_tail_new(const PeopleTail *older, PeopleGather *gather);
PeopleTail *people_tail_hold(PeopleTail *tail);
void        people_tail_drop(PeopleTail *tail); /* NULL may be dropped */

/* The place of a person, or of the first behind him. */
size_t people_words_at(const PeopleWords *words, int64_t person);
size_t people_tail_at(const PeopleTail *tail, int64_t person);

#endif
