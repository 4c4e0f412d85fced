/* crowd.c -- the whole: persons, topics, tags and audiences as bitmaps. */
#include "crowd/crowd_store.h"

#include <stdlib.h>

Crowd *crowd_new(void)
{
    Crowd *crowd = calloc(1, sizeof *crowd);
    ASSERT(crowd != NULL);
    crowd->everybody      = roaring_bitmap_create();
    crowd->related        = roaring_bitmap_create();
    crowd->own            = arena_new(SIZE_MAX);
    crowd->relation_free  = CROWD_NONE;
    crowd->relation_topic = crowd_topic(crowd, S("r:"));
    return crowd;
}

void crowd_free(Crowd *crowd)
{
    if (crowd == NULL) return;
    for (uint32_t i = 0; i < crowd->column_count; i++) crowd_column_deinit(&crowd->columns[i]);
    free(crowd->columns);
    crowd_sets_deinit(&crowd->tags);
    crowd_sets_deinit(&crowd->segments);
    free(crowd->signs.of);
    crowd_relations_deinit(crowd);
    crowd_events_deinit(crowd);
    word_table_deinit(&crowd->topics);
    free(crowd->changes);
    id_table_deinit(&crowd->persons);
    roaring_bitmap_free(crowd->everybody);
    arena_free(crowd->own);
    free(crowd);
}

size_t crowd_bytes(const Crowd *crowd)
{
    size_t bytes = sizeof *crowd + id_table_bytes(&crowd->persons) + arena_used(crowd->own) +
                   word_table_bytes(&crowd->topics) + crowd->change_room * sizeof *crowd->changes +
                   crowd_event_bytes(crowd) + crowd_relations_bytes(crowd) +
                   crowd_sets_bytes(&crowd->tags) + crowd_sets_bytes(&crowd->segments) +
                   crowd->signs.room * sizeof *crowd->signs.of;
    for (uint32_t i = 0; i < crowd->column_count; i++)
        bytes += crowd_column_bytes(&crowd->columns[i]);
    for (uint32_t i = 1; i <= crowd->type_words.count; i++)
        bytes += crowd->types[i].run_room * sizeof(DetailRun);
    return bytes;
}

/* ---- persons ------------------------------------------------------------------------ */

uint32_t crowd_number(const Crowd *crowd, int64_t id) { return id_table_find(&crowd->persons, id); }

uint32_t crowd_take(Crowd *crowd, int64_t id)
{
    ASSERT(crowd->persons.count < CROWD_NUMBER_MAX);
    return id_table_take(&crowd->persons, id);
}

int64_t crowd_id(const Crowd *crowd, uint32_t person) { return crowd->persons.id[person]; }

uint32_t crowd_room(const Crowd *crowd) { return crowd->persons.count; }

void crowd_set_there(Crowd *crowd, uint32_t person, bool is_there)
{
    const bool changed = is_there ? roaring_bitmap_add_checked(crowd->everybody, person)
                                  : roaring_bitmap_remove_checked(crowd->everybody, person);
    if (changed) crowd_note(crowd, person, crowd_topic(crowd, S("there")));
}

const roaring_bitmap_t *crowd_everybody(const Crowd *crowd) { return crowd->everybody; }

/* ---- topics --------------------------------------------------------------------------- */

uint32_t crowd_topic(Crowd *crowd, Str word) { return crowd_word_take(&crowd->topics, word); }

Str crowd_topic_word(const Crowd *crowd, uint32_t topic)
{
    return crowd_word(&crowd->topics, topic);
}

void crowd_watch(Crowd *crowd, bool is_watched)
{
    crowd->is_watched   = is_watched;
    crowd->change_count = 0;
}

void crowd_note(Crowd *crowd, uint32_t person, uint32_t topic)
{
    if (!crowd->is_watched) return;
    crowd->changes = crowd_grow(crowd->changes, sizeof *crowd->changes, &crowd->change_room,
                                crowd->change_count + 1);
    crowd->changes[crowd->change_count++] = (CrowdChange){ person, topic };
}

const CrowdChange *crowd_changes(const Crowd *crowd, size_t *count)
{
    *count = crowd->change_count;
    return crowd->changes;
}

void crowd_heard(Crowd *crowd) { crowd->change_count = 0; }

/* ---- bitmaps by a key ------------------------------------------------------------------ */

roaring_bitmap_t *crowd_sets_take(Crowd *crowd, CrowdSets *sets, int64_t id, const char *prefix)
{
    const uint32_t at   = id_table_take(&sets->ids, id);
    uint32_t       room = sets->room;
    sets->set           = crowd_grow(sets->set, sizeof(roaring_bitmap_t *), &room, (size_t)at + 1);
    sets->topic         = crowd_grow(sets->topic, sizeof *sets->topic, &sets->room, (size_t)at + 1);
    if (!sets->set[at]) {
        char      text[32];
        const int len   = snprintf(text, sizeof text, "%s%lld", prefix, (long long)id);
        sets->set[at]   = roaring_bitmap_create();
        sets->topic[at] = crowd_topic(crowd, (Str){ text, (size_t)len });
    }
    return sets->set[at];
}

const roaring_bitmap_t *crowd_sets_find(const CrowdSets *sets, int64_t id)
{
    const uint32_t at = id_table_find(&sets->ids, id);
    return at == CROWD_NONE ? NULL : sets->set[at];
}

static bool put_at(Crowd *crowd, CrowdSets *sets, uint32_t at, uint32_t person, bool has)
{
    const bool changed = has ? roaring_bitmap_add_checked(sets->set[at], person)
                             : roaring_bitmap_remove_checked(sets->set[at], person);
    if (changed) crowd_note(crowd, person, sets->topic[at]);
    return changed;
}

bool crowd_sets_put(Crowd *crowd, CrowdSets *sets, int64_t id, uint32_t person, bool has)
{
    const uint32_t at = id_table_find(&sets->ids, id);
    return at != CROWD_NONE && sets->set[at] && put_at(crowd, sets, at, person, has);
}

void crowd_sets_deinit(CrowdSets *sets)
{
    for (uint32_t i = 0; i < sets->ids.count; i++)
        if (sets->set[i]) roaring_bitmap_free(sets->set[i]);
    free(sets->set);
    free(sets->topic);
    id_table_deinit(&sets->ids);
}

size_t crowd_sets_bytes(const CrowdSets *sets)
{
    size_t bytes = id_table_bytes(&sets->ids) + sets->room * (sizeof(void *) + sizeof(uint32_t));
    for (uint32_t i = 0; i < sets->ids.count; i++)
        if (sets->set[i]) bytes += roaring_bitmap_size_in_bytes(sets->set[i]);
    return bytes;
}

/* ---- tags --------------------------------------------------------------------------------- */

bool crowd_has_tag(const Crowd *crowd, int64_t tag_id)
{
    return crowd_sets_find(&crowd->tags, tag_id) != NULL;
}

void crowd_add_tag(Crowd *crowd, int64_t tag_id)
{
    (void)crowd_sets_take(crowd, &crowd->tags, tag_id, "t:");
}

void crowd_put_tag(Crowd *crowd, int64_t tag_id, uint32_t person, bool has)
{
    (void)crowd_sets_put(crowd, &crowd->tags, tag_id, person, has);
}

static bool is_among(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

void crowd_put_tags(Crowd *crowd, uint32_t person, Ids tags)
{
    for (uint32_t i = 0; i < crowd->tags.ids.count; i++) {
        const int64_t id = crowd->tags.ids.id[i];
        (void)crowd_sets_put(crowd, &crowd->tags, id, person, is_among(tags, id));
    }
}

/* ---- audiences ------------------------------------------------------------------------------ */

roaring_bitmap_t *crowd_segment(Crowd *crowd, int64_t id)
{
    return crowd_sets_take(crowd, &crowd->segments, id, "s:");
}

const roaring_bitmap_t *crowd_find_segment(const Crowd *crowd, int64_t id)
{
    return crowd_sets_find(&crowd->segments, id);
}

bool crowd_put_member(Crowd *crowd, int64_t segment, uint32_t person, bool is_in)
{
    CrowdSets     *sets = &crowd->segments;
    const uint32_t at   = id_table_find(&sets->ids, segment);
    if (at == CROWD_NONE || !sets->set[at]) return false;
    if (!is_in && !crowd_sign_may(&crowd->signs, at, person)) return false;
    const bool changed = put_at(crowd, sets, at, person, is_in);
    if (changed) crowd_sign_put(&crowd->signs, at, person, is_in);
    return changed;
}

void crowd_set_segment(Crowd *crowd, int64_t id, roaring_bitmap_t *set)
{
    (void)crowd_segment(crowd, id);
    const uint32_t at = id_table_find(&crowd->segments.ids, id);
    crowd_sign_swap(&crowd->signs, at, crowd->segments.set[at], set);
    roaring_bitmap_free(crowd->segments.set[at]);
    crowd->segments.set[at] = set;
}

void crowd_drop_segment(Crowd *crowd, int64_t id)
{
    const uint32_t at = id_table_find(&crowd->segments.ids, id);
    if (at == CROWD_NONE || !crowd->segments.set[at]) return;
    crowd_sign_swap(&crowd->signs, at, crowd->segments.set[at], NULL);
    roaring_bitmap_free(crowd->segments.set[at]);
    crowd->segments.set[at] = NULL;
}
