/* pinyin.h -- Chinese text sought by its pinyin: whole, by initials, or mixed.  Private to
 * people/. */
#ifndef PEOPLE_PINYIN_H
#define PEOPLE_PINYIN_H

#include "base/base.h"

/* Whether `q` stands somewhere in `text`, both in lower case: every character is met by itself or
 * by the beginning of one of its readings ("zhangsan", "zs", "zhangs", "张s" for 张三); blanks
 * between syllables are fine. */
bool   pinyin_has(Str text, Str q);
/* The readings of a character, the usual one first; how many there are, at most `max`. */
size_t pinyin_of(uint32_t character, Str *readings, size_t max);

#endif
