/* customer_export.h -- what this slice keeps of one person, for whoever gives it out or takes it
 * away. */
#ifndef CUSTOMER_CUSTOMER_EXPORT_H
#define CUSTOMER_CUSTOMER_EXPORT_H

#include "customer/customer.h"
#include "wire/json.h"

/* An identity with its value in clear. */
typedef struct IdentityValue {
    Str     kind, scope, value, source;
    bool    is_holder; /* false: another person holds it                  */
    bool    is_shared; /* of a kind several people may have: phone, e-mail */
    int32_t confidence;
    int64_t verified_at_ms, since_ms, until_ms;
} IdentityValue;
extern const Shape identity_value_shape;

/* Of a person who was read within the scope, or by a job that deletes him: Rows of
 * IdentityValue. */
Code customer_identity_values(Ctx *cx, CustomerId id, Rows *values) MUST_USE;
/* Members "customer" (facts, relations, tags) and "why_one" of an object, as cx may see them. */
Code customer_export(Ctx *cx, CustomerId id, JsonOut *out) MUST_USE;

#endif
