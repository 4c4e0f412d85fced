/* db_test.c -- the contract of db.h, on both engines. */
#include "db/driver.h"
#include "sys/env.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef enum ThingState { THING_NEW = 1, THING_OLD } ThingState;
static const char *const state_words[]     = { NULL, "new", "old" };
static const Words       thing_state_words = { state_words, COUNT(state_words) };

typedef struct Thing {
    int64_t    tenant_id, id, count, at_ms;
    Str        name, note, extra;
    bool       is_on;
    double     weight;
    int32_t    small;
    ThingState state;
    int64_t    not_stored;
} Thing;

static const Field thing_fields[] = {
    FIELD_ID(Thing, tenant_id),
    FIELD_ID(Thing, id),
    FIELD(Thing, count),
    FIELD_TIME(Thing, at_ms),
    FIELD(Thing, name),
    FIELD(Thing, note),
    FIELD_JSON(Thing, extra),
    FIELD(Thing, is_on),
    FIELD(Thing, weight),
    FIELD(Thing, small),
    FIELD_ENUM(Thing, state, thing_state_words),
    FIELD_WITH(Thing, not_stored, .flags = NOT_STORED),
};
static const Shape thing_shape = SHAPE(Thing, thing_fields);
static const Table thing_table = { "thing", &thing_shape };

static const char         thing_sql[] = "-- made for tests\n"
                                        "CREATE TABLE thing (\n"
                                        "  seq {serial},\n"
                                        "  tenant_id BIGINT NOT NULL, id BIGINT NOT NULL,\n"
                                        "  count BIGINT NOT NULL, at_ms BIGINT NOT NULL,\n"
                                        "  name TEXT NOT NULL, note TEXT, extra TEXT,\n"
                                        "  is_on BOOLEAN NOT NULL,\n"
                                        "  weight DOUBLE PRECISION NOT NULL CHECK (weight >= 0),\n"
                                        "  small INTEGER NOT NULL, state TEXT,\n"
                                        "  UNIQUE (tenant_id, id));\n"
                                        "--pg CREATE TABLE only_here (engine TEXT);\n"
                                        "--sqlite CREATE TABLE only_here (motor TEXT);\n"
                                        "CREATE TABLE pair (a BIGINT NOT NULL, b BIGINT NOT NULL,\n"
                                        "  PRIMARY KEY (a)) {without_rowid};\n";
static const EmbeddedFile files[]     = { { "0001_thing.sql", thing_sql,
                                            thing_sql + sizeof thing_sql - 1 } };
static const Embedded     migrations  = { files, COUNT(files) };

static const Query by_id = {
    .name = "thing.by_id",
    .sql  = "SELECT {cols} FROM thing WHERE tenant_id = $1 AND id = $2",
    .out  = &thing_shape,
};
static const Query all = {
    .name = "thing.all",
    .sql  = "SELECT {t.cols} FROM thing t WHERE t.tenant_id = $1 ORDER BY t.id",
    .out  = &thing_shape,
};
static const Query rename_it = {
    .name = "thing.rename",
    .sql  = "UPDATE thing SET name = $3 WHERE id = $2 AND tenant_id = $1",
};

/* What each test has: one store and one arena. */
typedef struct Room {
    Db    *db;
    Arena *arena;
    DbErr  err;
} Room;

static DbEngine engine = DB_SQLITE;

static int enter(void **state)
{
    Arena *arena = arena_new(64 * 1024 * 1024);
    Room  *room  = arena_make(arena, Room, 1);
    room->arena  = arena;
    room->db     = db_test_open_with(engine, &migrations);
    *state       = room;
    return room->db == NULL ? -1 : 0;
}

static int leave(void **state)
{
    Room *room = *state;
    db_test_close(room->db);
    arena_free(room->arena);
    return 0;
}

static Thing thing(int64_t id)
{
    return (Thing){ .tenant_id = 1, .id = id, .name = S("a thing"), .weight = 0.5 };
}

static DbLink *begin(Room *room)
{
    DbLink *link = NULL;
    assert_int_equal(db_begin(room->db, "db_test.c", &link, &room->err), OK);
    return link;
}

static void commit(Room *room, DbLink *link) { assert_int_equal(db_commit(link, &room->err), OK); }

static Code insert(Room *room, DbLink *link, Thing row)
{
    return db_insert(link, room->arena, &thing_table, &row, &room->err);
}

static void put(Room *room, int64_t id)
{
    DbLink *link = begin(room);
    assert_int_equal(insert(room, link, thing(id)), OK);
    commit(room, link);
}

static Code read_on(Room *room, DbLink *link, int64_t id, Thing *out)
{
    return db_one(link, room->arena, &by_id, out, &room->err, ARGS(V(1), V(id)));
}

static Code read(Room *room, int64_t id, Thing *out)
{
    DbLink *link = NULL;
    TRY(db_borrow(room->db, &link, &room->err));
    const Code code = read_on(room, link, id, out);
    db_return(link);
    return code;
}

static bool is_there(Room *room, int64_t id)
{
    Thing      out;
    const Code code = read(room, id, &out);
    assert_true(code == OK || code == ERR_NOT_FOUND);
    return code == OK;
}

/* ---- rows ------------------------------------------------------------ */

static const Thing odd = {
    .tenant_id = 1,
    .id        = INT64_MAX,
    .count     = INT64_MIN,
    .at_ms     = 1795334400123,
    .name      = { "O'Brien \"quoted\" \\back\\ {brace},\n\xe7\xbb\x87\xe5\xae\xa2 NULL", 41 },
    .note      = { "", 0 },
    .extra     = { "{\"a\":[1,null]}", 14 },
    .is_on     = true,
    .weight    = 1.0 / 3,
    .small     = INT32_MIN,
    .state     = THING_OLD,
};

static void assert_same(const Thing *a, const Thing *b)
{
    assert_int_equal(a->id, b->id);
    assert_true(a->count == b->count);
    assert_true(a->at_ms == b->at_ms);
    assert_true(str_equal(a->name, b->name));
    assert_true((a->note.ptr == NULL) == (b->note.ptr == NULL));
    assert_true(str_equal(a->note, b->note));
    assert_true(str_equal(a->extra, b->extra));
    assert_true(a->is_on == b->is_on);
    assert_true(a->weight >= b->weight && a->weight <= b->weight);
    assert_int_equal(a->small, b->small);
    assert_int_equal(a->state, b->state);
}

static void test_every_kind_comes_back_as_it_went(void **state)
{
    Room   *room  = *state;
    DbLink *link  = begin(room);
    Thing   plain = thing(2);
    assert_int_equal(insert(room, link, odd), OK);
    assert_int_equal(insert(room, link, plain), OK);
    commit(room, link);
    Thing out;
    assert_int_equal(read(room, odd.id, &out), OK);
    assert_same(&out, &odd);
    assert_int_equal(read(room, 2, &out), OK);
    assert_same(&out, &plain);
    assert_null(out.note.ptr);
    assert_int_equal(out.state, 0);
}

/* ---- in a hurry -------------------------------------------------------- */

static int64_t count_all(Room *room)
{
    DbLink *link = NULL;
    Rows    rows = { 0 };
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    assert_int_equal(db_list(link, room->arena, &all, &rows, &room->err, ARGS(V(1))), OK);
    db_return(link);
    return (int64_t)rows.count;
}

static void test_what_is_done_in_a_hurry_is_done(void **state)
{
    enum { MANY = 300 }; /* more than wait at once */
    Room   *room = *state;
    Thing   out;
    int64_t changed = 0;
    DbLink *link    = begin(room);
    db_hurry(link);
    for (int i = 1; i <= MANY; i++) assert_int_equal(insert(room, link, thing(i)), OK);
    assert_int_equal(read_on(room, link, MANY, &out), OK); /* sees what was sent before */
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(
        db_run(link, room->arena, &rename_it, NULL, &room->err, ARGS(V(1), V(1), V(S("one")))), OK);
    assert_int_equal(db_release(link, &room->err), OK);
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(MANY + 1)), OK);
    db_rollback_to(link);
    const Thing two[] = { thing(MANY + 2), thing(MANY + 3) };
    assert_int_equal(db_insert_all(link, room->arena, &thing_table,
                                   (Rows){ (void *)(uintptr_t)two, 2 }, true, NULL, &room->err),
                     OK);
    assert_int_equal(
        db_run(link, room->arena, &rename_it, &changed, &room->err, ARGS(V(1), V(2), V(S("two")))),
        OK);
    assert_int_equal(changed, 1);
    commit(room, link);
    assert_int_equal(count_all(room), MANY + 2);
    assert_int_equal(read(room, 1, &out), OK);
    assert_true(str_equal(out.name, S("one")));
    put(room, MANY + 9); /* the connection is as it was */
}

static Code hurry_into_trouble(Room *room, bool reads)
{
    Thing   out;
    Thing   bad  = thing(2);
    DbLink *link = begin(room);
    bad.weight   = -1;
    db_hurry(link);
    Code code = insert(room, link, thing(1));
    if (code == OK) code = insert(room, link, bad);
    if (code == OK) code = insert(room, link, thing(3));
    if (code == OK && reads) code = read_on(room, link, 3, &out);
    if (code == OK) return db_commit(link, &room->err);
    db_abandon(link);
    return code;
}

static void test_a_failure_in_a_hurry_shows_and_undoes_all(void **state)
{
    Room *room = *state;
    assert_int_equal(hurry_into_trouble(room, true), ERR_CONFLICT);
    assert_int_equal(count_all(room), 0);
    assert_int_equal(hurry_into_trouble(room, false), ERR_CONFLICT);
    assert_int_equal(count_all(room), 0);
    put(room, 5);
    assert_int_equal(count_all(room), 1);
}

static void test_who_gives_up_in_a_hurry_leaves_nothing(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    db_hurry(link);
    assert_int_equal(insert(room, link, thing(1)), OK);
    db_abandon(link);
    put(room, 2);
    assert_int_equal(count_all(room), 1);
}

static void test_a_batch_comes_back_as_it_went(void **state)
{
    Room   *room   = *state;
    Thing   rows[] = { odd, thing(1), thing(2), thing(3) };
    int64_t fresh  = 0;
    DbLink *link   = begin(room);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, (Rows){ rows, COUNT(rows) },
                                   false, &fresh, &room->err),
                     OK);
    commit(room, link);
    assert_int_equal(fresh, 4);
    Thing out;
    assert_int_equal(read(room, odd.id, &out), OK);
    assert_same(&out, &odd);
    assert_int_equal(read(room, 3, &out), OK);
    assert_same(&out, &rows[3]);
}

static void test_a_batch_leaves_out_what_is_known(void **state)
{
    Room   *room   = *state;
    Thing   rows[] = { thing(1), thing(2), thing(2), thing(3) };
    int64_t fresh  = 0;
    put(room, 3);
    DbLink *link = begin(room);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, (Rows){ rows, COUNT(rows) },
                                   true, &fresh, &room->err),
                     OK);
    assert_int_equal(
        db_insert_all(link, room->arena, &thing_table, (Rows){ NULL, 0 }, true, NULL, &room->err),
        OK);
    commit(room, link);
    assert_int_equal(fresh, 2);
}

static void test_a_batch_with_a_known_row_fails_as_a_whole(void **state)
{
    Room *room   = *state;
    Thing rows[] = { thing(1), thing(3) };
    put(room, 3);
    DbLink *link = begin(room);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, (Rows){ rows, COUNT(rows) },
                                   false, NULL, &room->err),
                     ERR_CONFLICT);
    db_abandon(link);
    assert_false(is_there(room, 1));
}

/* More than one statement holds, and some left over. */
static void test_many_rows_are_counted_and_come_back(void **state)
{
    enum { MANY = 75, KNOWN = 40 };
    Room   *room  = *state;
    Thing  *rows  = arena_make(room->arena, Thing, MANY);
    Rows    many  = { rows, MANY };
    int64_t fresh = 0;
    for (int i = 0; i < MANY; i++) rows[i] = thing(i + 1);
    put(room, KNOWN);
    DbLink *link = begin(room);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, many, true, &fresh, &room->err),
                     OK);
    commit(room, link);
    assert_int_equal(fresh, MANY - 1);
    assert_int_equal(count_all(room), MANY);
    Thing out;
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(read(room, i + 1, &out), OK);
        assert_same(&out, &rows[i]);
    }
    link = begin(room);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, many, false, NULL, &room->err),
                     ERR_CONFLICT);
    db_abandon(link);
    assert_int_equal(count_all(room), MANY);
}

static void test_arguments_go_by_number_not_by_place(void **state)
{
    Room *room = *state;
    put(room, 5);
    DbLink *link    = begin(room);
    int64_t changed = 0;
    assert_int_equal(
        db_run(link, room->arena, &rename_it, &changed, &room->err, ARGS(V(1), V(5), V(S("five")))),
        OK);
    assert_int_equal(changed, 1);
    assert_int_equal(
        db_run(link, room->arena, &rename_it, &changed, &room->err, ARGS(V(1), V(6), V(S("six")))),
        OK);
    assert_int_equal(changed, 0);
    commit(room, link);
    Thing out;
    assert_int_equal(read(room, 5, &out), OK);
    assert_true(str_equal(out.name, S("five")));
}

static void test_absence_leaves_the_row_untouched(void **state)
{
    Thing out = { .count = 77 };
    assert_int_equal(read(*state, 404, &out), ERR_NOT_FOUND);
    assert_int_equal(out.count, 77);
}

static void test_what_no_column_fills_is_zero(void **state)
{
    Thing out = { .not_stored = 77 };
    put(*state, 6);
    assert_int_equal(read(*state, 6, &out), OK);
    assert_int_equal(out.not_stored, 0);
}

static void test_a_word_nobody_knows_is_an_error(void **state)
{
    static const Query spoil_state = { .name = "thing.spoil",
                                       .sql =
                                           "UPDATE thing SET state = 'odd' WHERE tenant_id = $1" };
    Room              *room        = *state;
    put(room, 1);
    DbLink *link = begin(room);
    assert_int_equal(db_run(link, room->arena, &spoil_state, NULL, &room->err, ARGS(V(1))), OK);
    commit(room, link);
    Thing out;
    assert_int_equal(read(room, 1, &out), ERR_INTERNAL);
    assert_non_null(strstr(room->err.detail, "odd"));
}

static void test_a_nul_byte_is_refused(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    Thing   bad  = thing(1);
    bad.name     = (Str){ "a\0b", 3 };
    assert_int_equal(insert(room, link, bad), ERR_INVALID);
    db_abandon(link);
    link = begin(room);
    assert_int_equal(
        db_insert_all(link, room->arena, &thing_table, (Rows){ &bad, 1 }, true, NULL, &room->err),
        ERR_INVALID);
    db_abandon(link);
}

static void test_a_placeholder_is_filled_in(void **state)
{
    static const Query filled = {
        .name = "thing.filled",
        .sql  = "SELECT {cols}, '{}' AS empty FROM thing WHERE tenant_id = $1"
                " AND id = {greatest}({least}($2, CAST($3 AS BIGINT)), 0) ORDER BY id {for_update}",
        .out  = &thing_shape,
    };
    static const Query skipping = {
        .name = "thing.skipping",
        .sql  = "SELECT {cols} FROM thing WHERE tenant_id = $1 ORDER BY id LIMIT $2 {skip_locked}",
        .out  = &thing_shape,
    };
    Room *room = *state;
    put(room, 4);
    Thing   out;
    Rows    rows;
    DbLink *link = begin(room);
    assert_int_equal(db_one(link, room->arena, &filled, &out, &room->err, ARGS(V(1), V(4), V(9))),
                     OK);
    assert_int_equal(db_list(link, room->arena, &skipping, &rows, &room->err, ARGS(V(1), V(9))),
                     OK);
    assert_int_equal(rows.count, 1);
    db_abandon(link);
}

static void test_whole_numbers_are_64_bits_wide(void **state)
{
    static const Query sum = {
        .name = "thing.sum",
        .sql  = "SELECT {cols} FROM thing WHERE tenant_id = $1 AND at_ms > $2 - 1000",
        .out  = &thing_shape,
    };
    Room   *room = *state;
    Rows    rows;
    DbLink *link = NULL;
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    const int64_t now_ms = 1795334400000;
    assert_int_equal(db_list(link, room->arena, &sum, &rows, &room->err, ARGS(V(1), V(now_ms))),
                     OK);
    db_return(link);
}

/* ---- many rows ------------------------------------------------------- */

typedef struct Walk {
    Room   *room;
    DbLink *link;
    int64_t seen, stop_at, inner;
} Walk;

static Code step(void *with, const void *row)
{
    Walk        *walk = with;
    const Thing *one  = row;
    walk->seen++;
    assert_int_equal(one->id, walk->seen);
    assert_true(str_equal(one->name, S("a thing")));
    return walk->seen == walk->stop_at ? ERR_LIMIT : OK;
}

static void fill(Room *room, size_t count)
{
    Thing  *rows = arena_make(room->arena, Thing, count);
    DbLink *link = begin(room);
    for (size_t i = 0; i < count; i++) rows[i] = thing((int64_t)i + 1);
    assert_int_equal(db_insert_all(link, room->arena, &thing_table, (Rows){ rows, count }, false,
                                   NULL, &room->err),
                     OK);
    commit(room, link);
}

static void test_each_sees_every_row_once(void **state)
{
    Room   *room = *state;
    DbLink *link = NULL;
    fill(room, 1500); /* three fetches to the row, then an empty one */
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    Walk walk = { .room = room };
    assert_int_equal(db_each(link, room->arena, &all, step, &walk, &room->err, ARGS(V(1))), OK);
    assert_int_equal(walk.seen, 1500);
    walk = (Walk){ .room = room, .stop_at = 600 };
    assert_int_equal(db_each(link, room->arena, &all, step, &walk, &room->err, ARGS(V(1))),
                     ERR_LIMIT);
    assert_int_equal(walk.seen, 600);
    Rows rows;
    assert_int_equal(db_list(link, room->arena, &all, &rows, &room->err, ARGS(V(1))), OK);
    assert_int_equal(rows.count, 1500);
    assert_int_equal(ROWS_AT(Thing, rows, 1499)->id, 1500);
    db_return(link);
}

static void test_each_takes_a_with_clause_too(void **state)
{
    static const Query with_clause = {
        .name = "thing.with",
        .sql  = "WITH mine AS (SELECT * FROM thing WHERE tenant_id = $1)"
                " SELECT {cols} FROM mine ORDER BY id",
        .out  = &thing_shape,
    };
    Room *room = *state;
    fill(room, 600);
    Walk    walk = { .room = room };
    DbLink *link = NULL;
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    assert_int_equal(db_each(link, room->arena, &with_clause, step, &walk, &room->err, ARGS(V(1))),
                     OK);
    assert_int_equal(walk.seen, 600);
    db_return(link);
}

static Code count_inner(void *with, const void *row)
{
    Walk *walk = with;
    (void)row;
    walk->inner++;
    return OK;
}

static Code step_with_statements(void *with, const void *row)
{
    Walk *walk = with;
    Thing out;
    TRY(read_on(walk->room, walk->link, ((const Thing *)row)->id, &out));
    TRY(db_run(walk->link, walk->room->arena, &rename_it, NULL, &walk->room->err,
               ARGS(V(1), V(out.id), V(S("seen")))));
    walk->seen++;
    if (walk->seen > 1) return OK;
    return db_each(walk->link, walk->room->arena, &all, count_inner, walk, &walk->room->err,
                   ARGS(V(1)));
}

static void test_each_allows_statements_on_the_same_link(void **state)
{
    Room *room = *state;
    fill(room, 3);
    Walk walk = { .room = room, .link = begin(room) };
    assert_int_equal(
        db_each(walk.link, room->arena, &all, step_with_statements, &walk, &room->err, ARGS(V(1))),
        OK);
    commit(room, walk.link);
    assert_int_equal(walk.seen, 3);
    assert_int_equal(walk.inner, 3);
    Thing out;
    assert_int_equal(read(room, 3, &out), OK);
    assert_true(str_equal(out.name, S("seen")));
}

/* ---- failures -------------------------------------------------------- */

static void test_broken_constraints_are_told_apart(void **state)
{
    static const Query no_name = { .name = "thing.no_name",
                                   .sql  = "UPDATE thing SET name = NULL WHERE tenant_id = $1" };
    Room              *room    = *state;
    put(room, 1);
    DbLink *link = begin(room);
    assert_int_equal(insert(room, link, thing(1)), ERR_CONFLICT);
    assert_false(room->err.retry);
    db_abandon(link);
    link       = begin(room);
    Thing bad  = thing(2);
    bad.weight = -1;
    assert_int_equal(insert(room, link, bad), ERR_CONFLICT);
    db_abandon(link);
    link = begin(room);
    assert_int_equal(db_run(link, room->arena, &no_name, NULL, &room->err, ARGS(V(1))),
                     ERR_INTERNAL);
    db_abandon(link);
}

static void test_a_failed_transaction_commits_nothing(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    assert_int_equal(insert(room, link, thing(1)), OK);
    assert_int_equal(insert(room, link, thing(1)), ERR_CONFLICT);
    assert_int_equal(insert(room, link, thing(2)), ERR_INTERNAL);
    assert_int_equal(db_commit(link, &room->err), ERR_INTERNAL);
    assert_false(is_there(room, 1));
    put(room, 1); /* and the next one is not disturbed */
}

static void test_savepoints_nest(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    assert_int_equal(insert(room, link, thing(1)), OK);
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(2)), OK);
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(3)), OK);
    assert_int_equal(insert(room, link, thing(3)), ERR_CONFLICT);
    db_rollback_to(link);
    assert_int_equal(insert(room, link, thing(4)), OK);
    assert_int_equal(db_release(link, &room->err), OK);
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(5)), OK);
    db_rollback_to(link);
    commit(room, link);
    assert_true(is_there(room, 1));
    assert_true(is_there(room, 2));
    assert_false(is_there(room, 3));
    assert_true(is_there(room, 4));
    assert_false(is_there(room, 5));
}

static void test_an_outer_failure_survives_an_inner_undo(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    assert_int_equal(db_savepoint(link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(1)), OK);
    assert_int_equal(insert(room, link, thing(1)), ERR_CONFLICT);
    assert_int_equal(db_savepoint(link, &room->err), ERR_INTERNAL);
    assert_int_equal(db_release(link, &room->err), ERR_INTERNAL); /* undoes it instead */
    commit(room, link);
    assert_false(is_there(room, 1));
}

static void test_abandoning_undoes(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    assert_int_equal(insert(room, link, thing(1)), OK);
    db_abandon(link);
    assert_false(is_there(room, 1));
}

static void test_others_see_it_only_after_the_commit(void **state)
{
    Room   *room = *state;
    DbLink *link = begin(room);
    Thing   out;
    assert_int_equal(insert(room, link, thing(1)), OK);
    assert_int_equal(read_on(room, link, 1, &out), OK);
    assert_false(is_there(room, 1));
    commit(room, link);
    assert_true(is_there(room, 1));
}

static void test_a_reading_link_does_not_write(void **state)
{
    Room   *room = *state;
    DbLink *link = NULL;
    if (engine == DB_POSTGRESQL) skip(); /* its links are all alike */
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    assert_int_equal(insert(room, link, thing(1)), ERR_INTERNAL);
    db_return(link);
}

static Code put_two(Room *room)
{
    DbLink *link = NULL;
    TRY(db_begin(room->db, "db_test.c", &link, &room->err));
    Code code = insert(room, link, thing(1));
    if (code == OK) code = db_savepoint(link, &room->err);
    if (code == OK) {
        code = insert(room, link, thing(2));
        if (code == OK)
            code = db_release(link, &room->err);
        else
            db_rollback_to(link);
    }
    if (code == OK) return db_commit(link, &room->err);
    db_abandon(link);
    return code;
}

static void test_whatever_breaks_leaves_all_or_nothing(void **state)
{
    Room *room = *state;
    int   n    = 1;
    for (;; n++) {
        db_fail_at(room->db, n);
        const Code code = put_two(room);
        db_fail_at(room->db, 0);
        if (code == OK) break;
        assert_int_equal(code, ERR_INTERNAL);
        assert_string_equal(room->err.detail, "injected");
        assert_false(is_there(room, 1));
        assert_false(is_there(room, 2));
    }
    assert_int_equal(n, 7); /* begin, insert, savepoint, insert, release, commit */
    assert_true(is_there(room, 1));
    assert_true(is_there(room, 2));
}

static void test_statements_are_counted(void **state)
{
    Room         *room   = *state;
    const int64_t before = db_statement_count(room->db);
    Thing         rows[] = { thing(1), thing(2) };
    DbLink       *link   = begin(room);
    assert_int_equal(
        db_insert_all(link, room->arena, &thing_table, (Rows){ rows, 2 }, false, NULL, &room->err),
        OK);
    commit(room, link);
    assert_int_equal(db_statement_count(room->db) - before, engine == DB_POSTGRESQL ? 1 : 2);
}

/* ---- the pool -------------------------------------------------------- */

typedef struct Borrower {
    Room       *room;
    atomic_bool is_done;
    Code        code;
} Borrower;

static void *borrow_once(void *arg)
{
    Borrower *borrower = arg;
    DbLink   *link     = NULL;
    DbErr     err;
    borrower->code = db_borrow(borrower->room->db, &link, &err);
    atomic_store(&borrower->is_done, true);
    if (borrower->code == OK) db_return(link);
    return NULL;
}

static void test_a_link_in_use_is_waited_for(void **state)
{
    Room    *room                 = *state;
    DbLink  *link                 = NULL;
    Borrower borrower             = { .room = room };
    room->db->options.readers_max = 1;
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    const pthread_t thread = thread_start("borrower", 512, borrow_once, &borrower);
    clock_sleep_ms(30);
    assert_false(atomic_load(&borrower.is_done));
    db_return(link);
    thread_join(thread);
    assert_int_equal(borrower.code, OK);
}

/* ---- signals --------------------------------------------------------- */

static void test_a_signal_comes_with_the_commit_and_only_then(void **state)
{
    Room *room = *state;
    Wake *log = wake_new(), *job = wake_new();
    db_subscribe(room->db, TOPIC_LOG | TOPIC_TIMER, log);
    db_subscribe(room->db, TOPIC_JOB, job);
    (void)wake_wait(log, 300); /* PostgreSQL: the first listening raises all once */
    (void)wake_wait(job, 0);
    DbLink *link = begin(room);
    db_signal(link, TOPIC_LOG);
    assert_false(wake_wait(log, 0));
    db_abandon(link);
    assert_false(wake_wait(log, 20));
    link = begin(room);
    db_signal(link, TOPIC_LOG);
    commit(room, link);
    assert_true(wake_wait(log, 0));
    assert_false(wake_wait(job, 20));
    link = begin(room);
    db_signal(link, TOPIC_LOG | TOPIC_JOB);
    commit(room, link);
    assert_true(wake_wait(log, 0));
    assert_true(wake_wait(job, 0));
    db_unsubscribe(room->db, log);
    link = begin(room);
    db_signal(link, TOPIC_LOG);
    commit(room, link);
    assert_false(wake_wait(log, 20));
    db_unsubscribe(room->db, job);
    wake_free(log);
    wake_free(job);
}

/* ---- migrations ------------------------------------------------------ */

static EmbeddedFile file(const char *name, const char *sql)
{
    return (EmbeddedFile){ name, sql, sql + strlen(sql) };
}

static Code migrate(Room *room, const EmbeddedFile *list, size_t count)
{
    const Embedded embedded = { list, count };
    return db_migrate(room->db, &embedded, &room->err);
}

static void test_migrations_run_once_in_order(void **state)
{
    Room              *room   = *state;
    const EmbeddedFile list[] = { files[0], file("0002_more.sql", "CREATE TABLE more (a BIGINT);"),
                                  file("0004_alter.sql", "ALTER TABLE more ADD COLUMN b TEXT;") };
    assert_int_equal(migrate(room, list, COUNT(list)), OK);
    assert_int_equal(migrate(room, list, COUNT(list)), OK);
    assert_int_equal(migrate(room, list, 2), ERR_CONFLICT); /* an older program */
    assert_non_null(strstr(room->err.detail, "0004_alter.sql"));
}

static void test_a_changed_migration_is_refused(void **state)
{
    Room              *room   = *state;
    const EmbeddedFile list[] = { file("0001_thing.sql", "CREATE TABLE thing (a BIGINT);") };
    assert_int_equal(migrate(room, list, COUNT(list)), ERR_CONFLICT);
}

static void test_a_broken_migration_leaves_nothing(void **state)
{
    Room              *room  = *state;
    const EmbeddedFile bad[] = {
        files[0],
        file("0002_bad.sql", "CREATE TABLE other (a BIGINT); CREATE TABLE thing (a TEXT);")
    };
    const EmbeddedFile good[] = { files[0],
                                  file("0002_bad.sql", "CREATE TABLE other (a BIGINT);") };
    const EmbeddedFile twin[] = { good[0], good[1], file("0002_twin.sql", "SELECT 1;") };
    assert_int_equal(migrate(room, bad, COUNT(bad)), ERR_INTERNAL);
    assert_non_null(strstr(room->err.detail, "0002_bad.sql"));
    assert_int_equal(migrate(room, good, COUNT(good)), OK);
    assert_int_equal(migrate(room, twin, COUNT(twin)), ERR_INVALID);
}

/* ---- the check ------------------------------------------------------- */

static Str check(Room *room, const Query *query, const Table *table)
{
    const Query *const   queries[] = { query };
    const Table *const   tables[]  = { table };
    const SqlList        list      = { "test", queries, query != NULL, tables, table != NULL };
    const SqlList *const lists[]   = { &list };
    Str                  problems  = { 0 };
    const Code           code      = db_check(room->db, room->arena, lists, 1, &problems);
    assert_int_equal(code, problems.len == 0 ? OK : ERR_CONFLICT);
    return problems;
}

static void test_good_statements_pass_the_check(void **state)
{
    Room *room = *state;
    assert_int_equal(check(room, &by_id, &thing_table).len, 0);
    assert_int_equal(check(room, &all, NULL).len, 0);
    assert_int_equal(check(room, &rename_it, NULL).len, 0);
}

typedef struct Pair {
    int64_t a;
    bool    b;
} Pair;
static const Field pair_a_only[]    = { FIELD(Pair, a) };
static const Field pair_wrong[]     = { FIELD(Pair, a), FIELD(Pair, b) };
static const Shape pair_a_shape     = SHAPE(Pair, pair_a_only);
static const Shape pair_wrong_shape = SHAPE(Pair, pair_wrong);

static void test_the_check_finds(void **state)
{
    static const struct {
        Query       query;
        const char *says;
    } bad[] = {
        { { "no_tenant", "SELECT {cols} FROM thing WHERE id = $1", NULL, &thing_shape },
          "tenant_id" },
        { { "no_column", "SELECT a AS x FROM pair", NULL, &pair_a_shape, true }, "no column a" },
        { { "wrong_kind", "SELECT a, b FROM pair", NULL, &pair_wrong_shape, true }, "column b is" },
        { { "no_table", "SELECT a FROM peer", NULL, &pair_a_shape, true }, "peer" },
        { { "no_sql", "SELEC a FROM pair", NULL, &pair_a_shape, true }, "SELEC" },
        { { "a_gap", "SELECT a FROM pair WHERE a = $1 AND b = $3", NULL, &pair_a_shape, true },
          "$2" },
        { { "greedy",
            "UPDATE pair SET b = TRUE WHERE a IN (SELECT a FROM pair ORDER BY a LIMIT 2"
            " {skip_locked})",
            NULL, NULL, true },
          "more than its LIMIT" },
    };
    Room *room = *state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const Str problems = check(room, &bad[i].query, NULL);
        assert_true(str_find(problems, str_of(bad[i].query.name)) >= 0);
        assert_true(str_find(problems, str_of(bad[i].says)) >= 0);
    }
    const Table short_table = { "pair", &pair_a_shape },
                wrong_table = { "pair", &pair_wrong_shape };
    const Table no_table    = { "peer", &pair_a_shape };
    assert_true(str_find(check(room, NULL, &short_table), S("column b must be given")) >= 0);
    assert_true(str_find(check(room, NULL, &wrong_table), S("column b is")) >= 0);
    assert_true(str_find(check(room, NULL, &no_table), S("no column a")) >= 0);
}

static void test_an_unknown_url_is_refused(void **state)
{
    Room *room = *state;
    Db   *db   = NULL;
    assert_int_equal(db_open("mysql://x", NULL, &db, &room->err), ERR_INVALID);
    assert_int_equal(db_open("sqlite:/no/such/folder/x.db", NULL, &db, &room->err),
                     ERR_UNAVAILABLE);
    assert_int_equal(db_open("postgresql://127.0.0.1:1/x", NULL, &db, &room->err), ERR_UNAVAILABLE);
    assert_null(db);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(test_every_kind_comes_back_as_it_went),
        IN_ROOM(test_what_is_done_in_a_hurry_is_done),
        IN_ROOM(test_a_failure_in_a_hurry_shows_and_undoes_all),
        IN_ROOM(test_who_gives_up_in_a_hurry_leaves_nothing),
        IN_ROOM(test_a_batch_comes_back_as_it_went),
        IN_ROOM(test_a_batch_leaves_out_what_is_known),
        IN_ROOM(test_a_batch_with_a_known_row_fails_as_a_whole),
        IN_ROOM(test_many_rows_are_counted_and_come_back),
        IN_ROOM(test_arguments_go_by_number_not_by_place),
        IN_ROOM(test_absence_leaves_the_row_untouched),
        IN_ROOM(test_what_no_column_fills_is_zero),
        IN_ROOM(test_a_word_nobody_knows_is_an_error),
        IN_ROOM(test_a_nul_byte_is_refused),
        IN_ROOM(test_a_placeholder_is_filled_in),
        IN_ROOM(test_whole_numbers_are_64_bits_wide),
        IN_ROOM(test_each_sees_every_row_once),
        IN_ROOM(test_each_takes_a_with_clause_too),
        IN_ROOM(test_each_allows_statements_on_the_same_link),
        IN_ROOM(test_broken_constraints_are_told_apart),
        IN_ROOM(test_a_failed_transaction_commits_nothing),
        IN_ROOM(test_savepoints_nest),
        IN_ROOM(test_an_outer_failure_survives_an_inner_undo),
        IN_ROOM(test_abandoning_undoes),
        IN_ROOM(test_others_see_it_only_after_the_commit),
        IN_ROOM(test_a_reading_link_does_not_write),
        IN_ROOM(test_whatever_breaks_leaves_all_or_nothing),
        IN_ROOM(test_statements_are_counted),
        IN_ROOM(test_a_link_in_use_is_waited_for),
        IN_ROOM(test_a_signal_comes_with_the_commit_and_only_then),
        IN_ROOM(test_migrations_run_once_in_order),
        IN_ROOM(test_a_changed_migration_is_refused),
        IN_ROOM(test_a_broken_migration_leaves_nothing),
        IN_ROOM(test_good_statements_pass_the_check),
        IN_ROOM(test_the_check_finds),
        IN_ROOM(test_an_unknown_url_is_refused),
    };
    Arena     *arena  = arena_new(64 * 1024);
    const bool has_pg = env_get(arena, "WEFT_TEST_PG").len > 0;
    arena_free(arena);
    int failed = cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
    engine     = DB_POSTGRESQL;
    if (has_pg) failed += cmocka_run_group_tests_name("postgresql", tests, NULL, NULL);
    return failed;
}
