/* again.h -- the whole once more, where transactions clashed. */
#ifndef KERNEL_AGAIN_H
#define KERNEL_AGAIN_H

#include "kernel/ctx.h"

/* Whether what has just failed, tried so many times before, may be done again: transactions clashed
 * (`cx->err.retry`), and it was not the last of `tries_max` times more.  Then the failure is taken
 * back, behind a pause whose length is left to chance, so that two who met do not meet again. */
bool cx_again(Ctx *cx, int tried, int tries_max);

#endif
