/* org_circle.h -- departments the platform has put below their own children.  Private to org/. */
#ifndef ORG_ORG_CIRCLE_H
#define ORG_ORG_CIRCLE_H

#include "org/org.h"

/* The directory as the platform tells it, each department once; `complete`: there are no others. */
typedef struct Told {
    Rows             known; /* Department; those that are gone do not count */
    DepartmentDraft *drafts;
    size_t           count;
    bool             complete;
} Told;

/* Leaves no way upwards that meets itself, so that nobody sees more by a circle than before: the
 * departments that have moved into it stay where they were.  Where all are new, the one with the
 * smallest number becomes a root.  The order in which the platform tells them does not matter, and
 * the same circle told again changes nothing. */
void org_circle_cut(Arena *arena, const Told *told);

#endif
