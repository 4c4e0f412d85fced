/* board_tile.c -- tiles as they may be kept: their form, and a query that can be asked. */
#include "board/board.h"

#include "insight/insight.h"
#include "wire/wire.h"

enum { COLUMNS = 12, ROWS_MAX = 1000, TILES_BYTES_MAX = 512 * 1024 };

static Code refuse(Ctx *cx, size_t at, const char *allowed)
{
    return fail_field(cx, "board.bad_tiles", str_fmt(cx->arena, "tiles[%zu]", at), allowed);
}

static bool is_between(const Json *tile, Str key, int64_t least, int64_t most)
{
    const int64_t value = json_i64(tile, key, -1);
    return value >= least && value <= most;
}

static Code check(Ctx *cx, const Json *tile, size_t at)
{
    const Json *query = tile->kind == JSON_OBJECT ? json_get(tile, S("query")) : NULL;
    if (!query || query->kind != JSON_OBJECT) return refuse(cx, at, "a tile with a query");
    if (json_str(tile, S("id")).len == 0) return refuse(cx, at, "a tile with an id");
    if (json_str(tile, S("look")).len == 0) return refuse(cx, at, "a tile with a look");
    if (!is_between(tile, S("x"), 0, COLUMNS - 1) || !is_between(tile, S("w"), 1, COLUMNS) ||
        json_i64(tile, S("x"), 0) + json_i64(tile, S("w"), 0) > COLUMNS)
        return refuse(cx, at, "x and w within 12 columns");
    if (!is_between(tile, S("y"), 0, ROWS_MAX) || !is_between(tile, S("h"), 1, 40))
        return refuse(cx, at, "y in 0..1000, h in 1..40");
    return OK;
}

/* The reason is that of the query; its place is told from the tiles. */
static Code refuse_query(Ctx *cx, size_t at)
{
    const Err broken = cx->err;
    if (broken.code != ERR_INVALID) return broken.code;
    forgive(cx);
    return fail_field(cx, broken.reason,
                      str_fmt(cx->arena, "tiles[%zu].query%s%.*s", at, broken.field.len ? "." : "",
                              FMT(broken.field)),
                      broken.allowed.ptr ? str_z(cx->arena, broken.allowed) : NULL);
}

static Code check_query(Ctx *cx, const Json *tile, size_t at)
{
    JsonOut    out  = json_out(cx->arena, TILES_BYTES_MAX);
    Str        text = { 0 };
    Strs       types;
    QueryValue value;
    json_put(&out, json_get(tile, S("query")));
    if (json_out_done(&out, &text) != OK) return refuse(cx, at, "a smaller query");
    if (query_read(cx, text, &value) == OK && query_check(cx, &value, &types) == OK) return OK;
    return refuse_query(cx, at);
}

Code board_tile_check(Ctx *cx, Str tiles)
{
    const JsonLimits limits = { .bytes = TILES_BYTES_MAX, .nodes = 40000, .depth = 63 };
    const Json      *json   = NULL;
    JsonError        error;
    if (json_parse(cx->arena, tiles, limits, &json, &error) != OK)
        return fail_field(cx, "board.bad_tiles", S("tiles"), error.reason);
    if (json->kind != JSON_ARRAY || json->count > BOARD_TILES_MAX)
        return fail_field(cx, "board.bad_tiles", S("tiles"), "a list of at most 40 tiles");
    for (size_t i = 0; i < json->count; i++) {
        TRY(check(cx, &json->as.first[i], i));
        TRY(check_query(cx, &json->as.first[i], i));
    }
    return OK;
}
