/* Our cache holds and drops the same pages as SQLite's own, whatever is done to both. */
#include "db/sqlite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PAGE_SIZE = 4096, EXTRA_SIZE = 128, PAGES = 64, STEPS = 20000, LOCK_PAGE = 262145 };

typedef struct Pair {
    sqlite3_pcache_methods2 own, ours;
    sqlite3_pcache         *of_own, *of_ours;
} Pair;

/* Only before SQLite is used can it be asked for its cache. */
static int set_up(void **state)
{
    static Pair pair;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &pair.own), SQLITE_OK);
    sqlite_cache_set_up();
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &pair.ours), SQLITE_OK);
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    pair.of_own  = pair.own.xCreate(PAGE_SIZE, EXTRA_SIZE, 1);
    pair.of_ours = pair.ours.xCreate(PAGE_SIZE, EXTRA_SIZE, 1);
    assert_true(pair.own.xTruncate != pair.ours.xTruncate);
    pair.own.xCachesize(pair.of_own, 4 * PAGES);
    pair.ours.xCachesize(pair.of_ours, 4 * PAGES);
    *state = &pair;
    return 0;
}

static int tear_down(void **state)
{
    Pair *pair = *state;
    pair->own.xDestroy(pair->of_own);
    pair->ours.xDestroy(pair->of_ours);
    return sqlite3_shutdown();
}

/* Pins a page in both, or finds it in neither. */
static bool has(const Pair *pair, unsigned page, int how, sqlite3_pcache_page *found[2])
{
    found[0] = pair->own.xFetch(pair->of_own, page, how);
    found[1] = pair->ours.xFetch(pair->of_ours, page, how);
    assert_int_equal(found[0] == NULL, found[1] == NULL);
    return found[0] != NULL;
}

static void let_go(const Pair *pair, sqlite3_pcache_page *const found[2])
{
    pair->own.xUnpin(pair->of_own, found[0], 0);
    pair->ours.xUnpin(pair->of_ours, found[1], 0);
}

static void rename_page(const Pair *pair, sqlite3_pcache_page *const found[2], unsigned from,
                        unsigned to)
{
    pair->own.xRekey(pair->of_own, found[0], from, to);
    pair->ours.xRekey(pair->of_ours, found[1], from, to);
}

/* As a tree is balanced: two pages change their numbers by way of the page of the lock byte. */
static void swap(const Pair *pair, unsigned a, unsigned b)
{
    sqlite3_pcache_page *first[2], *second[2];
    if (a == b || !has(pair, a, 2, first) || !has(pair, b, 2, second)) return;
    rename_page(pair, first, a, LOCK_PAGE);
    rename_page(pair, second, b, a);
    rename_page(pair, first, LOCK_PAGE, b);
    let_go(pair, first);
    let_go(pair, second);
}

static void cut(const Pair *pair, unsigned from)
{
    pair->own.xTruncate(pair->of_own, from);
    pair->ours.xTruncate(pair->of_ours, from);
}

static void test_it_holds_what_sqlite_s_own_holds(void **state)
{
    const Pair *pair = *state;
    uint64_t    seed = 7;
    for (int step = 0; step < STEPS; step++) {
        sqlite3_pcache_page *found[2];
        const unsigned       a = 1 + (unsigned)(prng_next(&seed) % PAGES);
        const unsigned       b = 1 + (unsigned)(prng_next(&seed) % PAGES);
        switch (prng_next(&seed) % 8) {
        case 0: swap(pair, a, b); break;
        case 1: cut(pair, a); break;
        case 2:
            cut(pair, PAGES + 1); /* most commits: nothing lies behind the end */
            break;
        case 3: /* left where it was on the way */
            if (has(pair, a, 2, found)) rename_page(pair, found, a, LOCK_PAGE);
            cut(pair, b);
            assert_false(has(pair, LOCK_PAGE, 0, found));
            break;
        default:
            if (has(pair, a, 2, found)) let_go(pair, found);
        }
        assert_int_equal(pair->own.xPagecount(pair->of_own), pair->ours.xPagecount(pair->of_ours));
        for (unsigned page = 1; page <= PAGES; page += 7)
            if (has(pair, page, 0, found)) let_go(pair, found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_holds_what_sqlite_s_own_holds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
