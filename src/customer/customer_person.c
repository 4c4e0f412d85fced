/* customer_person.c -- who a contact is, and what is kept of them.  Statements are in
 * customer_sql.c and customer_identity_sql.c. */
#include "customer/customer_person.h"

#include "customer/customer_identity.h"
#include "customer/customer_said.h"
#include "customer/customer_sql.h"

enum { SEARCH_TEXT_BYTES_MAX = 2000, REMARKS_BYTES_MAX = 64 * 1024 };

Str customer_person_search_text(Arena *arena, Str name, const Strs *remarks)
{
    StrBuf text = strbuf(arena, REMARKS_BYTES_MAX);
    strbuf_add(&text, str_prefix_chars(name, 200));
    for (size_t i = 0; i < remarks->count; i++) {
        if (!remarks->at[i].len) continue;
        strbuf_char(&text, '\n');
        strbuf_add(&text, remarks->at[i]);
    }
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') text.ptr[i] = (char)(text.ptr[i] + 32);
    return str_prefix_bytes(strbuf_str(&text), SEARCH_TEXT_BYTES_MAX);
}

/* ---- who it is --------------------------------------------------------- */

/* A unionid names the person unless its holder is another contact of the same corp. */
static Code check_unionid(Ctx *cx, const ContactRead *read, CustomerId id, CustomerId *out,
                          bool *found)
{
    Rows known = { 0 };
    *found     = true;
    TRY(customer_identity_list(cx, id, &known));
    for (size_t i = 0; i < known.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, known, i);
        if (str_equal(row->kind, IDENTITY_EXTERNAL_USERID) && str_equal(row->scope, read->corp_id))
            *found = false;
    }
    if (*found) *out = id;
    return OK;
}

static Code find_person(Ctx *cx, const ContactRead *read, CustomerId *out, bool *found)
{
    CustomerId external = { 0 }, of_union = { 0 };
    TRY(customer_identity_find_contact(cx, read->corp_id, read->external_userid, read->unionid,
                                       &external, &of_union));
    *found = external.v != 0;
    if (*found) *out = external;
    if (*found || of_union.v == 0) return OK;
    return check_unionid(cx, read, of_union, out, found);
}

/* What the read says the person is known by. */
static void claims_of(Ctx *cx, const ContactRead *read, Vec *claims)
{
    *VEC_ADD(claims, IdentityClaim) = (IdentityClaim){ .kind        = IDENTITY_EXTERNAL_USERID,
                                                       .scope       = read->corp_id,
                                                       .value       = read->external_userid,
                                                       .source      = S("wecom"),
                                                       .confidence  = 100,
                                                       .is_verified = true };
    if (read->unionid.len)
        *VEC_ADD(claims, IdentityClaim) = (IdentityClaim){ .kind        = IDENTITY_UNIONID,
                                                           .value       = read->unionid,
                                                           .source      = S("wecom"),
                                                           .confidence  = 100,
                                                           .is_verified = true };
    for (size_t i = 0; i < read->side_count; i++)
        for (size_t j = 0; j < read->sides[i].remark_mobiles.count; j++) {
            const Str phone =
                customer_identity_phone(cx->arena, read->sides[i].remark_mobiles.at[j]);
            if (!phone.len) continue;
            *VEC_ADD(claims, IdentityClaim) = (IdentityClaim){ .kind       = IDENTITY_PHONE,
                                                               .value      = phone,
                                                               .source     = S("wecom.remark"),
                                                               .confidence = 50 };
        }
}

/* ---- making and keeping ------------------------------------------------- */

static const ContactSide *first_side(const ContactRead *read)
{
    const ContactSide *first = NULL;
    for (size_t i = 0; i < read->side_count; i++) {
        const ContactSide *side = &read->sides[i];
        if (side->createtime_ms && (!first || side->createtime_ms < first->createtime_ms))
            first = side;
    }
    return first;
}

static Strs remarks_of(Arena *arena, const ContactRead *read)
{
    Str *remarks = arena_make(arena, Str, read->side_count);
    for (size_t i = 0; i < read->side_count; i++) remarks[i] = read->sides[i].remark;
    return (Strs){ remarks, read->side_count };
}

static Code make(Ctx *cx, const ContactRead *read, Customer *out)
{
    const ContactSide *first    = first_side(read);
    const Strs         remarks  = remarks_of(cx->arena, read);
    Vec                claims   = vec_of(cx->arena, IdentityClaim);
    bool               all_held = false;
    const Gender       gender   = read->gender ? read->gender : GENDER_UNKNOWN;
    const CustomerKind kind     = read->kind ? read->kind : CUSTOMER_WECHAT;
    const AddWay       source   = first && first->add_way ? first->add_way : ADD_WAY_UNKNOWN;
    const int64_t      at_ms    = first ? first->createtime_ms : 0;
    *out                        = (Customer){ .id                = cx_new_id(cx),
                                              .tenant_id         = cx->tenant_id,
                                              .name              = read->name,
                                              .avatar            = read->avatar,
                                              .gender            = gender,
                                              .kind              = kind,
                                              .corp_name         = read->corp_name,
                                              .position          = read->position,
                                              .is_active         = first != NULL,
                                              .source            = source,
                                              .first_added_at_ms = at_ms,
                                              .last_event_at_ms  = first ? at_ms : read->at_ms,
                                              .created_at_ms     = cx->now_ms,
                                              .updated_at_ms     = cx->now_ms,
                                              .revision          = 1 };
    out->search_text            = customer_person_search_text(cx->arena, out->name, &remarks);
    TRY(customer_sql_insert(cx, out));
    claims_of(cx, read, &claims);
    const CustomerId id = { out->id };
    TRY(customer_identity_add_first(cx, id, (IdentityClaim *)(void *)claims.at, claims.count,
                                    &all_held));
    if (all_held) return OK;
    return customer_identity_add(cx, id, (IdentityClaim *)(void *)claims.at, claims.count);
}

static bool take_text(Str *member, Str told)
{
    if (!told.ptr || str_equal(*member, told)) return false;
    *member = told;
    return true;
}

/* The names of the members that the platform tells otherwise. */
static Strs take_facts(Ctx *cx, const ContactRead *read, Customer *customer)
{
    Str   *fields = arena_make(cx->arena, Str, 6);
    size_t count  = 0;
    if (!customer->is_named && take_text(&customer->name, read->name)) fields[count++] = S("name");
    if (!customer->is_named && read->gender && customer->gender != read->gender) {
        customer->gender = read->gender;
        fields[count++]  = S("gender");
    }
    if (take_text(&customer->avatar, read->avatar)) fields[count++] = S("avatar");
    if (take_text(&customer->corp_name, read->corp_name)) fields[count++] = S("corp_name");
    if (take_text(&customer->position, read->position)) fields[count++] = S("position");
    if (read->kind && customer->kind != read->kind) {
        customer->kind  = read->kind;
        fields[count++] = S("kind");
    }
    return (Strs){ fields, count };
}

static bool tells_more(const ContactRead *read)
{
    for (size_t i = 0; i < read->side_count; i++)
        if (read->sides[i].remark_mobiles.count) return true;
    return read->unionid.len > 0;
}

Code customer_person_take(Ctx *cx, const ContactRead *read, Customer *out, bool *is_new)
{
    CustomerId id    = { 0 };
    bool       found = false;
    REQUIRE(cx, read->external_userid.len > 0, ERR_INVALID, "customer.external_userid_missing");
    TRY(find_person(cx, read, &id, &found));
    *is_new = !found;
    if (!found) return make(cx, read, out);
    TRY(customer_sql_get(cx, id.v, out));
    const Strs fields = read->is_degraded ? (Strs){ 0 } : take_facts(cx, read, out);
    if (fields.count) {
        TRY(customer_sql_set_facts(cx, out));
        TRY(customer_said_written(cx, id, fields, out->revision + 1));
    }
    if (!tells_more(read)) return OK;
    Vec claims = vec_of(cx->arena, IdentityClaim);
    claims_of(cx, read, &claims);
    return customer_identity_add(cx, id, (IdentityClaim *)(void *)claims.at, claims.count);
}

Code customer_person_settle_search(Ctx *cx, const Customer *customer)
{
    Rows open = { 0 };
    TRY(customer_relation_list_open(cx, (CustomerId){ customer->id }, &open));
    Str *remarks = arena_make(cx->arena, Str, open.count);
    for (size_t i = 0; i < open.count; i++) remarks[i] = ROWS_AT(Relation, open, i)->remark;
    const Strs list = { remarks, open.count };
    const Str  text = customer_person_search_text(cx->arena, customer->name, &list);
    if (str_equal(text, customer->search_text)) return OK;
    return customer_sql_set_search(cx, customer->id, text);
}

static bool says_otherwise(const ContactRead *read, const Customer *customer, Arena *arena)
{
    const Strs remarks = remarks_of(arena, read);
    return !str_equal(customer_person_search_text(arena, customer->name, &remarks),
                      customer->search_text);
}

/* Who came by a callback alone came in no known way, until a read tells. */
static bool tells_way(const ContactRead *read, const Customer *customer)
{
    for (size_t i = 0; i < read->side_count && customer->source == ADD_WAY_UNKNOWN; i++)
        if (read->sides[i].add_way > ADD_WAY_UNKNOWN) return true;
    return false;
}

Code customer_person_settle(Ctx *cx, const ContactRead *read, Customer *customer, bool is_new,
                            const Vec *changes)
{
    /* A new person of a whole read was written with all of it. */
    if (is_new && !read->is_degraded) return OK;
    const bool is_read = read && !read->is_degraded;
    if (changes->count || (is_read && tells_way(read, customer)))
        TRY(customer_sql_refresh(cx, customer->id));
    if (!changes->count && !(is_read && says_otherwise(read, customer, cx->arena))) return OK;
    return customer_person_settle_search(cx, customer);
}
