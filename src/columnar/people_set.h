/* people_set.h -- some persons, or everybody but some; and what several such sets make together.
 *
 * Nobody in particular, person 0, is in none that is told by ids, and so in every negation. */
#ifndef COLUMNAR_PEOPLE_SET_H
#define COLUMNAR_PEOPLE_SET_H

#include "base/base.h"

typedef struct PeopleSet {
    Ids  ids; /* rising, each once */
    bool is_not;
} PeopleSet;

/* Everybody, or nobody at all. */
PeopleSet people_set_all(bool is_all);
/* Those ids, which are borrowed. */
PeopleSet people_set_of(Ids ids);
PeopleSet people_set_not(PeopleSet set);
/* In the arena, or borrowed of one of the two. */
PeopleSet people_set_and(Arena *arena, PeopleSet one, PeopleSet other);
PeopleSet people_set_or(Arena *arena, PeopleSet one, PeopleSet other);
bool      people_set_is_all(PeopleSet set);

/* Whether he is in it; persons are asked in rising order, `at` begins as 0. */
bool people_set_has(const PeopleSet *set, size_t *at, int64_t person);

enum { PEOPLE_SETS_MAX = 32 };

/* Where somebody who walks over persons is in so many sets. */
typedef struct PeopleMarks {
    size_t at[PEOPLE_SETS_MAX];
} PeopleMarks;

/* Bit i: he is in the i-th; every bit where there are no sets (NULL). */
uint32_t people_sets_of(const PeopleSet *sets, size_t count, PeopleMarks *marks, int64_t person);

#endif
