/* map.h -- hash maps in an arena: text or integer to pointer. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

/* Text to pointer.  Keys are borrowed: they must live as long as the map. */
typedef struct StrMap StrMap;
StrMap *strmap_new(Arena *arena);
/* The value of `key`, or NULL. */
void   *strmap_find(const StrMap *map, Str key);
/* Sets `key`; `value` must not be NULL.  Returns the value it replaced, or NULL. */
void   *strmap_put(StrMap *map, Str key, void *value);
size_t  strmap_count(const StrMap *map);

/* Integer (any but 0) to pointer. */
typedef struct IdMap IdMap;
IdMap  *idmap_new(Arena *arena);
void   *idmap_find(const IdMap *map, int64_t key);
void   *idmap_put(IdMap *map, int64_t key, void *value);
size_t  idmap_count(const IdMap *map);

#endif
