/* dispatcher.c -- the threads that send effects: one claims, several send, one records. */
#include "log/outbox_sql.h"
#include "log/quota.h"
#include "log/settle.h"
#include "log/worker.h"

enum {
    RUNNER_ARENA_MAX = 1024 * 1024,
    PARCEL_ARENA_MAX = 16 * 1024 * 1024,
    SENDER_STACK_KIB = 512, /* network and TLS */
    THREADS_MAX      = 64,
    ROOM_PER_SENDER  = 4,
    SETTLE_MAX       = 64,
    EXPIRY_MS        = 2000,
    PAUSE_FIRST_MS   = 100,
    PAUSE_MAX_MS     = 3000, /* a welcome waits 20 s at most */
    CLOSING_TRIES    = 5,    /* claims that cannot be recorded run out by themselves */
    DRAIN_ROOM       = 64,
    BUSY_MS          = 25, /* after the last ones so lately more will come: they go together */
    GATHER_MS        = 4,
};

/* An effect on its way, with memory of its own. */
typedef struct Parcel {
    Arena         *arena;
    Finished       finished;
    bool           is_urgent;
    int64_t        id; /* of the effect while it is in hand, else 0 */
    struct Parcel *next;
} Parcel;

typedef struct Line {
    Parcel *first, *last;
    size_t  count;
} Line;

struct Dispatcher {
    Arena          *arena;
    Claimer         claimer;
    pthread_mutex_t lock;                /* of the lines and counts */
    pthread_cond_t  ready, ready_urgent; /* for a sender of any; for the one kept for urgent ones */
    size_t          idle;                /* senders of any that wait, or were just woken */
    Line            free, urgent, plain, finished;
    ClaimRoom       room;
    Wake           *claim_wake, *settle_wake;
    atomic_bool     stopping, closing;
    int             thread_count;
    pthread_t       claim_thread, settle_thread, senders[THREADS_MAX];
    size_t          capacity;
    Parcel         *parcels; /* all of them */
};

/* ---- lines ----------------------------------------------------------- */

static void line_add(Line *line, Parcel *parcel)
{
    parcel->next = NULL;
    if (line->last != NULL)
        line->last->next = parcel;
    else
        line->first = parcel;
    line->last = parcel;
    line->count++;
}

/* Lets effects come together where there were some just now: a turn at the store costs the same
 * for many. */
static void gather(Dispatcher *dispatcher, int64_t busy_at_us)
{
    if (busy_at_us == 0 || clock_mono_us() - busy_at_us > BUSY_MS * 1000) return;
    if (!atomic_load(&dispatcher->stopping)) clock_sleep_ms(GATHER_MS);
}

static Parcel *line_take(Line *line)
{
    Parcel *parcel = line->first;
    if (parcel == NULL) return NULL;
    line->first = parcel->next;
    if (line->first == NULL) line->last = NULL;
    line->count--;
    return parcel;
}

/* ---- sending --------------------------------------------------------- */

static Code resting(Ctx *cx, const Effect *effect, int64_t *until_ms)
{
    const Quota quota = { .tenant_id = effect->tenant_id, .name = effect->quota };
    *until_ms         = 0;
    return effect->quota.len > 0 ? quota_look(cx, &quota, until_ms) : OK;
}

/* Sends one that was claimed, unless its time or its quota is over meanwhile. */
static void send_one(const Claimer *claimer, Arena *arena, Finished *item)
{
    Ctx cx = ctx_system(claimer->services, arena, item->effect.tenant_id, "system:outbox");
    const EffectKind *kind  = claim_kind(claimer, item->effect.kind);
    int64_t           until = 0;
    item->outcome           = (Outcome){ 0 };
    if (claim_is_late(&item->effect, cx.now_ms)) {
        item->outcome = (Outcome){ .verdict = VERDICT_DEAD, .reason = "outbox.too_late" };
    } else if (resting(&cx, &item->effect, &until) == OK && until > cx.now_ms) {
        item->outcome = (Outcome){ .verdict     = VERDICT_WAIT,
                                   .reason      = "outbox.quota_rests",
                                   .retry_at_ms = until };
    } else {
        forgive(&cx);
        kind->send(&cx, &item->effect, &item->outcome);
        ASSERT(item->outcome.verdict >= VERDICT_DONE && item->outcome.verdict <= VERDICT_DEAD);
    }
}

static Parcel *take_ready(Dispatcher *dispatcher, bool urgent_only)
{
    LOCKED(&dispatcher->lock);
    for (;;) {
        if (atomic_load(&dispatcher->stopping)) return NULL;
        Parcel *parcel = line_take(&dispatcher->urgent);
        if (parcel == NULL && !urgent_only) parcel = line_take(&dispatcher->plain);
        if (parcel != NULL) return parcel;
        dispatcher->idle += !urgent_only;
        pthread_cond_wait(urgent_only ? &dispatcher->ready_urgent : &dispatcher->ready,
                          &dispatcher->lock);
        dispatcher->idle -= !urgent_only;
    }
}

static void finish(Dispatcher *dispatcher, Parcel *parcel)
{
    {
        LOCKED(&dispatcher->lock);
        line_add(&dispatcher->finished, parcel);
    }
    wake_raise(dispatcher->settle_wake);
}

static void send_loop(Dispatcher *dispatcher, bool urgent_only)
{
    for (Parcel *parcel; (parcel = take_ready(dispatcher, urgent_only)) != NULL;) {
        send_one(&dispatcher->claimer, parcel->arena, &parcel->finished);
        finish(dispatcher, parcel);
    }
}

static void *send_any(void *arg)
{
    send_loop(arg, false);
    return NULL;
}

/* One sender is kept for urgent effects, so that they never wait behind slow ones. */
static void *send_urgent(void *arg)
{
    send_loop(arg, true);
    return NULL;
}

/* ---- claiming -------------------------------------------------------- */

static Parcel *pack(Dispatcher *dispatcher, const Effect *effect)
{
    const EffectKind *kind = claim_kind(&dispatcher->claimer, effect->kind);
    Parcel           *parcel;
    {
        LOCKED(&dispatcher->lock);
        parcel = line_take(&dispatcher->free);
        ASSERT(parcel != NULL);
        parcel->id = effect->id;
    }
    arena_reset(parcel->arena);
    parcel->finished  = (Finished){ 0 };
    parcel->is_urgent = kind != NULL && (kind->flags & URGENT) != 0;
    worker_copy(parcel->arena, &effect_shape, effect, &parcel->finished.effect);
    return parcel;
}

static void hand_over(Dispatcher *dispatcher, const Effect *effect)
{
    Parcel *parcel = pack(dispatcher, effect);
    LOCKED(&dispatcher->lock);
    if (parcel->is_urgent)
        dispatcher->room.urgent--;
    else
        dispatcher->room.plain--;
    line_add(parcel->is_urgent ? &dispatcher->urgent : &dispatcher->plain, parcel);
    /* One is woken, not all: the others would only find nothing.  The one kept for urgent ones is
     * when each of those that wait has something to take already. */
    pthread_cond_signal(&dispatcher->ready);
    const size_t to_take = dispatcher->urgent.count + dispatcher->plain.count;
    if (parcel->is_urgent && to_take > dispatcher->idle)
        pthread_cond_signal(&dispatcher->ready_urgent);
}

static ClaimRoom room_now(Dispatcher *dispatcher, bool *in_hand)
{
    LOCKED(&dispatcher->lock);
    *in_hand = dispatcher->free.count < dispatcher->capacity;
    return dispatcher->room;
}

static Ids ids_in_hand(Dispatcher *dispatcher, Arena *arena)
{
    int64_t *ids   = arena_make(arena, int64_t, dispatcher->capacity);
    size_t   count = 0;
    LOCKED(&dispatcher->lock);
    for (size_t i = 0; i < dispatcher->capacity; i++)
        if (dispatcher->parcels[i].id != 0) ids[count++] = dispatcher->parcels[i].id;
    return (Ids){ ids, count };
}

/* What dead processes had in hand goes straight to be recorded. */
static Code take_over(Dispatcher *dispatcher, Ctx *cx, ClaimRoom room)
{
    Rows          rows  = { 0 };
    const int64_t limit = (int64_t)(room.plain < room.urgent ? room.plain : room.urgent);
    if (limit == 0) return OK;
    TRY(claim_expired(cx, &dispatcher->claimer, limit, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const Effect *effect     = ROWS_AT(Effect, rows, i);
        Parcel       *parcel     = pack(dispatcher, effect);
        parcel->finished.outcome = settle_unknown(claim_kind(&dispatcher->claimer, effect->kind));
        {
            LOCKED(&dispatcher->lock);
            if (parcel->is_urgent)
                dispatcher->room.urgent--;
            else
                dispatcher->room.plain--;
        }
        finish(dispatcher, parcel);
    }
    return OK;
}

typedef struct ClaimTimes {
    int64_t renewed_at_us, expiry_at_us, busy_at_us;
} ClaimTimes;

static Code claim_turn(Dispatcher *dispatcher, Ctx *cx, ClaimTimes *times, int64_t *wait_ms)
{
    bool          in_hand = false;
    ClaimRoom     room    = room_now(dispatcher, &in_hand);
    const int64_t now_us  = clock_mono_us();
    int64_t       next    = INT64_MAX;
    Rows          rows    = { 0 };
    const bool    looks_for_dead =
        times->expiry_at_us == 0 || now_us - times->expiry_at_us >= EXPIRY_MS * 1000;
    /* A clock that was set forward makes our own claims look like those of the dead. */
    if (looks_for_dead || now_us - times->renewed_at_us >= CLAIM_RENEW_MS * 1000) {
        if (in_hand) TRY(claim_renew(cx, &dispatcher->claimer, ids_in_hand(dispatcher, cx->arena)));
        times->renewed_at_us = now_us;
    }
    if (looks_for_dead) {
        TRY(take_over(dispatcher, cx, room));
        times->expiry_at_us = now_us;
        room                = room_now(dispatcher, &in_hand);
    }
    TRY(claim_due(cx, &dispatcher->claimer, room, &rows, &next));
    for (size_t i = 0; i < rows.count; i++) hand_over(dispatcher, ROWS_AT(Effect, rows, i));
    if (rows.count > 0) times->busy_at_us = now_us;
    *wait_ms = in_hand || rows.count > 0 ? CLAIM_RENEW_MS : EXPIRY_MS;
    room     = room_now(dispatcher, &in_hand);
    /* Without room there is nothing to look for until something is settled. */
    const bool is_full = room.plain == 0 || room.urgent == 0;
    if (next - cx->now_ms < *wait_ms && !(is_full && next <= cx->now_ms))
        *wait_ms = next - cx->now_ms;
    return OK;
}

static void *claim_loop(void *arg)
{
    Dispatcher   *dispatcher = arg;
    Arena        *arena      = arena_new(WORKER_ARENA_MAX);
    WorkerTrouble trouble    = { .who = "outbox.claim" };
    ClaimTimes    times      = { 0 };
    db_give_way(true);
    while (!atomic_load(&dispatcher->stopping)) {
        arena_reset(arena);
        int64_t wait_ms = 0;
        Ctx     cx      = ctx_system(dispatcher->claimer.services, arena, 0, "system:outbox");
        if (claim_turn(dispatcher, &cx, &times, &wait_ms) == OK) {
            worker_recovered(&trouble);
            if (wake_wait(dispatcher->claim_wake, wait_ms)) gather(dispatcher, times.busy_at_us);
            continue;
        }
        worker_failed(&trouble, &cx.err);
        worker_rest(dispatcher->claim_wake, &dispatcher->stopping,
                    worker_pause_ms(PAUSE_FIRST_MS, PAUSE_MAX_MS, trouble.failures));
    }
    arena_free(arena);
    return NULL;
}

/* ---- recording ------------------------------------------------------- */

static size_t take_finished(Dispatcher *dispatcher, Parcel **parcels)
{
    LOCKED(&dispatcher->lock);
    size_t count = 0;
    while (count < SETTLE_MAX && dispatcher->finished.count > 0)
        parcels[count++] = line_take(&dispatcher->finished);
    return count;
}

static void put_free(Dispatcher *dispatcher, Parcel **parcels, size_t count)
{
    {
        LOCKED(&dispatcher->lock);
        for (size_t i = 0; i < count; i++) {
            if (parcels[i]->is_urgent)
                dispatcher->room.urgent++;
            else
                dispatcher->room.plain++;
            parcels[i]->id = 0;
            line_add(&dispatcher->free, parcels[i]);
        }
    }
    wake_raise(dispatcher->claim_wake);
}

static void settle_parcels(Dispatcher *dispatcher, Arena *arena, Parcel **parcels, size_t count)
{
    WorkerTrouble   trouble = { .who = "outbox.settle" };
    const Finished *items[SETTLE_MAX];
    for (size_t i = 0; i < count; i++) items[i] = &parcels[i]->finished;
    for (;;) {
        arena_reset(arena);
        Ctx cx = ctx_system(dispatcher->claimer.services, arena, 0, "system:outbox");
        if (settle_all(&cx, &dispatcher->claimer, items, count) == OK) break;
        worker_failed(&trouble, &cx.err);
        if (atomic_load(&dispatcher->closing) && trouble.failures >= CLOSING_TRIES) break;
        worker_rest(dispatcher->settle_wake, &dispatcher->closing,
                    worker_pause_ms(PAUSE_FIRST_MS, PAUSE_MAX_MS, trouble.failures));
    }
    worker_recovered(&trouble);
    put_free(dispatcher, parcels, count);
}

static void *settle_loop(void *arg)
{
    Dispatcher *dispatcher = arg;
    Arena      *arena      = arena_new(WORKER_ARENA_MAX);
    Parcel     *parcels[SETTLE_MAX];
    int64_t     busy_at_us = 0;
    db_give_way(true);
    for (;;) {
        const bool   closing = atomic_load(&dispatcher->closing);
        const size_t count   = take_finished(dispatcher, parcels);
        if (count > 0) {
            settle_parcels(dispatcher, arena, parcels, count);
            busy_at_us = clock_mono_us();
        } else if (closing) {
            break;
        } else if (wake_wait(dispatcher->settle_wake, -1)) {
            gather(dispatcher, busy_at_us);
        }
    }
    arena_free(arena);
    return NULL;
}

/* ---- the dispatcher -------------------------------------------------- */

Dispatcher *dispatcher_start(const Services *services, const EffectKind *const *kinds, size_t count,
                             int threads)
{
    ASSERT(threads >= 1 && threads <= THREADS_MAX);
    Arena       *arena      = arena_new(RUNNER_ARENA_MAX);
    Dispatcher  *dispatcher = arena_make(arena, Dispatcher, 1);
    const size_t room       = (size_t)threads * ROOM_PER_SENDER;
    dispatcher->arena       = arena;
    dispatcher->claimer     = (Claimer){ services, kinds, count, worker_name(arena) };
    dispatcher->room        = (ClaimRoom){ room, room };
    dispatcher->capacity    = 2 * room;
    dispatcher->parcels     = arena_make(arena, Parcel, dispatcher->capacity);
    for (size_t i = 0; i < dispatcher->capacity; i++) {
        dispatcher->parcels[i].arena = arena_new(PARCEL_ARENA_MAX);
        line_add(&dispatcher->free, &dispatcher->parcels[i]);
    }
    pthread_mutex_init(&dispatcher->lock, NULL);
    pthread_cond_init(&dispatcher->ready, NULL);
    pthread_cond_init(&dispatcher->ready_urgent, NULL);
    dispatcher->claim_wake  = wake_new();
    dispatcher->settle_wake = wake_new();
    db_subscribe(services->db, TOPIC_OUTBOX, dispatcher->claim_wake);
    dispatcher->thread_count = threads;
    for (int i = 0; i < threads; i++)
        dispatcher->senders[i] =
            thread_start("outbox.send", SENDER_STACK_KIB,
                         i == 0 && threads > 1 ? send_urgent : send_any, dispatcher);
    dispatcher->settle_thread =
        thread_start("outbox.settle", WORKER_STACK_KIB, settle_loop, dispatcher);
    dispatcher->claim_thread =
        thread_start("outbox.claim", WORKER_STACK_KIB, claim_loop, dispatcher);
    return dispatcher;
}

/* What was claimed and not begun goes back, for others or the next start. */
static void give_back(Dispatcher *dispatcher)
{
    LOCKED(&dispatcher->lock);
    for (Parcel *parcel; (parcel = line_take(&dispatcher->urgent)) != NULL ||
                         (parcel = line_take(&dispatcher->plain)) != NULL;) {
        parcel->finished.give_back = true;
        line_add(&dispatcher->finished, parcel);
    }
}

static void stop_threads(Dispatcher *dispatcher)
{
    {
        LOCKED(&dispatcher->lock);
        atomic_store(&dispatcher->stopping, true);
        pthread_cond_broadcast(&dispatcher->ready);
        pthread_cond_broadcast(&dispatcher->ready_urgent);
    }
    wake_raise(dispatcher->claim_wake);
    thread_join(dispatcher->claim_thread);
    for (int i = 0; i < dispatcher->thread_count; i++) thread_join(dispatcher->senders[i]);
    give_back(dispatcher);
    atomic_store(&dispatcher->closing, true);
    wake_raise(dispatcher->settle_wake);
    thread_join(dispatcher->settle_thread);
}

void dispatcher_stop(Dispatcher *dispatcher)
{
    if (dispatcher == NULL) return;
    stop_threads(dispatcher);
    db_unsubscribe(dispatcher->claimer.services->db, dispatcher->claim_wake);
    wake_free(dispatcher->claim_wake);
    wake_free(dispatcher->settle_wake);
    pthread_mutex_destroy(&dispatcher->lock);
    pthread_cond_destroy(&dispatcher->ready);
    pthread_cond_destroy(&dispatcher->ready_urgent);
    ASSERT(dispatcher->free.count == dispatcher->capacity);
    for (Parcel *parcel; (parcel = line_take(&dispatcher->free)) != NULL;)
        arena_free(parcel->arena);
    arena_free(dispatcher->arena);
}

/* ---- without threads ------------------------------------------------- */

static Code drain_step(const Claimer *claimer, Arena *arena, bool *more)
{
    Ctx     cx   = ctx_system(claimer->services, arena, 0, "system:outbox");
    Rows    lost = { 0 }, due = { 0 };
    int64_t next = 0;
    TRY(claim_expired(&cx, claimer, CLAIM_EXPIRED_MAX, &lost));
    if (lost.count == 0)
        TRY(claim_due(&cx, claimer, (ClaimRoom){ DRAIN_ROOM, DRAIN_ROOM }, &due, &next));
    const size_t     count = lost.count + due.count;
    Finished        *items = arena_make(arena, Finished, count);
    const Finished **list  = arena_make(arena, const Finished *, count);
    for (size_t i = 0; i < count; i++) {
        const bool is_lost = i < lost.count;
        items[i].effect    = is_lost ? *ROWS_AT(Effect, lost, i) : *ROWS_AT(Effect, due, i);
        list[i]            = &items[i];
        if (is_lost)
            items[i].outcome = settle_unknown(claim_kind(claimer, items[i].effect.kind));
        else
            send_one(claimer, arena, &items[i]);
    }
    TRY(settle_all(&cx, claimer, list, count));
    *more = count > 0;
    return OK;
}

Code outbox_drain(const Services *services, const EffectKind *const *kinds, size_t count)
{
    Arena  *own     = arena_new(RUNNER_ARENA_MAX);
    Arena  *arena   = arena_new(WORKER_ARENA_MAX);
    Claimer claimer = { services, kinds, count, worker_name(own) };
    Code    code    = OK;
    for (bool more = true; more && code == OK;) {
        arena_reset(arena);
        code = drain_step(&claimer, arena, &more);
    }
    arena_free(arena);
    arena_free(own);
    return code;
}
