/* openapi.c -- the route tables as an OpenAPI 3.1 document. */
#include "http/openapi_schema.h"
#include "http/route_tree.h"
#include "http/server.h"

typedef struct Doc {
    Arena                  *arena;
    const RouteList *const *lists;
    size_t                  count;
    OpenapiSchemas         *schemas;
    StrMap                 *ids; /* operation ids taken */
    JsonOut                 out;
} Doc;

static bool is_param(Str segment) { return str_starts(segment, S("{")); }

/* ---- names of operations --------------------------------------------------------------- */

static bool answers_list(const Route *route)
{
    if (!route->out) return false;
    const Field *items = shape_field(route->out, S("items"));
    return items && items->kind == KIND_LIST;
}

/* "stores" to "store", "replies" to "reply"; "address" and "status" stay. */
static Str singular(Arena *arena, Str word)
{
    if (str_ends(word, S("ies"))) return str_fmt(arena, "%.*sy", (int)word.len - 3, word.ptr);
    const bool is_plural =
        str_ends(word, S("s")) && !str_ends(word, S("ss")) && !str_ends(word, S("us"));
    return is_plural ? str_slice(word, 0, word.len - 1) : word;
}

static void put_word(StrBuf *out, Str segment)
{
    for (size_t i = 0; i < segment.len; i++) {
        const char c = segment.ptr[i];
        const bool is_name =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        strbuf_char(out, is_name ? c : '_');
    }
}

/* The fixed part of a path in words: "/api/stores/{id}/close" is store_close. */
static void put_path_words(StrBuf *out, Arena *arena, const Route *route, bool is_last_singular)
{
    Str rest = str_slice(str_of(route->path), 1, SIZE_MAX);
    if (str_starts(rest, S("api/"))) (void)str_cut(&rest, '/');
    while (rest.ptr) {
        const Str  segment = str_cut(&rest, '/');
        const bool is_one  = is_param(rest) || (!rest.ptr && is_last_singular);
        if (is_param(segment) || segment.len == 0) continue;
        strbuf_char(out, '_');
        put_word(out, is_one ? singular(arena, segment) : segment);
    }
}

static Str operation_id(Doc *doc, const Route *route)
{
    static const char *const verbs[] = {
        [GET] = "get",      [POST] = "post",      [PUT] = "put",
        [PATCH] = "update", [DELETE_] = "delete", [OPTIONS] = "options",
    };
    enum { MAX = 200 };
    const bool is_made = route->method == POST && route->flags & CREATED;
    StrBuf     out     = strbuf(doc->arena, MAX);
    strbuf_add(&out, is_made                                       ? S("create")
                     : route->method == GET && answers_list(route) ? S("list")
                                                                   : str_of(verbs[route->method]));
    put_path_words(&out, doc->arena, route, is_made);
    const Str plain = strbuf_str(&out);
    Str       id    = plain;
    for (int i = 2; strmap_find(doc->ids, id); i++)
        id = str_fmt(doc->arena, "%.*s_%d", FMT(plain), i);
    (void)strmap_put(doc->ids, id, doc); /* any value: only the key counts */
    return id;
}

/* ---- parameters --------------------------------------------------------------------------- */

static void open_parameter(JsonOut *out, Str name, Str in, bool is_required, const char *about)
{
    json_open_object(out);
    json_pair_str(out, S("name"), name);
    json_pair_str(out, S("in"), in);
    if (is_required) json_pair_bool(out, S("required"), true);
    if (about) json_pair_str(out, S("description"), str_of(about));
}

static void put_text_parameter(JsonOut *out, Str name, Str in, bool is_required, const char *about,
                               Str pattern)
{
    open_parameter(out, name, in, is_required, about);
    json_key(out, S("schema"));
    json_open_object(out);
    json_pair_str(out, S("type"), S("string"));
    if (pattern.len) json_pair_str(out, S("pattern"), pattern);
    json_close_object(out);
    json_close_object(out);
}

static void put_path_parameters(JsonOut *out, const Route *route)
{
    for (Str rest = str_of(route->path); rest.ptr;) {
        const Str segment = str_cut(&rest, '/');
        if (!is_param(segment)) continue;
        const Str name = str_slice(segment, 1, segment.len - 1);
        put_text_parameter(out, name, S("path"), true, NULL,
                           str_equal(name, S("id")) ? S("^[1-9][0-9]{0,18}$") : (Str){ 0 });
    }
}

static void put_query_parameters(Doc *doc, const Route *route)
{
    JsonOut *out = &doc->out;
    for (size_t i = 0; route->query && i < route->query->count; i++) {
        const Field *field   = &route->query->fields[i];
        const Kind   kind    = field->kind;
        const bool   is_list = kind == KIND_IDS || kind == KIND_INTS || kind == KIND_STRS;
        if (field->flags & SERVER_SET) continue;
        open_parameter(out, field_outside_name(field), S("query"), field->flags & REQUIRED,
                       field->about);
        if (is_list) json_pair_str(out, S("style"), S("form"));
        if (is_list) json_pair_bool(out, S("explode"), false); /* a,b,c */
        json_key(out, S("schema"));
        openapi_schema_field(doc->schemas, out, field);
        json_close_object(out);
    }
}

static void put_parameters(Doc *doc, const Route *route)
{
    JsonOut *out = &doc->out;
    json_key(out, S("parameters"));
    json_open_array(out);
    put_path_parameters(out, route);
    put_query_parameters(doc, route);
    if (route->flags & IDEMPOTENT)
        put_text_parameter(out, S("Idempotency-Key"), S("header"), false,
                           "The same key with the same request gives the same answer, for 7 days",
                           S("^[!-~]{1,100}$"));
    if (route->flags & IF_MATCH)
        put_text_parameter(out, S("If-Match"), S("header"), true, "The ETag of what is changed",
                           (Str){ 0 });
    json_close_array(out);
}

/* ---- bodies ---------------------------------------------------------------------------------- */

static void put_content(Doc *doc, const Shape *shape, bool is_in, Str raw_type)
{
    JsonOut *out = &doc->out;
    json_key(out, S("content"));
    json_open_object(out);
    json_key(out, shape ? S("application/json") : raw_type);
    json_open_object(out);
    if (shape) {
        json_key(out, S("schema"));
        openapi_schema_ref(doc->schemas, out, shape, is_in);
    }
    json_close_object(out);
    json_close_object(out);
}

static bool needs_something(const Shape *shape)
{
    for (size_t i = 0; i < shape->count; i++)
        if (shape->fields[i].flags & REQUIRED) return true;
    return false;
}

static void put_request_body(Doc *doc, const Route *route)
{
    const bool is_raw =
        (route->flags & RAW && route->method != GET) || (route->flags & SPOOLED) != 0;
    if (!route->in && !is_raw) return;
    JsonOut *out = &doc->out;
    json_key(out, S("requestBody"));
    json_open_object(out);
    json_pair_bool(out, S("required"), route->in && needs_something(route->in));
    put_content(doc, route->in, true, route->flags & UPLOAD ? S("multipart/form-data") : S("*/*"));
    json_close_object(out);
}

static int status_of(unsigned flags)
{
    if (flags & NO_BODY) return 204;
    if (flags & CREATED) return 201;
    return flags & ACCEPTED ? 202 : 200;
}

static void put_etag(JsonOut *out)
{
    json_key(out, S("headers"));
    json_open_object(out);
    json_key(out, S("ETag"));
    json_open_object(out);
    json_key(out, S("schema"));
    json_open_object(out);
    json_pair_str(out, S("type"), S("string"));
    json_close_object(out);
    json_close_object(out);
    json_close_object(out);
}

static void put_success(Doc *doc, const Route *route)
{
    JsonOut *out = &doc->out;
    json_key(out, str_fmt(doc->arena, "%d", status_of(route->flags)));
    json_open_object(out);
    json_pair_str(out, S("description"), route->flags & NO_BODY ? S("Done") : S("The answer"));
    const bool is_stream = route == route_tree_live.routes;
    if (route->out && shape_field(route->out, S("revision"))) put_etag(out);
    if (route->out || !(route->flags & NO_BODY))
        put_content(doc, route->out, false, is_stream ? S("text/event-stream") : S("*/*"));
    json_close_object(out);
}

static void put_problem_ref(JsonOut *out, const char *status)
{
    json_key(out, str_of(status));
    json_open_object(out);
    json_pair_str(out, S("$ref"), S("#/components/responses/Problem"));
    json_close_object(out);
}

static void put_responses(Doc *doc, const Route *route)
{
    JsonOut   *out       = &doc->out;
    const bool is_public = route->need == PERM_PUBLIC;
    json_key(out, S("responses"));
    json_open_object(out);
    put_success(doc, route);
    if (route->query || route->in) put_problem_ref(out, "400");
    if (!is_public) put_problem_ref(out, "401");
    if (!is_public && route->need != PERM_SIGNED_IN) put_problem_ref(out, "403");
    if (str_find(str_of(route->path), S("{")) >= 0) put_problem_ref(out, "404");
    if (route->method != GET) put_problem_ref(out, "409");
    if (route->flags & IF_MATCH) put_problem_ref(out, "412");
    if (route->flags & IF_MATCH) put_problem_ref(out, "428");
    put_problem_ref(out, "default");
    json_close_object(out);
}

/* ---- operations ------------------------------------------------------------------------------ */

static void put_security(JsonOut *out, const Route *route)
{
    json_key(out, S("security"));
    json_open_array(out);
    for (int i = 0; i < 2 && route->need != PERM_PUBLIC; i++) {
        json_open_object(out);
        json_key(out, i == 0 ? S("cookie") : S("bearer"));
        json_open_array(out);
        json_close_array(out);
        json_close_object(out);
    }
    json_close_array(out);
}

static void put_operation(Doc *doc, const RouteList *list, const Route *route)
{
    JsonOut                 *out = &doc->out;
    /* str_slice keeps the table's text; the document wants small letters. */
    static const char *const names[] = {
        [GET] = "get",     [POST] = "post",      [PUT] = "put",
        [PATCH] = "patch", [DELETE_] = "delete", [OPTIONS] = "options",
    };
    json_key(out, str_of(names[route->method]));
    json_open_object(out);
    json_pair_str(out, S("operationId"), operation_id(doc, route));
    json_key(out, S("tags"));
    json_open_array(out);
    json_put_str(out, str_of(list->folder));
    json_close_array(out);
    json_pair_str(out, S("summary"), str_of(route->about));
    json_pair_str(out, S("x-permission"), word_of(&permission_words, (int)route->need));
    if (list->module != MODULE_CORE)
        json_pair_str(out, S("x-module"), word_of(&module_words, (int)list->module));
    put_security(out, route);
    put_parameters(doc, route);
    put_request_body(doc, route);
    put_responses(doc, route);
    json_close_object(out);
}

/* All methods of a path stand together, wherever their tables stand. */
static void put_path(Doc *doc, const char *path)
{
    JsonOut *out = &doc->out;
    json_key(out, str_of(path));
    json_open_object(out);
    for (size_t i = 0; i < doc->count; i++)
        for (size_t j = 0; j < doc->lists[i]->count; j++)
            if (str_equal(str_of(doc->lists[i]->routes[j].path), str_of(path)))
                put_operation(doc, doc->lists[i], &doc->lists[i]->routes[j]);
    json_close_object(out);
}

static void put_paths(Doc *doc)
{
    StrMap *seen = strmap_new(doc->arena);
    json_key(&doc->out, S("paths"));
    json_open_object(&doc->out);
    for (size_t i = 0; i < doc->count; i++) {
        for (size_t j = 0; j < doc->lists[i]->count; j++) {
            const char *path = doc->lists[i]->routes[j].path;
            if (!strmap_put(seen, str_of(path), doc)) put_path(doc, path);
        }
    }
    json_close_object(&doc->out);
}

/* ---- the frame
 * -------------------------------------------------------------------------------------- */

/* The problem document and the two ways to say who one is. */
static const char problem_schema[] =
    "{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"detail\",\"reason\","
    "\"request_id\"],\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"}"
    ","
    "\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},"
    "\"reason\":{\"type\":\"string\",\"description\":\"Stable; programs branch on it\"},"
    "\"field\":{\"type\":\"string\"},\"allowed\":{\"type\":\"string\"},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"field\","
    "\"reason\",\"allowed\"],\"properties\":{\"field\":{\"type\":\"string\"},\"reason\":{\"type\":"
    "\"string\"},\"allowed\":{\"type\":[\"string\",\"null\"]}}}},\"request_id\":{\"type\":"
    "\"string\"}}}";
static const char problem_responses[] =
    "{\"Problem\":{\"description\":\"What went wrong (RFC 9457)\",\"content\":"
    "{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}}";
static const char security_schemes[] =
    "{\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"weft_session\"},"
    "\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"}}";

static void put_components(Doc *doc)
{
    JsonOut *out = &doc->out;
    json_key(out, S("components"));
    json_open_object(out);
    json_key(out, S("schemas"));
    json_open_object(out);
    json_key(out, S("Problem"));
    json_put_raw(out, str_of(problem_schema));
    openapi_schema_put_all(doc->schemas, out);
    json_close_object(out);
    json_key(out, S("responses"));
    json_put_raw(out, str_of(problem_responses));
    json_key(out, S("securitySchemes"));
    json_put_raw(out, str_of(security_schemes));
    json_close_object(out);
}

static void put_head(Doc *doc)
{
    JsonOut *out = &doc->out;
    json_pair_str(out, S("openapi"), S("3.1.0"));
    json_key(out, S("info"));
    json_open_object(out);
    json_pair_str(out, S("title"), S("weft"));
    json_pair_str(out, S("version"), S(WEFT_VERSION));
    json_pair_str(out, S("description"),
                  S("Ids are strings, times RFC 3339, money integer fen. Lists page by cursor. "
                    "Failures are problem documents with a stable reason."));
    json_close_object(out);
    json_key(out, S("servers"));
    json_put_raw(out, S("[{\"url\":\"/\"}]"));
    json_key(out, S("tags"));
    json_open_array(out);
    for (size_t i = 0; i < doc->count; i++) {
        json_open_object(out);
        json_pair_str(out, S("name"), str_of(doc->lists[i]->folder));
        json_close_object(out);
    }
    json_close_array(out);
}

/* Answers first, so that they keep the plain names. */
static void collect_shapes(Doc *doc)
{
    for (int is_in = 0; is_in < 2; is_in++) {
        for (size_t i = 0; i < doc->count; i++) {
            for (size_t j = 0; j < doc->lists[i]->count; j++) {
                const Route *route = &doc->lists[i]->routes[j];
                const Shape *shape = is_in ? route->in : route->out;
                if (shape) openapi_schema_add(doc->schemas, shape, is_in);
            }
        }
    }
}

Str openapi_json(Arena *arena, const RouteList *const *routes, size_t count)
{
    enum { MAX = 8 << 20 };
    const RouteList **lists = arena_make(arena, const RouteList *, count + 1);
    for (size_t i = 0; i < count; i++) lists[i] = routes[i];
    lists[count] = &route_tree_live;
    Doc doc      = { .arena   = arena,
                     .lists   = lists,
                     .count   = count + 1,
                     .schemas = openapi_schema_new(arena),
                     .ids     = strmap_new(arena),
                     .out     = json_out(arena, MAX) };
    collect_shapes(&doc);
    json_open_object(&doc.out);
    put_head(&doc);
    put_paths(&doc);
    put_components(&doc);
    json_close_object(&doc.out);
    Str        text = { 0 };
    const Code code = json_out_done(&doc.out, &text);
    ASSERT(code == OK);
    return text;
}
