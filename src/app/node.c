/* Keeps the lease of the process's number by a thread of its own. */
#include "app/node.h"

#include <stdatomic.h>
#include <stdlib.h>

struct NodeHolder {
    const Services *services;
    Arena          *arena; /* of the name */
    Str             name;
    int             number;
    Wake           *wake;
    atomic_bool     stopping;
    pthread_t       thread;
};

/* A number another process may have means two equal ids one day: better no process at all. */
static void renew(NodeHolder *holder, Arena *arena)
{
    arena_reset(arena);
    Ctx cx = ctx_system(holder->services, arena, 0, "system:node");
    if (node_renew(&cx, holder->name, holder->number) == OK) return;
    log_line(LOG_WARN, "the number of this process could not be renewed", "reason=%s",
             cx.err.reason);
    if (cx.err.code == ERR_CONFLICT) {
        log_line(LOG_ERROR, "another process has the number of this one", "node=%d",
                 holder->number);
        abort();
    }
}

static void *run(void *arg)
{
    NodeHolder *holder = arg;
    Arena      *arena  = arena_new(1 << 20);
    while (!atomic_load(&holder->stopping))
        if (!wake_wait(holder->wake, NODE_RENEW_MS)) renew(holder, arena);
    arena_free(arena);
    return NULL;
}

NodeHolder *node_holder_open(Ctx *cx)
{
    NodeHolder *holder = calloc(1, sizeof *holder);
    ASSERT(holder != NULL);
    holder->services = cx->services;
    holder->arena    = arena_new(1 << 12);
    holder->name     = random_token(holder->arena, 22);
    if (node_take(cx, holder->name, &holder->number) != OK) {
        arena_free(holder->arena);
        free(holder);
        return NULL;
    }
    holder->wake   = wake_new();
    holder->thread = thread_start("node", 256, run, holder);
    return holder;
}

int node_holder_number(const NodeHolder *holder) { return holder->number; }

void node_holder_close(NodeHolder *holder)
{
    if (holder == NULL) return;
    atomic_store(&holder->stopping, true);
    wake_raise(holder->wake);
    thread_join(holder->thread);
    Arena *arena = arena_new(1 << 20);
    Ctx    cx    = ctx_system(holder->services, arena, 0, "system:node");
    IGNORE(
        node_leave(&cx, holder->name, holder->number)); /* it is free again when the lease ends */
    arena_free(arena);
    wake_free(holder->wake);
    arena_free(holder->arena);
    free(holder);
}
