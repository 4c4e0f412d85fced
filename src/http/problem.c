/* problem.c -- what a caller is told about a failure: never more than is safe. */
#include "http/problem.h"

typedef struct Answer {
    int         status;
    const char *reason, *sentence;
} Answer;

/* What a code means to a caller, and the reason of a failure that names none. */
static const Answer by_code[] = {
    [OK]              = { 500, "internal", "Something went wrong on our side." },
    [ERR_INVALID]     = { 400, "invalid",
                          "The request is not acceptable as it is; see reason and field." },
    [ERR_DENIED]      = { 403, "denied", "This is not allowed for you." },
    [ERR_NOT_FOUND]   = { 404, "not_found", "There is nothing here that you may see." },
    [ERR_CONFLICT]    = { 409, "conflict", "This does not fit the present state." },
    [ERR_LIMIT]       = { 429, "limit", "That is too much or too often; try again later." },
    [ERR_UNAVAILABLE] = { 503, "unavailable", "This cannot be done just now; try again shortly." },
    [ERR_INTERNAL]    = { 500, "internal",
                          "Something went wrong on our side; the request id helps us find it." },
};

/* Reasons with a status or sentence of their own. */
static const Answer by_reason[] = {
    { 401, "session.required", "Sign in, or send an API key." },
    { 403, "session.cross_site", "The request came from another site." },
    { 403, "permission.denied", "Your role does not include this permission." },
    { 404, "route.not_found", "There is no such address." },
    { 405, "route.method_not_allowed", "This address does not take that method; see Allow." },
    { 410, "customer.result_gone", "This result is kept no longer; ask again with the filter." },
    { 503, "customer.index_loading", "Customers are being loaded; try again shortly." },
    { 413, "body.too_large", "The body is larger than this address takes." },
    { 428, "if_match.required", "Send If-Match with the ETag of what you change." },
    { 400, "if_match.malformed", "If-Match must be the ETag you were given." },
    { 400, "idempotency.bad_key", "Idempotency-Key takes 1 to 100 printable characters." },
    { 400, "shape.unknown_field", "There is no such field here." },
    { 503, "server.busy", "Too many requests are waiting; try again shortly." },
    { 503, "server.memory", "The answer would take more memory than a request may." },
    { 503, "server.stopping", "The server is stopping; try again shortly." },
};

const Str problem_type = { "application/problem+json", sizeof("application/problem+json") - 1 };

static const Answer *special(Str reason)
{
    for (size_t i = 0; i < COUNT(by_reason); i++)
        if (str_equal(reason, str_of(by_reason[i].reason))) return &by_reason[i];
    return NULL;
}

Str problem_reason(const Err *err)
{
    ASSERT((size_t)err->code < COUNT(by_code));
    return str_of(err->reason ? err->reason : by_code[err->code].reason);
}

int problem_status(const Err *err)
{
    const Str     reason = problem_reason(err);
    const Answer *own    = special(reason);
    if (own) return own->status;
    if (err->code == ERR_DENIED && str_starts(reason, S("session."))) return 401;
    if (err->code == ERR_CONFLICT && str_ends(reason, S(".changed_meanwhile"))) return 412;
    if (err->code == ERR_LIMIT && str_ends(reason, S(".too_large"))) return 413;
    return by_code[err->code].status;
}

Str problem_title(int status)
{
    switch (status) {
    case 400: return S("Bad Request");
    case 401: return S("Unauthorized");
    case 403: return S("Forbidden");
    case 404: return S("Not Found");
    case 405: return S("Method Not Allowed");
    case 409: return S("Conflict");
    case 410: return S("Gone");
    case 412: return S("Precondition Failed");
    case 413: return S("Content Too Large");
    case 428: return S("Precondition Required");
    case 429: return S("Too Many Requests");
    case 500: return S("Internal Server Error");
    case 503: return S("Service Unavailable");
    default: return S("Error");
    }
}

static void put_field(JsonOut *out, const Err *err, Str reason)
{
    json_pair_str(out, S("field"), err->field);
    if (err->allowed.ptr) json_pair_str(out, S("allowed"), err->allowed);
    json_key(out, S("errors"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("field"), err->field);
    json_pair_str(out, S("reason"), reason);
    json_pair_str(out, S("allowed"), err->allowed);
    json_close_object(out);
    json_close_array(out);
}

Str problem_json(Arena *arena, const Err *err, Str request_id)
{
    enum { MAX = 16 << 10 };
    const Str     reason = problem_reason(err);
    const Answer *own    = special(reason);
    const int     status = problem_status(err);
    JsonOut       out    = json_out(arena, MAX);
    json_open_object(&out);
    json_pair_str(&out, S("type"), str_fmt(arena, "/problems/%.*s", FMT(reason)));
    json_pair_str(&out, S("title"), problem_title(status));
    json_pair_i64(&out, S("status"), status);
    json_pair_str(&out, S("detail"), str_of(own ? own->sentence : by_code[err->code].sentence));
    json_pair_str(&out, S("reason"), reason);
    if (err->field.ptr) put_field(&out, err, reason);
    if (err->more.ptr) {
        json_key(&out, S("more"));
        json_put_raw(&out, err->more);
    }
    json_pair_str(&out, S("request_id"), request_id);
    json_close_object(&out);
    Str text = { 0 };
    if (json_out_done(&out, &text) == OK) return text;
    /* A path of a field can be longer than the document may be: leave it out. */
    const Err plain = { .code = err->code, .reason = err->reason };
    return problem_json(arena, &plain, request_id);
}
