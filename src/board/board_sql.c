/* board_sql.c -- every statement of boards. */
#include "board/board_sql.h"

static const Field number_fields[] = { FIELD(BoardNumber, n) };
static const Shape number_shape    = SHAPE(BoardNumber, number_fields);

const Table board_sql_board = { "board", &board_shape };

#define OWNER "LEFT JOIN org_user u ON u.tenant_id = b.tenant_id AND u.id = b.user_id"

const Query board_sql_list = {
    .name     = "board.list",
    .unscoped = "a name beside what its owner shares",
    .sql      = "SELECT {b.cols}, b.user_id = $2 AS is_mine,"
                " coalesce(u.display_name, '') AS owner_name FROM board b " OWNER
           " WHERE b.tenant_id = $1 AND b.deleted_at_ms = 0 AND (b.user_id = $2 OR b.is_shared)"
           " ORDER BY CASE WHEN b.user_id = $2 THEN 0 ELSE 1 END, b.sort, b.id LIMIT 500",
    .out = &board_line_shape,
};
const Query board_sql_by_id = {
    .name     = "board.by_id",
    .unscoped = "a name beside what its owner shares",
    .sql      = "SELECT {b.cols}, b.user_id = $2 AS is_mine,"
                " (b.user_id = $2 OR (b.is_shared AND b.is_open)) AS may_edit,"
                " coalesce(u.display_name, '') AS owner_name FROM board b " OWNER
           " WHERE b.tenant_id = $1 AND (b.user_id = $2 OR b.is_shared) AND b.id = $3",
    .out = &board_shape,
};
const Query board_sql_count = {
    .name = "board.count",
    .sql  = "SELECT count(*) AS n FROM board WHERE tenant_id = $1 AND user_id = $2"
            " AND deleted_at_ms = 0",
    .out  = &number_shape,
};
const Query board_sql_last = {
    .name = "board.last",
    .sql  = "SELECT coalesce(max(sort), 0) AS n FROM board WHERE tenant_id = $1 AND user_id = $2"
            " AND deleted_at_ms = 0",
    .out  = &number_shape,
};
const Query board_sql_update = {
    .name = "board.update",
    .sql  = "UPDATE board SET name = $4, tiles = $5, filter = $6, is_shared = $7, is_open = $8,"
            " sort = $9, changed_at_ms = $10, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND deleted_at_ms = 0",
};
const Query board_sql_delete = {
    .name = "board.delete",
    .sql  = "UPDATE board SET deleted_at_ms = $4, revision = revision + 1"
            " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND deleted_at_ms = 0",
};
const Query board_sql_restore = {
    .name = "board.restore",
    .sql  = "UPDATE board SET deleted_at_ms = 0, revision = revision + 1"
            " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND deleted_at_ms > 0",
};

#define LEFT                                                                    \
    " NOT EXISTS (SELECT 1 FROM org_user x WHERE x.tenant_id = board.tenant_id" \
    " AND x.id = board.user_id AND NOT x.is_disabled)"
const Query board_sql_left = {
    .name     = "board.left",
    .unscoped = "only who sees the whole brand asks",
    .sql      = "SELECT {board.cols}, FALSE AS is_mine, coalesce(u.display_name, '') AS owner_name"
                " FROM board LEFT JOIN org_user u ON u.tenant_id = board.tenant_id"
                " AND u.id = board.user_id WHERE board.tenant_id = $1 AND board.deleted_at_ms = 0"
                " AND" LEFT " ORDER BY board.name, board.id LIMIT 500",
    .out      = &board_line_shape,
};
const Query board_sql_take = {
    .name     = "board.take",
    .unscoped = "only who sees the whole brand asks",
    .sql      = "UPDATE board SET user_id = $2, sort = $4, changed_at_ms = $5,"
                " revision = revision + 1 WHERE tenant_id = $1 AND id = $3"
                " AND deleted_at_ms = 0 AND" LEFT,
};

static const Query *const queries[] = {
    &board_sql_list,   &board_sql_by_id,  &board_sql_count,   &board_sql_last, &board_sql_left,
    &board_sql_update, &board_sql_delete, &board_sql_restore, &board_sql_take,
};
static const Table *const tables[] = { &board_sql_board };

const SqlList board_sql = SQL_LIST("board", queries, tables);
