/* report_shape.c -- boards answered, as seen from outside. */
#include "report/report.h"

// clang-format off
static const Field ask_fields[] = {
    FIELD_JSON(ReportAsk, tile,   .flags = REQUIRED, .about = "A tile of a board"),
    FIELD_JSON(ReportAsk, filter, .about = "The filter of the board, as it is looked at"),
};
const Shape report_ask_shape = SHAPE(ReportAsk, ask_fields);

static const Field tile_fields[] = {
    FIELD_JSON(ReportTile, query,     .about = "As it was asked"),
    FIELD_JSON(ReportTile, left_out,  .about = "[{\"condition\",\"missing\",\"is_owner\"}]: what the tile's events cannot meet"),
    FIELD     (ReportTile, columns),
    FIELD_JSON(ReportTile, rows),
    FIELD     (ReportTile, row_count),
    FIELD     (ReportTile, is_cut),
    FIELD     (ReportTile, seq),
    FIELD     (ReportTile, engine),
    FIELD     (ReportTile, plan),
    FIELD_JSON(ReportTile, before,    .about = "Rows of the period a number is compared with"),
    FIELD_LIST(ReportTile, targets,   target_shape, .about = "One, or none"),
    FIELD_LIST(ReportTile, names,     query_name_shape, .about = "What ids of dimensions are called"),
    FIELD_OBJECT(ReportTile, scope,   scope_told_shape, .about = "Whose customers were counted: the data scope of who asked"),
};
const Shape report_tile_shape = SHAPE(ReportTile, tile_fields);

static const Field export_fields[] = {
    FIELD_WITH(ReportExport, board,   .flags = REQUIRED, .max = 40, .about = "Its id, or the key of one of the program"),
    FIELD_JSON(ReportExport, filter,  .about = "As it is looked at; absent: its own"),
    FIELD_WITH(ReportExport, english, .about = "Headings in English"),
};
const Shape report_export_shape = SHAPE(ReportExport, export_fields);
// clang-format on
