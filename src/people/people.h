/* people.h -- the customers of one tenant in memory, as columns: what lists, searches and
 * boards are answered from.  It is derived from the store and rebuilt at will; who keeps it up
 * to date is not known here.
 *
 * A person has a number, 0, 1, 2, ... in the order they were taken in; a number is never given
 * to another person.  All functions may be called from any thread. */
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include "sys/sys.h"

static const uint32_t PEOPLE_NONE = UINT32_MAX;

enum { PEOPLE_MAX = 1 << 24 }; /* of one tenant */

typedef struct People People;

/* An interval that `hidden_by` ended no longer shows its person to that member of staff. */
People *people_new(uint8_t hidden_by);
void    people_free(People *people);
/* Bytes it holds at present. */
size_t  people_bytes(People *people);
/* Persons in it. */
size_t  people_count(People *people);

/* ---- taking in ---------------------------------------------------------- */

/* One interval of a person with a member of staff. */
typedef struct PeopleRelation {
    int64_t staff_id;
    Str     state;                    /* may be absent                              */
    int64_t added_at_ms, ended_at_ms; /* ended 0: open                              */
    uint8_t ended_by, add_way;        /* ended_by 0: open                           */
} PeopleRelation;

/* All that is known of a person here; borrowed for the call. */
typedef struct PeopleDraft {
    int64_t               id;
    int64_t               added_at_ms, event_at_ms; /* first added (0: never), last event */
    uint8_t               source;
    bool                  is_active;
    bool                  is_gone; /* stays in the columns of relations, and nowhere else    */
    Str                   text; /* the name, then what else is searched, a line each, ASCII
                                   in lower case, valid UTF-8                            */
    const PeopleRelation *relations;
    size_t                relation_count;
    Ids                   tags;   /* rising or not, repeats allowed                      */
    const uint64_t       *phones; /* people_phone_code()                                 */
    size_t                phone_count;
} PeopleDraft;

/* 1 to 15 digits as a number, leading noughts and length kept; 0 for anything else. */
uint64_t people_phone_code(Str digits);

/* Takes the persons in, or puts what is now known in the place of what was.  False, and no more
 * of them, when there is no room for another (PEOPLE_MAX). */
bool people_put(People *people, const PeopleDraft *drafts, size_t count) MUST_USE;
/* Forgets a person; an unknown one is fine. */
void people_remove(People *people, int64_t id);
/* Room for so many persons in one go, and everything in order afterwards: around a first load. */
void people_expect(People *people, size_t count);
void people_settle(People *people);

/* ---- the relations as columns -------------------------------------------- */

/* An interval that has not ended, in `ended_s`. */
static const uint32_t PEOPLE_OPEN = UINT32_MAX;

/* All intervals: those of one person side by side, oldest first, persons in no order.  Places of
 * the person PEOPLE_NONE are gaps, between persons only.  A number of a member, state or person
 * leads into the tables beside it. */
typedef struct PeopleSpans {
    uint64_t        version; /* another one whenever an interval has changed             */
    size_t          count;   /* with the gaps                                            */
    const uint32_t *person, *staff_no, *state_no; /* state_no 0: no state                */
    const uint32_t *added_s, *ended_s;            /* seconds UTC, ended_s >= added_s     */
    const uint8_t  *ended_by, *add_way;           /* as they were given; ended_by 0: open */
    const int64_t  *staff_id;                     /* of a staff_no                       */
    size_t          staff_count;
    const Str      *state; /* of a state_no; the first is empty   */
    size_t          state_count;
    const int64_t  *person_id; /* of a person                         */
    size_t          person_count;
} PeopleSpans;

/* Where the run that begins at `first` ends. */
static inline size_t people_run_end(const PeopleSpans *spans, size_t first)
{
    size_t at = first + 1;
    while (at < spans->count && spans->person[at] == spans->person[first]) at++;
    return at;
}

/* The columns hold still between the two; nothing else of this header may be called there but by
 * other threads.  Short: nobody can take anything in meanwhile. */
void people_spans_begin(People *people, PeopleSpans *out);
void people_spans_end(People *people);

/* ---- asking ---------------------------------------------------------------- */

typedef enum PeopleSort {
    PEOPLE_ADDED_DESC = 1,
    PEOPLE_ADDED_ASC,
    PEOPLE_EVENT_DESC,
    PEOPLE_NAME_ASC
} PeopleSort;

typedef struct PeopleFilter {
    bool     has_scope, has_staff;
    Ids      scope; /* only people these members may see: not one that ended hidden       */
    Ids      staff; /* only people with an open relation to one of them; where is_lost, an
                       ended one                                                          */
    Str      q;     /* part of the name or another line, or their pinyin; ASCII in lower case */
    bool     is_name_only; /* q is sought in the first line alone                        */
    uint64_t phone;        /* or: this whole number, as people_phone_code() (0: none)       */
    uint64_t phone_begin;  /* or: numbers that begin with these digits                      */
    uint64_t phone_end;    /* or: numbers that end with these                               */
    Ids      tags, without_tags;
    bool     needs_all_tags; /* else one of them is enough                                */
    uint8_t  source;         /* 0: any                                                    */
    bool     is_active, is_lost;
    Str      state; /* of one of the relations, hidden ones too                  */
    int64_t  added_from_ms, added_to_ms, event_from_ms, event_to_ms; /* [from, to); 0: open */
} PeopleFilter;

/* The persons that meet all of the filter, in order: numbers, for people_results_keep() or
 * people_found_free(). */
uint32_t *people_find(People *people, const PeopleFilter *filter, PeopleSort sort, size_t *count);
void      people_found_free(uint32_t *persons);
/* The numbers of those of `ids` who are here, in their order; likewise. */
uint32_t *people_numbers(People *people, const int64_t *ids, size_t id_count, size_t *count);
/* The ids of `count` numbers; 0 of a person who was taken out. */
void      people_ids(People *people, const uint32_t *persons, size_t count, int64_t *ids);
/* The number of a person, PEOPLE_NONE if they are not here. */
uint32_t  people_number(People *people, int64_t id);
/* Takes out of `ids` those that the members of `scope` may not see, or that are not here;
 * returns how many stay, in their order. */
size_t    people_keep_seen(People *people, bool has_scope, Ids scope, int64_t *ids, size_t count);

/* ---- frozen results ---------------------------------------------------------- */

/* Results are frozen for paging: who used theirs longest ago loses it first. */
typedef struct PeopleResults PeopleResults;

typedef struct ResultOwner {
    int64_t tenant_id, user_id, scope_id;
} ResultOwner;

enum { RESULT_ID_CHARS = 22, RESULTS_OF_USER_MAX = 8 };

/* At most `bytes_max` in all; of one owner RESULTS_OF_USER_MAX. */
PeopleResults *people_results_new(size_t bytes_max);
void           people_results_free(PeopleResults *results);
/* Keeps `persons` (from people_find, given away); the id nobody can guess, in the arena. */
Str  people_results_keep(PeopleResults *results, Arena *arena, ResultOwner owner, uint32_t *persons,
                         size_t count);
/* A window; false when there is no such result of that owner (any more).  `total` is its size,
 * `count` how many of the window there are. */
bool people_results_window(PeopleResults *results, ResultOwner owner, Str id, size_t offset,
                           size_t limit, uint32_t *persons, size_t *count, size_t *total) MUST_USE;
/* Where a person stands; `at` is PEOPLE_NONE if they are not in it. */
bool people_results_place(PeopleResults *results, ResultOwner owner, Str id, uint32_t person,
                          uint32_t *at, size_t *total) MUST_USE;
/* Forgets the results of a tenant, when its numbers change. */
void people_results_drop(PeopleResults *results, int64_t tenant_id);
/* Bytes they hold at present. */
size_t people_results_bytes(PeopleResults *results);

#endif
