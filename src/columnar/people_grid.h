/* people_grid.h -- events and people counted into the places of a grid of time and type, straight
 * over the words that are held. */
#ifndef COLUMNAR_PEOPLE_GRID_H
#define COLUMNAR_PEOPLE_GRID_H

#include "columnar/people_set.h"
#include "columnar/people_walk.h"

/* An event's place is that of its hour and that of its type together. */
typedef struct PeopleGrid {
    size_t           place_count;
    const uint32_t  *type_place;        /* by type                                               */
    const uint32_t  *hour_place;        /* by hour from first_hour on; NULL: time does not matter */
    int64_t          first_hour;        /* of local time from 1970 on                            */
    int64_t          offset_ms;         /* local time is so much later                           */
    int64_t          from_ms, until_ms; /* of the range, all of whose hours are there     */
    /* What is counted: kinds of events, up to 32; bit i of type_mask is kind i. */
    size_t           kind_count;
    const uint32_t  *type_mask;   /* by type; 0: it does not count                         */
    bool             has_people;  /* not only events                                       */
    const PeopleSet *kind_people; /* whose events a kind is of, by kind; NULL: everybody's */
    PeopleMembers    members;
} PeopleGrid;

/* By kind and place: kind * place_count + place. */
typedef struct PeopleCells {
    const PeopleGrid *grid;
    uint32_t         *events, *people;
    uint32_t         *last; /* 1 more than the number of the person counted last */
    uint32_t          person_count;
} PeopleCells;

/* Nought. */
PeopleCells *people_grid_new(const PeopleGrid *grid);
void         people_grid_free(PeopleCells *cells);
/* Counts all that is seen, in threads where that is worth its while; the cells of the first hold
 * the sum.  Who is nobody in particular, person 0, is no person, but his events count. */
void people_grid_count(const PeopleSeen *seen, const PeopleGrid *grid, PeopleCells *const *cells,
                       size_t parts);

#endif
