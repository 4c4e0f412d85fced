/* db_line.c -- one line for each thing that is done together, and who leads in it. */
#include "db/db_line.h"

#include "db/driver.h"

/* One works while the other waits for the disk. */
enum { LEADERS_MAX = 2 };

/* With the lock held. */
static DbLine *line_of(Db *db, const void *what)
{
    for (size_t i = 0; i < DB_LINES_MAX; i++) {
        DbLine *line = &db->lines[i];
        if (line->what == NULL) line->what = what;
        if (line->what == what) return line;
    }
    ASSERT(false && "more things are done together than there are lines");
    return NULL;
}

static void stand(DbLine *line, DbWaiter *me)
{
    me->next = NULL;
    if (line->last != NULL)
        line->last->next = me;
    else
        line->first = me;
    line->last = me;
}

/* The first and those behind him, as many as may go together. */
static DbWaiter *take(DbLine *line, size_t weight_max)
{
    DbWaiter *first = line->first, *last = first;
    size_t    weight = first->weight;
    while (last->next != NULL && weight + last->next->weight <= weight_max) {
        last = last->next;
        weight += last->weight;
    }
    line->first = last->next;
    if (line->first == NULL) line->last = NULL;
    last->next = NULL;
    return first;
}

static void await(DbWaiter *me)
{
    while (sem_wait(&me->reached) != 0) {
    } /* a signal came */
}

bool db_line_join(Db *db, const void *what, size_t weight_max, DbWaiter *me, DbWaiter **group)
{
    ASSERT(sem_init(&me->reached, 0, 0) == 0);
    me->leads = false;
    pthread_mutex_lock(&db->lock);
    DbLine *line = line_of(db, what);
    stand(line, me);
    if (line->leaders < LEADERS_MAX) {
        ASSERT(line->first == me); /* somebody leads where somebody stands */
        line->leaders++;
        me->leads = true;
    } else {
        pthread_mutex_unlock(&db->lock);
        await(me);
        pthread_mutex_lock(&db->lock);
    }
    if (me->leads) *group = take(line, weight_max);
    pthread_mutex_unlock(&db->lock);
    (void)sem_destroy(&me->reached);
    return me->leads;
}

void db_line_end(Db *db, const void *what, DbWaiter *group, DbLineEnd end)
{
    {
        LOCKED(&db->lock);
        DbLine *line = line_of(db, what);
        line->leaders--;
        if (line->first != NULL) {
            line->leaders++;
            line->first->leads = true;
            ASSERT(sem_post(&line->first->reached) == 0);
        }
    }
    /* A waiter is gone when its caller wakes up. */
    for (DbWaiter *one = group->next, *next; one != NULL; one = next) {
        next     = one->next;
        one->end = end;
        ASSERT(sem_post(&one->reached) == 0);
    }
}
