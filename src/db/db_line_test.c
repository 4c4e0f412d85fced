/* Standing in line: who leads, and for whom. */
#include "db/db_line.h"

#include "db/driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { WAITERS = 5, BUSY = 2 };

static const char this_work, other_work;

typedef struct Stander {
    Db       *db;
    pthread_t thread;
    DbWaiter  waiter;
    size_t    led; /* how many he did it for, himself among them; 0: somebody did it for him */
} Stander;

static size_t count_of(const DbWaiter *group)
{
    size_t count = 0;
    for (; group != NULL; group = group->next) count++;
    return count;
}

static void *stand(void *with)
{
    Stander  *me    = with;
    DbWaiter *group = NULL;
    if (!db_line_join(me->db, &this_work, 3, &me->waiter, &group)) return NULL;
    me->led = count_of(group);
    db_line_end(me->db, &this_work, group, DB_LINE_DONE);
    return NULL;
}

static size_t standing(Db *db)
{
    LOCKED(&db->lock);
    return count_of(db->lines[0].first);
}

static void test_one_of_those_who_wait_does_it_for_as_many_as_fit(void **state)
{
    Db       *db         = *state;
    DbWaiter  busy[BUSY] = { { .weight = 1 }, { .weight = 1 } };
    DbWaiter *own[BUSY]  = { 0 };
    Stander   standers[WAITERS];
    for (int i = 0; i < BUSY; i++)
        assert_true(db_line_join(db, &this_work, 3, &busy[i], &own[i])); /* nobody waits alone */
    DbWaiter  elsewhere = { .weight = 1 };
    DbWaiter *group     = NULL;
    assert_true(db_line_join(db, &other_work, 3, &elsewhere, &group)); /* another line */
    db_line_end(db, &other_work, group, DB_LINE_DONE);
    for (size_t i = 0; i < WAITERS; i++) {
        standers[i]        = (Stander){ .db = db, .waiter = { .weight = 1 } };
        standers[i].thread = thread_start("stander", 128, stand, &standers[i]);
        while (standing(db) < i + 1) clock_sleep_ms(1);
    }
    db_line_end(db, &this_work, own[0], DB_LINE_DONE);
    for (size_t i = 0; i < WAITERS; i++) thread_join(standers[i].thread);
    db_line_end(db, &this_work, own[1], DB_LINE_DONE);
    assert_int_equal(standers[0].led, 3);
    assert_int_equal(standers[3].led, 2);
    assert_int_equal(standers[1].led + standers[2].led + standers[4].led, 0);
    assert_int_equal(standers[2].waiter.end, DB_LINE_DONE);
    assert_int_equal(standing(db), 0);
}

static int open_store(void **state)
{
    *state = db_test_open(DB_SQLITE);
    return 0;
}

static int close_store(void **state)
{
    db_test_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_of_those_who_wait_does_it_for_as_many_as_fit,
                                        open_store, close_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
