/* burst.c -- one burst at a time: a player thread, and figures over its items. */
#include "sim/burst.h"

#include "sim/limit.h"
#include "sim/pump.h"
#include "sys/clock.h"

#include <stdlib.h>
#include <string.h>

enum { ADDS_MAX = 2000000, WAYS_MAX = 64, WELCOME_WAIT_MS = 22000, WAY_ID_MAX = 40 };

/* The items of one burst, kept as long as the simulator: deliveries and welcome codes point to
 * them, and nobody knows how long a slow receiver keeps those waiting. */
typedef struct Kept {
    struct Kept *before;
    BurstItem    item[];
} Kept;

typedef struct Burst {
    int64_t         id, rate, count;
    BurstItem      *item;
    char            way[WAYS_MAX][WAY_ID_MAX];
    size_t          way_count;
    char            corp_id[24];
    bool            limits_off, expects_welcome;
    _Atomic int64_t added, refused, played_us;
    _Atomic bool    is_done;
} Burst;

struct Bursts {
    Sim            *sim;
    pthread_mutex_t lock;
    Burst           now;
    Kept           *kept; /* the newest first */
    pthread_t       thread;
    bool            has_thread;
    _Atomic bool    is_stopping;
};

Bursts *bursts_new(Sim *sim)
{
    Bursts *bursts = calloc(1, sizeof(*bursts));
    ASSERT(bursts != NULL);
    bursts->sim         = sim;
    bursts->now.is_done = true;
    pthread_mutex_init(&bursts->lock, NULL);
    return bursts;
}

/* ---- playing ------------------------------------------------------------------------------ */

static void play_one(Bursts *bursts, Arena *arena, int64_t at)
{
    Burst *burst = &bursts->now;
    Call   call  = { .sim        = bursts->sim,
                     .world      = bursts->sim->world,
                     .arena      = arena,
                     .method     = S("POST"),
                     .path       = S("/sim/customers/scan"),
                     .query_text = S(""),
                     .type       = S("application/json"),
                     .ip         = S("127.0.0.1"),
                     .host       = S(""),
                     .item       = &burst->item[at] };
    call.body    = str_fmt(arena, "{\"corp\":\"%s\",\"config_id\":\"%s\"}", burst->corp_id,
                           burst->way[(size_t)at % burst->way_count]);
    burst->item[at].added_us = clock_mono_us();
    api_answer(&call);
    if (str_find(call.reply_body, S("\"outcome\":\"added\"")) >= 0)
        burst->added++;
    else {
        burst->refused++;
        burst->item[at].added_us = 0;
    }
    arena_reset(arena);
}

static bool is_settled(const Burst *burst, const BurstItem *item)
{
    if (item->added_us == 0 || item->is_failed) return true;
    return item->acked_us != 0 && (!burst->expects_welcome || item->welcome_us != 0);
}

static void wait_for_answers(Bursts *bursts)
{
    const Burst  *burst    = &bursts->now;
    const int64_t until_us = clock_mono_us() + (int64_t)WELCOME_WAIT_MS * 1000;
    for (int64_t at = 0; at < burst->count && clock_mono_us() < until_us && !bursts->is_stopping;) {
        if (is_settled(burst, &burst->item[at]))
            at++;
        else
            clock_sleep_ms(5);
    }
}

static void *play(void *arg)
{
    Bursts       *bursts = arg;
    Burst        *burst  = &bursts->now;
    Arena        *arena  = arena_new(16u << 20);
    Limits        limits = limit_get(bursts->sim->limiter);
    const bool    was_on = limits.is_on;
    const int64_t start  = clock_mono_us();
    if (burst->limits_off) {
        LOCKED(&bursts->sim->world->lock);
        limits.is_on = false;
        limit_set(bursts->sim->limiter, limits);
    }
    for (int64_t at = 0; at < burst->count && !bursts->is_stopping; at++) {
        const int64_t due = start + at * 1000000 / burst->rate;
        while (clock_mono_us() < due) clock_sleep_ms(1);
        play_one(bursts, arena, at);
    }
    burst->played_us = clock_mono_us() - start;
    wait_for_answers(bursts);
    if (burst->limits_off) {
        LOCKED(&bursts->sim->world->lock);
        limits.is_on = was_on;
        limit_set(bursts->sim->limiter, limits);
    }
    burst->is_done = true;
    arena_free(arena);
    return NULL;
}

/* ---- figures --------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void put_ms(Call *call, const char *name, int64_t us)
{
    json_key(&call->out, str_of(name));
    json_put_real(&call->out, (double)us / 1000.0);
}

static void put_spread(Call *call, const char *name, int64_t *us, size_t count)
{
    qsort(us, count, sizeof(*us), by_size);
    api_open(call, name, false);
    api_put_number(call, "count", (int64_t)count);
    if (count) {
        put_ms(call, "p50", us[count / 2]);
        put_ms(call, "p90", us[count * 9 / 10]);
        put_ms(call, "p99", us[count * 99 / 100]);
        put_ms(call, "max", us[count - 1]);
    }
    api_close(call, false);
}

typedef enum Span { SPAN_QUEUE, SPAN_CALLBACK, SPAN_WELCOME } Span;

static int64_t span_of(const BurstItem *item, Span span)
{
    const int64_t added = item->added_us, sent = item->sent_us;
    const int64_t acked = item->acked_us, welcome = item->welcome_us;
    if (added == 0 || sent == 0) return -1;
    switch (span) {
    case SPAN_QUEUE: return sent - added;
    case SPAN_CALLBACK: return acked ? acked - sent : -1;
    case SPAN_WELCOME: return welcome ? welcome - sent : -1;
    }
    return -1;
}

static void put_span(Call *call, const Burst *burst, const char *name, Span span)
{
    int64_t *us    = malloc(sizeof(*us) * (size_t)(burst->count + 1));
    size_t   count = 0;
    ASSERT(us != NULL);
    for (int64_t at = 0; at < burst->count; at++) {
        const int64_t value = span_of(&burst->item[at], span);
        if (value >= 0) us[count++] = value;
    }
    put_spread(call, name, us, count);
    free(us);
}

static void report(Call *call, const Burst *burst)
{
    int64_t delivered = 0, failed = 0, retries = 0, without = 0, doubled = 0;
    for (int64_t at = 0; at < burst->count; at++) {
        const BurstItem *item = &burst->item[at];
        if (item->added_us == 0) continue;
        delivered += item->acked_us != 0;
        failed += item->is_failed;
        retries += item->attempts > 1 ? item->attempts - 1 : 0;
        without += item->welcome_us == 0;
        doubled += item->welcomes > 1 ? item->welcomes - 1 : 0;
    }
    api_put_number(call, "id", burst->id);
    api_put_text(call, "state",
                 burst->id == 0   ? S("none")
                 : burst->is_done ? S("done")
                                  : S("running"));
    api_put_number(call, "rate", burst->rate);
    api_put_number(call, "adds", burst->added);
    api_put_number(call, "refused", burst->refused);
    put_ms(call, "played_ms", burst->played_us);
    json_key(&call->out, S("rate_reached"));
    json_put_real(&call->out,
                  burst->played_us ? (double)burst->added * 1e6 / (double)burst->played_us : 0);
    api_put_number(call, "delivered", delivered);
    api_put_number(call, "failed", failed);
    api_put_number(call, "retries", retries);
    api_put_number(call, "without_welcome", without);
    api_put_number(call, "duplicate_welcomes", doubled);
    put_span(call, burst, "queue_ms", SPAN_QUEUE);
    put_span(call, burst, "callback_ms", SPAN_CALLBACK);
    put_span(call, burst, "welcome_ms", SPAN_WELCOME);
}

/* ---- starting -------------------------------------------------------------------------------- */

static int read_ways(Call *call, Burst *burst)
{
    const JsonItems ids = api_items(call, "config_ids");
    for (size_t i = 0; i < ids.count && burst->way_count < WAYS_MAX; i++) {
        const char *id = str_z(call->arena, api_item_text(call, &ids.at[i]));
        if (strlen(id) < WAY_ID_MAX) strcpy(burst->way[burst->way_count++], id);
    }
    LOCKED(&call->world->lock);
    LIST_EACH(Way, way, call->corp->ways)
    {
        if (ids.count || way->is_gone || way->is_temp || burst->way_count == WAYS_MAX) continue;
        strcpy(burst->way[burst->way_count++], way->config_id.ptr);
    }
    return burst->way_count ? 0 : api_refuse(call, 41044, "no contact way to scan");
}

static BurstItem *keep_items(Bursts *bursts, int64_t count)
{
    Kept *kept = calloc(1, sizeof(*kept) + sizeof(kept->item[0]) * (size_t)count);
    ASSERT(kept != NULL);
    kept->before = bursts->kept;
    bursts->kept = kept;
    return kept->item;
}

static int start(Call *call, Bursts *bursts)
{
    if (!bursts->now.is_done) return api_refuse(call, 45033, "a burst is running");
    if (bursts->has_thread) thread_join(bursts->thread);
    bursts->has_thread  = false;
    Burst        *burst = &bursts->now;
    const int64_t id    = burst->id + 1;
    const int64_t rate  = api_number(call, "rate", 50);
    const int64_t count = api_number(call, "count", rate * api_number(call, "seconds", 5));
    if (rate < 1 || count < 1 || count > ADDS_MAX)
        return api_refuse(call, 40058, "rate or seconds");
    memset(burst, 0, sizeof(*burst));
    burst->is_done = true;
    TRY_API(read_ways(call, burst));
    (void)pump_wait_idle(call->sim->pump, 30000); /* one burst does not measure another */
    burst->item            = keep_items(bursts, count);
    burst->id              = id;
    burst->rate            = rate;
    burst->count           = count;
    burst->limits_off      = !api_flag(call, "limits", false);
    burst->expects_welcome = api_flag(call, "welcome", true);
    strcpy(burst->corp_id, call->corp->corp_id.ptr);
    burst->is_done     = false;
    bursts->thread     = thread_start("sim-burst", 1024, play, bursts);
    bursts->has_thread = true;
    return 0;
}

int bursts_call(Call *call)
{
    Bursts *bursts = call->sim->bursts;
    if (call->corp == NULL) return api_refuse(call, 40013, NULL);
    {
        LOCKED(&bursts->lock);
        if (str_equal(call->method, S("POST"))) TRY_API(start(call, bursts));
    }
    if (str_equal(call->method, S("POST")) && api_flag(call, "wait", true)) {
        while (!bursts->now.is_done && !bursts->is_stopping) clock_sleep_ms(10);
    }
    LOCKED(&bursts->lock);
    report(call, &bursts->now);
    return 0;
}

void bursts_stop(Bursts *bursts) { bursts->is_stopping = true; }

void bursts_free(Bursts *bursts)
{
    if (bursts == NULL) return;
    bursts->is_stopping = true;
    if (bursts->has_thread) thread_join(bursts->thread);
    for (Kept *kept = bursts->kept, *before; kept != NULL; kept = before) {
        before = kept->before;
        free(kept);
    }
    pthread_mutex_destroy(&bursts->lock);
    free(bursts);
}
