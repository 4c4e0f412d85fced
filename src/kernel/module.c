/* module.c -- the words of module.def. */
#include "kernel/module.h"

static const char *const words[] = {
    NULL,
#define MODULE(name, word, about) word,
#include "kernel/module.def"
#undef MODULE
};
const Words module_words = { words, COUNT(words) };
