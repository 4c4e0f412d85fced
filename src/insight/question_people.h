/* question_people.h -- filters that ask only who somebody is, as sets of persons. */
#ifndef INSIGHT_QUESTION_PEOPLE_H
#define INSIGHT_QUESTION_PEOPLE_H

#include "columnar/people_set.h"
#include "insight/question.h"

/* For whom a filter (NULL: none) of the question holds, after question_who_find(); in the arena.
 * False: it asks something of events, too. */
bool question_people(Arena *arena, const Question *question, const Json *filter, PeopleSet *out);

#endif
