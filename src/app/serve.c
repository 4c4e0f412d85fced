/* The running server. */
#include "app/serve.h"

#include "app/command.h"
#include "app/keeper.h"
#include "app/live.h"
#include "app/sealer.h"
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
    Live           *live;
    Sealer         *sealer;
    Keeper         *keeper;
};

/* The one server of the process, for the routes that tell about it. */
static Serve  *running;
static int64_t started_at_ms;

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
    serve->live       = live_start(services, serve->hub);
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
    live_stop(serve->live);
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
