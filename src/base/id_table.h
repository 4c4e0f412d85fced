/* id_table.h -- ids and words to numbers 0, 1, 2, ... in the order of coming, for sets that live as
 * long as the process: on the heap, growing, nothing is ever removed.  A zeroed table is empty. The
 * owner locks. */
#ifndef BASE_ID_TABLE_H
#define BASE_ID_TABLE_H

#include "base/str.h"

static const uint32_t NUMBER_NONE = UINT32_MAX;

typedef struct IdTable {
    int64_t  *id;   /* by number */
    uint32_t *slot; /* numbers by the hash of their id; NUMBER_NONE: empty */
    uint32_t  count, room, slots;
} IdTable;

/* The number of `id`, NUMBER_NONE if it has none. */
uint32_t id_table_find(const IdTable *table, int64_t id);
/* The same, given one when it has none.  Aborts when there is no memory. */
uint32_t id_table_take(IdTable *table, int64_t id);
/* Gives everything back; the table is empty again. */
void     id_table_deinit(IdTable *table);
/* Bytes it holds. */
size_t   id_table_bytes(const IdTable *table);

typedef struct WordTable {
    Str      *word; /* by number; copies of its own, with a NUL after them */
    uint32_t *slot;
    uint32_t  count, room, slots;
    size_t    bytes;
} WordTable;

/* As for ids. */
uint32_t word_table_find(const WordTable *table, Str word);
uint32_t word_table_take(WordTable *table, Str word);
void     word_table_deinit(WordTable *table);
size_t   word_table_bytes(const WordTable *table);

#endif
