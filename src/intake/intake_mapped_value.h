/* intake_mapped_value.h -- how one value is made of a row: read from the mapping, and made.
 * Private to the slice. */
#ifndef INTAKE_INTAKE_MAPPED_VALUE_H
#define INTAKE_INTAKE_MAPPED_VALUE_H

#include "intake/intake_mapping.h"

/* ---- reading the document ---- */

/* `json` is an object with no members but these. */
Code mapped_members(Ctx *cx, const Json *json, Str place, const char *const *names,
                    size_t count) MUST_USE;
/* A text or a list of texts; absent: none. */
Code mapped_texts(Ctx *cx, const Json *json, Str place, const char *name, size_t max,
                  Strs *out) MUST_USE;
/* Fills `out`, whose type and bounds are set: a column's name, or an object. */
Code mapped_value_read(Ctx *cx, const Json *json, Str place, MappedValue *out) MUST_USE;
/* The same for an object that has other members too. */
Code mapped_value_read_more(Ctx *cx, const Json *json, Str place, const char *const *more,
                            size_t more_count, MappedValue *out) MUST_USE;
/* The same with the type named in it: "as". */
Code mapped_value_read_typed(Ctx *cx, const Json *json, Str place, MappedValue *out) MUST_USE;
/* "a, b, c", ending in NUL. */
Str  words_text(Arena *arena, const Words *words);

/* ---- making values ---- */

/* Why a row cannot be taken: the column, and the reason; absent: it can. */
typedef struct RowRefusal {
    const char *reason;
    Str         column;
} RowRefusal;

/* The value of a row; false, and the refusal is set, when it has none that is allowed. */
bool mapped_value_make(Arena *arena, const MappedValue *value, const Strs *cells, IntakeValue *out,
                       RowRefusal *refusal);

#endif
