/* pool.c -- links that are lent and given back. */
#include "db/pool.h"

#include <time.h>

enum { WAIT_S = 10 };

void pool_init(Pool *pool)
{
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->returned, NULL);
}

void pool_deinit(Pool *pool)
{
    int free_count = 0;
    for (const DbLink *link = pool->free; link != NULL; link = link->next) free_count++;
    ASSERT(free_count == pool->count); /* a link was not given back */
    pthread_cond_destroy(&pool->returned);
    pthread_mutex_destroy(&pool->lock);
}

Code pool_take(Pool *pool, int max, DbLink **out, DbErr *err)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_S;
    LOCKED(&pool->lock);
    while (pool->free == NULL && pool->count >= max)
        if (pthread_cond_timedwait(&pool->returned, &pool->lock, &until) != 0)
            return db_failed(err, ERR_UNAVAILABLE, true, "all %d connections are in use", max);
    *out = pool->free;
    if (pool->free != NULL)
        pool->free = pool->free->next;
    else
        pool->count++;
    return OK;
}

/* Last in, first out: few connections stay warm rather than all lukewarm. */
void pool_give(Pool *pool, DbLink *link)
{
    LOCKED(&pool->lock);
    link->next = pool->free;
    pool->free = link;
    pthread_cond_signal(&pool->returned);
}

void pool_uncount(Pool *pool)
{
    LOCKED(&pool->lock);
    pool->count--;
    pthread_cond_signal(&pool->returned);
}
