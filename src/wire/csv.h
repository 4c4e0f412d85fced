/* csv.h -- RFC 4180, reading a stream in pieces and writing. */
#ifndef WIRE_CSV_H
#define WIRE_CSV_H

#include "base/base.h"

/* A reader that is fed pieces of a file.  It takes "," (or ";" and tab when the
 * first line has no comma), quotes, CRLF or LF, a UTF-8 mark, and GB18030 or UTF-16
 * text (detected on the first piece and turned into UTF-8). */
typedef struct CsvReader CsvReader;

typedef struct CsvRow { const Str *cell; size_t count; int64_t number; /* line, from 1 */ } CsvRow;

/* Limits: cells per row and bytes per cell. */
CsvReader *csv_reader_new(size_t cells_max, size_t cell_bytes_max);
void csv_reader_free(CsvReader *reader);
/* Before the first piece: what is known of the file.  CSV_ANY and 0 are found out. */
typedef enum CsvEncoding { CSV_ANY, CSV_UTF8, CSV_GB18030 } CsvEncoding;
void csv_reader_tell(CsvReader *reader, CsvEncoding encoding, char separator);
/* More input; `last` with the final piece. */
void csv_reader_feed(CsvReader *reader, Str bytes, bool last);
/* The next whole row, valid until the next call.  ERR_NOT_FOUND: feed more, or the
 * end.  ERR_LIMIT, ERR_INVALID (bare quote, bad text): that row is skipped, the
 * reader goes on; row->number is set.  Blank lines are left out. */
Code csv_reader_next(CsvReader *reader, CsvRow *row) MUST_USE;

/* Between two rows of a file: the byte where the next begins, or blank lines before it, and its
 * line. */
typedef struct CsvPlace { int64_t at, line; } CsvPlace;
/* Behind the row that was read last.  ERR_NOT_FOUND: feed more before it can be told. */
Code csv_reader_place(CsvReader *reader, CsvPlace *out) MUST_USE;
/* Bytes of text converted again to find places: none twice, however many are asked for. */
int64_t csv_reader_found(const CsvReader *reader);
/* To a place of the same file, whose first row was read: what is fed next begins there. */
void csv_reader_move(CsvReader *reader, const CsvPlace *place);

/* One row with its end "\r\n".  Cells that a spreadsheet would run as a formula
 * (= + - @ tab CR at the start) get a leading apostrophe. */
void csv_write_row(StrBuf *buf, const Str *cells, size_t count);

#endif
