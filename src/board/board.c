/* board.c -- the rules of boards. */
#include "board/board_sql.h"

#include "log/log.h"

Code board_list(Ctx *cx, Rows *boards)
{
    return cx_list(cx, &board_sql_list, boards, ARGS(V(cx->tenant_id), V(cx->user_id)));
}

static Code get_any(Ctx *cx, int64_t id, Board *out)
{
    TRY(cx_one(cx, &board_sql_by_id, out, ARGS(V(cx->tenant_id), V(cx->user_id), V(id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code board_get(Ctx *cx, BoardId id, Board *out)
{
    TRY(get_any(cx, id.v, out));
    REQUIRE(cx, out->deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    return OK;
}

static Code say(Ctx *cx, int64_t id, const char *change)
{
    return event_emit(
        cx, EV_BOARD_CHANGED,
        (EventDraft){ .object  = str_fmt(cx->arena, "board:%lld", (long long)id),
                      .payload = str_fmt(cx->arena, "{\"board_id\":\"%lld\",\"change\":\"%s\"}",
                                         (long long)id, change) });
}

static Code fill(Ctx *cx, const Board *draft, Board *out)
{
    out->name   = str_trim(draft->name);
    out->tiles  = draft->tiles.ptr ? draft->tiles : S("[]");
    out->filter = draft->filter.ptr ? draft->filter : S("{}");
    if (out->name.len == 0) return fail_field(cx, "shape.required", S("name"), NULL);
    if (!str_starts(out->filter, S("{")))
        return fail_field(cx, "board.bad_tiles", S("filter"), "an object");
    return board_tile_check(cx, out->tiles);
}

/* Where one more of the caller's goes. */
static Code find_room(Ctx *cx, int64_t *sort)
{
    BoardNumber count = { 0 }, last = { 0 };
    TRY(cx_one(cx, &board_sql_count, &count, ARGS(V(cx->tenant_id), V(cx->user_id))));
    REQUIRE(cx, count.n < BOARDS_MAX, ERR_LIMIT, "board.too_many");
    TRY(cx_one(cx, &board_sql_last, &last, ARGS(V(cx->tenant_id), V(cx->user_id))));
    *sort = last.n + 1;
    return OK;
}

Code board_create(Ctx *cx, const Board *draft, Board *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Board board = { .id            = cx_new_id(cx),
                    .tenant_id     = cx->tenant_id,
                    .user_id       = cx->user_id,
                    .is_shared     = draft->is_shared,
                    .is_open       = draft->is_open,
                    .revision      = 1,
                    .created_at_ms = cx->now_ms,
                    .changed_at_ms = cx->now_ms };
    TRY(fill(cx, draft, &board));
    TRY(find_room(cx, &board.sort));
    TRY(cx_insert(cx, &board_sql_board, &board));
    TRY(say(cx, board.id, "created"));
    TRY(get_any(cx, board.id, out));
    return cx_commit(cx, &txn);
}

Code board_update(Ctx *cx, BoardId id, int64_t revision, const Board *draft, Board *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Board   known, next;
    int64_t changed = 0;
    TRY(board_get(cx, id, &known));
    REQUIRE(cx, known.may_edit, ERR_DENIED, "board.not_yours");
    next = known;
    TRY(fill(cx, draft, &next));
    if (known.is_mine) {
        next.is_shared = draft->is_shared;
        next.is_open   = draft->is_open;
        next.sort      = draft->sort;
    }
    TRY(cx_run(cx, &board_sql_update, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(next.name), V(next.tiles),
                    V(next.filter), V(next.is_shared), V(next.is_open), V(next.sort),
                    V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "board.changed_meanwhile");
    TRY(say(cx, id.v, "changed"));
    TRY(get_any(cx, id.v, out));
    return cx_commit(cx, &txn);
}

static Code get_own(Ctx *cx, BoardId id, Board *out)
{
    TRY(get_any(cx, id.v, out));
    REQUIRE(cx, out->is_mine, ERR_NOT_FOUND, "not_found");
    return OK;
}

Code board_delete(Ctx *cx, BoardId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Board   known;
    int64_t changed = 0;
    TRY(get_own(cx, id, &known));
    TRY(cx_run(cx, &board_sql_delete, &changed,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v), V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_NOT_FOUND, "not_found");
    TRY(say(cx, id.v, "deleted"));
    return cx_commit(cx, &txn);
}

Code board_restore(Ctx *cx, BoardId id, Board *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Board   known;
    int64_t changed = 0;
    TRY(get_own(cx, id, &known));
    TRY(cx_run(cx, &board_sql_restore, &changed, ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v))));
    if (changed > 0) TRY(say(cx, id.v, "restored"));
    TRY(get_any(cx, id.v, out));
    return cx_commit(cx, &txn);
}

/* ---- of people who left --------------------------------------------------------------- */

Code board_list_left(Ctx *cx, Rows *boards)
{
    *boards = (Rows){ 0 };
    return cx->scope_id != 0 ? OK : cx_list(cx, &board_sql_left, boards, ARGS(V(cx->tenant_id)));
}

Code board_take(Ctx *cx, BoardId id, Board *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t changed = 0, sort = 0;
    REQUIRE(cx, cx->scope_id == 0, ERR_NOT_FOUND, "not_found");
    TRY(find_room(cx, &sort));
    TRY(cx_run(cx, &board_sql_take, &changed,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v), V(sort), V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_NOT_FOUND, "not_found");
    TRY(say(cx, id.v, "taken"));
    TRY(get_any(cx, id.v, out));
    return cx_commit(cx, &txn);
}
