/* xlsx_zip.h -- the parts of a spreadsheet file, with limits on what they unpack to. */
#ifndef WIRE_XLSX_ZIP_H
#define WIRE_XLSX_ZIP_H

#include "base/base.h"

typedef struct XlsxZip XlsxZip;

/* ERR_INVALID: "xlsx.malformed", "xlsx.encrypted", "xlsx.old_format" (.xls), "xlsx.web_page" or
 * "xlsx.numbers". */
Code xlsx_zip_open(const char *path, XlsxZip **out, const char **reason) MUST_USE;
void xlsx_zip_close(XlsxZip *zip);
/* Starts reading a part and leaves the one before it; ERR_NOT_FOUND. */
Code xlsx_zip_enter(XlsxZip *zip, const char *name, const char **reason) MUST_USE;
/* Up to `room` bytes of the part; *got is 0 at its end.  ERR_LIMIT "xlsx.too_large". */
Code xlsx_zip_read(XlsxZip *zip, void *out, int room, int *got, const char **reason) MUST_USE;

#endif
