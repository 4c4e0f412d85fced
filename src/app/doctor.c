/* weft doctor: everything that can be wrong, looked at and said in sentences. */
#include "app/command.h"
#include "app/wiring.h"
#include "channel/channel.h"
#include "org/org.h"

#include <stdio.h>
#include <sys/statvfs.h>

typedef struct Doctor {
    App *app;
    Ctx  cx;
    int  problems;
} Doctor;

static void good(const char *what, const char *detail)
{
    printf("  ok    %s%s%s\n", what, *detail ? ": " : "", detail);
}

static void bad(Doctor *doctor, const char *what, const char *detail)
{
    doctor->problems++;
    printf("  WRONG %s%s%s\n", what, *detail ? ": " : "", detail);
}

static void look_at_disk(Doctor *doctor)
{
    struct statvfs disk;
    const char    *dir = doctor->app->services.data_dir;
    if (statvfs(dir, &disk) != 0) {
        bad(doctor, "the data folder cannot be read", dir);
        return;
    }
    const uint64_t free_mib = (uint64_t)disk.f_bavail * disk.f_frsize >> 20;
    const Str text = str_fmt(doctor->app->arena, "%llu MiB free", (unsigned long long)free_mib);
    if (free_mib < 1024)
        bad(doctor, "the disk is nearly full", text.ptr);
    else
        good("disk", text.ptr);
}

static void look_at_statements(Doctor *doctor)
{
    App         *app      = doctor->app;
    const Wiring wiring   = wiring_of(app->arena);
    Str          problems = { 0 };
    if (db_check(app->db, app->arena, wiring.sql, wiring.sql_count, &problems) == OK)
        good("schema and statements fit", "");
    else
        bad(doctor, "the schema does not fit this release", str_z(app->arena, problems));
}

static void look_at_outbox(Doctor *doctor)
{
    OutboxCounts counts;
    if (outbox_counts(&doctor->cx, &counts) != OK) {
        bad(doctor, "the outbox cannot be read", "");
        return;
    }
    const Str text = str_fmt(doctor->app->arena, "%lld waiting, %lld dead",
                             (long long)counts.pending, (long long)counts.dead);
    if (counts.dead > 0)
        bad(doctor, "effects that need a person", text.ptr);
    else
        good("outbox", text.ptr);
}

static void look_at_consumers(Doctor *doctor)
{
    Rows states = { 0 };
    if (consumer_states(&doctor->cx, &states) != OK) {
        bad(doctor, "the consumers cannot be read", "");
        return;
    }
    for (size_t i = 0; i < states.count; i++) {
        const ConsumerState *state = ROWS_AT(ConsumerState, states, i);
        const Str            text =
            str_fmt(doctor->app->arena, "%.*s is %lld behind, %lld dead letters", FMT(state->name),
                    (long long)state->behind, (long long)state->dead_count);
        if (state->dead_count > 0)
            bad(doctor, "events that could not be heard", text.ptr);
        else
            good("consumer", text.ptr);
    }
}

static void look_at_connections(Doctor *doctor)
{
    Rows connections = { 0 };
    if (channel_connection_list(&doctor->cx, &connections) != OK) return;
    if (connections.count == 0) good("no platform is connected yet", "");
    for (size_t i = 0; i < connections.count; i++) {
        const Connection *connection = ROWS_AT(Connection, connections, i);
        const Str         text = str_fmt(doctor->app->arena, "%.*s %.*s", FMT(connection->name),
                                         FMT(connection->health_reason));
        if (connection->health == HEALTH_BAD)
            bad(doctor, "a connection is broken", text.ptr);
        else
            good("connection", text.ptr);
    }
}

static void look_at_tenant(Doctor *doctor, const Tenant *tenant)
{
    printf("%.*s (%.*s)\n", FMT(tenant->name), FMT(tenant->code));
    if (org_ctx_for_tenant(&doctor->cx, tenant->id) != OK) {
        bad(doctor, "the brand cannot be read", "");
        return;
    }
    look_at_connections(doctor);
    look_at_outbox(doctor);
    look_at_consumers(doctor);
}

int command_doctor(App *app)
{
    Doctor doctor = { .app = app, .cx = app_ctx(app, 0, "system:doctor") };
    Rows   all    = { 0 };
    printf("weft %s on %s\n", WEFT_VERSION,
           db_engine(app->db) == DB_SQLITE ? "sqlite" : "postgresql");
    look_at_disk(&doctor);
    look_at_statements(&doctor);
    if (org_tenant_list(&doctor.cx, &all) != OK)
        return app_complain(&doctor.cx, "the brands cannot be read");
    if (all.count == 0) good("no brand yet: weft user create makes the first", "");
    for (size_t i = 0; i < all.count; i++) look_at_tenant(&doctor, ROWS_AT(Tenant, all, i));
    if (doctor.problems == 0)
        printf("all well\n");
    else
        printf("%d thing(s) need a person\n", doctor.problems);
    return doctor.problems == 0 ? 0 : 1;
}
