/* env.h -- the environment, for what is no setting (tests). */
#ifndef SYS_ENV_H
#define SYS_ENV_H

#include "base/base.h"

/* The value of an environment variable; absent when it is not set. */
Str env_get(Arena *arena, const char *name);

#endif
