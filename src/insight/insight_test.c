/* Boards over a store: right at once, within the scope, the same question computed once. */
#include "channel/channel.h"
#include "customer/customer.h"
#include "insight/insight.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static int64_t connect(Ctx *cx)
{
    Connection connection = { 0 };
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = S("ww0123456789abcdef"),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    return connection.id;
}

/* The platform shows that the person is a friend of that member since then. */
static void befriend(Ctx *cx, int64_t connection_id, const char *person, const char *userid,
                     int64_t at_ms)
{
    const Str payload =
        str_fmt(cx->arena,
                "{\"connection_id\":\"%lld\",\"corp_id\":\"ww0123456789abcdef\",\"via\":\"sync\","
                "\"contact\":{\"external_userid\":\"%s\",\"name\":\"王五\",\"type\":1,"
                "\"gender\":\"male\"},\"relations\":[{\"userid\":\"%s\",\"createtime_ms\":%lld,"
                "\"add_way\":1}]}",
                (long long)connection_id, person, userid, (long long)at_ms);
    const Event event = { .tenant_id      = cx->tenant_id,
                          .type           = event_word(EV_PLATFORM_CONTACT_READ),
                          .occurred_at_ms = cx->now_ms,
                          .payload        = payload };
    GOOD(cx, customer_consumer.hear(cx, &event));
}

static GrowthBoard growth(Ctx *cx, BoardBy by)
{
    GrowthBoard board = { 0 };
    GOOD(cx, insight_growth(cx, &(GrowthQuery){ .by = by }, &board));
    return board;
}

static void test_an_add_is_seen_by_the_next_question(void **state)
{
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    const int64_t corp  = connect(cx);
    assert_int_equal(growth(cx, BY_DAY).now.added, 0);
    befriend(cx, corp, "wmA", "zhangsan", cx->now_ms - 60000);
    const GrowthBoard first = growth(cx, BY_DAY);
    assert_int_equal(first.now.added, 1);
    assert_int_equal(first.now.people_after, 1);
    befriend(cx, corp, "wmB", "lisi", cx->now_ms - 30000);
    const GrowthBoard second = growth(cx, BY_STAFF);
    assert_int_equal(second.now.added, 2);
    assert_int_equal(second.rows.count, 2);
    assert_true(second.revision != first.revision);
}

static void test_the_same_question_is_computed_once(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    befriend(cx, connect(cx), "wmA", "zhangsan", cx->now_ms - 60000);
    const GrowthBoard first  = growth(cx, BY_DAY);
    const int64_t     before = db_statement_count(house->db);
    const GrowthBoard second = growth(cx, BY_DAY);
    const int64_t     once   = db_statement_count(house->db) - before;
    assert_true(once <= 8); /* whether something has happened, and nothing else */
    assert_int_equal(second.revision, first.revision);
    assert_int_equal(second.rows.count, first.rows.count);
    assert_true(str_equal(ROWS_AT(GrowthRow, second.rows, 29)->key,
                          ROWS_AT(GrowthRow, first.rows, 29)->key));
}

static void test_out_of_scope_is_counted_nowhere(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    befriend(cx, connect(cx), "wmA", "zhangsan", cx->now_ms - 60000);
    BoardPeople            people = { 0 };
    const BoardPeopleQuery query  = { .figure = FIGURE_ADDED };
    GOOD(cx, insight_people(cx, &query, &people));
    assert_int_equal(people.total, 1);
    BoardResult result = { 0 };
    GOOD(cx, insight_people_result(cx, &query, &result));
    assert_int_equal(result.total, 1);
    cx->scope_id = 99; /* of whom nobody may be seen */
    GOOD(cx, insight_people_result(cx, &query, &result));
    assert_int_equal(result.total, 0);
    assert_int_equal(growth(cx, BY_STAFF).now.added, 0);
    assert_int_equal(growth(cx, BY_STAFF).rows.count, 0);
    GOOD(cx, insight_people(cx, &query, &people));
    assert_int_equal(people.total, 0);
    RetentionBoard retention = { 0 };
    GOOD(cx, insight_retention(cx, &(RetentionQuery){ .by = BY_WEEK }, &retention));
    assert_int_equal(retention.total.size, 0);
}

static void test_another_brand_is_another_board(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    befriend(cx, connect(cx), "wmA", "zhangsan", cx->now_ms - 60000);
    assert_int_equal(growth(test_house_ctx_of(house, 2), BY_DAY).now.added, 0);
}

static void test_a_range_that_is_none_is_refused(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    GrowthBoard board = { 0 };
    assert_int_equal(
        insight_growth(cx, &(GrowthQuery){ .from = S("2026-02-30"), .to = S("2026-03-01") },
                       &board),
        ERR_INVALID);
    forgive(cx);
    assert_int_equal(
        insight_growth(cx, &(GrowthQuery){ .from = S("2026-03-02"), .to = S("2026-03-01") },
                       &board),
        ERR_INVALID);
    forgive(cx);
    assert_int_equal(
        insight_growth(cx, &(GrowthQuery){ .from = S("2020-01-01"), .to = S("2026-03-01") },
                       &board),
        ERR_INVALID);
    assert_string_equal(cx->err.reason, "board.bad_range");
}

/* ---- many at once ---------------------------------------------------------------------- */

enum { ASKERS = 4, ROUNDS = 12 };

typedef struct Crowd {
    const Services *services;
    int64_t         tenant_id, now_ms;
    atomic_int      wrong; /* answers in which somebody is missing who was there before */
} Crowd;

static void *keep_asking(void *arg)
{
    Crowd  *crowd = arg;
    int64_t known = 0;
    for (int i = 0; i < ROUNDS; i++) {
        Arena      *arena = arena_new((size_t)16 << 20);
        Ctx         cx    = ctx_system(crowd->services, arena, crowd->tenant_id, "system:test");
        GrowthBoard board = { 0 };
        cx.now_ms         = crowd->now_ms;
        const Code code   = insight_growth(&cx, &(GrowthQuery){ .by = BY_DAY }, &board);
        if (code != OK || board.now.added < known || board.rows.count != 30)
            atomic_fetch_add(&crowd->wrong, 1);
        known = board.now.added;
        arena_free(arena);
    }
    return NULL;
}

static void test_many_ask_the_same_while_people_come(void **state)
{
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    const int64_t corp  = connect(cx);
    Crowd         crowd = { .services  = &house->services,
                            .tenant_id = cx->tenant_id,
                            .now_ms    = cx->now_ms };
    pthread_t     threads[ASKERS];
    (void)growth(cx, BY_DAY); /* the index is loaded by whoever asks first */
    for (int i = 0; i < ASKERS; i++) threads[i] = thread_start("asking", 1024, keep_asking, &crowd);
    for (int i = 0; i < 8; i++)
        befriend(cx, corp, str_fmt(cx->arena, "wm%d", i).ptr, "zhangsan", cx->now_ms - 60000);
    for (int i = 0; i < ASKERS; i++) thread_join(threads[i]);
    assert_int_equal(atomic_load(&crowd.wrong), 0);
    assert_int_equal(growth(cx, BY_DAY).now.added, 8);
}

/* With the people index that figures are asked of, and a memory. */
static int open_house(void **state)
{
    if (test_house_setup(state) != 0) return -1;
    Services *services  = &((TestHouse *)*state)->services;
    services->customers = customer_index_new(services);
    services->insight   = insight_memory_new();
    return 0;
}

static int close_house(void **state)
{
    Services *services = &((TestHouse *)*state)->services;
    insight_memory_free(services->insight);
    customer_index_free(services->customers);
    services->insight   = NULL;
    services->customers = NULL;
    return test_house_teardown(state);
}

#define ON_BOARDS(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOARDS(test_an_add_is_seen_by_the_next_question),
        ON_BOARDS(test_the_same_question_is_computed_once),
        ON_BOARDS(test_out_of_scope_is_counted_nowhere),
        ON_BOARDS(test_another_brand_is_another_board),
        ON_BOARDS(test_a_range_that_is_none_is_refused),
        ON_BOARDS(test_many_ask_the_same_while_people_come),
    };
    return FOR_EACH_ENGINE(tests);
}
