/* intake_met.c -- digests of rows as text of the store, and back. */
#include "intake/intake_met.h"

#include "intake/intake_sql.h"
#include "wire/wire.h"

#include <string.h>

Code intake_met_keep(Ctx *cx, Str run_key, int64_t row_count, const Vec *hashes)
{
    if (hashes->count == 0) return OK;
    const Str       bytes = { hashes->at, hashes->count * sizeof(uint64_t) };
    const IntakeMet met   = { .tenant_id = cx->tenant_id,
                              .run_key   = run_key,
                              .row_count = row_count,
                              .hashes    = base64(cx->arena, bytes) };
    return intake_sql_add_met(cx, &met);
}

typedef struct Counting {
    Ctx       *cx;
    EqualRows *into;
} Counting;

static Code count_batch(void *with, const void *row)
{
    const Counting  *counting = with;
    const IntakeMet *met      = row;
    Arena           *arena    = counting->cx->arena;
    const ArenaMark  mark     = arena_mark(arena);
    Str              bytes    = { 0 };
    const Code       code     = base64_decode(arena, met->hashes, &bytes);
    for (size_t at = 0; code == OK && at + sizeof(uint64_t) <= bytes.len; at += sizeof(uint64_t)) {
        uint64_t hash = 0;
        memcpy(&hash, bytes.ptr + at, sizeof(hash));
        (void)equal_rows_nth(counting->into, hash); /* it is counted, that is all */
    }
    arena_rewind(arena, mark);
    return code == OK ? OK : fail(counting->cx, ERR_INTERNAL, "intake.unreadable", "intake_met");
}

Code intake_met_count(Ctx *cx, Str run_key, int64_t row_count, EqualRows *into)
{
    Counting counting = { cx, into };
    return intake_sql_each_met(cx, run_key, row_count, count_batch, &counting);
}
