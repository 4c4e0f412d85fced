/* crowd_relation.c -- open relations: a chain a person, and a bitmap for each member, store, state
 * and way of adding. */
#include "crowd/crowd_store.h"

#include <stdlib.h>

static const char *const relation_words[]     = { NULL,    "staff_id", "store_id",
                                                  "state", "add_way",  "added_at" };
const Words              crowd_relation_words = { relation_words, COUNT(relation_words) };

static uint32_t id_word(WordTable *words, int64_t id)
{
    char      text[24];
    const int len = snprintf(text, sizeof text, "%lld", (long long)id);
    return crowd_word_take(words, (Str){ text, (size_t)len });
}

static roaring_bitmap_t *set_of(CrowdFacet *facet, uint32_t word)
{
    facet->of_word =
        crowd_grow(facet->of_word, sizeof(roaring_bitmap_t *), &facet->room, (size_t)word + 1);
    if (!facet->of_word[word]) facet->of_word[word] = roaring_bitmap_create();
    return facet->of_word[word];
}

static void mark(Crowd *crowd, uint32_t person, const uint32_t words[FACETS], bool has)
{
    for (int i = 0; i < FACETS; i++) {
        if (!words[i]) continue;
        if (has)
            roaring_bitmap_add(set_of(&crowd->facets[i], words[i]), person);
        else
            roaring_bitmap_remove(set_of(&crowd->facets[i], words[i]), person);
    }
}

/* Room for one more, from those given back or at the end. */
static uint32_t place(Crowd *crowd)
{
    const uint32_t given = crowd->relation_free;
    if (given != CROWD_NONE) {
        crowd->relation_free = crowd->relations[given].next;
        return given;
    }
    crowd->relations = crowd_grow(crowd->relations, sizeof *crowd->relations, &crowd->relation_room,
                                  (size_t)crowd->relation_count + 1);
    return crowd->relation_count++;
}

static void drop(Crowd *crowd, uint32_t person)
{
    uint32_t at = crowd->relation_of[person] - 1;
    while (at != CROWD_NONE) {
        Related       *related = &crowd->relations[at];
        const uint32_t next    = related->next;
        mark(crowd, person, related->words, false);
        related->next        = crowd->relation_free;
        crowd->relation_free = at;
        at                   = next;
    }
    crowd->relation_of[person] = 0;
}

static void add(Crowd *crowd, uint32_t person, const CrowdRelation *relation)
{
    const uint32_t at      = place(crowd);
    Related       *related = &crowd->relations[at];
    WordTable     *states  = &crowd->facets[FACET_STATE].words;
    WordTable     *ways    = &crowd->facets[FACET_ADD_WAY].words;
    *related               = (Related){ .of = *relation, .next = crowd->relation_of[person] - 1 };
    related->words[FACET_STAFF] = id_word(&crowd->facets[FACET_STAFF].words, relation->staff_id);
    if (relation->store_id)
        related->words[FACET_STORE] =
            id_word(&crowd->facets[FACET_STORE].words, relation->store_id);
    if (relation->state.ptr) related->words[FACET_STATE] = crowd_word_take(states, relation->state);
    if (relation->add_way.ptr)
        related->words[FACET_ADD_WAY] = crowd_word_take(ways, relation->add_way);
    /* Borrowed text lives in the table of words. */
    related->of.state =
        related->words[FACET_STATE] ? states->word[related->words[FACET_STATE]] : (Str){ 0 };
    related->of.add_way =
        related->words[FACET_ADD_WAY] ? ways->word[related->words[FACET_ADD_WAY]] : (Str){ 0 };
    crowd->relation_of[person] = at + 1;
    mark(crowd, person, related->words, true);
}

static bool is_same(const CrowdRelation *a, const CrowdRelation *b)
{
    return a->staff_id == b->staff_id && a->store_id == b->store_id &&
           a->added_at_ms == b->added_at_ms && str_equal(a->state, b->state) &&
           str_equal(a->add_way, b->add_way);
}

/* The chain stands in the opposite order. */
static bool is_known(const Crowd *crowd, uint32_t person, const CrowdRelation *relations,
                     size_t count)
{
    uint32_t at = crowd->relation_of[person] - 1;
    for (; at != CROWD_NONE && count > 0; at = crowd->relations[at].next, count--)
        if (!is_same(&crowd->relations[at].of, &relations[count - 1])) return false;
    return at == CROWD_NONE && count == 0;
}

void crowd_put_relations(Crowd *crowd, uint32_t person, const CrowdRelation *relations,
                         size_t count)
{
    crowd->relation_of = crowd_grow(crowd->relation_of, sizeof *crowd->relation_of,
                                    &crowd->relation_of_room, (size_t)person + 1);
    if (is_known(crowd, person, relations, count)) return;
    drop(crowd, person);
    for (size_t i = 0; i < count; i++) add(crowd, person, &relations[i]);
    if (count)
        roaring_bitmap_add(crowd->related, person);
    else
        roaring_bitmap_remove(crowd->related, person);
    crowd_note(crowd, person, crowd->relation_topic);
}

/* ---- asking ------------------------------------------------------------------------- */

const roaring_bitmap_t *crowd_facet(const Crowd *crowd, int facet, Str word)
{
    const CrowdFacet *of = &crowd->facets[facet - 1];
    const uint32_t    at = crowd_word_find(&of->words, word);
    return at && at < of->room ? of->of_word[at] : NULL;
}

static Json text_of(const char *key, Str text)
{
    return (Json){ .kind = text.ptr ? JSON_STR : JSON_NULL, .key = str_of(key), .as.str = text };
}

static Json id_of(Arena *arena, const char *key, int64_t id)
{
    return text_of(key, id ? str_fmt(arena, "%lld", (long long)id) : (Str){ 0 });
}

static void put_json(const CrowdRelation *relation, Arena *arena, Json *out)
{
    Json *facts = arena_make(arena, Json, 5);
    facts[0]    = id_of(arena, "staff_id", relation->staff_id);
    facts[1]    = id_of(arena, "store_id", relation->store_id);
    facts[2]    = text_of("state", relation->state);
    facts[3]    = text_of("add_way", relation->add_way);
    facts[4] =
        (Json){ .kind = JSON_INT, .key = S("added_at"), .as.integer = relation->added_at_ms };
    *out = (Json){ .kind = JSON_OBJECT, .count = 5, .as.first = facts };
}

const Json *crowd_relations(const Crowd *crowd, uint32_t person, Arena *arena)
{
    uint32_t       count = 0;
    const uint32_t first =
        person < crowd->relation_of_room ? crowd->relation_of[person] - 1 : CROWD_NONE;
    for (uint32_t at = first; at != CROWD_NONE; at = crowd->relations[at].next) count++;
    if (!count) return NULL;
    Json *list  = arena_make(arena, Json, 1);
    Json *items = arena_make(arena, Json, count);
    *list       = (Json){ .kind = JSON_ARRAY, .count = count, .as.first = items };
    for (uint32_t at = first; at != CROWD_NONE; at = crowd->relations[at].next)
        put_json(&crowd->relations[at].of, arena, &items[--count]);
    return list;
}

void crowd_relations_deinit(Crowd *crowd)
{
    for (int i = 0; i < FACETS; i++) {
        CrowdFacet *facet = &crowd->facets[i];
        for (uint32_t word = 0; word < facet->room; word++)
            if (facet->of_word[word]) roaring_bitmap_free(facet->of_word[word]);
        free(facet->of_word);
        word_table_deinit(&facet->words);
    }
    roaring_bitmap_free(crowd->related);
    free(crowd->relations);
    free(crowd->relation_of);
}

size_t crowd_relations_bytes(const Crowd *crowd)
{
    size_t bytes = crowd->relation_room * sizeof *crowd->relations +
                   crowd->relation_of_room * sizeof *crowd->relation_of +
                   roaring_bitmap_size_in_bytes(crowd->related);
    for (int i = 0; i < FACETS; i++) {
        const CrowdFacet *facet = &crowd->facets[i];
        bytes += word_table_bytes(&facet->words) + facet->room * sizeof(void *);
        for (uint32_t word = 0; word < facet->room; word++)
            if (facet->of_word[word]) bytes += roaring_bitmap_size_in_bytes(facet->of_word[word]);
    }
    return bytes;
}
