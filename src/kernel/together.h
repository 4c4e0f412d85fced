/* together.h -- one transaction for what many callers do at the same moment, at a door.
 *
 * Who comes while others are at it waits, and one of those who wait does it for all: a turn at
 * the store, a sync and a few statements for many.  Alone there is no delay. */
#ifndef KERNEL_TOGETHER_H
#define KERNEL_TOGETHER_H

#include "kernel/ctx.h"

typedef struct Together {
    /* Does all items, in a transaction, on behalf of their callers: it sets tenant, actor and now
     * of cx for each.  It may be called again for each alone after all were undone, so it writes
     * nothing into an item that a second call would trip over. */
    Code (*work)(Ctx *cx, void *const *items, size_t count);
    size_t weight_max; /* how much may go together at most */
} Together;

/* Durable when OK, with all that went with it.  One that fails does not harm the others. */
Code together(Ctx *cx, const Together *what, void *item, size_t weight) MUST_USE;

/* One of several that come from one caller; cx is of its own. */
typedef struct TogetherItem {
    Ctx   *cx;
    void  *item;
    size_t weight;
    Code   code; /* out: as together() would return it, with the failure in cx */
} TogetherItem;

/* The same for all of them, in the line once.  Where the store is away, who was not tried yet hears
 * so, without `retry`: not each of them waits for it. */
void together_all(const Together *what, TogetherItem *items, size_t count);

#endif
