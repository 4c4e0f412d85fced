/* tag.c -- corp tags and marking customers with them. */
#include "sim/act.h"
#include "sim/api.h"
#include "sim/event.h"

enum { NAME_MAX_CHARS = 30, TAGS_MAX = 3000 };
static const int64_t order_max = 4294967295;

static void put_tag(Call *call, const Tag *tag, bool with_deleted)
{
    api_open(call, NULL, false);
    api_put_text(call, "id", tag->id);
    api_put_text(call, "name", tag->name);
    api_put_number(call, "create_time", tag->created_s);
    api_put_number(call, "order", tag->order);
    if (with_deleted) api_put_flag(call, "deleted", tag->is_gone);
    api_close(call, false);
}

static void put_group_head(Call *call, const TagGroup *group)
{
    api_put_text(call, "group_id", group->id);
    api_put_text(call, "group_name", group->name);
    api_put_number(call, "create_time", group->created_s);
    api_put_number(call, "order", group->order);
}

static bool is_asked(Call *call, JsonItems ids, Str id)
{
    for (size_t i = 0; i < ids.count; i++) {
        if (str_equal(api_item_text(call, &ids.at[i]), id)) return true;
    }
    return false;
}

/* By tag ids a group shows only those tags; by group ids or without ids, all. */
static int list(Call *call)
{
    const JsonItems tag_ids = api_items(call, "tag_id"), group_ids = api_items(call, "group_id");
    const bool      by_tag = tag_ids.count > 0 && group_ids.count == 0;
    const bool      by_id  = by_tag || group_ids.count > 0;
    api_open(call, "tag_group", true);
    LIST_EACH(TagGroup, group, call->corp->tag_groups)
    {
        if (group_ids.count && !is_asked(call, group_ids, group->id)) continue;
        if (!by_id && group->is_gone) continue;
        size_t shown = 0;
        LIST_EACH(Tag, tag, call->corp->tags)
        {
            shown += tag->group == group && (!by_tag || is_asked(call, tag_ids, tag->id));
        }
        if (by_tag && shown == 0) continue;
        api_open(call, NULL, false);
        put_group_head(call, group);
        api_put_flag(call, "deleted", group->is_gone);
        api_open(call, "tag", true);
        LIST_EACH(Tag, tag, call->corp->tags)
        {
            if (tag->group != group || (tag->is_gone && !by_id)) continue;
            if (by_tag && !is_asked(call, tag_ids, tag->id)) continue;
            put_tag(call, tag, true);
        }
        api_close(call, true);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

/* ---- adding ---------------------------------------------------------------------------------- */

static TagGroup *group_named(const Corp *corp, Str name)
{
    LIST_EACH(TagGroup, group, corp->tag_groups)
    {
        if (!group->is_gone && str_equal(group->name, name)) return group;
    }
    return NULL;
}

static Tag *tag_named(const Corp *corp, const TagGroup *group, Str name)
{
    LIST_EACH(Tag, tag, corp->tags)
    {
        if (!tag->is_gone && tag->group == group && str_equal(tag->name, name)) return tag;
    }
    return NULL;
}

static int check_name(Call *call, Str name)
{
    if (name.len == 0) return api_refuse(call, 40071, NULL);
    return str_chars(name) > NAME_MAX_CHARS ? api_refuse(call, 40072, NULL) : 0;
}

static int check_order(Call *call, int64_t order)
{
    return order < 0 || order > order_max
               ? api_refuse(call, 40058, "invalid Request Parameter, order")
               : 0;
}

static int find_group(Call *call, TagGroup **group)
{
    const Str id = api_text(call, "group_id"), name = api_text(call, "group_name");
    *group = NULL;
    if (id.len) {
        *group = strmap_find(call->corp->tag_group_by_id, id);
        return *group && !(*group)->is_gone ? 0 : api_refuse(call, 40068, "invalid tag group id");
    }
    TRY_API(check_name(call, name));
    *group = group_named(call->corp, name);
    return 0;
}

static int check_new_tags(Call *call, const TagGroup *group, JsonItems tags)
{
    if (tags.count == 0) return api_refuse(call, 40063, NULL);
    for (size_t i = 0; i < tags.count; i++) {
        const Str name = json_str(&tags.at[i], S("name"));
        TRY_API(check_name(call, name));
        TRY_API(check_order(call, json_i64(&tags.at[i], S("order"), 0)));
        if (group && tag_named(call->corp, group, name)) {
            return api_refuse(call, 40071, "invalid tag name, tag name existed");
        }
    }
    const size_t live = call->corp->tags.count - (size_t)call->corp->gone_tags;
    return live + tags.count > TAGS_MAX ? api_refuse(call, 40126, NULL) : 0;
}

static int add(Call *call)
{
    TagGroup       *group = NULL;
    const JsonItems tags  = api_items(call, "tag");
    TRY_API(find_group(call, &group));
    TRY_API(check_new_tags(call, group, tags));
    Corp      *corp   = call->corp;
    const bool is_new = group == NULL;
    if (is_new) {
        group        = world_add_tag_group(corp, api_text(call, "group_name"), call->app);
        group->order = api_number(call, "order", 0);
    }
    const size_t first = corp->tags.count;
    for (size_t i = 0; i < tags.count; i++) {
        const Str name = json_str(&tags.at[i], S("name"));
        if (tag_named(corp, group, name)) continue; /* twice in this request */
        world_add_tag(group, corp, name, call->app)->order = json_i64(&tags.at[i], S("order"), 0);
    }
    api_open(call, "tag_group", false);
    put_group_head(call, group);
    api_open(call, "tag", true);
    for (size_t i = first; i < corp->tags.count; i++) put_tag(call, corp->tags.at[i], false);
    api_close(call, true);
    api_close(call, false);
    if (is_new) event_tag(corp, "create", group->id, true);
    for (size_t i = first; i < corp->tags.count; i++) {
        event_tag(corp, "create", ((Tag *)corp->tags.at[i])->id, false);
    }
    return 0;
}

/* ---- editing
 * ------------------------------------------------------------------------------------- */

/* Apps touch only what they made themselves; the customer-contact app touches all. */
static int check_owner(Call *call, const App *by)
{
    if (call->app->kind == APP_CUSTOMER || by == call->app) return 0;
    return api_refuse(call, 301002, NULL);
}

static int edit_tag(Call *call, Tag *tag)
{
    const Str name = api_text(call, "name");
    TRY_API(check_owner(call, tag->by));
    if (name.len) {
        TRY_API(check_name(call, name));
        const Tag *other = tag_named(call->corp, tag->group, name);
        if (other && other != tag)
            return api_refuse(call, 40071, "invalid tag name, tag name existed");
        tag->name = world_keep(call->world, name);
    }
    tag->order = api_number(call, "order", tag->order);
    event_tag(call->corp, "update", tag->id, false);
    return 0;
}

static int edit_group(Call *call, TagGroup *group)
{
    const Str name = api_text(call, "name");
    TRY_API(check_owner(call, group->by));
    if (name.len) {
        TRY_API(check_name(call, name));
        const TagGroup *other = group_named(call->corp, name);
        if (other && other != group) {
            return api_refuse(call, 40071, "invalid tag name, group name existed");
        }
        group->name = world_keep(call->world, name);
    }
    group->order = api_number(call, "order", group->order);
    event_tag(call->corp, "update", group->id, true);
    return 0;
}

static int edit(Call *call)
{
    const Str id = api_text(call, "id");
    TRY_API(check_order(call, api_number(call, "order", 0)));
    Tag *tag = world_tag(call->corp, id);
    if (tag) return edit_tag(call, tag);
    TagGroup *group = strmap_find(call->corp->tag_group_by_id, id);
    if (group && !group->is_gone) return edit_group(call, group);
    return api_refuse(call, 40068, NULL);
}

static void drop_tag(Corp *corp, Tag *tag)
{
    tag->is_gone = true;
    corp->gone_tags++;
}

static void drop_group(Corp *corp, TagGroup *group)
{
    group->is_gone = true;
    LIST_EACH(Tag, tag, corp->tags)
    {
        if (tag->group == group && !tag->is_gone) drop_tag(corp, tag);
    }
    event_tag(corp, "delete", group->id, true);
}

static bool is_empty(const Corp *corp, const TagGroup *group)
{
    LIST_EACH(Tag, tag, corp->tags)
    {
        if (tag->group == group && !tag->is_gone) return false;
    }
    return true;
}

static int check_delete(Call *call, JsonItems tag_ids, JsonItems group_ids)
{
    if (tag_ids.count == 0 && group_ids.count == 0) return api_refuse(call, 40063, NULL);
    for (size_t i = 0; i < tag_ids.count; i++) {
        const Tag *tag = world_tag(call->corp, api_item_text(call, &tag_ids.at[i]));
        if (tag == NULL) return api_refuse(call, 40068, NULL);
        TRY_API(check_owner(call, tag->by));
    }
    for (size_t i = 0; i < group_ids.count; i++) {
        const TagGroup *group =
            strmap_find(call->corp->tag_group_by_id, api_item_text(call, &group_ids.at[i]));
        if (group == NULL || group->is_gone) return api_refuse(call, 40068, NULL);
        TRY_API(check_owner(call, group->by));
    }
    return 0;
}

static int del(Call *call)
{
    const JsonItems tag_ids = api_items(call, "tag_id"), group_ids = api_items(call, "group_id");
    TRY_API(check_delete(call, tag_ids, group_ids));
    for (size_t i = 0; i < tag_ids.count; i++) {
        Tag *tag = world_tag(call->corp, api_item_text(call, &tag_ids.at[i]));
        if (tag == NULL) continue; /* named twice */
        drop_tag(call->corp, tag);
        event_tag(call->corp, "delete", tag->id, false);
        if (is_empty(call->corp, tag->group)) drop_group(call->corp, tag->group);
    }
    for (size_t i = 0; i < group_ids.count; i++) {
        TagGroup *group =
            strmap_find(call->corp->tag_group_by_id, api_item_text(call, &group_ids.at[i]));
        if (!group->is_gone) drop_group(call->corp, group);
    }
    return 0;
}

static int mark(Call *call)
{
    Relation       *relation   = NULL;
    const JsonItems add_ids    = api_items(call, "add_tag"),
                    remove_ids = api_items(call, "remove_tag");
    TRY_API(api_relation(call, &relation));
    if (add_ids.count == 0 && remove_ids.count == 0) return api_refuse(call, 40063, NULL);
    for (size_t i = 0; i < add_ids.count; i++) {
        if (!world_tag(call->corp, api_item_text(call, &add_ids.at[i]))) {
            return api_refuse(call, 40068, NULL);
        }
    }
    bool changed = false;
    for (size_t i = 0; i < add_ids.count; i++) {
        const Tag *tag = world_tag(call->corp, api_item_text(call, &add_ids.at[i]));
        changed |= world_mark(call->world, relation, tag, true);
    }
    for (size_t i = 0; i < remove_ids.count; i++) {
        const Tag *tag = world_tag(call->corp, api_item_text(call, &remove_ids.at[i]));
        if (tag) changed |= world_mark(call->world, relation, tag, false);
    }
    if (changed && call->world->mark_tag_tells) act_edited(relation);
    call->wrote_nothing = !changed;
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/get_corp_tag_list", list, CUSTOMERS },
    { "externalcontact/add_corp_tag", add, WRITES | CUSTOMERS },
    { "externalcontact/edit_corp_tag", edit, WRITES | CUSTOMERS },
    { "externalcontact/del_corp_tag", del, WRITES | CUSTOMERS },
    { "externalcontact/mark_tag", mark, WRITES | CUSTOMERS },
};
const Endpoints tag_endpoints = { endpoints, COUNT(endpoints) };
