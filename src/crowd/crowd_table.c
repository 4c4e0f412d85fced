/* crowd_table.c -- ids and words to numbers: open addressing, nothing is ever removed. */
#include "crowd/crowd_store.h"

#include <stdlib.h>
#include <string.h>

void *crowd_grow(void *at, size_t size, uint32_t *room, size_t need)
{
    if (need <= *room && at != NULL) return at;
    const size_t before = at ? *room : 0;
    size_t       next   = before + before / 4 + 16;
    if (next < need) next = need;
    ASSERT(next < UINT32_MAX);
    char *grown = realloc(at, next * size);
    ASSERT(grown != NULL);
    memset(grown + before * size, 0, (next - before) * size);
    *room = (uint32_t)next;
    return grown;
}

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

static uint32_t *id_slot(const CrowdIds *ids, int64_t id)
{
    uint64_t hash = (uint64_t)id * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
    uint32_t at = (uint32_t)(hash & (ids->slots - 1));
    while (ids->slot[at] != CROWD_NONE && ids->id[ids->slot[at]] != id)
        at = (at + 1) & (ids->slots - 1);
    return &ids->slot[at];
}

uint32_t crowd_ids_find(const CrowdIds *ids, int64_t id)
{
    return ids->slots ? *id_slot(ids, id) : CROWD_NONE;
}

static void widen_ids(CrowdIds *ids)
{
    free(ids->slot);
    ids->slots = ids->slots ? ids->slots * 2 : 64;
    ids->slot  = slots_new(ids->slots);
    for (uint32_t i = 0; i < ids->count; i++) *id_slot(ids, ids->id[i]) = i;
}

uint32_t crowd_ids_take(CrowdIds *ids, int64_t id)
{
    uint32_t known = crowd_ids_find(ids, id);
    if (known != CROWD_NONE) return known;
    if (is_full(ids->count, ids->slots)) widen_ids(ids);
    ids->id             = crowd_grow(ids->id, sizeof *ids->id, &ids->room, (size_t)ids->count + 1);
    *id_slot(ids, id)   = ids->count;
    ids->id[ids->count] = id;
    return ids->count++;
}

void crowd_ids_deinit(CrowdIds *ids)
{
    free(ids->id);
    free(ids->slot);
}

size_t crowd_ids_bytes(const CrowdIds *ids)
{
    return ids->room * sizeof *ids->id + ids->slots * sizeof *ids->slot;
}

/* ---- words ------------------------------------------------------------------- */

static uint32_t *word_slot(const CrowdWords *words, Str word)
{
    uint32_t at = (uint32_t)(str_hash(word) & (words->slots - 1));
    while (words->slot[at] != CROWD_NONE && !str_equal(words->word[words->slot[at]], word))
        at = (at + 1) & (words->slots - 1);
    return &words->slot[at];
}

uint32_t crowd_words_find(const CrowdWords *words, Str word)
{
    const uint32_t at = words->slots ? *word_slot(words, word) : CROWD_NONE;
    return at == CROWD_NONE ? 0 : at;
}

static void widen_words(CrowdWords *words)
{
    free(words->slot);
    words->slots = words->slots ? words->slots * 2 : 16;
    words->slot  = slots_new(words->slots);
    for (uint32_t i = 1; i < words->count; i++) *word_slot(words, words->word[i]) = i;
}

uint32_t crowd_words_take(CrowdWords *words, Str word)
{
    const uint32_t known = crowd_words_find(words, word);
    if (known) return known;
    if (words->count == 0) words->count = 1; /* 0 is no word */
    if (is_full(words->count, words->slots)) widen_words(words);
    words->word =
        crowd_grow(words->word, sizeof *words->word, &words->room, (size_t)words->count + 1);
    char *copy = malloc(word.len + 1);
    ASSERT(copy != NULL);
    if (word.len) memcpy(copy, word.ptr, word.len);
    copy[word.len] = 0;
    words->bytes += word.len + 1;
    *word_slot(words, word)   = words->count;
    words->word[words->count] = (Str){ copy, word.len };
    return words->count++;
}

void crowd_words_deinit(CrowdWords *words)
{
    for (uint32_t i = 1; i < words->count; i++) free((char *)(uintptr_t)words->word[i].ptr);
    free(words->word);
    free(words->slot);
}

size_t crowd_words_bytes(const CrowdWords *words)
{
    return words->room * sizeof *words->word + words->slots * sizeof *words->slot + words->bytes;
}
