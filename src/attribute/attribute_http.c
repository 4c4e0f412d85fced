/* attribute_http.c -- the routes of attributes and evidence: no rules here. */
#include "attribute/attribute_http.h"

#include "attribute/attribute.h"

enum { DISTANCE_GIVEN = 1u << 7 /* field 7 of the draft */ };

// clang-format off
typedef struct AttributeList { Rows items; } AttributeList;
static const Field list_fields[] = { FIELD_LIST(AttributeList, items, attribute_shape) };
static const Shape list_shape    = SHAPE(AttributeList, list_fields);
// clang-format on

static Code list_attributes(Call *call)
{
    return attribute_list(call->cx, &((AttributeList *)call->out)->items);
}

static Code post_attribute(Call *call)
{
    Attribute *out = call->out;
    TRY(attribute_create(call->cx, call->in, out));
    call->object = str_fmt(call->cx->arena, "attribute:%lld", (long long)out->id);
    return OK;
}

static Code put_attribute(Call *call)
{
    call->object = str_fmt(call->cx->arena, "attribute:%lld", (long long)call->id);
    return attribute_update(call->cx, (AttributeId){ call->id }, call->if_match, call->in,
                            call->out);
}

static Code delete_attribute(Call *call)
{
    call->object = str_fmt(call->cx->arena, "attribute:%lld", (long long)call->id);
    return attribute_delete(call->cx, (AttributeId){ call->id }, call->if_match);
}

static Code get_of_customer(Call *call)
{
    return attribute_view(call->cx, (CustomerId){ call->id }, call->out);
}

static Code post_evidence(Call *call)
{
    EvidenceDraft draft = *(const EvidenceDraft *)call->in;
    Customer      known = { 0 };
    call->object        = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    if (!(call->given & DISTANCE_GIVEN)) draft.distance_m = -1;
    TRY(customer_get(call->cx, (CustomerId){ call->id }, &known));
    TRY(attribute_tell(call->cx, (CustomerId){ known.id }, &draft, NULL));
    return attribute_view(call->cx, (CustomerId){ call->id }, call->out);
}

static Code delete_evidence(Call *call)
{
    int64_t id   = 0;
    call->object = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    REQUIRE(call->cx, str_to_i64(call->arg[0], &id), ERR_NOT_FOUND, "attribute.no_evidence");
    TRY(attribute_end(call->cx, (CustomerId){ call->id }, id));
    return attribute_view(call->cx, (CustomerId){ call->id }, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/attributes",                PERM_ATTRIBUTE_READ,  list_attributes,  NULL, NULL, &list_shape, 0, "What can be known of a customer, with the policy that decides" },
    { POST,    "/api/attributes",                PERM_ATTRIBUTE_WRITE, post_attribute,   NULL, &attribute_draft_shape, &attribute_shape, AUDITED | IDEMPOTENT | CREATED, "A new attribute" },
    { PUT,     "/api/attributes/{id}",           PERM_ATTRIBUTE_WRITE, put_attribute,    NULL, &attribute_draft_shape, &attribute_shape, AUDITED | IF_MATCH, "Change an attribute; another policy decides for everybody anew" },
    { DELETE_, "/api/attributes/{id}",           PERM_ATTRIBUTE_WRITE, delete_attribute, NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete an attribute of which nothing was said" },
    { GET,     "/api/customers/{id}/attributes", PERM_CUSTOMER_READ,   get_of_customer,  NULL, NULL, &customer_attributes_shape, 0, "What counts for a customer, why, and who said what" },
    { POST,    "/api/customers/{id}/evidence",   PERM_CUSTOMER_WRITE,  post_evidence,    NULL, &evidence_draft_shape, &customer_attributes_shape, AUDITED | IDEMPOTENT, "Say a value of an attribute; without ref it replaces what this source said" },
    { DELETE_, "/api/customers/{id}/evidence/{evidence_id}", PERM_CUSTOMER_WRITE, delete_evidence, NULL, NULL, &customer_attributes_shape, AUDITED, "Take a saying back" },
};
const RouteList attribute_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "attribute", routes);
// clang-format on
