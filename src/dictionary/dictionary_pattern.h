/* dictionary_pattern.h -- patterns for raw values, matched in bounded time.
 *
 *     宝妈-宝宝{age:number}岁     {year:number}年购买{n:number}次     *无糖*
 *
 * `*` is any text, `?` one character, {name} one character or more, {name:number} digits with or
 * without a fraction, as many as there are; `\` takes the next character as itself.  A match costs
 * at most tokens x bytes steps: what failed at a place is not tried there again.  Both sides are
 * compared in their plain form. */
#ifndef DICTIONARY_DICTIONARY_PATTERN_H
#define DICTIONARY_DICTIONARY_PATTERN_H

#include "base/base.h"

enum { PATTERN_TOKENS_MAX = 64, PATTERN_NAMES_MAX = 8, PATTERN_TEXT_MAX = 500 };

typedef struct Pattern Pattern;

typedef struct PatternMatch {
    Str    names[PATTERN_NAMES_MAX], texts[PATTERN_NAMES_MAX];
    size_t count;
} PatternMatch;

/* Full-width letters, digits and signs as half-width ones, ASCII in lower case, white space at the
 * ends away and within as one space. */
Str            dictionary_pattern_plain(Arena *arena, Str text);
/* NULL when it is none, and why in `reason`: "dictionary.bad_pattern", "dictionary.pattern_long".
 */
const Pattern *dictionary_pattern_new(Arena *arena, Str text, const char **reason);
/* Whether the whole of a plain text of at most PATTERN_TEXT_MAX bytes matches. */
bool           dictionary_pattern_matches(const Pattern *pattern, Str plain, PatternMatch *match);
/* Its tokens: what looking at one byte of a value may cost. */
size_t         dictionary_pattern_size(const Pattern *pattern);
/* Whether the pattern has a part of that name. */
bool           dictionary_pattern_has(const Pattern *pattern, Str name);
/* `form` with {name} replaced by what matched. */
Str            dictionary_pattern_fill(Arena *arena, Str form, const PatternMatch *match);

#endif
