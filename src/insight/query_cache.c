/* query_cache.c -- some answers, the latest used. */
#include "insight/query_cache.h"

enum { KEPT_MAX = 256 /* six full boards */, KEPT_BYTES_MAX = 512 * 1024 };

typedef struct Kept {
    Arena      *arena; /* NULL: nothing is kept here */
    Str         key;
    int64_t     revision, used;
    QueryAnswer answer;
} Kept;

struct QueryCache {
    pthread_mutex_t lock;
    Arena          *arena;
    int64_t         uses;
    Kept            kept[KEPT_MAX];
};

QueryCache *query_cache_new(void)
{
    Arena      *arena = arena_new(sizeof(QueryCache) + 4096);
    QueryCache *cache = arena_make(arena, QueryCache, 1);
    cache->arena      = arena;
    ASSERT(pthread_mutex_init(&cache->lock, NULL) == 0);
    return cache;
}

void query_cache_free(QueryCache *cache)
{
    if (cache == NULL) return;
    for (size_t i = 0; i < KEPT_MAX; i++) arena_free(cache->kept[i].arena);
    ASSERT(pthread_mutex_destroy(&cache->lock) == 0);
    arena_free(cache->arena);
}

static void copy_answer(Arena *arena, const QueryAnswer *from, QueryAnswer *to)
{
    Str *columns = arena_make(arena, Str, from->columns.count);
    for (size_t i = 0; i < from->columns.count; i++)
        columns[i] = str_copy(arena, from->columns.at[i]);
    *to         = *from;
    to->columns = (Strs){ columns, from->columns.count };
    to->rows    = str_copy(arena, from->rows);
}

static Kept *find(QueryCache *cache, Str key)
{
    for (size_t i = 0; i < KEPT_MAX; i++)
        if (cache->kept[i].arena && str_equal(cache->kept[i].key, key)) return &cache->kept[i];
    return NULL;
}

/* An empty one was never used. */
static Kept *longest_unused(QueryCache *cache)
{
    Kept *oldest = &cache->kept[0];
    for (size_t i = 1; i < KEPT_MAX; i++)
        if (cache->kept[i].used < oldest->used) oldest = &cache->kept[i];
    return oldest;
}

bool query_cache_find(Ctx *cx, QueryCache *cache, Str key, int64_t revision, QueryAnswer *out)
{
    LOCKED(&cache->lock);
    Kept *kept = find(cache, key);
    if (!kept || kept->revision != revision) return false;
    kept->used = ++cache->uses;
    copy_answer(cx->arena, &kept->answer, out);
    return true;
}

void query_cache_keep(QueryCache *cache, Str key, int64_t revision, const QueryAnswer *answer)
{
    if (key.len + answer->rows.len > KEPT_BYTES_MAX) return;
    LOCKED(&cache->lock);
    Kept *kept = find(cache, key);
    if (!kept) kept = longest_unused(cache);
    arena_free(kept->arena);
    kept->arena    = arena_new((size_t)2 * KEPT_BYTES_MAX);
    kept->key      = str_copy(kept->arena, key);
    kept->revision = revision;
    kept->used     = ++cache->uses;
    copy_answer(kept->arena, answer, &kept->answer);
}
