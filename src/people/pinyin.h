/* pinyin.h -- Chinese text sought by its pinyin: whole, by initials, or mixed.  Private to
 * people/. */
#ifndef PEOPLE_PINYIN_H
#define PEOPLE_PINYIN_H

#include "base/base.h"

/* Whether `q` stands somewhere in `text`, both in lower case: every character is met by itself or
 * by the beginning of one of its readings ("zhangsan", "zs", "zhangs", "张s" for 张三); blanks
 * between syllables are fine. */
bool   pinyin_has(Str text, Str q);
/* A bit for each letter of the text and of the readings of its characters.  A text has by pinyin
 * only what has no other letters: told before anything is compared. */
uint32_t pinyin_letters(Str text);
/* The readings of a character, the usual one first; how many there are, at most `max`. */
size_t pinyin_of(uint32_t character, Str *readings, size_t max);

#endif
