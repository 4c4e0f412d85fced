/* sweep.h -- forgetting what has ended: effects, jobs with their files, events by type.
 *
 * Each call works on cx->tenant_id, removes at most `limit` and is a short transaction;
 * who keeps calling, and how long things are kept, is decided above. */
#ifndef LOG_SWEEP_H
#define LOG_SWEEP_H

#include "log/job.h"
#include "log/outbox.h"

/* Effects that were settled before `before_ms`; dead ones too: a person had his time. */
Code sweep_effects(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;
/* Jobs that ended before `before_ms`, each with the file of its result. */
Code sweep_jobs(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;
/* Events of a type received before `before_ms` that every consumer has heard and no dead letter
 * names.  The counts per type tell of all there ever were. */
Code sweep_events(Ctx *cx, Str type, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;
/* Whether events of this type may be swept at all: not where money is settled by them. */
bool sweep_may(Str type);

#endif
