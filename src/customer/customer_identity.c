/* customer_identity.c -- who holds a value, and who else claims it.  Statements are in
 * customer_identity_sql.c. */
#include "customer/customer_identity.h"
#include "customer/customer_identity_sql.h"

static bool is_sealed(Str kind) { return str_equal(kind, IDENTITY_PHONE); }

Str customer_identity_lookup(Ctx *cx, Str kind, Str value)
{
    return is_sealed(kind) ? secret_blind(cx, S("customer.phone"), value) : value;
}

Str customer_identity_phone(Arena *arena, Str text)
{
    StrBuf digits = strbuf(arena, 32);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c >= '0' && c <= '9')
            strbuf_char(&digits, c);
        else if (c != ' ' && c != '-' && c != '+' && c != '(' && c != ')')
            return (Str){ 0 };
    }
    const Str number = strbuf_str(&digits);
    if (digits.failed || number.len < 7 || number.len > 15) return (Str){ 0 };
    return number.len == 13 && str_starts(number, S("861")) ? str_slice(number, 2, 13) : number;
}

static CustomerIdentity row_of(Ctx *cx, CustomerId id, const IdentityClaim *claim)
{
    const bool sealed = is_sealed(claim->kind);
    return (CustomerIdentity){
        .id             = cx_new_id(cx),
        .tenant_id      = cx->tenant_id,
        .customer_id    = id.v,
        .kind           = claim->kind,
        .scope          = claim->scope.ptr ? claim->scope : S(""),
        .lookup         = customer_identity_lookup(cx, claim->kind, claim->value),
        .sealed         = sealed ? secret_seal(cx, S("customer.phone"), claim->value) : (Str){ 0 },
        .is_holder      = true,
        .source         = claim->source,
        .confidence     = claim->confidence,
        .verified_at_ms = claim->is_verified ? cx->now_ms : 0,
        .since_ms       = cx->now_ms,
    };
}

Code customer_identity_find(Ctx *cx, Str kind, Str scope, Str value, CustomerId *out, bool *found)
{
    CustomerIdentity row = { 0 };
    *found               = false;
    if (value.len == 0) return OK;
    TRY(customer_identity_sql_holder(cx, kind, scope.ptr ? scope : S(""),
                                     customer_identity_lookup(cx, kind, value), &row, found));
    if (*found) out->v = row.customer_id;
    return OK;
}

Code customer_identity_add_first(Ctx *cx, CustomerId id, const IdentityClaim *claims, size_t count,
                                 bool *all_held)
{
    CustomerIdentity *rows     = arena_make(cx->arena, CustomerIdentity, count);
    int64_t           inserted = 0;
    for (size_t i = 0; i < count; i++) rows[i] = row_of(cx, id, &claims[i]);
    TRY(customer_identity_sql_insert_all(cx, (Rows){ rows, count }, &inserted));
    *all_held = inserted == (int64_t)count;
    return OK;
}

static bool is_listed(const Rows *known, const CustomerIdentity *row)
{
    for (size_t i = 0; i < known->count; i++) {
        const CustomerIdentity *other = ROWS_AT(CustomerIdentity, *known, i);
        if (str_equal(other->kind, row->kind) && str_equal(other->scope, row->scope) &&
            str_equal(other->lookup, row->lookup))
            return true;
    }
    return false;
}

Code customer_identity_add(Ctx *cx, CustomerId id, const IdentityClaim *claims, size_t count)
{
    Rows known = { 0 };
    if (count == 0) return OK;
    TRY(customer_identity_sql_of_customer(cx, id.v, &known));
    for (size_t i = 0; i < count; i++) {
        CustomerIdentity row      = row_of(cx, id, &claims[i]);
        int64_t          inserted = 0;
        if (claims[i].value.len == 0 || is_listed(&known, &row)) continue;
        TRY(customer_identity_sql_insert_all(cx, (Rows){ &row, 1 }, &inserted));
        if (inserted) continue;
        row.is_holder = false;
        TRY(customer_identity_sql_insert_all(cx, (Rows){ &row, 1 }, &inserted));
    }
    return OK;
}

Code customer_identity_list(Ctx *cx, CustomerId id, Rows *identities)
{
    return customer_identity_sql_of_customer(cx, id.v, identities);
}

Code customer_identity_value(Ctx *cx, const CustomerIdentity *identity, Str *value)
{
    if (identity->sealed.len) return secret_open(cx, S("customer.phone"), identity->sealed, value);
    *value = identity->lookup;
    return OK;
}

Code customer_identity_masked(Ctx *cx, const CustomerIdentity *identity, Str *masked)
{
    Str value = { 0 };
    TRY(customer_identity_value(cx, identity, &value));
    *masked = identity->sealed.len ? mask_value(cx, MASK_PHONE, value) : value;
    return OK;
}
