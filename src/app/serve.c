/* The running server. */
#include "app/serve.h"

#include "app/command.h"
#include "app/keeper.h"
#include "app/sealer.h"
#include "customer/customer.h"
#include "insight/insight.h"
#include "org/org.h"
#include "org/org_http.h"
#include "segment/segment.h"
#include "track/track.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOB_THREADS = 2, STOP_GRACE_MS = 10000 };

struct Serve {
    App            *app;
    Wiring          wiring;
    SseHub         *hub;
    HttpServer     *server;
    ConsumerRunner *consumers;
    Dispatcher     *dispatcher;
    JobRunner      *jobs;
    TimerRunner    *timers;
    Tail           *tail;
    Sealer         *sealer;
    Keeper         *keeper;
};

/* The one server of the process, for the routes that tell about it. */
static Serve  *running;
static int64_t started_at_ms;

/* ---- live pages ------------------------------------------------------------------ */

/* An event about a person reaches only those who may see him; of any other who does not see all
 * learns no more than that something happened. */
static void find_viewers(SseHub *hub, Arena *arena, const Event *event, SseMessage *message)
{
    if (!sse_has_scoped(hub, event->tenant_id)) return;
    Ctx cx = ctx_system(&running->app->services, arena, event->tenant_id, "system:live");
    if (event->person_id == 0)
        message->bare = S("{}");
    else if (customer_viewers(&cx, (CustomerId){ event->person_id }, event, &message->viewers) !=
             OK)
        message->viewers = (Ids){ 0 };
}

/* Other rights or no session any more: the pages come back at once, if they may. */
static void close_pages(SseHub *hub, const Event *event)
{
    const Str user    = S("user:");
    int64_t   user_id = 0;
    if (!str_equal(event->type, event_word(EV_ACCESS_CHANGED))) return;
    if (str_starts(event->object, user))
        (void)str_to_i64(str_slice(event->object, user.len, event->object.len), &user_id);
    sse_close_user(hub, event->tenant_id, user_id);
}

static bool is_watched(void *with) { return sse_is_watched(with); }

static void tell(SseHub *hub, const Event *event)
{
    Arena  *arena = arena_new(1 << 20);
    JsonOut out   = json_out(arena, 512 * 1024);
    json_open_object(&out);
    json_pair_id(&out, S("seq"), event->seq);
    json_pair_str(&out, S("type"), event->type);
    json_pair_id(&out, S("person_id"), event->person_id);
    json_pair_str(&out, S("object"), event->object);
    json_pair_str(&out, S("source"), event->source);
    json_key(&out, S("occurred_at"));
    json_put_time(&out, event->occurred_at_ms, (Zone){ 0 });
    json_key(&out, S("payload"));
    json_put_raw(&out, event_is_private(event->type) ? S("{}") : event->payload);
    json_close_object(&out);
    Str data;
    if (json_out_done(&out, &data) == OK) {
        SseMessage message = { .tenant_id = event->tenant_id,
                               .need      = event_permission(event->type),
                               .event     = event->type,
                               .data      = data,
                               .id        = event->seq };
        find_viewers(hub, arena, event, &message);
        sse_publish(hub, &message);
    }
    arena_free(arena);
}

/* Tracked events are named by those who send them, and a page cannot follow names it does not know:
 * it is told that some came.  It looks half a second later, so not each has to be told. */
static void tell_tracked(SseHub *hub, const Event *event)
{
    enum { PAUSE_US = 200 * 1000 };
    static int64_t told_us, told_tenant_id; /* of the one thread that tells */
    const int64_t  now_us = clock_mono_us();
    if (!str_starts(event->source, S("track:"))) return;
    if (told_tenant_id == event->tenant_id && now_us - told_us < PAUSE_US) return;
    told_us        = now_us;
    told_tenant_id = event->tenant_id;
    sse_publish(hub, &(SseMessage){ .tenant_id = event->tenant_id,
                                    .need      = PERM_SOURCE_READ,
                                    .event     = event_word(EV_TRACK_RECEIVED),
                                    .data      = S("{}"),
                                    .bare      = S("{}") });
}

static void publish(void *with, const Event *event)
{
    SseHub *hub = with;
    if (sse_is_wanted(hub, event->tenant_id, event->type)) tell(hub, event);
    tell_tracked(hub, event);
    close_pages(hub, event);
}

/* ---- starting and stopping -------------------------------------------------------- */

static bool check_statements(App *app, const Wiring *wiring)
{
    Str problems = { 0 };
    if (db_check(app->db, app->arena, wiring->sql, wiring->sql_count, &problems) == OK) return true;
    fprintf(stderr, "weft: the schema and the statements do not fit:\n%.*s\n", FMT(problems));
    return false;
}

static bool start_server(Serve *serve)
{
    App                    *app     = serve->app;
    Str                     problem = { 0 };
    const HttpServerOptions options = { .listen           = app->settings.listen,
                                        .worker_threads   = (int)app->settings.workers,
                                        .services         = &app->services,
                                        .routes           = serve->wiring.routes,
                                        .route_list_count = serve->wiring.route_count,
                                        .authenticate     = org_authenticate,
                                        .has_module       = org_module_has,
                                        .console          = &embedded_console,
                                        .sse              = serve->hub,
                                        .access_log       = app->settings.access_log,
                                        .behind_proxy     = app->settings.behind_proxy,
                                        .request_s        = (int)app->settings.request_s,
                                        .image_hosts      = app->settings.image_hosts };
    if (http_server_start(&options, &serve->server, &problem, app->arena) == OK) return true;
    fprintf(stderr, "weft: %.*s\n", FMT(problem));
    return false;
}

static Keep keep_of(const Settings *settings)
{
    return (Keep){ .effects_days       = settings->keep_effects,
                   .jobs_days          = settings->keep_jobs,
                   .callbacks_days     = settings->keep_callbacks,
                   .notifications_days = settings->keep_notifications,
                   .events             = settings->keep_events };
}

Serve *serve_start(App *app)
{
    const Keep keep    = keep_of(&app->settings);
    Str        problem = { 0 };
    if (!keeper_check(app->arena, keep.events, &problem)) {
        fprintf(stderr, "weft: keep.events: %.*s\n", FMT(problem));
        return NULL;
    }
    Serve *serve = calloc(1, sizeof *serve);
    ASSERT(serve != NULL);
    serve->app    = app;
    serve->wiring = wiring_of(app->arena);
    if (!check_statements(app, &serve->wiring)) {
        free(serve);
        return NULL;
    }
    const Services *services = &app->services;
    const Wiring   *wiring   = &serve->wiring;
    started_at_ms            = services->clock();
    serve->hub               = sse_hub_new();
    running                  = serve;
    if (!start_server(serve)) {
        running = NULL;
        sse_hub_free(serve->hub);
        free(serve);
        return NULL;
    }
    customer_index_start(app->customers);
    projection_start(app->events, services);
    segment_index_start(app->segments);
    serve->tail       = tail_start(services, publish, is_watched, serve->hub);
    serve->consumers  = consumer_runner_start(services, wiring->consumers, wiring->consumer_count);
    serve->dispatcher = dispatcher_start(services, wiring->effects, wiring->effect_count,
                                         (int)app->settings.senders);
    serve->jobs       = job_runner_start(services, wiring->jobs, wiring->job_count, JOB_THREADS);
    serve->timers     = timer_runner_start(services, wiring->timers, wiring->timer_count);
    serve->sealer     = sealer_start(services);
    serve->keeper     = keeper_start(services, &keep);
    return serve;
}

void serve_stop(Serve *serve)
{
    /* Doors first, then what follows from what they let in. */
    http_server_stop(serve->server, STOP_GRACE_MS);
    projection_stop(serve->app->events);
    keeper_stop(serve->keeper);
    sealer_stop(serve->sealer);
    timer_runner_stop(serve->timers);
    job_runner_stop(serve->jobs);
    consumer_runner_stop(serve->consumers);
    dispatcher_stop(serve->dispatcher);
    tail_stop(serve->tail);
    sse_hub_free(serve->hub);
    running = NULL;
    free(serve);
}

int serve_port(const Serve *serve) { return http_server_port(serve->server); }

void serve_wait(void)
{
    sigset_t set;
    int      got = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    while (sigwait(&set, &got) != 0) continue;
}

bool serve_is_called_off(void)
{
    sigset_t set;
    return sigpending(&set) == 0 &&
           (sigismember(&set, SIGINT) == 1 || sigismember(&set, SIGTERM) == 1);
}

void serve_metrics(StrBuf *out)
{
    CustomerIndexStats stats;
    if (!running) return;
    http_server_metrics(running->server, out);
    customer_index_stats(running->app->customers, &stats);
    strbuf_fmt(out,
               "# TYPE weft_people gauge\nweft_people %lld\n"
               "# TYPE weft_people_bytes gauge\nweft_people_bytes %lld\n"
               "# TYPE weft_people_result_bytes gauge\nweft_people_result_bytes %lld\n"
               "# TYPE weft_people_loading_tenants gauge\nweft_people_loading_tenants %lld\n",
               (long long)stats.persons, (long long)stats.bytes, (long long)stats.result_bytes,
               (long long)stats.loading);
    strbuf_fmt(out,
               "# HELP weft_track_unknown_key_total Tracked events under keys nobody has.\n"
               "# TYPE weft_track_unknown_key_total counter\nweft_track_unknown_key_total %lld\n",
               (long long)track_gate_unknown_count(running->app->services.track_gate));
}

int64_t serve_started_at_ms(void) { return started_at_ms; }

int command_serve(App *app)
{
    Serve *serve = serve_start(app);
    if (serve == NULL) return 1;
    log_line(LOG_INFO, "weft is up", "url=http://%.*s engine=%s", FMT(app->settings.listen),
             db_engine(app->db) == DB_SQLITE ? "sqlite" : "postgresql");
    serve_wait();
    log_line(LOG_INFO, "weft stops", "grace_ms=%d", STOP_GRACE_MS);
    serve_stop(serve);
    return 0;
}
