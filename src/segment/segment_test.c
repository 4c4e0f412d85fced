/* Audiences: whom they hold, that they stay true, what is written down, what is refused. */
#include "kernel/testing.h"
#include "log/event_sql.h"
#include "segment/segment.h"
#include "segment/segment_index.h"
#include "segment/segment_pack.h"
#include "segment/segment_store.h"
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static const Table customers = { "customer", &customer_shape };
static const Table groups    = { "tag_group", &tag_group_shape };
static const Table tags      = { "tag", &tag_shape };

static const Consumer *const  consumers[] = { &tagging_consumer };
static const TimerKind *const timers[]    = { &segment_refresh_timer, &segment_measure_timer };

static const int64_t now_ms = TEST_NOW_S * 1000LL;

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

static CustomerId person_of(TestHouse *house, const char *name, Gender gender)
{
    Ctx           *cx       = test_house_ctx(house);
    const Customer customer = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .name          = str_of(name),
                                .gender        = gender,
                                .kind          = CUSTOMER_WECHAT,
                                .source        = ADD_WAY_IMPORT,
                                .created_at_ms = cx->now_ms,
                                .updated_at_ms = cx->now_ms,
                                .revision      = 1 };
    GOOD(cx, cx_insert(cx, &customers, &customer));
    return (CustomerId){ customer.id };
}

static int64_t tag_named(TestHouse *house, const char *name)
{
    Ctx           *cx    = test_house_ctx(house);
    const TagGroup group = { .id          = cx_new_id(cx),
                             .tenant_id   = cx->tenant_id,
                             .kind        = TAG_INTERNAL,
                             .name        = str_of(name),
                             .is_editable = true,
                             .sync_state  = SYNC_SYNCED,
                             .revision    = 1 };
    const Tag      tag   = { .id         = cx_new_id(cx),
                             .tenant_id  = cx->tenant_id,
                             .group_id   = group.id,
                             .kind       = TAG_INTERNAL,
                             .name       = str_of(name),
                             .sync_state = SYNC_SYNCED,
                             .revision   = 1 };
    GOOD(cx, cx_insert(cx, &groups, &group));
    GOOD(cx, cx_insert(cx, &tags, &tag));
    return tag.id;
}

static void happens(TestHouse *house, CustomerId who, const char *type, int64_t at_ms,
                    const char *payload)
{
    Ctx             *cx    = test_house_ctx(house);
    const EventDraft draft = { .type           = str_of(type),
                               .person_id      = who.v,
                               .occurred_at_ms = at_ms,
                               .payload        = str_of(payload) };
    GOOD(cx, event_append(cx, &draft, NULL));
}

static void gets_tag(TestHouse *house, CustomerId who, int64_t tag, bool has)
{
    Ctx      *cx  = test_house_ctx(house);
    const Ids ids = { &tag, 1 };
    GOOD(cx, customer_tag(cx, who, (RelationId){ 0 }, has ? ids : (Ids){ 0 },
                          has ? (Ids){ 0 } : ids, S("console")));
}

static void settle(TestHouse *house)
{
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(consumer_drain(&house->services, consumers, COUNT(consumers)), OK);
    GOOD(cx, segment_index_settle(cx));
    /* What was handed out is looked at once more: nothing is written twice. */
    GOOD(cx, segment_index_settle(cx));
}

static Segment saved(TestHouse *house, const char *name, SegmentKind kind, const char *rule)
{
    Ctx               *cx    = test_house_ctx(house);
    Segment            out   = { 0 };
    const SegmentDraft draft = { .name        = str_of(name),
                                 .kind        = kind,
                                 .rule        = str_of(rule),
                                 .every_hours = kind == SEGMENT_SCHEDULED ? 24 : 0 };
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &draft, &out));
    return out;
}

static bool is_in(TestHouse *house, const Segment *segment, CustomerId who)
{
    Ctx *cx  = test_house_ctx(house);
    bool has = false;
    GOOD(cx, segment_has(cx, (SegmentId){ segment->id }, who, &has));
    return has;
}

/* "+王:e:order.paid -李:late", oldest first. */
static const char *moves_of(TestHouse *house, const Segment *segment)
{
    Ctx   *cx    = test_house_ctx(house);
    Rows   items = { 0 };
    Str    next  = { 0 };
    StrBuf text  = strbuf(cx->arena, 4000);
    GOOD(cx, segment_changes(cx, (SegmentId){ segment->id }, (Str){ 0 }, 100, &items, &next));
    for (size_t i = items.count; i-- > 0;) {
        const SegmentChange *one = ROWS_AT(SegmentChange, items, i);
        strbuf_fmt(&text, "%s%s%.*s:%.*s", text.len ? " " : "", one->entered ? "+" : "-",
                   FMT(one->name), FMT(one->why));
    }
    return str_z(cx->arena, strbuf_str(&text));
}

static int64_t counted(TestHouse *house, const char *rule)
{
    Ctx    *cx    = test_house_ctx(house);
    int64_t count = -1;
    GOOD(cx, segment_count(cx, str_of(rule), &count));
    return count;
}

static const char *refused(TestHouse *house, const char *rule)
{
    Ctx             *cx  = test_house_ctx(house);
    const SegmentAsk ask = { .rule = str_of(rule) };
    SegmentPreview   out = { 0 };
    GOOD(cx, segment_preview(cx, &ask, &out));
    assert_false(out.is_good);
    return str_z(cx->arena, str_fmt(cx->arena, "%.*s %.*s", FMT(out.reason), FMT(out.place)));
}

/* ---- counting ---------------------------------------------------------------------------- */

static void test_a_rule_is_counted_over_facts_tags_and_events(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    const CustomerId zhao  = person_of(house, "赵", GENDER_FEMALE);
    const int64_t    vip   = tag_named(house, "高价值");
    open_index(house);
    gets_tag(house, wang, vip, true);
    happens(house, wang, "order.paid", now_ms - MS_PER_DAY, "{\"amount_fen\":60000}");
    happens(house, wang, "order.paid", now_ms - 2 * (int64_t)MS_PER_DAY, "{\"amount_fen\":50000}");
    happens(house, li, "order.paid", now_ms - 40 * (int64_t)MS_PER_DAY, "{\"amount_fen\":90000}");
    happens(house, zhao, "page.viewed", now_ms - 5, "{}");
    assert_int_equal(counted(house, "{\"==\":[{\"var\":\"gender\"},\"female\"]}"), 2);
    assert_int_equal(counted(house, "{\"has_tag\":\"高价值\"}"), 1);
    assert_int_equal(counted(house, "{\"did\":[\"order.paid\",\"30d\"]}"), 1);
    assert_int_equal(counted(house, "{\"did_not\":[\"order.paid\",\"30d\"]}"), 2);
    assert_int_equal(counted(house, "{\">=\":[{\"event_count\":[\"order.paid\"]},1]}"), 2);
    assert_int_equal(
        counted(house, "{\">\":[{\"event_sum\":[\"order.paid\",\"amount_fen\",\"30d\"]},100000]}"),
        1);
    assert_int_equal(counted(house,
                             "{\"and\":[{\"==\":[{\"var\":\"gender\"},\"female\"]},"
                             "{\"!\":[{\"has_tag\":\"高价值\"}]},{\"did\":[\"page.viewed\"]}]}"),
                     1);
    assert_int_equal(counted(house, "{\"did\":[\"order.paid\",\"3650d\"]}"), 2);
    close_index(house);
}

static void test_what_makes_no_sense_is_refused_with_its_place(void **state)
{
    TestHouse *house = *state;
    (void)person_of(house, "王", GENDER_FEMALE);
    open_index(house);
    assert_string_equal(refused(house, "{\"has_tag\":\"无此标签\"}"),
                        "segment.unknown_tag /has_tag");
    assert_string_equal(refused(house, "{\"and\":[true,{\"in_segment\":[[\"7\"]]}]}"),
                        "segment.unknown_segment /and/1/in_segment/0/0");
    assert_string_equal(refused(house, "{\"==\":[{\"var\":\"nothing\"},1]}"),
                        "rule.unknown_variable /==/0/var");
    assert_string_equal(refused(house, "{\"did\":[\"order.paid\",\"5 weeks\"]}"),
                        "rule.bad_window /did/1");
    assert_string_equal(refused(house, "{\"did\":[\"order.paid\",\"99999d\"]}"),
                        "rule.bad_window /did/1");
    assert_string_equal(refused(house, "{\"has_relation\":{\"==\":[{\"var\":\"remark\"},\"x\"]}}"),
                        "segment.unknown_property /has_relation/==/0/var");
    assert_string_equal(refused(house, "{\"+\":[1,2]}"), "rule.wrong_type ");
    assert_string_equal(refused(house, "{\"nonsense\":1}"), "rule.unknown_operator /nonsense");
    close_index(house);
}

static void test_a_preview_tells_how_and_who(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE);
    (void)person_of(house, "李", GENDER_MALE);
    open_index(house);
    const Segment all =
        saved(house, "全部", SEGMENT_LIVE, "{\"!\":[{\"did\":[\"order.refunded\"]}]}");
    happens(house, wang, "order.paid", now_ms - 5, "{}");
    Ctx             *cx  = test_house_ctx(house);
    const SegmentAsk ask = { .rule = S("\"{\\\"and\\\":[{\\\"==\\\":[{\\\"var\\\":\\\"gender\\\"},"
                                       "\\\"female\\\"]},{\\\"did\\\":[\\\"order.paid\\\"]}]}\""),
                             .wants_sample = true };
    SegmentPreview   out = { 0 };
    GOOD(cx, segment_preview(cx, &ask, &out));
    assert_true(out.is_good && out.is_exact);
    assert_int_equal(out.count, 1);
    assert_int_equal(out.total, 2);
    assert_true(str_equal(out.fit, S("exact")));
    assert_int_equal(out.steps.count, 2);
    assert_true(str_equal(ROWS_AT(SegmentStep, out.steps, 0)->how, S("bitmap")));
    assert_true(str_equal(ROWS_AT(SegmentStep, out.steps, 1)->how, S("events")));
    assert_true(str_equal(ROWS_AT(SegmentPerson, out.sample, 0)->name, S("王")));
    assert_int_equal(ROWS_AT(SegmentOverlap, out.overlaps, 0)->segment_id, all.id);
    assert_int_equal(ROWS_AT(SegmentOverlap, out.overlaps, 0)->both, 1);
    assert_true(str_find(out.sentence_zh, S("支付订单")) >= 0);
    close_index(house);
}

/* ---- staying true ---------------------------------------------------------------------------- */

static void test_a_live_audience_follows_and_says_why(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    const int64_t vip      = tag_named(house, "高价值");
    open_index(house);
    gets_tag(house, wang, vip, true);
    const Segment buyers = saved(house, "买家", SEGMENT_LIVE, "{\"did\":[\"order.paid\",\"30d\"]}");
    const Segment tagged = saved(house, "高价值", SEGMENT_LIVE, "{\"has_tag\":\"高价值\"}");
    const Segment both   = saved(house, "高价值买家", SEGMENT_LIVE,
                                 "{\"and\":[{\"in_segment\":\"买家\"},{\"in_segment\":\"高价值\"}]}");
    settle(house);
    assert_string_equal(moves_of(house, &tagged), ""); /* who was in at first did not enter */
    assert_int_equal(tagged.size, 1);
    happens(house, li, "order.paid", now_ms - MS_PER_DAY, "{}");
    settle(house);
    assert_string_equal(moves_of(house, &buyers), "+李:e:order.paid");
    assert_true(is_in(house, &buyers, li) && !is_in(house, &both, li));
    gets_tag(house, li, vip, true);
    settle(house);
    assert_true(is_in(house, &both, li));
    gets_tag(house, wang, vip, false);
    settle(house);
    assert_true(str_starts(str_of(moves_of(house, &tagged)), S("+李:t:")));
    assert_false(is_in(house, &tagged, wang));
    test_house_set_clock(now_ms + 29 * (int64_t)MS_PER_DAY + 1000);
    settle(house);
    assert_string_equal(moves_of(house, &buyers), "+李:e:order.paid -李:time:e:order.paid");
    assert_false(is_in(house, &both, li));
    close_index(house);
}

/* What stood in memory is gone, and the world moved on. */
static void test_a_restart_finds_who_moved_meanwhile(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    open_index(house);
    happens(house, wang, "order.paid", now_ms - MS_PER_DAY, "{}");
    const Segment buyers = saved(house, "买家", SEGMENT_LIVE, "{\"did\":[\"order.paid\",\"30d\"]}");
    happens(house, li, "order.paid", now_ms - 20 * (int64_t)MS_PER_DAY, "{}");
    settle(house);
    close_index(house);
    test_house_set_clock(now_ms + 15 * (int64_t)MS_PER_DAY);
    open_index(house);
    settle(house);
    assert_string_equal(moves_of(house, &buyers), "+李:e:order.paid -李:late");
    close_index(house);
    open_index(house);
    settle(house);
    assert_string_equal(moves_of(house, &buyers), "+李:e:order.paid -李:late");
    assert_true(is_in(house, &buyers, wang) && !is_in(house, &buyers, li));
    close_index(house);
}

static void test_a_fixed_one_stays_and_a_scheduled_one_is_taken_anew(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    const char *rule       = "{\"did\":[\"order.paid\",\"30d\"]}";
    open_index(house);
    happens(house, wang, "order.paid", now_ms - MS_PER_DAY, "{}");
    const Segment fixed = saved(house, "定格", SEGMENT_FIXED, rule);
    const Segment timed = saved(house, "定时", SEGMENT_SCHEDULED, rule);
    happens(house, li, "order.paid", now_ms - 5, "{}");
    settle(house);
    assert_true(is_in(house, &fixed, wang) && !is_in(house, &fixed, li));
    assert_false(is_in(house, &timed, li));
    test_house_set_clock(now_ms + 24 * (int64_t)MS_PER_HOUR);
    assert_int_equal(timer_drain(&house->services, timers, COUNT(timers)), OK);
    assert_true(is_in(house, &timed, li) && !is_in(house, &fixed, li));
    assert_string_equal(moves_of(house, &timed), "+李:schedule");
    Ctx    *cx  = test_house_ctx(house);
    Segment out = { 0 };
    GOOD(cx, segment_refresh(cx, (SegmentId){ fixed.id }, &out));
    assert_int_equal(out.size, 2);
    close_index(house);
}

static void test_a_person_is_in_one_of_a_pool(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    Segment all = { 0 }, women = { 0 };
    open_index(house);
    const SegmentDraft last  = { .name = S("其他"),
                                 .kind = SEGMENT_LIVE,
                                 .rule = S("{\"in\":[{\"var\":\"gender\"},[\"female\",\"male\"]]}"),
                                 .pool = S("策略"),
                                 .priority = 9 };
    const SegmentDraft first = { .name     = S("女士"),
                                 .kind     = SEGMENT_LIVE,
                                 .rule     = S("{\"==\":[{\"var\":\"gender\"},\"female\"]}"),
                                 .pool     = S("策略"),
                                 .priority = 1 };
    Ctx               *cx    = test_house_ctx(house);
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &last, &all));
    assert_int_equal(all.size, 2);
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &first, &women));
    settle(house);
    assert_true(is_in(house, &women, wang) && !is_in(house, &all, wang));
    assert_true(is_in(house, &all, li));
    assert_string_equal(moves_of(house, &all), "-王:late");
    close_index(house);
}

static void test_a_circle_is_refused_and_who_is_asked_stays(void **state)
{
    TestHouse *house = *state;
    (void)person_of(house, "王", GENDER_FEMALE);
    open_index(house);
    const Segment a = saved(house, "甲", SEGMENT_LIVE, "{\"==\":[{\"var\":\"gender\"},\"male\"]}");
    const Segment b = saved(house, "乙", SEGMENT_LIVE, "{\"!\":[{\"in_segment\":\"甲\"}]}");
    assert_int_equal(b.size, 1);
    Ctx               *cx    = test_house_ctx(house);
    Segment            out   = { 0 };
    const SegmentDraft draft = { .name     = S("甲"),
                                 .kind     = SEGMENT_LIVE,
                                 .rule     = S("{\"in_segment\":\"乙\"}"),
                                 .revision = a.revision };
    assert_int_equal(segment_save(cx, (SegmentId){ a.id }, &draft, &out), ERR_INVALID);
    assert_string_equal(cx->err.reason, "segment.circular");
    cx = test_house_ctx(house);
    assert_int_equal(segment_delete(cx, (SegmentId){ a.id }, a.revision), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "segment.in_use");
    cx = test_house_ctx(house);
    GOOD(cx, segment_delete(cx, (SegmentId){ b.id }, b.revision));
    cx = test_house_ctx(house);
    assert_int_equal(segment_get(cx, (SegmentId){ b.id }, &out), ERR_NOT_FOUND);
    close_index(house);
}

/* Two become one, and two again: what both did counts for the one that is left. */
static void test_merged_people_count_once(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_FEMALE);
    const char *twice      = "{\">=\":[{\"event_count\":[\"order.paid\"]},2]}";
    open_index(house);
    happens(house, wang, "order.paid", now_ms - 5, "{}");
    happens(house, li, "order.paid", now_ms - 4, "{}");
    const Segment segment = saved(house, "两单", SEGMENT_LIVE, twice);
    assert_int_equal(segment.size, 0);
    Ctx                *cx    = test_house_ctx(house);
    MergeId             merge = { 0 };
    const MergeEvidence said  = { .source = S("console"), .why = S("same"), .score = 100 };
    GOOD(cx, customer_merge(cx, wang, li, &said, &merge));
    settle(house);
    assert_int_equal(counted(house, twice), 1);
    assert_true(is_in(house, &segment, li)); /* by way of who he is now */
    cx = test_house_ctx(house);
    GOOD(cx, customer_split(cx, merge, NULL, NULL));
    settle(house);
    assert_int_equal(counted(house, twice), 0);
    assert_int_equal(counted(house, "{\"did\":[\"order.paid\"]}"), 2);
    close_index(house);
}

static void test_sizes_are_kept(void **state)
{
    TestHouse       *house  = *state;
    const CustomerId wang   = person_of(house, "王", GENDER_FEMALE);
    Rows             points = { 0 };
    open_index(house);
    const Segment buyers = saved(house, "买家", SEGMENT_LIVE, "{\"did\":[\"order.paid\",\"30d\"]}");
    test_house_set_clock(now_ms + 1000);
    happens(house, wang, "order.paid", now_ms - 5, "{}");
    settle(house);
    test_house_set_clock(now_ms + MS_PER_HOUR);
    assert_int_equal(timer_drain(&house->services, timers, COUNT(timers)), OK);
    Ctx *cx = test_house_ctx(house);
    GOOD(cx, segment_history(cx, (SegmentId){ buyers.id }, &points));
    assert_int_equal(points.count, 2);
    assert_int_equal(ROWS_AT(SegmentPoint, points, 0)->size, 0);
    assert_int_equal(ROWS_AT(SegmentPoint, points, 1)->size, 1);
    assert_int_equal(ROWS_AT(SegmentPoint, points, 1)->entered, 1);
    close_index(house);
}

static size_t times_said(TestHouse *house, EventType type)
{
    enum { ALL = 1000 };
    Ctx   *cx    = test_house_ctx(house);
    Rows   rows  = { 0 };
    size_t count = 0;
    GOOD(cx, cx_list(cx, &event_sql_read, &rows,
                     ARGS(V((int64_t)0), V(INT64_MAX), V((int64_t)-1), V(ALL), V(S("[]")))));
    for (size_t i = 0; i < rows.count; i++)
        if (str_equal(ROWS_AT(Event, rows, i)->type, event_word(type))) count++;
    return count;
}

static Segment listed(TestHouse *house, SegmentId id)
{
    Ctx    *cx   = test_house_ctx(house);
    Rows    list = { 0 };
    Segment one  = { 0 };
    GOOD(cx, segment_list(cx, &list));
    GOOD(cx, segment_get(cx, id, &one));
    assert_int_equal(list.count, 1);
    assert_int_equal(ROWS_AT(Segment, list, 0)->state, one.state);
    assert_int_equal(ROWS_AT(Segment, list, 0)->size, one.size);
    return one;
}

/* After a start a page would hang until everybody was read. */
static void test_a_list_does_not_wait_for_loading(void **state)
{
    TestHouse *house = *state;
    (void)person_of(house, "王", GENDER_FEMALE);
    open_index(house);
    const Segment women =
        saved(house, "女", SEGMENT_LIVE, "{\"==\":[{\"var\":\"gender\"},\"female\"]}");
    const SegmentId id = { women.id };
    assert_int_equal(women.state, SEGMENT_READY);
    assert_int_equal(women.size, 1);
    settle(house);
    close_index(house);

    open_index(house);
    const Segment before = listed(house, id);
    assert_int_equal(before.state, SEGMENT_COUNTING);
    assert_int_equal(before.size, -1);
    assert_non_null(strstr(shape_json(test_house_ctx(house)->arena, &segment_shape, &before).ptr,
                           "\"size\":null"));
    assert_true(str_equal(before.name, S("女")));
    assert_true(str_equal(before.sentence_zh, women.sentence_zh));
    settle(house);
    assert_int_equal(times_said(house, EV_SEGMENT_READY), 1);
    const Segment after = listed(house, id);
    assert_int_equal(after.state, SEGMENT_READY);
    assert_int_equal(after.size, 1);
    close_index(house);
}

/* A list of thousands would answer 503 if each rule were kept as it was read. */
static void test_a_long_list_takes_little_more_than_its_text(void **state)
{
    enum { AUDIENCES = 40, NAMES = 400, LIST_MAX = 3 << 20 };
    TestHouse *house = *state;
    StrBuf     rule  = strbuf(test_house_ctx(house)->arena, NAMES * 40);
    Rows       list  = { 0 };
    open_index(house);
    strbuf_add(&rule, S("{\"or\":["));
    for (int i = 0; i < NAMES; i++)
        strbuf_fmt(&rule, "%s{\"==\":[{\"var\":\"name\"},\"n%d\"]}", i ? "," : "", i);
    strbuf_add(&rule, S("]}"));
    const Str text = str_copy(house->arena, strbuf_str(&rule));
    for (int i = 0; i < AUDIENCES; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "a%d", i);
        (void)saved(house, name, SEGMENT_FIXED, text.ptr);
    }
    Ctx   *cx    = test_house_ctx(house);
    Arena *usual = cx->arena;
    cx->arena    = arena_new(LIST_MAX);
    GOOD(cx, segment_list(cx, &list));
    assert_false(arena_overrun(cx->arena));
    assert_int_equal(list.count, AUDIENCES);
    assert_true(str_find(ROWS_AT(Segment, list, 0)->sentence_zh, S("n399")) > 0);
    arena_free(cx->arena);
    cx->arena = usual;
    close_index(house);
}

static void test_ids_are_packed_and_come_back(void **state)
{
    (void)state;
    Arena   *arena = arena_new(1 << 22);
    uint64_t prng  = 5;
    for (int round = 0; round < 200; round++) {
        int64_t      ids[300], id = 0;
        const size_t count = (size_t)prng_below(&prng, 300);
        Vec          back  = vec_of(arena, int64_t);
        for (size_t i = 0; i < count; i++)
            ids[i] = id += 1 + (int64_t)(prng_next(&prng) >> (7 + prng_below(&prng, 56)) >> 9);
        assert_true(segment_unpack(arena, segment_pack(arena, ids, count), &back));
        assert_int_equal(back.count, count);
        for (size_t i = 0; i < count; i++) assert_int_equal(*VEC_AT(back, int64_t, i), ids[i]);
        arena_reset(arena);
    }
    Vec back = vec_of(arena, int64_t);
    assert_false(segment_unpack(arena, S("gA=="), &back));
    assert_false(segment_unpack(arena, S("not base64"), &back));
    arena_free(arena);
}

/* A phone number whose bytes were damaged on the disk. */
static const Query damaged_phone = {
    .name = "test.damaged_phone",
    .sql = "INSERT INTO customer_identity (tenant_id, id, customer_id, kind, scope, lookup, sealed,"
           " is_holder, source, confidence, verified_at_ms, since_ms, until_ms)"
           " VALUES ($1, $2, $3, 'phone', '', 'blind', 'damaged', TRUE, 'test', 80, 0, 1, 0)",
    .global = true,
};

static void test_a_phone_number_that_cannot_be_read_stops_no_audience(void **state)
{
    TestHouse       *house = *state;
    const CustomerId wang  = person_of(house, "王", GENDER_FEMALE),
                     li    = person_of(house, "李", GENDER_MALE);
    Ctx *cx                = test_house_ctx(house);
    Ids  ids               = { 0 };
    open_index(house);
    const Segment buyers = saved(house, "买家", SEGMENT_LIVE, "{\"did\":[\"order.paid\",\"30d\"]}");
    settle(house);
    GOOD(cx, cx_run(cx, &damaged_phone, NULL, ARGS(V(cx->tenant_id), V(cx_new_id(cx)), V(wang.v))));
    happens(house, wang, "order.paid", now_ms - MS_PER_DAY, "{}");
    happens(house, li, "order.paid", now_ms - MS_PER_DAY, "{}");
    settle(house);
    assert_true(is_in(house, &buyers, wang) && is_in(house, &buyers, li));
    close_index(house);

    open_index(house); /* the whole is loaded with the damage */
    const CustomerId zhang = person_of(house, "张", GENDER_MALE);
    happens(house, zhang, "order.paid", now_ms - MS_PER_DAY, "{}");
    settle(house);
    assert_true(is_in(house, &buyers, wang) && is_in(house, &buyers, zhang));
    People *people = NULL;
    cx             = test_house_ctx(house);
    GOOD(cx, customer_people_begin(cx, &people));
    customer_people_end(cx);
    customer_people_unreadable(cx, &ids);
    assert_int_equal(ids.count, 1);
    assert_int_equal(ids.at[0], wang.v);
    close_index(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_rule_is_counted_over_facts_tags_and_events),
        ON_HOUSE(test_what_makes_no_sense_is_refused_with_its_place),
        ON_HOUSE(test_a_preview_tells_how_and_who),
        ON_HOUSE(test_a_live_audience_follows_and_says_why),
        ON_HOUSE(test_a_restart_finds_who_moved_meanwhile),
        ON_HOUSE(test_a_fixed_one_stays_and_a_scheduled_one_is_taken_anew),
        ON_HOUSE(test_a_person_is_in_one_of_a_pool),
        ON_HOUSE(test_a_circle_is_refused_and_who_is_asked_stays),
        ON_HOUSE(test_merged_people_count_once),
        ON_HOUSE(test_a_phone_number_that_cannot_be_read_stops_no_audience),
        ON_HOUSE(test_a_list_does_not_wait_for_loading),
        ON_HOUSE(test_sizes_are_kept),
        ON_HOUSE(test_a_long_list_takes_little_more_than_its_text),
        cmocka_unit_test(test_ids_are_packed_and_come_back),
    };
    return FOR_EACH_ENGINE(tests);
}
