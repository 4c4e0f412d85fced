/* customer_export.c -- one person as this slice knows him. */
#include "customer/customer_export.h"

#include "customer/customer_identity.h"
#include "customer/customer_list.h"
#include "customer/customer_merge_view.h"
#include "wire/wire.h"

// clang-format off
static const Field value_fields[] = {
    FIELD     (IdentityValue, kind),
    FIELD     (IdentityValue, scope),
    FIELD     (IdentityValue, value),
    FIELD     (IdentityValue, source),
    FIELD     (IdentityValue, is_holder),
    FIELD_WITH(IdentityValue, is_shared, .flags = SECRET),
    FIELD     (IdentityValue, confidence),
    FIELD_TIME(IdentityValue, verified_at_ms),
    FIELD_TIME(IdentityValue, since_ms),
    FIELD_TIME(IdentityValue, until_ms),
};
const Shape identity_value_shape = SHAPE(IdentityValue, value_fields);
// clang-format on

static bool is_shared(Str kind)
{
    return str_equal(kind, IDENTITY_PHONE) || str_equal(kind, IDENTITY_EMAIL);
}

Code customer_identity_values(Ctx *cx, CustomerId id, Rows *values)
{
    Rows rows = { 0 };
    TRY(customer_identity_list(cx, id, &rows));
    IdentityValue *out = arena_make(cx->arena, IdentityValue, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, rows, i);
        out[i]                      = (IdentityValue){ .kind           = row->kind,
                                                       .scope          = row->scope,
                                                       .source         = row->source,
                                                       .is_holder      = row->is_holder,
                                                       .is_shared      = is_shared(row->kind),
                                                       .confidence     = row->confidence,
                                                       .verified_at_ms = row->verified_at_ms,
                                                       .since_ms       = row->since_ms,
                                                       .until_ms       = row->until_ms };
        TRY(customer_identity_known(cx, row, &out[i].value));
    }
    *values = (Rows){ out, rows.count };
    return OK;
}

Code customer_export(Ctx *cx, CustomerId id, JsonOut *out)
{
    CustomerView view = { 0 };
    WhyOne       why  = { 0 };
    TRY(customer_view(cx, id, &view));
    TRY(customer_merge_why(cx, id, &why));
    json_key(out, S("customer"));
    shape_to_json(out, &customer_view_shape, &view, cx->zone);
    json_key(out, S("why_one"));
    shape_to_json(out, &why_one_shape, &why, cx->zone);
    return OK;
}
