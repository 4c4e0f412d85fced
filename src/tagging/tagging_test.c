/* Rules that give tags: what they read, when they are asked again, who wins in a group, and why. */
#include "kernel/testing.h"
#include "log/log.h"
#include "tagging/tagging_engine.h"
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
static const JobKind *const   jobs[]      = { &tagging_apply_job };
static const TimerKind *const timers[]    = { &tagging_due_timer, &tagging_expiry_timer };

static CustomerId person_of(Ctx *cx, const char *name, Gender gender)
{
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

static int64_t group_of(Ctx *cx, const char *name)
{
    const TagGroup group = { .id          = cx_new_id(cx),
                             .tenant_id   = cx->tenant_id,
                             .kind        = TAG_INTERNAL,
                             .name        = str_of(name),
                             .is_editable = true,
                             .sync_state  = SYNC_SYNCED,
                             .revision    = 1 };
    GOOD(cx, cx_insert(cx, &groups, &group));
    return group.id;
}

static int64_t tag_of(Ctx *cx, int64_t group_id, const char *name, int64_t sort)
{
    const Tag tag = { .id         = cx_new_id(cx),
                      .tenant_id  = cx->tenant_id,
                      .group_id   = group_id,
                      .kind       = TAG_INTERNAL,
                      .name       = str_of(name),
                      .sort       = sort,
                      .sync_state = SYNC_SYNCED,
                      .revision   = 1 };
    GOOD(cx, cx_insert(cx, &tags, &tag));
    return tag.id;
}

static void rule_of(Ctx *cx, int64_t tag_id, TypedTagDraft draft, const char *rule)
{
    TypedTag out = { 0 };
    draft.type   = draft.type ? draft.type : TAG_FLAG;
    draft.rule   = str_of(rule);
    draft.is_on  = true;
    GOOD(cx, tagging_save(cx, (TagId){ tag_id }, &draft, &out));
}

static void happens(Ctx *cx, CustomerId who, const char *type, int64_t at_ms, const char *payload)
{
    const EventDraft draft = { .type           = str_of(type),
                               .person_id      = who.v,
                               .occurred_at_ms = at_ms,
                               .payload        = str_of(payload) };
    GOOD(cx, event_append(cx, &draft, NULL));
}

static void settle(TestHouse *house)
{
    assert_int_equal(job_drain(&house->services, jobs, COUNT(jobs)), OK);
    assert_int_equal(consumer_drain(&house->services, consumers, COUNT(consumers)), OK);
    assert_int_equal(timer_drain(&house->services, timers, COUNT(timers)), OK);
    assert_int_equal(consumer_drain(&house->services, consumers, COUNT(consumers)), OK);
}

/* "高消费 | 视觉决策" of who holds, "价格敏感/exclusive" of who ended; with values as name=value.
 */
static const char *shows(Ctx *cx, const Rows *reasons, bool ended)
{
    StrBuf text = strbuf(cx->arena, 2000);
    for (size_t i = 0; i < reasons->count; i++) {
        const TagReason *one = ROWS_AT(TagReason, *reasons, i);
        strbuf_fmt(&text, "%s%.*s%s%.*s", i ? " | " : "", FMT(one->name), one->value.len ? "=" : "",
                   FMT(one->value));
        if (ended) strbuf_fmt(&text, "/%.*s", FMT(one->ended_by));
    }
    return str_z(cx->arena, strbuf_str(&text));
}

static const char *holds(TestHouse *house, CustomerId who)
{
    Ctx       *cx      = test_house_ctx(house);
    TagReasons reasons = { 0 };
    GOOD(cx, tagging_reasons(cx, who, &reasons));
    return shows(cx, &reasons.items, false);
}

static const char *held(TestHouse *house, CustomerId who)
{
    Ctx       *cx      = test_house_ctx(house);
    TagReasons reasons = { 0 };
    GOOD(cx, tagging_reasons(cx, who, &reasons));
    return shows(cx, &reasons.history, true);
}

/* ---- events and windows --------------------------------------------------------------------- */

static void test_a_rule_follows_events_and_windows(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四", GENDER_FEMALE);
    const int64_t    tag   = tag_of(cx, group_of(cx, "消费"), "高消费", 0);
    const int64_t    then  = cx->now_ms;
    rule_of(cx, tag, (TypedTagDraft){ 0 },
            "{\">=\":[{\"event_sum\":[\"order.paid\",\"amount_fen\",\"30d\"]},100000]}");
    settle(house);
    assert_string_equal(holds(house, li), "");
    happens(test_house_ctx(house), li, "order.paid", then - 10 * (int64_t)MS_PER_DAY,
            "{\"amount_fen\":60000}");
    settle(house);
    assert_string_equal(holds(house, li), "");
    happens(test_house_ctx(house), li, "order.paid", then - MS_PER_DAY, "{\"amount_fen\":60000}");
    settle(house);
    assert_string_equal(holds(house, li), "高消费");

    cx                 = test_house_ctx(house);
    TagReasons reasons = { 0 };
    GOOD(cx, tagging_reasons(cx, li, &reasons));
    const TagReason *why = ROWS_AT(TagReason, reasons.items, 0);
    assert_true(str_find(why->sentence_zh, S("支付订单")) >= 0);
    assert_true(str_find(why->sentence_en, S("“Order paid”")) >= 0);
    assert_true(str_find(why->sentence_en, S("order.paid")) < 0);
    assert_int_equal(why->facts.count, 1);
    assert_true(str_equal(why->source, S("rule")));

    /* Twenty days later the first order has left the window; nothing happened. */
    test_house_set_clock(then + 20 * (int64_t)MS_PER_DAY + 2);
    settle(house);
    assert_string_equal(holds(house, li), "");
    assert_string_equal(held(house, li), "高消费/rule");
}

/* In one batch with those that some rule reads, and from the batch on in which one does. */
static void test_types_that_no_rule_reads_are_passed_until_one_does(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四", GENDER_FEMALE);
    const int64_t    group = group_of(cx, "消费");
    const int64_t    buyer = tag_of(cx, group, "买过", 0), guest = tag_of(cx, group, "看过", 1);
    rule_of(cx, buyer, (TypedTagDraft){ 0 }, "{\"did\":[\"bought\",\"30d\"]}");
    settle(house);
    cx = test_house_ctx(house);
    happens(cx, (CustomerId){ 0 }, "bought", cx->now_ms, "{}");
    for (int i = 0; i < 3; i++) happens(cx, li, "seen", cx->now_ms, "{}");
    happens(cx, li, "bought", cx->now_ms, "{}");
    settle(house);
    assert_string_equal(holds(house, li), "买过");
    cx = test_house_ctx(house);
    rule_of(cx, guest, (TypedTagDraft){ 0 }, "{\">=\":[{\"event_count\":[\"seen\",\"30d\"]},5]}");
    for (int i = 0; i < 2; i++) happens(cx, li, "seen", cx->now_ms, "{}");
    assert_int_equal(consumer_drain(&house->services, consumers, COUNT(consumers)), OK);
    assert_string_equal(holds(house, li), "买过 | 看过");
}

/* ---- R32
 * ----------------------------------------------------------------------------------------- */

static void test_price_gives_way_to_looks(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四", GENDER_FEMALE);
    const int64_t    group = group_of(cx, "决策类型");
    const int64_t    looks = tag_of(cx, group, "视觉决策", 9),
                  price    = tag_of(cx, group, "价格敏感", 1);
    const int64_t then     = cx->now_ms;
    GOOD(cx, tagging_set_exclusive(cx, (TagGroupId){ group }, true));
    rule_of(cx, price, (TypedTagDraft){ 0 }, "{\"did\":[\"promo.opened\"]}");
    rule_of(cx, looks, (TypedTagDraft){ 0 },
            "{\"and\":[{\"did_not\":[\"promo.opened\",\"90d\"]},{\">=\":[{\"event_count\":[\"video."
            "viewed\",\"30d\","
            "{\"and\":[{\"==\":[{\"date_part\":[\"weekday\",{\"var\":\"at\"}]},5]},"
            "{\">=\":[{\"date_part\":[\"hour\",{\"var\":\"at\"}]},18]}]}]},2]}]}");
    happens(cx, li, "promo.opened", then - 80 * (int64_t)MS_PER_DAY, "{}");
    settle(house);
    assert_string_equal(holds(house, li), "价格敏感");
    /* Two Friday evenings (2026-11-27 and 12-04 at 20:00 in Beijing) later. */
    test_house_set_clock(then + 14 * (int64_t)MS_PER_DAY);
    cx = test_house_ctx(house);
    happens(cx, li, "video.viewed", 1795780800000, "{}");
    happens(cx, li, "video.viewed", 1795780800000 + 7 * (int64_t)MS_PER_DAY, "{}");
    settle(house);
    assert_string_equal(holds(house, li), "视觉决策");
    assert_string_equal(held(house, li), "价格敏感/exclusive");
    /* A guide knows better, and the rules leave the group to him. */
    cx = test_house_ctx(house);
    GOOD(cx, tagging_give(cx, li, (TagId){ price }, S("")));
    settle(house);
    assert_string_equal(holds(house, li), "价格敏感");
    happens(test_house_ctx(house), li, "video.viewed", 1795780800000 + 1, "{}");
    settle(house);
    assert_string_equal(holds(house, li), "价格敏感");
}

/* ---- types
 * ------------------------------------------------------------------------------------------ */

static void points(Ctx *cx, CustomerId who, const char *value)
{
    const EvidenceDraft draft = { .key = S("points"), .value = str_of(value), .distance_m = -1 };
    GOOD(cx, attribute_tell(cx, who, &draft, NULL));
}

static void test_bands_enums_and_dates_have_values(void **state)
{
    TestHouse       *house   = *state;
    Ctx             *cx      = test_house_ctx(house);
    const CustomerId li      = person_of(cx, "李四", GENDER_FEMALE);
    const int64_t    group   = group_of(cx, "画像");
    TagBand          bands[] = { { S("低"), { 0 }, S("100") },
                                 { S("中"), S("100"), S("1000") },
                                 { S("高"), S("1000"), { 0 } } };
    const Str        sexes[] = { S("女"), S("男") };
    Attribute        out     = { 0 };
    GOOD(cx, attribute_create(cx,
                              &(AttributeDraft){ .key    = S("points"),
                                                 .name   = S("积分"),
                                                 .type   = ATTRIBUTE_NUMBER,
                                                 .policy = { .kind = POLICY_MOST_RECENT } },
                              &out));
    rule_of(cx, tag_of(cx, group, "积分档", 3),
            (TypedTagDraft){ .type = TAG_BAND, .bands = { bands, 3 } }, "{\"var\":\"points\"}");
    rule_of(cx, tag_of(cx, group, "性别", 2),
            (TypedTagDraft){ .type = TAG_ENUM, .choices = { sexes, 2 } },
            "{\"if\":[{\"==\":[{\"var\":\"gender\"},\"female\"]},\"女\",{\"==\":[{\"var\":"
            "\"gender\"},\"male\"]},\"男\"]}");
    rule_of(cx, tag_of(cx, group, "首单日", 1), (TypedTagDraft){ .type = TAG_DATE },
            "{\"date\":[{\"event_first\":[\"order.paid\"]}]}");
    settle(house);
    assert_string_equal(holds(house, li), "性别=女");
    points(test_house_ctx(house), li, "120");
    happens(test_house_ctx(house), li, "order.paid", TEST_NOW_S * 1000LL - 5, "{}");
    settle(house);
    assert_true(str_find(str_of(holds(house, li)), S("积分档=中")) >= 0);
    assert_true(str_find(str_of(holds(house, li)), S("首单日=2026-11-22")) >= 0);
    points(test_house_ctx(house), li, "1000");
    settle(house);
    assert_true(str_find(str_of(holds(house, li)), S("积分档=高")) >= 0);
    assert_string_equal(held(house, li), "积分档=中/value");
}

/* ---- by hand, and the end
 * ------------------------------------------------------------------------------ */

static void test_a_tag_by_hand_ends_when_it_expires(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四", GENDER_FEMALE);
    const int64_t    tag   = tag_of(cx, group_of(cx, "活动"), "双十一", 0);
    TypedTag         out   = { 0 };
    GOOD(cx, tagging_save(cx, (TagId){ tag },
                          &(TypedTagDraft){ .type = TAG_FLAG, .expires_days = 7 }, &out));
    assert_int_equal(tagging_give(cx, li, (TagId){ tag }, S("x")), ERR_INVALID);
    forgive(cx);
    GOOD(cx, tagging_give(cx, li, (TagId){ tag }, S("")));
    settle(house);
    assert_string_equal(holds(house, li), "双十一");
    test_house_set_clock(cx->now_ms + 7 * (int64_t)MS_PER_DAY);
    settle(house);
    assert_string_equal(holds(house, li), "");
    assert_string_equal(held(house, li), "双十一/expired");
}

/* By hand "new" and then "old" were clicked; whoever follows hears of it when both are past. */
static void test_what_is_heard_late_does_not_undo_what_came_after(void **state)
{
    TestHouse       *house      = *state;
    Ctx             *cx         = test_house_ctx(house);
    const CustomerId sun        = person_of(cx, "孙女士", GENDER_FEMALE);
    const int64_t    group      = group_of(cx, "口味");
    const int64_t    day        = tag_of(cx, group, "会员日", 0);
    const int64_t    half       = tag_of(cx, group, "半糖派", 1);
    const int64_t    day_only[] = { day }, half_only[] = { half };
    GOOD(cx, tagging_set_exclusive(cx, (TagGroupId){ group }, true));
    GOOD(cx, tagging_give(cx, sun, (TagId){ day }, S("")));
    GOOD(cx, tagging_give(cx, sun, (TagId){ half }, S("")));
    settle(house);
    assert_string_equal(holds(house, sun), "半糖派");
    assert_string_equal(held(house, sun), "会员日/exclusive");
    /* Given without a word to the intervals, as by many at once: the later of the two stands. */
    GOOD(cx,
         customer_tag(cx, sun, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ half_only, 1 }, S("bulk")));
    GOOD(cx,
         customer_tag(cx, sun, (RelationId){ 0 }, (Ids){ half_only, 1 }, (Ids){ 0 }, S("bulk")));
    GOOD(cx, customer_tag(cx, sun, (RelationId){ 0 }, (Ids){ day_only, 1 }, (Ids){ 0 }, S("bulk")));
    settle(house);
    assert_string_equal(holds(house, sun), "会员日");
    /* Taken and given again before anybody heard of it: one interval more at most, and it is open.
     */
    GOOD(cx, customer_tag(cx, sun, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ day_only, 1 }, S("bulk")));
    GOOD(cx, tagging_give(cx, sun, (TagId){ day }, S("")));
    settle(house);
    assert_string_equal(holds(house, sun), "会员日");
}

/* ---- checks
 * ---------------------------------------------------------------------------------------------- */

static void test_a_rule_that_makes_no_sense_is_refused_by_its_place(void **state)
{
    static const struct {
        TagType     type;
        const char *rule, *reason, *place;
    } cases[] = {
        { TAG_FLAG, "{\"==\":[{\"var\":\"nothing\"},1]}", "rule.unknown_variable", "/==/0/var" },
        { TAG_FLAG, "{\"==\":[{\"var\":\"gender\"},\"robot\"]}", "rule.unknown_choice", "/==/1" },
        { TAG_FLAG, "{\"frobnicate\":[1]}", "rule.unknown_operator", "/frobnicate" },
        { TAG_BAND, "{\"==\":[1,1]}", "rule.wrong_type", "" },
        { TAG_FLAG, "{", "json.malformed", "" },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const TagRuleDraft draft = { .type = cases[i].type, .rule = str_of(cases[i].rule) };
        TagRuleCheck       check = { 0 };
        GOOD(cx, tagging_check(cx, &draft, &check));
        assert_false(check.is_good);
        assert_string_equal(str_z(cx->arena, check.reason), cases[i].reason);
        assert_string_equal(str_z(cx->arena, check.place), cases[i].place);
    }
    const int64_t tag   = tag_of(cx, group_of(cx, "g"), "t", 0);
    TypedTag      out   = { 0 };
    TypedTagDraft draft = { .type = TAG_FLAG, .rule = S("{\"var\":\"nothing\"}"), .is_on = true };
    assert_int_equal(tagging_save(cx, (TagId){ tag }, &draft, &out), ERR_INVALID);
    assert_string_equal(cx->err.reason, "rule.unknown_variable");
    forgive(cx);
    draft = (TypedTagDraft){ .type = TAG_BAND };
    assert_int_equal(tagging_save(cx, (TagId){ tag }, &draft, &out), ERR_INVALID);
    forgive(cx);
    draft = (TypedTagDraft){ .type = TAG_FLAG, .revision = 5 };
    assert_int_equal(tagging_save(cx, (TagId){ tag }, &draft, &out), ERR_CONFLICT);
    forgive(cx);
    assert_int_equal(tagging_save(cx, (TagId){ 1 }, &draft, &out), ERR_NOT_FOUND);
    forgive(cx);
}

static void test_a_rule_is_tried_without_changing_anything(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    for (int i = 0; i < 20; i++) (void)person_of(cx, "某", i % 4 ? GENDER_MALE : GENDER_FEMALE);
    const TagRuleDraft draft = { .type = TAG_FLAG,
                                 .rule = S("{\"==\":[{\"var\":\"gender\"},\"female\"]}") };
    TagRulePreview     out   = { 0 };
    GOOD(cx, tagging_preview(cx, &draft, &out));
    assert_int_equal(out.count, 5);
    assert_int_equal(out.total, 20);
    assert_true(out.is_exact);
    assert_int_equal(out.matches.count, 5);
    TagRuleWords words = { 0 };
    GOOD(cx, tagging_words(cx, &words));
    assert_int_equal(words.variables.count, OWN_SLOTS);
}

/* ---- whatever the order
 * ------------------------------------------------------------------------------------ */

/* Tags kept up event by event are those the rules give when everybody is asked at the end. */
static void test_following_ends_where_asking_everybody_ends(void **state)
{
    static const char *const rules[] = {
        "{\"did\":[\"a\",\"7d\"]}",
        "{\">=\":[{\"event_count\":[\"b\",\"3d\"]},2]}",
        "{\"and\":[{\"did\":[\"a\",\"30d\"]},{\"did_not\":[\"b\",\"2d\"]}]}",
        "{\"did\":[\"c\",\"yesterday\"]}",
        "{\">\":[{\"days_since\":{\"event_last\":[\"a\"]}},3]}",
        "{\"did\":[\"b\",\"last_7_days\"]}",
    };
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    uint64_t      prng  = 11;
    CustomerId    people[4];
    int64_t       ids[COUNT(rules)];
    const int64_t group = group_of(cx, "g");
    for (size_t i = 0; i < COUNT(people); i++) people[i] = person_of(cx, "p", GENDER_MALE);
    for (size_t i = 0; i < COUNT(rules); i++) {
        ids[i] = tag_of(cx, group, str_z(cx->arena, str_fmt(cx->arena, "t%zu", i)), (int64_t)i);
        rule_of(cx, ids[i], (TypedTagDraft){ 0 }, rules[i]);
    }
    settle(house);
    for (int round = 0; round < 60; round++) {
        const ArenaMark mark = arena_mark(house->arena);
        test_house_set_clock(test_house_clock() + (int64_t)prng_below(&prng, 20 * MS_PER_HOUR));
        settle(house);
        cx                               = test_house_ctx(house);
        static const char *const types[] = { "a", "b", "c" };
        if (prng_below(&prng, 3))
            happens(cx, people[prng_below(&prng, 4)], types[prng_below(&prng, 3)], cx->now_ms,
                    "{}");
        settle(house);
        for (size_t p = 0; p < COUNT(people); p++) {
            cx              = test_house_ctx(house);
            TagRuleSet *set = NULL;
            TagPerson   him = { 0 };
            GOOD(cx, tagging_rules_hold(cx, &set));
            GOOD(cx, tagging_person_read(cx, set, people[p], &him));
            for (size_t i = 0; i < COUNT(rules); i++) {
                Str value = { 0 };
                GOOD(cx, tagging_person_ask(&him, tagging_rules_of(set, ids[i]), &value));
                if ((value.ptr != NULL) != tagging_person_has(&him, ids[i]))
                    fail_msg("round %d, person %zu, rule %zu: %d", round, p, i, value.ptr != NULL);
            }
        }
        arena_rewind(house->arena, mark);
    }
}

/* ---- the book
 * ------------------------------------------------------------------------------------------------
 */

static void test_the_book_keeps_rules_until_they_change(void **state)
{
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    const int64_t tag   = tag_of(cx, group_of(cx, "g"), "t", 0);
    TagRuleSet   *a = NULL, *b = NULL;
    house->services.tag_book = tagging_book_new();
    GOOD(cx, tagging_rules_hold(cx, &a));
    GOOD(cx, tagging_rules_hold(cx, &b));
    assert_ptr_equal(a, b);
    tagging_rules_release(cx, b);
    rule_of(cx, tag, (TypedTagDraft){ 0 }, "{\"did\":[\"x\"]}");
    GOOD(cx, tagging_rules_hold(cx, &b));
    assert_ptr_not_equal(a, b);
    assert_int_equal(a->users, 1);
    tagging_rules_release(cx, a);
    tagging_rules_release(cx, b);
    tagging_book_free(house->services.tag_book);
    house->services.tag_book = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_rule_follows_events_and_windows),
        ON_HOUSE(test_types_that_no_rule_reads_are_passed_until_one_does),
        ON_HOUSE(test_price_gives_way_to_looks),
        ON_HOUSE(test_bands_enums_and_dates_have_values),
        ON_HOUSE(test_a_tag_by_hand_ends_when_it_expires),
        ON_HOUSE(test_what_is_heard_late_does_not_undo_what_came_after),
        ON_HOUSE(test_a_rule_that_makes_no_sense_is_refused_by_its_place),
        ON_HOUSE(test_a_rule_is_tried_without_changing_anything),
        ON_HOUSE(test_following_ends_where_asking_everybody_ends),
        ON_HOUSE(test_the_book_keeps_rules_until_they_change),
    };
    return FOR_EACH_ENGINE(tests);
}
