/* Seals the audit of every tenant into its chain, behind those who write it. */
#include "app/sealer.h"

#include "org/org.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { PAUSE_MS = 3000, LONG_EVERY_MS = MS_PER_HOUR, SEALER_ARENA_MAX = 64 << 20 };

struct Sealer {
    const Services *services;
    Wake           *wake;
    atomic_bool     stopping;
    int64_t         long_at_ms; /* when the last long look began */
    pthread_t       thread;
};

static Code seal_tenant(const Services *services, Arena *arena, int64_t tenant_id,
                        int64_t window_ms)
{
    int64_t count = AUDIT_BLOCK;
    while (count == AUDIT_BLOCK) {
        const ArenaMark mark = arena_mark(arena);
        Ctx             cx   = ctx_system(services, arena, tenant_id, "system:audit");
        TRY(audit_chain_seal(&cx, window_ms, &count));
        arena_rewind(arena, mark);
    }
    return OK;
}

static Code seal_all(Sealer *sealer, Arena *arena)
{
    arena_reset(arena);
    Ctx           cx      = ctx_system(sealer->services, arena, 0, "system:audit");
    Rows          tenants = { 0 };
    const bool    is_long = cx.now_ms - sealer->long_at_ms >= LONG_EVERY_MS;
    const int64_t window  = is_long ? AUDIT_LONG_MS : AUDIT_WINDOW_MS;
    TRY(org_tenant_list(&cx, &tenants));
    for (size_t i = 0; i < tenants.count; i++)
        TRY(seal_tenant(sealer->services, arena, ROWS_AT(Tenant, tenants, i)->id, window));
    if (is_long) sealer->long_at_ms = cx.now_ms;
    return OK;
}

static void *run(void *arg)
{
    Sealer *sealer  = arg;
    Arena  *arena   = arena_new(SEALER_ARENA_MAX);
    bool    is_well = true;
    db_give_way(true);
    for (bool last = false; !last;) {
        last            = atomic_load(&sealer->stopping);
        const Code code = seal_all(sealer, arena);
        if (code != OK && is_well)
            log_line(LOG_WARN, "the audit could not be sealed", "code=%d", code);
        is_well = code == OK;
        if (!last) (void)wake_wait(sealer->wake, PAUSE_MS);
    }
    arena_free(arena);
    return NULL;
}

Sealer *sealer_start(const Services *services)
{
    Sealer *sealer = calloc(1, sizeof *sealer);
    ASSERT(sealer != NULL);
    sealer->services = services;
    sealer->wake     = wake_new();
    sealer->thread   = thread_start("sealer", 512, run, sealer);
    return sealer;
}

void sealer_stop(Sealer *sealer)
{
    if (sealer == NULL) return;
    atomic_store(&sealer->stopping, true);
    wake_raise(sealer->wake);
    thread_join(sealer->thread);
    wake_free(sealer->wake);
    free(sealer);
}
