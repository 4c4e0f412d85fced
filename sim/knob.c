/* knob.c -- the admin API of the machinery: callbacks, faults, limits, clock, logs, reset. */
#include "sim/api.h"
#include "sim/burst.h"
#include "sim/calls.h"
#include "sim/fault.h"
#include "sim/gen.h"
#include "sim/history.h"
#include "sim/ids.h"
#include "sim/journal.h"
#include "sim/limit.h"
#include "sim/login.h"
#include "sim/pump.h"
#include "sys/clock.h"

#include <string.h>

static bool is_post(const Call *call) { return str_equal(call->method, S("POST")); }

/* ---- callbacks ---------------------------------------------------------------------------- */

static int need_app(Call *call, App **out)
{
    int64_t agent_id = 0;
    call->corp       = world_corp(call->world, call->arg[0]);
    if (call->corp == NULL) return api_refuse(call, 40013, NULL);
    (void)str_to_i64(call->arg[1], &agent_id);
    *out = world_app(call->corp, agent_id);
    return *out ? 0 : api_refuse(call, 40056, NULL);
}

static CallbackSettings read_settings(const Call *call)
{
    return (CallbackSettings){ .is_set  = true,
                               .url     = api_text(call, "url"),
                               .token   = api_text(call, "token"),
                               .aes_key = api_text(call, "aes_key").len
                                              ? api_text(call, "aes_key")
                                              : api_text(call, "encoding_aes_key") };
}

/* Saving asks the URL first, as the console of the platform does. */
static int callback_check(Call *call)
{
    const CallbackSettings settings = read_settings(call);
    if (settings.url.len == 0) return 0; /* switched off */
    if (!api_flag(call, "verify", true)) return 0;
    Str       problem = S("");
    const int code    = pump_verify(call->arena, &settings, call->arg[0], &problem);
    return code == 0 ? 0 : api_refuse(call, code, str_z(call->arena, problem));
}

static int callback_save(Call *call)
{
    App *app = NULL;
    TRY_API(need_app(call, &app));
    const CallbackSettings settings = read_settings(call);
    World                 *world    = call->world;
    app->callback.is_set            = settings.url.len > 0;
    app->callback.url               = world_keep(world, settings.url);
    app->callback.token             = world_keep(world, settings.token);
    app->callback.aes_key           = world_keep(world, settings.aes_key);
    api_put_flag(call, "is_set", app->callback.is_set);
    return 0;
}

static int app_set(Call *call)
{
    App *app = NULL;
    TRY_API(need_app(call, &app));
    World *world = call->world;
    if (api_has(call, "trusted_ips"))
        app->trusted_ips = world_keep(world, api_text(call, "trusted_ips"));
    if (api_has(call, "redirect_domain")) {
        app->redirect_domain = world_keep(world, api_text(call, "redirect_domain"));
    }
    if (api_has(call, "may_customers")) {
        app->may = api_flag(call, "may_customers", true) ? app->may | MAY_CUSTOMERS
                                                         : app->may & ~(unsigned)MAY_CUSTOMERS;
    }
    if (api_has(call, "may_names")) {
        app->may = api_flag(call, "may_names", true) ? app->may | MAY_NAMES
                                                     : app->may & ~(unsigned)MAY_NAMES;
    }
    app->sees_all = api_flag(call, "sees_all", app->sees_all);
    if (!api_has(call, "visible_users") && !api_has(call, "visible_departments")) return 0;
    const JsonItems users = api_items(call, "visible_users");
    const JsonItems parts = api_items(call, "visible_departments");
    app->sees_all         = false;
    app->visible_members  = (List){ 0 };
    for (size_t i = 0; i < users.count; i++) {
        Member *member = world_member(call->corp, api_item_text(call, &users.at[i]));
        if (member) list_add(world, &app->visible_members, member);
    }
    int64_t *ids = arena_make(world->arena, int64_t, parts.count);
    for (size_t i = 0; i < parts.count; i++) {
        (void)str_to_i64(api_item_text(call, &parts.at[i]), &ids[i]);
    }
    app->visible_departments = (Ids){ ids, parts.count };
    return 0;
}

/* An app made by the corp itself, with a secret of its own. */
static int app_add(Call *call)
{
    int64_t agent_id = 1000002;
    LIST_EACH(App, other, call->corp->apps)
    {
        if (other->kind == APP_BUILT && other->agent_id >= agent_id) agent_id = other->agent_id + 1;
    }
    App *app = world_add_app(call->corp, agent_id, APP_BUILT, MAY_CUSTOMERS | MAY_NAMES,
                             str_z(call->arena, api_text(call, "name")));
    api_put_number(call, "agent_id", app->agent_id);
    api_put_text(call, "secret", app->secret);
    api_put_text(call, "suggested_token", app->suggested_token);
    api_put_text(call, "suggested_aes_key", app->suggested_aes_key);
    return 0;
}

static int expire_tokens(Call *call)
{
    LIST_EACH(App, app, call->corp->apps)
    {
        if (app->access_token.len == 0) continue;
        /* "revoked": the platform forgets it (40014); else it is past its time (42001). */
        if (api_flag(call, "revoked", false)) {
            app->token_number++;
            app->access_token      = S("");
            app->token_until_ms    = 0;
            call->world->token_app = strmap_new(call->world->arena);
        } else {
            app->token_until_ms = call->now_ms;
        }
    }
    return 0;
}

static void put_knobs(Call *call)
{
    const PumpKnobs  knobs  = pump_knobs(call->sim->pump);
    const PumpCounts counts = pump_counts(call->sim->pump);
    api_put_number(call, "delay_ms", knobs.delay_ms);
    api_put_number(call, "reorder_ms", knobs.reorder_ms);
    api_put_number(call, "retry_ms", knobs.retry_ms);
    api_put_number(call, "timeout_ms", knobs.timeout_ms);
    api_put_number(call, "duplicate_percent", knobs.duplicate_percent);
    api_put_number(call, "loss_percent", knobs.loss_percent);
    api_open(call, "counts", false);
    api_put_number(call, "queued", counts.queued);
    api_put_number(call, "in_flight", counts.in_flight);
    api_put_number(call, "delivered", counts.delivered);
    api_put_number(call, "failed", counts.failed);
    api_put_number(call, "retried", counts.retried);
    api_put_number(call, "lost", counts.lost);
    api_put_number(call, "duplicated", counts.duplicated);
    api_close(call, false);
}

static int pump(Call *call)
{
    if (is_post(call)) {
        const PumpKnobs now  = pump_knobs(call->sim->pump);
        const PumpKnobs next = {
            .delay_ms          = api_number(call, "delay_ms", now.delay_ms),
            .reorder_ms        = api_number(call, "reorder_ms", now.reorder_ms),
            .retry_ms          = api_number(call, "retry_ms", now.retry_ms),
            .timeout_ms        = api_number(call, "timeout_ms", now.timeout_ms),
            .duplicate_percent = api_number(call, "duplicate_percent", now.duplicate_percent),
            .loss_percent      = api_number(call, "loss_percent", now.loss_percent),
        };
        pump_set_knobs(call->sim->pump, next);
    }
    put_knobs(call);
    return 0;
}

static int deliveries(Call *call)
{
    json_key(&call->out, S("deliveries"));
    pump_log(call->sim->pump, &call->out, api_number(call, "after", 0),
             (size_t)api_limit(call, 50, 2000), api_text(call, "event"));
    return 0;
}

static int wait_idle(Call *call)
{
    api_put_flag(call, "idle",
                 pump_wait_idle(call->sim->pump, api_number(call, "timeout_ms", 10000)));
    return 0;
}

/* ---- faults and limits ----------------------------------------------------------------------- */

static void put_fault(Call *call, const Fault *fault)
{
    api_open(call, NULL, false);
    api_put_number(call, "id", fault->id);
    api_put_text(call, "path", str_of(fault->path));
    api_put_number(call, "errcode", fault->errcode);
    api_put_number(call, "http_status", fault->http_status);
    api_put_flag(call, "html", fault->is_html);
    api_put_flag(call, "drop", fault->is_drop);
    api_put_flag(call, "after", fault->is_after);
    api_put_number(call, "delay_ms", fault->delay_ms);
    api_put_number(call, "times", fault->times);
    api_put_number(call, "left_ms", fault->until_ms ? fault->until_ms - clock_now_ms() : 0);
    api_put_number(call, "percent", fault->percent);
    api_put_number(call, "taken", fault->taken);
    api_close(call, false);
}

static int order_fault(Call *call)
{
    Fault         fault  = { .errcode     = (int)api_number(call, "errcode", 0),
                             .http_status = (int)api_number(call, "http_status", 0),
                             .is_html     = api_flag(call, "html", false),
                             .is_drop     = api_flag(call, "drop", false),
                             .is_after    = api_flag(call, "after", false),
                             .delay_ms    = api_number(call, "delay_ms", 0),
                             .percent     = api_number(call, "percent", 0),
                             .times       = api_number(call, "times", -1) };
    const int64_t for_ms = api_number(call, "for_ms", 0);
    const Str     path   = api_has(call, "path") ? api_text(call, "path") : S("*");
    if (fault.http_status != 0 && (fault.http_status < 200 || fault.http_status > 599)) {
        return api_refuse(call, 40058, "http_status");
    }
    if (path.len == 0 || path.len >= sizeof(fault.path)) return api_refuse(call, 40058, "path");
    memcpy(fault.path, path.ptr, path.len);
    if (for_ms > 0) fault.until_ms = clock_now_ms() + for_ms;
    if (for_ms == 0 && fault.times < 0 && !api_flag(call, "for_ever", false)) fault.times = 1;
    api_put_number(call, "id", fault_add(&call->sim->faults, &fault));
    return 0;
}

static int faults(Call *call)
{
    if (is_post(call)) return order_fault(call);
    if (str_equal(call->method, S("DELETE"))) {
        fault_clear(&call->sim->faults, api_number(call, "id", 0));
        return 0;
    }
    api_open(call, "faults", true);
    for (const Fault *fault = call->sim->faults; fault; fault = fault->next) put_fault(call, fault);
    api_close(call, true);
    return 0;
}

static int faults_clear(Call *call)
{
    fault_clear(&call->sim->faults, api_number(call, "id", 0));
    return 0;
}

static int limits(Call *call)
{
    Limits now = limit_get(call->sim->limiter);
    if (is_post(call)) {
        now.is_on           = api_flag(call, "on", now.is_on);
        now.api_per_minute  = api_number(call, "api_per_minute", now.api_per_minute);
        now.api_per_hour    = api_number(call, "api_per_hour", now.api_per_hour);
        now.ip_per_minute   = api_number(call, "ip_per_minute", now.ip_per_minute);
        now.ip_per_hour     = api_number(call, "ip_per_hour", now.ip_per_hour);
        now.block_minute_ms = api_number(call, "block_minute_ms", now.block_minute_ms);
        now.block_hour_ms   = api_number(call, "block_hour_ms", now.block_hour_ms);
        limit_set(call->sim->limiter, now);
    }
    api_put_flag(call, "on", now.is_on);
    api_put_number(call, "api_per_minute", now.api_per_minute);
    api_put_number(call, "api_per_hour", now.api_per_hour);
    api_put_number(call, "ip_per_minute", now.ip_per_minute);
    api_put_number(call, "ip_per_hour", now.ip_per_hour);
    api_put_number(call, "block_minute_ms", now.block_minute_ms);
    api_put_number(call, "block_hour_ms", now.block_hour_ms);
    return 0;
}

/* ---- clock, switches, logs, reset ------------------------------------------------------------ */

static int clock_(Call *call)
{
    call->wrote_nothing = !is_post(call);
    if (is_post(call)) call->world->clock_shift_ms += api_number(call, "advance_ms", 0);
    api_put_number(call, "now_ms", world_now_ms(call->world));
    api_put_number(call, "shift_ms", call->world->clock_shift_ms);
    return 0;
}

static int switches(Call *call)
{
    World *world          = call->world;
    call->wrote_nothing   = !is_post(call);
    world->mark_tag_tells = api_flag(call, "mark_tag_tells", world->mark_tag_tells);
    world->remark_tells   = api_flag(call, "remark_tells", world->remark_tells);
    world->check_ips      = api_flag(call, "check_ips", world->check_ips);
    api_put_flag(call, "mark_tag_tells", world->mark_tag_tells);
    api_put_flag(call, "remark_tells", world->remark_tells);
    api_put_flag(call, "check_ips", world->check_ips);
    return 0;
}

static int calls(Call *call)
{
    if (str_equal(call->method, S("DELETE"))) calls_clear(call->sim->calls);
    json_key(&call->out, S("calls"));
    calls_list(call->sim->calls, &call->out, api_text(call, "path"), api_number(call, "after", 0),
               (size_t)api_limit(call, 50, 2000));
    json_key(&call->out, S("counts"));
    calls_counts(call->sim->calls, &call->out);
    return 0;
}

static void keep_callbacks(World *world, const World *old)
{
    LIST_EACH(Corp, corp, old->corps)
    {
        LIST_EACH(App, app, corp->apps)
        {
            App *now = corp->index < world->corps.count
                           ? world_app(world->corps.at[corp->index], app->agent_id)
                           : NULL;
            if (now) now->callback = app->callback;
        }
    }
}

/* The base world again; callback settings stay unless told otherwise. */
static int reset(Call *call)
{
    World *world = call->world;
    world_renew(world);
    sim_make_world(call->sim);
    if (api_flag(call, "keep_callbacks", true)) keep_callbacks(world, world->before);
    fault_clear(&call->sim->faults, 0);
    if (!world->is_replaying) calls_clear(call->sim->calls);
    call->corp = world->corps.at[0];
    return 0;
}

static const Endpoint endpoints[] = {
    { "apps", app_add, WRITES },
    { "apps/{}/{}", app_set, WRITES },
    { "apps/{}/{}/callback", callback_save, WRITES, .prepare = callback_check },
    { "tokens/expire", expire_tokens, WRITES },
    { "pump", pump, 0 },
    { "pump/wait", wait_idle, NO_LOCK },
    { "deliveries", deliveries, 0 },
    { "faults", faults, 0 },
    { "faults/clear", faults_clear, 0 },
    { "limits", limits, 0 },
    { "clock", clock_, WRITES },
    { "switches", switches, WRITES },
    { "calls", calls, 0 },
    { "reset", reset, WRITES },
    { "burst", bursts_call, NO_LOCK },
    { "history", history_call, NO_LOCK },
    { "history/tell", history_tell, WRITES },
    { "login/as", login_as, WRITES },
};
const Endpoints knob_endpoints = { endpoints, COUNT(endpoints) };
