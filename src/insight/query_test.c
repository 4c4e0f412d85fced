/* Queries over a log: exactly once into the columnar store, persons as they are now, figures of a
 * real set. */
#include "customer/customer.h"
#include "insight/insight.h"
#include "kernel/testing.h"
#include "log/log.h"
#include "wire/shape_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                  \
    do {                                                                                      \
        if ((expression) != OK)                                                               \
            fail_msg("%s: %s %.*s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                  \
    } while (0)

enum { MEMORY_MB = 256 };

/* "duckdb", or the address in WEFT_TEST_CLICKHOUSE: what is asked below has the same rows there. */
static const char *store = "duckdb";

static Projection *open_events(TestHouse *house)
{
    static char wiped_for[512]; /* ClickHouse stays between tests: each begins with nothing */
    const ColumnarDriver *driver  = columnar_driver(str_of(store));
    const ColumnarOptions options = { .events    = str_of(store),
                                      .folder    = str_of(house->services.data_dir),
                                      .memory_mb = MEMORY_MB,
                                      .threads   = 2 };
    if (driver->is_shared && strcmp(wiped_for, house->services.data_dir) != 0) {
        Ctx *cx = test_house_ctx(house);
        GOOD(cx, driver->wipe(cx, &options));
        (void)snprintf(wiped_for, sizeof wiped_for, "%s", house->services.data_dir);
    }
    Projection *events = projection_new(&(ProjectionOptions){
        .store = options,
        /* So that little is much: threads, and tails that are joined and others that are not. */
        .people = { .thread_events = 20, .tail_events = 100 } });
    if (!house->services.insight) house->services.insight = insight_memory_new();
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

static int64_t noon(const char *day)
{
    int64_t ms = 0;
    ASSERT(rfc3339_parse(str_of(day), &ms));
    return ms;
}

static void happen(Ctx *cx, int64_t person, const char *type, const char *at, const char *payload)
{
    static int64_t number;
    GOOD(cx, event_append(cx,
                          &(EventDraft){ .id   = str_fmt(cx->arena, "e%lld", (long long)++number),
                                         .type = str_of(type),
                                         .person_id      = person,
                                         .source         = S("test"),
                                         .occurred_at_ms = noon(at),
                                         .payload        = str_of(payload) },
                          NULL));
}

static Str rows_of(Ctx *cx, const char *query)
{
    QueryAnswer answer = { 0 };
    GOOD(cx, query_answer_text(cx, str_of(query), NULL, &answer));
    return answer.rows;
}

#define ROWS(cx, query, expected) \
    assert_string_equal(str_z((cx)->arena, rows_of((cx), (query))), (expected))

static void refused(Ctx *cx, const char *query, const char *reason, const char *field)
{
    QueryAnswer answer = { 0 };
    assert_int_not_equal(query_answer_text(cx, str_of(query), NULL, &answer), OK);
    assert_string_equal(cx->err.reason, reason);
    if (field) assert_string_equal(str_z(cx->arena, cx->err.field), field);
    forgive(cx);
}

#define NOVEMBER "\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-30\"}"

static void test_an_answer_holds_what_the_log_held(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER "}", "[[0]]");
    happen(cx, 1, "page.viewed", "2026-11-20T12:00:00+08:00", "{\"path\":\"/\"}");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER "}", "[[1]]");
    happen(cx, 1, "page.viewed", "2026-11-20T12:00:01+08:00", "{\"path\":\"/a\"}");
    happen(cx, 2, "page.viewed", "2026-11-21T12:00:00+08:00", "{\"path\":\"/\"}");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"metrics\":[\"events\",\"people\"],\"dimensions\":[\"property.path\"]}",
         "[[\"/\",2,2],[\"/a\",1,1]]");
    ROWS(cx,
         "{\"kind\":\"trend\",\"range\":{\"from\":\"2026-11-19\",\"to\":\"2026-11-21\"},"
         "\"compare\":\"previous\"}",
         "[[\"2026-11-19\",0,0],[\"2026-11-20\",2,0],[\"2026-11-21\",1,0]]");
    /* Another brand sees nothing of it. */
    Ctx *other = test_house_ctx_of(house, TEST_TENANT + 1);
    ROWS(other, "{\"kind\":\"pivot\"," NOVEMBER "}", "[[0]]");
    close_events(house, events);
}

static void test_what_is_closed_goes_on_where_it_was(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    happen(cx, 1, "a.b", "2026-11-20T12:00:00+08:00", "{\"n\":1,\"t\":\"x\"}");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER "}", "[[1]]");
    close_events(house, events);
    events = open_events(house);
    cx     = test_house_ctx(house);
    happen(cx, 1, "a.b", "2026-11-20T12:00:00+08:00", "{\"n\":2,\"t\":\"y\",\"m\":5}");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"metrics\":[{\"measure\":\"sum\",\"property\":\"n\"},{\"measure\":\"max\",\"property\":"
         "\"m\"}],\"dimensions\":[\"property.t\"]}",
         "[[\"x\",1,null],[\"y\",2,5]]");
    int64_t   read_to = 0;
    const Str before =
        rows_of(cx, "{\"kind\":\"pivot\"," NOVEMBER
                    ",\"dimensions\":[\"type\",\"property.n\",\"property.t\",\"property.m\"]}");
    GOOD(cx, projection_rebuild(cx, events, &read_to));
    assert_int_equal(read_to, 2);
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"dimensions\":[\"type\",\"property.n\",\"property.t\",\"property.m\"]}",
         str_z(cx->arena, before));
    close_events(house, events);
}

/* An event of the log is changed, as a deletion on request does; what was made of it goes. */
static void test_a_rewritten_log_is_read_anew(void **state)
{
    static const Query forget = { .name     = "test.forget",
                                  .sql      = "UPDATE event SET payload = '{}' WHERE tenant_id = $1"
                                              " AND type = 'a.named'",
                                  .unscoped = "a test" };
    static const char  names[] =
        "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"property.name\"]}";
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    happen(cx, 1, "a.named", "2026-11-20T12:00:00+08:00", "{\"name\":\"王五\"}");
    ROWS(cx, names, "[[\"王五\",1]]");
    GOOD(cx, cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id))));
    GOOD(cx, event_emit(cx, EV_LOG_REWRITTEN, (EventDraft){ .id = S("rewritten") }));
    ROWS(cx, names, "[[null,2]]");
    happen(cx, 1, "a.named", "2026-11-20T12:00:00+08:00", "{\"name\":\"赵六\"}");
    ROWS(cx, names, "[[null,2],[\"赵六\",1]]");
    /* What the log forgets after a time is forgotten here, too. */
    GOOD(cx, projection_forget(cx, events, S("log.rewritten"), cx->now_ms + MS_PER_DAY));
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"==\":[{\"var\":\"type\"},\"log.rewritten\"]}}",
         "[[0]]");
    close_events(house, events);
    if (strcmp(store, "duckdb") != 0) return; /* its file is here */
    const char *path = str_fmt(cx->arena, "%s/events.duckdb", house->services.data_dir).ptr;
    Str         file = { 0 };
    assert_int_equal(file_read(cx->arena, path, 64 << 20, &file), OK);
    assert_true(str_find(file, S("王五")) < 0);
    assert_true(str_find(file, S("赵六")) >= 0);
}

static void test_a_number_may_become_a_text(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    happen(cx, 1, "a.b", "2026-11-20T12:00:00+08:00", "{\"size\":42}");
    happen(cx, 1, "a.b", "2026-11-20T12:00:01+08:00", "{\"size\":\"XL\"}");
    happen(cx, 1, "a.b", "2026-11-20T12:00:02+08:00",
           "{\"size\":true,\"deep\":{\"er\":{\"n\":7}}}");
    happen(cx, 1, "a.b", "2026-11-20T12:00:03+08:00", "{\"size\":null,\"list\":[1,\"a\"]}");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"property.size\"]}",
         "[[null,1],[42,1],[\"XL\",1],[\"true\",1]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER ",\"filters\":{\">\":[{\"var\":\"property.size\"},40]}}",
         "[[1]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"==\":[{\"var\":\"property.size\"},\"XL\"]}}",
         "[[1]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"!=\":[{\"var\":\"property.size\"},\"XL\"]}}",
         "[[3]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"==\":[{\"var\":\"property.size\"},null]}}",
         "[[1]]");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"filters\":{\"!\":{\"var\":\"property.size\"}}}",
         "[[1]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"or\":[{\"in\":[{\"var\":\"property.size\"},[42,\"XL\"]]},{\"<=\":[7,{"
         "\"var\":\"property.deep.er.n\"},7]}]}}",
         "[[3]]");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"property.list\"],\"limit\":2}",
         "[[null,3],[\"[1,\\\"a\\\"]\",1]]");
    close_events(house, events);
}

static void test_a_type_of_3000_properties_takes_not_all_columns(void **state)
{
    enum { MANY = 3000 };
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    StrBuf      wide   = strbuf(cx->arena, 200000);
    for (int i = 0; i < MANY; i++)
        strbuf_fmt(&wide, "%s\"p/%d\":%s", i ? "," : "{", i, i % 2 ? "\"t\"" : "1.5");
    strbuf_add(&wide, S("}"));
    happen(cx, 1, "wide.sent", "2026-11-20T12:00:00+08:00", str_z(cx->arena, strbuf_str(&wide)));
    happen(cx, 1, "late.sent", "2026-11-20T12:00:00+08:00",
           "{\"price\":9,\"p/2990\":4,\"p/2991\":\"u\"}");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER ",\"metrics\":[{\"measure\":\"sum\",\"property\":\"p/"
         "0\"},{\"measure\":\"sum\",\"property\":\"p/"
         "2990\"},{\"measure\":\"sum\",\"property\":\"price\"}]}",
         "[[1.5,5.5,9]]");
    ROWS(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"property.p/2991\"]}",
         "[[\"t\",1],[\"u\",1]]");
    close_events(house, events);
}

static void test_folded_persons_are_one_and_may_come_apart(void **state)
{
    static const char people[] = "{\"kind\":\"pivot\"," NOVEMBER ",\"metrics\":[\"people\"]}";
    static const char funnel[] =
        "{\"kind\":\"funnel\"," NOVEMBER ",\"steps\":[\"a.seen\",\"a.bought\"]}";
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    happen(cx, 11, "a.seen", "2026-11-20T12:00:00+08:00", "{}");
    happen(cx, 12, "a.bought", "2026-11-20T13:00:00+08:00", "{}");
    ROWS(cx, people, "[[2]]");
    ROWS(cx, funnel, "[[1,\"a.seen\",1,0,1,1,null,null],[2,\"a.bought\",0,1,0,0,null,null]]");
    GOOD(cx, event_fold(cx, 12, 11));
    GOOD(cx, event_fold(cx, 11, 10)); /* a chain: both are 10 now */
    ROWS(cx, people, "[[1]]");
    ROWS(cx, funnel, "[[1,\"a.seen\",1,0,1,1,null,null],[2,\"a.bought\",1,0,1,1,3600000,3600000]]");
    ROWS(cx, "{\"kind\":\"people\"," NOVEMBER "}",
         "[[\"10\",2,\"2026-11-20T12:00:00+08:00\",\"2026-11-20T13:00:00+08:00\"]]");
    GOOD(cx, event_unfold(cx, 11, 10));
    GOOD(cx, event_unfold(cx, 12, 11));
    ROWS(cx, people, "[[2]]");
    close_events(house, events);
}

/* ---- the index beside the store -------------------------------------------------------------- */

/* The same rows by the index and, with a filter that lets everything through, by the store. */
static void answers_alike(Ctx *cx, const char *question, const char *plan)
{
    const Str   own   = str_fmt(cx->arena, "{%s," NOVEMBER "}", question);
    const Str   other = str_fmt(cx->arena,
                                "{%s," NOVEMBER ",\"filters\":{\"!=\":[{\"var\":"
                                  "\"source\"},\"none\"]}}",
                                question);
    QueryAnswer held = { 0 }, read = { 0 };
    GOOD(cx, query_answer_text(cx, own, NULL, &held));
    GOOD(cx, query_answer_text(cx, other, NULL, &read));
    assert_string_equal(str_z(cx->arena, held.rows), str_z(cx->arena, read.rows));
    assert_string_equal(str_z(cx->arena, read.plan), "filters");
    assert_string_equal(str_z(cx->arena, read.engine), "duckdb");
    if (plan == NULL) return;
    assert_string_equal(str_z(cx->arena, held.plan), plan);
    assert_string_equal(str_z(cx->arena, held.engine), *plan ? "duckdb" : "index");
}

static void all_alike(Ctx *cx, const char *plan)
{
    static const char *const questions[] = {
        "\"kind\":\"funnel\",\"steps\":[\"a.a\",\"a.b\",\"a.c\"]",
        "\"kind\":\"funnel\",\"steps\":[\"a.a\",[\"a.b\",\"a.c\"]],\"window\":\"30m\"",
        "\"kind\":\"funnel\",\"steps\":[\"a.a\",\"a.b\"],\"mode\":\"any\"",
        "\"kind\":\"funnel\",\"steps\":[\"a.a\",\"a.b\"],\"mode\":\"strict\"",
        "\"kind\":\"funnel\",\"steps\":[\"*\",\"a.d\"],\"by\":\"session\",\"dimensions\":["
        "\"type\"]",
        "\"kind\":\"retention\",\"periods\":3",
        "\"kind\":\"retention\",\"steps\":[\"a.a\",\"a.b\"],\"dimensions\":[\"type\"]",
        "\"kind\":\"retention\",\"periods\":2,\"timezone\":\"UTC\",\"unit\":\"week\"",
        "\"kind\":\"paths\"",
        "\"kind\":\"pivot\"",
        "\"kind\":\"pivot\",\"dimensions\":[\"day\",\"type\"],\"metrics\":[\"events\",\"people\","
        "\"per_person\",{\"measure\":\"people\",\"event\":[\"a.a\",\"a.d\"],\"name\":\"ad\"}]",
        "\"kind\":\"pivot\",\"dimensions\":[\"weekday\",\"hour_of_day\"],\"subtotals\":true",
        "\"kind\":\"pivot\",\"dimensions\":[\"week\",\"hour\"],\"timezone\":\"+05:30\","
        "\"metrics\":[{\"event\":\"a.b\"}]",
        "\"kind\":\"trend\",\"dimensions\":[\"type\"],\"compare\":\"previous\"",
        "\"kind\":\"paths\",\"start\":\"a.a\",\"exclude\":[\"a.d\"],\"nodes\":2",
        "\"kind\":\"paths\",\"steps\":[\"a.a\",\"a.b\"],\"end\":\"a.b\",\"length\":3",
        "\"kind\":\"distribution\",\"dimensions\":[\"type\"]",
        "\"kind\":\"distribution\",\"metrics\":[{\"event\":\"a.a\",\"measure\":\"days\",\"cuts\":"
        "\"median\"},{\"event\":[\"a.b\",\"a.c\"],\"measure\":\"recency\",\"cuts\":[2,5]}]",
        "\"kind\":\"interval\",\"steps\":[\"a.a\",\"a.b\"]",
        "\"kind\":\"interval\",\"steps\":[\"*\"],\"window\":\"3d\",\"dimensions\":[\"type\"]",
        "\"kind\":\"lift\"",
    };
    for (size_t i = 0; i < COUNT(questions); i++) answers_alike(cx, questions[i], plan);
}

static uint32_t next_random(uint32_t *state)
{
    return (*state = *state * 1664525u + 1013904223u) >> 8;
}

/* Equal instants happen. */
static void random_events(Ctx *cx, uint32_t *state, int count)
{
    static const char *const types[] = { "a.a", "a.b", "a.c", "a.d" };
    for (int i = 0; i < count; i++) {
        const uint32_t day = 1 + next_random(state) % 9, minute = next_random(state) % 40;
        const Str      at = str_fmt(cx->arena, "2026-11-0%uT12:%02u:00+08:00", day, minute);
        happen(cx, next_random(state) % 13, types[next_random(state) % COUNT(types)],
               str_z(cx->arena, at), "{}");
    }
}

static void test_the_index_answers_as_the_store_does(void **state)
{
    enum { ROUNDS = 3, EVENTS = 120 };
    if (strcmp(store, "duckdb") != 0) return; /* beside a shared store there is no index */
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    uint32_t    seed   = 20261128;
    answers_alike(cx, "\"kind\":\"paths\",\"length\":9", "first_question");
    for (int round = 0; round < ROUNDS; round++) {
        random_events(cx, &seed, EVENTS);
        all_alike(cx, "");
        projection_close(events); /* the index stays */
    }
    /* What the store forgets is not counted from memory. */
    GOOD(cx, projection_forget(cx, events, S("a.d"), noon("2026-11-05T00:00:00+08:00")));
    random_events(cx, &seed, 1);
    all_alike(cx, "");
    GOOD(cx, event_fold(cx, 3, 2)); /* of equal instants the store knows which was first */
    GOOD(cx, event_fold(cx, 5, 20));
    all_alike(cx, NULL);
    GOOD(cx, event_unfold(cx, 3, 2));
    GOOD(cx, event_unfold(cx, 5, 20));
    random_events(cx, &seed, EVENTS);
    all_alike(cx, "");
    happen(cx, 30, "a.a", "2026-11-10T12:00:00+08:00", "{}");
    happen(cx, 31, "a.b", "2026-11-10T12:30:00+08:00", "{}");
    happen(cx, 30, "a.c", "2026-11-10T13:00:00+08:00", "{}");
    GOOD(cx, event_fold(cx, 31, 30));
    all_alike(cx, "");
    close_events(house, events);
}

/* ---- how people are spread ------------------------------------------------------------------- */

enum { SPREAD_PEOPLE = 9, SPREAD_TYPES = 3, SPREAD_EVENTS_MADE = 150 };

/* What was done, as it was made: instants are minutes of the month, no two alike. */
typedef struct Done {
    int64_t person;
    int     type, minute, fen;
} Done;

static void make_done(Ctx *cx, Done *done, uint32_t seed)
{
    static const char *const types[SPREAD_TYPES] = { "b.a", "b.b", "b.c" };
    for (int i = 0; i < SPREAD_EVENTS_MADE; i++) {
        const int minute = i * 190 + (int)(next_random(&seed) % 190);
        done[i]          = (Done){ .person = 1 + next_random(&seed) % SPREAD_PEOPLE,
                                   .type   = (int)(next_random(&seed) % SPREAD_TYPES),
                                   .minute = minute,
                                   .fen    = (int)(next_random(&seed) % 500) };
        happen(cx, done[i].person, types[done[i].type],
               str_z(cx->arena, str_fmt(cx->arena, "2026-11-%02dT%02d:%02d:00+08:00",
                                        1 + minute / 1440, minute / 60 % 24, minute % 60)),
               str_z(cx->arena, str_fmt(cx->arena, "{\"fen\":%d}", done[i].fen)));
    }
}

/* How often (1), on how many days (2), for how much (3) somebody did a type. */
static int number_of(const Done *done, int64_t person, int type, int what)
{
    int number = 0, last = -1;
    for (int i = 0; i < SPREAD_EVENTS_MADE; i++) {
        if (done[i].person != person || done[i].type != type) continue;
        if (what == 1) number++;
        if (what == 2) number += done[i].minute / 1440 != last;
        if (what == 3) number += done[i].fen;
        last = done[i].minute / 1440;
    }
    return number;
}

static const Json *table_of(Ctx *cx, Str query)
{
    const Json *rows = NULL;
    JsonError   error;
    QueryAnswer answer = { 0 };
    GOOD(cx, query_answer_text(cx, query, NULL, &answer));
    assert_int_equal(json_parse(cx->arena, answer.rows, JSON_LIMITS, &rows, &error), OK);
    return rows;
}

static int64_t whole_at(const Json *rows, uint32_t row, uint32_t column)
{
    assert_true(row < rows->count && column < rows->as.first[row].count);
    const Json *cell = &rows->as.first[row].as.first[column];
    return cell->kind == JSON_REAL ? (int64_t)cell->as.real : cell->as.integer;
}

/* Buckets of what the model counts; a person of no such event has 0. */
static void check_distribution(Ctx *cx, const Done *done, const char *measure, int what,
                               const int *cuts)
{
    static const char property[] = ",\"property\":\"fen\"";
    int64_t           people[3] = { 0 }, totals[3] = { 0 };
    for (int64_t person = 1; person <= SPREAD_PEOPLE; person++) {
        const int number = number_of(done, person, 0, what);
        const int bucket = (number >= cuts[0]) + (number >= cuts[1]);
        people[bucket]++;
        totals[bucket] += number;
    }
    const Str query = str_fmt(
        cx->arena,
        "\"kind\":\"distribution\"," NOVEMBER
        ",\"metrics\":[{\"event\":\"b.a\",\"measure\":\"%s\"%s,\"cuts\":[%d,%d]},{\"event\":"
        "[\"b.b\",\"b.c\"],\"cuts\":[1]}]",
        measure, what == 3 ? property : "", cuts[0], cuts[1]);
    const Json *rows = table_of(cx, str_fmt(cx->arena, "{%.*s}", FMT(query)));
    assert_int_equal(whole_at(rows, 0, 6), SPREAD_PEOPLE);
    for (int bucket = 0; bucket < 3; bucket++) {
        const uint32_t row = 1 + 2 * (uint32_t)bucket;
        assert_int_equal(whole_at(rows, row, 6) + whole_at(rows, row + 1, 6), people[bucket]);
        assert_int_equal(whole_at(rows, row, 8) + whole_at(rows, row + 1, 8), totals[bucket]);
        const Str behind = str_fmt(
            cx->arena, "{\"kind\":\"people\",\"of\":{%.*s},\"cell\":{\"buckets\":[%d,null]}}",
            FMT(query), bucket + 1);
        assert_int_equal(table_of(cx, behind)->count, people[bucket]);
    }
}

/* From a b.a to the next b.b; what is between changes nothing. */
static void check_interval(Ctx *cx, const Done *done, int from, int to, const char *steps)
{
    int64_t counts[2] = { 0 };
    for (int64_t person = 1; person <= SPREAD_PEOPLE; person++) {
        int first = -1;
        for (int i = 0; i < SPREAD_EVENTS_MADE; i++) {
            if (done[i].person != person) continue;
            if (first >= 0 && done[i].type == to) {
                counts[done[i].minute - first >= 2 * 1440]++;
                first = -1;
            }
            if (first < 0 && done[i].type == from) first = done[i].minute;
        }
    }
    const Json *rows = table_of(
        cx, str_fmt(cx->arena,
                    "{\"kind\":\"interval\"," NOVEMBER ",\"steps\":%s,\"cuts\":[\"2d\"]}", steps));
    assert_int_equal(rows->count, 3);
    assert_int_equal(whole_at(rows, 0, 3), counts[0] + counts[1]);
    assert_int_equal(whole_at(rows, 1, 3), counts[0]);
    assert_int_equal(whole_at(rows, 2, 3), counts[1]);
}

static void check_lift(Ctx *cx, const Done *done)
{
    const Json *rows = table_of(cx, S("{\"kind\":\"lift\"," NOVEMBER "}"));
    assert_int_equal(rows->count, SPREAD_TYPES * (SPREAD_TYPES - 1));
    for (uint32_t i = 0; i < rows->count; i++) {
        const Json *row = &rows->as.first[i];
        const int   a   = row->as.first[0].as.str.ptr[2] - 'a',
                  b     = row->as.first[1].as.str.ptr[2] - 'a';
        int both        = 0;
        for (int64_t person = 1; person <= SPREAD_PEOPLE; person++)
            both += number_of(done, person, a, 1) && number_of(done, person, b, 1);
        assert_int_equal(whole_at(rows, i, 4), both);
        assert_int_equal(whole_at(rows, i, 5), SPREAD_PEOPLE);
        const Str behind = str_fmt(cx->arena,
                                   "{\"kind\":\"people\",\"of\":{\"kind\":\"lift\"," NOVEMBER
                                   "},\"cell\":{\"from\":\"b.%c\",\"to\":\"b.%c\"}}",
                                   'a' + a, 'a' + b);
        assert_int_equal(table_of(cx, behind)->count, both);
    }
}

static void test_people_are_spread_as_a_slow_model_says(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    Done        done[SPREAD_EVENTS_MADE];
    make_done(cx, done, 20261128);
    check_distribution(cx, done, "events", 1, (const int[]){ 3, 6 });
    check_distribution(cx, done, "days", 2, (const int[]){ 4, 5 });
    check_distribution(cx, done, "sum", 3, (const int[]){ 800, 1500 });
    check_interval(cx, done, 0, 1, "[\"b.a\",\"b.b\"]");
    check_interval(cx, done, 2, 2, "[\"b.c\"]");
    check_lift(cx, done);
    close_events(house, events);
}

static void test_buckets_begin_at_round_numbers(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    ROWS(cx, "{\"kind\":\"distribution\"," NOVEMBER "}", "[]");
    ROWS(cx, "{\"kind\":\"interval\"," NOVEMBER ",\"steps\":[\"a.seen\"]}", "[]");
    ROWS(cx, "{\"kind\":\"lift\"," NOVEMBER "}", "[]");
    happen(cx, 1, "a.seen", "2026-11-20T12:00:00+08:00", "{\"fen\":100}");
    happen(cx, 1, "a.seen", "2026-11-23T12:00:00+08:00", "{\"fen\":250}");
    happen(cx, 2, "a.seen", "2026-11-20T13:00:00+08:00", "{\"fen\":1999}");
    happen(cx, 3, "a.seen", "2026-11-29T13:00:00+08:00", "{}");
    ROWS(cx, "{\"kind\":\"distribution\"," NOVEMBER "}",
         "[[null,null,null,3,1,4,1.3333333333333333,1,2],"
         "[1,1,2,2,0.6666666666666666,2,1,1,1],[2,2,3,1,0.3333333333333333,2,2,2,2]]");
    ROWS(cx,
         "{\"kind\":\"distribution\"," NOVEMBER
         ",\"metrics\":[{\"measure\":\"average\",\"property\":\"fen\",\"cuts\":[200]}]}",
         "[[null,null,null,3,1,2174,1087,175,1999],"
         "[0,null,null,1,0.3333333333333333,0,null,null,null],"
         "[1,null,200,1,0.3333333333333333,175,175,175,175],"
         "[2,200,null,1,0.3333333333333333,1999,1999,1999,1999]]");
    ROWS(cx,
         "{\"kind\":\"distribution\"," NOVEMBER
         ",\"metrics\":[{\"measure\":\"recency\",\"cuts\":[2]}],\"dimensions\":[\"type\"]}",
         "[[\"a.seen\",null,null,null,3,1,18,6,7,10],"
         "[\"a.seen\",1,null,2,1,0.3333333333333333,1,1,1,1],"
         "[\"a.seen\",2,2,null,2,0.6666666666666666,17,8.5,7,10]]");
    ROWS(cx, "{\"kind\":\"interval\"," NOVEMBER ",\"steps\":[\"a.seen\"],\"limit\":2}",
         "[[null,null,null,1,1,1,259200000,259200000,259200000,259200000,259200000],"
         "[1,0,21600000,0,0,0,null,null,null,null,null]]");
    ROWS(cx, "{\"kind\":\"interval\"," NOVEMBER ",\"steps\":[\"a.seen\"],\"window\":\"2d\"}", "[]");
    close_events(house, events);
}

static void check_events(Ctx *cx)
{
    static const char steps[] =
        "{\"kind\":\"events\",\"limit\":%d,\"offset\":%d,\"cell\":{\"step\":2},"
        "\"of\":{\"kind\":\"funnel\"," NOVEMBER ",\"steps\":[\"a.seen\",\"a.bought\"]}}";
    const Json *rows = table_of(cx, str_fmt(cx->arena, steps, 2, 0));
    assert_int_equal(rows->count, 2);
    const Json *newest = rows->as.first[0].as.first;
    assert_string_equal(str_z(cx->arena, newest[1].as.str), "2026-11-21T15:00:00+08:00");
    assert_string_equal(str_z(cx->arena, newest[2].as.str), "a.bought");
    assert_string_equal(str_z(cx->arena, newest[3].as.str), "1");
    assert_string_equal(str_z(cx->arena, newest[7].as.str), "{\"fen\":50}");
    rows = table_of(cx, str_fmt(cx->arena, steps, 2, 2));
    assert_int_equal(rows->count, 1); /* she was seen; others' events are not hers */
    assert_string_equal(str_z(cx->arena, rows->as.first[0].as.first[7].as.str), "{\"c\":\"ad\"}");
    rows = table_of(cx, S("{\"kind\":\"events\"," NOVEMBER ",\"steps\":[\"a.paid_for\"]}"));
    assert_int_equal(rows->count, 3);
    assert_int_equal(rows->as.first[0].as.first[3].kind, JSON_NULL);
    QueryAnswer page = { 0 };
    GOOD(cx, query_answer_text(cx, str_fmt(cx->arena, steps, 2, 0), NULL, &page));
    assert_true(page.is_cut);
    GOOD(cx, query_answer_text(cx, str_fmt(cx->arena, steps, 3, 0), NULL, &page));
    assert_false(page.is_cut);
    refused(cx, "{\"kind\":\"events\",\"limit\":501}", "query.not_allowed", "limit");
    /* What single persons did is for who may read customers. */
    const PermissionSet all = cx->permissions;
    memset(&cx->permissions, 0, sizeof cx->permissions);
    permission_add(&cx->permissions, PERM_BOARD_READ);
    refused(cx, "{\"kind\":\"events\"," NOVEMBER "}", "permission.denied", NULL);
    cx->permissions = all;
}

static void test_people_stand_behind_numbers(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    happen(cx, 1, "a.seen", "2026-11-20T12:00:00+08:00", "{\"c\":\"ad\"}");
    happen(cx, 1, "a.bought", "2026-11-21T12:00:00+08:00", "{\"fen\":300}");
    happen(cx, 2, "a.seen", "2026-11-20T13:00:00+08:00", "{\"c\":\"mail\"}");
    happen(cx, 2, "a.seen", "2026-11-20T13:10:00+08:00", "{\"c\":\"ad\"}");
    happen(cx, 3, "a.bought", "2026-11-20T13:10:00+08:00", "{\"fen\":100}");
    ROWS(cx,
         "{\"kind\":\"people\",\"of\":{\"kind\":\"funnel\"," NOVEMBER
         ",\"steps\":[\"a.seen\",\"a.bought\"]},\"cell\":{\"step\":1,\"side\":\"dropped\"}}",
         "[[\"2\"]]");
    ROWS(cx,
         "{\"kind\":\"people\",\"of\":{\"kind\":\"funnel\"," NOVEMBER
         ",\"steps\":[\"a.seen\",\"a.bought\"]},\"cell\":{\"step\":2}}",
         "[[\"1\"]]");
    ROWS(cx,
         "{\"kind\":\"people\",\"of\":{\"kind\":\"retention\"," NOVEMBER
         "},\"cell\":{\"period\":1,\"cohort\":\"2026-11-20\"}}",
         "[[\"1\"]]");
    ROWS(cx,
         "{\"kind\":\"people\",\"of\":{\"kind\":\"paths\"," NOVEMBER
         "},\"cell\":{\"step\":1,\"from\":\"a.seen\",\"to\":\"a.seen\"}}",
         "[[\"2\"]]");
    ROWS(cx,
         "{\"kind\":\"attribution\"," NOVEMBER
         ",\"touches\":{\"event\":\"a.seen\",\"by\":\"property.c\"},\"goal\":{\"event\":\"a."
         "bought\",\"value\":\"property.fen\"},\"models\":[\"first\",\"linear\"]}",
         "[[\"ad\",2,300,300],[\"mail\",1,0,0],[null,0,100,100]]");
    /* What it cost: by what touched, and what touched nobody, so that costs sum up, too.  The model
     * that the return is told by is there though another one is asked. */
    happen(cx, 0, "a.paid_for", "2026-11-03T12:00:00+08:00", "{\"to\":\"ad\",\"cents\":150}");
    happen(cx, 0, "a.paid_for", "2026-11-04T12:00:00+08:00", "{\"to\":\"ad\",\"cents\":-50}");
    happen(cx, 0, "a.paid_for", "2026-11-04T12:00:00+08:00", "{\"to\":\"tv\",\"cents\":70}");
    happen(cx, 1, "a.bought", "2026-11-21T15:00:00+08:00", "{\"fen\":50}");
    ROWS(cx,
         "{\"kind\":\"attribution\"," NOVEMBER
         ",\"touches\":{\"event\":\"a.seen\",\"by\":\"property.c\"},\"goal\":{\"event\":\"a."
         "bought\",\"value\":\"property.fen\"},\"models\":[\"last\"],\"cost\":{\"event\":"
         "\"a.paid_for\",\"by\":\"property.to\",\"value\":\"property.cents\",\"model\":\"first\"}}",
         "[[\"ad\",2,300,300,1,1,1,1,100,100,3],[\"mail\",1,0,0,1,0,0,null,0,0,null],"
         "[\"tv\",0,0,0,0,0,0,null,70,null,0],[null,0,150,150,null,null,null,null,0,null,null]]");
    /* The events of those people, newest first, page by page, and what they say. */
    check_events(cx);
    /* What a cohort was worth, unit by unit; who bought and was never seen is in none. */
    ROWS(cx,
         "{\"kind\":\"retention\"," NOVEMBER
         ",\"steps\":[\"a.seen\",\"a.bought\"],\"periods\":[0,1,10],\"value\":\"property.fen\"}",
         "[[null,2,0,2,0,0,0,0],[null,2,1,2,1,0.5,350,175],[null,2,10,2,0,0,350,175],"
         "[\"2026-11-20\",2,0,2,0,0,0,0],[\"2026-11-20\",2,1,2,1,0.5,350,175],"
         "[\"2026-11-20\",2,10,2,0,0,350,175]]");
    ROWS(cx,
         "{\"kind\":\"funnel\"," NOVEMBER
         ",\"steps\":[\"a.seen\",\"a.bought\"],\"dimensions\":[\"property.c\"],\"order\":[{\"by\":"
         "\"count\",\"desc\":true}],\"limit\":1}",
         "[[\"ad\",1,\"a.seen\",1,0,1,1,null,null]]");
    ROWS(cx,
         "{\"kind\":\"paths\"," NOVEMBER
         ",\"node\":\"property.c\",\"start\":\"a.seen\",\"nodes\":1}",
         "[[1,\"ad\",null,1],[1,\"other\",\"ad\",1],[2,\"ad\",null,1]]");
    close_events(house, events);
}

/* Conditions on all the staff of a large department, and lists of numbers and texts. */
static void test_long_lists_hold_what_they_name(void **state)
{
    enum { PARTS = 12, PART = 700 };
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    StrBuf      query  = strbuf(cx->arena, 300 * 1024);
    happen(cx, 1, "a.seen", "2026-11-20T12:00:00+08:00", "{\"staff_id\":\"9000000000000000003\"}");
    happen(cx, 2, "a.seen", "2026-11-20T12:00:00+08:00", "{\"staff_id\":\"9000000000000008399\"}");
    happen(cx, 3, "a.seen", "2026-11-20T12:00:00+08:00", "{\"staff_id\":\"9000000000000008400\"}");
    happen(cx, 4, "a.seen", "2026-11-20T12:00:00+08:00", "{\"staff_id\":7}");
    happen(cx, 5, "a.seen", "2026-11-20T12:00:00+08:00", "{}");
    strbuf_add(&query, S("{\"kind\":\"people\"," NOVEMBER ",\"filters\":{\"or\":["));
    for (int part = 0; part < PARTS; part++) {
        strbuf_fmt(&query, "%s{\"in\":[{\"var\":\"property.staff_id\"},[", part ? "," : "");
        for (int i = 0; i < PART; i++)
            strbuf_fmt(&query, "%s\"9%018d\"", i ? "," : "", part * PART + i);
        strbuf_add(&query, S("]]}"));
    }
    strbuf_add(&query, S("]}}"));
    const Json *rows = table_of(cx, strbuf_str(&query));
    assert_int_equal(rows->count, 2);
    assert_string_equal(str_z(cx->arena, rows->as.first[1].as.first[0].as.str), "2");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER ",\"filters\":{\"in\":[{\"var\":\"property.staff_id\"},"
         "[7,\"9000000000000000003\",8]]}}",
         "[[2]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"!\":{\"in\":[{\"var\":\"property.staff_id\"},[7,8]]}}}",
         "[[4]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," NOVEMBER
         ",\"filters\":{\"in\":[{\"var\":\"property.staff_id\"},[]]}}",
         "[[0]]");
    close_events(house, events);
}

static bool hung_up(void *with)
{
    (void)with;
    return true;
}

/* Who works where, and whom a user sees. */
static const Query put_staff = {
    .name   = "test.put_staff",
    .sql    = "INSERT INTO staff (tenant_id, id, connection_id, userid, userid_key, name, status,"
              " is_contact, store_id, main_department_id, customer_count, revision, created_at_ms,"
              " updated_at_ms) VALUES ($1, $2, 1, $3, $3, $4, 'active', TRUE, 0, 0, 0, 1, 0, 0)",
    .global = true,
};
static const Query put_store = {
    .name = "test.put_store",
    .sql  = "INSERT INTO store (tenant_id, id, code, name, region_id, longitude, latitude, is_open,"
            " revision) VALUES ($1, $2, 'S1', $3, 0, 0, 0, TRUE, 1)",
    .global = true,
};
static const Query put_shop = {
    .name = "test.put_shop",
    .sql  = "INSERT INTO shop (tenant_id, id, platform, name, shop_no, app_key, base_url, options,"
            " app_secret_sealed, access_token_sealed, refresh_token_sealed, callback_token_sealed,"
            " callback_aes_key_sealed, token_until_ms, state, health, health_reason, health_detail,"
            " pull_minutes, stale_minutes, last_push_at_ms, last_pull_at_ms, pulled_until_ms,"
            " pull_job_id, created_at_ms, revision) VALUES ($1, $2, 'jd', $3, '', '', '', '{}', '',"
            " '', '', '', '', 0, 'on', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1)",
    .global = true,
};
static const Query put_scope = {
    .name   = "test.put_scope",
    .sql    = "INSERT INTO org_scope (tenant_id, user_id, staff_id) VALUES ($1, $2, $3)",
    .global = true,
};
static const Query put_relation = {
    .name   = "test.put_relation",
    .sql    = "INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id,"
              " external_userid, staff_userid, added_at_ms, is_exact, ended_at_ms, add_way, state,"
              " interval_no, seen_at_ms, revision) VALUES ($1, $2, $3, $4, 1, 'e', 's', 1, TRUE,"
              " 0, 'qr_code', '', 1, 0, 1)",
    .global = true,
};

static void assert_names(Ctx *cx, const char *query, const char *expected)
{
    QueryAnswer answer = { 0 };
    StrBuf      text   = strbuf(cx->arena, 4000);
    GOOD(cx, query_answer_text(cx, str_of(query), NULL, &answer));
    for (size_t i = 0; i < answer.names.count; i++) {
        const QueryName *one = ROWS_AT(QueryName, answer.names, i);
        strbuf_fmt(&text, "%s%.*s=%.*s", i ? " " : "", FMT(one->value), FMT(one->name));
    }
    assert_string_equal(str_z(cx->arena, strbuf_str(&text)), expected);
}

static void test_ids_are_called_by_name_within_the_scope(void **state)
{
    enum { USER = 77 };
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    const Value tenant = V(cx->tenant_id);
    GOOD(cx, cx_run(cx, &put_staff, NULL, ARGS(tenant, V((int64_t)7), V(S("wang")), V(S("王芳")))));
    GOOD(cx, cx_run(cx, &put_staff, NULL, ARGS(tenant, V((int64_t)8), V(S("li")), V(S("李雷")))));
    GOOD(cx, cx_run(cx, &put_store, NULL, ARGS(tenant, V((int64_t)5), V(S("春熙路店")))));
    GOOD(cx, cx_run(cx, &put_scope, NULL, ARGS(tenant, V((int64_t)USER), V((int64_t)7))));
    GOOD(cx, cx_run(cx, &put_relation, NULL,
                    ARGS(tenant, V((int64_t)1), V((int64_t)1), V((int64_t)7))));
    happen(cx, 1, "a.met", "2026-11-20T12:00:00+08:00",
           "{\"staff_id\":\"7\",\"staff_userid\":\"wang\",\"store_id\":5}");
    happen(cx, 1, "a.met", "2026-11-20T12:01:00+08:00",
           "{\"staff_id\":\"8\",\"staff_userid\":\"li\",\"store_id\":5}");
    happen(cx, 1, "a.met", "2026-11-20T12:00:00+08:00", "{\"staff_id\":\"9\",\"n\":7}");
    static const char of_staff[] =
        "{\"kind\":\"pivot\"," NOVEMBER
        ",\"dimensions\":[\"property.staff_id\",\"property.n\",\"property.store_id\"]}";
    assert_names(cx, of_staff, "7=王芳 8=李雷 5=春熙路店");
    assert_names(cx, of_staff, "7=王芳 8=李雷 5=春熙路店"); /* of an answer that was kept, too */
    assert_names(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"property.staff_userid\"]}",
                 "li=李雷 wang=王芳");
    assert_names(cx, "{\"kind\":\"paths\"," NOVEMBER ",\"node\":\"property.staff_id\"}",
                 "7=王芳 8=李雷");
    cx           = test_house_ctx(house);
    cx->user_id  = USER;
    cx->scope_id = USER;
    assert_names(cx, of_staff, "7=王芳 5=春熙路店");
    assert_names(test_house_ctx_of(house, TEST_TENANT + 1), of_staff, "");
    close_events(house, events);
}

/* As many as a page asks for at most, each of one event. */
static void meet_often(Ctx *cx, Projection *events, int64_t rows)
{
    enum { BATCH = 2000 }; /* the log is known to be whole without waiting for anybody */
    EventDraft *drafts = arena_make(cx->arena, EventDraft, BATCH);
    for (int64_t from = 0; from < rows; from += BATCH) {
        const ArenaMark mark = arena_mark(cx->arena);
        for (int64_t i = 0; i < BATCH; i++)
            drafts[i] = (EventDraft){
                .id             = str_fmt(cx->arena, "m%lld", (long long)(from + i)),
                .type           = S("a.met"),
                .person_id      = 1,
                .occurred_at_ms = noon("2026-11-20T12:00:00+08:00"),
                .payload = str_fmt(cx->arena, "{\"staff_id\":\"7\",\"n\":\"guest number %lld\"}",
                                   (long long)(from + i)),
            };
        GOOD(cx, event_append_all(cx, drafts, BATCH, NULL));
        GOOD(cx, projection_feed(cx, events));
        arena_rewind(cx->arena, mark);
    }
}

/* Who asks for a large table gets it, names and all: what it takes to find them is not taken from
 * the memory of the request. */
static void test_a_large_answer_with_names_fits_a_request(void **state)
{
    enum { ROWS_ASKED = 50000, REQUEST_ARENA = 16 << 20 /* as http/ has */ };
    static const char query[] =
        "{\"kind\":\"pivot\"," NOVEMBER ",\"metrics\":[\"events\",\"people\"],"
        "\"dimensions\":[\"property.staff_id\",\"property.n\"],\"limit\":50000}";
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    GOOD(cx, cx_run(cx, &put_staff, NULL,
                    ARGS(V(cx->tenant_id), V((int64_t)7), V(S("wang")), V(S("王芳")))));
    meet_often(cx, events, ROWS_ASKED);
    QueryAnswer answer  = { 0 };
    Ctx         request = *cx;
    request.arena       = arena_new(REQUEST_ARENA);
    GOOD(&request, query_answer_text(&request, str_of(query), NULL, &answer));
    assert_int_equal(answer.row_count, ROWS_ASKED);
    assert_int_equal(answer.names.count, 1);
    assert_true(str_equal(ROWS_AT(QueryName, answer.names, 0)->name, S("王芳")));
    assert_in_range(shape_json(request.arena, &query_answer_shape, &answer).len, answer.rows.len,
                    REQUEST_ARENA);
    assert_false(arena_overrun(request.arena));
    arena_free(request.arena);
    close_events(house, events);
}

/* Channels are shops and the like by their kind and id, others a word. */
static void test_a_channel_that_is_a_shop_is_called_by_its_name(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    GOOD(cx,
         cx_run(cx, &put_shop, NULL, ARGS(V(cx->tenant_id), V((int64_t)12), V(S("天猫旗舰店")))));
    static const char *const sources[] = { "shop:12", "wecom", "shop:13", "shop:x" };
    for (size_t i = 0; i < COUNT(sources); i++)
        GOOD(cx, event_append(cx,
                              &(EventDraft){ .id             = str_fmt(cx->arena, "of%zu", i),
                                             .type           = S("a.bought"),
                                             .person_id      = 1,
                                             .source         = str_of(sources[i]),
                                             .occurred_at_ms = noon("2026-11-20T12:00:00+08:00"),
                                             .payload        = S("{}") },
                              NULL));
    assert_names(cx, "{\"kind\":\"pivot\"," NOVEMBER ",\"dimensions\":[\"channel\"]}",
                 "shop:12=天猫旗舰店");
    assert_names(cx, "{\"kind\":\"paths\"," NOVEMBER ",\"node\":\"source\"}", "shop:12=天猫旗舰店");
    close_events(house, events);
}

static void test_what_is_wrong_is_said_with_its_place(void **state)
{
    TestHouse  *house  = *state;
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    refused(cx, "{\"kind\":\"trend\"", "query.bad_json", NULL);
    refused(cx, "{\"kind\":\"guess\"}", "shape.unknown_word", "kind");
    refused(cx, "{\"kind\":\"trend\",\"metric\":[]}", "shape.unknown_field", "metric");
    refused(cx, "{\"kind\":\"trend\",\"metrics\":[{\"measure\":\"sum\"}]}", "query.required",
            "metrics[0].property");
    refused(cx, "{\"kind\":\"trend\",\"metrics\":[{\"measure\":\"sums\"}]}", "query.not_allowed",
            "metrics[0].measure");
    refused(cx, "{\"kind\":\"pivot\",\"dimensions\":[\"day\",\"town\"]}", "query.not_allowed",
            "dimensions[1]");
    refused(cx, "{\"kind\":\"funnel\"}", "query.required", "steps");
    refused(cx, "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"a\",\"filter\":1}]}",
            "query.unknown_member", "steps[0].filter");
    refused(cx, "{\"kind\":\"funnel\",\"steps\":[\"a\"],\"window\":\"7 days\"}", "query.bad_window",
            "window");
    refused(cx, "{\"kind\":\"trend\",\"range\":{\"from\":\"2026-13-01\"}}", "query.bad_range",
            "range.from");
    refused(cx, "{\"kind\":\"trend\",\"range\":{\"from\":\"2026-11-02\",\"to\":\"2026-11-01\"}}",
            "query.bad_range", "range");
    refused(cx, "{\"kind\":\"trend\",\"timezone\":\"Mars\"}", "query.not_allowed", "timezone");
    refused(cx, "{\"kind\":\"pivot\",\"filters\":{\"and\":[true,{\"cat\":[1]}]}}",
            "query.bad_filter", "filters.and.[1].cat");
    refused(cx, "{\"kind\":\"pivot\",\"filters\":{\"==\":[{\"var\":\"city\"},1]}}",
            "query.bad_filter", "filters.==");
    refused(cx, "{\"kind\":\"pivot\",\"order\":[{\"by\":\"nothing\"}]}", "query.not_allowed",
            "order[0].by");
    refused(cx, "{\"kind\":\"attribution\",\"touches\":\"a\"}", "query.required", "goal");
    refused(cx,
            "{\"kind\":\"attribution\",\"touches\":\"a\",\"goal\":\"b\",\"cost\":{\"event\":\"c\","
            "\"model\":\"best\"}}",
            "query.not_allowed", "cost.model");
    refused(cx, "{\"kind\":\"people\",\"of\":{\"kind\":\"pivot\"}}", "query.not_allowed",
            "of.kind");
    refused(cx, "{\"kind\":\"distribution\",\"metrics\":[{\"measure\":\"sum\"}]}", "query.required",
            "metrics[0].property");
    refused(cx, "{\"kind\":\"distribution\",\"metrics\":[{\"measure\":\"median\"}]}",
            "query.not_allowed", "metrics[0].measure");
    refused(cx, "{\"kind\":\"distribution\",\"metrics\":[{\"cuts\":[3,3]}]}", "query.not_allowed",
            "metrics[0].cuts[1]");
    refused(cx,
            "{\"kind\":\"distribution\",\"metrics\":[{\"measure\":\"sum\",\"property\":\"a\"},"
            "{\"measure\":\"max\",\"property\":\"b\"}]}",
            "query.not_allowed", "metrics[1].property");
    refused(cx, "{\"kind\":\"interval\"}", "query.required", "steps");
    refused(cx, "{\"kind\":\"interval\",\"steps\":[\"a\"],\"cuts\":[\"1d\",\"a day\"]}",
            "query.bad_window", "cuts[1]");
    refused(cx, "{\"kind\":\"lift\",\"node\":\"day\"}", "query.not_allowed", "node");
    refused(cx, "{\"kind\":\"lift\",\"nodes\":100}", "query.too_many", "nodes");
    refused(cx, "{\"kind\":\"people\",\"of\":{\"kind\":\"lift\"},\"cell\":{\"buckets\":[\"a\"]}}",
            "query.not_allowed", "cell.buckets[0]");
    /* Who may not read a type is not told how often it happened. */
    const PermissionSet all = cx->permissions;
    memset(&cx->permissions, 0, sizeof cx->permissions);
    permission_add(&cx->permissions, PERM_BOARD_READ);
    refused(cx, "{\"kind\":\"trend\",\"metrics\":[{\"event\":\"customer.created\"}]}",
            "query.hidden_type", NULL);
    cx->permissions     = all;
    ColumnarWait nobody = { .is_gone = hung_up };
    QueryAnswer  answer;
    assert_int_equal(query_answer_text(cx, S("{\"kind\":\"pivot\"}"), &nobody, &answer),
                     ERR_UNAVAILABLE);
    assert_string_equal(cx->err.reason, "query.cancelled");
    close_events(house, events);
}

/* ---- a real set ---------------------------------------------------------------------- */

static const char *type_of(Str word)
{
    if (str_equal(word, S("pv"))) return "product.viewed";
    if (str_equal(word, S("cart"))) return "cart.item_added";
    return str_equal(word, S("fav")) ? "product.favorited" : "product.bought";
}

static void read_taobao(Ctx *cx, Str text)
{
    enum { BATCH = 2000 };
    EventDraft *drafts = arena_make(cx->arena, EventDraft, BATCH);
    size_t      count  = 0;
    int64_t     number = 0, added = 0, at = 0, person = 0;
    (void)str_cut(&text, '\n');
    while (text.ptr) {
        Str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0) continue;
        const Str user = str_cut(&line, ','), item = str_cut(&line, ',');
        (void)str_cut(&line, ',');
        const Str word = str_cut(&line, ',');
        ASSERT(str_to_i64(user, &person) && str_to_i64(line, &at));
        drafts[count++] =
            (EventDraft){ .id             = str_fmt(cx->arena, "t%lld", (long long)++number),
                          .type           = str_of(type_of(word)),
                          .person_id      = person,
                          .occurred_at_ms = at * MS_PER_SECOND,
                          .payload = str_fmt(cx->arena, "{\"item_id\":\"%.*s\"}", FMT(item)) };
        if (count < BATCH && text.ptr) continue;
        GOOD(cx, event_append_all(cx, drafts, count, &added));
        count = 0;
    }
    if (count > 0) GOOD(cx, event_append_all(cx, drafts, count, &added));
}

#define TAOBAO "\"range\":{\"from\":\"2017-11-25\",\"to\":\"2017-12-03\"}"

static void test_the_real_set_gives_its_figures(void **state)
{
    static const char path[] =
        WEFT_SOURCE_DIR "/../shared/data/taobao_userbehavior/userbehavior_dev.csv";
    TestHouse *house = *state;
    Str        text  = { 0 };
    if (test_house_engine() == DB_POSTGRESQL) return; /* the columnar store is the same */
    if (file_read(house->arena, path, 64 << 20, &text) != OK) {
        print_message("no taobao_userbehavior: skipped\n");
        return;
    }
    Arena *held        = arena_new((size_t)256 << 20);
    text               = str_copy(held, text);
    Projection *events = open_events(house);
    Ctx        *cx     = test_house_ctx(house);
    read_taobao(cx, text);
    arena_free(held);
    cx = test_house_ctx(house);
    ROWS(cx,
         "{\"kind\":\"funnel\"," TAOBAO
         ",\"steps\":[\"product.viewed\",[\"cart.item_added\",\"product.favorited\"],\"product."
         "bought\"],\"order\":\"step\",\"limit\":3}",
         "[[1,\"product.viewed\",667,0,1,1,null,null],"
         "[2,\"cart.item_added|product.favorited\",569,98,0.8530734632683659,0.8530734632683659,"
         "200000,200000],"
         "[3,\"product.bought\",371,198,0.5562218890554723,0.6520210896309314,39508000,50032000]]");
    ROWS(cx, "{\"kind\":\"retention\"," TAOBAO ",\"periods\":[1,3,7],\"limit\":3}",
         "[[null,668,1,668,487,0.7290419161676647],[null,668,3,668,500,0.7485029940119761],[null,"
         "668,7,588,579,0.9846938775510204]]");
    ROWS(cx, "{\"kind\":\"retention\"," TAOBAO ",\"periods\":[1],\"limit\":1,\"timezone\":\"UTC\"}",
         "[[null,668,1,668,496,0.7425149700598802]]");
    ROWS(
        cx,
        "{\"kind\":\"trend\"," TAOBAO
        ",\"metrics\":[{\"event\":\"product.viewed\"},{\"event\":\"product.bought\"},\"people\"]}",
        "[[\"2017-11-25\",6448,113,480],[\"2017-11-26\",6230,150,481],[\"2017-11-27\",6065,171,472]"
        ","
        "[\"2017-11-28\",6715,148,487],[\"2017-11-29\",6681,145,510],[\"2017-11-30\",6769,171,490],"
        "[\"2017-12-01\",7321,157,484],[\"2017-12-02\",8780,201,656],[\"2017-12-03\",8085,167,658]"
        "]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," TAOBAO
         ",\"metrics\":[\"events\",\"people\"],\"dimensions\":[\"type\"],\"subtotals\":true}",
         "[[\"cart.item_added\",1,3860,490],[\"product.bought\",1,1423,460],[\"product.favorited\","
         "1,1747,247],[\"product.viewed\",1,63094,667],[null,0,70124,668]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," TAOBAO
         ",\"metrics\":[{\"event\":\"product.viewed\",\"name\":\"pv\"}],\"dimensions\":[\"property."
         "item_id\"],\"order\":[{\"by\":\"pv\",\"desc\":true}],\"limit\":5}",
         "[[\"3027414\",39],[\"4657130\",38],[\"3006793\",31],[\"3466280\",30],[\"812879\",28]]");
    ROWS(cx,
         "{\"kind\":\"pivot\"," TAOBAO ",\"dimensions\":[\"hour_of_day\"],\"order\":{\"by\":"
         "\"events\",\"desc\":true},\"limit\":1}",
         "[[21,6072]]");
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
        ON_HOUSE(test_an_answer_holds_what_the_log_held),
        ON_HOUSE(test_what_is_closed_goes_on_where_it_was),
        ON_HOUSE(test_a_rewritten_log_is_read_anew),
        ON_HOUSE(test_a_number_may_become_a_text),
        ON_HOUSE(test_a_type_of_3000_properties_takes_not_all_columns),
        ON_HOUSE(test_folded_persons_are_one_and_may_come_apart),
        ON_HOUSE(test_the_index_answers_as_the_store_does),
        ON_HOUSE(test_people_are_spread_as_a_slow_model_says),
        ON_HOUSE(test_buckets_begin_at_round_numbers),
        ON_HOUSE(test_people_stand_behind_numbers),
        ON_HOUSE(test_long_lists_hold_what_they_name),
        ON_HOUSE(test_ids_are_called_by_name_within_the_scope),
        ON_HOUSE(test_a_large_answer_with_names_fits_a_request),
        ON_HOUSE(test_a_channel_that_is_a_shop_is_called_by_its_name),
        ON_HOUSE(test_what_is_wrong_is_said_with_its_place),
        ON_HOUSE(test_the_real_set_gives_its_figures),
    };
    const char *clickhouse = getenv("WEFT_TEST_CLICKHOUSE");
    int         failed     = 0;
    if (has_duckdb())
        failed += FOR_EACH_ENGINE(tests);
    else
        print_message("no DuckDB: skipped; ./dev install fetches it\n");
    if (clickhouse == NULL) return failed;
    char address[128];
    (void)snprintf(address, sizeof address, "%s/query_test_%d", clickhouse, (int)getpid());
    store = address;
    test_house_set_engine(DB_SQLITE);
    return failed + cmocka_run_group_tests_name("clickhouse", tests, NULL, NULL);
}
