/* board.h -- boards people make: tiles, a filter for all of them, and who may see and change them.
 */
#ifndef BOARD_BOARD_H
#define BOARD_BOARD_H

#include "org/org.h"

typedef struct BoardId {
    int64_t v;
} BoardId;

enum { BOARDS_MAX = 100, BOARD_TILES_MAX = 40 }; /* of one user; of one board */

typedef struct Board {
    int64_t id, tenant_id, user_id;
    Str     name;
    Str     tiles;     /* JSON: [{"id","title","look","query","x","y","w","h","note"}] */
    Str     filter;    /* JSON: {"range","filters","compare"}, merged into each query  */
    bool    is_shared; /* seen by everybody who may see boards      */
    bool    is_open;   /* and changed by them                       */
    int64_t sort;      /* the owner's order, small first            */
    int64_t revision, created_at_ms, changed_at_ms;
    int64_t deleted_at_ms; /* 0: it is there */
    /* In answers only: */
    bool    is_mine, may_edit;
    Str     owner_name;
} Board;
extern const Shape board_shape;

/* A board in a list. */
typedef struct BoardLine {
    int64_t id;
    Str     name;
    bool    is_shared, is_open;
    int64_t sort, revision, changed_at_ms;
    bool    is_mine;
    Str     owner_name;
} BoardLine;
extern const Shape board_line_shape;

/* A board that comes with the program, to be copied. */
typedef struct BoardPreset {
    Str key, name_zh, name_en;
    Str tiles; /* JSON; titles are texts {"zh","en"} */
} BoardPreset;
extern const Shape       board_preset_shape;
extern const BoardPreset board_presets[];
extern const size_t      board_preset_count;

/* The user's own in his order, then what others share. */
Code board_list(Ctx *cx, Rows *boards) MUST_USE;
/* Own or shared ones; another's is ERR_NOT_FOUND. */
Code board_get(Ctx *cx, BoardId id, Board *out) MUST_USE;
/* At the end of the user's own.  "board.bad_tiles", "board.too_many". */
Code board_create(Ctx *cx, const Board *draft, Board *out) MUST_USE;
/* By its owner, or by who may see it when it is open; only the owner shares and orders.
 * "board.bad_tiles", "board.not_yours", "board.changed_meanwhile". */
Code board_update(Ctx *cx, BoardId id, int64_t revision, const Board *draft, Board *out) MUST_USE;
/* By its owner. */
Code board_delete(Ctx *cx, BoardId id) MUST_USE;
/* Takes a deletion back; one that is there is left alone. */
Code board_restore(Ctx *cx, BoardId id, Board *out) MUST_USE;

/* Boards of people who left, by name; for who sees the whole brand, else none. */
Code board_list_left(Ctx *cx, Rows *boards) MUST_USE;
/* Makes one of them the caller's, at the end of his own.  ERR_NOT_FOUND, "board.too_many". */
Code board_take(Ctx *cx, BoardId id, Board *out) MUST_USE;

/* Tiles as they are kept: up to 40 within 12 columns, each with a query that can be asked.
 * "board.bad_tiles", or what the query refuses at "tiles[2].query.metrics". */
Code board_tile_check(Ctx *cx, Str tiles) MUST_USE;

extern const SqlList board_sql;

#endif
