/* Files that come in and go out, tags of many and their undo: on both engines, and with a failure
 * at every statement. */
#include "bulk/bulk.h"
#include "bulk/import_apply.h"
#include "bulk/import_clean.h"
#include "bulk/import_guess.h"
#include "bulk/import_order.h"
#include "kernel/testing.h"
#include "sys/file.h"
#include "wire/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static const JobKind *const kinds[] = { &import_job, &export_job, &bulk_tags_job, &bulk_undo_job };

/* ---- rules without a store ------------------------------------------------------------------ */

static void test_headings_are_known_in_both_languages(void **state)
{
    (void)state;
    static const struct {
        const char *heading;
        ImportField field;
    } table[] = {
        { "姓名", IMPORT_NAME },
        { "客户姓名", IMPORT_NAME },
        { "Full Name", IMPORT_NAME },
        { " 手机号 *", IMPORT_PHONE },
        { "联系电话", IMPORT_PHONE },
        { "Mobile", IMPORT_PHONE },
        { "会员卡号", IMPORT_MEMBER_NO },
        { "E-mail", IMPORT_EMAIL },
        { "出生日期", IMPORT_BIRTHDAY },
        { "员工姓名", 0 },
        { "门店编码", 0 },
        { "", 0 },
        { "订单金额", 0 },
    };
    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(import_guess_field(str_of(table[i].heading)), table[i].field);
}

static void test_a_column_of_stores_or_staff_is_told_apart(void **state)
{
    (void)state;
    static const char *const of_staff[] = { "门店编码", "员工姓名", "所属导购", "Store name",
                                            "staff" };
    static const char *const others[] = { "姓名", "紧急联系人电话", "订单金额", "" };
    for (size_t i = 0; i < COUNT(of_staff); i++)
        assert_true(import_guess_is_of_staff(str_of(of_staff[i])));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(import_guess_is_of_staff(str_of(others[i])));
}

/* A file of 100,000 rows with three wrong ones: those three are refused, and no other. */
enum { MANY = 100000, CUT_ROW = 7, SHORT_ROW = 50001, TORN_ROW = 99998 };

static Str line_of(Arena *arena, int64_t number)
{
    if (number == CUT_ROW) return S("客户,1.38E+10\n");
    if (number == SHORT_ROW) return S("客户,12\n");
    if (number == TORN_ROW) return S("客\"户,13800000000\n");
    return str_fmt(arena, "客户%lld,138%08lld\n", (long long)number, (long long)number);
}

static Refusal refusal_of(int64_t number)
{
    if (number == CUT_ROW) return REFUSAL_NUMBER_CUT;
    if (number == SHORT_ROW) return REFUSAL_BAD_PHONE;
    return number == TORN_ROW ? REFUSAL_BAD_ROW : REFUSAL_NONE;
}

static void test_three_wrong_rows_in_many_are_the_refused_ones(void **state)
{
    (void)state;
    enum { PIECE = 500 };
    static const ImportField fields[] = { IMPORT_NAME, IMPORT_PHONE };
    CsvReader               *reader   = csv_reader_new(COUNT(fields), 100);
    Arena                   *arena    = arena_new(1 << 20);
    int64_t                  fed = 0, read = 0;
    while (read < MANY) {
        CsvRow     row  = { 0 };
        const Code code = csv_reader_next(reader, &row);
        if (code == ERR_NOT_FOUND) {
            assert_true(fed < MANY);
            arena_reset(arena);
            for (int i = 0; i < PIECE; i++, fed++)
                csv_reader_feed(reader, line_of(arena, fed + 1), fed + 1 == MANY);
            continue;
        }
        ImportRecord record = { .number = row.number, .refusal = REFUSAL_BAD_ROW };
        if (code == OK) import_read_row(arena, fields, COUNT(fields), &row, &record);
        assert_int_equal(record.number, ++read);
        assert_int_equal(record.refusal, refusal_of(read));
    }
    csv_reader_free(reader);
    arena_free(arena);
}

static void test_numbers_are_repaired_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number;
        Refusal     refusal;
    } table[] = {
        { "13800138000", "13800138000", REFUSAL_NONE },
        { "13800138000.0", "13800138000", REFUSAL_NONE },
        { "1.3800138000E+10", "13800138000", REFUSAL_NONE },
        { "1.38E+10", "", REFUSAL_NUMBER_CUT },
        { "6.9E12", "", REFUSAL_NUMBER_CUT },
        { "１３８００１３８０００", "13800138000", REFUSAL_NONE },
        { "VIP-1.5", "VIP-1.5", REFUSAL_NONE },
        { "6901234567890", "6901234567890", REFUSAL_NONE },
    };
    Arena *arena = arena_new(1 << 20);
    for (size_t i = 0; i < COUNT(table); i++) {
        Str number = { 0 };
        assert_int_equal(import_clean_number(arena, str_of(table[i].text), &number),
                         table[i].refusal);
        if (table[i].refusal == REFUSAL_NONE)
            assert_true(str_equal(number, str_of(table[i].number)));
    }
    assert_true(str_equal(import_clean_text(arena, S("\xE2\x80\xAD 138\xC2\xA0")), S("138")));
    assert_true(str_equal(import_clean_text(arena, S("'00123")), S("00123")));
    arena_free(arena);
}

/* Row by row as the job reads a file, without keeping it. */
static void test_three_wrong_rows_in_a_hundred_thousand_are_named(void **state)
{
    (void)state;
    enum { ROWS = 100000 };
    static const ImportField fields[] = { IMPORT_NAME, IMPORT_PHONE, IMPORT_BIRTHDAY };
    static const struct {
        int64_t     number;
        const char *line;
        Refusal     refusal;
    } wrong[] = {
        { 7, "王芳,1.38E+10,1990-05-17\n", REFUSAL_NUMBER_CUT },
        { 50000, "王芳,12,1990-05-17\n", REFUSAL_BAD_PHONE },
        { 99999, "王芳,13800138000,1990-02-31\n", REFUSAL_BAD_BIRTHDAY },
    };
    Arena     *arena = arena_new(1 << 20), *all = arena_new(16 << 20);
    StrBuf     text = strbuf(all, 8 << 20);
    CsvReader *csv  = csv_reader_new(3, 1000);
    CsvRow     row  = { 0 };
    size_t     met = 0, rows = 0;
    for (int64_t i = 1, at = 0; i <= ROWS; i++) {
        const bool is_wrong = at < (int64_t)COUNT(wrong) && wrong[at].number == i;
        if (is_wrong)
            strbuf_add(&text, str_of(wrong[at++].line));
        else
            strbuf_fmt(&text, "客户%d,138%08d,32905\n", (int)i, (int)i);
    }
    csv_reader_feed(csv, strbuf_str(&text), true);
    for (; csv_reader_next(csv, &row) == OK; rows++) {
        ImportRecord record = { 0 };
        arena_reset(arena);
        import_read_row(arena, fields, COUNT(fields), &row, &record);
        if (record.refusal == REFUSAL_NONE) continue;
        assert_true(met < COUNT(wrong));
        assert_int_equal(record.number, wrong[met].number);
        assert_int_equal(record.refusal, wrong[met].refusal);
        met++;
    }
    assert_int_equal(rows, ROWS);
    assert_int_equal(met, COUNT(wrong));
    csv_reader_free(csv);
    arena_free(all);
    arena_free(arena);
}

static void test_fates_survive_their_byte(void **state)
{
    (void)state;
    for (int i = ROW_CREATED; i < ROW_DUPLICATE; i++)
        assert_int_equal(import_fate_of(import_fate_byte((RowFate){ (RowOutcome)i, 0 })).outcome,
                         i);
    for (int i = REFUSAL_NONE + 1; i < REFUSAL_END; i++)
        assert_int_equal(
            import_fate_of(import_fate_byte((RowFate){ ROW_REFUSED, (Refusal)i })).refusal, i);
}

/* ---- bringing in -------------------------------------------------------------------------------
 */

static const char *put_file(Ctx *cx, Str text)
{
    const char *path = str_fmt(cx->arena, "%s/upload", cx->services->data_dir).ptr;
    GOOD(cx, dir_make(cx->services->data_dir));
    GOOD(cx, file_write(path, text, 0600));
    return path;
}

static Str people(Ctx *cx, int count)
{
    StrBuf text = strbuf(cx->arena, 1 << 20);
    strbuf_add(&text, S("姓名,手机号,会员号,邮箱,标签\n"));
    for (int i = 0; i < count; i++)
        strbuf_fmt(&text, "客户%d,138%08d,M%d,p%d@example.com,老客户\n", i, i, i, i);
    return strbuf_str(&text);
}

static Job queue(Ctx *cx, Str text, ImportRule rule)
{
    CustomerImport made = { 0 };
    Job            job  = { 0 };
    GOOD(cx, import_open(cx, S("people.csv"), put_file(cx, text), &made));
    Str *fields = arena_make(cx->arena, Str, made.columns.count);
    for (size_t i = 0; i < made.columns.count; i++) {
        const ImportColumn *column = ROWS_AT(ImportColumn, made.columns, i);
        fields[i] = column->field ? word_of(&import_field_words, (int)column->field) : S("");
    }
    const ImportDraft draft = { .fields     = { fields, made.columns.count },
                                .has_header = true,
                                .key        = KEY_PHONE,
                                .rule       = rule,
                                .makes_tags = true };
    GOOD(cx, import_write(cx, made.id, made.revision, &draft, &made));
    GOOD(cx, import_start(cx, made.id, false, &job));
    return job;
}

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

static int64_t created_events(Ctx *cx)
{
    Rows    counts = { 0 };
    int64_t count  = 0;
    GOOD(cx, event_counts(cx, &counts));
    for (size_t i = 0; i < counts.count; i++)
        if (str_equal(ROWS_AT(EventCount, counts, i)->type, S("customer.created")))
            count = ROWS_AT(EventCount, counts, i)->count;
    return count;
}

static void test_a_file_brought_in_twice_changes_nothing(void **state)
{
    Ctx      *cx    = test_house_ctx(*state);
    const Job first = run(*state, queue(cx, people(cx, 700), RULE_BOTH).id);
    assert_int_equal(first.state, JOB_DONE);
    assert_int_equal(count_of(&first, "created"), 700);
    cx = test_house_ctx(*state);
    assert_int_equal(created_events(cx), 700);
    const Job second = run(*state, queue(cx, people(cx, 700), RULE_BOTH).id);
    assert_int_equal(count_of(&second, "unchanged"), 700);
    cx = test_house_ctx(*state);
    assert_int_equal(created_events(cx), 700);
    const Job third = run(*state, queue(cx, people(cx, 701), RULE_UPDATE).id);
    assert_int_equal(count_of(&third, "refused"), 1);
    assert_int_equal(third.failed, 1);
}

static void test_a_failure_at_any_statement_loses_and_doubles_nobody(void **state)
{
    enum { PEOPLE = 40, FAILURES_MAX = 400 };
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    const Job  made  = queue(cx, people(cx, PEOPLE), RULE_BOTH);
    Job        job   = made;
    for (int at = 1; job.state != JOB_DONE; at++) {
        assert_true(at < FAILURES_MAX);
        db_fail_at(house->db, at);
        cx = test_house_ctx(house);
        IGNORE(job_drain(&house->services, kinds, COUNT(kinds))); /* it is meant to fail */
        db_fail_at(house->db, 0);
        test_house_set_clock(test_house_clock() + 3600000); /* pauses and claims are over */
        cx = test_house_ctx(house);
        GOOD(cx, job_get(cx, made.id, &job));
        if (job.state == JOB_FAILED) GOOD(cx, job_resume(cx, made.id));
    }
    assert_int_equal(count_of(&job, "created"), PEOPLE);
    assert_int_equal(created_events(test_house_ctx(house)), PEOPLE);
}

static void test_who_is_out_of_sight_is_neither_changed_nor_made_again(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    (void)run(*state, queue(cx, people(cx, 1), RULE_BOTH).id);
    cx                        = test_house_ctx(*state);
    const ImportRow    row    = { .match_by = KEY_PHONE, .rule = RULE_BOTH, .tags = S("[]") };
    const ImportRecord record = { .number = 2,
                                  .facts  = { .name = S("别人"), .phone = S("13800000000") } };
    ImportPlan         plan   = { 0 };
    RowFate            fate   = { 0 };
    cx->scope_id              = 99; /* sees nobody */
    GOOD(cx, import_plan_begin(cx, &row, true, &plan));
    GOOD(cx, import_apply(cx, &plan, &record, 1, &fate));
    import_plan_end(&plan);
    assert_int_equal(fate.outcome, ROW_REFUSED);
    assert_int_equal(fate.refusal, REFUSAL_PERSON_ELSEWHERE);
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
    (void)run(house, queue(cx, people(cx, PEOPLE), RULE_BOTH).id);
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

/* Its rows are applied in another order than they stand in. */
static void test_what_is_refused_of_a_large_file_stands_as_in_the_file(void **state)
{
    enum { ROWS = IMPORT_ORDER_FROM + 100, BAD = 2000, AGAIN = 4000, SHORT = 4500 };
    Ctx   *cx   = test_house_ctx(*state);
    StrBuf text = strbuf(cx->arena, 1 << 20), want = strbuf(cx->arena, 1 << 12);
    strbuf_add(&text, S("姓名,手机号\n"));
    for (int i = 0; i < ROWS; i++) {
        const int phone = i == AGAIN ? 100 : i;
        if (i == BAD || i == SHORT)
            strbuf_fmt(&text, "客户%d,12\n", i);
        else
            strbuf_fmt(&text, "客户%d,138%08d\n", i, phone);
    }
    const Job job = run(*state, queue(cx, strbuf_str(&text), RULE_BOTH).id);
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(count_of(&job, "created"), ROWS - 3);
    assert_int_equal(count_of(&job, "refused"), 2);
    assert_int_equal(count_of(&job, "duplicate"), 1);
    const Str bad = import_refusal_text(REFUSAL_BAD_PHONE, false);
    strbuf_fmt(&want, "客户%d,12,%.*s\r\n", BAD, FMT(bad));
    strbuf_fmt(&want, "客户%d,13800000100,%.*s\r\n", AGAIN,
               FMT(import_refusal_text(REFUSAL_DUPLICATE, false)));
    strbuf_fmt(&want, "客户%d,12,%.*s\r\n", SHORT, FMT(bad));
    cx             = test_house_ctx(*state);
    const Str file = file_of(cx, &job);
    assert_int_equal(created_events(cx), ROWS - 3);
    if (!str_ends(file, strbuf_str(&want))) fail_msg("%.*s", FMT(file));
}

static const Query delete_tag = { .name = "test.delete_tag",
                                  .sql  = "UPDATE tag SET is_deleted = TRUE"
                                          " WHERE tenant_id = $1 AND id = $2" };

static void test_an_undo_of_tags_names_what_it_left(void **state)
{
    enum { PEOPLE = 3 };
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    int64_t    kept = 0, gone = 0;
    Job        undo = { 0 };
    (void)run(house, queue(cx, people(cx, PEOPLE), RULE_BOTH).id);
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
    (void)run(house,
              queue(cx, S("姓名,手机号\n\"=1+1\",13800000000\n王芳,13800000001\n"), RULE_BOTH).id);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings_are_known_in_both_languages),
        cmocka_unit_test(test_a_column_of_stores_or_staff_is_told_apart),
        cmocka_unit_test(test_three_wrong_rows_in_many_are_the_refused_ones),
        cmocka_unit_test(test_numbers_are_repaired_or_refused),
        cmocka_unit_test(test_three_wrong_rows_in_a_hundred_thousand_are_named),
        cmocka_unit_test(test_fates_survive_their_byte),
        ON_HOUSE(test_a_file_brought_in_twice_changes_nothing),
        ON_HOUSE(test_a_failure_at_any_statement_loses_and_doubles_nobody),
        ON_HOUSE(test_who_is_out_of_sight_is_neither_changed_nor_made_again),
        ON_HOUSE(test_undo_takes_back_what_the_job_changed_and_no_more),
        ON_HOUSE(test_an_undo_of_tags_names_what_it_left),
        ON_HOUSE(test_what_is_refused_of_a_large_file_stands_as_in_the_file),
        ON_HOUSE(test_an_export_masks_and_runs_no_formula),
    };
    return FOR_EACH_ENGINE(tests);
}
