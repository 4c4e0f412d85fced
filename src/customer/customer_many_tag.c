/* customer_many_tag.c -- tags of many customers at once.  Internal tags are rows of ours and go by
 * the hundred; corp tags go to the platform one relation at a time. */
#include "customer/customer_many_sql.h"
#include "customer/customer_relation_sql.h"
#include "customer/tag.h"
#include "customer/tag_sql.h"
#include "wire/json.h"

enum { PAYLOAD_MAX = 64 * 1024, IMPORT_GROUP_TAGS = 1 };

static const char *const left_words[] = {
    [LEFT_OUT_OF_SIGHT]   = "out_of_sight",
    [LEFT_RELATION_ENDED] = "relation_ended",
    [LEFT_REFUSED]        = "refused",
    [LEFT_TAG_GONE]       = "tag_gone",
};
const Words tag_left_words = { left_words, COUNT(left_words) };

/* ---- who changed, and saying it -------------------------------------------------------- */

/* What became of one customer; lists are of pointers to Tag. */
typedef struct TagNews {
    int64_t id;
    Vec     added, removed;
} TagNews;

typedef struct News {
    Ctx   *cx;
    IdMap *map; /* id -> TagNews */
    Vec    all; /* of pointers to TagNews, in the order of their first change */
    Str    source;
} News;

static News news_of(Ctx *cx, Str source)
{
    return (News){ cx, idmap_new(cx->arena), vec_of(cx->arena, TagNews *), source };
}

static void note(News *news, int64_t id, const Tag *tag, bool is_added)
{
    TagNews *one = idmap_find(news->map, id);
    if (!one) {
        one  = arena_make(news->cx->arena, TagNews, 1);
        *one = (TagNews){ id, vec_of(news->cx->arena, const Tag *),
                          vec_of(news->cx->arena, const Tag *) };
        (void)idmap_put(news->map, id, one);
        *VEC_ADD(&news->all, TagNews *) = one;
    }
    *VEC_ADD(is_added ? &one->added : &one->removed, const Tag *) = tag;
}

static void put_tags(JsonOut *json, Str key, const Vec *tags)
{
    json_key(json, key);
    json_open_array(json);
    for (size_t i = 0; i < tags->count; i++) {
        const Tag *tag = *VEC_AT(*tags, const Tag *, i);
        json_open_object(json);
        json_pair_id(json, S("id"), tag->id);
        json_pair_str(json, S("name"), tag->name);
        json_close_object(json);
    }
    json_close_array(json);
}

static Code payload_of(Ctx *cx, const TagNews *one, Str source, Str *out)
{
    JsonOut json = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), one->id);
    put_tags(&json, S("added"), &one->added);
    put_tags(&json, S("removed"), &one->removed);
    json_pair_id(&json, S("staff_id"), 0);
    json_pair_str(&json, S("source"), source);
    json_close_object(&json);
    return json_out_done(&json, out);
}

static Code say_all(News *news)
{
    Ctx        *cx     = news->cx;
    EventDraft *drafts = arena_make(cx->arena, EventDraft, news->all.count);
    for (size_t i = 0; i < news->all.count; i++) {
        const TagNews *one = *VEC_AT(news->all, TagNews *, i);
        drafts[i]          = (EventDraft){
                     .type      = event_word(EV_CUSTOMER_TAGGED),
                     .person_id = one->id,
                     .object    = str_fmt(cx->arena, "customer:%lld", (long long)one->id),
        };
        TRY(payload_of(cx, one, news->source, &drafts[i].payload));
    }
    return news->all.count ? event_append_all(cx, drafts, news->all.count, NULL) : OK;
}

/* ---- internal tags ---------------------------------------------------------------------- */

static void keep_taken(Vec *taken, const TagLink *link)
{
    if (!taken) return;
    *VEC_ADD(taken, TagTaken) = (TagTaken){ .customer_id = link->customer_id,
                                            .tag_id      = link->tag_id,
                                            .staff_id    = link->staff_id,
                                            .at_ms       = link->at_ms,
                                            .source      = link->source };
}

static Code add_internal(News *news, Str ids, const Tag *tag)
{
    Rows links = { 0 };
    TRY(customer_many_sql_tag(news->cx, ids, tag->id, news->source, &links));
    for (size_t i = 0; i < links.count; i++)
        note(news, ROWS_AT(TagLink, links, i)->customer_id, tag, true);
    return links.count ? tag_sql_add_customers(news->cx, tag->id, (int64_t)links.count) : OK;
}

static Code remove_internal(News *news, Str ids, const Tag *tag, Str of_source, Vec *taken)
{
    Rows links = { 0 };
    TRY(customer_many_sql_untag(news->cx, ids, tag->id, of_source, &links));
    for (size_t i = 0; i < links.count; i++) {
        const TagLink *link = ROWS_AT(TagLink, links, i);
        note(news, link->customer_id, tag, false);
        keep_taken(taken, link);
    }
    return links.count ? tag_sql_add_customers(news->cx, tag->id, -(int64_t)links.count) : OK;
}

/* ---- corp tags, one customer at a time ----------------------------------------------------- */

static Ids corp_ids(Arena *arena, const Rows *tags)
{
    int64_t *ids   = arena_make(arena, int64_t, tags->count);
    size_t   count = 0;
    for (size_t i = 0; i < tags->count; i++)
        if (ROWS_AT(Tag, *tags, i)->kind == TAG_CORP) ids[count++] = ROWS_AT(Tag, *tags, i)->id;
    return (Ids){ ids, count };
}

static Code links_to_take(Ctx *cx, int64_t id, Ids corp, Vec *taken)
{
    Rows links = { 0 };
    if (corp.count == 0 || !taken) return OK;
    TRY(customer_tag_links(cx, (CustomerId){ id }, &links));
    for (size_t i = 0; i < links.count; i++)
        for (size_t j = 0; j < corp.count; j++)
            if (ROWS_AT(TagLink, links, i)->tag_id == corp.at[j])
                keep_taken(taken, ROWS_AT(TagLink, links, i));
    return OK;
}

/* The customer's own failure leaves the others alone: nobody to tag for, a tag on its way. */
static Code tag_corp(Ctx *cx, int64_t id, Ids add, Ids remove, Str source, Vec *taken,
                     bool *is_done)
{
    Rows   open   = { 0 };
    size_t before = taken ? taken->count : 0;
    *is_done      = false;
    TRY(customer_relation_sql_open(cx, id, 0, &open));
    if (open.count == 0) return OK;
    TRY(links_to_take(cx, id, remove, taken));
    const Code code = customer_tag(cx, (CustomerId){ id }, (RelationId){ 0 }, add, remove, source);
    if (code == ERR_CONFLICT || code == ERR_INVALID || code == ERR_NOT_FOUND) {
        if (taken) taken->count = before;
        forgive(cx);
        return OK;
    }
    *is_done = code == OK;
    return code;
}

static Code tag_corps(Ctx *cx, Ids ids, const Rows *add, const Rows *remove, Str source, Vec *taken,
                      int64_t *changed)
{
    const Ids on = corp_ids(cx->arena, add), off = corp_ids(cx->arena, remove);
    if (on.count == 0 && off.count == 0) return OK;
    for (size_t i = 0; i < ids.count; i++) {
        bool is_done = false;
        TRY(tag_corp(cx, ids.at[i], on, off, source, taken, &is_done));
        *changed += is_done;
    }
    return OK;
}

Code customer_many_tag(Ctx *cx, Ids ids, const Rows *add, const Rows *remove, Str source,
                       Vec *taken, int64_t *changed)
{
    News      news = news_of(cx, source);
    const Str list = json_ids(cx->arena, ids);
    *changed       = 0;
    if (ids.count == 0) return OK;
    for (size_t i = 0; i < remove->count; i++) {
        const Tag *tag = ROWS_AT(Tag, *remove, i);
        if (tag->kind == TAG_INTERNAL) TRY(remove_internal(&news, list, tag, S(""), taken));
    }
    for (size_t i = 0; i < add->count; i++) {
        const Tag *tag = ROWS_AT(Tag, *add, i);
        if (tag->kind == TAG_INTERNAL) TRY(add_internal(&news, list, tag));
    }
    TRY(say_all(&news));
    *changed = (int64_t)news.all.count;
    return tag_corps(cx, ids, add, remove, source, taken, changed);
}

/* ---- taking it back ------------------------------------------------------------------------ */

static Code relation_of(Ctx *cx, int64_t customer_id, int64_t staff_id, RelationId *out)
{
    Rows open = { 0 };
    TRY(customer_relation_sql_open(cx, customer_id, 0, &open));
    *out = (RelationId){ 0 };
    for (size_t i = 0; i < open.count; i++)
        if (ROWS_AT(Relation, open, i)->staff_id == staff_id)
            out->v = ROWS_AT(Relation, open, i)->id;
    return OK;
}

static void leave(Vec *left, const TagTaken *what, TagLeftWhy why)
{
    *VEC_ADD(left, TagLeft) = (TagLeft){ what->customer_id, what->tag_id, what->staff_id, why };
}

/* A corp tag of one relation, put on or taken off there alone. */
static Code turn_corp(Ctx *cx, const TagTaken *what, bool is_on, Vec *left, int64_t *changed)
{
    RelationId relation = { 0 };
    const Ids  one      = { &what->tag_id, 1 };
    TRY(relation_of(cx, what->customer_id, what->staff_id, &relation));
    if (relation.v == 0) {
        leave(left, what, LEFT_RELATION_ENDED);
        return OK;
    }
    const Code code =
        customer_tag(cx, (CustomerId){ what->customer_id }, relation, is_on ? one : (Ids){ 0 },
                     is_on ? (Ids){ 0 } : one, S("console"));
    if (code == ERR_CONFLICT || code == ERR_INVALID || code == ERR_NOT_FOUND) {
        forgive(cx);
        leave(left, what, LEFT_REFUSED);
        return OK;
    }
    *changed += code == OK;
    return code;
}

static Code find_links(Ctx *cx, Str ids, int64_t tag_id, Str source, Vec *out)
{
    Rows links = { 0 };
    TRY(customer_many_sql_links(cx, ids, tag_id, source, &links));
    for (size_t i = 0; i < links.count; i++) keep_taken(out, ROWS_AT(TagLink, links, i));
    return OK;
}

static Code untag_corp(Ctx *cx, Str ids, const Tag *tag, const TagUndo *undo, int64_t *changed)
{
    Vec links = vec_of(cx->arena, TagTaken);
    TRY(find_links(cx, ids, tag->id, undo->source, &links));
    for (size_t i = 0; i < links.count; i++)
        TRY(turn_corp(cx, VEC_AT(links, TagTaken, i), false, undo->left, changed));
    return OK;
}

static const Tag *tag_in(const Rows *tags, int64_t id)
{
    for (size_t i = 0; i < tags->count; i++)
        if (ROWS_AT(Tag, *tags, i)->id == id) return ROWS_AT(Tag, *tags, i);
    return NULL;
}

static Code give_back_one(News *news, const TagTaken *taken, const TagUndo *undo, int64_t *changed)
{
    Ctx       *cx  = news->cx;
    const Tag *tag = tag_in(undo->tags, taken->tag_id);
    if (!tag) {
        leave(undo->left, taken, LEFT_TAG_GONE);
        return OK;
    }
    if (tag->kind == TAG_CORP) return turn_corp(cx, taken, true, undo->left, changed);
    TagLink link     = { .tenant_id   = cx->tenant_id,
                         .customer_id = taken->customer_id,
                         .tag_id      = tag->id,
                         .source      = taken->source,
                         .at_ms       = taken->at_ms };
    int64_t inserted = 0;
    TRY(customer_many_sql_insert_links(cx, (Rows){ &link, 1 }, &inserted));
    if (inserted == 0) return OK; /* somebody tagged him again */
    note(news, taken->customer_id, tag, true);
    return tag_sql_add_customers(cx, tag->id, 1);
}

Code customer_many_untag(Ctx *cx, Ids ids, const TagUndo *undo, int64_t *changed)
{
    News      news  = news_of(cx, S("undo"));
    const Str list  = json_ids(cx->arena, ids);
    int64_t   corps = 0;
    for (size_t i = 0; i < undo->tags->count && ids.count; i++) {
        const Tag *tag = ROWS_AT(Tag, *undo->tags, i);
        if (tag->kind == TAG_INTERNAL)
            TRY(remove_internal(&news, list, tag, undo->source, NULL));
        else
            TRY(untag_corp(cx, list, tag, undo, &corps));
    }
    for (size_t i = 0; i < undo->give_back->count; i++)
        TRY(give_back_one(&news, VEC_AT(*undo->give_back, TagTaken, i), undo, &corps));
    TRY(say_all(&news));
    *changed = (int64_t)news.all.count + corps;
    return OK;
}

Code customer_many_tagged(Ctx *cx, Ids ids, const Rows *tags, Str source, Vec *links)
{
    const Str list = json_ids(cx->arena, ids);
    for (size_t i = 0; i < tags->count && ids.count; i++)
        TRY(find_links(cx, list, ROWS_AT(Tag, *tags, i)->id, source, links));
    return OK;
}

/* ---- each his own --------------------------------------------------------------------------- */

Code customer_many_tag_each(Ctx *cx, const int64_t *ids, const Ids *tag_ids, size_t count,
                            const Rows *tags, Str source)
{
    News news = news_of(cx, source);
    for (size_t t = 0; t < tags->count; t++) {
        const Tag *tag   = ROWS_AT(Tag, *tags, t);
        int64_t   *who   = arena_make(cx->arena, int64_t, count);
        size_t     whose = 0;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < tag_ids[i].count && ids[i] != 0; j++)
                if (tag_ids[i].at[j] == tag->id) {
                    who[whose++] = ids[i];
                    break;
                }
        if (whose) TRY(add_internal(&news, json_ids(cx->arena, (Ids){ who, whose }), tag));
    }
    return say_all(&news);
}

Code customer_many_tag_named(Ctx *cx, Str name, bool makes, int64_t *id)
{
    Rows      tags = { 0 }, groups = { 0 };
    const Str group_name = S("导入");
    *id                  = 0;
    TRY(customer_many_sql_tags_named(cx, name, &tags));
    if (tags.count) *id = ROWS_AT(Tag, tags, 0)->id;
    if (tags.count || !makes) return OK;
    TRY(customer_many_sql_groups_named(cx, group_name, &groups));
    if (groups.count) {
        TagView made = { 0 };
        TRY(tag_create(cx, (TagGroupId){ ROWS_AT(TagGroup, groups, 0)->id },
                       &(TagDraft){ .name = name }, &made));
        *id = made.id;
        return OK;
    }
    TagGroupView made = { 0 };
    TRY(tag_group_create(
        cx, &(TagGroupDraft){ .name = group_name, .kind = TAG_INTERNAL, .tags = { &name, 1 } },
        &made));
    ASSERT(made.tags.count == IMPORT_GROUP_TAGS);
    *id = ROWS_AT(TagView, made.tags, 0)->id;
    return OK;
}
