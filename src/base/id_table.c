/* id_table.c -- open addressing, nothing is ever removed. */
#include "base/id_table.h"

#include "base/heap_grow.h"

#include <stdlib.h>
#include <string.h>

static uint32_t *slots_new(uint32_t slots)
{
    uint32_t *slot = malloc(slots * sizeof *slot);
    ASSERT(slot != NULL);
    memset(slot, 0xff, slots * sizeof *slot);
    return slot;
}

/* Kept at most two thirds full. */
static bool is_full(uint32_t count, uint32_t slots)
{
    return (uint64_t)(count + 1) * 3 > (uint64_t)slots * 2;
}

/* ---- ids ------------------------------------------------------------------- */

static uint64_t id_hash(int64_t id)
{
    uint64_t x = (uint64_t)id * 0x9e3779b97f4a7c15u;
    return x ^ (x >> 29);
}

static uint32_t *id_slot(const IdTable *table, int64_t id)
{
    uint32_t at = (uint32_t)id_hash(id) & (table->slots - 1);
    while (table->slot[at] != NUMBER_NONE && table->id[table->slot[at]] != id)
        at = (at + 1) & (table->slots - 1);
    return &table->slot[at];
}

uint32_t id_table_find(const IdTable *table, int64_t id)
{
    return table->slots == 0 ? NUMBER_NONE : *id_slot(table, id);
}

static void id_rehash(IdTable *table)
{
    free(table->slot);
    table->slots = table->slots ? table->slots * 2 : 64;
    table->slot  = slots_new(table->slots);
    for (uint32_t i = 0; i < table->count; i++) *id_slot(table, table->id[i]) = i;
}

uint32_t id_table_take(IdTable *table, int64_t id)
{
    if (is_full(table->count, table->slots)) id_rehash(table);
    uint32_t *slot = id_slot(table, id);
    if (*slot != NUMBER_NONE) return *slot;
    table->id = heap_grow(table->id, sizeof *table->id, &table->room, (size_t)table->count + 1);
    table->id[table->count] = id;
    *slot                   = table->count;
    return table->count++;
}

void id_table_deinit(IdTable *table)
{
    free(table->id);
    free(table->slot);
    *table = (IdTable){ 0 };
}

size_t id_table_bytes(const IdTable *table)
{
    return table->room * sizeof *table->id + table->slots * sizeof *table->slot;
}

/* ---- words ------------------------------------------------------------------ */

static uint32_t *word_slot(const WordTable *table, Str word)
{
    uint32_t at = (uint32_t)str_hash(word) & (table->slots - 1);
    while (table->slot[at] != NUMBER_NONE && !str_equal(table->word[table->slot[at]], word))
        at = (at + 1) & (table->slots - 1);
    return &table->slot[at];
}

uint32_t word_table_find(const WordTable *table, Str word)
{
    return table->slots == 0 ? NUMBER_NONE : *word_slot(table, word);
}

static void word_rehash(WordTable *table)
{
    free(table->slot);
    table->slots = table->slots ? table->slots * 2 : 64;
    table->slot  = slots_new(table->slots);
    for (uint32_t i = 0; i < table->count; i++) *word_slot(table, table->word[i]) = i;
}

uint32_t word_table_take(WordTable *table, Str word)
{
    if (is_full(table->count, table->slots)) word_rehash(table);
    uint32_t *slot = word_slot(table, word);
    if (*slot != NUMBER_NONE) return *slot;
    table->word =
        heap_grow(table->word, sizeof *table->word, &table->room, (size_t)table->count + 1);
    char *copy = malloc(word.len + 1);
    ASSERT(copy != NULL);
    if (word.len) memcpy(copy, word.ptr, word.len);
    copy[word.len] = 0;
    table->bytes += word.len + 1;
    table->word[table->count] = (Str){ copy, word.len };
    *slot                     = table->count;
    return table->count++;
}

void word_table_deinit(WordTable *table)
{
    for (uint32_t i = 0; i < table->count; i++) free((void *)(uintptr_t)table->word[i].ptr);
    free(table->word);
    free(table->slot);
    *table = (WordTable){ 0 };
}

size_t word_table_bytes(const WordTable *table)
{
    return table->room * sizeof *table->word + table->slots * sizeof *table->slot + table->bytes;
}
