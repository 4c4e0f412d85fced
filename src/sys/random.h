/* random.h -- secrets and seeds from the operating system. */
#ifndef SYS_RANDOM_H
#define SYS_RANDOM_H

#include "base/base.h"

/* Fills `out` with unpredictable bytes; aborts if the system has none. */
void     random_bytes(void *out, size_t size);
uint64_t random_u64(void);
/* `chars` characters of [A-Za-z0-9_-], 6 bits of entropy each. */
Str      random_token(Arena *arena, size_t chars);

#endif
