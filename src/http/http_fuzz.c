/* http_fuzz.c -- any bytes as a request: its path, query, headers and body through the
 * router, without a socket or a store.  Lines: METHOD PATH?QUERY, then "Name: value", an
 * empty line, the body. */
#include "http/headers.h"
#include "http/problem.h"
#include "http/router.h"

#include <stdint.h>

typedef struct Thing {
    int64_t id, revision, at_ms, count;
    Str     name;
    Ids     ids;
    bool    is_on;
} Thing;
static const Field thing_fields[] = {
    FIELD_ID(Thing, id),
    FIELD(Thing, revision),
    FIELD_TIME(Thing, at_ms),
    FIELD(Thing, count),
    FIELD_WITH(Thing, name, .max = 9),
    FIELD(Thing, ids),
    FIELD(Thing, is_on),
};
static const Shape thing_shape = SHAPE(Thing, thing_fields);

static Code echo(Call *call)
{
    const Thing *from = call->in ? call->in : call->query;
    if (from) *(Thing *)call->out = *from;
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,   "/api/things/{id}", PERM_PUBLIC, echo, &thing_shape, NULL, &thing_shape, 0, "Read" },
    { POST,  "/api/things", PERM_PUBLIC, echo, NULL, &thing_shape, &thing_shape,
      AUDITED | OUTSIDE | IDEMPOTENT, "Make" },
    { PATCH, "/api/{a}/{b}", PERM_PUBLIC, echo, &thing_shape, &thing_shape, &thing_shape,
      AUDITED | OUTSIDE | IF_MATCH, "Change" },
};
// clang-format on
static const RouteList    list    = ROUTE_LIST("fuzz", routes);
static const char         asset[] = "a", page[] = "<p nonce=\"__CSP_NONCE__\">";
static const EmbeddedFile files[] = { { "assets/a.js", asset, &asset[sizeof(asset) - 1] },
                                      { "index.html", page, &page[sizeof(page) - 1] } };
static const Embedded     console = { files, COUNT(files) };

static int64_t clock_of_zero(void) { return 0; }

static Str find_line(const void *with, Str name)
{
    for (Str rest = *(const Str *)with; rest.ptr;) {
        Str       value = str_trim(str_cut(&rest, '\n'));
        const Str key   = str_cut(&value, ':');
        if (value.ptr && str_equal_nocase(key, name)) return str_trim(value);
    }
    return (Str){ 0 };
}

static void read_helpers(const HttpRequest *request, Str text)
{
    int64_t revision = 0;
    if (headers_revision(text, &revision)) ASSERT(revision > 0);
    (void)headers_accepts(text, S("gzip"));
    (void)headers_same_origin(text, http_header(request, S("Origin")), text);
    (void)headers_is_request_id(text);
    (void)headers_is_idempotency_key(text);
    const Str cookie = http_cookie(request, S("weft_session"));
    ASSERT(cookie.len <= text.len + http_header(request, S("Cookie")).len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena            *arena    = arena_new(16 << 20);
    const RouteList  *lists[]  = { &list };
    Str               problem  = { 0 };
    const Services    services = { .clock = clock_of_zero };
    const Router      router   = { .services = &services,
                                   .tree     = route_tree_new(arena, lists, 1, &problem),
                                   .console  = &console };
    Str               rest     = str_copy(arena, (Str){ (const char *)data, size });
    Str               query    = str_cut(&rest, '\n');
    const Method      method   = (Method)value_of(&method_words, str_cut(&query, ' '));
    const Str         path     = str_cut(&query, '?');
    const int64_t     end      = rest.ptr ? str_find(rest, S("\n\n")) : -1;
    const Str         lines    = end < 0 ? rest : str_slice(rest, 0, (size_t)end);
    const Str         body     = end < 0 ? S("") : str_slice(rest, (size_t)end + 2, rest.len);
    Headers           headers  = { find_line, &lines };
    const HttpRequest http     = {
            .method = method, .path = path, .query = query, .body = body, .connection = &headers
    };
    const RouterRequest request = { .http       = &http,
                                    .match      = route_tree_find(router.tree, method, path),
                                    .request_id = S("fuzz") };
    RouterAnswer        answer  = { 0 };
    read_helpers(&http, lines);
    router_answer(&router, arena, &request, &answer);
    ASSERT(answer.reply.status >= 200);
    ASSERT(answer.reply.status < 600);
    ASSERT(answer.reply.status != 500);
    arena_free(arena);
    return 0;
}
