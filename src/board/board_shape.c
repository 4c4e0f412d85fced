/* board_shape.c -- boards, as seen from outside. */
#include "board/board.h"

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const Field board_fields[] = {
    FIELD_ID  (Board, id,            .flags = SERVER_SET),
    FIELD_ID  (Board, tenant_id,     .flags = INSIDE),
    FIELD_ID  (Board, user_id,       .flags = INSIDE),
    FIELD_WITH(Board, name,          .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_JSON(Board, tiles,         .about = "[{\"id\",\"title\",\"look\",\"query\",\"x\",\"y\",\"w\",\"h\",\"note\"}]"),
    FIELD_JSON(Board, filter,        .about = "{\"range\",\"filters\",\"compare\"}, merged into the query of each tile"),
    FIELD     (Board, is_shared),
    FIELD_WITH(Board, is_open,       .about = "Who sees it may change it"),
    FIELD_WITH(Board, sort,          .min = 0, .max = 100000),
    FIELD_WITH(Board, revision,      .flags = SERVER_SET),
    FIELD_TIME(Board, created_at_ms, .flags = SERVER_SET),
    FIELD_TIME(Board, changed_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Board, deleted_at_ms, .flags = INSIDE),
    FIELD_WITH(Board, is_mine,       .flags = ANSWERED),
    FIELD_WITH(Board, may_edit,      .flags = ANSWERED),
    FIELD_WITH(Board, owner_name,    .flags = ANSWERED),
};
const Shape board_shape = SHAPE(Board, board_fields);

static const Field line_fields[] = {
    FIELD_ID  (BoardLine, id),
    FIELD     (BoardLine, name),
    FIELD     (BoardLine, is_shared),
    FIELD     (BoardLine, is_open),
    FIELD     (BoardLine, sort),
    FIELD     (BoardLine, revision),
    FIELD_TIME(BoardLine, changed_at_ms),
    FIELD_WITH(BoardLine, is_mine,    .flags = ANSWERED),
    FIELD_WITH(BoardLine, owner_name, .flags = ANSWERED),
};
const Shape board_line_shape = SHAPE(BoardLine, line_fields);

static const Field preset_fields[] = {
    FIELD     (BoardPreset, key),
    FIELD     (BoardPreset, name_zh),
    FIELD     (BoardPreset, name_en),
    FIELD_JSON(BoardPreset, tiles),
};
const Shape board_preset_shape = SHAPE(BoardPreset, preset_fields);
// clang-format on
