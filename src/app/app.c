/* What lives as long as the process, opened in order and closed in reverse. */
#include "app/app.h"

#include "app/node.h"
#include "app/wiring.h"
#include "customer/customer.h"
#include "insight/insight.h"
#include "org/org.h"
#include "segment/segment.h"
#include "tagging/tagging.h"
#include "track/track.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { APP_ARENA_MAX = 64 << 20, CONNECTIONS_MAX = 64 };

/* ---- the zones of tenants -------------------------------------------------------- */

enum { ZONES_MAX = 1024 };

/* Zones hardly ever change and are asked for with every batch. */
static struct {
    pthread_mutex_t lock;
    int64_t         tenant_id[ZONES_MAX];
    Zone            zone[ZONES_MAX];
    size_t          count;
} zones = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool known_zone(int64_t tenant_id, Zone *zone)
{
    LOCKED(&zones.lock);
    for (size_t i = 0; i < zones.count; i++) {
        if (zones.tenant_id[i] != tenant_id) continue;
        *zone = zones.zone[i];
        return true;
    }
    return false;
}

static void remember_zone(int64_t tenant_id, Zone zone)
{
    LOCKED(&zones.lock);
    if (zones.count == ZONES_MAX) return;
    zones.tenant_id[zones.count] = tenant_id;
    zones.zone[zones.count++]    = zone;
}

static Zone tenant_zone(const Services *services, int64_t tenant_id)
{
    Zone zone = { 480 };
    if (known_zone(tenant_id, &zone)) return zone;
    Arena *arena = arena_new(1 << 16);
    Ctx    cx    = ctx_system(services, arena, 0, "system:zone");
    Tenant tenant;
    if (org_tenant_get(&cx, tenant_id, &tenant) == OK && zone_of(tenant.zone, &zone))
        remember_zone(tenant_id, zone);
    arena_free(arena);
    return zone;
}

/* ---- opening --------------------------------------------------------------------- */

static bool level_of(Str word, LogLevel *level)
{
    static const char *const words[] = { NULL, "debug", "info", "warn", "error" };
    for (size_t i = 1; i < COUNT(words); i++) {
        if (!str_equal(word, str_of(words[i]))) continue;
        *level = (LogLevel)i;
        return true;
    }
    return false;
}

bool app_configure(App *app, int argc, char **argv)
{
    *app              = (App){ .arena = arena_new(APP_ARENA_MAX) };
    ConfigError error = { 0 };
    LogLevel    level = LOG_INFO;
    if (config_read(app->arena, app_settings, app_setting_count, &app->settings, argc, argv,
                    &app->rest, &error) != OK) {
        fprintf(stderr, "weft: %s\n", error.text);
        return false;
    }
    if (!level_of(app->settings.log_level, &level)) {
        fprintf(stderr, "weft: log.level is debug, info, warn or error\n");
        return false;
    }
    log_set_level(level);
    return true;
}

static const char *store_url(App *app, const char *data)
{
    if (app->settings.db.len > 0) return str_z(app->arena, app->settings.db);
    return str_fmt(app->arena, "sqlite:%s/weft.db", data).ptr;
}

static bool open_store(App *app, const char *data)
{
    DbErr           error   = { 0 };
    const DbOptions options = { .readers_max = (int)app->settings.readers };
    if (db_open(store_url(app, data), &options, &app->db, &error) == OK &&
        db_migrate(app->db, &embedded_migration, &error) == OK)
        return true;
    fprintf(stderr, "weft: the store cannot be opened: %s\n", error.detail);
    return false;
}

static Str public_url(App *app)
{
    if (app->settings.public_url.len > 0) return app->settings.public_url;
    return str_fmt(app->arena, "http://%.*s", FMT(app->settings.listen));
}

/* Also a command beside the server makes ids, so every process has a number of its own. */
static bool take_number(App *app)
{
    Ctx cx    = ctx_system(&app->services, app->arena, 0, "system:node");
    app->node = node_holder_open(&cx);
    if (app->node == NULL) return app_complain(&cx, "no number is free for this process") == 0;
    app->ids          = id_source_new(node_holder_number(app->node));
    app->services.ids = app->ids;
    return true;
}

/* A server nobody outside can name is a trial: its platform is a simulator on this machine. */
static Str private_hosts(App *app)
{
    const Settings *settings = &app->settings;
    const bool      is_trial = settings->public_url.len == 0;
    Str             hosts    = is_trial ? S("127.0.0.1 localhost ::1") : S("");
    Url             url;
    if (settings->private_hosts.ptr) hosts = settings->private_hosts;
    if (settings->sim.len == 0) return hosts;
    /* The demo asks its simulator and itself. */
    if (url_parse(settings->sim, &url) == OK)
        hosts = str_fmt(app->arena, "%.*s %.*s", FMT(hosts), FMT(url.host));
    if (url_parse(public_url(app), &url) == OK)
        hosts = str_fmt(app->arena, "%.*s %.*s", FMT(hosts), FMT(url.host));
    return hosts;
}

/* Not opened before somebody asks. */
static bool name_events(App *app, const char *data)
{
    const Settings         *settings = &app->settings;
    const ProjectionOptions options  = {
         .store   = { .events    = settings->events,
                      .folder    = str_of(data),
                      .memory_mb = settings->events_memory,
                      .threads   = settings->events_threads },
         .idle_ms = settings->events_idle_s * MS_PER_SECOND,
    };
    if (columnar_driver(settings->events) == NULL) {
        fprintf(stderr, "weft: events is duckdb or clickhouse://HOST:PORT/DB\n");
        return false;
    }
    app->events = projection_new(&options);
    insight_memory_lend(app->services.insight, app->events);
    return true;
}

bool app_open(App *app)
{
    const char *data = str_z(app->arena, app->settings.data);
    if (dir_make(data) != OK) {
        fprintf(stderr, "weft: the data folder %s cannot be made: %s\n", data, file_error());
        return false;
    }
    if (!open_store(app, data)) return false;
    if (keys_open(data, app->settings.key, &app->keys) != OK) {
        fprintf(stderr,
                "weft: the master key is not 32 bytes of base64, or DATA/key cannot be kept\n");
        return false;
    }
    const Wiring wiring     = wiring_of(app->arena);
    app->client             = http_client_new(CONNECTIONS_MAX, private_hosts(app));
    app->services           = (Services){ .db                = app->db,
                                          .keys              = app->keys,
                                          .client            = app->client,
                                          .insight           = insight_memory_new(),
                                          .door_memory       = customer_door_memory_new(app->db),
                                          .merge_tables      = wiring.merge_tables,
                                          .merge_table_count = wiring.merge_table_count,
                                          .reactors          = wiring.reactors,
                                          .reactor_count     = wiring.reactor_count,
                                          .track_gate        = track_gate_new(),
                                          .data_dir          = data,
                                          .public_url        = public_url(app),
                                          .clock             = clock_now_ms,
                                          .tenant_zone       = tenant_zone,
                                          .rights_of         = org_scope_rights_of };
    app->customers          = customer_index_new(&app->services);
    app->services.customers = app->customers;
    app->tag_book           = tagging_book_new();
    app->services.tag_book  = app->tag_book;
    app->segments           = segment_index_new(&app->services);
    app->services.segments  = app->segments;
    return name_events(app, data) && take_number(app);
}

void app_close(App *app)
{
    segment_index_free(app->segments);
    customer_index_free(app->customers);
    if (app->tag_book) tagging_book_free(app->tag_book);
    track_gate_free(app->services.track_gate);
    customer_door_memory_free(app->services.door_memory);
    projection_free(app->events);
    insight_memory_free(app->services.insight);
    if (app->client) http_client_free(app->client);
    node_holder_close(app->node);
    if (app->ids) id_source_free(app->ids);
    if (app->keys) keys_free(app->keys);
    if (app->db) db_close(app->db);
    arena_free(app->arena);
}

/* ---- contexts --------------------------------------------------------------------- */

Ctx app_ctx(App *app, int64_t tenant_id, const char *actor)
{
    return ctx_system(&app->services, app->arena, tenant_id, actor);
}

Code app_tenant(App *app, Ctx *cx)
{
    Tenant tenant;
    Rows   all = { 0 };
    if (app->settings.tenant.len > 0) {
        TRY(org_tenant_find_by_code(cx, app->settings.tenant, &tenant));
        return org_ctx_for_tenant(cx, tenant.id);
    }
    TRY(org_tenant_list(cx, &all));
    if (all.count > 0) return org_ctx_for_tenant(cx, ROWS_AT(Tenant, all, 0)->id);
    TRY(org_tenant_create(cx, S("main"), S("我的品牌"), S("Asia/Shanghai"), &tenant));
    return org_ctx_for_tenant(cx, tenant.id);
}
