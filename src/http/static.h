/* static.h -- the embedded console.  Private to http/. */
#ifndef HTTP_STATIC_H
#define HTTP_STATIC_H

#include "base/embed.h"
#include "http/route.h"

/* The file for a path: `/assets/...` as they are, pages for `/`, `/sidebar`, `/dealer` and
 * every extension-less path that belongs to no other door.  False when there is none.
 * Pages get a nonce of their own and live in the arena; other bytes are the program's. */
bool static_find(const Embedded *files, Arena *arena, Str path, Str accept_encoding,
                 HttpReply *reply);

#endif
