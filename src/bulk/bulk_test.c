/* Files that go out, tags of many and their undo: on both engines, and with a failure
 * at every statement. */
#include "bulk/bulk.h"
#include "kernel/testing.h"
#include "sys/file.h"
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

static const JobKind *const kinds[] = { &export_job, &bulk_tags_job, &bulk_undo_job };

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
        ON_HOUSE(test_an_export_masks_and_runs_no_formula),
        ON_HOUSE(test_a_file_is_for_who_may_still_take_it_out),
    };
    return FOR_EACH_ENGINE(tests);
}
