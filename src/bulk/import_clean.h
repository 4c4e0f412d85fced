/* import_clean.h -- what people and spreadsheets do to text; private to the slice. */
#ifndef BULK_IMPORT_CLEAN_H
#define BULK_IMPORT_CLEAN_H

#include "bulk/import_refusal.h"

/* Without invisible characters, odd spaces around and the apostrophe that makes text of a
 * number. */
Str     import_clean_text(Arena *arena, Str cell);
/* A number as it was meant: digits of full width, "13800138000.0", an exact 1.3800138000E+10.
 * REFUSAL_NUMBER_CUT where digits are lost. */
Refusal import_clean_number(Arena *arena, Str text, Str *out);
/* 0: neither male, female nor unknown. */
Gender  import_clean_gender(Str text);
/* Names one a line, each once: REFUSAL_TOO_MANY_TAGS, REFUSAL_TAG_TOO_LONG. */
Refusal import_clean_tags(Arena *arena, Str text, Str *out);

#endif
