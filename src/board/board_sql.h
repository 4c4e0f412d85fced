/* board_sql.h -- the statements of boards, by name.  Private to board/. */
#ifndef BOARD_BOARD_SQL_H
#define BOARD_BOARD_SQL_H

#include "board/board.h"

typedef struct BoardNumber {
    int64_t n;
} BoardNumber;

extern const Query board_sql_list, board_sql_by_id, board_sql_count, board_sql_last,
    board_sql_update, board_sql_delete, board_sql_restore,
    board_sql_left, board_sql_take;
extern const Table board_sql_board;

#endif
