/* names.h -- names composed from small lists of common syllables. */
#ifndef SIM_NAMES_H
#define SIM_NAMES_H

#include "base/base.h"

/* A surname or given name, and how it is spelled in Latin letters. */
Str         names_surname(uint64_t *random, Str *latin);
Str         names_given(uint64_t *random, Str *latin);
/* A pet name of a baby. */
const char *names_baby(uint64_t *random);
/* A nickname as customers carry them. */
Str         names_nickname(Arena *arena, uint64_t *random);

#endif
