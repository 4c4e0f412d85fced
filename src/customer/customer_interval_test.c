/* Intervals: the rule by hand, and the whole path against it in every order. */
#include "base/prng.h"
#include "channel/channel.h"
#include "customer/customer_contact.h"
#include "customer/customer_identity.h"
#include "customer/customer_interval.h"
#include "customer/customer_relation_sql.h"
#include "customer/customer_sql.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* ---- the rule ----------------------------------------------------------------------- *
 *
 * Facts are words: c10 the platform says it began at minute 10, t10 a callback told so,
 * x20 the customer ended it, s20 the member did, y20 a sync missed it.  "c10@25" was last
 * seen at 25.  Intervals: "10-20x" ended by the customer, "~10-" open, by a callback. */

static Fact fact_of(Str word)
{
    Str       at_text = str_slice(word, 1, word.len);
    const Str minute  = str_cut(&at_text, '@');
    int64_t   at = 0, seen = 0;
    assert_true(str_to_i64(minute, &at));
    if (at_text.len) assert_true(str_to_i64(at_text, &seen));
    Fact fact = { .kind       = FACT_ENDED,
                  .at_ms      = at * MS_PER_MINUTE,
                  .seen_at_ms = seen * MS_PER_MINUTE };
    switch (word.ptr[0]) {
    case 'c': fact.kind = FACT_CREATED; break;
    case 't': fact.kind = FACT_TOLD; break;
    case 'x': fact.by = ENDED_BY_CUSTOMER; break;
    case 's': fact.by = ENDED_BY_STAFF; break;
    default: fact.by = ENDED_BY_SYSTEM; break;
    }
    return fact;
}

static Str text_of(Arena *arena, const Rows *intervals)
{
    static const char by[] = { [ENDED_BY_CUSTOMER] = 'x',
                               [ENDED_BY_STAFF]    = 's',
                               [ENDED_BY_TRANSFER] = 'r',
                               [ENDED_BY_SYSTEM]   = 'y' };
    StrBuf            text = strbuf(arena, 1000);
    for (size_t i = 0; i < intervals->count; i++) {
        const Interval *interval = ROWS_AT(Interval, *intervals, i);
        strbuf_fmt(&text, "%s%s%lld-", i ? " " : "", interval->is_exact ? "" : "~",
                   (long long)(interval->added_at_ms / MS_PER_MINUTE));
        if (interval->ended_at_ms)
            strbuf_fmt(&text, "%lld%c", (long long)(interval->ended_at_ms / MS_PER_MINUTE),
                       by[interval->ended_by]);
    }
    return strbuf_str(&text);
}

static size_t facts_of(Str words, Fact *facts)
{
    size_t count = 0;
    while (words.len) {
        const Str word = str_cut(&words, ' ');
        if (word.len) facts[count++] = fact_of(word);
    }
    return count;
}

// clang-format off
static const struct { const char *facts, *want; } table[] = {
    /* what was told              what it means                                          */
    { "",                         "" },
    { "c10",                      "10-" },
    { "c10 c10",                  "10-" },
    { "c10 x20",                  "10-20x" },
    { "c10 x20 x25",              "10-20x" },
    { "c10 x20 s25",              "10-20x" },          /* the first end stays             */
    { "c10 s20 x25",              "10-20s" },
    { "x20",                      "" },                /* nobody knows what ended         */
    { "x20 c10",                  "10-20x" },          /* the end came first              */
    { "x5 c10",                   "10-" },             /* an end from before              */
    { "c10 x20 c30",              "10-20x 30-" },
    { "c10 c30",                  "10-30y 30-" },      /* nobody told us of the end       */
    { "c10 c30 x20",              "10-20x 30-" },      /* now they did                    */
    { "c10 y20",                  "10-20y" },
    { "c10 y20 s25",              "10-25s" },          /* told beats guessed              */
    { "c10@25 y20",               "10-" },             /* it was seen after the guess     */
    { "c10@15 y20",               "10-20y" },
    { "t10",                      "~10-" },
    { "t10 t20",                  "~10-" },            /* told twice                      */
    { "t10 c10",                  "10-" },             /* the platform's time replaces it */
    { "t10 x20 t30",              "~10-20x ~30-" },
    { "c10 x20 t30",              "10-20x ~30-" },     /* a platform that keeps the time  */
    { "c10 t30",                  "10-" },             /* confirmed later: no re-add      */
    { "c10 t30 x20",              "10-20x ~30-" },
    { "c10 t30 x20 c30",          "10-20x 30-" },
    { "c10 x10",                  "10-10x" },
};
// clang-format on

static void test_facts_fold_into_the_intervals_they_mean(void **state)
{
    (void)state;
    Arena *arena = arena_new(1 << 20);
    for (size_t i = 0; i < COUNT(table); i++) {
        Fact         facts[16];
        const size_t count = facts_of(str_of(table[i].facts), facts);
        const Rows   got   = customer_interval_fold(arena, facts, count);
        if (!str_equal(text_of(arena, &got), str_of(table[i].want)))
            fail_msg("%s: %.*s, not %s", table[i].facts, FMT(text_of(arena, &got)), table[i].want);
    }
    arena_free(arena);
}

/* ---- the whole path ------------------------------------------------------------------- */

typedef enum StepKind { STEP_ADD, STEP_EDIT, STEP_SYNC, STEP_DEGRADED, STEP_LOST } StepKind;
typedef struct Step {
    StepKind kind;
    int64_t  at_min, began_min;
    EndedBy  by;
} Step;

typedef struct Brand {
    Ctx    *cx;
    int64_t connection_id;
    int64_t staff_id;
} Brand;

static Brand brand_of(TestHouse *house)
{
    Ctx       *cx         = test_house_ctx(house);
    Connection connection = { 0 };
    Staff      staff      = { 0 };
    bool       found      = false;
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = S("ww0123456789abcdef"),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    const StaffDraft draft = {
        .userid = S("ZhangSan"), .name = S("张三"), .status = STAFF_ACTIVE, .is_contact = true
    };
    GOOD(cx, org_sync_staff(cx, connection.id, &draft, 1, false, NULL));
    GOOD(cx, org_staff_find_by_userid(cx, connection.id, draft.userid, &staff, &found));
    return (Brand){ cx, connection.id, staff.id };
}

static int64_t ms_of(int64_t minute) { return 1700000000000 + minute * MS_PER_MINUTE; }

static void play(Ctx *cx, int64_t connection_id, Str person, const Step *step)
{
    if (step->kind == STEP_LOST) {
        const ContactLost lost = { .connection_id   = connection_id,
                                   .corp_id         = S("ww0123456789abcdef"),
                                   .userid          = S("zhangsan"),
                                   .external_userid = person,
                                   .at_ms           = ms_of(step->at_min),
                                   .by              = step->by };
        GOOD(cx, customer_contact_lost(cx, &lost));
        return;
    }
    ContactSide side = { .userid        = S("ZhangSan"),
                         .createtime_ms = ms_of(step->began_min),
                         .add_way       = ADD_WAY_QR_CODE };
    ContactRead read = { .connection_id   = connection_id,
                         .corp_id         = S("ww0123456789abcdef"),
                         .via             = VIA_EDIT,
                         .at_ms           = ms_of(step->at_min),
                         .external_userid = person,
                         .name            = S("李四"),
                         .kind            = CUSTOMER_WECHAT,
                         .sides           = &side,
                         .side_count      = 1 };
    if (step->kind == STEP_SYNC) read.via = VIA_SYNC;
    if (step->kind == STEP_ADD || step->kind == STEP_DEGRADED) {
        read.via             = VIA_CALLBACK;
        read.change_type     = S("add_external_contact");
        read.callback_userid = S("zhangsan");
        read.callback_at_ms  = ms_of(step->began_min);
    }
    if (step->kind == STEP_DEGRADED) {
        read.is_degraded = true;
        read.side_count  = 0;
        read.name        = (Str){ 0 };
    }
    GOOD(cx, customer_contact_read(cx, &read));
}

static AddWay source_of(Ctx *cx, Str person)
{
    CustomerId id       = { 0 };
    Customer   customer = { 0 };
    bool       found    = false;
    GOOD(cx, customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, S("ww0123456789abcdef"), person,
                                    &id, &found));
    assert_true(found);
    GOOD(cx, customer_sql_get(cx, id.v, &customer));
    return customer.source;
}

/* What the rows say, or should say, in the words of the table above. */
static Str intervals_in_store(Ctx *cx, const Brand *brand, Str person)
{
    CustomerId id        = { 0 };
    bool       found     = false;
    Rows       relations = { 0 };
    Vec        list      = vec_of(cx->arena, Interval);
    GOOD(cx, customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, S("ww0123456789abcdef"), person,
                                    &id, &found));
    assert_true(found);
    GOOD(cx, customer_relation_sql_of_pair(cx, id.v, brand->staff_id, &relations));
    for (size_t i = 0; i < relations.count; i++) {
        const Relation *row = ROWS_AT(Relation, relations, i);
        assert_int_equal(row->interval_no, (int)i + 1);
        *VEC_ADD(&list, Interval) =
            (Interval){ .added_at_ms = row->added_at_ms - ms_of(0),
                        .ended_at_ms = row->ended_at_ms ? row->ended_at_ms - ms_of(0) : 0,
                        .ended_by    = row->ended_by,
                        .is_exact    = row->is_exact };
    }
    const Rows rows = vec_rows(&list);
    return text_of(cx->arena, &rows);
}

/* The model: the story in its true order, as a simple open/closed switch. */
static Str model(Arena *arena, const Step *story, size_t count)
{
    Vec list = vec_of(arena, Interval);
    for (size_t i = 0; i < count; i++) {
        Interval  *last    = list.count ? VEC_AT(list, Interval, list.count - 1) : NULL;
        const bool is_open = last && !last->ended_at_ms;
        if (story[i].kind == STEP_LOST && is_open) {
            last->ended_at_ms = story[i].at_min * MS_PER_MINUTE;
            last->ended_by    = story[i].by;
        }
        if (story[i].kind == STEP_ADD && !is_open)
            *VEC_ADD(&list, Interval) =
                (Interval){ .added_at_ms = story[i].began_min * MS_PER_MINUTE, .is_exact = true };
    }
    const Rows rows = vec_rows(&list);
    return text_of(arena, &rows);
}

/* Adds and ends in turn, with edits, syncs and both-way ends in between; some told twice. */
static size_t make_story(uint64_t *seed, Step *story)
{
    size_t  count  = 0;
    int64_t minute = 0, began = 0;
    bool    is_open = false;
    while (count < 8) {
        minute += 5 + (int64_t)prng_below(seed, 40);
        if (!is_open) {
            began          = minute;
            story[count++] = (Step){ STEP_ADD, minute, began, 0 };
            is_open        = true;
        } else if (prng_below(seed, 3) == 0) {
            const StepKind kind = prng_below(seed, 2) ? STEP_EDIT : STEP_SYNC;
            story[count++]      = (Step){ kind, minute, began, 0 };
        } else {
            const EndedBy by = prng_below(seed, 2) ? ENDED_BY_CUSTOMER : ENDED_BY_STAFF;
            story[count++]   = (Step){ STEP_LOST, minute, 0, by };
            if (prng_below(seed, 3) == 0) /* the other side deletes as well */
                story[count++] =
                    (Step){ STEP_LOST, minute + 2, 0,
                            by == ENDED_BY_STAFF ? ENDED_BY_CUSTOMER : ENDED_BY_STAFF };
            is_open = false;
        }
    }
    return count;
}

static void test_any_order_and_number_of_callbacks_ends_in_the_same_intervals(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    uint64_t    seed  = 20261122;
    for (int trial = 0; trial < 60; trial++) {
        Step            story[16], played[32];
        const uint64_t  began  = seed;
        const size_t    count  = make_story(&seed, story);
        size_t          total  = 0;
        const ArenaMark mark   = arena_mark(cx->arena);
        const Str       person = str_fmt(cx->arena, "wm%d", trial);
        for (size_t i = 0; i < count; i++) {
            played[total++] = story[i];
            if (prng_below(&seed, 2)) played[total++] = story[i];
        }
        for (size_t i = total; i > 1; i--) {
            const size_t j = prng_below(&seed, i);
            const Step   s = played[i - 1];
            played[i - 1]  = played[j];
            played[j]      = s;
        }
        for (size_t i = 0; i < total; i++) play(cx, brand.connection_id, person, &played[i]);
        const Str got  = intervals_in_store(cx, &brand, person);
        const Str want = model(cx->arena, story, count);
        if (!str_equal(got, want))
            fail_msg("seed %llu: %.*s, not %.*s", (unsigned long long)began, FMT(got), FMT(want));
        arena_rewind(cx->arena, mark);
    }
    Staff staff = { 0 };
    Rows  open  = { 0 };
    GOOD(cx, org_staff_get(cx, (StaffId){ brand.staff_id }, &staff));
    GOOD(cx, customer_relation_sql_unseen(cx, brand.staff_id, 0, INT64_MAX, &open));
    assert_int_equal(staff.customer_count, (int64_t)open.count); /* the counter agrees */
}

static void test_a_degraded_read_is_made_good_by_the_next_one(void **state)
{
    const Brand brand    = brand_of(*state);
    const Step  degraded = { STEP_DEGRADED, 11, 10, 0 }, read = { STEP_EDIT, 12, 10, 0 };
    play(brand.cx, brand.connection_id, S("wmA"), &degraded);
    assert_string_equal(str_z(brand.cx->arena, intervals_in_store(brand.cx, &brand, S("wmA"))),
                        "~10-");
    assert_int_equal(source_of(brand.cx, S("wmA")), ADD_WAY_UNKNOWN);
    play(brand.cx, brand.connection_id, S("wmA"), &read);
    assert_string_equal(str_z(brand.cx->arena, intervals_in_store(brand.cx, &brand, S("wmA"))),
                        "10-");
    assert_int_equal(source_of(brand.cx, S("wmA")), ADD_WAY_QR_CODE);
}

static void test_a_contact_that_a_sync_missed_comes_back_when_it_is_seen(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    const Step  first = { STEP_SYNC, 20, 10, 0 }, again = { STEP_SYNC, 60, 10, 0 };
    play(cx, brand.connection_id, S("wmA"), &first);
    GOOD(cx, customer_contact_synced(cx, brand.connection_id, S("zhangsan"), ms_of(15)));
    GOOD(cx, customer_contact_synced(cx, brand.connection_id, S("zhangsan"), ms_of(20) + 900));
    assert_string_equal(str_z(cx->arena, intervals_in_store(cx, &brand, S("wmA"))), "10-");
    GOOD(cx, customer_contact_synced(cx, brand.connection_id, S("zhangsan"), ms_of(40)));
    assert_string_equal(str_z(cx->arena, intervals_in_store(cx, &brand, S("wmA"))), "10-40y");
    play(cx, brand.connection_id, S("wmA"), &again);
    assert_string_equal(str_z(cx->arena, intervals_in_store(cx, &brand, S("wmA"))), "10-");
}

int main(void)
{
    const struct CMUnitTest rules[] = {
        cmocka_unit_test(test_facts_fold_into_the_intervals_they_mean),
    };
    const struct CMUnitTest paths[] = {
        ON_HOUSE(test_any_order_and_number_of_callbacks_ends_in_the_same_intervals),
        ON_HOUSE(test_a_degraded_read_is_made_good_by_the_next_one),
        ON_HOUSE(test_a_contact_that_a_sync_missed_comes_back_when_it_is_seen),
    };
    return cmocka_run_group_tests_name("rule", rules, NULL, NULL) + FOR_EACH_ENGINE(paths);
}
