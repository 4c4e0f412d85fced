/* sqlite_log_test.c -- pages of the log that are gathered: what was committed is there for
 * everybody, what failed is not, and few calls bring it there. */
#include "db/sqlite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- a system that counts what it is asked to write, and refuses --------------------- */

static sqlite3_vfs              *system_vfs;
static sqlite3_vfs               counting_vfs;
static const sqlite3_io_methods *system_methods;
static sqlite3_io_methods        counting_methods;
static int                       writes, syncs, refused; /* the write that is refused; 0: none */

static int count_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    if (++writes == refused) return SQLITE_FULL;
    return system_methods->xWrite(file, bytes, size, at);
}

static int count_sync(sqlite3_file *file, int flags)
{
    syncs++;
    return system_methods->xSync(file, flags);
}

static int open_counted(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    const int rc = system_vfs->xOpen(system_vfs, name, file, flags, out);
    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_WAL)) return rc;
    system_methods          = file->pMethods;
    counting_methods        = *file->pMethods;
    counting_methods.xWrite = count_write;
    counting_methods.xSync  = count_sync;
    file->pMethods          = &counting_methods;
    return SQLITE_OK;
}

static int set_up(void **state)
{
    (void)state;
    system_vfs         = sqlite3_vfs_find(NULL);
    counting_vfs       = *system_vfs;
    counting_vfs.pNext = NULL;
    counting_vfs.zName = "counting";
    counting_vfs.xOpen = open_counted;
    if (sqlite3_vfs_register(&counting_vfs, 1) != SQLITE_OK) return -1;
    sqlite_log_set_up();
    return sqlite3_vfs_register(system_vfs, 1) == SQLITE_OK ? 0 : -1;
}

/* ---- stores --------------------------------------------------------------------------- */

static char folder[64], path[128];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/weft-log-XXXXXX");
    if (mkdtemp(folder) == NULL) return -1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    writes = syncs = refused = 0;
    return 0;
}

static int remove_folder(void **state)
{
    static const char *const suffixes[] = { "", "-wal", "-shm" };
    char                     file[160];
    (void)state;
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        snprintf(file, sizeof file, "%s%s", path, suffixes[i]);
        (void)unlink(file);
    }
    return rmdir(folder);
}

static int try_sql(sqlite3 *handle, const char *sql)
{
    return sqlite3_exec(handle, sql, NULL, NULL, NULL);
}

static void run_sql(sqlite3 *handle, const char *sql)
{
    if (try_sql(handle, sql) == SQLITE_OK) return;
    fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(handle));
    fail();
}

static sqlite3 *open_writer(const char *cache)
{
    sqlite3  *handle = NULL;
    const int flags  = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    char      sql[256];
    assert_int_equal(sqlite3_open_v2(path, &handle, flags, SQLITE_LOG_VFS), SQLITE_OK);
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous=FULL; PRAGMA checkpoint_fullfsync=ON; PRAGMA journal_mode=WAL;"
             " PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=%s;",
             cache);
    run_sql(handle, sql);
    sqlite_log_follow(handle);
    return handle;
}

static sqlite3 *open_reader(void)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    return handle;
}

static int64_t number_of(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    const int64_t number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return number;
}

static void expect_sound(sqlite3 *handle)
{
    assert_int_equal(number_of(handle, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"),
                     1);
}

#define MAKE "CREATE TABLE line (id INTEGER PRIMARY KEY, mark INTEGER, text TEXT)"
/* 200 pages of them. */
#define ADD_MANY                                                                             \
    "INSERT INTO line (mark, text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 " \
    "FROM n WHERE i < 200) SELECT 1, printf('%.*c', 4000, 'x') FROM n"

/* ---- tests ------------------------------------------------------------------------------ */

static void test_a_commit_of_many_pages_is_few_writes_and_no_sync(void **state)
{
    (void)state;
    sqlite3 *writer = open_writer("1000");
    run_sql(writer, MAKE);
    sqlite3 *reader = open_reader();
    writes = syncs = 0;
    run_sql(writer, ADD_MANY);
    assert_in_range(writes, 1, 12); /* two a page without */
    assert_int_equal(syncs, 0);
    assert_int_equal(number_of(reader, "SELECT count(*) FROM line"), 200);
    writes = 0;
    run_sql(writer, "UPDATE line SET mark = 2 WHERE id = 7");
    assert_int_equal(writes, 1);
    assert_int_equal(number_of(reader, "SELECT mark FROM line WHERE id = 7"), 2);
    sqlite3_close(reader);
    sqlite3_close(writer);
}

/* The log is synced before it is copied, and its first page before what follows. */
static void test_what_must_be_synced_is(void **state)
{
    (void)state;
    sqlite3 *writer = open_writer("1000");
    run_sql(writer, MAKE);
    assert_int_equal(syncs, 1);
    run_sql(writer, ADD_MANY);
    assert_int_equal(syncs, 1);
    run_sql(writer, "PRAGMA wal_checkpoint(RESTART)");
    assert_int_equal(syncs, 2);
    run_sql(writer, ADD_MANY); /* from the beginning of the log */
    assert_int_equal(syncs, 3);
    sqlite3_close(writer);
}

static void test_whatever_write_fails_nothing_of_the_commit_stays(void **state)
{
    (void)state;
    sqlite3 *writer = open_writer("20"); /* written in the middle of a transaction, too */
    run_sql(writer, MAKE);
    int failed = 0;
    for (int n = 1;; n++) {
        const int64_t before = number_of(writer, "SELECT count(*) FROM line");
        writes               = 0;
        refused              = n;
        const int rc         = try_sql(writer, ADD_MANY);
        refused              = 0;
        sqlite3 *reader      = open_reader();
        expect_sound(reader);
        assert_int_equal(number_of(reader, "SELECT count(*) FROM line"),
                         rc == SQLITE_OK ? before + 200 : before);
        sqlite3_close(reader);
        if (rc == SQLITE_OK) break;
        assert_int_equal(rc & 0xff, SQLITE_FULL);
        failed++;
        run_sql(writer, "INSERT INTO line (mark, text) VALUES (3, 'after')");
    }
    assert_true(failed >= 4);
    assert_int_equal(number_of(writer, "SELECT count(*) FROM line WHERE mark = 3"), failed);
    sqlite3_close(writer);
}

#define UPDATE_ALL "UPDATE line SET text = printf('%.*c', 4000, 'z')"

/* Reads pages of this transaction, which lie in the log by now, while the last of them cannot go
 * there; then the transaction is ended as weft ends one whose part failed.  False: it was undone.
 */
static bool commit_behind_a_failed_read(sqlite3 *writer, int id)
{
    char sql[160];
    run_sql(writer, "BEGIN IMMEDIATE");
    run_sql(writer, ADD_MANY);
    run_sql(writer, "SAVEPOINT part");
    snprintf(sql, sizeof sql,
             "INSERT INTO other (text) SELECT mark || '-' || id FROM line WHERE id IN (%d, %d)", id,
             id + 1);
    writes       = 0;
    refused      = 1;
    const int rc = try_sql(writer, sql);
    refused      = 0;
    if (sqlite3_get_autocommit(writer)) return false;
    if (rc != SQLITE_OK) run_sql(writer, "ROLLBACK TO part; RELEASE part");
    run_sql(writer, "COMMIT");
    return true;
}

static void test_no_transaction_goes_on_without_its_pages(void **state)
{
    enum { TRIES = 100 };
    (void)state;
    sqlite3 *writer = open_writer("20");
    int64_t  count  = 0;
    int      undone = 0;
    run_sql(writer, MAKE "; CREATE TABLE other (id INTEGER PRIMARY KEY, text TEXT UNIQUE)");
    for (int id = 1; id < TRIES; id++) {
        const bool stays  = commit_behind_a_failed_read(writer, id);
        sqlite3   *reader = open_reader();
        count += stays ? 200 : 0;
        undone += !stays;
        expect_sound(reader);
        assert_int_equal(number_of(reader, "SELECT count(*) FROM line"), count);
        sqlite3_close(reader);
        run_sql(writer, "PRAGMA wal_checkpoint(RESTART); DELETE FROM other; DELETE FROM line");
        count = 0;
    }
    assert_true(undone > 0);
    sqlite3_close(writer);
}

/* The other is another process: `weft import` beside a server. */
static void undo_much_beside_another(bool closes)
{
    sqlite3 *writer = open_writer("20");
    run_sql(writer, MAKE);
    run_sql(writer, ADD_MANY);
    run_sql(writer, "PRAGMA wal_checkpoint(RESTART)");
    sqlite3 *other = open_reader();
    run_sql(writer, "BEGIN IMMEDIATE");
    run_sql(writer, UPDATE_ALL);
    run_sql(writer, "ROLLBACK");
    run_sql(other, "BEGIN IMMEDIATE");
    run_sql(other, ADD_MANY);
    run_sql(other, "COMMIT");
    if (closes)
        sqlite3_close(writer);
    else
        assert_int_equal(number_of(writer, "SELECT count(*) FROM line"), 400);
    sqlite3 *third = open_reader();
    expect_sound(third);
    assert_int_equal(number_of(third, "SELECT count(*) FROM line"), 400);
    sqlite3_close(third);
    if (!closes) sqlite3_close(writer);
    sqlite3_close(other);
}

static void test_what_was_undone_is_not_written_over_what_another_committed(void **state)
{
    (void)state;
    undo_much_beside_another(false);
}

static void test_nor_when_the_store_is_closed(void **state)
{
    (void)state;
    undo_much_beside_another(true);
}

/* Beside a model: transactions of any size, parts of which are undone, and checkpoints; a reader
 * with the system's own files sees each commit and nothing else. */
static void test_readers_see_what_was_committed(void **state)
{
    enum { ROUNDS = 300, LINES = 400 };
    (void)state;
    uint64_t seed         = 7;
    int      kept[LINES]  = { 0 }, now[LINES];
    sqlite3 *writer       = open_writer("12");
    sqlite3 *reader       = NULL;
    int64_t  expected_sum = 0;
    run_sql(writer, MAKE);
    run_sql(writer,
            "INSERT INTO line WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 399) SELECT i, 0, printf('%.*c', 900, 'y') FROM n");
    reader = open_reader();
    for (int round = 0; round < ROUNDS; round++) {
        const int changes = (int)(prng_next(&seed) % 200);
        bool      in_part = false;
        int       part[LINES];
        memcpy(now, kept, sizeof now);
        run_sql(writer, "BEGIN IMMEDIATE");
        for (int i = 0; i < changes; i++) {
            const int id = (int)(prng_next(&seed) % LINES), mark = (int)(prng_next(&seed) % 1000);
            char      sql[128];
            if (!in_part && prng_next(&seed) % 40 == 0) {
                memcpy(part, now, sizeof part);
                run_sql(writer, "SAVEPOINT part");
                in_part = true;
            } else if (in_part && prng_next(&seed) % 20 == 0) {
                run_sql(writer, "ROLLBACK TO part; RELEASE part");
                memcpy(now, part, sizeof now);
                in_part = false;
            }
            snprintf(sql, sizeof sql, "UPDATE line SET mark = %d WHERE id = %d", mark, id);
            run_sql(writer, sql);
            now[id] = mark;
        }
        const bool commits = prng_next(&seed) % 4 != 0;
        run_sql(writer, commits ? "COMMIT" : "ROLLBACK");
        if (commits) memcpy(kept, now, sizeof kept);
        if (prng_next(&seed) % 30 == 0) run_sql(writer, "PRAGMA wal_checkpoint(RESTART)");
        expected_sum = 0;
        for (int i = 0; i < LINES; i++) expected_sum += (int64_t)kept[i] * (i + 1);
        assert_int_equal(number_of(reader, "SELECT sum(mark * (id + 1)) FROM line"), expected_sum);
        assert_int_equal(number_of(writer, "SELECT sum(mark * (id + 1)) FROM line"), expected_sum);
    }
    expect_sound(reader);
    sqlite3_close(reader);
    sqlite3_close(writer);
    reader = open_reader(); /* after everybody left */
    assert_int_equal(number_of(reader, "SELECT sum(mark * (id + 1)) FROM line"), expected_sum);
    sqlite3_close(reader);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_a_commit_of_many_pages_is_few_writes_and_no_sync),
        TEST(test_what_must_be_synced_is),
        TEST(test_whatever_write_fails_nothing_of_the_commit_stays),
        TEST(test_no_transaction_goes_on_without_its_pages),
        TEST(test_what_was_undone_is_not_written_over_what_another_committed),
        TEST(test_nor_when_the_store_is_closed),
        TEST(test_readers_see_what_was_committed),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
