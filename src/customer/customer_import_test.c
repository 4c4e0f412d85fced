/* Event files: a small one made here, and the real one where it lies beside the project. */
#include "customer/customer_identity.h"
#include "customer/customer_index_testing.h"
#include "kernel/testing.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* The same file again, so that equal rows, refused rows and the person's order are seen. */
static const char small[] = "user_id,item_id,category_id,behavior_type,timestamp\n"
                            "7,100,1,pv,1511544070\n"
                            "7,100,1,pv,1511544070\n" /* the same again: a second event */
                            "8,101,1,cart,1511544071\n"
                            "7,102,2,fav,1511544072\n"
                            "x,102,2,fav,1511544072\n"
                            "7,102,2,look,1511544072\n"
                            "7,102,2,fav,12\n"
                            "7,102\n"
                            "9,103,2,buy,1511544073\n";

static const char *write_small(Ctx *cx, const char *name, Str bytes)
{
    const char *path = str_z(cx->arena, str_fmt(cx->arena, "%s/%s", cx->services->data_dir, name));
    GOOD(cx, dir_make(cx->services->data_dir));
    GOOD(cx, file_write(path, bytes, 0600));
    return path;
}

static ImportReport import(Ctx *cx, const char *path, int64_t batch_rows)
{
    ImportReport        report  = { 0 };
    const ImportOptions options = { .preset     = S("taobao-userbehavior"),
                                    .path       = path,
                                    .batch_rows = batch_rows };
    GOOD(cx, customer_import_file(cx, &options, NULL, NULL, &report));
    return report;
}

static int64_t count_between(Ctx *cx, const char *type, int64_t from_ms, int64_t until_ms)
{
    Rows    events = { 0 };
    Str     cursor = { 0 };
    int64_t count  = 0;
    do {
        const ArenaMark mark = arena_mark(cx->arena);
        Str             next = { 0 };
        char            kept[128];
        GOOD(cx, event_list(cx, str_of(type), (Str){ 0 }, cursor, 200, &events, &next));
        for (size_t i = 0; i < events.count; i++) {
            const int64_t at_ms = ROWS_AT(Event, events, i)->occurred_at_ms;
            count += at_ms >= from_ms && at_ms < until_ms;
        }
        assert_true(next.len < sizeof(kept));
        for (size_t i = 0; i < next.len; i++) kept[i] = next.ptr[i];
        const size_t len = next.len;
        arena_rewind(cx->arena, mark);
        cursor = str_copy(cx->arena, (Str){ kept, len });
    } while (cursor.len);
    return count;
}

static int64_t count_of(Ctx *cx, const char *type) { return count_between(cx, type, 0, INT64_MAX); }

static void test_a_file_is_read_once_however_often_it_is_given(void **state)
{
    Ctx               *cx    = test_house_ctx(*state);
    const char        *path  = write_small(cx, "small.csv", str_of(small));
    const ImportReport first = import(cx, path, 2);
    assert_int_equal(first.rows, 9);
    assert_int_equal(first.added, 5);
    assert_int_equal(first.people, 3);
    assert_int_equal(first.refused, 4);
    static const char *const reasons[] = { "import.bad_number", "import.unknown_behavior",
                                           "import.bad_time", "import.wrong_columns" };
    for (size_t i = 0; i < 4; i++) {
        const ImportRefusal *refusal = ROWS_AT(ImportRefusal, first.refusals, i);
        assert_int_equal(refusal->row, 6 + (int64_t)i);
        assert_string_equal(str_z(cx->arena, refusal->reason), reasons[i]);
    }
    const ImportReport again = import(cx, path, 3);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 5);
    assert_int_equal(again.people, 0);
    /* The same rows in a longer file, without its header: only the new one counts. */
    const Str longer = str_fmt(cx->arena, "%s7,100,1,pv,1511544070\n", strchr(small, '\n') + 1);
    const ImportReport more = import(cx, write_small(cx, "longer.csv", longer), 4);
    assert_int_equal(more.added, 1);
    assert_int_equal(more.known, 5);
    assert_int_equal(count_of(cx, "product.viewed"), 3);
}

static void test_a_person_of_a_file_has_a_name_an_identity_and_a_timeline(void **state)
{
    Ctx       *cx    = test_house_ctx(*state);
    CustomerId id    = { 0 };
    bool       found = false;
    Customer   customer;
    Rows       events = { 0 };
    Str        next   = { 0 };
    (void)import(cx, write_small(cx, "small.csv", str_of(small)), 0);
    GOOD(cx, customer_identity_find(cx, IDENTITY_TAOBAO_USER, S("taobao"), S("7"), &id, &found));
    assert_true(found);
    GOOD(cx, customer_get(cx, id, &customer));
    assert_string_equal(str_z(cx->arena, customer.name), "淘宝用户 7");
    assert_int_equal(customer.kind, CUSTOMER_ANONYMOUS);
    assert_int_equal(customer.last_event_at_ms, 1511544072000);
    GOOD(cx, event_timeline(cx, id.v, (Strs){ 0 }, (Str){ 0 }, 50, &events, &next));
    assert_int_equal(events.count, 4); /* three rows and customer.created */
    const Event *newest = ROWS_AT(Event, events, 0);
    assert_string_equal(str_z(cx->arena, newest->type), "product.favorited");
    assert_string_equal(str_z(cx->arena, newest->payload),
                        "{\"item_id\":\"102\",\"category_id\":\"2\"}");
}

static void test_what_is_no_such_file_is_refused(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    ImportReport  report  = { 0 };
    ImportOptions options = { .preset = S("nobody"), .path = "nowhere" };
    assert_int_equal(customer_import_file(cx, &options, NULL, NULL, &report), ERR_INVALID);
    assert_string_equal(cx->err.reason, "import.unknown_preset");
    forgive(cx);
    options.preset = S("taobao-userbehavior");
    assert_int_equal(customer_import_file(cx, &options, NULL, NULL, &report), ERR_NOT_FOUND);
    forgive(cx);
    options.path = write_small(cx, "other.csv", S("name,age\n王,3\n"));
    assert_int_equal(customer_import_file(cx, &options, NULL, NULL, &report), ERR_INVALID);
    assert_string_equal(cx->err.reason, "import.wrong_columns");
    forgive(cx);
    options.path = write_small(cx, "empty.csv", S(""));
    GOOD(cx, customer_import_file(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.rows, 0);
}

static void test_a_killed_import_goes_on_where_it_was(void **state)
{
    Ctx                *cx      = test_house_ctx(*state);
    const char         *path    = write_small(cx, "small.csv", str_of(small));
    const ImportOptions options = { .preset     = S("taobao-userbehavior"),
                                    .path       = path,
                                    .batch_rows = 2 };
    for (int n = 1;; n++) {
        ImportReport report = { 0 };
        db_fail_at(cx->db, n);
        const Code code = customer_import_file(cx, &options, NULL, NULL, &report);
        db_fail_at(cx->db, 0);
        forgive(cx);
        if (code == OK) break;
        assert_true(n < 1000);
    }
    assert_int_equal(count_of(cx, "product.viewed"), 2);
    assert_int_equal(count_of(cx, "product.bought"), 1);
    assert_int_equal(count_of(cx, "customer.created"), 3);
}

/* The public sample of Taobao; its figures are published beside it (data/reference.json). */
static void test_the_real_file_gives_the_published_figures(void **state)
{
    Ctx              *cx = test_house_ctx(*state);
    const char *const path =
        WEFT_SOURCE_DIR "/../shared/data/taobao_userbehavior/userbehavior_dev.csv";
    if (!file_exists(path)) {
        print_message("no %s: skipped\n", "taobao_userbehavior");
        skip();
    }
    const ImportReport report = import(cx, path, 0);
    assert_int_equal(report.rows, 70153);
    assert_int_equal(report.added, 70153);
    assert_int_equal(report.refused, 0);
    assert_int_equal(report.people, 668);
    /* The figures are those of the nine days of the sample; a few rows lie outside. */
    static const struct {
        const char *type;
        int64_t     count;
    } published[] = {
        { "product.viewed", 63094 },
        { "cart.item_added", 3860 },
        { "product.favorited", 1747 },
        { "product.bought", 1423 },
    };
    int64_t first_day = 0, end_day = 0, inside = 0;
    assert_true(day_parse(S("2017-11-25"), &first_day) && day_parse(S("2017-12-04"), &end_day));
    for (size_t i = 0; i < COUNT(published); i++) {
        const int64_t count =
            count_between(cx, published[i].type, day_start_ms(first_day, cx->zone),
                          day_start_ms(end_day, cx->zone));
        assert_int_equal(count, published[i].count);
        inside += count;
    }
    assert_int_equal(inside, 70124);
    const ImportReport again = import(cx, path, 0);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 70153);
    CustomerPage page = { 0 };
    index_open(cx);
    GOOD(cx, customer_list(cx, &(CustomerFilter){ 0 }, &page));
    assert_int_equal(page.total, 668);
    index_close(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_file_is_read_once_however_often_it_is_given),
        ON_HOUSE(test_a_person_of_a_file_has_a_name_an_identity_and_a_timeline),
        ON_HOUSE(test_what_is_no_such_file_is_refused),
        ON_HOUSE(test_a_killed_import_goes_on_where_it_was),
        ON_HOUSE(test_the_real_file_gives_the_published_figures),
    };
    return FOR_EACH_ENGINE(tests);
}
