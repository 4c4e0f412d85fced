/* env.c -- the environment. */
#include "sys/env.h"

#include <stdlib.h>

Str env_get(Arena *arena, const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? (Str){ 0 } : str_copy(arena, str_of(value));
}
