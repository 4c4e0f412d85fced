/* watch_test.c -- what was read counts until rows of that number are written, by whomever. */
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* As the tables of identities are: one found by a key of several columns, the number in the middle.
 */
static const char schema[] =
    "CREATE TABLE word (tenant_id BIGINT NOT NULL, kind TEXT NOT NULL, owner_id BIGINT NOT NULL,"
    " text TEXT NOT NULL, extra TEXT, PRIMARY KEY (tenant_id, owner_id, kind, text)) WITHOUT ROWID;"
    "CREATE TABLE owner (name TEXT, id BIGINT NOT NULL PRIMARY KEY);"
    "CREATE TABLE other (owner_id BIGINT NOT NULL PRIMARY KEY);"
    "CREATE TRIGGER other_gone AFTER DELETE ON other BEGIN"
    " UPDATE word SET extra = 'gone' WHERE owner_id = OLD.owner_id; END;";
static const EmbeddedFile files[]    = { { "0001_word.sql", schema, schema + sizeof schema - 1 } };
static const Embedded     migrations = { files, 1 };

static const DbWatch watches[] = { { "word", "owner_id", false }, { "owner", "id", true } };

#define WRITE(name_, sql_) \
    static const Query name_ = { .name = #name_, .sql = sql_, .global = true }
WRITE(add_word, "INSERT INTO word (tenant_id, kind, owner_id, text) VALUES (1, 'k', $1, 't')");
WRITE(move_word, "UPDATE word SET owner_id = $2 WHERE owner_id = $1");
WRITE(change_word, "UPDATE word SET extra = 'x' WHERE owner_id = $1");
WRITE(drop_word, "DELETE FROM word WHERE owner_id = $1");
WRITE(drop_all, "DELETE FROM word");
WRITE(add_owner, "INSERT INTO owner (id) VALUES ($1)");
WRITE(name_owner, "UPDATE owner SET name = 'n' WHERE id = $1");
WRITE(drop_owner, "DELETE FROM owner WHERE id = $1");
WRITE(add_other, "INSERT INTO other (owner_id) VALUES ($1)");
WRITE(drop_other, "DELETE FROM other WHERE owner_id = $1");

typedef struct Store {
    char   folder[64], url[96];
    Db    *db;
    Arena *arena;
} Store;

static Db *open_db(const Store *store)
{
    Db   *db = NULL;
    DbErr err;
    if (db_open(store->url, NULL, &db, &err) != OK || db_migrate(db, &migrations, &err) != OK)
        fail_msg("%s", err.detail);
    return db;
}

static int set_up(void **state)
{
    Store *store = calloc(1, sizeof *store);
    snprintf(store->folder, sizeof store->folder, "/tmp/weft-watch-XXXXXX");
    assert_non_null(mkdtemp(store->folder));
    snprintf(store->url, sizeof store->url, "sqlite:%s/a.db", store->folder);
    store->arena = arena_new(1 << 20);
    store->db    = open_db(store);
    db_watch(store->db, watches, COUNT(watches));
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const suffixes[] = { "", "-wal", "-shm" };
    Store                   *store      = *state;
    db_close(store->db);
    arena_free(store->arena);
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/a.db%s", store->folder, suffixes[i]);
        (void)unlink(path); /* may never have been made */
    }
    assert_int_equal(rmdir(store->folder), 0);
    free(store);
    return 0;
}

static DbLink *begin(Db *db)
{
    DbLink *link = NULL;
    DbErr   err;
    assert_int_equal(db_begin(db, "test", &link, &err), OK);
    return link;
}

static void commit(DbLink *link)
{
    DbErr err;
    assert_int_equal(db_commit(link, &err), OK);
}

static void run(const Store *store, DbLink *link, const Query *query, int64_t a, int64_t b)
{
    DbErr        err;
    const Value  args[] = { V(a), V(b) };
    const size_t count  = query == &move_word ? 2 : query == &drop_all ? 0 : 1;
    if (db_run(link, store->arena, query, NULL, &err, args, count) != OK)
        fail_msg("%s", err.detail);
}

static int64_t mark(const Store *store)
{
    DbLink       *link = begin(store->db);
    const int64_t now  = db_mark(link);
    assert_true(now > 0);
    commit(link);
    return now;
}

static bool counts(const Store *store, int64_t number, int64_t since)
{
    DbLink    *link = begin(store->db);
    const bool does = db_is_as_marked(link, number, since);
    commit(link);
    return does;
}

/* Whether what was read of 7 counts after the statement; of 8 it does or does not in any case. */
static bool counts_after(const Store *store, const Query *query, int64_t number, bool is_undone)
{
    const int64_t since = mark(store);
    DbLink       *link  = begin(store->db);
    run(store, link, query, number, 8);
    const bool then = db_is_as_marked(link, 7, since);
    if (is_undone)
        db_abandon(link);
    else
        commit(link);
    assert_int_equal(counts(store, 7, since), then);
    return then;
}

static void test_each_way_a_row_is_written_is_noticed(void **state)
{
    const Store *store = *state;
    assert_false(counts_after(store, &add_word, 7, false));
    assert_false(counts_after(store, &change_word, 7, false));
    assert_false(counts_after(store, &add_owner, 7, false));
    assert_false(counts_after(store, &drop_owner, 7, false));
    assert_true(counts_after(store, &add_other, 7, false));
    assert_false(counts_after(store, &drop_other, 7, false)); /* by a trigger */
    assert_false(counts_after(store, &move_word, 7, false));  /* away from him */
    assert_true(counts_after(store, &drop_word, 8, false));
    assert_false(counts_after(store, &add_word, 7, false));
    assert_false(counts_after(store, &drop_word, 7, false));
    assert_false(counts_after(store, &add_word, 7, false));
    assert_false(counts_after(store, &drop_all, 0, false));
}

static void test_a_row_that_comes_over_is_noticed(void **state)
{
    const Store  *store = *state;
    const int64_t since = mark(store);
    DbLink       *link  = begin(store->db);
    run(store, link, &add_word, 7, 0);
    run(store, link, &move_word, 7, 8);
    commit(link);
    assert_false(counts(store, 8, since));
    assert_true(counts(store, 9, since));
}

static void test_what_changes_in_a_row_is_all_the_same_where_only_its_being_counts(void **state)
{
    const Store *store = *state;
    assert_false(counts_after(store, &add_owner, 7, false));
    assert_true(counts_after(store, &name_owner, 7, false));
}

static void test_what_was_read_of_rows_not_committed_never_counts(void **state)
{
    const Store *store = *state;
    DbErr        err;
    assert_false(counts_after(store, &add_word, 7, true));
    /* Read beside a row of his own transaction, in a part that is undone. */
    DbLink *link = begin(store->db);
    assert_int_equal(db_savepoint(link, &err), OK);
    run(store, link, &add_word, 7, 0);
    const int64_t since = db_mark(link);
    assert_false(db_is_as_marked(link, 7, since));
    db_rollback_to(link);
    assert_false(db_is_as_marked(link, 7, since));
    assert_true(db_is_as_marked(link, 8, since));
    commit(link);
    assert_false(counts(store, 7, since));
}

static void test_what_another_process_wrote_makes_all_be_read_anew(void **state)
{
    const Store *store = *state;
    Db          *other = open_db(store);
    int64_t      since = mark(store);
    assert_true(counts(store, 7, since));
    DbLink *link = begin(other);
    run(store, link, &add_word, 9, 0);
    commit(link);
    assert_false(counts(store, 7, since));
    since = mark(store);
    assert_true(counts(store, 7, since));
    db_close(other);
}

static bool stands(const Store *store, int64_t mark)
{
    DbLink    *link = begin(store->db);
    const bool does = db_stands(link, mark);
    commit(link);
    return does;
}

/* The mark of a transaction that is undone. */
static int64_t undo(const Store *store, bool writes)
{
    DbLink       *link = begin(store->db);
    const int64_t now  = db_mark(link);
    if (writes) run(store, link, &add_other, 7, 0);
    db_abandon(link);
    return now;
}

static void test_what_was_undone_does_not_stand(void **state)
{
    enum { MANY = 200 };
    const Store  *store = *state;
    const int64_t kept = mark(store), empty = undo(store, false), undone = undo(store, true);
    DbErr         err;
    assert_true(stands(store, kept));
    assert_true(stands(store, empty));
    assert_false(stands(store, undone));
    DbLink       *link = begin(store->db);
    const int64_t part = db_mark(link);
    assert_int_equal(db_savepoint(link, &err), OK);
    run(store, link, &add_other, 7, 0);
    assert_true(db_stands(link, part));
    db_rollback_to(link);
    assert_false(db_stands(link, part));
    commit(link);
    assert_false(stands(store, part));
    for (int i = 0; i < MANY; i++) assert_false(stands(store, undo(store, true)));
    assert_false(stands(store, undone)); /* long ago, and all the same */
    assert_true(stands(store, mark(store)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_way_a_row_is_written_is_noticed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_row_that_comes_over_is_noticed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_what_changes_in_a_row_is_all_the_same_where_only_its_being_counts, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_what_was_read_of_rows_not_committed_never_counts,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_was_undone_does_not_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_another_process_wrote_makes_all_be_read_anew,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
