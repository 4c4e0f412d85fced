/* number.h -- numbers as JavaScript reads and writes them.  It is for C++ as well. */
#ifndef RULE_NUMBER_H
#define RULE_NUMBER_H

#include "base/str.h"

enum { RULE_NUMBER_CHARS = 32 };

/* String(value): the shortest digits that read back.  Returns the length. */
size_t rule_number_text(double value, char text[RULE_NUMBER_CHARS]);

/* Number(text): NaN unless all of it, without blanks around, is a number; "" is 0. */
double rule_number_of_text(Str text);
/* parseFloat(text): the longest beginning that is a number, else NaN. */
double rule_float_of_text(Str text);
/* Reads digits, point and exponent (checked by the caller, without a sign). */
double rule_number_of_digits(const char *from, const char *until);

#endif
