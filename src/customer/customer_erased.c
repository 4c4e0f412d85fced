/* customer_erased.c -- the rules of deleting a person.  Statements are in customer_erased_sql.c. */
#include "customer/customer_erased_sql.h"

#include "customer/customer_identity.h"
#include "customer/customer_interval.h"
#include "customer/customer_merge_sql.h"
#include "customer/customer_relation.h"

#define CONTEXT S("customer.erased")

static Str blind_of(Ctx *cx, Str kind, Str scope, Str value)
{
    const Str plain = str_fmt(cx->arena, "%.*s\n%.*s\n%.*s", FMT(kind), FMT(scope), FMT(value));
    return secret_blind(cx, CONTEXT, plain);
}

Code customer_erased_any(Ctx *cx, bool *any) { return customer_erased_sql_any(cx, any); }

Code customer_erased_mark(Ctx *cx, ErasedMark *out) { return customer_erased_sql_mark(cx, out); }

Code customer_erased_find(Ctx *cx, Str kind, Str scope, Str value, ErasedKey *out)
{
    CustomerErasedKey key   = { 0 };
    bool              found = false;
    *out                    = (ErasedKey){ 0 };
    TRY(customer_erased_sql_find(cx, blind_of(cx, kind, scope, value), &key, &found));
    if (found) *out = (ErasedKey){ key.customer_id, key.erased_at_ms };
    return OK;
}

/* What he alone was known by; what he only claimed is another's. */
static Code keep_keys(Ctx *cx, CustomerId id)
{
    Rows known = { 0 };
    TRY(customer_identity_list(cx, id, &known));
    for (size_t i = 0; i < known.count; i++) {
        const CustomerIdentity *row   = ROWS_AT(CustomerIdentity, known, i);
        Str                     value = { 0 };
        if (!row->is_holder) continue;
        TRY(customer_identity_known(cx, row, &value));
        if (value.len == 0) continue; /* unreadable: nothing to know him by again */
        const CustomerErasedKey key = { .tenant_id    = cx->tenant_id,
                                        .blind        = blind_of(cx, row->kind, row->scope, value),
                                        .customer_id  = id.v,
                                        .erased_at_ms = cx->now_ms };
        TRY(customer_erased_sql_keep_key(cx, &key));
    }
    return OK;
}

/* For the brand he is no friend of anybody any more. */
static Code end_relations(Ctx *cx, CustomerId id)
{
    Rows open    = { 0 };
    Vec  changes = vec_of(cx->arena, RelationChange);
    TRY(customer_relation_list_open(cx, id, &open));
    for (size_t i = 0; i < open.count; i++)
        TRY(customer_relation_end(cx, ROWS_AT(Relation, open, i), cx->now_ms, ENDED_BY_SYSTEM,
                                  &changes));
    return customer_relation_count(cx, &changes);
}

Code customer_erase(Ctx *cx, CustomerId id)
{
    Customer customer = { 0 };
    bool     found    = false;
    ASSERT(cx->link != NULL);
    TRY(customer_merge_sql_hold(cx, id.v, &customer, &found));
    if (!found)
        return fail(cx, ERR_NOT_FOUND, "customer.not_found", "customer %lld", (long long)id.v);
    TRY(keep_keys(cx, id));
    TRY(end_relations(cx, id));
    TRY(customer_merge_sql_shift_tags(cx, id.v, -1));
    const CustomerErased left = { .id                = id.v,
                                  .tenant_id         = cx->tenant_id,
                                  .source            = customer.source,
                                  .first_added_at_ms = customer.first_added_at_ms,
                                  .last_event_at_ms  = customer.last_event_at_ms,
                                  .created_at_ms     = customer.created_at_ms,
                                  .erased_at_ms      = cx->now_ms };
    return customer_erased_sql_erase(cx, &left);
}
