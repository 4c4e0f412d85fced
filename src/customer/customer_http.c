/* customer_http.c -- the routes of customers, tags and losses: no rules here. */
#include "customer/customer_http.h"

#include "customer/customer_edit.h"
#include "customer/customer_facts.h"
#include "customer/customer_list.h"
#include "customer/customer_stat.h"
#include "customer/customer_tag.h"
#include "customer/customer_thread.h"
#include "customer/tag.h"
#include "org/org.h"

// clang-format off
typedef struct RelationDraft { Str remark, description; } RelationDraft;
static const Field relation_draft_fields[] = {
    FIELD_WITH(RelationDraft, remark,      .min = 0, .max = RELATION_REMARK_CHARS_MAX),
    FIELD_WITH(RelationDraft, description, .min = 0, .max = RELATION_DESCRIPTION_CHARS_MAX),
};
static const Shape relation_draft_shape = SHAPE(RelationDraft, relation_draft_fields);

typedef struct CustomerTagsDraft { Ids add, remove; } CustomerTagsDraft;
static const Field tags_draft_fields[] = {
    FIELD_WITH(CustomerTagsDraft, add,    .min = 0, .max = 100),
    FIELD_WITH(CustomerTagsDraft, remove, .min = 0, .max = 100),
};
static const Shape tags_draft_shape = SHAPE(CustomerTagsDraft, tags_draft_fields);
typedef struct TagOrderDraft { Ids tag_ids; } TagOrderDraft;
static const Field tag_order_fields[] = {
    FIELD_WITH(TagOrderDraft, tag_ids, .flags = REQUIRED, .min = 1, .max = 1000, .about = "All tags of the group, first one first"),
};
static const Shape tag_order_shape = SHAPE(TagOrderDraft, tag_order_fields);

typedef struct CustomerTags { Rows tags; } CustomerTags;
static const Field customer_tags_fields[] = { FIELD_LIST(CustomerTags, tags, tag_shape) };
static const Shape customer_tags_shape = SHAPE(CustomerTags, customer_tags_fields);

typedef struct PlaceQuery { Str result_id; } PlaceQuery;
static const Field place_query_fields[] = { FIELD_WITH(PlaceQuery, result_id, .flags = REQUIRED, .max = 40) };
static const Shape place_query_shape = SHAPE(PlaceQuery, place_query_fields);

typedef struct TimelineQuery { Str types; int64_t from_ms, to_ms, staff_id; Str cursor; int64_t limit; } TimelineQuery;
static const Field timeline_query_fields[] = {
    FIELD_WITH(TimelineQuery, types, .about = "Event types joined by commas"),
    FIELD_TIME(TimelineQuery, from_ms),
    FIELD_TIME(TimelineQuery, to_ms),
    FIELD_ID  (TimelineQuery, staff_id, .about = "What this member did or was part of"),
    FIELD     (TimelineQuery, cursor),
    FIELD     (TimelineQuery, limit),
};
static const Shape timeline_query_shape = SHAPE(TimelineQuery, timeline_query_fields);

typedef struct Timeline { Rows items; Str next_cursor; } Timeline;
static const Field timeline_fields[] = {
    FIELD_LIST(Timeline, items, event_shape),
    FIELD     (Timeline, next_cursor),
};
static const Shape timeline_shape = SHAPE(Timeline, timeline_fields);

typedef struct RevealDraft { Str field; int64_t identity_id; } RevealDraft;
static const Field reveal_fields[] = {
    FIELD_WITH(RevealDraft, field, .flags = REQUIRED),
    FIELD_ID  (RevealDraft, identity_id),
};
static const Shape reveal_draft_shape = SHAPE(RevealDraft, reveal_fields);
typedef struct Revealed { Str value; } Revealed;
static const Field revealed_fields[] = { FIELD(Revealed, value) };
static const Shape revealed_shape = SHAPE(Revealed, revealed_fields);

typedef struct LossPage { Rows items; Str next_cursor; } LossPage;
static const Field loss_page_fields[] = {
    FIELD_LIST(LossPage, items, loss_shape),
    FIELD     (LossPage, next_cursor),
};
static const Shape loss_page_shape = SHAPE(LossPage, loss_page_fields);

typedef struct TagGroupList { Rows items; } TagGroupList;
static const Field group_list_fields[] = { FIELD_LIST(TagGroupList, items, tag_group_view_shape) };
static const Shape tag_group_list_shape = SHAPE(TagGroupList, group_list_fields);

typedef struct TagQuery { Str q; } TagQuery;
static const Field tag_query_fields[] = { FIELD_WITH(TagQuery, q, .min = 0, .max = 100) };
static const Shape tag_query_shape = SHAPE(TagQuery, tag_query_fields);
typedef struct TagList { Rows items; } TagList;
static const Field tag_list_fields[] = { FIELD_LIST(TagList, items, tag_flat_shape) };
static const Shape tag_list_shape = SHAPE(TagList, tag_list_fields);
// clang-format on

static Str object_of(Call *call, const char *noun, int64_t id)
{
    return str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

/* ---- customers ------------------------------------------------------------ */

static Code list_customers(Call *call)
{
    return customer_list(call->cx, call->query, call->out);
}

static Code get_neighbours(Call *call)
{
    return customer_neighbours(call->cx, (CustomerId){ call->id },
                               ((const PlaceQuery *)call->query)->result_id, call->out);
}

static Code get_customer(Call *call)
{
    return customer_view(call->cx, (CustomerId){ call->id }, call->out);
}

static Code patch_customer(Call *call)
{
    const CustomerId id = { call->id };
    call->object        = object_of(call, "customer", id.v);
    TRY(customer_facts_write(call->cx, id, call->if_match, call->in, call->given, S("console")));
    return customer_view(call->cx, id, call->out);
}

static Code put_relation(Call *call)
{
    const RelationDraft *draft    = call->in;
    Relation             relation = { 0 };
    int64_t              id       = 0;
    call->object                  = object_of(call, "customer", call->id);
    REQUIRE(call->cx, str_to_i64(call->arg[0], &id), ERR_NOT_FOUND, "relation.not_found");
    TRY(customer_relation_get(call->cx, (RelationId){ id }, &relation));
    REQUIRE(call->cx, relation.customer_id == call->id, ERR_NOT_FOUND, "relation.not_found");
    TRY(customer_set_remark(call->cx, (RelationId){ id }, draft->remark, draft->description));
    return customer_view(call->cx, (CustomerId){ call->id }, call->out);
}

static Code tag_customer(Call *call)
{
    const CustomerTagsDraft *draft = call->in;
    const CustomerId         id    = { call->id };
    call->object                   = object_of(call, "customer", id.v);
    TRY(customer_tag(call->cx, id, (RelationId){ 0 }, draft->add, draft->remove, S("console")));
    return customer_tag_list(call->cx, id, &((CustomerTags *)call->out)->tags);
}

static Strs split(Arena *arena, Str text)
{
    Vec list = vec_of(arena, Str);
    while (text.len) {
        const Str word = str_trim(str_cut(&text, ','));
        if (word.len) *VEC_ADD(&list, Str) = word;
    }
    return (Strs){ (const Str *)(void *)list.at, list.count };
}

static Code get_timeline(Call *call)
{
    const TimelineQuery *query    = call->query;
    Timeline            *out      = call->out;
    Customer             customer = { 0 };
    TRY(customer_get(call->cx, (CustomerId){ call->id }, &customer));
    const TimelineFilter filter = { .types    = split(call->cx->arena, query->types),
                                    .from_ms  = query->from_ms,
                                    .to_ms    = query->to_ms,
                                    .staff_id = query->staff_id };
    TRY(event_timeline_of(call->cx, customer.id, &filter, query->cursor, page_limit(query->limit),
                          &out->items, &out->next_cursor));
    return org_scope_events(call->cx, &out->items);
}

static Code get_thread(Call *call)
{
    return customer_thread(call->cx, (CustomerId){ call->id }, call->query, call->out);
}

static Code reveal(Call *call)
{
    const RevealDraft *draft = call->in;
    call->object             = object_of(call, "customer", call->id);
    return customer_reveal(call->cx, (CustomerId){ call->id }, draft->field, draft->identity_id,
                           &((Revealed *)call->out)->value);
}

static Code get_summary(Call *call)
{
    return customer_stat_summary(call->cx, ((const SummaryQuery *)call->query)->days, call->out);
}

static Code list_losses(Call *call)
{
    LossPage *page = call->out;
    return customer_stat_losses(call->cx, call->query, &page->items, &page->next_cursor);
}

/* ---- tags ------------------------------------------------------------------ */

static Code list_groups(Call *call)
{
    return tag_group_list(call->cx, &((TagGroupList *)call->out)->items);
}

static Code create_group(Call *call)
{
    TRY(tag_group_create(call->cx, call->in, call->out));
    call->object = object_of(call, "tag_group", ((TagGroupView *)call->out)->id);
    return OK;
}

static Code put_group(Call *call)
{
    call->object = object_of(call, "tag_group", call->id);
    return tag_group_update(call->cx, (TagGroupId){ call->id }, call->if_match, call->in,
                            call->out);
}

static Code order_group(Call *call)
{
    const TagOrderDraft *draft = call->in;
    call->object               = object_of(call, "tag_group", call->id);
    return tag_group_order(call->cx, (TagGroupId){ call->id }, draft->tag_ids, call->out);
}

static Code delete_group(Call *call)
{
    call->object = object_of(call, "tag_group", call->id);
    return tag_group_delete(call->cx, (TagGroupId){ call->id }, call->if_match);
}

static Code create_tag(Call *call)
{
    TRY(tag_create(call->cx, (TagGroupId){ call->id }, call->in, call->out));
    call->object = object_of(call, "tag", ((TagView *)call->out)->id);
    return OK;
}

static Code put_tag(Call *call)
{
    call->object = object_of(call, "tag", call->id);
    return tag_update(call->cx, (TagId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_tag(Call *call)
{
    call->object = object_of(call, "tag", call->id);
    return tag_delete(call->cx, (TagId){ call->id }, call->if_match);
}

static Code list_tags(Call *call)
{
    return tag_list(call->cx, ((const TagQuery *)call->query)->q, &((TagList *)call->out)->items);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/customers",                 PERM_CUSTOMER_READ,   list_customers, &customer_filter_shape, NULL, &customer_page_shape, 0, "Customers: a window of a frozen result" },
    { GET,     "/api/customers/summary",         PERM_CUSTOMER_READ,   get_summary,    &summary_query_shape, NULL, &customer_summary_shape, 0, "Adding and losing, by day" },
    { GET,     "/api/customers/{id}",            PERM_CUSTOMER_READ,   get_customer,   NULL, NULL, &customer_view_shape, 0, "All of one customer" },
    { PATCH,   "/api/customers/{id}",            PERM_CUSTOMER_WRITE,  patch_customer, NULL, &customer_facts_shape, &customer_view_shape, AUDITED | IF_MATCH, "Change what we know of a customer; what is not given stays" },
    { PUT,     "/api/customers/{id}/relations/{relation_id}", PERM_CUSTOMER_WRITE, put_relation, NULL, &relation_draft_shape, &customer_view_shape, AUDITED, "Change remark and description, also on the platform" },
    { POST,    "/api/customers/{id}/tags",       PERM_CUSTOMER_TAG,    tag_customer,   NULL, &tags_draft_shape, &customer_tags_shape, AUDITED | IDEMPOTENT, "Add and remove tags of a customer" },
    { GET,     "/api/customers/{id}/neighbours", PERM_CUSTOMER_READ,   get_neighbours, &place_query_shape, NULL, &customer_place_shape, 0, "Where a customer stands in a result" },
    { GET,     "/api/customers/{id}/timeline",   PERM_CUSTOMER_READ,   get_timeline,   &timeline_query_shape, NULL, &timeline_shape, 0, "What happened, newest first" },
    { GET,     "/api/customers/{id}/thread",     PERM_CUSTOMER_READ,   get_thread,     &thread_query_shape, NULL, &thread_page_shape, 0, "What a customer and the brand said to each other over all channels, newest first" },
    { POST,    "/api/customers/{id}/reveal",     PERM_CUSTOMER_REVEAL, reveal,         NULL, &reveal_draft_shape, &revealed_shape, AUDITED, "Personal data in clear, audited" },
    { GET,     "/api/losses",                    PERM_CUSTOMER_READ,   list_losses,    &loss_query_shape, NULL, &loss_page_shape, 0, "Ended relations, newest first" },
    { GET,     "/api/tag-groups",                PERM_TAG_READ,        list_groups,    NULL, NULL, &tag_group_list_shape, 0, "The tag library" },
    { POST,    "/api/tag-groups",                PERM_TAG_WRITE,       create_group,   NULL, &tag_group_draft_shape, &tag_group_view_shape, AUDITED | IDEMPOTENT | CREATED, "A new group with its tags" },
    { PUT,     "/api/tag-groups/{id}",           PERM_TAG_WRITE,       put_group,      NULL, &tag_draft_shape, &tag_group_view_shape, AUDITED | IF_MATCH, "Rename or move a group" },
    { DELETE_, "/api/tag-groups/{id}",           PERM_TAG_WRITE,       delete_group,   NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a group with its tags" },
    { POST,    "/api/tag-groups/{id}/order",     PERM_TAG_WRITE,       order_group,    NULL, &tag_order_shape, &tag_group_view_shape, AUDITED | IDEMPOTENT, "Put the tags of a group in order" },
    { POST,    "/api/tag-groups/{id}/tags",      PERM_TAG_WRITE,       create_tag,     NULL, &tag_draft_shape, &tag_view_shape, AUDITED | IDEMPOTENT | CREATED, "A new tag in a group" },
    { GET,     "/api/tags",                      PERM_TAG_READ,        list_tags,      &tag_query_shape, NULL, &tag_list_shape, 0, "All tags, flat" },
    { PUT,     "/api/tags/{id}",                 PERM_TAG_WRITE,       put_tag,        NULL, &tag_draft_shape, &tag_view_shape, AUDITED | IF_MATCH, "Rename or move a tag" },
    { DELETE_, "/api/tags/{id}",                 PERM_TAG_WRITE,       delete_tag,     NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a tag" },
};
const RouteList customer_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "customer", routes);
// clang-format on
