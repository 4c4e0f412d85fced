/* memo.h -- what one transaction of many small works keeps: rows read again and again, counters
 * moved again and again, rows that can be inserted together, and conclusions that need be drawn
 * only once.
 *
 * A batch (log/reader.c) has one for its transaction.  Elsewhere, and in parts that may be undone
 * alone, there is none: every look is a miss, and moves and rows go straight to the store.  Keep
 * only what does not change, or may be as old as the batch. */
#ifndef KERNEL_MEMO_H
#define KERNEL_MEMO_H

#include "kernel/ctx.h"

typedef struct Memo Memo;
/* In memory that lives as long as the transaction. */
Memo *memo_new(Arena *arena);

/* What was kept under `key` for cx's tenant, or NULL. */
const void *memo_find(const Ctx *cx, Str key);
/* Keeps a copy of a struct of `shape`, its text included. */
void        memo_keep(Ctx *cx, Str key, const Shape *shape, const void *row);

/* Forgets the rows: something they tell of has changed. */
void        memo_forget(Ctx *cx);

/* What `owner` itself keeps of cx's tenant for the batch: `size` bytes, zero at first, the same
 * ones each time; found without a text to look for.  memo_forget leaves it.  NULL where there is no
 * memo. */
void  *memo_own(const Ctx *cx, const void *owner, size_t size);
/* Memory as long as the batch; NULL where there is no memo. */
Arena *memo_arena(const Ctx *cx);

/* Adds `delta` to the counter that `query` (tenant, id, delta) moves: once for the whole
 * batch, in the order of ids, when it settles. */
Code memo_add(Ctx *cx, const Query *query, int64_t id, int64_t delta) MUST_USE;
/* Where the memo adds up what such a counter is moved by, for who moves it again and again: adding
 * there is memo_add.  NULL where there is no memo. */
int64_t *memo_counter(const Ctx *cx, const Query *query, int64_t id);
/* Inserts rows that nobody else can know of yet: all of a table together, when the batch settles
 * or a statement names the table.  Known keys are left out when `ignore_known`. */
Code memo_insert(Ctx *cx, const Table *table, Rows rows, bool ignore_known) MUST_USE;
/* Does `work` for `id` of cx's tenant once, however often it is asked for: when the batch settles,
 * before rows and counters; at once where there is no memo. */
typedef Code MemoWork(Ctx *cx, int64_t id);
Code memo_once(Ctx *cx, MemoWork *work, int64_t id) MUST_USE;
/* For ctx.c: writes the rows that wait and that the statement could see. */
Code memo_before(Ctx *cx, const char *sql) MUST_USE;
/* Writes all that waits; in the batch's transaction, before it is committed. */
Code memo_settle(Ctx *cx) MUST_USE;

#endif
