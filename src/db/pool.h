/* pool.h -- links that are lent and given back, never more than a number of them.
 * Private to db/. */
#ifndef DB_POOL_H
#define DB_POOL_H

#include "db/driver.h"

typedef struct Pool {
    pthread_mutex_t lock;
    pthread_cond_t  returned;
    DbLink         *free;
    int             count; /* lent and free */
} Pool;

/* An empty pool. */
void pool_init(Pool *pool);
/* Every link must have been given back; the caller closed them. */
void pool_deinit(Pool *pool);
/* Lends a link; `*out` NULL asks the caller to make a new one, which is counted already.
 * ERR_UNAVAILABLE when all have been out for 10 seconds. */
Code pool_take(Pool *pool, int max, DbLink **out, DbErr *err) MUST_USE;
void pool_give(Pool *pool, DbLink *link);
/* The new one that was asked for could not be made. */
void pool_uncount(Pool *pool);

#endif
