/* Questions about who somebody is: of an audience, with a tag, with an attribute. */
#include "insight/insight.h"
#include "kernel/testing.h"
#include "log/log.h"
#include "segment/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                  \
    do {                                                                                      \
        if ((expression) != OK)                                                               \
            fail_msg("%s: %s %.*s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                  \
    } while (0)

static const Table customers = { "customer", &customer_shape };
static const Table groups    = { "tag_group", &tag_group_shape };
static const Table tags      = { "tag", &tag_shape };

/* Li and Qian are women, Wang is a man; Li and Wang have the tag. */
typedef struct World {
    TestHouse  *house;
    Projection *events;
    int64_t     li, wang, qian, tag;
    Segment     women;
} World;

static int64_t person_of(TestHouse *house, const char *name, Gender gender)
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
    return customer.id;
}

static int64_t tag_of(TestHouse *house)
{
    Ctx           *cx    = test_house_ctx(house);
    const TagGroup group = { .id          = cx_new_id(cx),
                             .tenant_id   = cx->tenant_id,
                             .kind        = TAG_INTERNAL,
                             .name        = S("loyal"),
                             .is_editable = true,
                             .sync_state  = SYNC_SYNCED,
                             .revision    = 1 };
    const Tag      tag   = { .id         = cx_new_id(cx),
                             .tenant_id  = cx->tenant_id,
                             .group_id   = group.id,
                             .kind       = TAG_INTERNAL,
                             .name       = S("loyal"),
                             .sync_state = SYNC_SYNCED,
                             .revision   = 1 };
    GOOD(cx, cx_insert(cx, &groups, &group));
    GOOD(cx, cx_insert(cx, &tags, &tag));
    return tag.id;
}

static void happen(Ctx *cx, int64_t person, const char *type, const char *at)
{
    EventDraft draft = { .type      = str_of(type),
                         .person_id = person,
                         .source    = S("test"),
                         .payload   = S("{\"fen\":100}") };
    ASSERT(rfc3339_parse(str_of(at), &draft.occurred_at_ms));
    GOOD(cx, event_append(cx, &draft, NULL));
}

static void gets_tag(World *world, int64_t person, bool has)
{
    Ctx      *cx  = test_house_ctx(world->house);
    const Ids ids = { &world->tag, 1 };
    GOOD(cx, customer_tag(cx, (CustomerId){ person }, (RelationId){ 0 }, has ? ids : (Ids){ 0 },
                          has ? (Ids){ 0 } : ids, S("console")));
}

static World world_open(TestHouse *house)
{
    World world               = { .house = house };
    house->services.customers = customer_index_new(&house->services);
    house->services.segments  = segment_index_new(&house->services);
    house->services.insight   = insight_memory_new();
    world.events              = projection_new(
                     &(ProjectionOptions){ .store = { .events    = S("duckdb"),
                                                      .folder    = str_of(house->services.data_dir),
                                                      .memory_mb = 256,
                                                      .threads   = 2 },
                                           /* So that little is much. */
                                           .people = { .thread_events = 20, .tail_events = 100 } });
    insight_memory_lend(house->services.insight, world.events);
    world.li   = person_of(house, "Li", GENDER_FEMALE);
    world.wang = person_of(house, "Wang", GENDER_MALE);
    world.qian = person_of(house, "Qian", GENDER_FEMALE);
    world.tag  = tag_of(house);
    return world;
}

static void people_world(World *world)
{
    Ctx *cx = test_house_ctx(world->house);
    gets_tag(world, world->li, true);
    gets_tag(world, world->wang, true);
    happen(cx, world->li, "a.seen", "2026-11-20T12:00:00+08:00");
    happen(cx, world->li, "a.bought", "2026-11-20T13:00:00+08:00");
    happen(cx, world->wang, "a.seen", "2026-11-21T12:00:00+08:00");
    happen(cx, world->wang, "a.bought", "2026-11-22T12:00:00+08:00");
    happen(cx, world->qian, "a.seen", "2026-11-22T12:00:00+08:00");
    happen(cx, 0, "a.seen", "2026-11-23T12:00:00+08:00");
    const SegmentDraft draft = { .name = S("women"),
                                 .kind = SEGMENT_LIVE,
                                 .rule = S("{\"==\":[{\"var\":\"gender\"},\"female\"]}") };
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &draft, &world->women));
}

static void world_close(World *world)
{
    Services *services = &world->house->services;
    insight_memory_lend(services->insight, NULL);
    projection_free(world->events);
    insight_memory_free(services->insight);
    segment_index_free(services->segments);
    customer_index_free(services->customers);
    services->insight   = NULL;
    services->segments  = NULL;
    services->customers = NULL;
}

/* W, T, L stand for the audience, the tag and Li in a query. */
static Str written(Ctx *cx, const World *world, const char *query)
{
    Str text = str_of(query);
    text     = str_replace(cx->arena, text, S("<W>"),
                           str_fmt(cx->arena, "\"%lld\"", (long long)world->women.id));
    text     = str_replace(cx->arena, text, S("<T>"),
                           str_fmt(cx->arena, "\"%lld\"", (long long)world->tag));
    text = str_replace(cx->arena, text, S("<L>"), str_fmt(cx->arena, "%lld", (long long)world->li));
    return str_replace(cx->arena, text, S("<N>"),
                       S("\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-30\"}"));
}

static void rows(World *world, const char *query, const char *expected)
{
    Ctx        *cx     = test_house_ctx(world->house);
    QueryAnswer answer = { 0 };
    GOOD(cx, query_answer_text(cx, written(cx, world, query), NULL, &answer));
    assert_string_equal(str_z(cx->arena, answer.rows),
                        str_z(cx->arena, written(cx, world, expected)));
}

static void refused(World *world, const char *query, const char *reason, const char *field)
{
    Ctx        *cx     = test_house_ctx(world->house);
    QueryAnswer answer = { 0 };
    assert_int_not_equal(query_answer_text(cx, written(cx, world, query), NULL, &answer), OK);
    assert_string_equal(cx->err.reason, reason);
    assert_string_equal(str_z(cx->arena, cx->err.field), field);
}

static void test_every_kind_asks_who_somebody_is(void **state)
{
    World world = world_open(*state);
    people_world(&world);
    rows(&world,
         "{\"kind\":\"pivot\",<N>,\"filters\":{\"in_segment\":<W>},\"metrics\":[\"people\"],"
         "\"dimensions\":[\"type\"],"
         "\"order\":[\"type\"]}",
         "[[\"a.bought\",1],[\"a.seen\",2],[\"customer.tagged\",1]]");
    rows(&world,
         "{\"kind\":\"pivot\",<N>,\"metrics\":[{\"event\":\"a.seen\",\"name\":\"all\"},"
         "{\"event\":\"a.seen\",\"filters\":{\"in_segment\":[<W>]},\"name\":\"w\"},"
         "{\"event\":\"a.seen\",\"filters\":{\"!\":{\"in_segment\":<W>}},\"name\":\"not\"},"
         "{\"event\":\"a.seen\",\"filters\":{\"and\":[{\"has_tag\":<T>},{\"in_segment\":<W>}]},"
         "\"name\":\"both\"},"
         "{\"event\":\"a.seen\",\"filters\":{\"or\":[{\"has_tag\":\"loyal\"},{\"in_segment\":<W>}]}"
         ",\"name\":\"any\"}]}",
         "[[4,2,2,1,3]]");
    rows(&world,
         "{\"kind\":\"trend\",\"range\":{\"from\":\"2026-11-21\",\"to\":\"2026-11-22\"},"
         "\"filters\":{\"==\":[{\"var\":\"customer.gender\"},\"female\"]},\"metrics\":[{\"event\":"
         "\"a.seen\"}]}",
         "[[\"2026-11-21\",0],[\"2026-11-22\",1]]");
    rows(&world,
         "{\"kind\":\"funnel\",<N>,\"steps\":[\"a.seen\",\"a.bought\"],\"filters\":{\"in_segment\":"
         "<W>}}",
         "[[1,\"a.seen\",2,0,1,1,null,null],[2,\"a.bought\",1,1,0.5,0.5,3600000,3600000]]");
    rows(&world,
         "{\"kind\":\"funnel\",<N>,\"steps\":[\"a.seen\",{\"event\":\"a.bought\",\"filters\":{\"!"
         "\":[{\"in_segment\":<W>}]}}]}",
         "[[1,\"a.seen\",3,0,1,1,null,null],[2,\"a.bought\",1,2,0.3333333333333333,0."
         "3333333333333333,86400000,86400000]]");
    rows(&world,
         "{\"kind\":\"retention\",<N>,\"steps\":[\"a.seen\",\"a.bought\"],\"periods\":[0,1],"
         "\"filters\":{\"has_tag\":<T>},\"limit\":2}",
         "[[null,2,0,2,1,0.5],[null,2,1,2,1,0.5]]");
    rows(&world,
         "{\"kind\":\"paths\",<N>,\"session\":\"2h\",\"steps\":[\"a.seen\",\"a.bought\"],"
         "\"filters\":{\"in_segment\":<W>}}",
         "[[1,\"a.seen\",\"a.bought\",1],[1,\"a.seen\",null,1],[2,\"a.bought\",null,1]]");
    rows(&world,
         "{\"kind\":\"attribution\",<N>,\"touches\":\"a.seen\",\"goal\":{\"event\":\"a.bought\","
         "\"value\":\"property.fen\"},"
         "\"models\":[\"last\"],\"filters\":{\"in_segment\":<W>}}",
         "[[\"a.seen\",2,100]]");
    rows(&world,
         "{\"kind\":\"people\",<N>,\"steps\":[\"a.bought\"],\"filters\":{\"in_segment\":<W>}}",
         "[[\"<L>\",1,\"2026-11-20T13:00:00+08:00\",\"2026-11-20T13:00:00+08:00\"]]");
    rows(&world,
         "{\"kind\":\"people\",\"of\":{\"kind\":\"funnel\",<N>,\"steps\":[\"a.seen\",\"a.bought\"],"
         "\"filters\":{\"in_segment\":<W>}},"
         "\"cell\":{\"step\":2}}",
         "[[\"<L>\"]]");
    rows(&world,
         "{\"kind\":\"distribution\",<N>,\"metrics\":[{\"event\":\"a.seen\",\"filters\":{\"in_"
         "segment\":<W>},"
         "\"cuts\":[1]}],\"filters\":{\"has_tag\":<T>}}",
         "[[null,null,null,1,1,1,1,1,1],[1,null,1,0,0,0,null,null,null],[2,1,null,1,1,1,1,1,1]]");
    /* Every total is asked for: people of a day are not those of its types. */
    rows(&world,
         "{\"kind\":\"pivot\",<N>,\"metrics\":[\"people\"],\"dimensions\":[\"day\",\"weekday\","
         "\"type\"],\"columns\":1,\"subtotals\":true,\"filters\":{\"and\":[{\"in_segment\":<W>},"
         "{\"in\":[{\"var\":\"type\"},[\"a.seen\",\"a.bought\"]]}]}}",
         "[[null,null,null,0,0,2],[null,null,\"a.bought\",0,1,1],[null,null,\"a.seen\",0,1,2],"
         "[\"2026-11-20\",null,null,1,0,1],[\"2026-11-22\",null,null,1,0,1],"
         "[\"2026-11-20\",null,\"a.bought\",1,1,1],[\"2026-11-20\",null,\"a.seen\",1,1,1],"
         "[\"2026-11-22\",null,\"a.seen\",1,1,1],"
         "[\"2026-11-20\",5,null,2,0,1],[\"2026-11-22\",7,null,2,0,1],"
         "[\"2026-11-20\",5,\"a.bought\",2,1,1],[\"2026-11-20\",5,\"a.seen\",2,1,1],"
         "[\"2026-11-22\",7,\"a.seen\",2,1,1]]");
    /* 2026-11-20 is a Friday. */
    rows(&world,
         "{\"kind\":\"pivot\",<N>,\"filters\":{\"and\":[{\"==\":[{\"var\":\"weekday\"},5]},"
         "{\">\":[{\"var\":\"hour_of_day\"},12]}]}}",
         "[[1]]");
    world_close(&world);
}

static void test_who_comes_and_goes_is_in_the_next_answer(void **state)
{
    static const char query[] = "{\"kind\":\"pivot\",<N>,\"metrics\":[{\"event\":\"a.seen\"}],"
                                "\"filters\":{\"has_tag\":<T>}}";
    World             world   = world_open(*state);
    people_world(&world);
    rows(&world, query, "[[2]]");
    gets_tag(&world, world.qian, true);
    rows(&world, query, "[[3]]");
    gets_tag(&world, world.li, false);
    rows(&world, query, "[[2]]");
    /* Who sees a part of the brand has as many as he may see. */
    Ctx        *cx     = test_house_ctx(world.house);
    QueryAnswer answer = { 0 };
    cx->scope_id       = 99;
    GOOD(cx, query_answer_text(cx, written(cx, &world, query), NULL, &answer));
    assert_string_equal(str_z(cx->arena, answer.rows), "[[0]]");
    world_close(&world);
}

static void test_what_is_unknown_is_refused_with_its_place(void **state)
{
    World world = world_open(*state);
    people_world(&world);
    refused(&world, "{\"kind\":\"pivot\",\"filters\":{\"and\":[true,{\"in_segment\":\"77\"}]}}",
            "segment.unknown_segment", "filters.and.[1].in_segment");
    refused(&world,
            "{\"kind\":\"funnel\",\"steps\":[\"a\",{\"event\":\"b\",\"filters\":{\"has_tag\":"
            "\"nobody's\"}}]}",
            "segment.unknown_tag", "steps[1].filters.has_tag");
    refused(&world,
            "{\"kind\":\"trend\",\"metrics\":[{\"event\":\"a\",\"filters\":{\"!\":{\"==\":[{"
            "\"var\":\"customer.height\"},1]}}}]}",
            "rule.unknown_variable", "metrics[0].filters.!.==");
    refused(&world,
            "{\"kind\":\"people\",\"of\":{\"kind\":\"funnel\",\"steps\":[\"a\",\"b\"],\"filters\":{"
            "\"in_segment\":15}}}",
            "segment.unknown_segment", "filters.in_segment");
    refused(&world, "{\"kind\":\"pivot\",\"filters\":{\"in_segment\":1.5}}", "rule.not_constant",
            "filters.in_segment");
    refused(&world, "{\"kind\":\"pivot\",\"columns\":1}", "query.not_allowed", "columns");
    refused(&world, "{\"kind\":\"pivot\",\"filters\":{\"did\":[\"a.seen\",\"7d\"]}}",
            "query.bad_filter", "filters.did");
    Ctx        *cx     = test_house_ctx(world.house);
    QueryAnswer answer = { 0 };
    memset(&cx->permissions, 0, sizeof cx->permissions);
    permission_add(&cx->permissions, PERM_BOARD_READ);
    assert_int_equal(
        query_answer_text(
            cx, written(cx, &world, "{\"kind\":\"pivot\",\"filters\":{\"in_segment\":<W>}}"), NULL,
            &answer),
        ERR_DENIED);
    assert_string_equal(cx->err.reason, "query.hidden_people");
    world_close(&world);
}

/* ---- both plans, and a model that looks at everything ------------------------------------- */

enum { PEOPLE = 12, TYPES = 3, DONE_MAX = 600, MINUTES = 20 * 24 * 60 };

typedef struct Done {
    int person; /* 0: nobody in particular */
    int type, minute;
} Done;

/* What is so, beside what weft is told. */
typedef struct Model {
    World    world;
    uint64_t seed;
    int64_t  id[PEOPLE + 1];
    int      root[PEOPLE + 1];
    bool     is_woman[PEOPLE + 1], has_tag[PEOPLE + 1];
    bool     is_taken[MINUTES];
    Done     done[DONE_MAX];
    int      count;
} Model;

/* Whom a filter lets through: bit 0 is nobody. */
typedef struct Filter {
    Str      text;
    uint32_t people;
} Filter;

static int below(Model *model, int count) { return (int)prng_below(&model->seed, (uint64_t)count); }

static uint32_t who(const bool *what, bool is_so)
{
    uint32_t people = 0;
    for (int i = 1; i <= PEOPLE; i++) people |= (uint32_t)(what[i] == is_so) << i;
    return people;
}

static Filter random_filter(Model *model, Ctx *cx, int depth)
{
    const int kind = below(model, depth > 0 ? 8 : 5);
    if (kind == 0) return (Filter){ S("{\"in_segment\":<W>}"), who(model->is_woman, true) };
    if (kind == 1) return (Filter){ S("{\"has_tag\":<T>}"), who(model->has_tag, true) };
    if (kind == 2)
        return (Filter){ S("{\"==\":[{\"var\":\"customer.gender\"},\"male\"]}"),
                         who(model->is_woman, false) };
    if (kind == 3) return (Filter){ S("true"), UINT32_MAX };
    if (kind == 4)
        return (Filter){ S("{\"!\":[{\"has_tag\":[<T>]}]}"), ~who(model->has_tag, true) };
    const Filter one = random_filter(model, cx, depth - 1);
    if (kind == 5)
        return (Filter){ str_fmt(cx->arena, "{\"!\":%.*s}", FMT(one.text)), ~one.people };
    const Filter other = random_filter(model, cx, depth - 1);
    return (Filter){ str_fmt(cx->arena, "{\"%s\":[%.*s,%.*s]}", kind == 6 ? "and" : "or",
                             FMT(one.text), FMT(other.text)),
                     kind == 6 ? one.people & other.people : one.people | other.people };
}

static void more_happens(Model *model, int count)
{
    static const char *const types[TYPES] = { "a.a", "a.b", "a.c" };
    Ctx                     *cx           = test_house_ctx(model->world.house);
    int64_t                  first        = 0;
    ASSERT(rfc3339_parse(S("2026-11-01T00:00:00+08:00"), &first));
    for (int i = 0; i < count; i++) {
        Done *done = &model->done[model->count++];
        *done      = (Done){ below(model, PEOPLE + 1), below(model, TYPES), below(model, MINUTES) };
        while (model->is_taken[done->minute]) done->minute = (done->minute + 1) % MINUTES;
        model->is_taken[done->minute] = true;
        const EventDraft draft        = { .type           = str_of(types[done->type]),
                                          .person_id      = model->id[done->person],
                                          .source         = S("test"),
                                          .payload        = S("{}"),
                                          .occurred_at_ms = first + done->minute * MS_PER_MINUTE };
        GOOD(cx, event_append(cx, &draft, NULL));
    }
}

static bool is_let(const Model *model, const Done *done, uint32_t people)
{
    return people >> model->root[done->person] & 1;
}

/* The rows of a question, which the index answers; the store says the same. */
static const Json *both(Model *model, const char *question, Filter filter)
{
    Ctx        *cx   = test_house_ctx(model->world.house);
    QueryAnswer held = { 0 }, read = { 0 };
    const Json *rows  = NULL;
    JsonError   error = { 0 };
    const Str   own   = str_fmt(cx->arena, "{<N>,%s,\"filters\":%.*s}", question, FMT(filter.text));
    const Str   other = str_fmt(cx->arena,
                                "{<N>,%s,\"filters\":{\"and\":[%.*s,{\"!=\":[{\"var\":\"source\"},"
                                  "\"none\"]}]}}",
                                question, FMT(filter.text));
    GOOD(cx, query_answer_text(cx, written(cx, &model->world, str_z(cx->arena, own)), NULL, &held));
    GOOD(cx,
         query_answer_text(cx, written(cx, &model->world, str_z(cx->arena, other)), NULL, &read));
    assert_string_equal(str_z(cx->arena, held.plan), "");
    assert_string_equal(str_z(cx->arena, held.engine), "index");
    assert_string_equal(str_z(cx->arena, read.plan), "filters");
    assert_string_equal(str_z(cx->arena, read.rows), str_z(cx->arena, held.rows));
    const JsonLimits limits = { .bytes = 1 << 20, .nodes = 20000, .depth = 8 };
    assert_int_equal(json_parse(cx->arena, held.rows, limits, &rows, &error), OK);
    return rows;
}

static int64_t at(const Json *rows, uint32_t row, uint32_t column)
{
    assert_true(row < rows->count && column < rows->as.first[row].count);
    return rows->as.first[row].as.first[column].as.integer;
}

/* Events and people of a type: of whom the question lets through, and of those also a metric. */
static void check_pivot(Model *model, Filter filter, Filter own)
{
    Ctx     *cx     = test_house_ctx(model->world.house);
    int64_t  events = 0, few = 0;
    uint32_t people = 0;
    for (int i = 0; i < model->count; i++) {
        const Done *done = &model->done[i];
        if (done->type != 0 || !is_let(model, done, filter.people)) continue;
        events++;
        few += is_let(model, done, own.people);
        people |= 1u << model->root[done->person];
    }
    const Str question =
        str_fmt(cx->arena,
                "\"kind\":\"pivot\",\"metrics\":[{\"event\":\"a.a\",\"name\":\"e\"},"
                "{\"event\":\"a.a\",\"measure\":\"people\",\"name\":\"p\"},"
                "{\"event\":\"a.a\",\"filters\":%.*s,\"name\":\"f\"}]",
                FMT(own.text));
    const Json *rows = both(model, str_z(cx->arena, question), filter);
    assert_int_equal(at(rows, 0, 0), events);
    assert_int_equal(at(rows, 0, 1), __builtin_popcount(people & ~1u));
    assert_int_equal(at(rows, 0, 2), few);
}

/* The first instant of a type, or the first one behind `after`; MINUTES: never. */
static int first_of(const Model *model, int root, int type, int after)
{
    int first = MINUTES;
    for (int i = 0; i < model->count; i++) {
        const Done *done = &model->done[i];
        if (done->person == 0 || model->root[done->person] != root || done->type != type) continue;
        if (done->minute > after && done->minute < first) first = done->minute;
    }
    return first;
}

static void check_funnel(Model *model, Filter filter, Filter own)
{
    Ctx *cx    = test_house_ctx(model->world.house);
    int  first = 0, second = 0;
    for (int root = 1; root <= PEOPLE; root++) {
        const int begun = first_of(model, root, 0, -1);
        if (begun == MINUTES || !(filter.people >> root & 1)) continue;
        first++;
        second += (own.people >> root & 1) && first_of(model, root, 1, begun) < MINUTES;
    }
    const Str question = str_fmt(
        cx->arena, "\"kind\":\"funnel\",\"steps\":[\"a.a\",{\"event\":\"a.b\",\"filters\":%.*s}]",
        FMT(own.text));
    const Json *rows = both(model, str_z(cx->arena, question), filter);
    assert_int_equal(at(rows, 0, 2), first);
    assert_int_equal(at(rows, 1, 2), second);
}

static bool returns(const Model *model, int root, int day)
{
    for (int i = 0; i < model->count; i++) {
        const Done *done = &model->done[i];
        if (done->person && model->root[done->person] == root && done->type == 1 &&
            done->minute / (24 * 60) == day)
            return true;
    }
    return false;
}

static void check_retention(Model *model, Filter filter)
{
    int size = 0, next = 0, third = 0;
    for (int root = 1; root <= PEOPLE; root++) {
        const int first = first_of(model, root, 0, -1);
        if (first == MINUTES || !(filter.people >> root & 1)) continue;
        size++;
        next += returns(model, root, first / (24 * 60) + 1);
        third += returns(model, root, first / (24 * 60) + 3);
    }
    const Json *rows =
        both(model, "\"kind\":\"retention\",\"steps\":[\"a.a\",\"a.b\"],\"periods\":[1,3]", filter);
    assert_int_equal(at(rows, 0, 1), size);
    assert_int_equal(at(rows, 0, 4), next);
    assert_int_equal(at(rows, 1, 4), third);
}

static void check_all(Model *model)
{
    Ctx         *cx     = test_house_ctx(model->world.house);
    const Filter filter = random_filter(model, cx, 3), own = random_filter(model, cx, 2);
    check_pivot(model, filter, own);
    check_funnel(model, filter, own);
    check_retention(model, filter);
    (void)both(model, "\"kind\":\"paths\",\"session\":\"12h\"", filter);
    (void)both(model, "\"kind\":\"paths\",\"start\":\"a.a\",\"session\":\"2d\"", filter);
    (void)both(model, "\"kind\":\"funnel\",\"steps\":[\"a.a\",\"a.b\"],\"mode\":\"strict\"",
               filter);
    (void)both(model,
               "\"kind\":\"trend\",\"dimensions\":[\"type\"],\"metrics\":[\"events\",\"people\"]",
               filter);
    (void)both(model, "\"kind\":\"pivot\",\"metrics\":[{\"event\":\"a.b\"}]", filter);
    (void)both(model, "\"kind\":\"distribution\",\"metrics\":[{\"event\":\"a.a\",\"cuts\":[2]}]",
               filter);
}

static void test_both_plans_say_what_a_model_says(void **state)
{
    enum { ROUNDS = 4, FILTERS = 3, EVENTS = 70 };
    Model *model = calloc(1, sizeof *model);
    assert_non_null(model);
    *model = (Model){ .world = world_open(*state), .seed = 20261128 };
    for (int i = 1; i <= PEOPLE; i++) {
        model->is_woman[i] = below(model, 2);
        model->root[i]     = i;
        model->id[i] =
            person_of(model->world.house, "P", model->is_woman[i] ? GENDER_FEMALE : GENDER_MALE);
    }
    Ctx               *cx    = test_house_ctx(model->world.house);
    const SegmentDraft draft = { .name = S("women"),
                                 .kind = SEGMENT_LIVE,
                                 .rule = S("{\"==\":[{\"var\":\"gender\"},\"female\"]}") };
    GOOD(cx, segment_save(cx, (SegmentId){ 0 }, &draft, &model->world.women));
    GOOD(cx, query_answer_text(cx, S("{\"kind\":\"paths\"}"), NULL, &(QueryAnswer){ 0 }));
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 4; i++) {
            const int person       = 1 + below(model, PEOPLE);
            model->has_tag[person] = !model->has_tag[person];
            gets_tag(&model->world, model->id[person], model->has_tag[person]);
        }
        more_happens(model, EVENTS);
        if (round == 2) {
            /* Two are one now: what the second did counts for the first, as who he is. */
            cx             = test_house_ctx(model->world.house);
            model->root[5] = 3;
            GOOD(cx, event_fold(cx, model->id[5], model->id[3]));
        }
        for (int i = 0; i < FILTERS; i++) check_all(model);
    }
    world_close(&model->world);
    free(model);
}

static bool has_duckdb(void)
{
    TestHouse *house = test_house_open(DB_SQLITE);
    World      world = world_open(house);
    Ctx       *cx    = test_house_ctx(house);
    const bool has   = projection_feed(cx, world.events) == OK ||
                     !str_equal(str_of(cx->err.reason), S("events.no_duckdb"));
    world_close(&world);
    test_house_close(house);
    return has;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_kind_asks_who_somebody_is),
        ON_HOUSE(test_who_comes_and_goes_is_in_the_next_answer),
        ON_HOUSE(test_what_is_unknown_is_refused_with_its_place),
        ON_HOUSE(test_both_plans_say_what_a_model_says),
    };
    if (!has_duckdb()) {
        print_message("no DuckDB: skipped; ./dev install fetches it\n");
        return 0;
    }
    return FOR_EACH_ENGINE(tests);
}
