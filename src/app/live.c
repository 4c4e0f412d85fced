/* live.c -- which open page is told what. */
#include "app/live.h"

#include "customer/customer.h"
#include "org/org.h"

#include <stdlib.h>

struct Live {
    const Services *services;
    SseHub         *hub;
    Tail           *tail;
};

/* Whom of those who do not see all it is for; `is_off` when it is for nobody of the brand. */
static Code find_viewers(const Services *services, SseHub *hub, Arena *arena, const Event *event,
                         SseMessage *message, bool *is_off)
{
    const Ids    scopes = sse_scopes(hub, arena, event->tenant_id);
    const Module module = event_module(event->type);
    Ctx          cx     = ctx_system(services, arena, event->tenant_id, "system:live");
    TRY(org_module_without(&cx, module, scopes, is_off, &message->without));
    if (*is_off || scopes.count == 0) return OK;
    if (event->person_id != 0)
        return customer_viewers(&cx, (CustomerId){ event->person_id }, event, &message->viewers);
    message->bare = S("{}");
    return OK;
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

static void tell(const Services *services, SseHub *hub, const Event *event)
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
    Str  data;
    bool is_off = false;
    if (json_out_done(&out, &data) == OK) {
        SseMessage message = { .tenant_id = event->tenant_id,
                               .need      = event_permission(event->type),
                               .event     = event->type,
                               .data      = data,
                               .id        = event->seq };
        if (find_viewers(services, hub, arena, event, &message, &is_off) != OK)
            sse_resync(hub, event->tenant_id, clock_mono_us());
        else if (!is_off)
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

void live_tell(const Services *services, SseHub *hub, const Event *event)
{
    if (sse_is_wanted(hub, event->tenant_id, event->type)) tell(services, hub, event);
    tell_tracked(hub, event);
    close_pages(hub, event);
}

/* ---- following the log --------------------------------------------------------------- */

static void hear(void *with, const Event *event)
{
    const Live *live = with;
    live_tell(live->services, live->hub, event);
}

static bool is_watched(void *with) { return sse_is_watched(((const Live *)with)->hub); }

Live *live_start(const Services *services, SseHub *hub)
{
    Live *live = calloc(1, sizeof *live);
    ASSERT(live != NULL);
    *live      = (Live){ .services = services, .hub = hub };
    live->tail = tail_start(services, hear, is_watched, live);
    return live;
}

void live_stop(Live *live)
{
    tail_stop(live->tail);
    free(live);
}
