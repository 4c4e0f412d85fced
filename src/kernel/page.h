/* page.h -- cursor paging: the keys of the last row, opaque to the caller. */
#ifndef KERNEL_PAGE_H
#define KERNEL_PAGE_H

#include "kernel/ctx.h"

enum { PAGE_LIMIT_DEFAULT = 50, PAGE_LIMIT_MAX = 200 };

/* Text that carries up to four numbers; URL-safe. */
Str  page_cursor(Arena *arena, const int64_t *keys, size_t count);
/* Reads them back; an absent cursor gives `start` in every key.  ERR_INVALID
 * "page.bad_cursor" for anything we did not make. */
Code page_keys(Ctx *cx, Str cursor, int64_t start, int64_t *keys, size_t count) MUST_USE;
/* The limit asked for, or the default, at most PAGE_LIMIT_MAX. */
int64_t page_limit(int64_t asked);

#endif
