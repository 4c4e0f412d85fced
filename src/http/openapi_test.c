/* openapi_test.c -- the document read back: it must be JSON, complete and consistent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/http.h"

static const char *const state_word[] = { NULL, "open", "closed" };
static const Words       state_words  = { state_word, COUNT(state_word) };
typedef enum State { STATE_OPEN = 1, STATE_CLOSED } State;

typedef struct Hour {
    Str from;
} Hour;
static const Field hour_fields[] = { FIELD_WITH(Hour, from, .flags = REQUIRED, .max = 5) };
static const Shape hour_shape    = SHAPE(Hour, hour_fields);

typedef struct Store {
    int64_t id, tenant_id, region_id, revision, opened_at_ms, visitors;
    Str     name, note;
    State   state;
    bool    is_main;
    Rows    hours;
    Hour    main_hour;
    Strs    labels;
} Store;
// clang-format off
static const Field store_fields[] = {
    FIELD_ID  (Store, id, .flags = SERVER_SET),
    FIELD_ID  (Store, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD_ID  (Store, region_id),
    FIELD_WITH(Store, revision, .flags = SERVER_SET),
    FIELD_WITH(Store, visitors, .flags = SERVER_SET | OR_NULL),
    FIELD_TIME(Store, opened_at_ms, .flags = SERVER_SET, .about = "When it opened"),
    FIELD_WITH(Store, name, .flags = REQUIRED, .min = 1, .max = 60),
    FIELD     (Store, note),
    FIELD_ENUM(Store, state, state_words),
    FIELD     (Store, is_main),
    FIELD_LIST(Store, hours, hour_shape, .max = 14),
    FIELD_OBJECT(Store, main_hour, hour_shape),
    FIELD     (Store, labels),
};
// clang-format on
static const Shape store_shape = SHAPE(Store, store_fields);

typedef struct Stores {
    Rows items;
} Stores;
static const Field stores_fields[] = { FIELD_LIST(Stores, items, store_shape) };
static const Shape stores_shape    = SHAPE(Stores, stores_fields);

typedef struct StoreQuery {
    Str     cursor;
    int64_t limit;
    State   state;
    Ids     regions;
    int64_t since_ms;
} StoreQuery;
static const Field query_fields[] = {
    FIELD(StoreQuery, cursor),
    FIELD_WITH(StoreQuery, limit, .min = 1, .max = 200, .about = "Rows"),
    FIELD_ENUM(StoreQuery, state, state_words),
    FIELD(StoreQuery, regions),
    FIELD_TIME(StoreQuery, since_ms, .flags = REQUIRED),
};
static const Shape query_shape = SHAPE(StoreQuery, query_fields);

static Code run(Call *call) { return call->cx->err.code; }

// clang-format off
static const Route routes[] = {
    { GET,     "/api/stores", PERM_ORG_READ, run, &query_shape, NULL, &stores_shape,
      0, "List stores" },
    { POST,    "/api/stores", PERM_ORG_WRITE, run, NULL, &store_shape, &store_shape,
      AUDITED | IDEMPOTENT | CREATED, "Open a store" },
    { GET,     "/api/stores/{id}", PERM_ORG_READ, run, NULL, NULL, &store_shape,
      0, "Read a store" },
    { PATCH,   "/api/stores/{id}", PERM_ORG_WRITE, run, NULL, &store_shape, &store_shape,
      AUDITED | IF_MATCH, "Change a \"store\"" },
    { DELETE_, "/api/stores/{id}", PERM_ORG_WRITE, run, NULL, NULL, NULL,
      AUDITED | NO_BODY, "Close it" },
    { POST,    "/callback/x/{corp_id}", PERM_PUBLIC, run, NULL, NULL, NULL, RAW, "Receive" },
};
// clang-format on
static const RouteList        list    = ROUTE_LIST("org", routes);
static const RouteList *const lists[] = { &list };

static Arena      *arena;
static const Json *doc;

static int open_doc(void **state)
{
    (void)state;
    arena           = arena_new(64 << 20);
    JsonError error = { 0 };
    return json_parse(arena, openapi_json(arena, lists, 1), JSON_LIMITS, &doc, &error) == OK ? 0
                                                                                             : -1;
}

static int close_doc(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Json *operation(const char *path, const char *method)
{
    const Json *found = json_get(json_get(json_get(doc, S("paths")), str_of(path)), str_of(method));
    assert_non_null(found);
    return found;
}

static const Json *schema(const char *name)
{
    const Json *all   = json_get(json_get(doc, S("components")), S("schemas"));
    const Json *found = json_get(all, str_of(name));
    assert_non_null(found);
    return found;
}

static bool holds(JsonItems items, const char *text)
{
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].kind == JSON_STR && str_equal(items.at[i].as.str, str_of(text)))
            return true;
    return false;
}

static const Json *property(const char *name, const char *field)
{
    return json_get(json_get(schema(name), S("properties")), str_of(field));
}

static void test_operations_have_names_tags_and_permissions(void **state)
{
    (void)state;
    static const struct {
        const char *path, *method, *want;
    } cases[] = {
        { "/api/stores", "get", "list_stores" },
        { "/api/stores", "post", "create_store" },
        { "/api/stores/{id}", "get", "get_store" },
        { "/api/stores/{id}", "patch", "update_store" },
        { "/api/stores/{id}", "delete", "delete_store" },
        { "/callback/x/{corp_id}", "post", "post_callback_x" },
        { "/api/live", "get", "get_live" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const Json *found = operation(cases[i].path, cases[i].method);
        assert_true(str_equal(json_str(found, S("operationId")), str_of(cases[i].want)));
    }
    const Json *patch = operation("/api/stores/{id}", "patch");
    assert_true(holds(json_items(patch, S("tags")), "org"));
    assert_true(str_equal(json_str(patch, S("x-permission")), S("org.write")));
    assert_true(str_equal(json_str(patch, S("summary")), S("Change a \"store\"")));
    assert_int_equal(json_items(patch, S("security")).count, 2);
    assert_int_equal(json_items(operation("/callback/x/{corp_id}", "post"), S("security")).count,
                     0);
}

static const Json *parameter(const Json *op, const char *name)
{
    const JsonItems items = json_items(op, S("parameters"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("name")), str_of(name))) return &items.at[i];
    return NULL;
}

static void test_parameters_come_from_path_query_and_flags(void **state)
{
    (void)state;
    const Json *op = operation("/api/stores", "get");
    assert_int_equal(json_items(op, S("parameters")).count, 5);
    assert_int_equal(json_i64(json_get(parameter(op, "limit"), S("schema")), S("maximum"), 0), 200);
    assert_true(str_equal(json_str(parameter(op, "limit"), S("description")), S("Rows")));
    assert_int_equal(json_items(json_get(parameter(op, "state"), S("schema")), S("enum")).count, 2);
    assert_true(json_bool(parameter(op, "since"), S("required"), false));
    assert_false(json_bool(parameter(op, "regions"), S("explode"), true));
    op = operation("/api/stores/{id}", "patch");
    assert_true(str_equal(json_str(parameter(op, "id"), S("in")), S("path")));
    assert_true(json_bool(parameter(op, "id"), S("required"), false));
    assert_true(json_bool(parameter(op, "If-Match"), S("required"), false));
    assert_non_null(parameter(operation("/api/stores", "post"), "Idempotency-Key"));
    assert_non_null(parameter(operation("/callback/x/{corp_id}", "post"), "corp_id"));
}

static void test_what_is_sent_differs_from_what_is_answered(void **state)
{
    (void)state;
    assert_non_null(property("Store", "id"));
    assert_true(json_bool(property("Store", "id"), S("readOnly"), false));
    assert_null(property("Store", "tenant_id"));
    assert_null(property("StoreInput", "id"));
    assert_null(property("Store", "opened_at_ms"));
    assert_true(str_equal(json_str(property("Store", "opened_at"), S("format")), S("date-time")));
    assert_int_equal(json_i64(property("StoreInput", "name"), S("maxLength"), 0), 60);
    assert_int_equal(json_i64(property("StoreInput", "note"), S("maxLength"), 0), 4000);
    assert_true(holds(json_items(schema("Store"), S("required")), "note"));
    assert_true(holds(json_items(schema("StoreInput"), S("required")), "name"));
    assert_false(holds(json_items(schema("StoreInput"), S("required")), "note"));
    assert_false(json_bool(schema("StoreInput"), S("additionalProperties"), true));
    /* null stands for absent text; a required one is never null */
    assert_true(holds(json_items(property("Store", "note"), S("type")), "null"));
    assert_true(str_equal(json_str(property("Store", "name"), S("type")), S("string")));
    assert_true(holds(json_items(property("Store", "visitors"), S("type")), "null"));
    assert_true(str_equal(json_str(property("Store", "revision"), S("type")), S("integer")));
    assert_int_equal(json_items(property("Store", "state"), S("enum")).count, 3);
}

static void test_success_follows_the_flags(void **state)
{
    (void)state;
    const Json *made = json_get(operation("/api/stores", "post"), S("responses"));
    assert_non_null(json_at(made, "201.content"));
    assert_non_null(json_get(json_get(json_get(made, S("201")), S("headers")), S("ETag")));
    const Json *gone = json_get(operation("/api/stores/{id}", "delete"), S("responses"));
    assert_non_null(json_get(gone, S("204")));
    assert_null(json_get(json_get(gone, S("204")), S("content")));
    assert_non_null(json_get(gone, S("404")));
    assert_non_null(
        json_get(json_get(operation("/api/stores/{id}", "patch"), S("responses")), S("412")));
}

/* Every $ref of the document leads somewhere. */
static void check_refs(const Json *json)
{
    const Str head = S("#/components/");
    if (json->kind == JSON_STR && str_equal(json->key, S("$ref"))) {
        assert_true(str_starts(json->as.str, head));
        Str         rest  = str_slice(json->as.str, head.len, json->as.str.len);
        const Json *found = json_get(doc, S("components"));
        while (rest.ptr) found = json_get(found, str_cut(&rest, '/'));
        assert_non_null(found);
    }
    if (json->kind != JSON_OBJECT && json->kind != JSON_ARRAY) return;
    for (uint32_t i = 0; i < json->count; i++) check_refs(&json->as.first[i]);
}

static void test_every_reference_leads_somewhere(void **state)
{
    (void)state;
    check_refs(doc);
    assert_true(str_equal(json_str(doc, S("openapi")), S("3.1.0")));
    assert_non_null(json_at(doc, "components.securitySchemes.cookie.name"));
}

static void test_the_surface_is_sorted_text(void **state)
{
    (void)state;
    const char *want =
        "GET /api/live signed_in ?LiveQuery - -> - raw \"Follow what happens, as server-sent "
        "events\"\n"
        "GET /api/stores org.read ?StoreQuery - -> Stores \"List stores\"\n"
        "POST /api/stores org.write Store -> Store audited,idempotent,created \"Open a store\"\n"
        "GET /api/stores/{id} org.read - -> Store \"Read a store\"\n"
        "PATCH /api/stores/{id} org.write Store -> Store audited,if_match \"Change a \"store\"\"\n"
        "DELETE /api/stores/{id} org.write - -> - audited,no_body \"Close it\"\n"
        "POST /callback/x/{corp_id} public - -> - raw \"Receive\"\n";
    assert_string_equal(str_z(arena, surface_text(arena, lists, 1)), want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operations_have_names_tags_and_permissions),
        cmocka_unit_test(test_parameters_come_from_path_query_and_flags),
        cmocka_unit_test(test_what_is_sent_differs_from_what_is_answered),
        cmocka_unit_test(test_success_follows_the_flags),
        cmocka_unit_test(test_every_reference_leads_somewhere),
        cmocka_unit_test(test_the_surface_is_sorted_text),
    };
    return cmocka_run_group_tests(tests, open_doc, close_doc);
}
