/* route_tree_test.c -- which route a path finds, and which tables are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/http.h"
#include "http/route_tree.h"

typedef struct Thing {
    int64_t id;
} Thing;
static const Field thing_fields[] = { FIELD_ID(Thing, id, .flags = SERVER_SET) };
static const Shape thing_shape    = SHAPE(Thing, thing_fields);

static Code run_nothing(Call *call) { return call->cx->err.code; }

#define READS(path)                                                                \
    {                                                                              \
        GET, path, PERM_ORG_READ, run_nothing, NULL, NULL, &thing_shape, 0, "Read" \
    }
#define WRITES(method, path)                                                                  \
    {                                                                                         \
        method, path, PERM_ORG_WRITE, run_nothing, NULL, NULL, &thing_shape, AUDITED, "Write" \
    }

static const Route good[] = {
    READS("/"),
    READS("/api/stores"),
    WRITES(POST, "/api/stores"),
    READS("/api/stores/{id}"),
    WRITES(DELETE_, "/api/stores/{id}"),
    READS("/api/stores/export"),
    WRITES(POST, "/api/stores/{id}/close"),
    READS("/callback/wecom/{corp_id}/{app}"),
    READS("/api/stores/{id}/notes/{name}"),
};
static const RouteList good_list = ROUTE_LIST("good", good);

static int open_arena(void **state)
{
    *state = arena_new(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static RouteTree *good_tree(Arena *arena)
{
    const RouteList *lists[] = { &good_list };
    Str              problem = { 0 };
    RouteTree       *tree    = route_tree_new(arena, lists, 1, &problem);
    assert_non_null(tree);
    return tree;
}

static void expect(Arena *arena, Method method, const char *path, const char *want)
{
    const RouteMatch match = route_tree_find(good_tree(arena), method, str_of(path));
    if (!want) {
        assert_null(match.entry);
        return;
    }
    assert_non_null(match.entry);
    assert_string_equal(match.entry->route->path, want);
}

static void test_a_path_finds_its_route(void **state)
{
    expect(*state, GET, "/", "/");
    expect(*state, GET, "/api/stores", "/api/stores");
    expect(*state, GET, "/api/stores/7", "/api/stores/{id}");
    expect(*state, POST, "/api/stores/7/close", "/api/stores/{id}/close");
    expect(*state, GET, "/callback/wecom/ww1/app2", "/callback/wecom/{corp_id}/{app}");
}

static void test_a_word_wins_over_a_parameter(void **state)
{
    expect(*state, GET, "/api/stores/export", "/api/stores/export");
    /* and the parameter is tried again where the word leads nowhere */
    expect(*state, POST, "/api/stores/export/close", "/api/stores/{id}/close");
    expect(*state, DELETE_, "/api/stores/export", "/api/stores/{id}");
}

static void test_what_is_no_path_finds_nothing(void **state)
{
    static const char *const paths[] = { "",
                                         "api/stores",
                                         "/api",
                                         "/api/",
                                         "/api/stores/",
                                         "/api/stores//close",
                                         "/api/stores/7/close/",
                                         "//",
                                         "/API/stores",
                                         "/callback/wecom/a",
                                         "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r" };
    for (size_t i = 0; i < COUNT(paths); i++) {
        expect(*state, GET, paths[i], NULL);
        assert_int_equal(route_tree_find(good_tree(*state), POST, str_of(paths[i])).allowed, 0);
    }
}

static void test_another_method_tells_what_is_allowed(void **state)
{
    const RouteMatch match = route_tree_find(good_tree(*state), PATCH, S("/api/stores/7"));
    assert_null(match.entry);
    assert_int_equal(match.allowed, 1u << GET | 1u << DELETE_);
    const RouteMatch unknown = route_tree_find(good_tree(*state), (Method)0, S("/api/stores"));
    assert_null(unknown.entry);
    assert_int_equal(unknown.allowed, 1u << GET | 1u << POST);
}

static void test_parameters_come_in_order(void **state)
{
    const RouteMatch match =
        route_tree_find(good_tree(*state), GET, S("/api/stores/42/notes/a%20b"));
    assert_non_null(match.entry);
    assert_int_equal(match.param_count, 2);
    assert_int_equal(match.entry->id_at, 0);
    assert_true(str_equal(match.params[0], S("42")));
    assert_true(str_equal(match.params[1], S("a%20b")));
}

static void refuse(Arena *arena, Route bad, const char *want)
{
    const RouteList  bad_list = { "bad", &bad, 1 };
    const RouteList *lists[]  = { &good_list, &bad_list };
    Str              problem  = { 0 };
    assert_null(route_tree_new(arena, lists, 2, &problem));
    if (str_find(problem, str_of(want)) < 0) print_error("%.*s\n", FMT(problem));
    assert_true(str_find(problem, str_of(want)) >= 0);
}

static void test_bad_tables_are_refused(void **state)
{
    const Route base  = READS("/api/x");
    Route       route = base;
    route.need        = PERM_UNSET;
    refuse(*state, route, "permission is unset");
    route     = base;
    route.out = NULL;
    refuse(*state, route, "no out shape");
    route        = base;
    route.method = POST;
    refuse(*state, route, "not audited");
    route     = base;
    route.run = NULL;
    refuse(*state, route, "no handler");
    route       = base;
    route.about = NULL;
    refuse(*state, route, "no sentence");
    route      = base;
    route.path = "api/x";
    refuse(*state, route, "does not begin with /");
    route.path = "/api//x";
    refuse(*state, route, "empty segment");
    route.path = "/{a}/{b}/{c}/{d}/{e}";
    refuse(*state, route, "too many parameters");
    route.path = "/{id}/{id}";
    refuse(*state, route, "too many parameters");
    route.path = "/api/stores/{name}";
    refuse(*state, route, "stands twice");
    route        = base;
    route.method = (Method)9;
    refuse(*state, route, "no method");
}

static void test_a_raw_door_of_a_platform_needs_no_audit(void **state)
{
    static const Route door[] = { { POST, "/callback/x", PERM_PUBLIC, run_nothing, NULL, NULL, NULL,
                                    RAW, "Receive" } };
    const RouteList    list   = ROUTE_LIST("door", door);
    const RouteList   *lists[] = { &list };
    Str                problem = { 0 };
    assert_non_null(route_tree_new(*state, lists, 1, &problem));
}

static void test_only_a_plain_door_gathers(void **state)
{
    Route            route   = { POST, "/callback/x", PERM_PUBLIC,    run_nothing, NULL,
                                 NULL, NULL,          RAW | GATHERED, "Receive" };
    const RouteList  list    = { "door", &route, 1, MODULE_CORE };
    const RouteList *lists[] = { &list };
    Str              problem = { 0 };
    assert_non_null(route_tree_new(*state, lists, 1, &problem));
    route.flags |= IDEMPOTENT;
    refuse(*state, route, "no plain door");
    route.flags = RAW | GATHERED;
    route.need  = PERM_ORG_WRITE;
    refuse(*state, route, "not audited");
    route.flags |= AUDITED;
    refuse(*state, route, "no plain door");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(test_a_path_finds_its_route),
        TEST(test_a_word_wins_over_a_parameter),
        TEST(test_what_is_no_path_finds_nothing),
        TEST(test_another_method_tells_what_is_allowed),
        TEST(test_parameters_come_in_order),
        TEST(test_bad_tables_are_refused),
        TEST(test_a_raw_door_of_a_platform_needs_no_audit),
        TEST(test_only_a_plain_door_gathers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
