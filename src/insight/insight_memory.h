/* insight_memory.h -- answers of boards, kept until something happens.
 *
 * Who asks what somebody else is just asking waits for that answer: the same question at the
 * same time is computed once. */
#ifndef INSIGHT_INSIGHT_MEMORY_H
#define INSIGHT_INSIGHT_MEMORY_H

#include "insight/insight_ask.h"
#include "insight/query_cache.h"

typedef struct InsightAsk {
    Str          key;   /* two questions with the same key have the same answer */
    const Shape *shape; /* of the answer                                        */
    /* Fills the answer; what it points to is in cx->arena. */
    Code (*compute)(Ctx *cx, const void *with, int64_t revision, void *out);
    const void *with;
} InsightAsk;

/* The answer, true as of now.  The revision is of nothing else: the key, the relations and places
 * as they are, and the minute. */
Code insight_memory_answer(Ctx *cx, const InsightAsk *ask, void *out) MUST_USE;
/* The answers of queries. */
QueryCache *insight_memory_queries(const InsightMemory *memory);

#endif
