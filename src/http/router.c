/* router.c -- the way to a handler: who asks, may they, what do they say. */
#include "http/router.h"

#include "http/headers.h"
#include "http/problem.h"
#include "http/static.h"

#include <string.h>

/* What calls that are answered at once may have taken before the next of them is begun. */
enum { GATHERED_MEMORY_MAX = 4 << 20 };

/* ---- who, and may they -------------------------------------------------- */

static Code identify(Visit *visit)
{
    Ctx *cx   = &visit->cx;
    Code code = OK;
    if (visit->router->authenticate)
        code = visit->router->authenticate(cx, visit->from->http, &visit->who);
    if (code != OK) {
        if (visit->route->need != PERM_PUBLIC) return code;
        forgive(cx); /* a public address answers also when the store is away */
        visit->who = (Identity){ 0 };
    }
    cx->tenant_id   = visit->who.tenant_id;
    cx->user_id     = visit->who.user_id;
    cx->scope_id    = visit->who.scope_id;
    cx->permissions = visit->who.permissions;
    cx->masks       = visit->who.masks;
    cx->zone        = visit->who.zone;
    if (visit->who.actor.ptr) cx->actor = visit->who.actor;
    return OK;
}

/* A module that is off has no routes; who asks still hears why. */
static Code has_module(Visit *visit)
{
    const Module module = visit->from->match.entry->module;
    bool         has    = true;
    if (module == MODULE_CORE || !visit->router->has_module) return OK;
    TRY(visit->router->has_module(&visit->cx, module, &has));
    REQUIRE(&visit->cx, has, ERR_DENIED, "module.off");
    return OK;
}

static Code admit(Visit *visit)
{
    Ctx               *cx      = &visit->cx;
    const HttpRequest *request = visit->from->http;
    if (visit->route->need != PERM_PUBLIC && visit->who.user_id == 0)
        return fail(cx, ERR_DENIED, "session.required", "nobody");
    visit->is_worth_audit = true;
    const bool looks      = visit->who.is_viewing && !(visit->route->flags & VIEWING);
    if (looks && request->method != GET)
        return fail(cx, ERR_DENIED, "view_as.read_only", "as another");
    if (!permission_in(&cx->permissions, visit->route->need) && visit->route->need != PERM_PUBLIC)
        return fail(cx, ERR_DENIED, "permission.denied", "needs %.*s",
                    FMT(word_of(&permission_words, (int)visit->route->need)));
    TRY(has_module(visit));
    /* Doors have signatures of their own; signing in has none, so another site could do it. */
    const bool is_open = visit->route->need == PERM_PUBLIC && !(visit->route->flags & RAW);
    const Str  site    = http_header(request, S("Sec-Fetch-Site"));
    const Str  origin  = http_header(request, S("Origin"));
    if (request->method == GET || !(visit->who.by_cookie || is_open)) return OK;
    if (!visit->who.by_cookie && !site.ptr && !origin.ptr) return OK; /* no browser at all */
    if (!headers_same_origin(site, origin, http_header(request, S("Host"))))
        return fail(cx, ERR_DENIED, "session.cross_site", "Origin is not Host");
    return OK;
}

/* ---- what they say ------------------------------------------------------- */

static Code read_path(Visit *visit)
{
    const RouteMatch *match = &visit->from->match;
    int               arg   = 0;
    for (int i = 0; i < match->param_count; i++) {
        const Str text = url_decode(visit->cx.arena, match->params[i], false);
        if (i != match->entry->id_at) {
            visit->call.arg[arg++] = text;
            continue;
        }
        const bool is_plain = text.len && text.ptr[0] >= '1' && text.ptr[0] <= '9';
        if (!is_plain || !str_to_i64(text, &visit->call.id))
            return fail(&visit->cx, ERR_NOT_FOUND, "not_found", "{id} is no id");
    }
    return OK;
}

static Code read_parameter(Visit *visit, Pair pair, void *query)
{
    const Shape *shape = visit->route->query;
    const Field *field = shape ? shape_field_outside(shape, pair.name) : NULL;
    if (!field) return fail_field(&visit->cx, "shape.unknown_field", pair.name, NULL);
    ShapeError error = { 0 };
    if (shape_field_from_text(visit->cx.arena, field, pair.value, query, &error) != OK)
        return fail_shape(&visit->cx, &error);
    return OK;
}

static Code read_query(Visit *visit)
{
    enum { PARAMETERS_MAX = 64 };
    const Shape *shape   = visit->route->query;
    const Str    text    = visit->from->http->query;
    const bool   is_door = visit->route->flags & RAW && visit->route->need == PERM_PUBLIC;
    if (!shape && is_door) return OK; /* the handler reads it itself */
    Arena      *arena = visit->cx.arena;
    void       *query = shape ? arena_alloc(arena, 1, shape->size) : NULL;
    const Pairs pairs = query_parse(arena, text, PARAMETERS_MAX);
    for (size_t i = 0; i < pairs.count; i++) TRY(read_parameter(visit, pairs.at[i], query));
    ShapeError error = { 0 };
    if (shape && !shape_holds(arena, shape, query, &error)) return fail_shape(&visit->cx, &error);
    visit->call.query = query;
    return OK;
}

static Code read_conditions(Visit *visit)
{
    Ctx               *cx      = &visit->cx;
    const HttpRequest *request = visit->from->http;
    const unsigned     flags   = visit->route->flags;
    const Str          match   = http_header(request, S("If-Match"));
    if (flags & IF_MATCH && !match.ptr)
        return fail(cx, ERR_INVALID, "if_match.required", "no If-Match");
    if (flags & IF_MATCH && !headers_revision(match, &visit->call.if_match))
        return fail(cx, ERR_INVALID, "if_match.malformed", "%.*s", FMT(match));
    const Str key = http_header(request, S("Idempotency-Key"));
    if (!key.ptr || !(flags & IDEMPOTENT) || visit->who.user_id == 0) return OK;
    if (!headers_is_idempotency_key(key))
        return fail(cx, ERR_INVALID, "idempotency.bad_key", "%zu bytes", key.len);
    visit->key = key;
    return OK;
}

static Code read_body(Visit *visit)
{
    const Shape *shape = visit->route->in;
    if (!shape || visit->route->flags & RAW) return OK;
    Ctx *cx   = &visit->cx;
    Str  body = visit->from->http->body;
    if (str_trim(body).len == 0) body = S("{}"); /* where nothing is required, nothing may come */
    JsonLimits limits = JSON_LIMITS;
    if (body.len > limits.bytes) limits.bytes = body.len; /* the door bounded it already */
    const Json *json    = NULL;
    JsonError   problem = { 0 };
    const Code  code    = json_parse(cx->arena, body, limits, &json, &problem);
    if (code != OK) return fail(cx, code, problem.reason, "body");
    void      *in    = arena_alloc(cx->arena, 1, shape->size);
    ShapeError error = { 0 };
    if (shape_from_json(cx->arena, shape, json, in, &visit->call.given, &error) != OK)
        return fail_shape(cx, &error);
    visit->call.in = in;
    return OK;
}

/* ---- answers --------------------------------------------------------------- */

/* Who lost his session or rights while the stream was opened was told so before it was there. */
static bool is_still(Visit *visit)
{
    Ctx             cx  = visit->cx;
    Identity        now = { 0 };
    const Identity *was = &visit->who;
    if (visit->router->authenticate(&cx, visit->from->http, &now) != OK) return false;
    return now.tenant_id == was->tenant_id && now.user_id == was->user_id &&
           now.owner_id == was->owner_id && now.scope_id == was->scope_id &&
           memcmp(&now.permissions, &was->permissions, sizeof now.permissions) == 0;
}

static Code follow(Visit *visit)
{
    const Pairs pairs  = query_parse(visit->cx.arena, visit->from->http->query, 8);
    const Str   last   = http_header(visit->from->http, S("Last-Event-ID"));
    SseStream  *stream = sse_stream_open(visit->router->sse, &visit->who,
                                         pairs_find(pairs, S("topics")), last.len > 0);
    if (!stream) return fail(&visit->cx, ERR_LIMIT, "live.too_many", "streams");
    if (!is_still(visit)) sse_stream_end(stream);
    visit->answer->stream       = stream;
    visit->answer->reply.status = 200;
    visit->answer->reply.type   = S("text/event-stream");
    http_reply_header(&visit->answer->reply, S("X-Accel-Buffering"), S("no"));
    return OK;
}

static Str allow_text(Arena *arena, uint32_t allowed)
{
    StrBuf text = strbuf(arena, 64);
    for (int method = GET; method <= OPTIONS; method++) {
        if (!(allowed & 1u << method)) continue;
        if (text.len) strbuf_add(&text, S(", "));
        strbuf_add(&text, word_of(&method_words, method));
    }
    return strbuf_str(&text);
}

/* A path without a route, or without one of this method: a file, or a refusal. */
static Code elsewhere(Visit *visit)
{
    const HttpRequest *request = visit->from->http;
    RouterAnswer      *answer  = visit->answer;
    const uint32_t     allowed = visit->from->match.allowed;
    if (allowed) {
        http_reply_header(&answer->reply, S("Allow"), allow_text(visit->cx.arena, allowed));
        return fail(&visit->cx, ERR_INVALID, "route.method_not_allowed", "method");
    }
    const Str accept = http_header(request, S("Accept-Encoding"));
    if (request->method == GET && visit->router->console &&
        static_find(visit->router->console, visit->router->image_hosts, visit->cx.arena,
                    request->path, accept, &answer->reply)) {
        answer->body_outlives = !str_starts(answer->reply.type, S("text/html"));
        return OK;
    }
    return fail(&visit->cx, ERR_NOT_FOUND, "route.not_found", "no route and no file");
}

static Code go(Visit *visit)
{
    if (!visit->route) return elsewhere(visit);
    TRY(identify(visit));
    TRY(admit(visit));
    if (visit->from->too_large) return fail(&visit->cx, ERR_LIMIT, "body.too_large", "body");
    visit->is_worth_audit = false; /* what is malformed was not tried */
    TRY(read_path(visit));
    TRY(read_query(visit));
    TRY(read_conditions(visit));
    TRY(read_body(visit));
    visit->is_worth_audit = true;
    return visit->route == route_tree_live.routes ? follow(visit) : router_run(visit);
}

/* Turns the failure in cx into the answer.  What the handler had begun is dropped but for
 * the headers that belong to failures. */
static void refuse(Visit *visit)
{
    static const Str kept[] = { { "Allow", 5 }, { "Retry-After", 11 }, { "Set-Cookie", 10 } };
    RouterAnswer    *answer = visit->answer;
    const HttpReply  begun  = answer->reply;
    const int        status = problem_status(&visit->cx.err);
    *answer                 = (RouterAnswer){ .reply = { .status = status, .type = problem_type } };
    bool waits              = false;
    for (int i = 0; i < begun.header_count; i++) {
        for (size_t j = 0; j < COUNT(kept); j++) {
            if (!str_equal_nocase(begun.headers[i][0], kept[j])) continue;
            http_reply_header(&answer->reply, kept[j], begun.headers[i][1]);
            waits = waits || j == 1;
        }
    }
    if (!waits && (status == 429 || status == 503))
        http_reply_header(&answer->reply, S("Retry-After"), status == 429 ? S("5") : S("2"));
    answer->reply.body = problem_json(visit->cx.arena, &visit->cx.err, visit->from->request_id);
    answer->err        = visit->cx.err;
}

static Ctx context(const Router *router, Arena *arena, Str request_id)
{
    return (Ctx){ .services   = router->services,
                  .arena      = arena,
                  .db         = router->services->db,
                  .now_ms     = router->services->clock(),
                  .seed       = random_u64(),
                  .request_id = request_id,
                  .actor      = S("system:http") };
}

static Code begin(Visit *visit, const Router *router, Arena *arena, const RouterRequest *request,
                  void **shared, RouterAnswer *out)
{
    *out        = (RouterAnswer){ 0 };
    *visit      = (Visit){ .router = router,
                           .from   = request,
                           .route  = request->match.entry ? request->match.entry->route : NULL,
                           .cx     = context(router, arena, request->request_id),
                           .answer = out };
    visit->call = (Call){ .cx      = &visit->cx,
                          .route   = visit->route,
                          .request = request->http,
                          .reply   = &out->reply,
                          .shared  = shared };
    return go(visit);
}

static void end(Visit *visit, Code code)
{
    RouterAnswer *out = visit->answer;
    if (code != OK) {
        /* A handler may pass a code on without a reason. */
        if (visit->cx.err.code == OK) visit->cx.err = (Err){ .code = code };
        refuse(visit);
        if (visit->is_worth_audit) router_run_audit_failure(visit);
    }
    out->tenant_id = visit->cx.tenant_id;
    out->user_id   = visit->cx.user_id;
}

/* The calls among them that leave something to be done: it is done, and codes say how. */
static void do_later(Arena *arena, Visit *visits, Code *codes, size_t count)
{
    TogetherItem   *items = arena_make(arena, TogetherItem, count);
    const Together *what  = NULL;
    size_t          left = 0, done = 0;
    for (size_t i = 0; i < count; i++) {
        const Later *later = &visits[i].call.later;
        if (codes[i] != OK || !later->what) continue;
        ASSERT(visits[i].route->flags & GATHERED && (!what || what == later->what));
        what          = later->what;
        items[left++] = (TogetherItem){ &visits[i].cx, later->item, later->weight, OK };
    }
    if (left == 0) return;
    together_all(what, items, left);
    for (size_t i = 0; i < count; i++)
        if (codes[i] == OK && visits[i].call.later.what)
            codes[i] = router_run_later(&visits[i], items[done++].code);
}

size_t router_answer_all(const Router *router, Arena *arena, const RouterRequest *requests,
                         RouterAnswer *outs, size_t count)
{
    Visit *visits = arena_make(arena, Visit, count);
    Code  *codes  = arena_make(arena, Code, count);
    void  *shared = NULL;
    size_t begun  = 0;
    while (begun < count && (begun == 0 || arena_used(arena) < GATHERED_MEMORY_MAX)) {
        codes[begun] =
            begin(&visits[begun], router, arena, &requests[begun], &shared, &outs[begun]);
        begun++;
    }
    do_later(arena, visits, codes, begun);
    for (size_t i = 0; i < begun; i++) end(&visits[i], codes[i]);
    return begun;
}

void router_answer(const Router *router, Arena *arena, const RouterRequest *request,
                   RouterAnswer *out)
{
    (void)router_answer_all(router, arena, request, out, 1); /* one is always answered */
}
