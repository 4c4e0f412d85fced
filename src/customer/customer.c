/* customer.c -- persons as other slices and people change them.  What the platform tells is
 * customer_contact.c; lists are customer_list.c; statements are in customer_sql.c. */
#include "customer/customer.h"

#include "channel/channel.h"
#include "customer/customer_door_memory.h"
#include "customer/customer_edit.h"
#include "customer/customer_identity.h"
#include "customer/customer_person.h"
#include "customer/customer_relation_sql.h"
#include "customer/customer_said.h"
#include "customer/customer_sql.h"
#include "customer/customer_view_sql.h"
#include "org/org.h"

#include <stdlib.h>

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
    return customer_sql_touch(cx, id.v, at_ms, 0);
}

Code customer_touch_seldom(Ctx *cx, CustomerId id, int64_t at_ms)
{
    const int64_t least_ms = at_ms - CUSTOMER_TOUCH_MS;
    int64_t       last_ms  = INT64_MAX;
    if (db_engine(cx->db) != DB_SQLITE || cx->link == NULL)
        return customer_sql_touch(cx, id.v, at_ms, CUSTOMER_TOUCH_MS);
    if (customer_door_memory_saw(cx, id.v, least_ms)) return OK;
    TRY(customer_sql_last_event(cx, id.v, &last_ms));
    if (last_ms < least_ms) {
        TRY(customer_sql_touch(cx, id.v, at_ms, CUSTOMER_TOUCH_MS));
        last_ms = at_ms;
    }
    customer_door_memory_see(cx, id.v, last_ms);
    return OK;
}

/* Who is heard of a moment later is fetched from memory meanwhile. */
static Code touch_remembered(Ctx *cx, const PersonSeen *seen, size_t count)
{
    enum { AHEAD = 16 };
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count) customer_door_memory_expect_person(cx, seen[i + AHEAD].id);
        TRY(customer_touch_seldom(cx, (CustomerId){ seen[i].id }, seen[i].at_ms));
    }
    return OK;
}

static int by_person(const void *a, const void *b)
{
    const PersonSeen *left = a, *right = b;
    if (left->id != right->id) return left->id < right->id ? -1 : 1;
    return (left->at_ms > right->at_ms) - (left->at_ms < right->at_ms);
}

Code customer_touch_seldom_all(Ctx *cx, PersonSeen *seen, size_t count)
{
    if (db_engine(cx->db) == DB_SQLITE) return touch_remembered(cx, seen, count);
    if (count > 1) qsort(seen, count, sizeof *seen, by_person);
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || seen[i + 1].id != seen[i].id)
            TRY(customer_touch_seldom(cx, (CustomerId){ seen[i].id }, seen[i].at_ms));
    return OK;
}

Code customer_touch_all(Ctx *cx, const PersonSeen *seen, size_t count)
{
    enum { EACH = 48 };
    StrBuf list = strbuf(cx->arena, EACH * count + 2);
    if (count == 0) return OK;
    strbuf_char(&list, '[');
    for (size_t i = 0; i < count; i++)
        strbuf_fmt(&list, "%s[%lld,%lld]", i ? "," : "", (long long)seen[i].id,
                   (long long)seen[i].at_ms);
    strbuf_char(&list, ']');
    return customer_sql_touch_all(cx, strbuf_str(&list));
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
    TRY(customer_person_settle_search(cx, &customer));
    const Str key =
        str_fmt(cx->arena, "relation_remark:%lld:%lld", (long long)id.v, (long long)cx_new_id(cx));
    TRY(channel_set_remark(cx, (ConnectionId){ relation.connection_id }, relation.staff_userid,
                           relation.external_userid, remark, description, (Str){ 0 }, key));
    const Str fields[] = { S("remark") };
    TRY(customer_said_changed(cx, (CustomerId){ customer.id }, (Strs){ fields, 1 }));
    return cx_commit(cx, &txn);
}

typedef struct Reveal {
    const char *field;
    MaskField   mask;
} Reveal;

static const Reveal reveals[] = {
    { "phone", MASK_PHONE },
    { "email", MASK_EMAIL },
    { "birthday", MASK_BIRTHDAY },
    { "address", MASK_ADDRESS },
};

/* The one asked for, or what a page shows: what people wrote, else the oldest. */
static const CustomerIdentity *pick_identity(const Rows *identities, Str kind, int64_t id)
{
    const CustomerIdentity *picked = NULL;
    for (size_t i = 0; i < identities->count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, *identities, i);
        if (!str_equal(row->kind, kind) || (id && row->id != id)) continue;
        if (!picked || customer_identity_is_written(row)) picked = row;
    }
    return picked;
}

static Code reveal_identity(Ctx *cx, CustomerId id, Str kind, int64_t identity_id, Str *value)
{
    Rows identities = { 0 };
    TRY(customer_identity_list(cx, id, &identities));
    const CustomerIdentity *row = pick_identity(&identities, kind, identity_id);
    if (row) return customer_identity_value(cx, row, value);
    return fail(cx, ERR_NOT_FOUND, "customer.no_phone", "customer %lld", (long long)id.v);
}

Code customer_reveal(Ctx *cx, CustomerId id, Str field, int64_t identity_id, Str *value)
{
    Customer      customer = { 0 };
    const Reveal *reveal   = NULL;
    TRY(customer_sql_get(cx, id.v, &customer));
    for (size_t i = 0; i < COUNT(reveals); i++)
        if (str_equal(field, str_of(reveals[i].field))) reveal = &reveals[i];
    if (!reveal)
        return fail_field(cx, "customer.nothing_to_reveal", S("field"),
                          "phone, email, birthday, address");
    REQUIRE(cx, mask_level(cx, reveal->mask) != MASK_HIDDEN, ERR_DENIED, "customer.hidden_field");
    Str shown = { 0 };
    if (reveal->mask == MASK_BIRTHDAY)
        shown = customer.birthday;
    else if (reveal->mask == MASK_ADDRESS)
        shown = customer.address;
    else
        TRY(reveal_identity(cx, id, field, identity_id, &shown));
    TRY(org_allowance_take(cx, DEED_REVEAL, 1));
    *value = shown;
    return OK;
}
