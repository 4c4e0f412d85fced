/* Alerts: what a rule means, when it fires and comes back, that it fires once, who sees it. */
#include "alert/alert_cause.h"
#include "alert/alert_look.h"
#include "alert/alert_say.h"
#include "kernel/testing.h"
#include "log/log.h"
#include "wire/wire.h"

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

static const Zone beijing = { 480 };

static int64_t at(const char *text)
{
    int64_t ms = 0;
    ASSERT(rfc3339_parse(str_of(text), &ms));
    return ms;
}

/* ---- what a rule means --------------------------------------------------------------- */

/* k kept, B broken, ? unknown. */
static char verdict(AlertCondition condition, Figure value, Figure before)
{
    const Alert alert = { .condition = condition, .threshold = 100, .percent = 20 };
    return "?Bk?"[alert_rule_verdict(&alert, METRIC_COUNT, value, before)];
}

static void test_when_a_rule_is_broken(void **state)
{
    static const Figure none = { 0 };
    /* What is 100 before, and now: */
    static const Figure now[]      = { { 79, 1 },  { 80, 1 },  { 99, 1 }, { 100, 1 }, { 101, 1 },
                                       { 120, 1 }, { 121, 1 }, { 0, 1 },  { 0, 0 } };
    static const char   want[][10] = {
          /* now       79   80   99   100  101  120  121  0    none */
        /* above  */ "kkkkBBBk?",
        /* below  */ "BBBkkkkB?",
        /* risen  */ "kkkkkkBk?",
        /* fallen */ "BkkkkkkB?",
        /* change */ "BkkkkkBB?",
    };
    (void)state;
    for (int condition = ALERT_ABOVE; condition <= ALERT_CHANGED; condition++) {
        for (size_t i = 0; i < COUNT(now); i++)
            assert_int_equal(verdict((AlertCondition)condition, now[i], (Figure){ 100, 1 }),
                             want[condition - 1][i]);
        /* Nothing to compare with, or nothing before: unknown where that is asked, else no matter.
         */
        const bool compares = alert_rule_compares((AlertCondition)condition);
        assert_int_equal(verdict((AlertCondition)condition, now[6], none) == '?', compares);
        assert_int_equal(verdict((AlertCondition)condition, now[6], (Figure){ 0, 1 }) == '?',
                         compares);
    }
    /* A ratio's threshold is exact: 1/3 is more than 33.33 % and less than 33.34 %. */
    Alert ratio = { .condition = ALERT_ABOVE, .threshold = 3333 };
    assert_int_equal(alert_rule_verdict(&ratio, METRIC_RATIO, (Figure){ 1, 3 }, none),
                     ALERT_BROKEN);
    ratio.threshold = 3334;
    assert_int_equal(alert_rule_verdict(&ratio, METRIC_RATIO, (Figure){ 1, 3 }, none), ALERT_KEPT);
}

static void test_it_fires_once_a_breach(void **state)
{
    static const char want[2][2][4] = {
        /*                 broken kept unknown */
        /* calm   same */ { { "F--" },
                            /*        next */ { "F--" } },
        /* firing same */
        { { "-E-" },
          /*        next */ { "FE-" } },
    };
    (void)state;
    for (int firing = 0; firing < 2; firing++)
        for (int next = 0; next < 2; next++)
            for (int verdict = ALERT_BROKEN; verdict <= ALERT_UNKNOWN; verdict++) {
                /* It last fired for what ended at 1000. */
                const AlertSpan span = { next ? 1000 : 999, 2000 };
                const AlertMove move =
                    alert_rule_move(firing, firing ? 1000 : 0, (AlertVerdict)verdict, span);
                assert_int_equal("?-FE"[move], want[firing][next][verdict - 1]);
            }
}

static void span_is(AlertPeriod period, AlertBase base, const char *now, const char *want)
{
    const AlertSpan span   = alert_rule_span(period, beijing, at(now));
    const AlertSpan before = alert_rule_base(period, base, beijing, span);
    Arena          *arena  = arena_new(1 << 16);
    const int64_t   ends[] = { span.from_ms, span.until_ms, before.from_ms, before.until_ms };
    StrBuf          text   = strbuf(arena, 400);
    for (size_t i = 0; i < COUNT(ends); i++) {
        const Str one = rfc3339(arena, ends[i], beijing);
        strbuf_fmt(&text, "%s%.*s", i ? " " : "", FMT(str_slice(one, 5, 16)));
    }
    assert_string_equal(str_z(arena, strbuf_str(&text)), want);
    arena_free(arena);
}

static void test_spans_are_of_business_days(void **state)
{
    static const char now[] = "2026-03-31T10:30:00+08:00"; /* a Tuesday */
    (void)state;
    span_is(ALERT_LAST_HOUR, ALERT_BEFORE, now, "03-31T09:00 03-31T10:00 03-31T08:00 03-31T09:00");
    span_is(ALERT_TODAY, ALERT_BEFORE, now, "03-31T00:00 03-31T10:30 03-30T00:00 03-30T10:30");
    span_is(ALERT_TODAY, ALERT_WEEK_BEFORE, now, "03-31T00:00 03-31T10:30 03-24T00:00 03-24T10:30");
    span_is(ALERT_YESTERDAY, ALERT_BEFORE, now, "03-30T00:00 03-31T00:00 03-29T00:00 03-30T00:00");
    span_is(ALERT_LAST_7_DAYS, ALERT_BEFORE, now,
            "03-24T00:00 03-31T00:00 03-17T00:00 03-24T00:00");
    span_is(ALERT_LAST_30_DAYS, ALERT_BEFORE, now,
            "03-01T00:00 03-31T00:00 01-30T00:00 03-01T00:00");
    /* February has no 31st: all of it. */
    span_is(ALERT_THIS_MONTH, ALERT_BEFORE, now, "03-01T00:00 03-31T10:30 02-01T00:00 03-01T00:00");
    /* Before 8 in the morning it is still yesterday in UTC. */
    span_is(ALERT_TODAY, ALERT_BEFORE, "2026-03-31T00:30:00+08:00",
            "03-31T00:00 03-31T00:30 03-30T00:00 03-30T00:30");
}

static void test_looks_are_in_the_zone_of_the_brand(void **state)
{
    (void)state;
    assert_int_equal(alert_rule_next_ms(ALERT_HOURLY, 0, beijing, at("2026-03-31T10:30:00+08:00")),
                     at("2026-03-31T11:01:00+08:00"));
    assert_int_equal(alert_rule_next_ms(ALERT_HOURLY, 0, beijing, at("2026-03-31T10:00:30+08:00")),
                     at("2026-03-31T10:01:00+08:00"));
    assert_int_equal(alert_rule_next_ms(ALERT_DAILY, 9, beijing, at("2026-03-31T08:59:00+08:00")),
                     at("2026-03-31T09:00:00+08:00"));
    assert_int_equal(alert_rule_next_ms(ALERT_DAILY, 9, beijing, at("2026-03-31T09:00:00+08:00")),
                     at("2026-04-01T09:00:00+08:00"));
}

static Rows parts_of(Arena *arena, const char *text)
{
    Vec parts = vec_of(arena, FigurePart);
    Str rest  = str_of(text);
    while (rest.len > 0) {
        Str       part = str_cut(&rest, ' ');
        const Str key  = str_cut(&part, '=');
        int64_t   n    = 0;
        ASSERT(str_to_i64(part, &n));
        *VEC_ADD(&parts, FigurePart) = (FigurePart){ key, { n, 1 } };
    }
    return vec_rows(&parts);
}

static void cause_is(const char *now, const char *before, const char *want)
{
    Arena     *arena = arena_new(1 << 20);
    const Rows items = alert_cause_of(arena, parts_of(arena, now), parts_of(arena, before));
    StrBuf     text  = strbuf(arena, 1000);
    for (size_t i = 0; i < items.count; i++) {
        const CauseItem *item = ROWS_AT(CauseItem, items, i);
        strbuf_fmt(&text, "%s%.*s:%lld", i ? " " : "", FMT(item->key), (long long)item->share);
    }
    assert_string_equal(str_z(arena, strbuf_str(&text)), want);
    arena_free(arena);
}

static void test_the_cause_is_what_moved_as_the_whole_did(void **state)
{
    (void)state;
    /* 100 less in all: a 80 of them, c 40; b went the other way. */
    cause_is("a=20 b=50 c=10", "a=100 b=30 c=50", "a:8000 c:4000");
    cause_is("a=20", "a=10 gone=40", "gone:13333");
    cause_is("new=5 old=5", "old=5", "new:10000");
    cause_is("a=20", "a=10", "");
    cause_is("", "", "");
}

/* ---- kept in the store ------------------------------------------------------------------ */

static Alert draft_of(const char *name)
{
    return (Alert){ .name      = str_of(name),
                    .metric    = S("{\"event\":\"page.viewed\"}"),
                    .period    = ALERT_TODAY,
                    .condition = ALERT_ABOVE,
                    .threshold = 2,
                    .every     = ALERT_HOURLY,
                    .is_on     = true };
}

static Alert created(TestHouse *house, const Alert *draft)
{
    Ctx  *cx = test_house_ctx(house);
    Alert out;
    GOOD(cx, alert_create(cx, draft, &out));
    return out;
}

static Projection *open_events(TestHouse *house)
{
    Projection *events =
        projection_new(&(ProjectionOptions){ .store = { .events = S("duckdb"),
                                                        .folder = str_of(house->services.data_dir),
                                                        .memory_mb = 256,
                                                        .threads   = 1 } });
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

static void view(TestHouse *house, const char *path, int times)
{
    Ctx *cx = test_house_ctx(house);
    for (int i = 0; i < times; i++)
        GOOD(cx,
             event_append(cx,
                          &(EventDraft){ .type    = S("page.viewed"),
                                         .payload = str_fmt(cx->arena, "{\"path\":\"%s\"}", path) },
                          NULL));
}

static const TimerKind *const  timers[]  = { &alert_watch_timer };
static const EffectKind *const effects[] = { &alert_watch_effect };

static void look(TestHouse *house)
{
    assert_int_equal(timer_drain(&house->services, timers, 1), OK);
    assert_int_equal(outbox_drain(&house->services, effects, 1), OK);
}

static void pass(int64_t ms) { test_house_set_clock(test_house_clock() + ms); }

static Rows firings_of(TestHouse *house, const Alert *alert)
{
    Ctx *cx   = test_house_ctx(house);
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, alert_firings(cx, (AlertId){ alert->id }, (Str){ 0 }, 0, &rows, &next));
    return rows;
}

static Alert now_of(TestHouse *house, const Alert *alert)
{
    Ctx  *cx = test_house_ctx(house);
    Alert out;
    GOOD(cx, alert_get(cx, (AlertId){ alert->id }, &out));
    return out;
}

static void test_a_breach_is_told_once_until_it_comes_back(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    const Alert draft = draft_of("浏览过多"), alert = created(house, &draft);
    view(house, "/a", 1);
    view(house, "/b", 1);
    look(house);
    assert_int_equal(now_of(house, &alert).verdict, ALERT_KEPT);
    assert_int_equal(firings_of(house, &alert).count, 0);
    view(house, "/b", 3);
    pass(MS_PER_HOUR);
    look(house);
    assert_true(now_of(house, &alert).is_firing);
    assert_int_equal(firings_of(house, &alert).count, 1);
    const AlertFiring *firing = ROWS_AT(AlertFiring, firings_of(house, &alert), 0);
    assert_int_equal(firing->value_num, 5);
    assert_int_equal(firing->ended_at_ms, 0);
    assert_non_null(strstr(str_z(house->arena, firing->cause), "\"/b\""));
    assert_string_equal(str_z(house->arena, firing->said_en),
                        "浏览过多 today: 5, above 2; most of it: page “/b” +4");
    /* It goes on today: nothing new.  Tomorrow is another day, and kept. */
    pass(MS_PER_HOUR);
    look(house);
    assert_int_equal(firings_of(house, &alert).count, 1);
    pass(MS_PER_DAY);
    look(house);
    assert_false(now_of(house, &alert).is_firing);
    assert_int_not_equal(ROWS_AT(AlertFiring, firings_of(house, &alert), 0)->ended_at_ms, 0);
    view(house, "/a", 3);
    pass(MS_PER_HOUR);
    look(house);
    assert_int_equal(firings_of(house, &alert).count, 2);
    /* Off: it is over, and nobody looks. */
    Ctx  *cx  = test_house_ctx(house);
    Alert off = draft, out;
    off.is_on = false;
    GOOD(cx, alert_update(cx, (AlertId){ alert.id }, 1, &off, &out));
    assert_false(out.is_firing);
    const int64_t looked = out.looked_at_ms;
    pass(MS_PER_DAY);
    look(house);
    assert_int_equal(now_of(house, &alert).looked_at_ms, looked);
    close_events(house, events);
}

static void test_what_cannot_be_asked_is_said_and_fires_nothing(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Alert       draft  = draft_of("不认识的指标");
    draft.metric       = S("{\"metric\":\"no.such\"}");
    draft.condition    = ALERT_BELOW;
    const Alert alert  = created(house, &draft);
    draft              = draft_of("没有可比");
    draft.condition    = ALERT_RISEN;
    draft.percent      = 10;
    const Alert risen  = created(house, &draft);
    view(house, "/", 3);
    look(house);
    assert_int_equal(now_of(house, &alert).verdict, ALERT_UNKNOWN);
    assert_string_equal(str_z(house->arena, now_of(house, &alert).reason), "query.unknown_metric");
    assert_string_equal(str_z(house->arena, now_of(house, &risen).reason), "alert.no_base");
    assert_int_equal(firings_of(house, &alert).count + firings_of(house, &risen).count, 0);
    close_events(house, events);
}

/* Whatever statement fails while the end is recorded, a breach is told once. */
static void test_a_failing_statement_tells_nobody_twice(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    const Alert draft = draft_of("浏览过多"), alert = created(house, &draft);
    view(house, "/a", 3);
    for (int n = 1; n < 60; n++) {
        db_fail_at(house->db, n);
        (void)(timer_drain(&house->services, timers, 1) == OK &&
               outbox_drain(&house->services, effects, 1) == OK);
        db_fail_at(house->db, 0);
        pass(MS_PER_MINUTE / 10);
        assert_true(firings_of(house, &alert).count <= 1);
    }
    pass(MS_PER_HOUR); /* longer than any pause, and the next look */
    look(house);
    assert_int_equal(firings_of(house, &alert).count, 1);
    Ctx *cx   = test_house_ctx(house);
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, S("alert.fired"), (Str){ 0 }, (Str){ 0 }, 10, &rows, &next));
    assert_int_equal(rows.count, 1);
    close_events(house, events);
}

static void test_a_deleted_rule_can_be_taken_back(void **state)
{
    TestHouse  *house = *state;
    const Alert draft = draft_of("浏览过多"), alert = created(house, &draft);
    Ctx        *cx = test_house_ctx(house);
    Alert       out;
    Rows        rows = { 0 };
    GOOD(cx, alert_delete(cx, (AlertId){ alert.id }));
    assert_int_equal(alert_get(cx, (AlertId){ alert.id }, &out), ERR_NOT_FOUND);
    cx = test_house_ctx(house);
    GOOD(cx, alert_list(cx, &rows));
    assert_int_equal(rows.count, 0);
    GOOD(cx, alert_restore(cx, (AlertId){ alert.id }, &out));
    assert_int_equal(out.deleted_at_ms, 0);
    assert_int_equal(alert_update(cx, (AlertId){ alert.id }, 1, &draft, &out), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "alert.changed_meanwhile");
}

static void test_who_sees_a_part_sees_his_own_rules(void **state)
{
    TestHouse  *house = *state;
    const Alert draft = draft_of("浏览过多"), alert = created(house, &draft);
    Ctx        *cx = test_house_ctx(house);
    Alert       out;
    cx->user_id = cx->scope_id = TEST_USER + 1;
    assert_int_equal(alert_get(cx, (AlertId){ alert.id }, &out), ERR_NOT_FOUND);
    cx = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(alert_get(cx, (AlertId){ alert.id }, &out), ERR_NOT_FOUND);
    cx           = test_house_ctx(house);
    cx->scope_id = cx->user_id;
    GOOD(cx, alert_get(cx, (AlertId){ alert.id }, &out));
    assert_true(out.may_edit);
}

static const char *said_of(TestHouse *house, int64_t threshold, int64_t num, int64_t den)
{
    const Alert     alert  = { .condition = ALERT_ABOVE,
                               .period    = ALERT_YESTERDAY,
                               .threshold = threshold };
    const Metric    metric = { .name_zh = S("流失率"), .unit = METRIC_RATIO };
    const AlertSaid said   = { .alert = &alert, .metric = &metric, .value = { num, den } };
    return str_z(house->arena, alert_say(house->arena, &said, false));
}

/* The page shows one decimal: the sentence that sends somebody there says the same number. */
static void test_a_share_is_said_as_the_page_shows_it(void **state)
{
    TestHouse *house = *state;
    assert_string_equal(said_of(house, 300, 444, 10000), "昨日流失率 4.4%，高于 3.0%");
    assert_string_equal(said_of(house, 300, 1, 16), "昨日流失率 6.3%，高于 3.0%");
    assert_string_equal(said_of(house, 440, 444, 10000), "昨日流失率 4.44%，高于 4.40%");
    assert_string_equal(said_of(house, 333, 1, 3), "昨日流失率 33.33%，高于 3.33%");
    /* Never as the limit it is above. */
    assert_string_equal(said_of(house, 999, 9992, 100000), "昨日流失率 9.992%，高于 9.990%");
    assert_string_equal(said_of(house, 440, 44003, 1000000), "昨日流失率 4.4003%，高于 4.4000%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_a_rule_is_broken),
        cmocka_unit_test(test_it_fires_once_a_breach),
        cmocka_unit_test(test_spans_are_of_business_days),
        cmocka_unit_test(test_looks_are_in_the_zone_of_the_brand),
        cmocka_unit_test(test_the_cause_is_what_moved_as_the_whole_did),
        ON_HOUSE(test_a_breach_is_told_once_until_it_comes_back),
        ON_HOUSE(test_what_cannot_be_asked_is_said_and_fires_nothing),
        ON_HOUSE(test_a_failing_statement_tells_nobody_twice),
        ON_HOUSE(test_a_deleted_rule_can_be_taken_back),
        ON_HOUSE(test_who_sees_a_part_sees_his_own_rules),
        ON_HOUSE(test_a_share_is_said_as_the_page_shows_it),
    };
    return FOR_EACH_ENGINE(tests);
}
