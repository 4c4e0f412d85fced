/* people_walk.h -- persons one after the other, each with what he did in the order of time; and as
 * trails of some thousand events at a time, counted by several threads.
 *
 * Runs on what is held at one moment (people_words.h), of which nothing changes meanwhile. */
#ifndef COLUMNAR_PEOPLE_WALK_H
#define COLUMNAR_PEOPLE_WALK_H

#include "columnar/columnar.h"
#include "columnar/people_words.h"
#include "columnar/trail.h"

enum { PEOPLE_THREADS_MAX = 8 };

/* What is held, as one question sees it. */
typedef struct PeopleSeen {
    const PeopleWords *words;
    const PeopleTail  *tail;
    int64_t            seq;   /* events of the tail behind it are not seen */
    Strs               types; /* by their number in the words              */
} PeopleSeen;

/* A person's events: valid until the next one is asked for. */
typedef struct PeopleRun {
    int64_t         person;
    const uint64_t *words;
    size_t          count;
} PeopleRun;

/* What a type means to who counts, by its number in the words. */
typedef struct PeopleMeaning {
    uint32_t mask;   /* bit i: meets step i; 0 where it does not count */
    int32_t  node;
    uint32_t counts; /* 1: yes */
} PeopleMeaning;

/* Some persons at once. */
typedef struct PeopleRuns {
    const PeopleRun     *at;
    size_t               count;
    const PeopleMeaning *meanings;
} PeopleRuns;

/* Persons by id, from one place to another. */
typedef struct PeopleWalk {
    const PeopleSeen *seen;
    size_t            at, until, tail_at, tail_until;
    uint64_t         *room; /* of who is in both parts */
    size_t            room_size;
} PeopleWalk;

/* The part-th of so many, of about equally many events.  Ended by people_walk_end. */
PeopleWalk people_walk(const PeopleSeen *seen, size_t part, size_t parts);
/* False: there was the last. */
bool       people_walk_next(PeopleWalk *walk, PeopleRun *run);
/* One person, wherever he is; the walk goes on where it was. */
PeopleRun  people_walk_person(PeopleWalk *walk, int64_t person);
void       people_walk_end(PeopleWalk *walk);

/* Persons who are folded, or into whom another is: those of one root stand together. */
typedef struct PeopleMember { int64_t root, person; } PeopleMember;
typedef struct PeopleMembers {
    const PeopleMember *at; /* by root and person */
    const int64_t      *ids; /* by id, each once  */
    size_t              count;
} PeopleMembers;

/* Of folds (ColumnarFold), in the arena. */
PeopleMembers people_members(Arena *arena, Rows folds);

/* What is counted of what is seen: each thread has a state of its own. */
typedef struct PeopleWork {
    void (*add)(void *state, PeopleWalk *walk, void *with);
    void *with;
} PeopleWork;

/* How many threads are worth their while for so many events. */
size_t people_threads(const PeopleSeen *seen, size_t most, size_t events_each);
/* Each part by its thread, the first by the caller. */
void   people_work(const PeopleSeen *seen, const PeopleWork *work, void *const *states,
                   size_t parts);

#endif
