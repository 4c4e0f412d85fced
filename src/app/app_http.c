/* The routes about the process itself: health, metrics, jobs, events, dead letters. */
#include "app/app_http.h"

#include "app/serve.h"
#include "app/wiring.h"
#include "bulk/bulk.h"
#include "log/event_oldest.h"
#include "org/org.h"

/* ---- shapes of questions and answers ---------------------------------------------- */

#define PAGE_OF(Type, item_shape, stem)                                         \
    typedef struct Type {                                                       \
        Rows items;                                                             \
        Str  next_cursor;                                                       \
    } Type;                                                                     \
    static const Field stem##_fields[] = { FIELD_LIST(Type, items, item_shape), \
                                           FIELD(Type, next_cursor) };          \
    static const Shape stem##_shape    = SHAPE(Type, stem##_fields)

PAGE_OF(JobPage, job_shape, job_page);
PAGE_OF(EventPage, event_shape, event_page);
PAGE_OF(EventTypePage, event_count_shape, event_type_page);
PAGE_OF(DeadLetterPage, dead_letter_shape, dead_letter_page);

typedef struct JobQuery {
    bool    active;
    Str     cursor;
    int64_t limit;
} JobQuery;
static const Field job_query_fields[] = {
    FIELD(JobQuery, active),
    FIELD_WITH(JobQuery, cursor, .max = 200),
    FIELD_WITH(JobQuery, limit, .min = 0, .max = PAGE_LIMIT_MAX),
};
static const Shape job_query_shape = SHAPE(JobQuery, job_query_fields);

typedef struct EventQuery {
    int64_t person_id;
    Str     type, object, cursor, after;
    bool    newest;
    int64_t limit;
} EventQuery;
static const Field event_query_fields[] = {
    FIELD_ID(EventQuery, person_id, .about = "Of this person"),
    FIELD_WITH(EventQuery, type, .max = 100),
    FIELD_WITH(EventQuery, object, .max = 100, .about = "Of this object, newest first"),
    FIELD_WITH(EventQuery, cursor, .max = 200),
    FIELD_WITH(EventQuery, after, .max = 200, .about = "The same as cursor"),
    FIELD_WITH(EventQuery, newest, .about = "Newest first, those of no person in particular"),
    FIELD_WITH(EventQuery, limit, .min = 0, .max = PAGE_LIMIT_MAX),
};
static const Shape event_query_shape = SHAPE(EventQuery, event_query_fields);

static const Field outbox_fields[] = {
    FIELD(OutboxCounts, pending),
    FIELD(OutboxCounts, sending),
    FIELD(OutboxCounts, dead),
    FIELD_TIME(OutboxCounts, oldest_pending_at_ms),
};
static const Shape outbox_shape = SHAPE(OutboxCounts, outbox_fields);

typedef struct Health {
    Str          version, engine;
    Rows         consumers;
    OutboxCounts outbox;
    int64_t      uptime_ms;
    Ids          unreadable_customer_ids;
} Health;
static const Field health_fields[] = {
    FIELD(Health, version),
    FIELD(Health, engine),
    FIELD_LIST(Health, consumers, consumer_state_shape),
    FIELD_OBJECT(Health, outbox, outbox_shape),
    FIELD(Health, uptime_ms),
    FIELD_WITH(Health, unreadable_customer_ids, .max = CUSTOMER_UNREADABLE_MAX,
               .about = "Customers a stored phone number of whom cannot be read; for who reads"
                        " all customers"),
};
static const Shape health_shape = SHAPE(Health, health_fields);

/* ---- the process -------------------------------------------------------------------- */

static Code say(Call *call, Str type, Str body)
{
    call->reply->type = type;
    call->reply->body = body;
    return OK;
}

static Code healthz(Call *call) { return say(call, S("text/plain"), S("ok\n")); }

/* Ready when the store answers. */
static Code readyz(Call *call)
{
    OutboxCounts counts;
    TRY(outbox_counts(call->cx, &counts));
    return say(call, S("text/plain"), S("ready\n"));
}

static Code metrics(Call *call)
{
    StrBuf out = strbuf(call->cx->arena, 4u << 20);
    serve_metrics(&out);
    strbuf_fmt(&out, "# TYPE weft_uptime_seconds gauge\nweft_uptime_seconds %lld\n",
               (long long)((call->cx->now_ms - serve_started_at_ms()) / MS_PER_SECOND));
    return say(call, S("text/plain; version=0.0.4"), strbuf_str(&out));
}

static Code openapi(Call *call)
{
    const Wiring wiring = wiring_of(call->cx->arena);
    return say(call, S("application/json"),
               openapi_json(call->cx->arena, wiring.routes, wiring.route_count));
}

static Code health(Call *call)
{
    Health *out    = call->out;
    out->version   = S(WEFT_VERSION);
    out->engine    = db_engine(call->cx->db) == DB_SQLITE ? S("sqlite") : S("postgresql");
    out->uptime_ms = call->cx->now_ms - serve_started_at_ms();
    TRY(consumer_states(call->cx, &out->consumers));
    if (call->cx->scope_id == 0 && cx_may(call->cx, PERM_CUSTOMER_READ))
        customer_people_unreadable(call->cx, &out->unreadable_customer_ids);
    return outbox_counts(call->cx, &out->outbox);
}

/* ---- jobs ----------------------------------------------------------------------------- */

/* Who may not see the jobs of the brand sees those he started: else he could not fetch what he
 * asked for. */
static Ctx job_sight(const Ctx *cx)
{
    Ctx sight = *cx;
    ASSERT(cx->user_id != 0);
    if (!cx_may(cx, PERM_JOB_READ)) sight.scope_id = cx->user_id;
    return sight;
}

static Code list_jobs(Call *call)
{
    const JobQuery *query = call->query;
    JobPage        *page  = call->out;
    Ctx             sight = job_sight(call->cx);
    const Code      code  = job_list(&sight, query->active, query->cursor, page_limit(query->limit),
                                     &page->items, &page->next_cursor);
    call->cx->err         = sight.err;
    return code;
}

static Code see_job(Ctx *cx, int64_t id, Job *out)
{
    Ctx        sight = job_sight(cx);
    const Code code  = job_get(&sight, id, out);
    cx->err          = sight.err;
    return code;
}

static Code get_job(Call *call) { return see_job(call->cx, call->id, call->out); }
static Code cancel_job(Call *call) { return job_cancel(call->cx, call->id); }
static Code resume_job(Call *call) { return job_resume(call->cx, call->id); }

static Code job_file(Call *call)
{
    Ctx        *cx = call->cx;
    Job         job;
    const Json *result = NULL;
    JsonError   error;
    TRY(see_job(cx, call->id, &job));
    TRY(bulk_job_file_allowed(cx, &job));
    if (job.result.len == 0 ||
        json_parse(cx->arena, job.result, JSON_LIMITS, &result, &error) != OK)
        return fail(cx, ERR_NOT_FOUND, "job.no_file", "no result");
    const Str file = json_str(result, S("file")), name = json_str(result, S("name"));
    REQUIRE(cx, str_starts(file, S("jobs/")) && str_find(file, S("..")) < 0, ERR_NOT_FOUND,
            "job.no_file");

    const char *path = str_fmt(cx->arena, "%s/%.*s", cx->services->data_dir, FMT(file)).ptr;
    REQUIRE(cx, file_exists(path), ERR_NOT_FOUND, "job.no_file");
    call->reply->file = path;
    call->reply->type = mime_of_name(file);
    http_reply_header(
        call->reply, S("Content-Disposition"),
        str_fmt(cx->arena, "attachment; filename*=UTF-8''%.*s", FMT(url_encode(cx->arena, name))));
    return OK;
}

/* ---- events ---------------------------------------------------------------------------- */

static Code list_events(Call *call)
{
    const EventQuery *query = call->query;
    EventPage        *page  = call->out;
    const Str         type  = query->type.ptr ? query->type : S("");
    const Str         from  = query->after.ptr ? query->after : query->cursor;
    CustomerId        whose = { query->person_id };
    if (whose.v != 0) TRY(customer_merge_today(call->cx, &whose));
    if (whose.v != 0)
        TRY(event_history(call->cx, whose.v, type, from, query->limit, &page->items,
                          &page->next_cursor));
    else if (query->newest || query->object.len > 0)
        TRY(event_list(call->cx, type, query->object.ptr ? query->object : S(""), from,
                       query->limit, &page->items, &page->next_cursor));
    else
        TRY(event_oldest(call->cx, type, from, query->limit, &page->items, &page->next_cursor));
    TRY(org_scope_events(call->cx, &page->items));
    event_hide(call->cx, page->items);
    return OK;
}

static Code list_event_types(Call *call)
{
    EventTypePage *page = call->out;
    TRY(event_counts(call->cx, &page->items));
    /* The counts are of the whole brand: who does not see all gets the types alone. */
    for (size_t i = 0; call->cx->scope_id != 0 && i < page->items.count; i++) {
        EventCount *one = ROWS_AT(EventCount, page->items, i);
        one->count      = 0;
        one->last_at_ms = 0;
    }
    return OK;
}

static Code list_dead_letters(Call *call)
{
    const PageQuery *query = call->query;
    DeadLetterPage  *page  = call->out;
    return dead_letter_list(call->cx, query->cursor, page_limit(query->limit), &page->items,
                            &page->next_cursor);
}

static Code replay_dead_letter(Call *call) { return dead_letter_replay(call->cx, call->id); }

// clang-format off
static const Route routes[] = {
    { GET,  "/healthz", PERM_PUBLIC, healthz, NULL, NULL, NULL, RAW, "Whether the process lives" },
    { GET,  "/readyz", PERM_PUBLIC, readyz, NULL, NULL, NULL, RAW, "Whether the store answers" },
    { GET,  "/metrics", PERM_PUBLIC, metrics, NULL, NULL, NULL, RAW, "Figures for Prometheus" },
    { GET,  "/api/openapi.json", PERM_PUBLIC, openapi, NULL, NULL, NULL, RAW, "This description" },
    { GET,  "/api/health", PERM_SIGNED_IN, health, NULL, NULL, &health_shape, 0, "How the log and the outbox are doing" },
    { GET,  "/api/jobs", PERM_SIGNED_IN, list_jobs, &job_query_shape, NULL, &job_page_shape, 0, "List background jobs; without job.read one's own" },
    { GET,  "/api/jobs/{id}", PERM_SIGNED_IN, get_job, NULL, NULL, &job_shape, 0, "Read a background job; without job.read one's own" },
    { POST, "/api/jobs/{id}/cancel", PERM_JOB_WRITE, cancel_job, NULL, NULL, NULL, AUDITED | NO_BODY, "Cancel a background job" },
    { POST, "/api/jobs/{id}/resume", PERM_JOB_WRITE, resume_job, NULL, NULL, NULL, AUDITED | NO_BODY, "Go on with a background job" },
    { GET,  "/api/jobs/{id}/file", PERM_SIGNED_IN, job_file, NULL, NULL, NULL, RAW, "Download what a job made; without job.read one's own" },
    { GET,  "/api/events", PERM_CUSTOMER_READ, list_events, &event_query_shape, NULL, &event_page_shape, 0, "List events of the log, oldest first" },
    { GET,  "/api/event-types", PERM_CUSTOMER_READ, list_event_types, NULL, NULL, &event_type_page_shape, 0, "Count events by type" },
    { GET,  "/api/dead-letters", PERM_CONNECTION_READ, list_dead_letters, &page_query_shape, NULL, &dead_letter_page_shape, 0, "List events that could not be heard" },
    { POST, "/api/dead-letters/{id}/replay", PERM_CONNECTION_WRITE, replay_dead_letter, NULL, NULL, NULL, AUDITED | NO_BODY, "Hear an event again" },
};
// clang-format on
const RouteList app_routes = ROUTE_LIST("app", routes);
