/* customer.c -- persons as other slices and people change them.  What the platform tells is
 * customer_contact.c; lists are customer_list.c; statements are in customer_sql.c. */
#include "customer/customer.h"

#include "channel/channel.h"
#include "customer/customer_edit.h"
#include "customer/customer_identity.h"
#include "customer/customer_person.h"
#include "customer/customer_relation_sql.h"
#include "customer/customer_said.h"
#include "customer/customer_sql.h"
#include "customer/customer_view_sql.h"
#include "org/org.h"

Code customer_viewers(Ctx *cx, CustomerId id, const Event *event, Ids *user_ids)
{
    return customer_view_sql_viewers(cx, id.v, org_scope_staff_of(cx->arena, event), user_ids);
}

Code customer_get(Ctx *cx, CustomerId id, Customer *out) { return customer_sql_get(cx, id.v, out); }

Code customer_find_external(Ctx *cx, Str corp_id, Str external_userid, CustomerId *out, bool *found)
{
    return customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, corp_id, external_userid, out,
                                  found);
}

Code customer_relation_get(Ctx *cx, RelationId id, Relation *out)
{
    return customer_relation_sql_get(cx, id.v, out);
}

Code customer_relation_list_open(Ctx *cx, CustomerId id, Rows *relations)
{
    return customer_relation_sql_open(cx, id.v, 0, relations);
}

Code customer_touch(Ctx *cx, CustomerId id, int64_t at_ms)
{
    return customer_sql_touch(cx, id.v, at_ms);
}

static Code settle_search(Ctx *cx, int64_t id, Str name)
{
    Rows open = { 0 };
    TRY(customer_relation_list_open(cx, (CustomerId){ id }, &open));
    Str *remarks = arena_make(cx->arena, Str, open.count);
    for (size_t i = 0; i < open.count; i++) remarks[i] = ROWS_AT(Relation, open, i)->remark;
    const Strs list = { remarks, open.count };
    return customer_sql_set_search(cx, id, customer_person_search_text(cx->arena, name, &list));
}

Code customer_set_remark(Ctx *cx, RelationId id, Str remark, Str description)
{
    Relation relation = { 0 };
    Customer customer = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_relation_sql_get(cx, id.v, &relation));
    REQUIRE(cx, relation.ended_at_ms == 0, ERR_CONFLICT, "relation.ended");
    /* Who sees it masked would write the mask in its place. */
    REQUIRE(cx, cx->user_id == 0 || mask_level(cx, MASK_REMARK) == MASK_CLEAR, ERR_DENIED,
            "customer.hidden_field");
    if (str_chars(remark) > RELATION_REMARK_CHARS_MAX)
        return fail_field(cx, "relation.remark_too_long", S("remark"), "0..20");
    if (str_chars(description) > RELATION_DESCRIPTION_CHARS_MAX)
        return fail_field(cx, "relation.description_too_long", S("description"), "0..150");
    relation.remark      = remark;
    relation.description = description;
    relation.seen_at_ms  = cx->now_ms; /* a read from before this must not undo it */
    TRY(customer_relation_sql_show(cx, &relation));
    TRY(customer_get(cx, (CustomerId){ relation.customer_id }, &customer));
    TRY(settle_search(cx, customer.id, customer.name));
    const Str key =
        str_fmt(cx->arena, "relation_remark:%lld:%lld", (long long)id.v, (long long)cx_new_id(cx));
    TRY(channel_set_remark(cx, (ConnectionId){ relation.connection_id }, relation.staff_userid,
                           relation.external_userid, remark, description, (Str){ 0 }, key));
    const Str fields[] = { S("remark") };
    TRY(customer_said_changed(cx, (CustomerId){ customer.id }, (Strs){ fields, 1 }));
    return cx_commit(cx, &txn);
}

Code customer_write(Ctx *cx, CustomerId id, int64_t revision, const CustomerDraft *draft)
{
    Customer customer = { 0 };
    Str      fields[3];
    size_t   count = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_sql_get(cx, id.v, &customer));
    REQUIRE(cx, customer.revision == revision, ERR_CONFLICT, "customer.changed_meanwhile");
    if (draft->name.len && !str_equal(draft->name, customer.name)) {
        customer.name     = draft->name;
        customer.is_named = true;
        fields[count++]   = S("name");
    }
    if (draft->gender && draft->gender != customer.gender) {
        customer.gender   = draft->gender;
        customer.is_named = true;
        fields[count++]   = S("gender");
    }
    if (!str_equal(draft->description, customer.description)) {
        customer.description = draft->description;
        fields[count++]      = S("description");
    }
    TRY(customer_sql_set_written(cx, &customer, revision));
    TRY(settle_search(cx, id.v, customer.name));
    if (count) TRY(customer_said_changed(cx, id, (Strs){ fields, count }));
    return cx_commit(cx, &txn);
}

Code customer_reveal(Ctx *cx, CustomerId id, Str field, Str *value)
{
    Customer customer   = { 0 };
    Rows     identities = { 0 };
    TRY(customer_sql_get(cx, id.v, &customer));
    if (!str_equal(field, S("phone")))
        return fail_field(cx, "customer.nothing_to_reveal", S("field"), "phone");
    REQUIRE(cx, mask_level(cx, MASK_PHONE) != MASK_HIDDEN, ERR_DENIED, "customer.hidden_field");
    TRY(customer_identity_list(cx, id, &identities));
    for (size_t i = 0; i < identities.count; i++) {
        const CustomerIdentity *identity = ROWS_AT(CustomerIdentity, identities, i);
        if (str_equal(identity->kind, IDENTITY_PHONE))
            return customer_identity_value(cx, identity, value);
    }
    return fail(cx, ERR_NOT_FOUND, "customer.no_phone", "customer %lld", (long long)id.v);
}
