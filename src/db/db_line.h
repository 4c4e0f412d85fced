/* db_line.h -- callers who want the same done at the same moment: one of them does it for all, and
 * the others sleep once until it is done.  For kernel/together.c. */
#ifndef DB_DB_LINE_H
#define DB_DB_LINE_H

#include "db/db.h"

#include <semaphore.h>

typedef enum DbLineEnd {
    DB_LINE_DONE = 1,
    DB_LINE_APART, /* nothing of it happened: each is to try alone */
    DB_LINE_LOST,  /* nobody knows whether it happened             */
} DbLineEnd;

typedef struct DbWaiter DbWaiter;
struct DbWaiter {
    void     *item;   /* the caller's */
    size_t    weight; /* what it adds to a group */
    DbLineEnd end;    /* once somebody else did it */
    DbWaiter *next;
    bool      leads;
    sem_t     reached;
};

/* Stands in the line of those who want `what`.  True: the caller does it for all from *group on
 * (he is the first) and says with db_line_end how it ended.  False: somebody did; me->end. */
bool db_line_join(Db *db, const void *what, size_t weight_max, DbWaiter *me, DbWaiter **group);
void db_line_end(Db *db, const void *what, DbWaiter *group, DbLineEnd end);

#endif
