/* intake_clean.h -- words and lists as people write them into files.  Private to the slice. */
#ifndef INTAKE_INTAKE_CLEAN_H
#define INTAKE_INTAKE_CLEAN_H

#include "intake/intake.h"

/* 0: neither male, female nor unknown. */
Gender      intake_clean_gender(Str text);
/* Names one a line, each once.  NULL, or "import.too_many_tags", "import.tag_too_long". */
const char *intake_clean_tags(Arena *arena, Str text, Str *out);

#endif
