/* tagging_http.c -- the routes of typed tags and their rules: no rules here. */
#include "tagging/tagging_http.h"

#include "tagging/tagging.h"

// clang-format off
typedef struct TypedTagList { Rows items; } TypedTagList;
static const Field list_fields[] = { FIELD_LIST(TypedTagList, items, typed_tag_shape, .max = 5000) };
static const Shape list_shape    = SHAPE(TypedTagList, list_fields);

typedef struct ExclusiveDraft { bool is_exclusive; } ExclusiveDraft;
static const Field exclusive_fields[] = { FIELD(ExclusiveDraft, is_exclusive) };
static const Shape exclusive_shape    = SHAPE(ExclusiveDraft, exclusive_fields);

typedef struct TagValueDraft { int64_t tag_id; Str value; } TagValueDraft;
static const Field value_fields[] = {
    FIELD_ID  (TagValueDraft, tag_id, .flags = REQUIRED),
    FIELD_WITH(TagValueDraft, value,  .min = 0, .max = 60),
};
static const Shape value_shape = SHAPE(TagValueDraft, value_fields);
// clang-format on

static Code list_tags(Call *call) { return tagging_list(call->cx, &((TypedTagList *)call->out)->items); }

static Code put_detail(Call *call)
{
    call->object = str_fmt(call->cx->arena, "tag:%lld", (long long)call->id);
    return tagging_save(call->cx, (TagId){ call->id }, call->in, call->out);
}

static Code put_exclusive(Call *call)
{
    call->object = str_fmt(call->cx->arena, "tag_group:%lld", (long long)call->id);
    return tagging_set_exclusive(call->cx, (TagGroupId){ call->id }, ((const ExclusiveDraft *)call->in)->is_exclusive);
}

static Code check_rule(Call *call) { return tagging_check(call->cx, call->in, call->out); }

static Code preview_rule(Call *call) { return tagging_preview(call->cx, call->in, call->out); }

static Code get_words(Call *call) { return tagging_words(call->cx, call->out); }

static Code get_reasons(Call *call) { return tagging_reasons(call->cx, (CustomerId){ call->id }, call->out); }

static Code post_value(Call *call)
{
    const TagValueDraft *draft = call->in;
    call->object               = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    TRY(tagging_give(call->cx, (CustomerId){ call->id }, (TagId){ draft->tag_id }, draft->value));
    return tagging_reasons(call->cx, (CustomerId){ call->id }, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/typed-tags",                PERM_TAG_READ,      list_tags,     NULL, NULL, &list_shape, 0, "All tags with type, owner, definition and rule" },
    { PUT,  "/api/tags/{id}/detail",          PERM_TAG_WRITE,     put_detail,    NULL, &typed_tag_draft_shape, &typed_tag_shape, AUDITED, "Say what a tag means, and by which rule it is given; a rule is applied to everybody" },
    { PUT,  "/api/tag-groups/{id}/exclusive", PERM_TAG_WRITE,     put_exclusive, NULL, &exclusive_shape, NULL, AUDITED | NO_BODY, "Whether a customer has one tag of the group at most" },
    { GET,  "/api/tag-rules/words",           PERM_TAG_READ,      get_words,     NULL, NULL, &tag_rule_words_shape, 0, "What rules may speak of" },
    { POST, "/api/tag-rules/check",           PERM_TAG_WRITE,     check_rule,    NULL, &tag_rule_draft_shape, &tag_rule_check_shape, AUDITED, "Whether a rule makes sense, and what it says" },
    { POST, "/api/tag-rules/preview",         PERM_TAG_WRITE,     preview_rule,  NULL, &tag_rule_draft_shape, &tag_rule_preview_shape, AUDITED, "How many customers a rule would give its tag" },
    { GET,  "/api/customers/{id}/tag-reasons", PERM_CUSTOMER_READ, get_reasons,  NULL, NULL, &tag_reasons_shape, 0, "Why a customer has each of his tags, and had others" },
    { POST, "/api/customers/{id}/typed-tags", PERM_CUSTOMER_TAG,  post_value,    NULL, &value_shape, &tag_reasons_shape, AUDITED | IDEMPOTENT, "Give a tag by hand, with a value where its type has one" },
};
const RouteList tagging_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "tagging", routes);
// clang-format on
