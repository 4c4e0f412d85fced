/* import_guess.h -- what the columns of a file may be; private to the slice. */
#ifndef BULK_IMPORT_GUESS_H
#define BULK_IMPORT_GUESS_H

#include "bulk/bulk.h"

/* What a column of that heading is, in Chinese or English; 0: no idea. */
ImportField import_guess_field(Str heading);
/* Whether the heading is of the staff or the store a customer belongs to: his relations on the
 * platform tell that, so no file sets it. */
bool        import_guess_is_of_staff(Str heading);
/* Whether a first row names columns: one is known by its name, and none looks like a number. */
bool        import_guess_header(const Str *cells, size_t count);
/* A field for each column, each field once; `cells` the heading, or a first row without one. */
void        import_guess_all(const Str *cells, size_t count, bool has_header, ImportField *out);
/* By what most files are matched: the first of phone, member_no, external_userid that is there. */
ImportKey   import_guess_key(const ImportField *fields, size_t count);

#endif
