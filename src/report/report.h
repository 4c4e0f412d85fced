/* report.h -- a board answered: tiles asked under the conditions of the whole board, beside what
 * they are to reach.
 *
 * A board's filter is {"range","compare","channel":[…],"owner":{"kind","id"},"filters"}: each
 * member may be absent.  A condition on what none of a tile's events carries is left out and told.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "board/board.h"
#include "insight/insight.h"
#include "log/job.h"
#include "target/target.h"

typedef struct ReportAsk {
    Str tile;   /* JSON: a tile of a board                    */
    Str filter; /* JSON: the board's, as it is looked at      */
} ReportAsk;
extern const Shape report_ask_shape;

typedef struct ReportTile {
    Str     query;    /* JSON, as it was asked                                       */
    Str     left_out; /* JSON: [{"condition","missing","is_owner"}]; missing: "person" or the
                         name of what the tile's events do not carry                 */
    Strs    columns;
    Str     rows;
    int64_t row_count;
    bool    is_cut;
    int64_t seq;
    Str     engine, plan;
    Str     before;  /* JSON: rows of the period a number is compared with          */
    Rows    targets; /* of Target: one, or none                                     */
    Rows    names;   /* of QueryName                                                */
    ScopeTold scope; /* whose customers were counted: of report_ask                 */
} ReportTile;
extern const Shape report_tile_shape;

/* "board.bad_filter", "board.bad_tiles", "target.unknown_owner", and what query_answer refuses.
 * `wait` may be NULL.  Outside a transaction. */
Code report_ask(Ctx *cx, const ReportAsk *ask, ColumnarWait *wait, ReportTile *out) MUST_USE;

typedef struct ReportExport {
    Str  board;   /* its id, or the key of one of the program */
    Str  filter;  /* JSON, as it is looked at; absent: its own */
    bool english; /* the language of headings                  */
} ReportExport;
extern const Shape report_export_shape;

/* Starts a job that writes the board as a spreadsheet, a sheet a tile, with what the caller may
 * see.  ERR_NOT_FOUND, "board.bad_filter". */
Code report_export_start(Ctx *cx, const ReportExport *draft, Job *out) MUST_USE;

extern const JobKind report_export_job;

#include "report/report_schedule.h"

#endif
