/* worker.h -- what the threads behind the log share: contexts, pauses, and saying once
 * that something is wrong. */
#ifndef LOG_WORKER_H
#define LOG_WORKER_H

#include "kernel/kernel.h"

#include <stdatomic.h>

enum { WORKER_STACK_KIB = 256, WORKER_ARENA_MAX = 64 * 1024 * 1024 };

/* A context for `tenant_id` inside the transaction of `base`, with memory of its own. */
Ctx     worker_ctx(const Ctx *base, Arena *arena, int64_t tenant_id, const char *actor);
/* Whether a failure passes by itself: a clash, a lost store, something not there now. */
bool    worker_passing(const Err *err);
/* A failure, kept beyond the arena it happened in. */
Err     worker_keep(Arena *arena, const Err *err);
/* first_ms doubling with every failure, at most max_ms. */
int64_t worker_pause_ms(int64_t first_ms, int64_t max_ms, int failures);
/* Sleeps `ms`, less when `stopping` is set and `wake` raised. */
void    worker_rest(Wake *wake, const atomic_bool *stopping, int64_t ms);
/* A row of `shape` with its text copied into `arena`. */
void    worker_copy(Arena *arena, const Shape *shape, const void *from, void *to);
/* A name no other process or runner has. */
Str     worker_name(Arena *arena);
bool    worker_word_in(const char *const *words, Str word);

/* Says the first of a row of failures, and that it is over. */
typedef struct WorkerTrouble {
    const char *who;
    int         failures;
} WorkerTrouble;
void worker_failed(WorkerTrouble *trouble, const Err *err);
void worker_recovered(WorkerTrouble *trouble);

#endif
