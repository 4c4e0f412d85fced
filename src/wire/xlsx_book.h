/* xlsx_book.h -- what the cells of a sheet refer to: shared text, formats, the date system. */
#ifndef WIRE_XLSX_BOOK_H
#define WIRE_XLSX_BOOK_H

#include "wire/xlsx_format.h"
#include "wire/xlsx_zip.h"

typedef struct XlsxBook {
    const char *sheet_path; /* of the first visible sheet */
    bool        from_1904;
    Strs        strings;
    XlsxFormat *formats; /* by a cell's style */
    size_t      format_count;
} XlsxBook;

/* Reads everything but the sheet. */
Code        xlsx_book_read(Arena *arena, XlsxZip *zip, XlsxBook *out, const char **reason) MUST_USE;
/* An element's or attribute's name without its prefix. */
const char *xlsx_book_local(const char *name);
/* The value of an attribute, or NULL. */
const char *xlsx_book_attribute(const char **attributes, const char *name);

#endif
