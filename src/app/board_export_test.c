/* The job that writes a board: a whole file or none, whatever fails under way. */
#include "board/board.h"
#include "columnar/projection.h"
#include "insight/insight.h"
#include "kernel/testing.h"
#include "report/report.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define NUMBER                                           \
    "\"look\":\"number\",\"query\":{\"kind\":\"trend\"," \
    "\"metrics\":[{\"metric\":\"customer.adds\"}]}"

static const JobKind *const kinds[] = { &report_export_job };

/* Of everybody alike: whoever started it may still do all. */
static PermissionSet whole;

static Code rights_of(Ctx *cx, int64_t user_id)
{
    (void)user_id;
    cx->permissions = whole;
    return OK;
}

static Projection *open_events(TestHouse *house)
{
    whole                     = test_house_ctx(house)->permissions;
    house->services.rights_of = rights_of;
    Projection *events =
        projection_new(&(ProjectionOptions){ .store = { .events = S("duckdb"),
                                                        .folder = str_of(house->services.data_dir),
                                                        .memory_mb = 256,
                                                        .threads   = 2 } });
    house->services.insight = insight_memory_new();
    insight_memory_lend(house->services.insight, events);
    return events;
}

static void close_events(TestHouse *house, Projection *events)
{
    insight_memory_lend(house->services.insight, NULL);
    projection_free(events);
    insight_memory_free(house->services.insight);
    house->services.insight = NULL;
}

static int64_t make_board(Ctx *cx)
{
    const Board draft = {
        .name   = S("早会"),
        .filter = S("{\"filters\":{\"==\":[{\"var\":\"property.city\"},\"x\"]}}"),
        .tiles =
            S("[{\"id\":\"t1\",\"title\":\"a\",\"x\":0,\"y\":0,\"w\":3,\"h\":2," NUMBER
              "},{\"id\":\"t2\",\"title\":\"b\",\"x\":3,\"y\":0,\"w\":3,\"h\":2," NUMBER "}]")
    };
    Board out = { 0 };
    if (board_create(cx, &draft, &out) != OK)
        fail_msg("%s %.*s", cx->err.reason, FMT(cx->err.field));
    return out.id;
}

static int64_t start(TestHouse *house, int64_t board)
{
    Ctx               *cx    = test_house_ctx(house);
    Job                job   = { 0 };
    const ReportExport draft = { .board = str_fmt(cx->arena, "%lld", (long long)board) };
    assert_int_equal(report_export_start(cx, &draft, &job), OK);
    assert_int_equal(job.total, 2);
    return job.id;
}

static Job job_of(TestHouse *house, int64_t id)
{
    Job job = { 0 };
    assert_int_equal(job_get(test_house_ctx(house), id, &job), OK);
    return job;
}

static bool has_file(TestHouse *house, int64_t id, const char *ending)
{
    return file_exists(
        str_fmt(house->arena, "%s/jobs/%lld.%s", house->services.data_dir, (long long)id, ending)
            .ptr);
}

static bool drain(TestHouse *house)
{
    return job_drain(&house->services, kinds, COUNT(kinds)) == OK;
}

static void test_a_board_is_one_file(void **state)
{
    TestHouse    *house  = *state;
    Projection   *events = open_events(house);
    const int64_t id     = start(house, make_board(test_house_ctx(house)));
    assert_true(drain(house));
    const Job job = job_of(house, id);
    if (job.state != JOB_DONE) fail_msg("%.*s %.*s", FMT(job.reason), FMT(job.detail));
    assert_int_equal(job.done, 2);
    assert_true(str_find(job.result, S("早会-20261122.xlsx")) >= 0);
    assert_true(has_file(house, id, "xlsx"));
    assert_false(has_file(house, id, "xlsx.part"));
    close_events(house, events);
}

/* Jobs end well with their file or badly without; what failed in passing is done again. */
static void test_a_failing_statement_leaves_no_part_of_a_file(void **state)
{
    enum { WELL_IN_A_ROW = 3, STATEMENTS_MAX = 400 };
    TestHouse    *house  = *state;
    Projection   *events = open_events(house);
    const int64_t board  = make_board(test_house_ctx(house));
    int           well = 0, badly = 0;
    for (int n = 1; well < WELL_IN_A_ROW; n++) {
        const int64_t id = start(house, board);
        db_fail_at(house->db, n);
        const bool is_drained = drain(house);
        db_fail_at(house->db, 0);
        const bool is_well = is_drained && job_of(house, id).state == JOB_DONE;
        assert_false(!is_well && has_file(house, id, "xlsx.part"));
        test_house_set_clock(test_house_clock() + MS_PER_HOUR);
        assert_true(drain(house));
        const Job job = job_of(house, id);
        assert_true(job.state == JOB_DONE || job.state == JOB_FAILED);
        assert_int_equal(job.state == JOB_DONE, has_file(house, id, "xlsx") && job.result.len > 2);
        assert_false(has_file(house, id, "xlsx.part"));
        well = is_well ? well + 1 : 0;
        badly += !is_well;
        assert_true(n < STATEMENTS_MAX);
    }
    assert_true(badly > 10);
    close_events(house, events);
}

/* What may be seen is decided when the job runs. */
static void test_who_may_see_no_boards_any_more_gets_no_file(void **state)
{
    TestHouse    *house  = *state;
    Projection   *events = open_events(house);
    const int64_t id     = start(house, make_board(test_house_ctx(house)));
    whole                = (PermissionSet){ 0 };
    assert_true(drain(house));
    const Job job = job_of(house, id);
    assert_int_equal(job.state, JOB_FAILED);
    assert_true(str_equal(job.reason, S("permission.denied")));
    assert_false(has_file(house, id, "xlsx"));
    close_events(house, events);
}

static void test_a_board_that_is_gone_is_no_file(void **state)
{
    TestHouse    *house  = *state;
    Projection   *events = open_events(house);
    const int64_t board  = make_board(test_house_ctx(house));
    const int64_t id     = start(house, board);
    assert_int_equal(board_delete(test_house_ctx(house), (BoardId){ board }), OK);
    assert_true(drain(house));
    assert_int_equal(job_of(house, id).state, JOB_FAILED);
    assert_false(has_file(house, id, "xlsx"));
    close_events(house, events);
}

static bool has_duckdb(void)
{
    TestHouse  *house  = test_house_open(DB_SQLITE);
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    const bool  has    = projection_feed(cx, events) == OK ||
                     !str_equal(str_of(cx->err.reason), S("events.no_duckdb"));
    close_events(house, events);
    test_house_close(house);
    return has;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_board_is_one_file),
        ON_HOUSE(test_a_failing_statement_leaves_no_part_of_a_file),
        ON_HOUSE(test_who_may_see_no_boards_any_more_gets_no_file),
        ON_HOUSE(test_a_board_that_is_gone_is_no_file),
    };
    if (has_duckdb()) return FOR_EACH_ENGINE(tests);
    print_message("no DuckDB: skipped; ./dev install fetches it\n");
    return 0;
}
