/* xlsx_format.h -- what a person sees of a number under a cell format. */
#ifndef WIRE_XLSX_FORMAT_H
#define WIRE_XLSX_FORMAT_H

#include "base/base.h"

typedef enum XlsxLook {
    XLSX_NUMBER,
    XLSX_DATE,
    XLSX_TIME,
    XLSX_DATE_TIME,
    XLSX_ELAPSED,
    XLSX_ZEROS
} XlsxLook;

/* A number format, as far as it changes what is read. */
typedef struct XlsxFormat {
    XlsxLook look;
    int      digits; /* XLSX_ZEROS: "00000" shows so many */
} XlsxFormat;

/* The built-in format of that number, or the custom one of that code. */
XlsxFormat xlsx_format_of_id(int64_t id);
XlsxFormat xlsx_format_of_code(Str code);
/* The text of a number; `raw` itself when it is none. */
Str        xlsx_format_text(Arena *arena, XlsxFormat format, bool from_1904, Str raw);
/* ISO text of a cell of type "d", with a space between day and time. */
Str        xlsx_format_iso(Arena *arena, Str text);
/* Text with its _xHHHH_ escapes resolved. */
Str        xlsx_format_unescape(Arena *arena, Str text);

#endif
