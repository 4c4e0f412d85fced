/* module.h -- the parts of the product that can be switched off, as words. */
#ifndef KERNEL_MODULE_H
#define KERNEL_MODULE_H

#include "base/base.h"

/* 0 = what is always there. */
typedef enum Module {
    MODULE_CORE = 0,
#define MODULE(name, word, about) name,
#include "kernel/module.def"
#undef MODULE
    MODULE_COUNT
} Module;

extern const Words module_words;

#endif
