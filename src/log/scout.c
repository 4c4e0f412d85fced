/* scout.c -- the thread that looks at the log for all consumers. */
#include "log/scout.h"

#include "log/consumer_sql.h"
#include "log/horizon.h"
#include "log/worker.h"

enum {
    OWN_MAX          = 64 * 1024,
    PAUSE_FIRST_MS   = 100,
    PAUSE_MAX_MS     = 3000,
    HORIZON_FIRST_MS = 2, /* transactions are short: the wait is one of theirs */
    HORIZON_MAX_MS   = 100,
    IDLE_MS          = 10000,
    PASSED_MS        = 1000, /* who only passes is woken so often */
    REPLAY_MS        = 500,
    READ_EVENTS      = 256,
    FAR_EVENTS       = 16384, /* more than that at once each reads for itself */
    RECENT_MAX       = 16 << 20,
    SHEAF_MAX        = 128 << 20, /* a bound for what 256 events can be at most */
    BUSY_MS          = 25, /* who found something so lately will find more: it comes together */
    GATHER_MS        = 5,
};

typedef struct Post {
    const Consumer *consumer;
    Wake           *wake;
    int64_t         newest;            /* of what it hears */
    int64_t         told_seq, told_us; /* how far the log went when it was woken last */
    bool            is_replay_wanted;
} Post;

struct Scout {
    Arena          *arena;
    const Services *services;
    pthread_mutex_t lock; /* of what the posts are told */
    Post           *posts;
    size_t          count;
    int64_t         safe_seq;
    Recent         *recent;
    /* Of the thread. */
    Horizon         horizon;
    bool            is_open; /* it has looked once */
    int             waits;   /* on the horizon, in a row */
    int64_t         replay_us, moved_us;
    bool            may_replay; /* somebody may have asked for it since */
    WorkerTrouble   trouble;
    Wake           *wake;
    atomic_bool     stopping;
    pthread_t       thread;
};

static bool passed_ms(int64_t since_us, int64_t ms)
{
    return clock_mono_us() - since_us >= ms * 1000;
}

/* ---- looking ----------------------------------------------------------- */

static void note_type(Scout *scout, const Event *last)
{
    for (size_t i = 0; i < scout->count; i++) {
        Post *post = &scout->posts[i];
        if (last->seq > post->newest && worker_word_in(post->consumer->types, last->type))
            post->newest = last->seq;
    }
}

/* Of each type only the last event is asked about. */
static void publish(Scout *scout, Arena *arena, Rows events, int64_t until)
{
    StrMap *types = strmap_new(arena);
    LOCKED(&scout->lock);
    for (size_t i = events.count; i-- > 0;) {
        Event *event = ROWS_AT(Event, events, i);
        if (strmap_find(types, event->type)) continue;
        strmap_put(types, event->type, event);
        note_type(scout, event);
    }
    scout->safe_seq = until;
}

/* Of what was not read nobody knows of which types it is: each looks for itself.  It may tell that
 * the log was rewritten, so what is in memory may not be heard any more either. */
static void publish_unread(Scout *scout, int64_t until)
{
    recent_forget(scout->recent);
    LOCKED(&scout->lock);
    for (size_t i = 0; i < scout->count; i++) scout->posts[i].newest = until;
    scout->safe_seq = until;
}

/* What was forgotten on request was emptied in the log, and is to be heard as it is now. */
static bool tells_of_rewriting(Rows events)
{
    for (size_t i = 0; i < events.count; i++)
        if (str_equal(ROWS_AT(Event, events, i)->type, event_word(EV_LOG_REWRITTEN))) return true;
    return false;
}

static Code read_sheaf(Scout *scout, Ctx *cx, Arena *arena, int64_t until)
{
    Ctx           read  = *cx;
    Rows          rows  = { 0 };
    const int64_t after = scout->safe_seq;
    const int64_t parts = -1;
    read.arena          = arena;
    if (cx_list(&read, &event_sql_read, &rows,
                ARGS(V(after), V(until), V(parts), V(READ_EVENTS), V(S("[]")))) != OK) {
        cx->err = worker_keep(cx->arena, &read.err);
        arena_free(arena);
        return cx->err.code;
    }
    if (rows.count == READ_EVENTS) until = ROWS_AT(Event, rows, rows.count - 1)->seq;
    if (tells_of_rewriting(rows)) recent_forget(scout->recent);
    recent_add(scout->recent, arena, rows, after, until);
    publish(scout, cx->arena, rows, until);
    return OK;
}

/* Who is slow holds all that comes behind him: beyond a bound the others read for themselves. */
static Code read_on(Scout *scout, Ctx *cx, int64_t until)
{
    if (!recent_is_full(scout->recent)) return read_sheaf(scout, cx, arena_new(SHEAF_MAX), until);
    publish_unread(scout, until);
    return OK;
}

static Code look_at_log(Ctx *cx, Scout *scout)
{
    TRY(horizon_look(cx, &scout->horizon));
    const int64_t until = scout->horizon.safe_seq;
    scout->waits        = horizon_waits(&scout->horizon) ? scout->waits + 1 : 0;
    if (until > scout->safe_seq) scout->moved_us = clock_mono_us();
    if (!scout->is_open || until - scout->safe_seq > FAR_EVENTS) publish_unread(scout, until);
    scout->is_open = true;
    while (scout->safe_seq < until) TRY(read_on(scout, cx, until));
    return OK;
}

static Code look_for_replays(Ctx *cx, Scout *scout)
{
    Rows rows = { 0 };
    if (!scout->may_replay || !passed_ms(scout->replay_us, REPLAY_MS)) return OK;
    TRY(cx_list(cx, &dead_letter_sql_askers, &rows, NO_ARGS));
    scout->may_replay = false;
    scout->replay_us  = clock_mono_us();
    LOCKED(&scout->lock);
    for (size_t i = 0; i < rows.count; i++)
        for (size_t k = 0; k < scout->count; k++)
            if (str_equal(ROWS_AT(AskerRow, rows, i)->consumer,
                          str_of(scout->posts[k].consumer->name)))
                scout->posts[k].is_replay_wanted = true;
    return OK;
}

/* ---- telling ------------------------------------------------------------ */

static void at_latest(int64_t *wait_ms, int64_t ms)
{
    if (ms < *wait_ms) *wait_ms = ms > 0 ? ms : 0;
}

/* Whether it is to be woken now; else in how long it is to learn how far it may pass. */
static bool is_due(const Scout *scout, const Post *post, int64_t *wait_ms)
{
    if (post->newest > post->told_seq || post->is_replay_wanted) return true;
    if (scout->safe_seq == post->told_seq) return false;
    const int64_t left_ms = PASSED_MS - (clock_mono_us() - post->told_us) / 1000;
    if (left_ms > 0) at_latest(wait_ms, left_ms);
    return left_ms <= 0;
}

static void tell(Scout *scout, int64_t *wait_ms)
{
    LOCKED(&scout->lock);
    for (size_t i = 0; i < scout->count; i++) {
        Post *post = &scout->posts[i];
        if (!is_due(scout, post, wait_ms)) continue;
        post->told_seq = scout->safe_seq;
        post->told_us  = clock_mono_us();
        wake_raise(post->wake);
    }
}

ScoutNews scout_news(Scout *scout, size_t number)
{
    LOCKED(&scout->lock);
    ASSERT(number < scout->count);
    Post           *post   = &scout->posts[number];
    const ScoutNews news   = { scout->safe_seq, post->newest, post->is_replay_wanted };
    post->is_replay_wanted = false;
    return news;
}

Recent *scout_recent(Scout *scout) { return scout->recent; }

/* ---- the thread ------------------------------------------------------------ */

static Code look(Ctx *cx, Scout *scout, int64_t *wait_ms)
{
    *wait_ms = IDLE_MS;
    TRY(look_at_log(cx, scout));
    TRY(look_for_replays(cx, scout));
    tell(scout, wait_ms);
    if (scout->may_replay) at_latest(wait_ms, REPLAY_MS);
    if (scout->waits > 0)
        at_latest(wait_ms, worker_pause_ms(HORIZON_FIRST_MS, HORIZON_MAX_MS, scout->waits));
    return OK;
}

static void *run(void *arg)
{
    Scout *scout = arg;
    Arena *arena = arena_new(WORKER_ARENA_MAX);
    while (!atomic_load(&scout->stopping)) {
        arena_reset(arena);
        Ctx     cx      = ctx_system(scout->services, arena, 0, "system:scout");
        int64_t wait_ms = 0;
        if (look(&cx, scout, &wait_ms) != OK) {
            worker_failed(&scout->trouble, &cx.err);
            worker_rest(scout->wake, &scout->stopping,
                        worker_pause_ms(PAUSE_FIRST_MS, PAUSE_MAX_MS, scout->trouble.failures));
            scout->may_replay = true;
            continue;
        }
        worker_recovered(&scout->trouble);
        if (!wake_wait(scout->wake, wait_ms)) continue;
        scout->may_replay = true;
        if (!passed_ms(scout->moved_us, BUSY_MS) && !atomic_load(&scout->stopping))
            clock_sleep_ms(GATHER_MS);
    }
    arena_free(arena);
    return NULL;
}

Scout *scout_new(const Services *services, size_t consumers_max)
{
    Arena *arena = arena_new(OWN_MAX);
    Scout *scout = arena_make(arena, Scout, 1);
    *scout       = (Scout){ .arena      = arena,
                            .services   = services,
                            .posts      = arena_make(arena, Post, consumers_max),
                            .recent     = recent_new(RECENT_MAX),
                            .may_replay = true,
                            .trouble    = { .who = "scout" },
                            .wake       = wake_new() };
    pthread_mutex_init(&scout->lock, NULL);
    return scout;
}

size_t scout_join(Scout *scout, const Consumer *consumer, Wake *wake)
{
    scout->posts[scout->count] = (Post){ .consumer = consumer, .wake = wake };
    return scout->count++;
}

void scout_start(Scout *scout)
{
    db_subscribe(scout->services->db, TOPIC_LOG, scout->wake);
    scout->thread = thread_start("scout", WORKER_STACK_KIB, run, scout);
}

void scout_stop(Scout *scout)
{
    atomic_store(&scout->stopping, true);
    wake_raise(scout->wake);
    thread_join(scout->thread);
    db_unsubscribe(scout->services->db, scout->wake);
}

void scout_free(Scout *scout)
{
    wake_free(scout->wake);
    recent_free(scout->recent);
    pthread_mutex_destroy(&scout->lock);
    arena_free(scout->arena);
}
