/* query_cache.h -- answers kept until something happened that could change them. */
#ifndef INSIGHT_QUERY_CACHE_H
#define INSIGHT_QUERY_CACHE_H

#include "insight/query.h"

typedef struct QueryCache QueryCache;

/* Empty.  NULL may be freed. */
QueryCache *query_cache_new(void);
void        query_cache_free(QueryCache *cache);

/* The answer kept under a key, if it is of that revision; in cx->arena.  Its seq is the caller's
 * to set. */
bool query_cache_find(Ctx *cx, QueryCache *cache, Str key, int64_t revision, QueryAnswer *out);
/* Keeps an answer, unless it is large; the one that was used longest ago goes. */
void query_cache_keep(QueryCache *cache, Str key, int64_t revision, const QueryAnswer *answer);

#endif
