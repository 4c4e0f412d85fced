/* customer_tag.c -- tagging customers, here and on the platform.  The library is tag.c. */
#include "customer/customer_tag.h"

#include "channel/channel.h"
#include "customer/customer_tag_sql.h"
#include "customer/tag_sql.h"
#include "wire/json.h"

enum {
    PAYLOAD_MAX = 64 * 1024,
    /* A mark of ours may still be on its way to the platform: a read from before it arrived,
     * or from just after, proves nothing. */
    RECENT_MS  = 60000,
    ARRIVED_MS = 5000
};

static Str marks_object(Ctx *cx, int64_t customer_id)
{
    return str_fmt(cx->arena, "customer:%lld", (long long)customer_id);
}

/* ---- one link, and the counter of its tag ---------------------------------- */

static bool has_other(const Rows *links, const TagLink *link)
{
    for (size_t i = 0; i < links->count; i++) {
        const TagLink *other = ROWS_AT(TagLink, *links, i);
        if (other->tag_id == link->tag_id && other->staff_id != link->staff_id) return true;
    }
    return false;
}

/* `links` are those of the customer before this change; kept right by the caller. */
static Code add_link(Ctx *cx, Rows *links, const TagLink *link, bool *changed)
{
    TRY(customer_tag_sql_add(cx, link, changed));
    if (!*changed) return OK;
    if (!has_other(links, link)) TRY(tag_sql_add_customers(cx, link->tag_id, +1));
    TagLink *more = arena_make(cx->arena, TagLink, links->count + 1);
    for (size_t i = 0; i < links->count; i++) more[i] = *ROWS_AT(TagLink, *links, i);
    more[links->count] = *link;
    *links             = (Rows){ more, links->count + 1 };
    return OK;
}

static Code remove_link(Ctx *cx, Rows *links, const TagLink *link, bool *changed)
{
    TRY(customer_tag_sql_remove(cx, link, changed));
    if (!*changed) return OK;
    if (!has_other(links, link)) TRY(tag_sql_add_customers(cx, link->tag_id, -1));
    for (size_t i = 0; i < links->count; i++) {
        TagLink *at = ROWS_AT(TagLink, *links, i);
        if (at->tag_id != link->tag_id || at->staff_id != link->staff_id) continue;
        *at = *ROWS_AT(TagLink, *links, links->count - 1);
        links->count--;
        break;
    }
    return OK;
}

/* ---- saying it ---------------------------------------------------------------- */

static void put_tags(JsonOut *json, Str key, const Vec *tags)
{
    json_key(json, key);
    json_open_array(json);
    for (size_t i = 0; i < tags->count; i++) {
        const Tag *tag = VEC_AT(*tags, Tag, i);
        json_open_object(json);
        json_pair_id(json, S("id"), tag->id);
        json_pair_str(json, S("name"), tag->name);
        json_close_object(json);
    }
    json_close_array(json);
}

static Code say(Ctx *cx, int64_t customer_id, const Vec *added, const Vec *removed,
                int64_t staff_id, Str source)
{
    if (!added->count && !removed->count) return OK;
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), customer_id);
    put_tags(&json, S("added"), added);
    put_tags(&json, S("removed"), removed);
    json_pair_id(&json, S("staff_id"), staff_id);
    json_pair_str(&json, S("source"), source);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    const Str object = str_fmt(cx->arena, "customer:%lld", (long long)customer_id);
    return event_emit(
        cx, EV_CUSTOMER_TAGGED,
        (EventDraft){ .person_id = customer_id, .object = object, .payload = payload });
}

/* ---- what the platform shows --------------------------------------------------- */

static bool holds(const Vec *tags, int64_t id)
{
    for (size_t i = 0; i < tags->count; i++)
        if (VEC_AT(*tags, Tag, i)->id == id) return true;
    return false;
}

static Code find_by_platform(Ctx *cx, int64_t connection_id, Str platform_id, Tag *out, bool *found)
{
    const Str key = str_fmt(cx->arena, "tag %lld %.*s", (long long)connection_id, FMT(platform_id));
    const Tag *known = memo_find(cx, key);
    *found           = known != NULL;
    if (known) {
        *out = *known;
        return OK;
    }
    TRY(tag_sql_by_platform(cx, connection_id, platform_id, out, found));
    if (*found) memo_keep(cx, key, &tag_shape, out);
    return OK;
}

static Code find_shown(Ctx *cx, int64_t connection_id, Strs platform_ids, Vec *shown)
{
    for (size_t i = 0; i < platform_ids.count; i++) {
        Tag  tag   = { 0 };
        bool found = false;
        TRY(find_by_platform(cx, connection_id, platform_ids.at[i], &tag, &found));
        if (found && !tag.is_deleted && !holds(shown, tag.id)) *VEC_ADD(shown, Tag) = tag;
    }
    return OK;
}

static Code is_underway(Ctx *cx, const TagLink *link, const Relation *seen, bool *underway)
{
    *underway = false;
    if (str_equal(link->source, S("platform"))) return OK;
    if (link->at_ms <= seen->seen_at_ms - RECENT_MS) return OK;
    return channel_marks_underway(cx, marks_object(cx, link->customer_id),
                                  seen->seen_at_ms - ARRIVED_MS, underway);
}

static Code drop_unshown(Ctx *cx, const Relation *seen, Rows *links, const Vec *shown, Vec *removed)
{
    const Rows before = { arena_make(cx->arena, TagLink, links->count), links->count };
    for (size_t i = 0; i < links->count; i++)
        *ROWS_AT(TagLink, before, i) = *ROWS_AT(TagLink, *links, i);
    for (size_t i = 0; i < before.count; i++) {
        const TagLink *link = ROWS_AT(TagLink, before, i);
        if (link->staff_id != seen->staff_id || holds(shown, link->tag_id)) continue;
        bool underway = false;
        TRY(is_underway(cx, link, seen, &underway));
        if (underway) continue;
        Tag  tag     = { 0 };
        bool changed = false;
        TRY(tag_sql_get(cx, link->tag_id, &tag));
        TRY(remove_link(cx, links, link, &changed));
        if (changed) *VEC_ADD(removed, Tag) = tag;
    }
    return OK;
}

static TagLink shown_link(const Ctx *cx, const Customer *customer, const Relation *seen,
                          const Tag *tag)
{
    return (TagLink){ .tenant_id   = cx->tenant_id,
                      .customer_id = customer->id,
                      .tag_id      = tag->id,
                      .staff_id    = seen->staff_id,
                      .source      = S("platform"),
                      .at_ms       = seen->seen_at_ms };
}

/* The customer was made in this transaction: nobody else has tagged him. */
static Code show_first(Ctx *cx, const Customer *customer, const Relation *seen, const Vec *shown)
{
    TagLink *links = arena_make(cx->arena, TagLink, shown->count);
    for (size_t i = 0; i < shown->count; i++) {
        const Tag *tag = VEC_AT(*shown, Tag, i);
        links[i]       = shown_link(cx, customer, seen, tag);
        TRY(tag_sql_add_customers(cx, tag->id, +1));
    }
    return customer_tag_sql_add_all(cx, (Rows){ links, shown->count });
}

Code customer_tag_show(Ctx *cx, const Customer *customer, const Relation *seen, Strs platform_ids,
                       bool is_first, bool is_quiet)
{
    Vec  shown = vec_of(cx->arena, Tag), added = vec_of(cx->arena, Tag);
    Vec  removed = vec_of(cx->arena, Tag);
    Rows links   = { 0 };
    if (is_first && platform_ids.count == 0) return OK;
    TRY(find_shown(cx, seen->connection_id, platform_ids, &shown));
    if (is_first) {
        TRY(show_first(cx, customer, seen, &shown));
        if (is_quiet) return OK;
        return say(cx, customer->id, &shown, &removed, seen->staff_id, S("platform"));
    }
    TRY(customer_tag_sql_links(cx, customer->id, &links));
    for (size_t i = 0; i < shown.count; i++) {
        const Tag    *tag     = VEC_AT(shown, Tag, i);
        const TagLink link    = shown_link(cx, customer, seen, tag);
        bool          changed = false;
        TRY(add_link(cx, &links, &link, &changed));
        if (changed) *VEC_ADD(&added, Tag) = *tag;
    }
    TRY(drop_unshown(cx, seen, &links, &shown, &removed));
    if (is_quiet) return OK;
    return say(cx, customer->id, &added, &removed, seen->staff_id, S("platform"));
}

/* ---- what a person or a rule decides --------------------------------------------- */

Code customer_tags_by_ids(Ctx *cx, Ids ids, Rows *tags)
{
    *tags = (Rows){ 0 };
    if (ids.count == 0) return OK;
    return customer_tag_sql_by_ids(cx, json_ids(cx->arena, ids), tags);
}

static Code find_all(Ctx *cx, Ids ids, Str field, Rows *tags)
{
    TRY(customer_tags_by_ids(cx, ids, tags));
    for (size_t i = 0; i < ids.count; i++) {
        bool found = false;
        for (size_t j = 0; j < tags->count; j++)
            found = found || ROWS_AT(Tag, *tags, j)->id == ids.at[i];
        if (!found)
            return fail_field(cx, "tag.unknown", str_fmt(cx->arena, "%.*s[%zu]", FMT(field), i),
                              NULL);
    }
    return OK;
}

/* One side of a change: the customer (relation NULL) or one relation's member. */
typedef struct Marking {
    const Relation *relation;
    int64_t         customer_id;
    Rows           *links;
    Vec            *added, *removed; /* of Tag, over all sides */
    Vec             on, off;         /* of Str, platform ids   */
} Marking;

static Code mark_one(Ctx *cx, Marking *marking, const Tag *tag, bool is_add, Str source)
{
    const Relation *relation = marking->relation;
    const bool      is_mine =
        relation ? tag->kind == TAG_CORP && tag->connection_id == relation->connection_id
                      : tag->kind == TAG_INTERNAL;
    if (!is_mine) return OK;
    const TagLink link    = { .tenant_id   = cx->tenant_id,
                              .customer_id = marking->customer_id,
                              .tag_id      = tag->id,
                              .staff_id    = relation ? relation->staff_id : 0,
                              .source      = source,
                              .at_ms       = cx->now_ms };
    bool          changed = false;
    if (relation) REQUIRE(cx, tag->platform_id.len > 0, ERR_CONFLICT, "tag.sync_pending");
    if (is_add)
        TRY(add_link(cx, marking->links, &link, &changed));
    else
        TRY(remove_link(cx, marking->links, &link, &changed));
    if (!changed) return OK;
    Vec *told = is_add ? marking->added : marking->removed;
    if (!holds(told, tag->id)) *VEC_ADD(told, Tag) = *tag;
    if (relation) *VEC_ADD(is_add ? &marking->on : &marking->off, Str) = tag->platform_id;
    return OK;
}

static Code push(Ctx *cx, const Marking *marking)
{
    const Relation *relation = marking->relation;
    if (!relation || (!marking->on.count && !marking->off.count)) return OK;
    const Strs on  = { (const Str *)(void *)marking->on.at, marking->on.count };
    const Strs off = { (const Str *)(void *)marking->off.at, marking->off.count };
    const Str  key = str_fmt(cx->arena, "customer_tag:%lld:%lld", (long long)relation->id,
                             (long long)cx_new_id(cx));
    return channel_mark_tags(cx, (ConnectionId){ relation->connection_id }, relation->staff_userid,
                             relation->external_userid, on, off,
                             marks_object(cx, relation->customer_id), key);
}

static Code mark(Ctx *cx, Marking *marking, const Rows *add, const Rows *remove, Str source)
{
    marking->on  = vec_of(cx->arena, Str);
    marking->off = vec_of(cx->arena, Str);
    for (size_t i = 0; i < add->count; i++)
        TRY(mark_one(cx, marking, ROWS_AT(Tag, *add, i), true, source));
    for (size_t i = 0; i < remove->count; i++)
        TRY(mark_one(cx, marking, ROWS_AT(Tag, *remove, i), false, source));
    return push(cx, marking);
}

static Code pick_relations(Ctx *cx, CustomerId id, RelationId relation, const Rows *add, Rows *out)
{
    if (relation.v) {
        Relation *one = arena_make(cx->arena, Relation, 1);
        TRY(customer_relation_get(cx, relation, one));
        REQUIRE(cx, one->customer_id == id.v, ERR_NOT_FOUND, "relation.not_found");
        *out = (Rows){ one, 1 };
        return OK;
    }
    TRY(customer_relation_list_open(cx, id, out));
    for (size_t i = 0; i < add->count && out->count == 0; i++)
        REQUIRE(cx, ROWS_AT(Tag, *add, i)->kind != TAG_CORP, ERR_INVALID, "tag.needs_relation");
    return OK;
}

Code customer_tag(Ctx *cx, CustomerId id, RelationId relation, Ids add, Ids remove, Str source)
{
    Customer customer = { 0 };
    Rows     on = { 0 }, off = { 0 }, links = { 0 }, relations = { 0 };
    Vec      added = vec_of(cx->arena, Tag), removed = vec_of(cx->arena, Tag);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, id, &customer));
    id.v = customer.id;
    TRY(customer_made_stay(cx, &id));
    TRY(find_all(cx, add, S("add"), &on));
    TRY(find_all(cx, remove, S("remove"), &off));
    TRY(pick_relations(cx, id, relation, &on, &relations));
    TRY(customer_tag_sql_links(cx, id.v, &links));
    Marking marking = {
        .customer_id = id.v, .links = &links, .added = &added, .removed = &removed
    };
    TRY(mark(cx, &marking, &on, &off, source));
    for (size_t i = 0; i < relations.count; i++) {
        marking.relation = ROWS_AT(Relation, relations, i);
        TRY(mark(cx, &marking, &on, &off, source));
    }
    TRY(say(cx, id.v, &added, &removed, relation.v ? marking.relation->staff_id : 0, source));
    return cx_commit(cx, &txn);
}

Code customer_tag_links(Ctx *cx, CustomerId id, Rows *links)
{
    return customer_tag_sql_links(cx, id.v, links);
}

Code customer_tag_list(Ctx *cx, CustomerId id, Rows *tags)
{
    Rows links = { 0 };
    TRY(customer_tag_sql_links(cx, id.v, &links));
    int64_t *ids   = arena_make(cx->arena, int64_t, links.count);
    size_t   count = 0;
    for (size_t i = 0; i < links.count; i++) {
        const int64_t tag_id = ROWS_AT(TagLink, links, i)->tag_id;
        if (count == 0 || ids[count - 1] != tag_id) ids[count++] = tag_id;
    }
    return customer_tags_by_ids(cx, (Ids){ ids, count }, tags);
}
