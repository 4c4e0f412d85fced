/* worker.c -- what the threads behind the log share. */
#include "log/worker.h"

#include <string.h>

Ctx worker_ctx(const Ctx *base, Arena *arena, int64_t tenant_id, const char *actor)
{
    Ctx cx   = ctx_system(base->services, arena, tenant_id, actor);
    cx.link  = base->link;
    cx.depth = base->depth;
    cx.memo  = base->memo;
    return cx;
}

bool worker_passing(const Err *err) { return err->retry || err->code == ERR_UNAVAILABLE; }

Err worker_keep(Arena *arena, const Err *err)
{
    Err kept     = *err;
    kept.field   = str_copy(arena, err->field);
    kept.allowed = str_copy(arena, err->allowed);
    kept.detail  = str_copy(arena, err->detail);
    return kept;
}

int64_t worker_pause_ms(int64_t first_ms, int64_t max_ms, int failures)
{
    int64_t pause = first_ms;
    for (int i = 1; i < failures && pause < max_ms; i++) pause *= 2;
    return pause < max_ms ? pause : max_ms;
}

void worker_rest(Wake *wake, const atomic_bool *stopping, int64_t ms)
{
    const int64_t until_us = clock_mono_us() + ms * 1000;
    for (int64_t left = ms; left > 0 && !atomic_load(stopping);) {
        (void)wake_wait(wake, left);
        left = (until_us - clock_mono_us() + 999) / 1000;
    }
}

void worker_copy(Arena *arena, const Shape *shape, const void *from, void *to)
{
    memcpy(to, from, shape->size);
    shape_keep_texts(arena, shape, to);
}

Str worker_name(Arena *arena)
{
    return str_fmt(arena, "%016llx", (unsigned long long)random_u64());
}

bool worker_word_in(const char *const *words, Str word)
{
    if (words == NULL) return true;
    for (; *words != NULL; words++) {
        const Str want = str_of(*words);
        if (str_equal(want, word)) return true;
        if (str_ends(want, S(".*")) && str_starts(word, str_slice(want, 0, want.len - 1)))
            return true;
    }
    return false;
}

void worker_failed(WorkerTrouble *trouble, const Err *err)
{
    if (trouble->failures++ > 0) return;
    Arena *arena = arena_new(16 * 1024);
    log_line(LOG_WARN, "worker fails, will go on trying", "who=%s reason=%s detail=%s",
             trouble->who, err->reason != NULL ? err->reason : "-", log_quote(arena, err->detail));
    arena_free(arena);
}

void worker_recovered(WorkerTrouble *trouble)
{
    if (trouble->failures == 0) return;
    log_line(LOG_INFO, "worker recovered", "who=%s failures=%d", trouble->who, trouble->failures);
    trouble->failures = 0;
}
