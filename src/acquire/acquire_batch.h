/* acquire_batch.h -- many codes at once, one per line of a spreadsheet; private to the slice. */
#ifndef ACQUIRE_ACQUIRE_BATCH_H
#define ACQUIRE_ACQUIRE_BATCH_H

#include "acquire/acquire.h"

enum { BATCH_ROWS_MAX = 1000 };

/* A line: columns 名称 (name), 媒介 (medium), 分组 (group), in any order. */
typedef struct BatchRow { int64_t row; Str name, medium, group_name; } BatchRow;
typedef struct BatchRefusal { int64_t row; Str reason; } BatchRefusal;
typedef struct BatchPreview {
    int64_t rows, valid;
    Rows    invalid;      /* of BatchRefusal                  */
    Rows    sample;       /* of BatchRow, the first 20        */
    Rows    all;          /* of BatchRow; not answered        */
} BatchPreview;
extern const Shape batch_preview_shape;

/* Reads an XLSX or CSV file by its content.  ERR_INVALID "sheet.unreadable",
 * "batch.no_name_column", "batch.empty"; ERR_LIMIT "batch.too_many_rows".  Takes long and writes
 * a file: outside a transaction. */
Code acquire_batch_read(Ctx *cx, Str bytes, BatchPreview *out) MUST_USE;
/* Queues the job: a copy of the template for each valid line. */
Code acquire_batch_start(Ctx *cx, ChannelCodeId template_id, const BatchPreview *rows,
                         Job *out) MUST_USE;
/* The empty spreadsheet to fill in. */
Code acquire_batch_form(Ctx *cx, Str *xlsx) MUST_USE;

#endif
