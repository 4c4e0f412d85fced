/* sqlite_cache.c -- SQLite's own page cache, asked to cut itself only where there is something to
 * cut.
 *
 * A commit cuts the cache to the size of the store: all pages in memory are walked over if one lay
 * behind its end.  Since trees are balanced by way of the page of the lock byte, at 1 GiB, one
 * often did in a store that is smaller: at 40,000 pages a tenth of all the work of appending
 * events.  Here is remembered what else was there. */
#include "db/sqlite.h"

enum { LOCK_BYTE = 0x40000000 };

typedef struct Cache {
    sqlite3_pcache *own;
    unsigned        lock_page;
    unsigned        last;    /* no page behind it is in the cache, but for the next */
    bool            is_away; /* a page stands in the place of the lock byte's       */
} Cache;

static sqlite3_pcache_methods2 own; /* SQLite's, asked for once, before the first store opens */

static void note(Cache *cache, unsigned page)
{
    if (page == cache->lock_page)
        cache->is_away = true;
    else if (page > cache->last)
        cache->last = page;
}

static sqlite3_pcache *create(int page_size, int extra_size, int is_purgeable)
{
    Cache *cache = sqlite3_malloc(sizeof *cache);
    if (cache == NULL) return NULL;
    *cache = (Cache){ .own       = own.xCreate(page_size, extra_size, is_purgeable),
                      .lock_page = (unsigned)(LOCK_BYTE / page_size) + 1 };
    if (cache->own != NULL) return (sqlite3_pcache *)cache;
    sqlite3_free(cache);
    return NULL;
}

static Cache *cache_of(sqlite3_pcache *handle) { return (Cache *)handle; }

static void destroy(sqlite3_pcache *handle)
{
    own.xDestroy(cache_of(handle)->own);
    sqlite3_free(handle);
}

static void limit(sqlite3_pcache *handle, int pages)
{
    own.xCachesize(cache_of(handle)->own, pages);
}

static int count(sqlite3_pcache *handle) { return own.xPagecount(cache_of(handle)->own); }

static sqlite3_pcache_page *fetch(sqlite3_pcache *handle, unsigned page, int how)
{
    sqlite3_pcache_page *found = own.xFetch(cache_of(handle)->own, page, how);
    if (found != NULL) note(cache_of(handle), page);
    return found;
}

static void unpin(sqlite3_pcache *handle, sqlite3_pcache_page *page, int is_useless)
{
    own.xUnpin(cache_of(handle)->own, page, is_useless);
}

static void rename_page(sqlite3_pcache *handle, sqlite3_pcache_page *page, unsigned from,
                        unsigned to)
{
    Cache *cache = cache_of(handle);
    own.xRekey(cache->own, page, from, to);
    if (from == cache->lock_page) cache->is_away = false;
    note(cache, to);
}

static void cut(sqlite3_pcache *handle, unsigned from)
{
    Cache *cache = cache_of(handle);
    if (from > cache->last && !cache->is_away) return;
    own.xTruncate(cache->own, from);
    if (cache->lock_page >= from) cache->is_away = false;
    if (cache->last >= from) cache->last = from - 1;
}

static void shrink(sqlite3_pcache *handle) { own.xShrink(cache_of(handle)->own); }

void sqlite_cache_set_up(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &own) != SQLITE_OK) return;
    sqlite3_pcache_methods2 ours = own;
    ours.xCreate                 = create;
    ours.xCachesize              = limit;
    ours.xPagecount              = count;
    ours.xFetch                  = fetch;
    ours.xUnpin                  = unpin;
    ours.xRekey                  = rename_page;
    ours.xTruncate               = cut;
    ours.xDestroy                = destroy;
    ours.xShrink                 = shrink;
    (void)sqlite3_config(SQLITE_CONFIG_PCACHE2,
                         &ours); /* refused: SQLite runs, and keeps its own */
}
