/* router_run.c -- what stands around a handler: transaction, idempotency key, audit line,
 * encoding of the answer, another try after a clash. */
#include "http/router.h"

#include "kernel/again.h"

/* An answer larger than this is our mistake: lists are paged. */
enum { ANSWER_MAX = 8 << 20, RETRIES_MAX = 3 };

static bool is_door(const Route *route) { return route->flags & RAW && route->need == PERM_PUBLIC; }

static Str route_name(Visit *visit)
{
    return str_fmt(visit->cx.arena, "%.*s %s",
                   FMT(word_of(&method_words, (int)visit->route->method)), visit->route->path);
}

/* ---- the answer ------------------------------------------------------------ */

static int status_of(const Route *route)
{
    if (route->flags & NO_BODY) return 204;
    if (route->flags & CREATED) return 201;
    return route->flags & ACCEPTED ? 202 : 200;
}

static Str etag_of(Arena *arena, const Shape *shape, const void *out)
{
    const Field *field = shape_field(shape, S("revision"));
    if (!field || field->kind != KIND_I64) return (Str){ 0 };
    const int64_t revision = *(const int64_t *)(const void *)((const char *)out + field->at);
    return str_fmt(arena, "\"r%lld\"", (long long)revision);
}

/* Whether the caller has this answer already; he may keep it, but asks each time. */
static bool is_kept(Visit *visit)
{
    if (!(visit->route->flags & KEPT)) return false;
    http_reply_header(visit->call.reply, S("Cache-Control"), S("private, no-cache"));
    return str_equal(http_header(visit->from->http, S("If-None-Match")), visit->answer->etag);
}

static Code encode(Visit *visit)
{
    Ctx         *cx    = &visit->cx;
    HttpReply   *reply = visit->call.reply;
    const Shape *shape = visit->route->out;
    if (reply->status == 0) reply->status = status_of(visit->route);
    if (!shape || visit->route->flags & (RAW | NO_BODY)) return OK;
    visit->answer->etag = etag_of(cx->arena, shape, visit->call.out);
    if (is_kept(visit)) {
        reply->status = 304;
        return OK;
    }
    JsonOut out = json_out(cx->arena, ANSWER_MAX);
    shape_to_json(&out, shape, visit->call.out, cx->zone);
    if (json_out_done(&out, &reply->body) != OK)
        return fail(cx, ERR_INTERNAL, "server.answer_too_large", "more than %d bytes", ANSWER_MAX);
    return OK;
}

static Code check_memory(Ctx *cx)
{
    if (!arena_overrun(cx->arena)) return OK;
    return fail(cx, ERR_UNAVAILABLE, "server.memory", "%zu bytes", arena_used(cx->arena));
}

static Code perform(Visit *visit)
{
    Ctx         *cx    = &visit->cx;
    const Shape *shape = visit->route->out;
    *visit->call.reply = (HttpReply){ 0 };
    visit->call.object = (Str){ 0 };
    visit->call.out    = shape ? arena_alloc(cx->arena, 1, shape->size) : NULL;
    TRY(visit->route->run(&visit->call));
    if (!visit->call.later.what) TRY(encode(visit));
    return check_memory(cx); /* before anything of it is done for good */
}

Code router_run_later(Visit *visit, Code code)
{
    TRY(visit->call.later.then(&visit->call, code));
    return encode(visit);
}

/* ---- idempotency and audit --------------------------------------------------- */

static Str request_hash(Visit *visit)
{
    const HttpRequest *request = visit->from->http;
    Arena             *arena   = visit->cx.arena;
    /* The body by its digest, so that a large one is not copied. */
    const Str          body = digest_hex(arena, sha256(request->body));
    const Str          text =
        str_fmt(arena, "%.*s\n%.*s\n%.*s\n%.*s", FMT(word_of(&method_words, (int)request->method)),
                FMT(request->path), FMT(request->query), FMT(body));
    return digest_hex(arena, sha256(text));
}

static void answer_as_before(Visit *visit, const IdempotentReply *before)
{
    if (!before->known) return;
    visit->answer->reply       = (HttpReply){ .status = before->status, .body = before->body };
    visit->answer->etag        = before->etag;
    visit->answer->is_replayed = true;
}

static Code replay(Visit *visit)
{
    if (!visit->key.ptr) return OK;
    IdempotentReply before = { 0 };
    TRY(idempotency_find(&visit->cx, visit->key, route_name(visit), request_hash(visit), &before));
    answer_as_before(visit, &before);
    return OK;
}

static IdempotentReply reply_of(const Visit *visit)
{
    const HttpReply *reply = visit->call.reply;
    return (IdempotentReply){
        .known = true, .status = reply->status, .body = reply->body, .etag = visit->answer->etag
    };
}

static Code remember(Visit *visit)
{
    if (!visit->key.ptr) return OK;
    const IdempotentReply now = reply_of(visit);
    const Code            code =
        idempotency_store(&visit->cx, visit->key, route_name(visit), request_hash(visit), &now);
    /* The same key at the same time: the whole again finds the other's answer. */
    if (code == ERR_CONFLICT) visit->cx.err.retry = true;
    return code;
}

static Code audit(Visit *visit, Ctx *cx, Str outcome)
{
    if (!(visit->route->flags & AUDITED) || cx->tenant_id == 0) return OK;
    return audit_write(cx, route_name(visit), visit->call.object, outcome, (Str){ 0 },
                       visit->from->http->address);
}

void router_run_audit_failure(Visit *visit)
{
    if (!visit->route || visit->cx.user_id == 0) return;
    Ctx       cx      = visit->cx; /* keeps the failure of the request as it is */
    const Str outcome = str_of(visit->cx.err.reason ? visit->cx.err.reason : "failed");
    forgive(&cx);
    if (audit(visit, &cx, outcome) != OK)
        log_line(LOG_ERROR, "audit failed", "reason=%s request_id=%.*s",
                 cx.err.reason ? cx.err.reason : "?", FMT(cx.request_id));
}

/* ---- running ----------------------------------------------------------------- */

/* And again when transactions clashed. */
static Code with_retries(Visit *visit, Code (*run)(Visit *))
{
    Ctx *cx = &visit->cx;
    for (int tried = 0;; tried++) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = run(visit);
        if (code == OK || !cx_again(cx, tried, RETRIES_MAX)) return code;
        arena_rewind(cx->arena, mark);
    }
}

static Code run_inside(Visit *visit)
{
    Ctx *cx = &visit->cx;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(replay(visit));
    if (!visit->answer->is_replayed) {
        TRY(perform(visit));
        TRY(audit(visit, cx, S("ok")));
        TRY(remember(visit));
    }
    return cx_commit(cx, &txn);
}

/* Takes the key, or finds what was answered for it. */
static Code reserve(Visit *visit)
{
    Ctx            *cx     = &visit->cx;
    IdempotentReply before = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    const Code code =
        idempotency_reserve(cx, visit->key, route_name(visit), request_hash(visit), &before);
    if (code != OK) {
        const bool is_busy = str_equal(str_of(cx->err.reason), S("idempotency.in_progress"));
        if (is_busy) http_reply_header(&visit->answer->reply, S("Retry-After"), S("1"));
        return code;
    }
    TRY(cx_commit(cx, &txn));
    answer_as_before(visit, &before);
    return OK;
}

/* Keeps the failure of the request as it is. */
static void release(Visit *visit)
{
    if (!visit->key.ptr) return;
    Ctx cx = visit->cx;
    forgive(&cx);
    TXN(txn);
    Code code = cx_begin(&cx, &txn);
    if (code == OK) code = idempotency_release(&cx, visit->key, route_name(visit));
    if (code == OK) code = cx_commit(&cx, &txn);
    (void)code; /* a key that is not given back runs out by itself */
}

static Code note_after(Visit *visit)
{
    Ctx                  *cx  = &visit->cx;
    const IdempotentReply now = reply_of(visit);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(audit(visit, cx, S("ok")));
    if (visit->key.ptr) TRY(idempotency_settle(cx, visit->key, route_name(visit), &now));
    return cx_commit(cx, &txn);
}

/* The handler has its own transactions and may have told the outside: it runs once, and
 * what is noted afterwards cannot fail it any more. */
static Code run_outside(Visit *visit)
{
    Ctx *cx = &visit->cx;
    if (visit->key.ptr) TRY(with_retries(visit, reserve));
    if (visit->answer->is_replayed) return OK;
    const Code code = perform(visit);
    if (code != OK) {
        release(visit);
        return code;
    }
    const bool notes = (visit->route->flags & AUDITED && cx->tenant_id) || visit->key.ptr;
    if (notes && with_retries(visit, note_after) != OK) {
        log_line(LOG_ERROR, "audit failed", "reason=%s request_id=%.*s",
                 cx->err.reason ? cx->err.reason : "?", FMT(cx->request_id));
        forgive(cx);
    }
    return OK;
}

static Code run_reading(Visit *visit) { return perform(visit); }

Code router_run(Visit *visit)
{
    const Route *route = visit->route;
    if (route->flags & OUTSIDE || is_door(route)) return run_outside(visit);
    return with_retries(visit, route->method == GET ? run_reading : run_inside);
}
