/* Lists of audiences while they are loaded, changed and asked by others: what a page is told, and
 * what it is told of later. */
#include "kernel/testing.h"
#include "log/event_sql.h"
#include "segment/segment.h"
#include "segment/segment_index.h"
#include "segment/segment_sql.h"

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

#define WOMEN "{\"==\":[{\"var\":\"gender\"},\"female\"]}"

enum { SOMEBODY = 4711 }; /* who sees a part, and nobody in it */

static const Table customers = { "customer", &customer_shape };

static void open_index(TestHouse *house)
{
    house->services.customers = customer_index_new(&house->services);
    house->services.segments  = segment_index_new(&house->services);
}

static void close_index(TestHouse *house)
{
    segment_index_free(house->services.segments);
    customer_index_free(house->services.customers);
    house->services.segments  = NULL;
    house->services.customers = NULL;
}

static void add_woman(TestHouse *house)
{
    Ctx           *cx       = test_house_ctx(house);
    const Customer customer = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .name          = S("王"),
                                .gender        = GENDER_FEMALE,
                                .kind          = CUSTOMER_WECHAT,
                                .source        = ADD_WAY_IMPORT,
                                .created_at_ms = cx->now_ms,
                                .updated_at_ms = cx->now_ms,
                                .revision      = 1 };
    GOOD(cx, cx_insert(cx, &customers, &customer));
}

static void save(TestHouse *house, const char *name, SegmentKind kind, const char *rule)
{
    Ctx               *cx    = test_house_ctx(house);
    Segment            out   = { 0 };
    const SegmentDraft draft = { .name = str_of(name), .kind = kind, .rule = str_of(rule) };
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &draft, &out));
}

/* One live audience of one woman, as it stands after a start: not in memory. */
static void start(TestHouse *house)
{
    add_woman(house);
    open_index(house);
    save(house, "女", SEGMENT_LIVE, WOMEN);
    close_index(house);
    open_index(house);
}

static Segment listed(Ctx *cx)
{
    Rows list = { 0 };
    GOOD(cx, segment_list(cx, &list));
    assert_int_equal(list.count, 1);
    return *ROWS_AT(Segment, list, 0);
}

static void settle(TestHouse *house)
{
    Ctx *cx = test_house_ctx(house);
    GOOD(cx, segment_index_settle(cx));
}

static size_t times_ready(TestHouse *house)
{
    enum { ALL = 1000 };
    Ctx   *cx    = test_house_ctx(house);
    Rows   rows  = { 0 };
    size_t count = 0;
    GOOD(cx, cx_list(cx, &event_sql_read, &rows,
                     ARGS(V((int64_t)0), V(INT64_MAX), V((int64_t)-1), V(ALL), V(S("[]")))));
    for (size_t i = 0; i < rows.count; i++)
        if (str_equal(ROWS_AT(Event, rows, i)->type, event_word(EV_SEGMENT_READY))) count++;
    return count;
}

static void pass(int64_t ms) { test_house_set_clock(test_house_clock() + ms); }

/* ---- others ------------------------------------------------------------------------------- */

/* Whoever keeps the memory to himself for a while. */
typedef struct Other {
    TestHouse *house;
    Wake      *holds;
    int64_t    ms;
} Other;

static void *hold(void *with)
{
    Other      *other = with;
    Arena      *arena = arena_new(1 << 24);
    Ctx         cx    = ctx_system(&other->house->services, arena, TEST_TENANT, "system:test");
    SegmentHold held  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    ASSERT(segment_index_begin(&cx, (Str){ 0 }, 0, &held, &rule, &error) == OK);
    wake_raise(other->holds);
    clock_sleep_ms(other->ms);
    segment_index_end(&cx);
    arena_free(arena);
    return NULL;
}

static Segment listed_beside(TestHouse *house, int64_t ms)
{
    enum { STACK_KIB = 1024 };
    Other           other  = { house, wake_new(), ms };
    const pthread_t thread = thread_start("other", STACK_KIB, hold, &other);
    assert_true(wake_wait(other.holds, -1));
    const Segment out = listed(test_house_ctx(house));
    thread_join(thread);
    wake_free(other.holds);
    return out;
}

/* A long question of a colleague: numbers that are known would flicker, and each page would ask
 * again and make it worse. */
static void test_what_is_counted_stays_so_while_others_ask(void **state)
{
    TestHouse *house = *state;
    start(house);
    settle(house);
    const Segment one = listed_beside(house, 1200);
    assert_int_equal(one.state, SEGMENT_READY);
    assert_int_equal(one.size, 1);
    settle(house);
    assert_int_equal(times_ready(house), 0);
    close_index(house);
}

/* Another brand that is loaded: a page does not hang, and nothing goes into the log for it. */
static void test_a_list_does_not_wait_for_others_for_ever(void **state)
{
    TestHouse *house = *state;
    start(house);
    settle(house);
    assert_int_equal(listed_beside(house, 6500).state, SEGMENT_COUNTING);
    settle(house);
    assert_int_equal(times_ready(house), 0);
    assert_int_equal(listed(test_house_ctx(house)).state, SEGMENT_READY);
    close_index(house);
}

/* ---- what is said ------------------------------------------------------------------------- */

/* Each is a row of the log for ever, and every open page asks anew. */
static void test_ready_is_said_once_in_some_seconds(void **state)
{
    TestHouse *house = *state;
    start(house);
    assert_int_equal(listed(test_house_ctx(house)).state, SEGMENT_COUNTING);
    settle(house);
    assert_int_equal(times_ready(house), 1);
    for (int i = 0; i < 5; i++) {
        Ctx *cx = test_house_ctx(house);
        db_fail_at(house->db, 1); /* what is in memory may not be true any more */
        assert_int_not_equal(segment_index_settle(cx), OK);
        db_fail_at(house->db, 0);
        assert_int_equal(listed(test_house_ctx(house)).state, SEGMENT_COUNTING);
        settle(house);
    }
    assert_int_equal(times_ready(house), 1);
    pass(3000);
    settle(house);
    settle(house);
    assert_int_equal(times_ready(house), 2);
    close_index(house);
}

/* Who sees a part is told again when it is known which. */
static void test_who_sees_a_part_is_told_when_customers_are_loaded(void **state)
{
    TestHouse *house = *state;
    start(house);
    settle(house);
    CustomerIndex *loaded     = house->services.customers;
    house->services.customers = NULL;
    Ctx *cx                   = test_house_ctx(house);
    cx->scope_id              = SOMEBODY;
    assert_int_equal(listed(cx).state, SEGMENT_COUNTING);
    settle(house);
    assert_int_equal(times_ready(house), 0);
    house->services.customers = loaded;
    settle(house);
    assert_int_equal(times_ready(house), 1);
    cx                = test_house_ctx(house);
    cx->scope_id      = SOMEBODY;
    const Segment one = listed(cx);
    assert_int_equal(one.state, SEGMENT_READY);
    assert_int_equal(one.size, 0);
    close_index(house);
}

/* A store that is away is no loading: the page says so rather than wait for ever. */
static void test_a_failure_is_not_told_as_counting(void **state)
{
    enum { STATEMENTS = 30 };
    TestHouse *house  = *state;
    int        failed = 0;
    start(house);
    for (int n = 1; n <= STATEMENTS; n++) {
        Rows list = { 0 };
        settle(house);
        Ctx *cx      = test_house_ctx(house);
        cx->scope_id = SOMEBODY;
        db_fail_at(house->db, n);
        const Code code = segment_list(cx, &list);
        db_fail_at(house->db, 0);
        if (code == OK) assert_int_equal(ROWS_AT(Segment, list, 0)->state, SEGMENT_READY);
        failed += code != OK;
    }
    assert_true(failed > 0 && failed < STATEMENTS);
    close_index(house);
}

/* ---- what does not fit -------------------------------------------------------------------- */

static void change(TestHouse *house)
{
    Ctx       *cx   = test_house_ctx(house);
    Rows       rows = { 0 };
    SegmentRow row  = { 0 };
    GOOD(cx, segment_sql_list(cx, &rows));
    row            = *ROWS_AT(SegmentRow, rows, 0);
    row.definition = S("less");
    GOOD(cx, segment_sql_update(cx, &row, row.revision));
}

static void assert_too_large(TestHouse *house)
{
    Ctx *cx   = test_house_ctx(house);
    Rows list = { 0 };
    assert_int_equal(segment_index_settle(cx), ERR_LIMIT);
    assert_string_equal(cx->err.reason, "segment.too_large");
    cx = test_house_ctx(house);
    assert_int_equal(segment_list(cx, &list), ERR_LIMIT);
}

/* A brand that does not fit would be read wholly each second, and keep the memory from others. */
static void test_what_does_not_fit_is_tried_once_a_minute(void **state)
{
    enum { MINUTE_MS = 60000, ENOUGH = 1 << 30 };
    TestHouse *house = *state;
    start(house);
    segment_index_limit(house->services.segments, 0);
    assert_int_equal(listed(test_house_ctx(house)).state, SEGMENT_COUNTING);
    assert_too_large(house);
    assert_int_equal(times_ready(house), 1); /* who waits for numbers is told that there are none */

    segment_index_limit(house->services.segments, ENOUGH);
    assert_too_large(house);
    pass(MINUTE_MS - 1);
    assert_too_large(house);
    pass(1);
    settle(house);
    assert_int_equal(listed(test_house_ctx(house)).size, 1);
    assert_int_equal(times_ready(house), 1);
    close_index(house);
}

static void test_what_did_not_fit_is_tried_when_it_was_changed(void **state)
{
    enum { ENOUGH = 1 << 30 };
    TestHouse *house = *state;
    start(house);
    segment_index_limit(house->services.segments, 0);
    assert_too_large(house);
    segment_index_limit(house->services.segments, ENOUGH);
    assert_too_large(house);
    change(house);
    settle(house);
    assert_int_equal(listed(test_house_ctx(house)).size, 1);
    close_index(house);
}

/* ---- what is read ------------------------------------------------------------------------- */

/* One of many is told without the rules of all, and names those it asks. */
static void test_one_that_counts_is_told_by_itself(void **state)
{
    enum { AUDIENCES = 60, NAMES = 400, ROOM = 400 << 10 };
    TestHouse *house = *state;
    StrBuf     rule  = strbuf(test_house_ctx(house)->arena, NAMES * 40);
    Rows       list  = { 0 };
    Segment    one   = { 0 };
    open_index(house);
    strbuf_add(&rule, S("{\"or\":["));
    for (int i = 0; i < NAMES; i++)
        strbuf_fmt(&rule, "%s{\"==\":[{\"var\":\"name\"},\"n%d\"]}", i ? "," : "", i);
    strbuf_add(&rule, S("]}"));
    const Str text = str_copy(house->arena, strbuf_str(&rule));
    for (int i = 0; i < AUDIENCES; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "a%02d", i);
        save(house, name, SEGMENT_FIXED, text.ptr);
    }
    save(house, "asks", SEGMENT_FIXED, "{\"in_segment\":\"a59\"}");
    Ctx *cx = test_house_ctx(house);
    GOOD(cx, segment_list(cx, &list));
    const int64_t asks = ROWS_AT(Segment, list, AUDIENCES)->id;
    close_index(house);

    open_index(house);
    cx           = test_house_ctx(house);
    Arena *usual = cx->arena;
    cx->arena    = arena_new(ROOM);
    GOOD(cx, segment_get(cx, (SegmentId){ asks }, &one));
    assert_int_equal(one.state, SEGMENT_COUNTING);
    assert_false(arena_overrun(cx->arena));
    assert_true(str_find(one.sentence_zh, S("a59")) >= 0);
    arena_free(cx->arena);
    cx->arena = usual;
    close_index(house);
}

/* ---- with the thread ---------------------------------------------------------------------- */

typedef struct Reader {
    TestHouse  *house;
    atomic_bool is_over;
    atomic_int  counting, asked;
} Reader;

static void *read_on(void *with)
{
    Reader *reader = with;
    Arena  *arena  = arena_new(1 << 24);
    while (!atomic_load(&reader->is_over)) {
        arena_reset(arena);
        Ctx  cx   = ctx_system(&reader->house->services, arena, TEST_TENANT, "system:test");
        Rows list = { 0 };
        ASSERT(segment_list(&cx, &list) == OK && list.count == 1);
        if (ROWS_AT(Segment, list, 0)->state != SEGMENT_READY)
            atomic_fetch_add(&reader->counting, 1);
        atomic_fetch_add(&reader->asked, 1);
    }
    arena_free(arena);
    return NULL;
}

static Segment awaited(TestHouse *house, int64_t size)
{
    enum { TRIES = 600, STEP_MS = 50 };
    for (int i = 0; i < TRIES; i++) {
        const Segment one = listed(test_house_ctx(house));
        if (one.state == SEGMENT_READY && one.size == size) return one;
        clock_sleep_ms(STEP_MS);
    }
    fail_msg("it counts for ever");
    return (Segment){ 0 };
}

/* The thread loads what a list did not wait for, says so once, and follows while others ask. */
static void test_the_thread_counts_what_a_list_left(void **state)
{
    enum { READERS = 3, WOMEN_COUNT = 20, STACK_KIB = 4096 };
    TestHouse *house  = *state;
    Reader     reader = { .house = house };
    pthread_t  threads[READERS];
    start(house);
    assert_int_equal(listed(test_house_ctx(house)).state, SEGMENT_COUNTING);
    assert_int_equal(times_ready(house), 0);
    segment_index_start(house->services.segments);
    (void)awaited(house, 1);
    for (int i = 0; i < READERS; i++)
        threads[i] = thread_start("read", STACK_KIB, read_on, &reader);
    for (int i = 0; i < WOMEN_COUNT; i++) {
        add_woman(house);
        assert_int_equal(listed(test_house_ctx(house)).size, 2 + i);
    }
    while (atomic_load(&reader.asked) < READERS) clock_sleep_ms(1);
    atomic_store(&reader.is_over, true);
    for (int i = 0; i < READERS; i++) thread_join(threads[i]);
    assert_int_equal(atomic_load(&reader.counting), 0);
    for (int i = 0; i < 100 && times_ready(house) == 0; i++) clock_sleep_ms(50);
    assert_int_equal(times_ready(house), 1);
    close_index(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_is_counted_stays_so_while_others_ask),
        ON_HOUSE(test_a_list_does_not_wait_for_others_for_ever),
        ON_HOUSE(test_ready_is_said_once_in_some_seconds),
        ON_HOUSE(test_who_sees_a_part_is_told_when_customers_are_loaded),
        ON_HOUSE(test_a_failure_is_not_told_as_counting),
        ON_HOUSE(test_what_does_not_fit_is_tried_once_a_minute),
        ON_HOUSE(test_what_did_not_fit_is_tried_when_it_was_changed),
        ON_HOUSE(test_one_that_counts_is_told_by_itself),
        ON_HOUSE(test_the_thread_counts_what_a_list_left),
    };
    return FOR_EACH_ENGINE(tests);
}
