/* Files that go out, tags of many and their undo: on both engines, and with a failure
 * at every statement. */
#include "bulk/bulk.h"
#include "kernel/testing.h"
#include "privacy/privacy.h"
#include "sys/sys.h"
#include "wire/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static Code                 import_some(Ctx *cx, Job *job, bool *more);
static const JobKind        import_job = { "intake.run", import_some };
static const JobKind *const kinds[] = { &export_job, &bulk_tags_job, &bulk_undo_job, &import_job };

static void make_named(Ctx *cx, const char *const *names, int count)
{
    PersonFacts *facts = arena_make(cx->arena, PersonFacts, (size_t)count);
    int64_t     *ids   = arena_make(cx->arena, int64_t, (size_t)count);
    for (int i = 0; i < count; i++)
        facts[i] =
            (PersonFacts){ .name  = names ? str_of(names[i]) : str_fmt(cx->arena, "客户%d", i),
                           .phone = str_fmt(cx->arena, "138%08d", i) };
    const NewPersons persons = { facts, NULL, (size_t)count, S("phone") };
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_many_create(cx, &persons, S("import"), ids));
    GOOD(cx, cx_commit(cx, &txn));
}

static void make_people(Ctx *cx, int count) { make_named(cx, NULL, count); }

static Job run(TestHouse *house, int64_t id)
{
    Job  job = { 0 };
    Ctx *cx  = test_house_ctx(house);
    GOOD(cx, job_drain(&house->services, kinds, COUNT(kinds)));
    GOOD(cx, job_get(cx, id, &job));
    return job;
}

static int64_t count_of(const Job *job, const char *word)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    Arena      *arena = arena_new(1 << 20);
    assert_int_equal(json_parse(arena, job->result, JSON_LIMITS, &json, &error), OK);
    const int64_t count = json_i64(json, str_of(word), -1);
    arena_free(arena);
    return count;
}

/* ---- tags, and taking them back
 * ------------------------------------------------------------------ */

static Ids everybody(Ctx *cx, int count)
{
    Str     *phones = arena_make(cx->arena, Str, (size_t)count);
    int64_t *ids    = arena_make(cx->arena, int64_t, (size_t)count);
    for (int i = 0; i < count; i++) phones[i] = str_fmt(cx->arena, "138%08d", i);
    customer_many_lookups(cx, S("phone"), phones, (size_t)count);
    GOOD(cx, customer_many_holders(cx, S("phone"), (Strs){ phones, (size_t)count }, ids));
    return (Ids){ ids, (size_t)count };
}

static int64_t tagged(Ctx *cx, int64_t tag_id)
{
    Rows tags = { 0 };
    GOOD(cx, customer_tags_by_ids(cx, (Ids){ &tag_id, 1 }, &tags));
    return ROWS_AT(Tag, tags, 0)->customer_count;
}

static Job tag_all(TestHouse *house, Ids ids, Ids add, Ids remove)
{
    Job                 job   = { 0 };
    Ctx                *cx    = &house->cx;
    const BulkTagsDraft draft = { .selection      = { .ids = ids },
                                  .add_tag_ids    = add,
                                  .remove_tag_ids = remove };
    GOOD(cx, bulk_tags_start(cx, &draft, &job));
    return run(house, job.id);
}

static void test_undo_takes_back_what_the_job_changed_and_no_more(void **state)
{
    enum { PEOPLE = 12, BEFORE = 5 };
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    int64_t    tag   = 0;
    Job        undo  = { 0 };
    make_people(cx, PEOPLE);
    cx = test_house_ctx(house);
    GOOD(cx, customer_many_tag_named(cx, S("新客"), true, &tag));
    const Ids ids = everybody(cx, PEOPLE), one = { &tag, 1 };
    (void)tag_all(house, (Ids){ ids.at, BEFORE }, one, (Ids){ 0 });
    cx              = test_house_ctx(house);
    const Ids again = everybody(cx, PEOPLE);
    const Job all   = tag_all(house, again, one, (Ids){ 0 });
    assert_int_equal(count_of(&all, "changed"), PEOPLE - BEFORE);
    cx = test_house_ctx(house);
    assert_int_equal(tagged(cx, tag), PEOPLE);
    GOOD(cx, bulk_undo_start(cx, all.id, false, &undo));
    undo = run(house, undo.id);
    assert_int_equal(undo.state, JOB_DONE);
    cx = test_house_ctx(house);
    assert_int_equal(tagged(cx, tag), BEFORE);
    assert_int_equal(bulk_undo_start(cx, all.id, false, &undo), ERR_CONFLICT);
    cx            = test_house_ctx(house);
    const Job off = tag_all(house, everybody(cx, PEOPLE), (Ids){ 0 }, one);
    cx            = test_house_ctx(house);
    assert_int_equal(tagged(cx, tag), 0);
    GOOD(cx, bulk_undo_start(cx, off.id, false, &undo));
    (void)run(house, undo.id);
    assert_int_equal(tagged(test_house_ctx(house), tag), BEFORE);
}

static Str file_of(Ctx *cx, const Job *job)
{
    Str         text = { 0 };
    const char *place =
        str_fmt(cx->arena, "%s/jobs/%lld.csv", cx->services->data_dir, (long long)job->id).ptr;
    if (file_read(cx->arena, place, 1 << 20, &text) != OK) return (Str){ 0 };
    return text;
}

static const Query delete_tag = { .name = "test.delete_tag",
                                  .sql  = "UPDATE tag SET is_deleted = TRUE"
                                          " WHERE tenant_id = $1 AND id = $2" };

static int selections(Ctx *cx)
{
    int  count = 0;
    DIR *dir   = opendir(str_fmt(cx->arena, "%s/selections", cx->services->data_dir).ptr);
    for (const struct dirent *at; dir && (at = readdir(dir));) count += at->d_name[0] != '.';
    if (dir) closedir(dir);
    return count;
}

/* Whatever fails behind the choice of people, it is not left lying about. */
static void test_what_was_not_started_leaves_no_selection(void **state)
{
    enum { PEOPLE = 3 };
    TestHouse *house  = *state;
    Ctx       *cx     = test_house_ctx(house);
    Job        job    = { 0 };
    Code       code   = ERR_INTERNAL;
    int        failed = 0;
    int64_t    tag    = 0;
    make_people(cx, PEOPLE);
    GOOD(cx, customer_many_tag_named(cx, S("展会"), true, &tag));
    const BulkTagsDraft draft  = { .selection   = { .ids = everybody(cx, PEOPLE) },
                                   .add_tag_ids = { &tag, 1 } };
    const int           before = selections(cx);
    for (int n = 1; code != OK; n++) {
        cx = test_house_ctx(house);
        db_fail_at(cx->db, n);
        code = bulk_tags_start(cx, &draft, &job);
        db_fail_at(cx->db, 0);
        failed += code != OK;
        if (code != OK) assert_int_equal(selections(cx), before);
    }
    assert_true(failed > 2);
}

static void test_an_undo_of_tags_names_what_it_left(void **state)
{
    enum { PEOPLE = 3 };
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    int64_t    kept = 0, gone = 0;
    Job        undo = { 0 };
    make_people(cx, PEOPLE);
    cx = test_house_ctx(house);
    GOOD(cx, customer_many_tag_named(cx, S("留下"), true, &kept));
    GOOD(cx, customer_many_tag_named(cx, S("删掉"), true, &gone));
    const int64_t both[] = { kept, gone };
    (void)tag_all(house, everybody(cx, PEOPLE), (Ids){ both, 2 }, (Ids){ 0 });
    cx            = test_house_ctx(house);
    const Job off = tag_all(house, everybody(cx, PEOPLE), (Ids){ 0 }, (Ids){ both, 2 });
    cx            = test_house_ctx(house);
    GOOD(cx, cx_run(cx, &delete_tag, NULL, ARGS(V(cx->tenant_id), V(gone))));
    GOOD(cx, bulk_undo_start(cx, off.id, true, &undo));
    undo = run(house, undo.id);
    assert_int_equal(undo.state, JOB_DONE);
    assert_int_equal(count_of(&undo, "refused"), PEOPLE);
    cx              = test_house_ctx(house);
    const Str lines = file_of(cx, &undo);
    assert_true(str_starts(lines, S("\xEF\xBB\xBF"
                                    "Customer ID,Customer,Tag,Reason\r\n")));
    assert_true(str_find(lines, S(",,The tag was deleted\r\n")) > 0);
    assert_int_equal(tagged(cx, kept), PEOPLE); /* the other one is back */
}

/* ---- an import, and taking it back ----------------------------------------------------- */

enum {
    BEFRIENDED,
    EDITED,
    TAGGED,
    VIEWED,
    ORDERED,
    MERGED,
    MERGED_TOO,
    KNOWN,    /* by an identity from elsewhere                              */
    TOLD,     /* a value of an attribute was said by hand                   */
    STRIPPED, /* the tag of the import was taken off by hand                */
    RETAGGED, /* and put on again                                          */
    SOLD_TO,  /* a tag by an import from the command line, taken off since  */
    ASKED,    /* to be deleted: that is waiting                             */
    DELETED,
    TOUCHED  = DELETED, /* who is deleted does not stay, nor does he leave */
    IMPORTED = 18,
    LEAVING  = IMPORTED - TOUCHED - 1,
};

/* As intake_apply.c does: those who were there stay as they are, those made are written down. */
static Code import_some(Ctx *cx, Job *job, bool *more)
{
    Str         lookups[IMPORTED];
    int64_t     holders[IMPORTED], ids[IMPORTED];
    PersonFacts facts[IMPORTED];
    size_t      count  = 0;
    int64_t     tag    = 0;
    Rows        tags   = { 0 };
    const Str   source = str_fmt(cx->arena, "import:%lld", (long long)job->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (int i = 0; i < IMPORTED; i++) lookups[i] = str_fmt(cx->arena, "138%08d", i);
    customer_many_lookups(cx, S("phone"), lookups, IMPORTED);
    TRY(customer_many_holders(cx, S("phone"), (Strs){ lookups, IMPORTED }, holders));
    for (int i = 0; i < IMPORTED; i++)
        if (!holders[i])
            facts[count++] = (PersonFacts){ .name  = str_fmt(cx->arena, "客户%d", i),
                                            .phone = str_fmt(cx->arena, "138%08d", i) };
    const NewPersons persons = { facts, NULL, count, S("phone") };
    TRY(customer_many_create(cx, &persons, S("import"), ids));
    TRY(customer_made_note(cx, job->id, (Ids){ ids, count }));
    TRY(customer_many_tag_named(cx, S("导入的"), true, &tag));
    TRY(customer_tags_by_ids(cx, (Ids){ &tag, 1 }, &tags));
    int64_t changed = 0;
    TRY(customer_many_holders(cx, S("phone"), (Strs){ lookups, IMPORTED }, holders));
    TRY(customer_many_tag(cx, (Ids){ holders, IMPORTED }, &tags, &(Rows){ 0 }, source, NULL,
                          &changed));
    *more = false;
    TRY(job_save(cx, job));
    return cx_commit(cx, &txn);
}

static Job import(TestHouse *house)
{
    Ctx           *cx    = test_house_ctx(house);
    Job            job   = { 0 };
    const JobDraft draft = { .kind = S("intake.run"), .title = S("导入"), .unit = S("row") };
    GOOD(cx, job_start(cx, draft, &job));
    return run(house, job.id);
}

// clang-format off
typedef struct PersonRow { int64_t id, is_there, has_phone, tag_count, is_made; } PersonRow;
static const Field person_fields[] = {
    FIELD_ID(PersonRow, id), FIELD(PersonRow, is_there), FIELD(PersonRow, has_phone), FIELD(PersonRow, tag_count),
    FIELD(PersonRow, is_made),
};
static const Shape person_shape = SHAPE(PersonRow, person_fields);
typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);
// clang-format on

/* All that is kept of those a job made: also of one whose row alone is gone.  $2 is their tag. */
#define OF(table, column) "SELECT " column " FROM " table " WHERE tenant_id = $1"
static const Query whole = {
    .name = "test.whole",
    .sql  = "SELECT p.id AS id, (SELECT count(*) FROM customer c WHERE c.tenant_id = $1"
            " AND c.id = p.id) AS is_there, (SELECT count(*) FROM customer_identity i"
            " WHERE i.tenant_id = $1 AND i.customer_id = p.id) AS has_phone,"
            " (SELECT count(*) FROM customer_tag t WHERE t.tenant_id = $1"
            " AND t.customer_id = p.id AND t.tag_id = $2) AS tag_count,"
            " (SELECT count(*) FROM customer_made m WHERE m.tenant_id = $1"
            " AND m.customer_id = p.id) AS is_made FROM"
            " (" OF("customer", "id") " UNION " OF("customer_identity", "customer_id") " UNION " OF(
                "customer_made", "customer_id") " UNION " OF("customer_tag",
                                                             "customer_id") ") p ORDER BY p.id",
    .out    = &person_shape,
    .global = true,
};
static const Query named = {
    .name   = "test.named",
    .sql    = "SELECT count(*) AS number FROM event WHERE tenant_id = $1"
              " AND type = 'customer.created' AND payload LIKE '%客户%'",
    .out    = &number_shape,
    .global = true,
};
static const Query befriend = {
    .name   = "test.befriend",
    .sql    = "INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id,"
              " external_userid, staff_userid, added_at_ms, is_exact, ended_at_ms, add_way,"
              " interval_no, seen_at_ms, revision) VALUES ($1, 1, $2, 1, 1, 'wm', 's', 1, TRUE, 0,"
              " 'scan', 1, 1, 0)",
    .global = true,
};

static int64_t number_of(Ctx *cx, const Query *query)
{
    NumberRow row = { 0 };
    GOOD(cx, cx_one(cx, query, &row, ARGS(V(cx->tenant_id))));
    return row.number;
}

static const Query order = {
    .name   = "test.order",
    .sql    = "INSERT INTO shop_order (tenant_id, id, shop_id, customer_id, order_no, parent_no,"
              " is_seen, is_split, state, told_at_ms, told_hash, currency, total_fen, post_fen,"
              " discount_fen, payable_fen, paid_fen, refunded_fen, refunding_fen, title, quantity,"
              " buyer_name, region, created_at_ms, paid_at_ms, shipped_at_ms, finished_at_ms,"
              " closed_at_ms, emitted) VALUES ($1, 1, 1, $2, 'A1', '', TRUE, FALSE, 'paid', 1, 0,"
              " 'CNY', 1, 0, 0, 1, 1, 0, 0, '', 1, '', '', 1, 1, 0, 0, 0, 0)",
    .global = true,
};
static const Query know = {
    .name   = "test.know",
    .sql    = "UPDATE customer_identity SET source = 'track' WHERE tenant_id = $1"
              " AND customer_id = $2",
    .global = true,
};
static const Query tell = {
    .name   = "test.tell",
    .sql    = "INSERT INTO attribute_evidence (tenant_id, id, customer_id, attribute_id, about,"
              " value, source, ref, store_id, distance_m, confidence, at_ms, until_ms,"
              " ended_at_ms, event_seq) VALUES ($1, 1, $2, 1, '', 'v', 'console', 'r', 0, -1, 100,"
              " 1, 0, 0, 0)",
    .global = true,
};
static const Query delete[] = {
    { .name   = "test.delete_row",
      .sql    = "DELETE FROM customer WHERE tenant_id = $1 AND id = $2",
      .global = true },
    { .name   = "test.delete_identity",
      .sql    = "DELETE FROM customer_identity WHERE tenant_id = $1 AND customer_id = $2",
      .global = true },
};

static void change(Ctx *cx, const Query *query, int64_t id)
{
    GOOD(cx, cx_run(cx, query, NULL, ARGS(V(cx->tenant_id), V(id))));
}

/* As the console does. */
static void turn(Ctx *cx, int64_t id, int64_t on, int64_t off)
{
    GOOD(cx, customer_tag(cx, (CustomerId){ id }, (RelationId){ 0 }, (Ids){ &on, on != 0 },
                          (Ids){ &off, off != 0 }, S("console")));
}

/* As a till's file, brought in at the command line, would: nothing of it is left but an event. */
static void tag_from_command(Ctx *cx, int64_t id, int64_t tag)
{
    const Ids who = { &id, 1 }, what = { &tag, 1 };
    Rows      tags    = { 0 };
    int64_t   changed = 0;
    cx->actor         = S("system:import");
    GOOD(cx, customer_tags_by_ids(cx, what, &tags));
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_many_tag(cx, who, &tags, &(Rows){ 0 }, S("import"), NULL, &changed));
    GOOD(cx, customer_many_tag(cx, who, &(Rows){ 0 }, &tags, S("import"), NULL, &changed));
    GOOD(cx, cx_commit(cx, &txn));
}

/* Each in another way; the one who is deleted last of all, as he is no row any more. */
static void touch_some(TestHouse *house)
{
    Ctx          *cx  = test_house_ctx(house);
    const Ids     ids = everybody(cx, IMPORTED);
    MergeEvidence why = { 0 };
    MergeId       merge;
    Erasure       asked = { 0 };
    int64_t       tag = 0, given = 0;
    change(cx, &befriend, ids.at[BEFRIENDED]);
    GOOD(cx, customer_many_write(cx, ids.at[EDITED], &(PersonFacts){ .address = S("上海") },
                                 S("console")));
    GOOD(cx, customer_many_tag_named(cx, S("手工"), true, &tag));
    GOOD(cx, customer_many_tag_named(cx, S("导入的"), true, &given));
    turn(cx, ids.at[TAGGED], tag, 0);
    GOOD(cx, event_append(
                 cx, &(EventDraft){ .type = S("page.viewed"), .person_id = ids.at[VIEWED] }, NULL));
    change(cx, &order, ids.at[ORDERED]);
    GOOD(cx, customer_merge(cx, (CustomerId){ ids.at[MERGED] }, (CustomerId){ ids.at[MERGED_TOO] },
                            &why, &merge));
    change(cx, &know, ids.at[KNOWN]);
    change(cx, &tell, ids.at[TOLD]);
    turn(cx, ids.at[STRIPPED], 0, given);
    turn(cx, ids.at[RETAGGED], 0, given);
    turn(cx, ids.at[RETAGGED], given, 0);
    turn(cx, ids.at[DELETED], 0, given);
    tag_from_command(cx, ids.at[SOLD_TO], tag);
    GOOD(cx, privacy_request(cx, (CustomerId){ ids.at[ASKED] },
                             &(ErasureDraft){ .ground = ERASURE_REQUEST }, &asked));
    for (size_t i = 0; i < COUNT(delete); i++) change(cx, &delete[i], ids.at[DELETED]);
}

/* Either all of somebody is there or nothing; the tag knows how many have it. */
static void check_whole(Ctx *cx, int64_t tag)
{
    Rows    rows = { 0 };
    int64_t with = 0, absent = 0;
    GOOD(cx, cx_list(cx, &whole, &rows, ARGS(V(cx->tenant_id), V(tag))));
    for (size_t i = 0; i < rows.count; i++) {
        const PersonRow *row = ROWS_AT(PersonRow, rows, i);
        assert_int_equal(row->has_phone > 0, row->is_there);
        assert_int_equal(row->is_made, 1);
        absent += !row->is_there;
        with += row->is_there ? row->tag_count : 0; /* a fold leaves what both had */
    }
    assert_int_equal(absent, 2); /* who was deleted, and who was folded into another */
    assert_int_equal(tagged(cx, tag), with);
}

static void check_reasons(Str lines)
{
    static const struct {
        const char *reason;
        int         count;
    } want[] = {
        { "Merged with another customer", 2 },
        { "Is, or was, a friend of a member of staff\"", 1 },
        { "Facts were changed after the import", 2 },
        { "Is known by an identity from elsewhere", 1 },
        { "Was tagged after the import", 4 },
        { "Has an order", 1 },
        { "Has a note, a consent, a group, an account or a request for deletion\"", 1 },
        { "Something else happened to the customer", 1 },
    };
    for (size_t i = 0; i < COUNT(want); i++) {
        int count = 0;
        for (Str rest = lines; rest.ptr;)
            count += str_ends(str_trim(str_cut(&rest, '\n')), str_of(want[i].reason));
        if (count != want[i].count)
            fail_msg("%s: %d, not %d", want[i].reason, count, want[i].count);
    }
}

static void test_an_import_takes_along_whom_nobody_touched(void **state)
{
    TestHouse      *house   = *state;
    BulkUndoPreview preview = { 0 };
    Job             undo = { 0 }, taken = { 0 };
    int64_t         tag    = 0;
    const Job       job    = import(house);
    Ctx            *cx     = test_house_ctx(house);
    const Ids       before = everybody(cx, IMPORTED);
    const int64_t   left = before.at[0], gone = before.at[IMPORTED - 1];
    touch_some(house);
    cx = test_house_ctx(house);
    GOOD(cx, bulk_undo_preview(cx, job.id, &preview));
    assert_int_equal(preview.made, IMPORTED);
    assert_int_equal(preview.leaves, LEAVING);
    assert_int_equal(preview.stays, TOUCHED);
    assert_int_equal(preview.changes, 0);
    assert_true(preview.is_whole);
    GOOD(cx, bulk_undo_start(cx, job.id, true, &undo));
    undo = run(house, undo.id);
    assert_int_equal(undo.state, JOB_DONE);
    assert_int_equal(count_of(&undo, "gone"), LEAVING);
    assert_int_equal(count_of(&undo, "stayed"), TOUCHED);
    cx = test_house_ctx(house);
    GOOD(cx, job_get(cx, job.id, &taken));
    assert_true(taken.is_final);
    check_reasons(file_of(cx, &undo));
    GOOD(cx, customer_many_tag_named(cx, S("导入的"), true, &tag));
    check_whole(cx, tag);
    assert_int_equal(tagged(cx, tag), 1);                 /* who was given it by hand */
    assert_int_equal(number_of(cx, &named), TOUCHED + 1); /* names of those who stay */
    assert_int_equal(everybody(cx, IMPORTED).at[IMPORTED - 1], 0);
    (void)import(house); /* the same phones again */
    cx              = test_house_ctx(house);
    const Ids again = everybody(cx, IMPORTED);
    assert_int_equal(again.at[0], left);
    assert_true(again.at[IMPORTED - 1] != 0 && again.at[IMPORTED - 1] != gone);
    assert_int_equal(bulk_undo_start(cx, job.id, true, &undo), ERR_CONFLICT);
}

/* ---- taken back while it goes on ------------------------------------------------------------- */

typedef struct Undoer {
    Ctx  cx;
    Job  undo;
    Code code;
} Undoer;

static int64_t import_id;

static void *undo_in_thread(void *arg)
{
    Undoer *undoer = arg;
    undoer->code   = bulk_undo_start(&undoer->cx, import_id, false, &undoer->undo);
    return NULL;
}

/* On SQLite he waits for the turn to write. */
static const Query waiting = { .name   = "test.waiting",
                               .sql    = "SELECT 0 * $1 AS number",
                               .pg     = "SELECT count(*) AS number FROM pg_stat_activity"
                                         " WHERE datname = current_database() AND $1 > 0"
                                         " AND wait_event_type = 'Lock'",
                               .out    = &number_shape,
                               .global = true };

/* Not in the open transaction: what PostgreSQL tells of others stands still there. */
static bool is_waited_for(Ctx *cx)
{
    Ctx        own  = ctx_system(cx->services, cx->arena, cx->tenant_id, "system:test");
    const bool does = db_is_wanted(cx->link) || number_of(&own, &waiting) > 0;
    clock_sleep_ms(1);
    return does;
}

static const Query resumed = { .name = "test.resumed",
                               .sql  = "UPDATE job SET claims = claims + 1"
                                       " WHERE tenant_id = $1 AND id = $2" };

/* He has looked through whom it made; then it is resumed, makes others, and ends. */
static void test_an_import_that_went_on_behind_the_look_is_not_taken_back(void **state)
{
    enum { PATIENCE_MS = 5000 };
    TestHouse *house = *state;
    import_id        = import(house).id;
    Ctx   *cx        = test_house_ctx(house);
    Undoer undoer    = { .cx = *cx };
    undoer.cx.arena  = arena_new(64 << 20);
    undoer.cx.seed += 1;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    change(cx, &resumed, import_id);
    const pthread_t thread = thread_start("undo", 512, undo_in_thread, &undoer);
    for (int ms = 0; !is_waited_for(cx); ms++) assert_true(ms < PATIENCE_MS);
    GOOD(cx, cx_commit(cx, &txn));
    thread_join(thread);
    assert_int_equal(undoer.code, ERR_CONFLICT);
    assert_string_equal(undoer.cx.err.reason, "bulk.went_on");
    arena_free(undoer.cx.arena);
    cx = test_house_ctx(house);
    GOOD(cx, bulk_undo_start(cx, import_id, false, &undoer.undo));
    assert_int_equal(count_of(&(Job){ .result = run(house, undoer.undo.id).result }, "gone"),
                     IMPORTED);
}

/* The n-th statement fails, for each n: nobody is half gone, and the next step goes on. */
static void test_an_import_taken_back_with_failures_leaves_nobody_half(void **state)
{
    TestHouse *house  = *state;
    Job        undo   = { 0 };
    int64_t    tag    = 0;
    int        failed = 0;
    const Job  job    = import(house);
    touch_some(house);
    Ctx *cx = test_house_ctx(house);
    GOOD(cx, customer_many_tag_named(cx, S("导入的"), true, &tag));
    GOOD(cx, bulk_undo_start(cx, job.id, true, &undo));
    const int64_t id = undo.id;
    for (int n = 1; undo.state != JOB_DONE; n++) {
        db_fail_at(house->db, n);
        const Code code = job_drain(&house->services, kinds, COUNT(kinds));
        db_fail_at(house->db, 0);
        failed += code != OK;
        cx = test_house_ctx(house);
        GOOD(cx, job_get(cx, id, &undo));
        failed += undo.state == JOB_FAILED;
        if (undo.state == JOB_FAILED) GOOD(cx, job_resume(cx, id));
        check_whole(test_house_ctx(house), tag);
        test_house_set_clock(test_house_clock() + 2 * MS_PER_MINUTE); /* the pause of a retry */
    }
    assert_true(failed > 20);
    undo = run(house, id);
    assert_int_equal(undo.state, JOB_DONE);
    assert_int_equal(count_of(&undo, "gone"), LEAVING);
    assert_int_equal(count_of(&undo, "stayed"), TOUCHED);
    cx = test_house_ctx(house);
    check_whole(cx, tag);
    assert_int_equal(number_of(cx, &named), TOUCHED + 1);
}

/* A second row of the file about somebody is no edit; what somebody wrote in between is one. */
static void test_an_edit_between_two_rows_of_a_file_is_an_edit(void **state)
{
    enum { WRITTEN, SAME, BETWEEN };
    TestHouse *house = *state;
    const Job  job   = import(house);
    Ctx       *cx    = test_house_ctx(house);
    const Ids  ids   = everybody(cx, 3);
    Ids        mine  = { 0 };
    Rows       made  = { 0 };
    GOOD(cx, customer_many_write(cx, ids.at[BETWEEN], &(PersonFacts){ .address = S("上海") },
                                 S("console")));
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_made_as_left(cx, job.id, ids, &mine));
    assert_int_equal(mine.count, 2);
    for (size_t i = 0; i < ids.count; i++)
        GOOD(cx, customer_many_write(cx, ids.at[i],
                                     &(PersonFacts){ .name = i == SAME ? S("客户1") : S("又一行") },
                                     S("import")));
    GOOD(cx, customer_made_again(cx, job.id, mine));
    GOOD(cx, cx_commit(cx, &txn));
    GOOD(cx, customer_made_look(cx, job.id, ids, &made));
    assert_int_equal(made.count, 3);
    for (size_t i = 0; i < made.count; i++) {
        const CustomerMade *one = ROWS_AT(CustomerMade, made, i);
        assert_int_equal(one->why, one->customer_id == ids.at[BETWEEN] ? MADE_CHANGED : 0);
    }
}

static void test_whom_another_made_is_left_by_who_does_not_see_him(void **state)
{
    TestHouse *house  = *state;
    Job        undo   = { 0 };
    const Job  job    = import(house);
    Ctx       *cx     = test_house_ctx(house);
    Unmade     unmade = { 0 };
    const Ids  ids    = everybody(cx, IMPORTED);
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, privacy_unmake(cx, job.id, ids, false, &unmade));
    GOOD(cx, cx_commit(cx, &txn));
    assert_int_equal(unmade.gone, 0);
    assert_int_equal(unmade.stayed, IMPORTED);
    assert_int_equal(unmade.left.count, IMPORTED);
    assert_true(everybody(test_house_ctx(house), IMPORTED).at[0] != 0);
    cx = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(bulk_undo_start(cx, job.id, true, &undo), ERR_NOT_FOUND);
}

/* ---- going out
 * --------------------------------------------------------------------------------------- */

static void test_an_export_masks_and_runs_no_formula(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Job        job   = { 0 };
    Str        text  = { 0 };
    make_named(cx, (const char *const[]){ "=1+1", "王芳" }, 2);
    cx                          = test_house_ctx(house);
    const Str         columns[] = { S("name"), S("phone") };
    const ExportDraft draft     = { .selection = { .ids = everybody(cx, 2) },
                                    .columns   = { columns, 2 },
                                    .format    = FORMAT_CSV };
    GOOD(cx, bulk_export_start(cx, &draft, true, &job));
    job = run(house, job.id);
    assert_int_equal(job.state, JOB_DONE);
    cx = test_house_ctx(house);
    const char *path =
        str_fmt(cx->arena, "%s/jobs/%lld.csv", cx->services->data_dir, (long long)job.id).ptr;
    GOOD(cx, file_read(cx->arena, path, 1 << 20, &text));
    assert_true(str_equal(text, S("\xEF\xBB\xBFName,Phone\r\n'=1+1,138****0000\r\n"
                                  "王芳,138****0001\r\n")));
    cx->user_id = TEST_USER + 1;
    assert_int_equal(bulk_job_file_allowed(cx, &job), OK); /* steers jobs and may export */
    cx->permissions = (PermissionSet){ 0 };
    assert_int_equal(bulk_job_file_allowed(cx, &job), ERR_NOT_FOUND);
}

/* A right that was taken away since, or that the maker's key never had, takes nothing out. */
static void test_a_file_is_for_who_may_still_take_it_out(void **state)
{
    static const struct {
        const char *kind, *args;
        Permission  need;
    } files[] = {
        { "customer.export", "{}", PERM_CUSTOMER_EXPORT },
        { "customer.person_export", "{}", PERM_CUSTOMER_EXPORT },
        { "customer.undo", "{}", PERM_CUSTOMER_READ },
        { "intake.run", "{}", PERM_CUSTOMER_IMPORT },
        { "board.export", "{}", PERM_BOARD_READ },
        { "channel_code.batch", "{}", PERM_CHANNEL_CODE_READ },
        { "other.kind", "", PERM_JOB_READ },
        { "customer.export", "{\"clear\":true}", PERM_CUSTOMER_REVEAL },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(files); i++) {
        const Job job   = { .kind       = str_of(files[i].kind),
                            .args       = str_of(files[i].args),
                            .created_by = TEST_USER };
        cx              = test_house_ctx(*state);
        cx->permissions = (PermissionSet){ 0 };
        for (int each = 1; each < PERMISSION_COUNT; each++)
            if (each != (int)files[i].need) permission_add(&cx->permissions, (Permission)each);
        assert_int_equal(bulk_job_file_allowed(cx, &job), ERR_DENIED);
        forgive(cx);
        permission_add(&cx->permissions, files[i].need);
        assert_int_equal(bulk_job_file_allowed(cx, &job), OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_undo_takes_back_what_the_job_changed_and_no_more),
        ON_HOUSE(test_what_was_not_started_leaves_no_selection),
        ON_HOUSE(test_an_undo_of_tags_names_what_it_left),
        ON_HOUSE(test_an_import_takes_along_whom_nobody_touched),
        ON_HOUSE(test_an_import_that_went_on_behind_the_look_is_not_taken_back),
        ON_HOUSE(test_an_import_taken_back_with_failures_leaves_nobody_half),
        ON_HOUSE(test_an_edit_between_two_rows_of_a_file_is_an_edit),
        ON_HOUSE(test_whom_another_made_is_left_by_who_does_not_see_him),
        ON_HOUSE(test_an_export_masks_and_runs_no_formula),
        ON_HOUSE(test_a_file_is_for_who_may_still_take_it_out),
    };
    return FOR_EACH_ENGINE(tests);
}
