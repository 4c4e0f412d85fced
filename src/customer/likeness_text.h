/* likeness_text.h -- how alike two texts are: words of people, in Chinese and in Latin letters.
 * Private to customer/. */
#ifndef CUSTOMER_LIKENESS_TEXT_H
#define CUSTOMER_LIKENESS_TEXT_H

#include "base/base.h"

enum { LIKENESS_CHARS_MAX = 160, LIKENESS_FULL = 1000 };

/* Lower case, full-width letters and digits as half-width ones, one blank for all that is neither
 * letter nor digit, none at the ends.  Of a longer text the first characters. */
Str  likeness_plain(Arena *arena, Str text);
/* Han characters only. */
bool likeness_is_han(Str plain);
/* Edits from one to the other (insert, drop, replace, swap of neighbours), at most `max` + 1. */
int  likeness_edits(Str a, Str b, int max);
/* Jaro and Winkler's measure, 0..1000: how likely one is a mistyped other. */
int  likeness_typed(Str a, Str b);
/* The share of pairs of neighbouring characters that both have, 0..1000. */
int  likeness_pairs(Str a, Str b);
/* The same characters in another order. */
bool likeness_is_shuffled(Str a, Str b);

#endif
