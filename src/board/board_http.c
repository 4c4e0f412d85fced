/* board_http.c -- the routes of boards people make: no rules here. */
#include "board/board_http.h"

#include "board/board.h"

// clang-format off
typedef struct BoardPage { Rows items; } BoardPage;
static const Field board_page_fields[] = { FIELD_LIST(BoardPage, items, board_line_shape) };
static const Shape board_page_shape    = SHAPE(BoardPage, board_page_fields);

typedef struct PresetPage { Rows items; } PresetPage;
static const Field preset_page_fields[] = { FIELD_LIST(PresetPage, items, board_preset_shape) };
static const Shape preset_page_shape    = SHAPE(PresetPage, preset_page_fields);
// clang-format on

static Code list_boards(Call *call)
{
    return board_list(call->cx, &((BoardPage *)call->out)->items);
}

static Code list_presets(Call *call)
{
    Vec all = vec_of(call->cx->arena, BoardPreset);
    for (size_t i = 0; i < board_preset_count; i++) *VEC_ADD(&all, BoardPreset) = board_presets[i];
    ((PresetPage *)call->out)->items = vec_rows(&all);
    return OK;
}

static Code get_board(Call *call) { return board_get(call->cx, (BoardId){ call->id }, call->out); }
static Code create_board(Call *call) { return board_create(call->cx, call->in, call->out); }
static Code put_board(Call *call)
{
    return board_update(call->cx, (BoardId){ call->id }, call->if_match, call->in, call->out);
}
static Code delete_board(Call *call) { return board_delete(call->cx, (BoardId){ call->id }); }
static Code restore_board(Call *call)
{
    return board_restore(call->cx, (BoardId){ call->id }, call->out);
}

static Code list_left(Call *call)
{
    return board_list_left(call->cx, &((BoardPage *)call->out)->items);
}
static Code take_board(Call *call)
{
    return board_take(call->cx, (BoardId){ call->id }, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/boards",              PERM_BOARD_READ, list_boards,   NULL, NULL, &board_page_shape, 0, "My boards and those shared with me" },
    { GET,     "/api/board-presets",       PERM_BOARD_READ, list_presets,  NULL, NULL, &preset_page_shape, 0, "Boards that come with the program, by role, to be copied" },
    { POST,    "/api/boards",              PERM_BOARD_READ, create_board,  NULL, &board_shape, &board_shape, AUDITED | IDEMPOTENT | CREATED, "Make a board" },
    { GET,     "/api/boards/left",         PERM_BOARD_TAKE, list_left,     NULL, NULL, &board_page_shape, 0, "Boards of people who left" },
    { GET,     "/api/boards/{id}",         PERM_BOARD_READ, get_board,     NULL, NULL, &board_shape, 0, "A board with its tiles" },
    { PUT,     "/api/boards/{id}",         PERM_BOARD_READ, put_board,     NULL, &board_shape, &board_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a board" },
    { DELETE_, "/api/boards/{id}",         PERM_BOARD_READ, delete_board,  NULL, NULL, NULL, AUDITED | NO_BODY, "Delete a board of mine" },
    { POST,    "/api/boards/{id}/restore", PERM_BOARD_READ, restore_board, NULL, NULL, &board_shape, AUDITED | IDEMPOTENT, "Take the deletion of a board back" },
    { POST,    "/api/boards/{id}/take",    PERM_BOARD_TAKE, take_board,    NULL, NULL, &board_shape, AUDITED | IDEMPOTENT, "Take over a board of somebody who left" },
};
const RouteList board_routes = ROUTE_LIST_OF(MODULE_BOARD, "board", routes);
// clang-format on
