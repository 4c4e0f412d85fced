/* like.h -- what a person typed, as a pattern for LIKE … ESCAPE '!' that means exactly that. */
#ifndef BASE_LIKE_H
#define BASE_LIKE_H

#include "base/str.h"

/* Found anywhere in a text that the statement puts in lower case; "" when nothing was typed. */
Str like_anywhere(Arena *arena, Str typed);
/* At the beginning of a text, letters as they are; "" when nothing was typed. */
Str like_beginning(Arena *arena, Str typed);

#endif
