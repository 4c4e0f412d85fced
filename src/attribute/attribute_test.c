/* Which value counts, drawn as tables; evidence in any order; persons who become one. */
#include "attribute/attribute_catalogue.h"
#include "kernel/testing.h"
#include "log/log.h"
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

/* ---- the rule -------------------------------------------------------------------------- */

enum { DAY_0 = 20000 };

typedef struct Told {
    char        value; /* of n 无糖, b 半糖, q 全糖                 */
    const char *source;
    int         day;
    int         confidence, distance_m;
} Told;

static Str sugar_of(char letter)
{
    return letter == 'n' ? S("无糖") : letter == 'b' ? S("半糖") : S("全糖");
}

static PolicySource order[] = { { { "console", 7 }, 300 },
                                { { "pos", 3 }, 200 },
                                { { "app", 3 }, 100 } };

static AttributePolicy policy_of(PolicyKind kind)
{
    return (AttributePolicy){ .kind            = kind,
                              .sources         = { order, COUNT(order) },
                              .half_life_days  = 30,
                              .near_m          = 1000,
                              .nowhere_percent = 50 };
}

static size_t decide(const AttributePolicy *policy, const Told *told, size_t count,
                     Standing *standings, DecidedBy *by)
{
    Saying sayings[16];
    for (size_t i = 0; i < count; i++)
        sayings[i] = (Saying){ .value      = sugar_of(told[i].value),
                               .source     = str_of(told[i].source),
                               .at_ms      = (int64_t)(DAY_0 + told[i].day) * MS_PER_DAY,
                               .confidence = told[i].confidence,
                               .distance_m = told[i].distance_m };
    return attribute_decide(policy, sayings, count, standings, by);
}

/* What counts under each policy, and what decided: p priority, r recent, f frequent, w weight,
 * v value, o only. */
static const struct {
    const char *what;
    Told        told[8];
    const char *priority, *recent, *frequent, *weighed;
} table[] = {
    /*                                                               priority recent frequent
       weighed */
    { "one saying", { { 'n', "app", 0, 100, -1 } }, "no", "no", "no", "no" },
    { "the app once, the till three times",
      { { 'n', "app", 10, 100, -1 },
        { 'b', "pos", 1, 100, 0 },
        { 'b', "pos", 5, 100, 0 },
        { 'b', "pos", 9, 100, 0 } },
      "bp",
      "nr",
      "bf",
      "bw" },
    { "the till long ago, the app now",
      { { 'b', "pos", 0, 100, 0 }, { 'n', "app", 400, 100, -1 } },
      "bp",
      "nr",
      "nr",
      "nw" },
    { "two tills, one far away",
      { { 'b', "pos", 5, 100, 0 }, { 'n', "pos", 5, 100, 9000 } },
      "bv",
      "bv",
      "bv",
      "bw" },
    { "one source, later and earlier",
      { { 'b', "pos", 5, 100, 0 }, { 'n', "pos", 6, 100, 0 } },
      "nr",
      "nr",
      "nr",
      "nw" },
    { "a guide says so",
      { { 'q', "console", 3, 100, -1 }, { 'b', "pos", 4, 100, 0 }, { 'b', "pos", 5, 100, 0 } },
      "qp",
      "br",
      "bf",
      "bw" },
    { "two alike in all",
      { { 'b', "x", 1, 100, 0 }, { 'n', "y", 1, 100, 0 } },
      "bv",
      "bv",
      "bv",
      "bv" },
    { "unsure against sure",
      { { 'b', "app", 1, 20, -1 }, { 'n', "app", 1, 90, -1 } },
      "bv",
      "bv",
      "bv",
      "nw" },
    { "three values",
      { { 'q', "pos", 1, 100, 0 },
        { 'n', "app", 2, 100, -1 },
        { 'b', "app", 3, 100, -1 },
        { 'n', "app", 3, 100, -1 } },
      "qp",
      "nf",
      "nf",
      "qw" },
};

static char letter_of(DecidedBy by)
{
    static const char letters[] = "?oprfwv";
    return letters[by];
}

static void test_each_policy_decides_as_drawn(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        const char *const want[] = { NULL, table[i].priority, table[i].recent, table[i].frequent,
                                     table[i].weighed };
        size_t            count  = 0;
        while (count < COUNT(table[i].told) && table[i].told[count].value) count++;
        for (PolicyKind kind = POLICY_SOURCE_PRIORITY; kind <= POLICY_WEIGHED; kind++) {
            const AttributePolicy policy = policy_of(kind);
            Standing              standings[STANDINGS_MAX];
            DecidedBy             by = 0;
            assert_true(decide(&policy, table[i].told, count, standings, &by) > 0);
            if (!str_equal(standings[0].value, sugar_of(want[kind][0])) ||
                letter_of(by) != want[kind][1])
                fail_msg("%s, %s: %.*s by %c, wanted %s", table[i].what,
                         policy_kind_words.word[kind], FMT(standings[0].value), letter_of(by),
                         want[kind]);
        }
    }
}

static void test_a_saying_weighs_by_source_confidence_age_and_distance(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        int         confidence, days_old, distance_m;
        int64_t     want; /* thousandths of one full saying of weight 100 */
    } cases[] = {
        { "app", 100, 0, 0, 1000 },   { "app", 100, 30, 0, 500 },
        { "app", 100, 60, 0, 250 },   { "app", 100, 15, 0, 707 },
        { "app", 100, 0, 1000, 500 }, { "app", 100, 0, 3000, 250 },
        { "app", 100, 0, -1, 500 },   { "app", 50, 0, 0, 500 },
        { "pos", 100, 0, 0, 2000 },   { "console", 100, 30, 1000, 750 },
        { "other", 100, 0, 0, 1000 }, { "app", 100, 700, 0, 0 },
    };
    const AttributePolicy policy = policy_of(POLICY_WEIGHED);
    const int64_t         now_ms = (int64_t)DAY_0 * MS_PER_DAY;
    const Saying          full   = { S("x"), S("app"), now_ms, 100, 0 };
    const int64_t         unit   = attribute_decide_weight(&policy, &full, now_ms);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const Saying  one = { S("x"), str_of(cases[i].source),
                              now_ms - cases[i].days_old * (int64_t)MS_PER_DAY, cases[i].confidence,
                              cases[i].distance_m };
        const int64_t got = attribute_decide_weight(&policy, &one, now_ms) * 1000 / unit;
        if (got < cases[i].want - 1 || got > cases[i].want + 1)
            fail_msg("case %zu: %lld, wanted %lld", i, (long long)got, (long long)cases[i].want);
    }
}

static void shuffle(uint64_t *prng, Told *told, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j    = prng_below(prng, i);
        const Told   swap = told[i - 1];
        told[i - 1]       = told[j];
        told[j]           = swap;
    }
}

static void test_the_order_of_evidence_does_not_matter(void **state)
{
    static const char *const sources[] = { "console", "pos", "app", "x", "y" };
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t        prng = seed;
        Told            told[12];
        Standing        first[STANDINGS_MAX], again[STANDINGS_MAX];
        DecidedBy       by = 0, by_again = 0;
        const size_t    count  = 1 + prng_below(&prng, COUNT(told));
        AttributePolicy policy = policy_of(1 + (PolicyKind)prng_below(&prng, 4));
        for (size_t i = 0; i < count; i++)
            told[i] = (Told){ "nbq"[prng_below(&prng, 3)], sources[prng_below(&prng, 5)],
                              (int)prng_below(&prng, 90), 1 + (int)prng_below(&prng, 100),
                              (int)prng_below(&prng, 3) * 700 - 1 };
        const size_t values = decide(&policy, told, count, first, &by);
        int32_t      sum    = 0;
        for (size_t i = 0; i < values; i++) sum += first[i].percent;
        assert_int_equal(sum, 100);
        for (int round = 0; round < 5; round++) {
            shuffle(&prng, told, count);
            assert_int_equal(decide(&policy, told, count, again, &by_again), values);
            assert_int_equal(by, by_again);
            for (size_t i = 0; i < values; i++) {
                assert_true(str_equal(first[i].value, again[i].value));
                assert_int_equal(first[i].score, again[i].score);
                assert_int_equal(first[i].percent, again[i].percent);
                assert_true(str_equal(first[i].source, again[i].source));
            }
        }
        /* Nor the instant: all of it ten years later. */
        for (size_t i = 0; i < count; i++) told[i].day += 3650;
        (void)decide(&policy, told, count, again, &by_again);
        assert_true(str_equal(first[0].value, again[0].value));
    }
}

static void test_more_values_than_can_compete_leave_the_same_ones(void **state)
{
    (void)state;
    enum { MANY = STANDINGS_MAX + 50 };
    static char           texts[MANY][8];
    static Saying         forth[MANY], back[MANY];
    Standing              a[STANDINGS_MAX], b[STANDINGS_MAX];
    DecidedBy             by     = 0;
    const AttributePolicy policy = policy_of(POLICY_MOST_RECENT);
    for (int i = 0; i < MANY; i++) {
        texts[i][0]        = 'v';
        texts[i][1]        = (char)('0' + i / 100);
        texts[i][2]        = (char)('0' + i / 10 % 10);
        texts[i][3]        = (char)('0' + i % 10);
        forth[i]           = (Saying){ { texts[i], 4 }, S("app"), i * 7 % MANY, 100, -1 };
        back[MANY - 1 - i] = forth[i];
    }
    assert_int_equal(attribute_decide(&policy, forth, MANY, a, &by), STANDINGS_MAX);
    assert_int_equal(attribute_decide(&policy, back, MANY, b, &by), STANDINGS_MAX);
    for (size_t i = 0; i < STANDINGS_MAX; i++) assert_true(str_equal(a[i].value, b[i].value));
}

/* ---- the form of values -------------------------------------------------------------------- */

static void test_values_are_kept_in_one_form(void **state)
{
    const Str choices[] = { S("干"), S("油") };
    static const struct {
        AttributeType type;
        const char   *text, *want; /* "": refused */
    } cases[] = {
        { ATTRIBUTE_NUMBER, " 007.50 ", "7.5" },
        { ATTRIBUTE_NUMBER, "-0", "0" },
        { ATTRIBUTE_NUMBER, "0.5", "0.5" },
        { ATTRIBUTE_NUMBER, "1.", "" },
        { ATTRIBUTE_NUMBER, "1e3", "" },
        { ATTRIBUTE_NUMBER, "12345678901234567", "" },
        { ATTRIBUTE_NUMBER, "100.000", "100" },
        { ATTRIBUTE_NUMBER, "一", "" },
        { ATTRIBUTE_NUMBER, ".5", "" },
        { ATTRIBUTE_NUMBER, "-3", "-3" },
        { ATTRIBUTE_DATE, "2026/1/2", "2026-01-02" },
        { ATTRIBUTE_DATE, "2026年1月2日", "2026-01-02" },
        { ATTRIBUTE_DATE, "02-30", "" },
        { ATTRIBUTE_DATE, "2026-02-30", "" },
        { ATTRIBUTE_BOOL, "是", "true" },
        { ATTRIBUTE_BOOL, "No", "false" },
        { ATTRIBUTE_BOOL, "maybe", "" },
        { ATTRIBUTE_ENUM, "油", "油" },
        { ATTRIBUTE_ENUM, "中", "" },
        { ATTRIBUTE_TEXT, " a b ", "a b" },
        { ATTRIBUTE_TEXT, "  ", "" },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(
            str_z(cx->arena, attribute_value(cx->arena, cases[i].type, (Strs){ choices, 2 },
                                             str_of(cases[i].text))),
            cases[i].want);
    assert_true(attribute_value_number(S("-12.25")) == -12.25);
    assert_true(attribute_value_number(S("0.1")) == 0.1);
}

/* ---- in the store ---------------------------------------------------------------------------- */

static const Table customers = { "customer", &customer_shape };

static CustomerId person_of(Ctx *cx, const char *name)
{
    const Customer customer = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .name          = str_of(name),
                                .gender        = GENDER_UNKNOWN,
                                .kind          = CUSTOMER_WECHAT,
                                .source        = ADD_WAY_IMPORT,
                                .created_at_ms = cx->now_ms,
                                .updated_at_ms = cx->now_ms,
                                .revision      = 1 };
    GOOD(cx, cx_insert(cx, &customers, &customer));
    return (CustomerId){ customer.id };
}

static Attribute sugar(Ctx *cx, PolicyKind kind)
{
    const Str            choices[] = { S("无糖"), S("半糖"), S("全糖") };
    const AttributeDraft draft     = { .key     = S("sugar"),
                                       .name    = S("甜度"),
                                       .type    = ATTRIBUTE_ENUM,
                                       .choices = { choices, 3 },
                                       .policy  = policy_of(kind) };
    Attribute            out       = { 0 };
    GOOD(cx, attribute_create(cx, &draft, &out));
    return out;
}

static void tell(Ctx *cx, CustomerId who, const char *value, const char *source, const char *ref,
                 int64_t at_ms)
{
    const EvidenceDraft draft = { .key        = S("sugar"),
                                  .value      = str_of(value),
                                  .source     = str_of(source),
                                  .ref        = str_of(ref),
                                  .distance_m = -1,
                                  .at_ms      = at_ms };
    GOOD(cx, attribute_tell(cx, who, &draft, NULL));
}

/* "半糖 weight"; "" when nothing counts. */
static const char *counts(Ctx *cx, CustomerId who)
{
    CustomerAttributes all = { 0 };
    GOOD(cx, attribute_view(cx, who, &all));
    if (all.items.count == 0) return "";
    const AttributeView *one = ROWS_AT(AttributeView, all.items, 0);
    return str_z(cx->arena, str_fmt(cx->arena, "%.*s %s", FMT(one->value),
                                    decided_by_words.word[one->decided_by]));
}

static int64_t decided_events(Ctx *cx)
{
    Rows counts_of = { 0 };
    GOOD(cx, event_counts(cx, &counts_of));
    for (size_t i = 0; i < counts_of.count; i++)
        if (str_equal(ROWS_AT(EventCount, counts_of, i)->type, S("attribute.decided")))
            return ROWS_AT(EventCount, counts_of, i)->count;
    return 0;
}

static void test_the_app_says_none_and_the_till_half(void **state)
{
    Ctx             *cx   = test_house_ctx(*state);
    const CustomerId li   = person_of(cx, "李四");
    const int64_t    then = cx->now_ms - 20 * (int64_t)MS_PER_DAY;
    (void)sugar(cx, POLICY_WEIGHED);
    tell(cx, li, "无糖", "app", "app:1", then);
    assert_string_equal(counts(cx, li), "无糖 only");
    tell(cx, li, "半糖", "pos", "pos:1", then + MS_PER_DAY);
    assert_string_equal(counts(cx, li), "半糖 weight");
    tell(cx, li, "半糖", "pos", "pos:1", then + MS_PER_DAY);
    assert_int_equal(decided_events(cx), 2);

    CustomerAttributes all = { 0 };
    GOOD(cx, attribute_view(cx, li, &all));
    const AttributeView *one = ROWS_AT(AttributeView, all.items, 0);
    assert_int_equal(one->standings.count, 2);
    assert_int_equal(all.evidence.count, 2);
    /* The till's saying is taken back: the app's counts again. */
    for (size_t i = 0; i < all.evidence.count; i++) {
        const EvidenceView *saying = ROWS_AT(EvidenceView, all.evidence, i);
        if (str_equal(saying->source, S("pos"))) GOOD(cx, attribute_end(cx, li, saying->id));
    }
    assert_string_equal(counts(cx, li), "无糖 only");
    GOOD(cx, attribute_view(cx, li, &all));
    assert_int_equal(all.evidence.count, 2);
    assert_int_equal(
        attribute_end(cx, person_of(cx, "x"), ROWS_AT(EvidenceView, all.evidence, 0)->id),
        ERR_NOT_FOUND);
    forgive(cx);
}

static void test_what_a_guide_says_again_replaces_what_he_said(void **state)
{
    Ctx             *cx = test_house_ctx(*state);
    const CustomerId li = person_of(cx, "李四");
    (void)sugar(cx, POLICY_SOURCE_PRIORITY);
    tell(cx, li, "无糖", "console", NULL, 0);
    tell(cx, li, "全糖", "console", NULL, 0);
    assert_string_equal(counts(cx, li), "全糖 only");
    GOOD(cx, attribute_untell(cx, li, S("none"), (Ids){ 0 }));
    assert_string_equal(counts(cx, li), "全糖 only");
}

static const TimerKind *const timers[] = { &attribute_until_timer };
static const JobKind *const   jobs[]   = { &attribute_decide_job };

static void test_a_saying_counts_until_it_is_over(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四");
    (void)sugar(cx, POLICY_MOST_RECENT);
    tell(cx, li, "半糖", "pos", "pos:1", cx->now_ms - 1000);
    const EvidenceDraft draft = { .key        = S("sugar"),
                                  .value      = S("无糖"),
                                  .source     = S("app"),
                                  .ref        = S("app:1"),
                                  .distance_m = -1,
                                  .until_ms   = cx->now_ms + 60000 };
    GOOD(cx, attribute_tell(cx, li, &draft, NULL));
    assert_string_equal(counts(cx, li), "无糖 recent");
    test_house_set_clock(cx->now_ms + 60000);
    assert_int_equal(timer_drain(&house->services, timers, 1), OK);
    assert_string_equal(counts(test_house_ctx(house), li), "半糖 only");
}

static void test_another_policy_decides_for_everybody_anew(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    const CustomerId li    = person_of(cx, "李四");
    Attribute        was = sugar(cx, POLICY_SOURCE_PRIORITY), now = { 0 };
    tell(cx, li, "半糖", "pos", "pos:1", cx->now_ms - 1000);
    tell(cx, li, "无糖", "app", "app:1", cx->now_ms);
    assert_string_equal(counts(cx, li), "半糖 priority");
    AttributeDraft draft = { .key     = was.key,
                             .name    = was.name,
                             .type    = was.type,
                             .choices = was.choices,
                             .policy  = policy_of(POLICY_MOST_RECENT) };
    assert_int_equal(attribute_update(cx, (AttributeId){ was.id }, 9, &draft, &now), ERR_CONFLICT);
    forgive(cx);
    GOOD(cx, attribute_update(cx, (AttributeId){ was.id }, 1, &draft, &now));
    assert_int_equal(attribute_delete(cx, (AttributeId){ was.id }, 2), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "attribute.in_use");
    assert_int_equal(job_drain(&house->services, jobs, 1), OK);
    assert_string_equal(counts(test_house_ctx(house), li), "无糖 recent");
}

static void hear_all(Ctx *cx, CustomerId who)
{
    Rows events = { 0 };
    Str  next   = { 0 };
    GOOD(cx, event_history(cx, who.v, S(""), (Str){ 0 }, 100, &events, &next));
    for (size_t i = 0; i < events.count; i++)
        GOOD(cx, attribute_hear(cx, ROWS_AT(Event, events, i)));
}

static Str rows_of(Ctx *cx, CustomerId who)
{
    Rows   values = { 0 };
    StrBuf out    = strbuf(cx->arena, 8192);
    GOOD(cx, attribute_values(cx, who, &values));
    for (size_t i = 0; i < values.count; i++)
        strbuf_add(&out, shape_json(cx->arena, &customer_attribute_shape,
                                    ROWS_AT(CustomerAttribute, values, i)));
    return strbuf_str(&out);
}

static void test_two_become_one_and_two_again(void **state)
{
    Ctx             *cx = test_house_ctx(*state);
    const CustomerId a = person_of(cx, "李四"), b = person_of(cx, "李先生");
    MergeId          merge = { 0 };
    (void)sugar(cx, POLICY_MOST_FREQUENT);
    tell(cx, a, "无糖", "app", "app:1", cx->now_ms - 5000);
    tell(cx, b, "半糖", "pos", "pos:1", cx->now_ms - 9000);
    tell(cx, b, "半糖", "pos", "pos:2", cx->now_ms - 8000);
    const Str a_was = rows_of(cx, a), b_was = rows_of(cx, b);
    GOOD(cx, customer_merge(cx, a, b, &(MergeEvidence){ .source = S("console") }, &merge));
    hear_all(cx, a);
    assert_string_equal(counts(cx, a), "半糖 frequent");
    assert_string_equal(counts(cx, b), "半糖 frequent"); /* the old id leads to the survivor */
    assert_int_equal(rows_of(cx, b).len, 0);
    GOOD(cx, customer_split(cx, merge, NULL, NULL));
    hear_all(cx, a);
    assert_true(str_equal(rows_of(cx, a), a_was));
    assert_true(str_equal(rows_of(cx, b), b_was));
}

static void test_the_catalogue_refuses_what_makes_no_sense(void **state)
{
    Ctx      *cx  = test_house_ctx(*state);
    Attribute out = { 0 };
    (void)sugar(cx, POLICY_MOST_RECENT);
    static const struct {
        const char   *key;
        AttributeType type;
        const char   *reason;
    } cases[] = {
        { "Sugar", ATTRIBUTE_TEXT, "attribute.bad_key" },
        { "gender", ATTRIBUTE_TEXT, "attribute.bad_key" },
        { "1a", ATTRIBUTE_TEXT, "attribute.bad_key" },
        { "skin", ATTRIBUTE_ENUM, "attribute.needs_choices" },
        { "sugar", ATTRIBUTE_TEXT, "attribute.key_taken" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const AttributeDraft draft = { .key    = str_of(cases[i].key),
                                       .name   = S("x"),
                                       .type   = cases[i].type,
                                       .policy = policy_of(POLICY_MOST_RECENT) };
        assert_int_not_equal(attribute_create(cx, &draft, &out), OK);
        assert_string_equal(cx->err.reason, cases[i].reason);
        forgive(cx);
    }
    const EvidenceDraft bad = { .key = S("sugar"), .value = S("超甜"), .distance_m = -1 };
    assert_int_equal(attribute_tell(cx, person_of(cx, "x"), &bad, NULL), ERR_INVALID);
    assert_string_equal(cx->err.reason, "attribute.bad_value");
    forgive(cx);
    Ctx *other = test_house_ctx_of(*state, 2);
    Rows none  = { 0 };
    GOOD(other, attribute_list(other, &none));
    assert_int_equal(none.count, 0);
}

static void test_distances_go_over_the_great_circle(void **state)
{
    (void)state;
    /* 上海人民广场 to 虹桥: 13.8 km; a store without a place. */
    assert_in_range(attribute_distance_m(121.4737, 31.2304, 121.3286, 31.1958), 14200, 14500);
    assert_int_equal(attribute_distance_m(0, 0, 121, 31), -1);
    assert_int_equal(attribute_distance_m(121, 31, 121, 31), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_policy_decides_as_drawn),
        cmocka_unit_test(test_a_saying_weighs_by_source_confidence_age_and_distance),
        cmocka_unit_test(test_the_order_of_evidence_does_not_matter),
        cmocka_unit_test(test_more_values_than_can_compete_leave_the_same_ones),
        cmocka_unit_test(test_distances_go_over_the_great_circle),
        ON_HOUSE(test_values_are_kept_in_one_form),
        ON_HOUSE(test_the_app_says_none_and_the_till_half),
        ON_HOUSE(test_what_a_guide_says_again_replaces_what_he_said),
        ON_HOUSE(test_a_saying_counts_until_it_is_over),
        ON_HOUSE(test_another_policy_decides_for_everybody_anew),
        ON_HOUSE(test_two_become_one_and_two_again),
        ON_HOUSE(test_the_catalogue_refuses_what_makes_no_sense),
    };
    return FOR_EACH_ENGINE(tests);
}
