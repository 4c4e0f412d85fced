/* privacy_needle.h -- finding what somebody was known by in any text, and taking it out.  No I/O.
 *
 * A needle is found whatever the case of its letters; one of digits with blanks or hyphens between,
 * in full width, or behind +86, and never inside a longer number.  JSON keeps its form: the
 * smallest object of a list that names him, else the whole, keeps its figures and our own ids and
 * loses all else.  In other text what is found becomes asterisks. */
#ifndef PRIVACY_PRIVACY_NEEDLE_H
#define PRIVACY_PRIVACY_NEEDLE_H

#include "base/base.h"

typedef struct Needle {
    Str  text;
    bool is_id;     /* our own id of him: stays, what stands beside it goes                  */
    bool is_shared; /* a phone, an e-mail: may be in rows of another, and is the other's there */
} Needle;

enum { NEEDLE_BYTES_MIN = 5 /* shorter ones stand in anything */ };

typedef struct Needles Needles;
/* Needles that are too short are left out; the texts are borrowed. */
Needles *privacy_needles_new(Arena *arena, const Needle *needles, size_t count);
/* Whether one of them stands there. */
bool     privacy_needle_hits(const Needles *needles, Str text, bool with_shared);
/* The text without them; the same bytes where there is nothing. */
Str      privacy_needle_clean(Arena *arena, const Needles *needles, Str text);
/* What may stay of an event of his own: "erased", figures, and our own ids. */
Str      privacy_needle_reduce(Arena *arena, Str payload);

#endif
