/* customer_many_lines.c -- many customers with all that a file shows of them. */
#include "customer/customer_identity.h"
#include "customer/customer_many_sql.h"

/* One after the other, as people list things. */
static Str joined(Arena *arena, Str before, Str more)
{
    if (more.len == 0) return before;
    return before.len ? str_fmt(arena, "%.*s,%.*s", FMT(before), FMT(more)) : more;
}

/* What people wrote stands before what the platform told. */
static Code take_identity(Ctx *cx, PersonLine *line, const CustomerIdentity *row)
{
    const bool is_written = customer_identity_is_written(row);
    Str       *member     = NULL;
    Str        known      = { 0 };
    if (str_equal(row->kind, IDENTITY_PHONE)) member = &line->phone;
    if (str_equal(row->kind, IDENTITY_EMAIL)) member = &line->email;
    if (str_equal(row->kind, IDENTITY_MEMBER_NO)) member = &line->member_no;
    if (str_equal(row->kind, IDENTITY_EXTERNAL_USERID)) member = &line->external_userid;
    if (!member || (member->len && !is_written)) return OK;
    TRY(customer_identity_known(cx, row, &known));
    if (known.len) *member = known;
    return OK;
}

Code customer_many_lines(Ctx *cx, Ids ids, Rows *lines)
{
    Rows      customers = { 0 }, identities = { 0 }, tags = { 0 }, relations = { 0 };
    const Str list = json_ids(cx->arena, ids);
    IdMap    *map  = idmap_new(cx->arena);
    *lines         = (Rows){ 0 };
    if (ids.count == 0) return OK;
    TRY(customer_many_sql_customers(cx, list, &customers));
    TRY(customer_many_sql_identities(cx, list, &identities));
    TRY(customer_many_sql_tag_names(cx, list, &tags));
    TRY(customer_many_sql_relations(cx, list, &relations));
    PersonLine *all = arena_make(cx->arena, PersonLine, customers.count);
    for (size_t i = 0; i < customers.count; i++) {
        all[i].customer = *ROWS_AT(Customer, customers, i);
        (void)idmap_put(map, all[i].customer.id, &all[i]);
    }
    for (size_t i = 0; i < identities.count; i++) {
        const CustomerIdentity *row  = ROWS_AT(CustomerIdentity, identities, i);
        PersonLine             *line = idmap_find(map, row->customer_id);
        if (line) TRY(take_identity(cx, line, row));
    }
    for (size_t i = 0; i < tags.count; i++) {
        const ManyName *row  = ROWS_AT(ManyName, tags, i);
        PersonLine     *line = idmap_find(map, row->customer_id);
        if (line) line->tags = joined(cx->arena, line->tags, row->name);
    }
    for (size_t i = 0; i < relations.count; i++) {
        const ManyName *row  = ROWS_AT(ManyName, relations, i);
        PersonLine     *line = idmap_find(map, row->customer_id);
        if (!line) continue;
        line->staff  = joined(cx->arena, line->staff, row->name);
        line->remark = joined(cx->arena, line->remark, row->remark);
    }
    *lines = (Rows){ all, customers.count };
    return OK;
}
