/* claim.h -- takes effects that are due out of the outbox, for one process to send. */
#ifndef LOG_CLAIM_H
#define LOG_CLAIM_H

#include "log/outbox.h"

enum { CLAIM_MS = 8000, CLAIM_RENEW_MS = 2000, CLAIM_EXPIRED_MAX = 64 };

/* Who claims, and what it can send. */
typedef struct Claimer {
    const Services          *services;
    const EffectKind *const *kinds;
    size_t                   count;
    Str                      owner; /* no other process or dispatcher has it */
} Claimer;

/* How many effects may be claimed. */
typedef struct ClaimRoom {
    size_t urgent, plain;
} ClaimRoom;

/* The kind of that word, or NULL. */
const EffectKind *claim_kind(const Claimer *claimer, Str word);
bool              claim_is_late(const Effect *effect, int64_t now_ms);
/* Claims what is due and within its quota, every queue its fair part; effects of unknown
 * kinds stay.  Late ones are among them.  `next_at_ms`: when to look again if nobody
 * signals (cx->now_ms: at once, when there is room); INT64_MAX = never. */
Code              claim_due(Ctx *cx, const Claimer *claimer, ClaimRoom room, Rows *effects,
                            int64_t *next_at_ms) MUST_USE;
/* Keeps what is in hand, and only that: what was claimed by a commit nobody saw the end of
 * must run out. */
Code              claim_renew(Ctx *cx, const Claimer *claimer, Ids in_hand) MUST_USE;
/* Takes over claims of dead processes, at most `limit`; nobody knows whether these effects
 * were sent.  Also lets lanes go that nobody freed. */
Code claim_expired(Ctx *cx, const Claimer *claimer, int64_t limit, Rows *effects) MUST_USE;

#endif
