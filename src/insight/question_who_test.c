/* Questions about who somebody is: of an audience, with a tag, with an attribute. */
#include "insight/insight.h"
#include "kernel/testing.h"
#include "log/log.h"
#include "segment/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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
    world.events =
        projection_new(&(ProjectionOptions){ .store = { .events = S("duckdb"),
                                                        .folder = str_of(house->services.data_dir),
                                                        .memory_mb = 256,
                                                        .threads   = 2 } });
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
    };
    if (!has_duckdb()) {
        print_message("no DuckDB: skipped; ./dev install fetches it\n");
        return 0;
    }
    return FOR_EACH_ENGINE(tests);
}
