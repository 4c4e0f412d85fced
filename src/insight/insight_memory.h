/* insight_memory.h -- the spans of a tenant, right up to now, and answers worth keeping.
 *
 * A question holds its tenant's shelf while it is answered: the same question at the same
 * time is computed once, and the next one finds the answer. */
#ifndef INSIGHT_INSIGHT_MEMORY_H
#define INSIGHT_INSIGHT_MEMORY_H

#include "insight/insight_sql.h"

typedef struct InsightShelf InsightShelf;

/* The tenant's shelf with everything that can be read now; give it back.  ERR_UNAVAILABLE
 * "board.reading" while all of it is read for the first time and that takes long. */
Code insight_memory_take(Ctx *cx, InsightShelf **out) MUST_USE;
void insight_memory_give(InsightShelf **shelf); /* NULL is allowed */
#define HELD(name) ON_SCOPE_EXIT(insight_memory_give) InsightShelf *name = NULL

/* Until it is given back. */
const Spans *insight_memory_spans(const InsightShelf *shelf);
/* Another number whenever something was heard; below 2^36. */
int64_t      insight_memory_version(const InsightShelf *shelf);
/* Fills `out`, of that shape, with a copy in the arena if it was kept under the key since
 * the last thing heard. */
bool         insight_memory_find(Ctx *cx, const InsightShelf *shelf, Str key, const Shape *shape,
                                 void *out);
/* Keeps a copy until something is heard, or that instant has passed. */
void insight_memory_keep(InsightShelf *shelf, Str key, const Shape *shape, const void *thing,
                         int64_t until_ms);

#endif
