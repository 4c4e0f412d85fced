/* tag.c -- the rules of the tag library as a person changes it.  What comes from the platform is
 * tag_library.c; statements are in tag_sql.c. */
#include "customer/tag.h"

#include "channel/channel.h"
#include "customer/customer_list.h"
#include "customer/tag_sql.h"

static Code emit(Ctx *cx, const char *noun, int64_t id)
{
    const Str object = str_fmt(cx->arena, "%s:%lld", noun, (long long)id);
    return event_emit(cx, EV_TAG_CHANGED, (EventDraft){ .object = object });
}

static Str object_of(Ctx *cx, const char *noun, int64_t id)
{
    return str_fmt(cx->arena, "%s:%lld", noun, (long long)id);
}

/* The count kept with a tag is of the whole brand: who does not see all counts his own. */
static TagView view_of(const Ctx *cx, const Tag *tag)
{
    return (TagView){ .id             = tag->id,
                      .name           = tag->name,
                      .sort           = tag->sort,
                      .customer_count = cx->scope_id == 0 ? tag->customer_count : 0,
                      .sync_state     = tag->sync_state,
                      .sync_reason    = tag->sync_reason,
                      .revision       = tag->revision };
}

static TagGroupView group_view_of(const TagGroup *group)
{
    return (TagGroupView){ .id          = group->id,
                           .name        = group->name,
                           .kind        = group->kind,
                           .sort        = group->sort,
                           .is_editable = group->is_editable,
                           .sync_state  = group->sync_state,
                           .sync_reason = group->sync_reason,
                           .revision    = group->revision };
}

static Code check_name(Ctx *cx, Str name, Str field)
{
    if (str_trim(name).len == 0) return fail_field(cx, "tag.name_missing", field, "1..30");
    if (str_chars(name) > TAG_NAME_CHARS_MAX)
        return fail_field(cx, "tag.name_too_long", field, "1..30");
    return OK;
}

static Code check_group_name(Ctx *cx, TagKind kind, Str name, int64_t but_id)
{
    Rows groups = { 0 };
    TRY(tag_sql_groups(cx, &groups));
    REQUIRE(cx, groups.count < TAG_GROUPS_MAX, ERR_LIMIT, "tag.too_many");
    for (size_t i = 0; i < groups.count; i++) {
        const TagGroup *other = ROWS_AT(TagGroup, groups, i);
        if (other->id != but_id && other->kind == kind && str_equal(other->name, name))
            return fail(cx, ERR_CONFLICT, "tag_group.name_taken", "group %lld",
                        (long long)other->id);
    }
    return OK;
}

static Code check_tag_name(Ctx *cx, int64_t group_id, Str name, int64_t but_id)
{
    Rows tags = { 0 };
    TRY(tag_sql_tags_of_group(cx, group_id, &tags));
    for (size_t i = 0; i < tags.count; i++) {
        const Tag *other = ROWS_AT(Tag, tags, i);
        if (other->id != but_id && !other->is_deleted && str_equal(other->name, name))
            return fail(cx, ERR_CONFLICT, "tag.name_taken", "tag %lld", (long long)other->id);
    }
    return OK;
}

static Code check_room(Ctx *cx, TagKind kind, size_t more)
{
    int64_t count = 0;
    if (kind != TAG_CORP) return OK;
    TRY(tag_sql_corp_count(cx, &count));
    REQUIRE(cx, count + (int64_t)more <= TAG_CORP_MAX, ERR_LIMIT, "tag.too_many");
    return OK;
}

/* A corp tag can be changed when the platform lets us and knows it. */
static Code check_ours(Ctx *cx, const TagGroup *group, Str platform_id)
{
    if (group->kind == TAG_INTERNAL) return OK;
    REQUIRE(cx, group->is_editable, ERR_CONFLICT, "tag.not_ours");
    REQUIRE(cx, platform_id.len > 0, ERR_CONFLICT, "tag.sync_pending");
    return OK;
}

static Code get_group(Ctx *cx, int64_t id, TagGroup *out)
{
    TRY(tag_sql_group_get(cx, id, out));
    REQUIRE(cx, !out->is_deleted, ERR_NOT_FOUND, "tag_group.not_found");
    return OK;
}

static Code get_tag(Ctx *cx, int64_t id, Tag *tag, TagGroup *group)
{
    TRY(tag_sql_get(cx, id, tag));
    REQUIRE(cx, !tag->is_deleted, ERR_NOT_FOUND, "tag.not_found");
    return get_group(cx, tag->group_id, group);
}

static Tag new_tag(Ctx *cx, const TagGroup *group, Str name, int64_t sort)
{
    return (Tag){ .id            = cx_new_id(cx),
                  .tenant_id     = cx->tenant_id,
                  .group_id      = group->id,
                  .connection_id = group->connection_id,
                  .kind          = group->kind,
                  .name          = name,
                  .sort          = sort,
                  .sync_state    = group->kind == TAG_CORP ? SYNC_PENDING : SYNC_SYNCED,
                  .revision      = 1 };
}

/* ---- lists --------------------------------------------------------------- */

/* Customers in scope by tag: TagCount by its id.  Nothing when the caller sees all. */
static Code count_seen(Ctx *cx, IdMap **out)
{
    Rows counts = { 0 };
    *out        = idmap_new(cx->arena);
    if (cx->scope_id != 0) TRY(tag_sql_seen(cx, &counts));
    for (size_t i = 0; i < counts.count; i++)
        (void)idmap_put(*out, ROWS_AT(TagCount, counts, i)->tag_id, ROWS_AT(TagCount, counts, i));
    return OK;
}

static int64_t seen_count(const IdMap *seen, int64_t tag_id)
{
    const TagCount *count = idmap_find(seen, tag_id);
    return count ? count->count : 0;
}

Code tag_group_list(Ctx *cx, Rows *groups)
{
    Rows rows = { 0 }, tags = { 0 };
    TRY(tag_sql_groups(cx, &rows));
    TRY(tag_sql_tags(cx, &tags));
    IdMap *seen = NULL;
    TRY(count_seen(cx, &seen));
    TagGroupView *views = arena_make(cx->arena, TagGroupView, rows.count);
    IdMap        *lists = idmap_new(cx->arena);
    for (size_t i = 0; i < rows.count; i++) {
        const TagGroup *group = ROWS_AT(TagGroup, rows, i);
        Vec            *list  = arena_make(cx->arena, Vec, 1);
        *list                 = vec_of(cx->arena, TagView);
        views[i]              = group_view_of(group);
        idmap_put(lists, group->id, list);
    }
    for (size_t i = 0; i < tags.count; i++) {
        const Tag *tag  = ROWS_AT(Tag, tags, i);
        Vec       *list = idmap_find(lists, tag->group_id);
        TagView    view = view_of(cx, tag);
        if (cx->scope_id != 0) view.customer_count = seen_count(seen, tag->id);
        if (list) *VEC_ADD(list, TagView) = view;
    }
    for (size_t i = 0; i < rows.count; i++)
        views[i].tags = vec_rows(idmap_find(lists, views[i].id));
    *groups = (Rows){ views, rows.count };
    return OK;
}

Code tag_list(Ctx *cx, Str q, Rows *tags)
{
    IdMap *seen = NULL;
    TRY(tag_sql_flat(cx, like_anywhere(cx->arena, q), tags));
    TRY(count_seen(cx, &seen));
    for (size_t i = 0; cx->scope_id != 0 && i < tags->count; i++) {
        TagFlat *tag        = ROWS_AT(TagFlat, *tags, i);
        tag->customer_count = seen_count(seen, tag->id);
    }
    return OK;
}

/* ---- groups --------------------------------------------------------------- */

static Code push_group(Ctx *cx, const TagGroup *group, const PlatformTagDraft *draft)
{
    if (group->kind != TAG_CORP) return OK;
    return channel_save_tag(cx, (ConnectionId){ group->connection_id }, draft,
                            object_of(cx, "tag_group", group->id));
}

static Code check_group_draft(Ctx *cx, const TagGroupDraft *draft)
{
    TRY(check_name(cx, draft->name, S("name")));
    if (draft->kind == TAG_CORP && draft->tags.count == 0)
        return fail_field(cx, "tag_group.needs_tag", S("tags"), "1..100");
    for (size_t i = 0; i < draft->tags.count; i++) {
        const Str field = str_fmt(cx->arena, "tags[%zu]", i);
        TRY(check_name(cx, draft->tags.at[i], field));
        for (size_t j = 0; j < i; j++)
            if (str_equal(draft->tags.at[i], draft->tags.at[j]))
                return fail_field(cx, "tag.name_taken", field, NULL);
    }
    TRY(check_room(cx, draft->kind, draft->tags.count));
    return check_group_name(cx, draft->kind, draft->name, 0);
}

Code tag_group_create(Ctx *cx, const TagGroupDraft *draft, TagGroupView *out)
{
    Connection connection = { 0 };
    Vec        views      = vec_of(cx->arena, TagView);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check_group_draft(cx, draft));
    if (draft->kind == TAG_CORP) TRY(channel_connection_default(cx, &connection));
    const bool     is_corp = draft->kind == TAG_CORP;
    const TagGroup group   = { .id            = cx_new_id(cx),
                               .tenant_id     = cx->tenant_id,
                               .connection_id = connection.id,
                               .kind          = draft->kind,
                               .name          = draft->name,
                               .is_editable   = true,
                               .sync_state    = is_corp ? SYNC_PENDING : SYNC_SYNCED,
                               .revision      = 1 };
    TRY(tag_sql_group_insert(cx, &group));
    for (size_t i = 0; i < draft->tags.count; i++) {
        const Tag tag = new_tag(cx, &group, draft->tags.at[i], 0);
        TRY(tag_sql_insert(cx, &tag));
        *VEC_ADD(&views, TagView) = view_of(cx, &tag);
    }
    const PlatformTagDraft push = { .action     = PLATFORM_TAG_CREATE,
                                    .group_name = group.name,
                                    .tag_names  = draft->tags };
    TRY(push_group(cx, &group, &push));
    TRY(emit(cx, "tag_group", group.id));
    TRY(cx_commit(cx, &txn));
    *out      = group_view_of(&group);
    out->tags = vec_rows(&views);
    return OK;
}

static Code views_of_group(Ctx *cx, int64_t group_id, Rows *out)
{
    Rows tags  = { 0 };
    Vec  views = vec_of(cx->arena, TagView);
    TRY(tag_sql_tags_of_group(cx, group_id, &tags));
    for (size_t i = 0; i < tags.count; i++)
        if (!ROWS_AT(Tag, tags, i)->is_deleted)
            *VEC_ADD(&views, TagView) = view_of(cx, ROWS_AT(Tag, tags, i));
    *out = vec_rows(&views);
    return OK;
}

Code tag_group_update(Ctx *cx, TagGroupId id, int64_t revision, const TagDraft *draft,
                      TagGroupView *out)
{
    TagGroup group = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_group(cx, id.v, &group));
    REQUIRE(cx, group.revision == revision, ERR_CONFLICT, "tag_group.changed_meanwhile");
    TRY(check_name(cx, draft->name, S("name")));
    TRY(check_ours(cx, &group, group.platform_id));
    TRY(check_group_name(cx, group.kind, draft->name, group.id));
    group.name        = draft->name;
    group.sort        = draft->sort;
    group.sync_state  = group.kind == TAG_CORP ? SYNC_PENDING : SYNC_SYNCED;
    group.sync_reason = (Str){ 0 };
    TRY(tag_sql_group_save(cx, &group));
    group.revision++;
    const PlatformTagDraft push = { .action = PLATFORM_TAG_EDIT,
                                    .id     = group.platform_id,
                                    .name   = group.name,
                                    .order  = group.sort };
    TRY(push_group(cx, &group, &push));
    TRY(emit(cx, "tag_group", group.id));
    *out = group_view_of(&group);
    TRY(views_of_group(cx, group.id, &out->tags));
    return cx_commit(cx, &txn);
}

static Code delete_tags(Ctx *cx, const TagGroup *group)
{
    Rows tags = { 0 };
    TRY(tag_sql_tags_of_group(cx, group->id, &tags));
    for (size_t i = 0; i < tags.count; i++) {
        Tag *tag = ROWS_AT(Tag, tags, i);
        if (group->kind == TAG_INTERNAL) {
            TRY(tag_sql_purge(cx, tag->id));
            continue;
        }
        tag->is_deleted = true;
        TRY(tag_sql_save(cx, tag));
    }
    return OK;
}

Code tag_group_delete(Ctx *cx, TagGroupId id, int64_t revision)
{
    TagGroup group = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_group(cx, id.v, &group));
    REQUIRE(cx, group.revision == revision, ERR_CONFLICT, "tag_group.changed_meanwhile");
    TRY(check_ours(cx, &group, group.platform_id));
    TRY(delete_tags(cx, &group));
    if (group.kind == TAG_INTERNAL) {
        TRY(tag_sql_group_purge(cx, group.id));
    } else {
        const PlatformTagDraft push = { .action    = PLATFORM_TAG_DELETE,
                                        .group_ids = { &group.platform_id, 1 } };
        group.is_deleted            = true;
        group.sync_state            = SYNC_PENDING;
        TRY(tag_sql_group_save(cx, &group));
        TRY(push_group(cx, &group, &push));
    }
    TRY(emit(cx, "tag_group", group.id));
    return cx_commit(cx, &txn);
}

/* ---- tags ----------------------------------------------------------------- */

static Code push_tag(Ctx *cx, const Tag *tag, const PlatformTagDraft *draft)
{
    if (tag->kind != TAG_CORP) return OK;
    return channel_save_tag(cx, (ConnectionId){ tag->connection_id }, draft,
                            object_of(cx, "tag", tag->id));
}

Code tag_create(Ctx *cx, TagGroupId group_id, const TagDraft *draft, TagView *out)
{
    TagGroup group = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_group(cx, group_id.v, &group));
    TRY(check_name(cx, draft->name, S("name")));
    if (group.kind == TAG_CORP)
        REQUIRE(cx, group.platform_id.len > 0, ERR_CONFLICT, "tag.sync_pending");
    TRY(check_tag_name(cx, group.id, draft->name, 0));
    TRY(check_room(cx, group.kind, 1));
    const Tag tag = new_tag(cx, &group, draft->name, draft->sort);
    TRY(tag_sql_insert(cx, &tag));
    const PlatformTagDraft push = { .action    = PLATFORM_TAG_CREATE,
                                    .group_id  = group.platform_id,
                                    .tag_names = { &tag.name, 1 },
                                    .order     = tag.sort };
    TRY(push_tag(cx, &tag, &push));
    TRY(emit(cx, "tag", tag.id));
    *out = view_of(cx, &tag);
    return cx_commit(cx, &txn);
}

/* Stores another name or place of a tag, and tells it. */
static Code save_tag(Ctx *cx, Tag *tag)
{
    tag->sync_state  = tag->kind == TAG_CORP ? SYNC_PENDING : SYNC_SYNCED;
    tag->sync_reason = (Str){ 0 };
    TRY(tag_sql_save(cx, tag));
    tag->revision++;
    const PlatformTagDraft push = {
        .action = PLATFORM_TAG_EDIT, .id = tag->platform_id, .name = tag->name, .order = tag->sort
    };
    TRY(push_tag(cx, tag, &push));
    return emit(cx, "tag", tag->id);
}

Code tag_update(Ctx *cx, TagId id, int64_t revision, const TagDraft *draft, TagView *out)
{
    Tag      tag   = { 0 };
    TagGroup group = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_tag(cx, id.v, &tag, &group));
    REQUIRE(cx, tag.revision == revision, ERR_CONFLICT, "tag.changed_meanwhile");
    TRY(check_name(cx, draft->name, S("name")));
    TRY(check_ours(cx, &group, tag.platform_id));
    TRY(check_tag_name(cx, group.id, draft->name, tag.id));
    tag.name = draft->name;
    tag.sort = draft->sort;
    TRY(save_tag(cx, &tag));
    *out = view_of(cx, &tag);
    return cx_commit(cx, &txn);
}

/* The tags of a group by their ids; nobody else changes them until the transaction ends. */
static Code hold_tags(Ctx *cx, int64_t group_id, IdMap *tags, size_t *count)
{
    Rows rows = { 0 };
    TRY(tag_sql_hold_group(cx, group_id, &rows));
    *count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        Tag *tag = ROWS_AT(Tag, rows, i);
        if (tag->is_deleted) continue;
        idmap_put(tags, tag->id, tag);
        ++*count;
    }
    return OK;
}

Code tag_group_order(Ctx *cx, TagGroupId id, Ids tags, TagGroupView *out)
{
    TagGroup group  = { 0 };
    IdMap   *known  = idmap_new(cx->arena);
    size_t   count  = 0;
    Tag      placed = { 0 }; /* stands for each that has its place */
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_group(cx, id.v, &group));
    TRY(hold_tags(cx, group.id, known, &count));
    REQUIRE(cx, tags.count == count, ERR_CONFLICT, "tag_group.changed_meanwhile");
    for (size_t i = 0; i < count; i++) {
        Tag *tag = idmap_find(known, tags.at[i]);
        REQUIRE(cx, tag && tag != &placed, ERR_CONFLICT, "tag_group.changed_meanwhile");
        idmap_put(known, tag->id, &placed);
        const int64_t sort = (int64_t)(count - i); /* larger ones come first, as on the platform */
        if (tag->sort == sort) continue;
        TRY(check_ours(cx, &group, tag->platform_id));
        tag->sort = sort;
        TRY(save_tag(cx, tag));
    }
    *out = group_view_of(&group);
    TRY(views_of_group(cx, group.id, &out->tags));
    return cx_commit(cx, &txn);
}

Code tag_delete(Ctx *cx, TagId id, int64_t revision)
{
    Tag      tag   = { 0 };
    TagGroup group = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_tag(cx, id.v, &tag, &group));
    REQUIRE(cx, tag.revision == revision, ERR_CONFLICT, "tag.changed_meanwhile");
    TRY(check_ours(cx, &group, tag.platform_id));
    if (tag.kind == TAG_INTERNAL) {
        TRY(tag_sql_purge(cx, tag.id));
    } else {
        const PlatformTagDraft push = { .action  = PLATFORM_TAG_DELETE,
                                        .tag_ids = { &tag.platform_id, 1 } };
        tag.is_deleted              = true;
        tag.sync_state              = SYNC_PENDING;
        TRY(tag_sql_save(cx, &tag));
        TRY(push_tag(cx, &tag, &push));
    }
    TRY(emit(cx, "tag", tag.id));
    return cx_commit(cx, &txn);
}
