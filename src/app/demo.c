/* weft demo: serve, set the demo brands up, and say where to look. */
#include "app/demo.h"

#include "app/command.h"
#include "app/serve.h"

#include <stdio.h>

enum { ANSWER_MAX = 16 << 20, JOB_WAIT_MS = 200, JOB_WAITS_MAX = 3000 };

static const JsonLimits answer_limits = { .bytes = ANSWER_MAX, .nodes = 200000, .depth = 32 };

/* What answers 503 is to be asked again shortly: on a busy machine customers are still being
 * read into memory. */
static Code call_patiently(Ctx *cx, const HttpCall *call, HttpAnswer *reply)
{
    for (int i = 0;; i++) {
        REQUIRE(cx, !serve_is_called_off(), ERR_UNAVAILABLE, "demo.called_off");
        TRY(http_call(cx, call, reply));
        if (reply->status != 503 || i == JOB_WAITS_MAX) return OK;
        clock_sleep_ms(JOB_WAIT_MS);
    }
}

Code demo_ask(Demo *demo, const char *method, Str url, Str body, const Json **answer)
{
    Ctx     *cx   = &demo->cx;
    HttpCall call = {
        .method     = method,
        .url        = url,
        .body       = body,
        .timeout_ms = DEMO_ASK_MS,
        .answer_max = ANSWER_MAX,
    };
    const Str own = str_fmt(cx->arena, "%.*s/", FMT(demo->api));
    if (body.len > 0) call.type = S("application/json");
    if (str_starts(url, own) && demo->key.len > 0) {
        call.headers[0][0] = S("Authorization");
        call.headers[0][1] = str_fmt(cx->arena, "Bearer %.*s", FMT(demo->key));
        call.header_count  = 1;
    }
    HttpAnswer reply;
    JsonError  error;
    *answer = NULL;
    TRY(call_patiently(cx, &call, &reply));
    if (reply.status < 200 || reply.status > 299)
        return fail(cx, ERR_UNAVAILABLE, "demo.refused", "%s %.*s: %d %.*s", method, FMT(url),
                    reply.status, FMT(str_prefix_bytes(reply.body, 300)));
    if (reply.body.len == 0) return OK;
    if (json_parse(cx->arena, reply.body, answer_limits, answer, &error) != OK)
        return fail(cx, ERR_UNAVAILABLE, "demo.refused", "%.*s: %s", FMT(url), error.reason);
    return OK;
}

Str demo_url(Demo *demo, const char *path)
{
    return str_fmt(demo->cx.arena, "%.*s%s", FMT(demo->api), path);
}

/* How far it is, where that is not what stands there already. */
static void show_job(const Json *job, int64_t *shown)
{
    const Str     title = json_str(job, S("title"));
    const int64_t done  = json_i64(job, S("done"), 0);
    if (done == *shown) return;
    *shown = done;
    fprintf(stderr, "\r  %.*s: %lld %.*s", FMT(title), (long long)done,
            FMT(json_str(job, S("unit"))));
}

Code demo_wait_for_job(Demo *demo, const Json *job)
{
    const Str url =
        str_fmt(demo->cx.arena, "%.*s/api/jobs/%.*s", FMT(demo->api), FMT(json_str(job, S("id"))));
    int64_t shown = -1;
    for (int i = 0; i < JOB_WAITS_MAX; i++) {
        TRY(demo_ask(demo, "GET", url, (Str){ 0 }, &job));
        show_job(job, &shown);
        const Str state = json_str(job, S("state"));
        if (str_equal(state, S("done"))) {
            fputc('\n', stderr);
            return OK;
        }
        REQUIRE(&demo->cx, str_equal(state, S("queued")) || str_equal(state, S("running")),
                ERR_UNAVAILABLE, "demo.job_failed");
        clock_sleep_ms(JOB_WAIT_MS);
    }
    return fail(&demo->cx, ERR_UNAVAILABLE, "demo.job_too_slow", "%.*s", FMT(url));
}

typedef struct DemoSignIn {
    const char *code, *user, *password;
} DemoSignIn;

/* The brands of the world in their order, and who signs in to each. */
static const DemoSignIn sign_ins[] = {
    { "xiaoman", "admin", "weft-demo-1" },
    { "hemu", "hemu-admin", "weft-demo-2" },
};

static Code set_up(Demo *demo)
{
    const Json *world = NULL;
    TRY(demo_ask(demo, "GET", str_fmt(demo->cx.arena, "%.*s/sim/world", FMT(demo->sim)), (Str){ 0 },
                 &world));
    const JsonItems corps = json_items(world, S("corps"));
    for (size_t i = 0; i < corps.count && i < COUNT(sign_ins); i++)
        TRY(demo_brand(demo, &corps.at[i], str_of(sign_ins[i].code), str_of(sign_ins[i].user),
                       str_of(sign_ins[i].password)));
    return OK;
}

static void say_where(const Demo *demo)
{
    printf("\nweft is ready.\n\n"
           "  console    %.*s\n"
           "  phone      %.*s   (be a customer: scan, add, chat, delete)\n\n"
           "  sign in    %s / %s      the brand of the demo\n"
           "             operator, owner, hq, branch, manager, guide, adviser, service, finance,\n"
           "             auditor / " DEMO_PASSWORD "   the same brand at other desks\n"
           "             %s / %s another brand, which sees nothing of it\n\n"
           "Ctrl+C stops both.\n",
           FMT(demo->api), FMT(demo->sim), sign_ins[0].user, sign_ins[0].password, sign_ins[1].user,
           sign_ins[1].password);
    fflush(stdout);
}

int command_demo(App *app)
{
    if (app->settings.sim.len == 0) {
        fprintf(stderr, "weft: demo needs --sim, the address of weft-sim\n");
        return 2;
    }
    log_set_level(LOG_WARN);
    /* The avatars of the simulated platform come from it. */
    app->settings.image_hosts = app->settings.sim;
    Serve *serve              = serve_start(app);
    if (serve == NULL) return 1;
    Demo demo   = { .app = app,
                    .cx  = app_ctx(app, 0, "system:demo"),
                    .sim = app->settings.sim,
                    .api = app->services.public_url };
    int  status = 0;
    if (set_up(&demo) == OK) {
        say_where(&demo);
        serve_wait();
    } else if (!serve_is_called_off()) {
        status = app_complain(&demo.cx, "the demo could not be set up");
    }
    serve_stop(serve);
    return status;
}
