/* claim.c -- takes effects that are due out of the outbox. */
#include "log/claim.h"

#include "log/outbox_sql.h"
#include "log/quota.h"
#include "wire/wire.h"

#include <stdlib.h>

enum {
    BLOCKED_MS = 1000, /* a lane is freed by a signal; this is for a signal lost */
    LATE_MAX   = 64
};

typedef struct Queue {
    Str               name;
    const EffectKind *kind;
    Quota             quota; /* name is empty for none */
} Queue;

const EffectKind *claim_kind(const Claimer *claimer, Str word)
{
    for (size_t i = 0; i < claimer->count; i++)
        if (str_equal(str_of(claimer->kinds[i]->word), word)) return claimer->kinds[i];
    return NULL;
}

bool claim_is_late(const Effect *effect, int64_t now_ms)
{
    return effect->deadline_ms > 0 && effect->deadline_ms <= now_ms;
}

static bool is_urgent(const Queue *queue) { return (queue->kind->flags & URGENT) != 0; }

/* "tenant kind quota"; false for a kind nobody here knows. */
static bool queue_of(const Claimer *claimer, Str name, Queue *queue)
{
    Str       rest      = name;
    int64_t   tenant_id = 0;
    const Str tenant    = str_cut(&rest, ' ');
    const Str kind      = str_cut(&rest, ' ');
    queue->name         = name;
    queue->kind         = claim_kind(claimer, kind);
    if (!str_to_i64(tenant, &tenant_id) || queue->kind == NULL) return false;
    queue->quota = (Quota){ tenant_id, rest, queue->kind->per_minute, queue->kind->per_hour };
    return true;
}

static void at_latest(int64_t *next_at_ms, int64_t at_ms)
{
    if (at_ms < *next_at_ms) *next_at_ms = at_ms;
}

/* The queues something can be claimed from now, and those whose quota rests. */
static Code open_queues(Ctx *cx, const Claimer *claimer, Vec *open, Vec *resting,
                        int64_t *next_at_ms)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &claim_sql_queues, &rows, NO_ARGS));
    for (size_t i = 0; i < rows.count; i++) {
        const QueueRow *row   = ROWS_AT(QueueRow, rows, i);
        Queue           queue = { 0 };
        int64_t         until = 0;
        if (!queue_of(claimer, row->queue, &queue)) continue;
        if (row->next_at_ms > cx->now_ms) {
            at_latest(next_at_ms, row->next_at_ms);
            continue;
        }
        if (queue.quota.name.len > 0) TRY(quota_look(cx, &queue.quota, &until));
        if (until > cx->now_ms) {
            /* A deadline does not wait for the quota. */
            at_latest(next_at_ms,
                      until < cx->now_ms + BLOCKED_MS ? until : cx->now_ms + BLOCKED_MS);
            *VEC_ADD(resting, Queue) = queue;
        } else {
            *VEC_ADD(open, Queue) = queue;
        }
    }
    return OK;
}

static int by_id(const void *a, const void *b)
{
    const Effect *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

/* Before the platform refuses: people may still put off what can wait. */
static Code tell_near(Ctx *cx, const Quota *quota)
{
    enum { PAYLOAD_MAX = 1024 };
    JsonOut    out   = json_out(cx->arena, PAYLOAD_MAX);
    EventDraft draft = { .object = quota->name };
    const Str  hour  = str_fmt(cx->arena, "%lld", (long long)(cx->now_ms / MS_PER_HOUR));
    json_open_object(&out);
    json_pair_str(&out, S("quota"), quota->name);
    json_pair_i64(&out, S("percent"), QUOTA_NEAR_PERCENT);
    json_pair_i64(&out, S("per_hour"), quota->per_hour);
    json_close_object(&out);
    if (json_out_done(&out, &draft.payload) != OK) return OK; /* no name is that long */
    draft.id                = str_fmt(cx->arena, "quota_near:%.*s:%.*s",
                                      FMT(digest_hex(cx->arena, sha256(quota->name))), FMT(hour));
    const int64_t tenant_id = cx->tenant_id;
    cx->tenant_id           = quota->tenant_id;
    const Code code         = event_emit(cx, EV_QUOTA_NEAR, draft);
    cx->tenant_id           = tenant_id;
    return code;
}

static Code use(Ctx *cx, const Quota *quota, int64_t count)
{
    bool is_near = false;
    TRY(quota_use(cx, quota, count, &is_near));
    return is_near ? tell_near(cx, quota) : OK;
}

/* Claims up to `wanted` of a queue. */
static Code take(Ctx *cx, const Claimer *claimer, const Queue *queue, int64_t wanted, Vec *taken,
                 int64_t *next_at_ms)
{
    const bool has_quota = queue->quota.name.len > 0;
    int64_t    left      = wanted;
    int64_t    sendable  = 0;
    Rows       rows      = { 0 };
    if (has_quota) TRY(quota_open(cx, &queue->quota, wanted, &left));
    if (left == 0) {
        at_latest(next_at_ms, cx->now_ms);
        return OK;
    }
    TRY(cx_list(
        cx, &claim_sql_take, &rows,
        ARGS(V(queue->name), V(cx->now_ms), V(left), V(claimer->owner), V(cx->now_ms + CLAIM_MS))));
    /* RETURNING has no order; what was put first goes first. */
    if (rows.count > 1) qsort(rows.at, rows.count, sizeof(Effect), by_id);
    for (size_t i = 0; i < rows.count; i++) {
        const Effect *effect = ROWS_AT(Effect, rows, i);
        sendable += !claim_is_late(effect, cx->now_ms);
        *VEC_ADD(taken, Effect) = *effect;
    }
    if (has_quota && sendable > 0) TRY(use(cx, &queue->quota, sendable));
    at_latest(next_at_ms, rows.count > 0 ? cx->now_ms : cx->now_ms + BLOCKED_MS);
    return OK;
}

/* What is too late goes to those who wait for its end; nothing is sent. */
static Code take_late(Ctx *cx, const Claimer *claimer, const Vec *resting, size_t most, Vec *taken)
{
    for (size_t i = 0; i < resting->count && taken->count < most; i++) {
        Rows rows = { 0 };
        TRY(cx_list(cx, &claim_sql_late, &rows,
                    ARGS(V(VEC_AT(*resting, Queue, i)->name), V(cx->now_ms),
                         V((int64_t)(most - taken->count)), V(claimer->owner),
                         V(cx->now_ms + CLAIM_MS))));
        for (size_t k = 0; k < rows.count; k++) *VEC_ADD(taken, Effect) = *ROWS_AT(Effect, rows, k);
    }
    return OK;
}

/* Every queue gets its part of the room; when there is less room than queues, those from a
 * chance place on.  In the order of names, so that processes lock quotas alike. */
static Code take_fairly(Ctx *cx, const Claimer *claimer, const Vec *open, bool urgent, size_t room,
                        Vec *taken, int64_t *next_at_ms)
{
    size_t count = 0;
    for (size_t i = 0; i < open->count; i++) count += is_urgent(VEC_AT(*open, Queue, i)) == urgent;
    if (count == 0 || room == 0) return OK;
    const size_t share = room > count ? room / count : 1;
    const size_t first = count > room ? cx_random(cx, count) : 0;
    for (size_t i = 0, at = 0; i < open->count; i++) {
        const Queue *queue = VEC_AT(*open, Queue, i);
        if (is_urgent(queue) != urgent) continue;
        const size_t place = (at++ + count - first) % count;
        if (place < room) TRY(take(cx, claimer, queue, (int64_t)share, taken, next_at_ms));
    }
    return OK;
}

Code claim_due(Ctx *cx, const Claimer *claimer, ClaimRoom room, Rows *effects, int64_t *next_at_ms)
{
    ASSERT(cx->link == NULL);
    int64_t next    = INT64_MAX;
    Vec     open    = vec_of(cx->arena, Queue);
    Vec     resting = vec_of(cx->arena, Queue);
    Vec     taken   = vec_of(cx->arena, Effect);
    TRY(open_queues(cx, claimer, &open, &resting, &next));
    if (open.count + resting.count > 0 && (room.urgent > 0 || room.plain > 0)) {
        TXN(txn);
        TRY(cx_begin(cx, &txn));
        const size_t both = room.plain < room.urgent ? room.plain : room.urgent;
        TRY(take_late(cx, claimer, &resting, both < LATE_MAX ? both : LATE_MAX, &taken));
        room.urgent -= taken.count;
        room.plain -= taken.count;
        TRY(take_fairly(cx, claimer, &open, true, room.urgent, &taken, &next));
        TRY(take_fairly(cx, claimer, &open, false, room.plain, &taken, &next));
        TRY(cx_commit(cx, &txn));
    }
    *effects    = vec_rows(&taken);
    *next_at_ms = next;
    return OK;
}

Code claim_renew(Ctx *cx, const Claimer *claimer, Ids in_hand)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < in_hand.count; i++)
        TRY(cx_run(cx, &claim_sql_renew, NULL,
                   ARGS(V(claimer->owner), V(in_hand.at[i]), V(cx->now_ms + CLAIM_MS))));
    return cx_commit(cx, &txn);
}

Code claim_expired(Ctx *cx, const Claimer *claimer, int64_t limit, Rows *effects)
{
    EffectId one   = { 0 };
    bool     found = false;
    *effects       = (Rows){ 0 };
    if (db_engine(cx->db) == DB_POSTGRESQL) TRY(cx_run(cx, &outbox_sql_unblock, NULL, NO_ARGS));
    TRY(cx_find(cx, &claim_sql_any_expired, &one, &found, ARGS(V(cx->now_ms))));
    if (!found) return OK;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_list(cx, &claim_sql_expired, effects,
                ARGS(V(cx->now_ms), V(limit), V(claimer->owner), V(cx->now_ms + CLAIM_MS))));
    return cx_commit(cx, &txn);
}
