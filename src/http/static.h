/* static.h -- the embedded console.  Private to http/. */
#ifndef HTTP_STATIC_H
#define HTTP_STATIC_H

#include "base/embed.h"
#include "http/route.h"

/* The file for a path: `/assets/...` as they are, pages for `/`, `/sidebar`, `/dealer` and
 * every extension-less path that belongs to no other door.  False when there is none.
 * Pages get a nonce of their own and live in the arena; other bytes are the program's.
 * `image_hosts` may serve pictures to the pages besides us. */
bool static_find(const Embedded *files, Str image_hosts, Arena *arena, Str path,
                 Str accept_encoding, HttpReply *reply);

#endif
