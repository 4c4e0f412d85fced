/* outbox.h -- effects on the outside: rows written in the transaction that decided
 * them, sent by the dispatcher under the platform's quotas.
 *
 * An effect is sent at least once unless its kind is AT_MOST_ONCE; platform keys
 * (welcome code, duplicate check) make repeats harmless.  Every state is visible to a
 * person, and dead ones can be replayed or discarded. */
#ifndef LOG_OUTBOX_H
#define LOG_OUTBOX_H

#include "log/event.h"

typedef enum EffectState {
    EFFECT_PENDING = 1,  /* to be sent, now or later                                  */
    EFFECT_SENDING,      /* claimed by a process until claimed_until_ms               */
    EFFECT_DONE,
    EFFECT_DEAD,         /* refused for good, too late, or tried too often            */
    EFFECT_DISCARDED     /* superseded, or given up by a person                       */
} EffectState;
extern const Words effect_state_words;

typedef struct Effect {
    int64_t id, tenant_id;
    Str     kind;             /* "wecom.send_welcome"                                 */
    Str     key;              /* idempotency: unique per tenant and kind              */
    Str     quota;            /* whose budget: "ww123:send_welcome_msg"; absent = none */
    Str     lane;             /* effects of one lane go in order, one at a time; absent = none */
    Str     object;           /* what it is about: "channel_code:77"                  */
    Str     payload;          /* JSON, the kind's own                                 */
    EffectState state;
    int32_t attempts;
    int64_t next_at_ms;       /* not before                                           */
    int64_t deadline_ms;      /* dead after; 0 = none                                 */
    int64_t claimed_until_ms;
    Str     reason, detail;   /* of the last failure                                  */
    Str     answer;           /* JSON the kind keeps                                  */
    int64_t created_at_ms, settled_at_ms;
} Effect;
extern const Shape effect_shape;

typedef struct EffectDraft {
    Str kind, key, quota, lane, object, payload;
    int64_t next_at_ms, deadline_ms;
    bool supersede;           /* pending effects of the same kind and lane are discarded */
} EffectDraft;

/* Puts an effect; a known key changes nothing.  `id` may be NULL. */
Code outbox_put(Ctx *cx, EffectDraft draft, int64_t *id) MUST_USE;

/* How a sending ended. */
typedef enum Verdict {
    VERDICT_DONE = 1,
    VERDICT_RETRY,   /* again after a growing pause (0.5 s doubling to 5 min, jitter)   */
    VERDICT_WAIT,    /* the whole quota rests until retry_at_ms; not counted as attempt  */
    VERDICT_DEAD     /* final                                                           */
} Verdict;

typedef struct Outcome {
    Verdict     verdict;
    const char *reason;       /* stable key, for RETRY, WAIT and DEAD                  */
    Str         detail;       /* what the platform said                                */
    Str         answer;       /* JSON kept with the effect                             */
    Str         told;         /* for the kind's `settled`; kept nowhere                */
    int64_t     retry_at_ms;  /* WAIT; for RETRY 0 = by the usual pause                */
} Outcome;

enum { AT_MOST_ONCE = 1u << 0, URGENT = 1u << 1 /* before all that is not */ };

typedef struct EffectKind {
    const char *word;
    unsigned    flags;
    int32_t     attempts_max;          /* 0 = 12                                       */
    int32_t     per_minute, per_hour;  /* of one quota; 0 = unlimited                  */
    /* Does it, outside any transaction; may block on the network. */
    void (*send)(Ctx *cx, const Effect *effect, Outcome *outcome);
    /* May be NULL.  In the transaction that records the end (DONE or DEAD).  When it fails for
     * good the end is recorded all the same, and a dead letter of "outbox" tells. */
    Code (*settled)(Ctx *cx, const Effect *effect, const Outcome *outcome);
} EffectKind;

typedef struct Dispatcher Dispatcher;
/* `threads` senders; kinds are borrowed. */
Dispatcher *dispatcher_start(const Services *services, const EffectKind *const *kinds, size_t count,
                             int threads);
/* Waits for the senders to finish what they have in hand. */
void dispatcher_stop(Dispatcher *dispatcher);
/* For tests: sends all that is due at services->clock(), in this thread. */
Code outbox_drain(const Services *services, const EffectKind *const *kinds, size_t count) MUST_USE;

/* Whether an effect of that kind and object is still to be settled, or was after `since_ms`. */
Code outbox_is_underway(Ctx *cx, Str kind, Str object, int64_t since_ms, bool *underway) MUST_USE;
/* What a person sees and does.  Newest first. */
Code outbox_list(Ctx *cx, EffectState state /* 0 = all */, Str object, Str cursor, int64_t limit,
                 Rows *items, Str *next_cursor) MUST_USE;
Code outbox_get(Ctx *cx, int64_t id, Effect *out) MUST_USE;
/* DEAD to PENDING with attempts 0 and no deadline; "outbox.not_dead" otherwise. */
Code outbox_replay(Ctx *cx, int64_t id) MUST_USE;
/* DEAD or PENDING to DISCARDED; "outbox.not_discardable" otherwise. */
Code outbox_discard(Ctx *cx, int64_t id) MUST_USE;
typedef struct OutboxCounts {
    int64_t pending, sending, dead, oldest_pending_at_ms;
} OutboxCounts;
/* Of the tenant. */
Code outbox_counts(Ctx *cx, OutboxCounts *out) MUST_USE;

#endif
