/* report_http.c -- the routes of boards answered: no rules here. */
#include "report/report_http.h"

#include "report/report.h"

static bool is_gone(void *with) { return http_is_gone(with); }

static Code ask_tile(Call *call)
{
    ColumnarWait wait = { .is_gone = is_gone, .with = (void *)call->request };
    return report_ask(call->cx, call->in, &wait, call->out);
}

static Code export_board(Call *call) { return report_export_start(call->cx, call->in, call->out); }

// clang-format off
static const Route routes[] = {
    { POST, "/api/board-tiles", PERM_BOARD_READ, ask_tile, NULL, &report_ask_shape, &report_tile_shape, OWN | OUTSIDE | VIEWING, "The answer of a tile under the filter of its board, beside its target" },
    { POST, "/api/board-exports", PERM_BOARD_READ, export_board, NULL, &report_export_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Write a board into a spreadsheet, as a job" },
};
const RouteList report_routes = ROUTE_LIST_OF(MODULE_BOARD, "report", routes);
// clang-format on
