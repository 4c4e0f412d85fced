/* testing.h -- for tests only: a house of a fresh store and everything a Ctx needs.
 *
 *     static void test_something(void **state)
 *     {
 *         TestHouse *house = *state;
 *         Ctx *cx = test_house_ctx(house);
 *         ...
 *     }
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = { ON_HOUSE(test_something), ... };
 *         return FOR_EACH_ENGINE(tests);
 *     }
 *
 * cmocka has a macro `fail` that hides ours: #undef fail after including it.
 *
 * FOR_EACH_ENGINE runs the list on SQLite and, when WEFT_TEST_PG is set, on PostgreSQL;
 * each test gets a house of its own, and test_house_engine() says on which it is. */
#ifndef KERNEL_TESTING_H
#define KERNEL_TESTING_H

#include "kernel/kernel.h"

enum { TEST_TENANT = 1, TEST_USER = 7, TEST_NOW_S = 1795334400 }; /* 2026-11-22 08:00 UTC */

typedef struct TestHouse {
    Services services; /* keys of its own, a folder in data_dir, a client of NULL */
    Db      *db;
    Arena   *arena; /* of the contexts; 256 MiB */
    Ctx      cx;    /* the last one given out   */
} TestHouse;

/* NULL when the engine is PostgreSQL and WEFT_TEST_PG is not set. */
TestHouse *test_house_open(DbEngine engine);
void       test_house_close(TestHouse *house);

/* A fresh context as of a new request: tenant 1, user 7, every permission, +08:00, the
 * house's clock, a fixed seed.  Valid until the next one. */
Ctx    *test_house_ctx(TestHouse *house);
/* The same for another tenant. */
Ctx    *test_house_ctx_of(TestHouse *house, int64_t tenant_id);
/* The clock of all houses stands still until it is set.  test_house_open sets it to
 * TEST_NOW_S; contexts given out before keep their instant. */
void    test_house_set_clock(int64_t now_ms);
int64_t test_house_clock(void);

/* For cmocka: *state is a TestHouse on the present engine. */
int      test_house_setup(void **state);
int      test_house_teardown(void **state);
DbEngine test_house_engine(void);
void     test_house_set_engine(DbEngine engine);
bool     test_house_has_pg(void);

#define ON_HOUSE(test) cmocka_unit_test_setup_teardown(test, test_house_setup, test_house_teardown)
#define FOR_EACH_ENGINE(tests)                                                               \
    ((test_house_set_engine(DB_SQLITE),                                                      \
      cmocka_run_group_tests_name("sqlite", (tests), NULL, NULL)) +                          \
     (test_house_has_pg() ? (test_house_set_engine(DB_POSTGRESQL),                           \
                             cmocka_run_group_tests_name("postgresql", (tests), NULL, NULL)) \
                          : 0))

#endif
