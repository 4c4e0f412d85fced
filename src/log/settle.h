/* settle.h -- records how sendings ended, each once. */
#ifndef LOG_SETTLE_H
#define LOG_SETTLE_H

#include "log/claim.h"

typedef struct Finished {
    Effect  effect; /* as it was claimed                              */
    Outcome outcome;
    bool    give_back; /* was not sent at all: as if it had not been claimed */
} Finished;

/* Records all of them, together where possible, with what their kinds do when they end.
 * May be called again for the same ones after a failure: what is recorded stays. */
Code    settle_all(Ctx *cx, const Claimer *claimer, const Finished *const *items,
                   size_t count) MUST_USE;
/* How a sending is to be seen whose process died: final when it may not be repeated. */
Outcome settle_unknown(const EffectKind *kind);

#endif
