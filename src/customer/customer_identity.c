/* customer_identity.c -- who holds a value, and who else claims it.  Statements are in
 * customer_identity_sql.c. */
#include "customer/customer_identity.h"
#include "customer/customer_identity_sql.h"

/* What a sealed kind is sealed under; absent for what lies open. */
static Str seal_of(Str kind)
{
    if (str_equal(kind, IDENTITY_PHONE)) return S("customer.phone");
    return str_equal(kind, IDENTITY_EMAIL) ? S("customer.email") : (Str){ 0 };
}

Str customer_identity_lookup(Ctx *cx, Str kind, Str value)
{
    const Str seal = seal_of(kind);
    return seal.ptr ? secret_blind(cx, seal, value) : value;
}

/* The character at `*at`, in half width where it was in full (U+FF01..U+FF5E, the wide blank). */
static char narrow_at(Str text, size_t *at)
{
    const unsigned char *p    = (const unsigned char *)text.ptr + *at;
    const size_t         left = text.len - *at;
    const bool           wide = left >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x81;
    if (wide || (left >= 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)) {
        *at += 3;
        return wide ? (char)(p[2] - 0x81 + '!') : ' ';
    }
    (*at)++;
    return (char)p[0];
}

/* A mainland number without the code of the country, however that is written. */
static Str without_country(Str number)
{
    if (number.len == 13 && str_starts(number, S("861"))) return str_slice(number, 2, 13);
    if (number.len == 15 && str_starts(number, S("00861"))) return str_slice(number, 4, 15);
    return number;
}

Str customer_identity_phone(Arena *arena, Str text)
{
    StrBuf digits = strbuf(arena, 32);
    for (size_t i = 0; i < text.len;) {
        const char c = narrow_at(text, &i);
        if (c >= '0' && c <= '9')
            strbuf_char(&digits, c);
        else if (c != ' ' && c != '-' && c != '+' && c != '(' && c != ')')
            return (Str){ 0 };
    }
    const Str number = strbuf_str(&digits);
    if (digits.failed || number.len < 7 || number.len > 15) return (Str){ 0 };
    return without_country(number);
}

/* One '@' with a name before it and a domain with a dot behind, no white space, no mask. */
Str customer_identity_email(Arena *arena, Str text)
{
    enum { EMAIL_BYTES_MAX = 254, LOCAL_BYTES_MAX = 64 };
    const Str trimmed = str_trim(text);
    StrBuf    lower   = strbuf(arena, EMAIL_BYTES_MAX);
    for (size_t i = 0; i < trimmed.len; i++) {
        const char c = trimmed.ptr[i];
        if (c <= ' ' || c >= 127 || c == '*' || c == ',' || c == ';' || c == '<' || c == '>')
            return (Str){ 0 };
        strbuf_char(&lower, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    Str       domain = strbuf_str(&lower);
    const Str name   = str_cut(&domain, '@');
    if (lower.failed || name.len == 0 || name.len > LOCAL_BYTES_MAX) return (Str){ 0 };
    if (str_find(domain, S("@")) >= 0 || str_find(domain, S(".")) <= 0) return (Str){ 0 };
    if (str_ends(domain, S(".")) || str_find(domain, S("..")) >= 0) return (Str){ 0 };
    return strbuf_str(&lower);
}

Str customer_identity_member_no(Str text)
{
    enum { MEMBER_NO_BYTES_MAX = 64 };
    const Str number = str_trim(text);
    for (size_t i = 0; i < number.len; i++) {
        const char c       = number.ptr[i];
        const bool is_good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                             (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        if (!is_good) return (Str){ 0 };
    }
    return number.len && number.len <= MEMBER_NO_BYTES_MAX ? number : (Str){ 0 };
}

IdentityBoxes customer_identity_boxes(const Ctx *cx)
{
    return (IdentityBoxes){ secret_box(cx, seal_of(IDENTITY_PHONE)),
                            secret_box(cx, seal_of(IDENTITY_EMAIL)) };
}

/* NULL for what lies open. */
static const SecretBox *box_of(const IdentityBoxes *boxes, Str kind)
{
    if (str_equal(kind, IDENTITY_PHONE)) return &boxes->phone;
    return str_equal(kind, IDENTITY_EMAIL) ? &boxes->email : NULL;
}

Str customer_identity_lookup_in(Ctx *cx, const IdentityBoxes *boxes, Str kind, Str value)
{
    const SecretBox *box = box_of(boxes, kind);
    return box ? secret_box_blind(cx, box, value) : value;
}

Str customer_identity_sealed_in(Ctx *cx, const IdentityBoxes *boxes, Str kind, Str value)
{
    const SecretBox *box = box_of(boxes, kind);
    return box ? secret_box_seal(cx, box, value) : (Str){ 0 };
}

CustomerIdentity customer_identity_row_in(Ctx *cx, const IdentityBoxes *boxes, CustomerId id,
                                          const IdentityClaim *claim)
{
    return (CustomerIdentity){
        .id             = cx_new_id(cx),
        .tenant_id      = cx->tenant_id,
        .customer_id    = id.v,
        .kind           = claim->kind,
        .scope          = claim->scope.ptr ? claim->scope : S(""),
        .lookup         = claim->lookup.len
                              ? claim->lookup
                              : customer_identity_lookup_in(cx, boxes, claim->kind, claim->value),
        .sealed         = claim->sealed.len
                              ? claim->sealed
                              : customer_identity_sealed_in(cx, boxes, claim->kind, claim->value),
        .is_holder      = true,
        .source         = claim->source,
        .confidence     = claim->confidence,
        .verified_at_ms = claim->is_verified ? cx->now_ms : 0,
        .since_ms       = cx->now_ms,
        .until_ms       = claim->until_ms,
    };
}

static CustomerIdentity row_of(Ctx *cx, CustomerId id, const IdentityClaim *claim)
{
    IdentityBoxes boxes = { 0 };
    if (seal_of(claim->kind).ptr) boxes = customer_identity_boxes(cx);
    return customer_identity_row_in(cx, &boxes, id, claim);
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

Code customer_identity_holder(Ctx *cx, const CustomerIdentity *claim, CustomerIdentity *out,
                              bool *found)
{
    return customer_identity_sql_holder(cx, claim->kind, claim->scope, claim->lookup, out, found);
}

Code customer_identity_claims(Ctx *cx, const CustomerIdentity *holder, Rows *claims)
{
    return customer_identity_sql_claims(cx, holder->kind, holder->scope, holder->lookup, claims);
}

Code customer_identity_find_contact(Ctx *cx, Str corp_id, Str external_userid, Str unionid,
                                    CustomerId *external, CustomerId *of_union)
{
    Rows rows = { 0 };
    *external = *of_union = (CustomerId){ 0 };
    TRY(customer_identity_sql_contact_holders(cx, corp_id, external_userid,
                                              unionid.ptr ? unionid : S(""), &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const CustomerIdentity *row        = ROWS_AT(CustomerIdentity, rows, i);
        const bool              is_ours    = str_equal(row->kind, IDENTITY_EXTERNAL_USERID);
        (is_ours ? external : of_union)->v = row->customer_id;
    }
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

static const CustomerIdentity *listed(const Rows *known, const CustomerIdentity *row)
{
    for (size_t i = 0; i < known->count; i++) {
        const CustomerIdentity *other = ROWS_AT(CustomerIdentity, *known, i);
        if (str_equal(other->kind, row->kind) && str_equal(other->scope, row->scope) &&
            str_equal(other->lookup, row->lookup))
            return other;
    }
    return NULL;
}

static Code say_claimed(Ctx *cx, const CustomerIdentity *row)
{
    const Str payload = str_fmt(cx->arena, "{\"identity_id\":\"%lld\"}", (long long)row->id);
    return event_emit(cx, EV_CUSTOMER_CLAIMED,
                      (EventDraft){ .person_id = row->customer_id, .payload = payload });
}

/* Who else claims it may be asked again. */
static Code prove(Ctx *cx, const CustomerIdentity *old, const CustomerIdentity *now)
{
    TRY(customer_identity_sql_prove(cx, old, now->verified_at_ms, now->confidence));
    return say_claimed(cx, old);
}

Code customer_identity_add(Ctx *cx, CustomerId id, const IdentityClaim *claims, size_t count)
{
    Rows known = { 0 };
    if (count == 0) return OK;
    TRY(customer_identity_sql_of_customer(cx, id.v, &known));
    for (size_t i = 0; i < count; i++) {
        CustomerIdentity row      = row_of(cx, id, &claims[i]);
        int64_t          inserted = 0;
        if (claims[i].value.len == 0) continue;
        const CustomerIdentity *old = listed(&known, &row);
        if (old && !old->verified_at_ms && row.verified_at_ms) TRY(prove(cx, old, &row));
        if (old) continue;
        TRY(customer_identity_sql_insert_all(cx, (Rows){ &row, 1 }, &inserted));
        if (inserted) continue;
        row.is_holder = false;
        TRY(customer_identity_sql_insert_all(cx, (Rows){ &row, 1 }, &inserted));
        TRY(say_claimed(cx, &row));
    }
    return OK;
}

bool customer_identity_is_written(const CustomerIdentity *identity)
{
    return str_equal(identity->source, S("console")) || str_equal(identity->source, S("import"));
}

static Code drop_written(Ctx *cx, const Rows *known, Str kind, Str keep_lookup, bool *changed)
{
    for (size_t i = 0; i < known->count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, *known, i);
        if (!str_equal(row->kind, kind) || !customer_identity_is_written(row)) continue;
        if (str_equal(row->lookup, keep_lookup)) continue;
        TRY(customer_identity_sql_delete(cx, row));
        if (row->is_holder) TRY(customer_identity_sql_pass_on(cx, row));
        *changed = true;
    }
    return OK;
}

Code customer_identity_write(Ctx *cx, CustomerId id, Str kind, Str value, Str source, bool *changed)
{
    Rows      known  = { 0 };
    const Str lookup = value.len ? customer_identity_lookup(cx, kind, value) : S("");
    *changed         = false;
    TRY(customer_identity_sql_of_customer(cx, id.v, &known));
    TRY(drop_written(cx, &known, kind, lookup, changed));
    if (value.len == 0) return OK;
    for (size_t i = 0; i < known.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, known, i);
        if (str_equal(row->kind, kind) && str_equal(row->lookup, lookup)) return OK;
    }
    enum { WRITTEN_CONFIDENCE = 80 };
    const IdentityClaim claim = {
        .kind = kind, .value = value, .source = source, .confidence = WRITTEN_CONFIDENCE
    };
    *changed = true;
    return customer_identity_add(cx, id, &claim, 1);
}

Code customer_identity_list(Ctx *cx, CustomerId id, Rows *identities)
{
    return customer_identity_sql_of_customer(cx, id.v, identities);
}

Code customer_identity_value(Ctx *cx, const CustomerIdentity *identity, Str *value)
{
    if (identity->sealed.len)
        return secret_open(cx, seal_of(identity->kind), identity->sealed, value);
    *value = identity->lookup;
    return OK;
}

Code customer_identity_known(Ctx *cx, const CustomerIdentity *identity, Str *value)
{
    const Code code = customer_identity_value(cx, identity, value);
    if (code == OK || !str_equal(str_of(cx->err.reason), S("secret.unreadable"))) return code;
    forgive(cx);
    *value = S("");
    return OK;
}

Code customer_identity_masked(Ctx *cx, const CustomerIdentity *identity, Str *masked)
{
    Str value = { 0 };
    TRY(customer_identity_known(cx, identity, &value));
    *masked = value;
    if (value.len == 0) return OK;
    if (str_equal(identity->kind, IDENTITY_PHONE)) *masked = mask_value(cx, MASK_PHONE, value);
    if (str_equal(identity->kind, IDENTITY_EMAIL)) *masked = mask_value(cx, MASK_EMAIL, value);
    return OK;
}
