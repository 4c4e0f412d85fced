/* tag_library.c -- the platform's side of the tag library: what it says, and how our changes
 * ended there.  What a person changes is tag.c. */
#include "customer/tag.h"
#include "customer/tag_sql.h"

static Code emit_all(Ctx *cx)
{
    return event_emit(cx, EV_TAG_CHANGED, (EventDraft){ .object = S("tag_library") });
}

/* ---- finding ours ---------------------------------------------------------- */

/* By the platform's id, else the one of that name that has none yet: it was just made here. */
static TagGroup *find_group(const Rows *groups, const LibraryGroup *wanted)
{
    TagGroup *same_name = NULL;
    for (size_t i = 0; i < groups->count; i++) {
        TagGroup *group = ROWS_AT(TagGroup, *groups, i);
        if (group->platform_id.len && str_equal(group->platform_id, wanted->platform_id))
            return group;
        if (!group->platform_id.len && str_equal(group->name, wanted->name)) same_name = group;
    }
    return same_name;
}

static Tag *find_tag(const Rows *tags, const LibraryTag *wanted)
{
    Tag *same_name = NULL;
    for (size_t i = 0; i < tags->count; i++) {
        Tag *tag = ROWS_AT(Tag, *tags, i);
        if (tag->platform_id.len && str_equal(tag->platform_id, wanted->platform_id)) return tag;
        if (!tag->platform_id.len && str_equal(tag->name, wanted->name)) same_name = tag;
    }
    return same_name;
}

static bool is_in(const Strs *ids, Str id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (id.len && str_equal(ids->at[i], id)) return true;
    return false;
}

/* ---- taking ------------------------------------------------------------------ */

static Code take_tag(Ctx *cx, const TagGroup *group, Tag *tag, const LibraryTag *told,
                     bool *changed)
{
    if (!tag) {
        const Tag row = { .id            = cx_new_id(cx),
                          .tenant_id     = cx->tenant_id,
                          .group_id      = group->id,
                          .connection_id = group->connection_id,
                          .kind          = TAG_CORP,
                          .name          = told->name,
                          .platform_id   = told->platform_id,
                          .sort          = told->sort,
                          .sync_state    = SYNC_SYNCED,
                          .revision      = 1 };
        *changed      = true;
        return tag_sql_insert(cx, &row);
    }
    const bool is_waiting = tag->sync_state == SYNC_PENDING && tag->platform_id.len;
    const bool is_same    = str_equal(tag->name, told->name) && tag->sort == told->sort &&
                         tag->platform_id.len && tag->sync_state == SYNC_SYNCED;
    if (is_waiting || tag->is_deleted || is_same) return OK;
    tag->name        = told->name;
    tag->sort        = told->sort;
    tag->platform_id = told->platform_id;
    tag->sync_state  = SYNC_SYNCED;
    tag->sync_reason = (Str){ 0 };
    *changed         = true;
    return tag_sql_save(cx, tag);
}

static Code take_group_row(Ctx *cx, int64_t connection_id, TagGroup *group,
                           const LibraryGroup *told, TagGroup *out, bool *changed)
{
    if (!group) {
        *out     = (TagGroup){ .id            = cx_new_id(cx),
                               .tenant_id     = cx->tenant_id,
                               .connection_id = connection_id,
                               .kind          = TAG_CORP,
                               .name          = told->name,
                               .platform_id   = told->platform_id,
                               .sort          = told->sort,
                               .is_editable   = true,
                               .sync_state    = SYNC_SYNCED,
                               .revision      = 1 };
        *changed = true;
        return tag_sql_group_insert(cx, out);
    }
    *out                  = *group;
    const bool is_waiting = group->sync_state == SYNC_PENDING && group->platform_id.len;
    const bool is_same    = str_equal(group->name, told->name) && group->sort == told->sort &&
                         group->platform_id.len && group->sync_state == SYNC_SYNCED;
    if (is_waiting || group->is_deleted || is_same) return OK;
    out->name        = told->name;
    out->sort        = told->sort;
    out->platform_id = told->platform_id;
    out->sync_state  = SYNC_SYNCED;
    out->sync_reason = (Str){ 0 };
    *changed         = true;
    TRY(tag_sql_group_save(cx, out));
    out->revision++;
    return OK;
}

static bool has_tag(const LibraryGroup *told, Str platform_id)
{
    for (size_t i = 0; i < told->tag_count; i++)
        if (str_equal(told->tags[i].platform_id, platform_id)) return true;
    return false;
}

static Code take_group(Ctx *cx, const Library *library, const Rows *groups,
                       const LibraryGroup *told, bool *changed)
{
    TagGroup group = { 0 };
    Rows     tags  = { 0 };
    TRY(take_group_row(cx, library->connection_id, find_group(groups, told), told, &group,
                       changed));
    TRY(tag_sql_hold_group(cx, group.id, &tags));
    for (size_t i = 0; i < told->tag_count; i++)
        TRY(take_tag(cx, &group, find_tag(&tags, &told->tags[i]), &told->tags[i], changed));
    for (size_t i = 0; i < tags.count; i++) {
        const Tag *tag = ROWS_AT(Tag, tags, i);
        if (!tag->platform_id.len || has_tag(told, tag->platform_id)) continue;
        if (!library->is_complete && !is_in(&library->deleted, tag->platform_id)) continue;
        *changed = true;
        TRY(tag_sql_purge(cx, tag->id));
    }
    return OK;
}

static bool is_told(const Library *library, const TagGroup *group)
{
    for (size_t i = 0; i < library->group_count; i++)
        if (str_equal(library->groups[i].platform_id, group->platform_id)) return true;
    return false;
}

static Code purge_group(Ctx *cx, int64_t group_id)
{
    Rows tags = { 0 };
    TRY(tag_sql_hold_group(cx, group_id, &tags));
    for (size_t i = 0; i < tags.count; i++) TRY(tag_sql_purge(cx, ROWS_AT(Tag, tags, i)->id));
    return tag_sql_group_purge(cx, group_id);
}

/* Groups that are no longer there, and single tags named as deleted. */
static Code drop_gone(Ctx *cx, const Library *library, const Rows *groups, bool *changed)
{
    for (size_t i = 0; i < groups->count; i++) {
        const TagGroup *group = ROWS_AT(TagGroup, *groups, i);
        if (!group->platform_id.len || is_told(library, group)) continue;
        if (!library->is_complete && !is_in(&library->deleted, group->platform_id)) continue;
        *changed = true;
        TRY(purge_group(cx, group->id));
    }
    for (size_t i = 0; i < library->deleted.count; i++) {
        Tag  tag   = { 0 };
        bool found = false;
        TRY(tag_sql_by_platform(cx, library->connection_id, library->deleted.at[i], &tag, &found));
        if (!found) continue;
        *changed = true;
        TRY(tag_sql_purge(cx, tag.id));
    }
    return OK;
}

Code tag_library_take(Ctx *cx, const Library *library)
{
    Rows groups  = { 0 };
    bool changed = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(tag_sql_groups_of_connection(cx, library->connection_id, &groups));
    TRY(drop_gone(cx, library, &groups, &changed));
    for (size_t i = 0; i < library->group_count; i++)
        TRY(take_group(cx, library, &groups, &library->groups[i], &changed));
    if (changed) TRY(emit_all(cx));
    return cx_commit(cx, &txn);
}

/* ---- how ours ended ----------------------------------------------------------- */

/* The platform lets an app change only the tags it made itself. */
static bool is_not_ours(const TagSettled *settled)
{
    return str_equal(settled->reason, S("connection.not_our_object"));
}

/* What we made has the platform's ids from now on; what a sync brought meanwhile is the same. */
static Code adopt_tags(Ctx *cx, int64_t group_id, const LibraryGroup *answer)
{
    Rows tags = { 0 };
    TRY(tag_sql_hold_group(cx, group_id, &tags));
    for (size_t i = 0; i < answer->tag_count; i++) {
        Tag *tag = find_tag(&tags, &answer->tags[i]);
        if (!tag) continue;
        tag->platform_id = answer->tags[i].platform_id;
        tag->sync_state  = SYNC_SYNCED;
        tag->sync_reason = (Str){ 0 };
        TRY(tag_sql_save(cx, tag));
        tag->revision++;
    }
    return OK;
}

static Code restore_tags(Ctx *cx, int64_t group_id, SyncState state, Str reason)
{
    Rows tags = { 0 };
    TRY(tag_sql_hold_group(cx, group_id, &tags));
    for (size_t i = 0; i < tags.count; i++) {
        Tag *tag = ROWS_AT(Tag, tags, i);
        if (!tag->is_deleted && tag->sync_state != SYNC_PENDING) continue;
        tag->is_deleted  = false;
        tag->sync_state  = tag->platform_id.len ? SYNC_SYNCED : state;
        tag->sync_reason = tag->platform_id.len ? (Str){ 0 } : reason;
        TRY(tag_sql_save(cx, tag));
    }
    return OK;
}

static Code group_settled(Ctx *cx, const TagSettled *settled, TagGroup *group)
{
    if (settled->is_done && group->is_deleted) return purge_group(cx, group->id);
    if (settled->is_done) {
        if (settled->answer.platform_id.len) group->platform_id = settled->answer.platform_id;
        TRY(adopt_tags(cx, group->id, &settled->answer));
    } else {
        TRY(restore_tags(cx, group->id, SYNC_FAILED, settled->reason));
        if (is_not_ours(settled)) group->is_editable = false;
    }
    group->is_deleted  = false;
    group->sync_state  = settled->is_done ? SYNC_SYNCED : SYNC_FAILED;
    group->sync_reason = settled->is_done ? (Str){ 0 } : settled->reason;
    return tag_sql_group_save(cx, group);
}

static Code tag_row_settled(Ctx *cx, const TagSettled *settled, Tag *tag)
{
    if (settled->is_done && tag->is_deleted) return tag_sql_purge(cx, tag->id);
    if (settled->is_done && settled->answer.tag_count)
        tag->platform_id = settled->answer.tags[0].platform_id;
    tag->is_deleted  = false;
    tag->sync_state  = settled->is_done ? SYNC_SYNCED : SYNC_FAILED;
    tag->sync_reason = settled->is_done ? (Str){ 0 } : settled->reason;
    TRY(tag_sql_save(cx, tag));
    if (settled->is_done || !is_not_ours(settled)) return OK;
    TagGroup group = { 0 };
    TRY(tag_sql_group_get(cx, tag->group_id, &group));
    group.is_editable = false;
    return tag_sql_group_save(cx, &group);
}

static Code forget_missing(Ctx *cx, Code code)
{
    if (code != ERR_NOT_FOUND) return code;
    forgive(cx); /* it was deleted meanwhile: nothing is left to settle */
    return OK;
}

Code tag_library_settled(Ctx *cx, const TagSettled *settled)
{
    TagGroup group = { 0 };
    Tag      tag   = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (settled->is_group) {
        const Code code = tag_sql_group_get(cx, settled->id, &group);
        if (code != OK) return forget_missing(cx, code);
        TRY(group_settled(cx, settled, &group));
    } else {
        const Code code = tag_sql_get(cx, settled->id, &tag);
        if (code != OK) return forget_missing(cx, code);
        TRY(tag_row_settled(cx, settled, &tag));
    }
    TRY(emit_all(cx));
    return cx_commit(cx, &txn);
}
