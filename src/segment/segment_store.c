/* segment_store.c -- who is in an audience, as it is written down. */
#include "segment/segment_store.h"

#include "segment/segment_pack.h"

#include <stdlib.h>

enum { MOVES_OF_TRANSACTION = 500, NAMED_MAX = 5000 /* of those who came and went at once */ };

static int by_id(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

Code segment_store_members(Ctx *cx, const SegmentRow *row, Ids *ids)
{
    Rows chunks = { 0 }, moved = { 0 };
    Vec  all = vec_of(cx->arena, int64_t);
    TRY(segment_sql_chunks(cx, row, &chunks));
    TRY(segment_sql_moved(cx, row->id, &moved));
    for (size_t i = 0; i < chunks.count; i++)
        REQUIRE(cx, segment_unpack(cx->arena, ROWS_AT(SegmentChunk, chunks, i)->members, &all),
                ERR_INTERNAL, "segment.bad_chunk");
    int64_t *was = (int64_t *)(void *)all.at;
    *ids         = (Ids){ was, all.count };
    if (moved.count == 0) return OK; /* they rise as they are */
    IdMap *since = idmap_new(cx->arena);
    for (size_t i = 0; i < moved.count; i++) {
        SegmentMoved *one = ROWS_AT(SegmentMoved, moved, i);
        idmap_put(since, one->customer_id, one);
    }
    int64_t *now   = arena_make(cx->arena, int64_t, all.count + moved.count);
    size_t   count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (!idmap_find(since, was[i])) now[count++] = was[i];
    for (size_t i = 0; i < moved.count; i++)
        if (ROWS_AT(SegmentMoved, moved, i)->is_in)
            now[count++] = ROWS_AT(SegmentMoved, moved, i)->customer_id;
    if (count > 1) qsort(now, count, sizeof *now, by_id);
    *ids = (Ids){ now, count };
    return OK;
}

static Code fill(Ctx *cx, SegmentRow *row, Ids ids)
{
    const size_t count = (ids.count + SEGMENT_PACK_IDS - 1) / SEGMENT_PACK_IDS;
    Str         *texts = arena_make(cx->arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        const size_t from = i * SEGMENT_PACK_IDS;
        const size_t some =
            ids.count - from < SEGMENT_PACK_IDS ? ids.count - from : SEGMENT_PACK_IDS;
        texts[i] = segment_pack(cx->arena, ids.at + from, some);
    }
    row->snapshot     = cx_new_id(cx);
    row->filled_at_ms = cx->now_ms;
    return segment_sql_fill(cx, row, texts, count);
}

/* ---- moves ---------------------------------------------------------------------------- */

static Code say(Ctx *cx, const SegmentMove *move)
{
    return event_emit(
        cx, move->is_in ? EV_SEGMENT_ENTERED : EV_SEGMENT_LEFT,
        (EventDraft){ .person_id = move->customer_id,
                      .object    = str_fmt(cx->arena, "segment:%lld", (long long)move->segment_id),
                      .payload   = str_fmt(cx->arena, "{\"segment_id\":\"%lld\"}",
                                           (long long)move->segment_id) });
}

static Code write_one(Ctx *cx, const SegmentMove *move, int64_t seq)
{
    bool               is_new = false;
    const SegmentMoved moved  = { cx->tenant_id, move->segment_id, move->customer_id, move->is_in,
                                  seq,           cx->now_ms };
    TRY(segment_sql_move(cx, &moved, &is_new));
    if (!is_new) return OK;
    const SegmentChangeRow row = { .tenant_id   = cx->tenant_id,
                                   .id          = cx_new_id(cx),
                                   .segment_id  = move->segment_id,
                                   .customer_id = move->customer_id,
                                   .at_ms       = cx->now_ms,
                                   .entered     = move->is_in,
                                   .why         = move->why };
    TRY(segment_sql_note(cx, &row));
    return move->tells ? say(cx, move) : OK;
}

/* An audience may be gone meanwhile: nobody misses what is written of it. */
Code segment_store_moves(Ctx *cx, Rows moves, int64_t seq)
{
    for (size_t from = 0; from < moves.count; from += MOVES_OF_TRANSACTION) {
        const size_t end =
            moves.count - from < MOVES_OF_TRANSACTION ? moves.count : from + MOVES_OF_TRANSACTION;
        TXN(txn);
        TRY(cx_begin(cx, &txn));
        for (size_t i = from; i < end; i++) TRY(write_one(cx, ROWS_AT(SegmentMove, moves, i), seq));
        TRY(cx_commit(cx, &txn));
    }
    return OK;
}

/* ---- all at once -------------------------------------------------------------------------- */

static Code note_change(Ctx *cx, const SegmentRow *row, int64_t customer_id, bool entered, Str why)
{
    const SegmentChangeRow line = { cx->tenant_id, cx_new_id(cx), row->id, customer_id,
                                    cx->now_ms,    entered,       why };
    const SegmentMove      move = { row->id, customer_id, entered, row->tells, why };
    TRY(segment_sql_note(cx, &line));
    return row->tells ? say(cx, &move) : OK;
}

/* Both rise; who is in one of them alone came or went. */
static Code compare(Ctx *cx, const SegmentRow *row, Ids was, Ids is, bool by_name, Str why,
                    int64_t *entered, int64_t *gone)
{
    size_t a = 0, b = 0;
    *entered = *gone = 0;
    while (a < was.count || b < is.count) {
        const bool left = b == is.count || (a < was.count && was.at[a] < is.at[b]);
        const bool came = a == was.count || (b < is.count && is.at[b] < was.at[a]);
        if (left) ++*gone;
        if (came) ++*entered;
        if (by_name && (left || came))
            TRY(note_change(cx, row, came ? is.at[b] : was.at[a], came, why));
        a += !came;
        b += !left;
    }
    return OK;
}

Code segment_store_replace(Ctx *cx, SegmentRow *row, Ids ids, Str why)
{
    Ids            was    = { 0 };
    const bool     is_new = row->snapshot == 0;
    SegmentSizeRow line   = { .tenant_id  = cx->tenant_id,
                              .segment_id = row->id,
                              .at_ms      = cx->now_ms,
                              .size       = (int64_t)ids.count,
                              .why        = why };
    if (!is_new) TRY(segment_store_members(cx, row, &was));
    if (!is_new) TRY(compare(cx, row, was, ids, false, why, &line.entered, &line.gone));
    const bool by_name = !is_new && line.entered + line.gone <= NAMED_MAX;
    if (by_name) TRY(compare(cx, row, was, ids, true, why, &line.entered, &line.gone));
    TRY(fill(cx, row, ids));
    return segment_sql_measure(cx, &line);
}

/* ---- sizes ------------------------------------------------------------------------------ */

Code segment_store_measure(Ctx *cx, const SegmentRow *row, int64_t size, Str why)
{
    SegmentSizeRow line = { .tenant_id  = cx->tenant_id,
                            .segment_id = row->id,
                            .at_ms      = cx->now_ms,
                            .size       = size,
                            .why        = why };
    TRY(segment_sql_counts(cx, row->id, row->sized_at_ms, &line.entered, &line.gone));
    return segment_sql_measure(cx, &line);
}
