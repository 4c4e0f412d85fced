/* Rules over a crowd: sets, columns and events give whom the rule gives when each person is asked
 * from a document; and audiences kept true by what changed are those that are computed anew. */
#include "crowd/crowd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 40, EVENTS = 12, ROUNDS = 1500, TAGS = 3, SEGMENTS = 2, LIVE = 6 };

static const int64_t start_ms = 1795579200000; /* a Beijing midnight is at 16:00 UTC */
static const Zone    zone     = { 8 * 3600 };

static const char *const genders[] = { "male", "female" };
static const char *const cities[]  = { "上海", "北京", "", "2026-01-02" };
static const char *const types[]   = { "order.paid", "page.viewed" };

static const RuleVariable variables[] = {
    { .name = { "gender", 6 }, .type = RULE_TYPE_ENUM },
    { .name = { "vip", 3 }, .type = RULE_TYPE_FLAG },
    { .name = { "level", 5 }, .type = RULE_TYPE_NUMBER },
    { .name = { "city", 4 }, .type = RULE_TYPE_TEXT },
};
static const RuleSchema schema = { variables, COUNT(variables) };

typedef struct Happening {
    const char *type;
    int64_t     at_ms, amount;
} Happening;

/* What the crowd should know, written down plainly. */
typedef struct Person {
    bool      is_there, tags[TAGS], segments[SEGMENTS];
    int       gender, city; /* 0: nothing, else one more than its place */
    int       vip, level;   /* vip 0: nothing, 1 no, 2 yes; level -1: nothing */
    int       staff;        /* 0: no relation */
    Happening events[EVENTS];
    size_t    event_count;
} Person;

static Arena   *arena;
static uint64_t prng;
static int64_t  now_ms;
static Person   people[PEOPLE];
static Crowd   *crowd;

static uint32_t below(uint32_t bound) { return (uint32_t)prng_below(&prng, bound); }

/* ---- the people, and the crowd of them ------------------------------------------------- */

static int64_t id_of(uint32_t person) { return 7000000000 + (int64_t)person * 13; }

static void put_event(uint32_t person, Happening happening)
{
    JsonError   error = { 0 };
    const Json *json  = NULL;
    const Str   text =
        str_fmt(arena, "{\"amount\":%lld,\"city\":\"上海\"}", (long long)happening.amount);
    assert_int_equal(json_parse(arena, text, JSON_LIMITS, &json, &error), OK);
    crowd_put_event(crowd, person, str_of(happening.type), happening.at_ms, json);
}

static void put_record(uint32_t number, const Person *person)
{
    Ids     tags = { .at = (int64_t[TAGS]){ 0 } };
    int64_t ids[TAGS];
    for (int i = 0; i < TAGS; i++)
        if (person->tags[i]) ids[tags.count++] = i + 1;
    tags.at                      = ids;
    const CrowdRelation relation = { .staff_id    = person->staff,
                                     .store_id    = person->staff > 1 ? 5 : 0,
                                     .state       = S("code"),
                                     .add_way     = S("qr_code"),
                                     .added_at_ms = start_ms };
    crowd_set_there(crowd, number, person->is_there);
    crowd_put_word(crowd, S("gender"), number,
                   person->gender ? str_of(genders[person->gender - 1]) : (Str){ 0 });
    crowd_put_word(crowd, S("city"), number,
                   person->city ? str_of(cities[person->city - 1]) : (Str){ 0 });
    crowd_put_word(crowd, S("vip"), number,
                   person->vip ? (person->vip == 2 ? S("true") : S("false")) : (Str){ 0 });
    if (person->level < 0)
        crowd_put_nothing(crowd, S("level"), number);
    else
        crowd_put_number(crowd, S("level"), number, person->level);
    crowd_put_tags(crowd, number, tags);
    crowd_put_relations(crowd, number, &relation, person->staff ? 1 : 0);
}

static Happening some_event(void)
{
    const int64_t back = (int64_t)below(12 * 24) * MS_PER_HOUR - MS_PER_HOUR * (int64_t)below(3);
    return (Happening){ types[below(2)], now_ms - back + (int64_t)below(3) - 1, below(5) };
}

static void change_record(Person *person)
{
    person->is_there = below(8) > 0;
    person->gender   = (int)below(3);
    person->city     = (int)below(5);
    person->vip      = (int)below(3);
    person->level    = (int)below(5) - 1;
    person->staff    = (int)below(4);
    for (int i = 0; i < TAGS; i++) person->tags[i] = below(3) == 0;
}

static void make_crowd(void)
{
    crowd = crowd_new();
    for (size_t i = 0; i < COUNT(variables); i++)
        crowd_add_column(crowd, variables[i].name, variables[i].type);
    for (int i = 0; i < TAGS; i++) crowd_add_tag(crowd, i + 1);
    crowd_add_details(crowd, str_of(types[0]));
    crowd_add_type(crowd, str_of(types[1]));
    for (uint32_t i = 0; i < PEOPLE; i++) {
        people[i] = (Person){ 0 };
        change_record(&people[i]);
        assert_int_equal(crowd_take(crowd, id_of(i)), i);
        put_record(i, &people[i]);
        for (int k = 0; k < SEGMENTS; k++) {
            people[i].segments[k] = people[i].is_there && below(2);
            (void)crowd_segment(crowd, 100 + k);
            (void)crowd_put_member(crowd, 100 + k, i, people[i].segments[k]);
        }
        for (uint32_t k = below(6); k > 0; k--) {
            const Happening happening                 = some_event();
            people[i].events[people[i].event_count++] = happening;
            put_event(i, happening);
        }
    }
}

/* ---- the same from a document -------------------------------------------------------------- */

static RuleValue text_or_null(const char *const *words, int at)
{
    return at ? rule_of_text(str_of(words[at - 1])) : (RuleValue){ .kind = RULE_NULL };
}

static RuleSource source_of(const Person *person)
{
    StrBuf text = strbuf(arena, 1 << 16);
    strbuf_add(&text, S("{\"events\":["));
    for (size_t i = 0; i < person->event_count; i++)
        strbuf_fmt(&text, "%s{\"type\":\"%s\",\"at\":%lld,\"amount\":%lld,\"city\":\"上海\"}",
                   i ? "," : "", person->events[i].type, (long long)person->events[i].at_ms,
                   (long long)person->events[i].amount);
    strbuf_add(&text, S("],\"tags\":[\"x\""));
    for (int i = 0; i < TAGS; i++)
        if (person->tags[i]) strbuf_fmt(&text, ",\"%d\"", i + 1);
    strbuf_add(&text, S("],\"segments\":[\"x\""));
    for (int i = 0; i < SEGMENTS; i++)
        if (person->segments[i]) strbuf_fmt(&text, ",\"%d\"", 100 + i);
    strbuf_add(&text, S("],\"relations\":["));
    if (person->staff)
        strbuf_fmt(&text,
                   "{\"staff_id\":\"%d\",\"store_id\":%s,\"state\":\"code\",\"add_way\":"
                   "\"qr_code\"}",
                   person->staff, person->staff > 1 ? "\"5\"" : "null");
    strbuf_add(&text, S("]}"));
    JsonError   error = { 0 };
    const Json *json  = NULL;
    assert_int_equal(json_parse(arena, strbuf_str(&text), JSON_LIMITS, &json, &error), OK);
    return rule_json_source(arena, json, zone);
}

static bool holds_plainly(const Rule *rule, const Person *person)
{
    const RuleSource source   = source_of(person);
    const RuleValue  nothing  = { .kind = RULE_NULL };
    const RuleValue  slots[4] = {
         text_or_null(genders, person->gender),
        person->vip ? rule_of_flag(person->vip == 2) : nothing,
        person->level < 0 ? nothing : rule_of_number(person->level),
         text_or_null(cities, person->city),
    };
    RuleRun run = {
        .arena = arena, .slots = slots, .source = &source, .now_ms = now_ms, .zone = zone
    };
    const bool holds = rule_holds(rule, &run);
    assert_null(run.reason);
    return person->is_there && holds;
}

/* ---- rules ----------------------------------------------------------------------------------- */

static const char *window(void)
{
    static const char *const windows[] = { "\"3d\"",        "\"36h\"",
                                           "\"today\"",     "\"last_7_days\"",
                                           "\"yesterday\"", "\"this_week\"",
                                           "null",          "[\"2026-11-20\",\"2026-11-24\"]",
                                           "\"10d\"" };
    return windows[below(COUNT(windows))];
}

static const char *sign(void)
{
    static const char *const signs[] = { "<", "<=", ">", ">=", "==", "!=", "===", "!==" };
    return signs[below(COUNT(signs))];
}

static void add_event_leaf(StrBuf *rule)
{
    static const char *const figures[] = { "event_count", "event_days", "consecutive_days" };
    const char              *type      = types[below(2)];
    switch (below(6)) {
    case 0:
        strbuf_fmt(rule, "{\"did%s\":[\"%s\",%s]}", below(2) ? "_not" : "", type, window());
        break;
    case 1:
        strbuf_fmt(rule, "{\"%s\":[{\"%s\":[\"%s\",%s]},%d]}", sign(), figures[below(3)], type,
                   window(), (int)below(5) - 1);
        break;
    case 2:
        strbuf_fmt(rule, "{\"%s\":[{\"event_sum\":[\"order.paid\",\"amount\",%s]},%u]}", sign(),
                   window(), below(6));
        break;
    case 3:
        strbuf_fmt(rule, "{\"did\":[\"order.paid\",%s,{\">\":[{\"var\":\"amount\"},%u]}]}",
                   window(), below(5));
        break;
    case 4: strbuf_fmt(rule, "{\"%s\":[{\"streak\":[\"%s\"]},%u]}", sign(), type, below(3)); break;
    default:
        strbuf_fmt(rule, "{\"%s\":[{\"event_last\":[\"order.paid\",\"amount\",%s]},%u]}", sign(),
                   window(), below(5));
        break;
    }
}

static void add_leaf(StrBuf *rule, bool may_ask_segments)
{
    switch (below(9)) {
    case 0:
        strbuf_fmt(rule, "{\"%s\":[{\"var\":\"gender\"},\"%s\"]}", sign(), genders[below(2)]);
        break;
    case 1: strbuf_fmt(rule, "{\"%s\":[{\"var\":\"level\"},%u]}", sign(), below(4)); break;
    case 2:
        strbuf_fmt(rule, "{\"%s\":[\"%s\",{\"var\":\"city\"}]}", sign(), cities[below(4)]);
        break;
    case 3:
        strbuf_fmt(rule, "{\"%s\":[{\"var\":\"vip\"},%s]}", sign(),
                   below(3) ? (below(2) ? "true" : "false") : "null");
        break;
    case 4: strbuf_fmt(rule, "{\"has_tag\":[\"%u\",\"%u\"]}", below(5), below(5)); break;
    case 5:
        if (may_ask_segments)
            strbuf_fmt(rule, "{\"in_segment\":\"%u\"}", 100 + below(2));
        else
            strbuf_add(rule, S("{\"in\":[{\"var\":\"city\"},[\"上海\",3]]}"));
        break;
    case 6:
        strbuf_fmt(rule, "{\"has_relation\":%s}",
                   below(4) ? (below(2) ? "{\"==\":[{\"var\":\"staff_id\"},\"2\"]}"
                                        : "{\"in\":[{\"var\":\"store_id\"},[\"5\",\"6\"]]}")
                            : (below(2) ? "[]" : "{\"!=\":[{\"var\":\"staff_id\"},\"1\"]}"));
        break;
    default: add_event_leaf(rule); break;
    }
}

static void add_rule(StrBuf *rule, int depth, bool may_ask_segments)
{
    static const char *const words[] = { "and", "or", "!", "and" };
    if (depth == 0 || below(4) == 0) {
        add_leaf(rule, may_ask_segments);
        return;
    }
    const uint32_t word = below(4);
    strbuf_fmt(rule, "{\"%s\":[", words[word]);
    for (uint32_t i = word == 2 ? 1 : below(3) + 1; i > 0; i--) {
        add_rule(rule, depth - 1, may_ask_segments);
        if (i > 1) strbuf_char(rule, ',');
    }
    strbuf_add(rule, S("]}"));
}

static CrowdRule compiled(Arena *where, Str text)
{
    static const Str reads[] = {
        { "v:gender", 8 }, { "v:vip", 5 }, { "v:level", 7 }, { "v:city", 6 }
    };
    const Json *json  = NULL;
    const Rule *rule  = NULL;
    JsonError   wrong = { 0 };
    RuleError   error = { 0 };
    assert_int_equal(json_parse(where, text, JSON_LIMITS, &json, &wrong), OK);
    if (rule_compile(where, json, &schema, &rule, &error) != OK)
        fail_msg("%s %.*s", error.reason, FMT(text));
    return crowd_rule(where, rule, &schema, (Strs){ reads, COUNT(reads) });
}

/* ---- tests
 * --------------------------------------------------------------------------------------- */

static void test_a_plan_gives_whom_asking_each_gives(void **state)
{
    (void)state;
    int fits[3] = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        if (round % 50 == 0) {
            if (crowd) crowd_free(crowd);
            make_crowd();
        }
        StrBuf text = strbuf(arena, 1 << 16);
        add_rule(&text, 3, true);
        const CrowdRule rule  = compiled(arena, strbuf_str(&text));
        CrowdFound      found = { 0 };
        crowd_find(crowd, &rule, arena, now_ms, zone, 0, &found);
        assert_true(found.is_exact);
        fits[found.fit]++;
        for (uint32_t i = 0; i < PEOPLE; i++)
            if (roaring_bitmap_contains(found.set, i) != holds_plainly(rule.rule, &people[i]))
                fail_msg("round %d, person %u: %.*s", round, i, FMT(strbuf_str(&text)));
        roaring_bitmap_free(found.set);
        arena_reset(arena);
    }
    for (size_t i = 0; i < COUNT(fits); i++) assert_true(fits[i] > ROUNDS / 50);
    crowd_free(crowd);
    crowd = NULL;
}

static void change_something(void)
{
    const uint32_t at     = below(PEOPLE);
    Person        *person = &people[at];
    if (below(3) == 0) {
        change_record(person);
        put_record(at, person);
    } else if (person->event_count == EVENTS) {
        person->event_count = 0;
        crowd_drop_events(crowd, at);
    } else {
        const Happening happening             = some_event();
        person->events[person->event_count++] = happening;
        put_event(at, happening);
    }
}

static Str texts[LIVE];

static void check_live(CrowdRule *rules, int step)
{
    for (int k = 0; k < LIVE; k++) {
        CrowdFound found = { 0 };
        crowd_find(crowd, &rules[k], arena, now_ms, zone, 0, &found);
        if (!roaring_bitmap_equals(found.set, crowd_find_segment(crowd, 200 + k)))
            fail_msg("step %d, audience %d: %.*s", step, k, FMT(texts[k]));
        roaring_bitmap_free(found.set);
    }
}

/* Some ask others that come before them. */
static void add_live(CrowdLive *live, Arena *own, CrowdRule *rules)
{
    static const Str reads[] = { { "v:gender", 8 },      { "v:vip", 5 },
                                 { "v:level", 7 },       { "v:city", 6 },
                                 { "t:1", 3 },           { "t:2", 3 },
                                 { "t:3", 3 },           { "r:", 2 },
                                 { "e:order.paid", 12 }, { "e:page.viewed", 13 },
                                 { "s:200", 5 },         { "s:201", 5 } };
    for (int k = 0; k < LIVE; k++) {
        StrBuf text = strbuf(own, 1 << 16);
        if (k > 2)
            strbuf_fmt(&text, "{\"%s\":[{\"in_segment\":\"%d\"},", k % 2 ? "and" : "or", 197 + k);
        add_rule(&text, 2, false);
        if (k > 2) strbuf_add(&text, S("]}"));
        texts[k]        = strbuf_str(&text);
        rules[k]        = compiled(own, texts[k]);
        const Str asked = str_fmt(own, "s:%d", 197 + k);
        Str      *all   = arena_make(own, Str, COUNT(reads) + 1);
        memcpy(all, reads, sizeof reads);
        all[COUNT(reads)]     = asked;
        const LiveDraft draft = { .id    = 200 + k,
                                  .rule  = rules[k],
                                  .reads = { all,
                                             COUNT(reads) - (k > 2 ? 2 : 2) + (k > 2 ? 3 : 0) } };
        crowd_live_add(live, &draft);
    }
}

static void test_what_is_kept_true_is_what_is_computed_anew(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        Arena    *own = arena_new(16u << 20);
        CrowdRule rules[LIVE];
        now_ms = start_ms + (int64_t)below(1000) * 1000;
        make_crowd();
        CrowdLive *live = crowd_live_new(crowd, zone, now_ms);
        add_live(live, own, rules);
        for (int step = 0; step < 60; step++) {
            for (uint32_t k = below(4); k > 0; k--) change_something();
            now_ms +=
                2000 + (int64_t)below(3) * below(9) * MS_PER_HOUR + (int64_t)below(MS_PER_HOUR);
            crowd_live_advance(live, now_ms);
            check_live(rules, round * 1000 + step);
            arena_reset(arena);
        }
        crowd_live_free(live);
        crowd_free(crowd);
        arena_free(own);
    }
    crowd = NULL;
}

/* Moves tell the whole way from one set to the next. */
static void test_moves_lead_from_one_set_to_the_next(void **state)
{
    (void)state;
    now_ms = start_ms;
    make_crowd();
    CrowdLive *live  = crowd_live_new(crowd, zone, now_ms);
    LiveDraft  draft = { .id    = 300,
                         .rule  = compiled(arena, S("{\"did\":[\"page.viewed\",\"3d\"]}")),
                         .reads = { (const Str[]){ { "e:page.viewed", 13 } }, 1 } };
    crowd_live_add(live, &draft);
    roaring_bitmap_t *was = roaring_bitmap_copy(crowd_find_segment(crowd, 300));
    for (int step = 0; step < 200; step++) {
        size_t count = 0;
        for (uint32_t k = below(3); k > 0; k--) change_something();
        now_ms += (int64_t)below(4) * MS_PER_HOUR + 2000;
        crowd_live_clear(live);
        crowd_live_advance(live, now_ms);
        const LiveMove *moves = crowd_live_moves(live, &count);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(moves[i].segment, 300);
            assert_true(moves[i].is_in ? roaring_bitmap_add_checked(was, moves[i].person)
                                       : roaring_bitmap_remove_checked(was, moves[i].person));
        }
        assert_true(roaring_bitmap_equals(was, crowd_find_segment(crowd, 300)));
    }
    roaring_bitmap_free(was);
    crowd_live_free(live);
    crowd_free(crowd);
    crowd = NULL;
}

/* A window that closes is told at the instant it closes, and asks only whom it leaves. */
static void test_time_wakes_only_whom_a_window_leaves(void **state)
{
    (void)state;
    now_ms         = start_ms;
    crowd          = crowd_new();
    const Str type = S("page.viewed");
    crowd_add_type(crowd, type);
    for (uint32_t i = 0; i < 1000; i++) {
        const uint32_t number = crowd_take(crowd, 1 + i);
        crowd_set_there(crowd, number, true);
        crowd_put_event(crowd, number, type, start_ms - (int64_t)i * MS_PER_MINUTE, NULL);
    }
    CrowdLive *live  = crowd_live_new(crowd, zone, now_ms);
    LiveDraft  draft = { .id    = 300,
                         .rule  = compiled(arena, S("{\"did_not\":[\"page.viewed\",\"30d\"]}")),
                         .reads = { (const Str[]){ { "e:page.viewed", 13 } }, 1 } };
    crowd_live_add(live, &draft);
    crowd_live_advance(live, now_ms + 1500);
    const int64_t due = crowd_live_due(live);
    assert_int_equal(due, start_ms - 999 * (int64_t)MS_PER_MINUTE + 30 * (int64_t)MS_PER_DAY);
    const uint64_t before = crowd_live_asked(live);
    crowd_live_advance(live, due - 1);
    assert_int_equal(roaring_bitmap_get_cardinality(crowd_find_segment(crowd, 300)), 0);
    crowd_live_advance(live, due);
    assert_int_equal(roaring_bitmap_get_cardinality(crowd_find_segment(crowd, 300)), 1);
    assert_int_equal(crowd_live_asked(live) - before, 1);
    crowd_live_free(live);
    crowd_free(crowd);
    crowd = NULL;
}

static void test_a_load_of_events_is_the_events_one_by_one(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    Crowd      *one = crowd_new(), *all = crowd_new();
    CrowdEvent *events = arena_make(arena, CrowdEvent, MANY);
    for (size_t t = 0; t < COUNT(types); t++) {
        crowd_add_type(one, str_of(types[t]));
        crowd_add_type(all, str_of(types[t]));
    }
    for (uint32_t i = 0; i < 50; i++) {
        (void)crowd_take(one, i + 1);
        (void)crowd_take(all, i + 1);
        crowd_set_there(one, i, true);
        crowd_set_there(all, i, true);
    }
    for (size_t i = 0; i < MANY; i++) {
        const Str     type = str_of(types[below(2)]);
        const int64_t at   = start_ms + (int64_t)below(100000);
        events[i].person   = below(50);
        events[i].word     = crowd_event_word(all, type, at);
        crowd_put_event(one, events[i].person, type, at, NULL);
    }
    crowd_put_events(all, events, MANY / 2);
    crowd_put_events(all, events + MANY / 2, MANY - MANY / 2);
    assert_int_equal(crowd_event_count(one), MANY);
    assert_int_equal(crowd_event_count(all), MANY);
    for (int round = 0; round < 300; round++) {
        const Str text = str_fmt(arena, "{\">=\":[{\"event_count\":[\"%s\",[%lld,%lld]]},%u]}",
                                 types[below(2)], (long long)(start_ms + below(50000)),
                                 (long long)(start_ms + 50000 + below(50000)), below(20));
        const CrowdRule rule = compiled(arena, text);
        CrowdFound      a = { 0 }, b = { 0 };
        crowd_find(one, &rule, arena, start_ms + 200000, zone, 0, &a);
        crowd_find(all, &rule, arena, start_ms + 200000, zone, 0, &b);
        assert_true(roaring_bitmap_equals(a.set, b.set));
        roaring_bitmap_free(a.set);
        roaring_bitmap_free(b.set);
    }
    crowd_free(one);
    crowd_free(all);
}

static int setup(void **state)
{
    (void)state;
    arena  = arena_new(64u << 20);
    prng   = 20261128;
    now_ms = start_ms;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* What is remembered beside the sets, for many audiences at once, hides no move of any. */
static void test_many_audiences_change_as_each_alone_would(void **state)
{
    enum { AUDIENCES = 300, MEMBERS = 12, MOVES = 40000 };
    static bool in[AUDIENCES][MEMBERS];
    Crowd      *all = crowd_new();
    (void)state;
    memset(in, 0, sizeof in);
    for (uint32_t i = 0; i < MEMBERS; i++) (void)crowd_take(all, id_of(PEOPLE + i));
    for (int64_t k = 0; k < AUDIENCES; k++) (void)crowd_segment(all, 1000 + k);
    for (int move = 0; move < MOVES; move++) {
        const uint32_t k = below(AUDIENCES), member = below(MEMBERS), dice = below(20);
        const uint32_t first = crowd_number(all, id_of(PEOPLE));
        const bool     is_in = below(2) == 0;
        if (dice == 0) {
            roaring_bitmap_t *set = roaring_bitmap_create();
            for (uint32_t i = 0; i < MEMBERS; i++)
                if ((in[k][i] = below(3) == 0)) roaring_bitmap_add(set, first + i);
            crowd_set_segment(all, 1000 + k, set);
        } else if (dice == 1) {
            crowd_drop_segment(all, 1000 + k);
            (void)crowd_segment(all, 1000 + k);
            memset(in[k], 0, sizeof in[k]);
        } else {
            const bool moved = crowd_put_member(all, 1000 + k, first + member, is_in);
            assert_int_equal(moved, in[k][member] != is_in);
            in[k][member] = is_in;
        }
        for (uint32_t i = 0; i < MEMBERS; i++)
            assert_int_equal(roaring_bitmap_contains(crowd_find_segment(all, 1000 + k), first + i),
                             in[k][i]);
    }
    crowd_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_plan_gives_whom_asking_each_gives, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_kept_true_is_what_is_computed_anew, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_moves_lead_from_one_set_to_the_next, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_audiences_change_as_each_alone_would, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_time_wakes_only_whom_a_window_leaves, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_load_of_events_is_the_events_one_by_one, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
