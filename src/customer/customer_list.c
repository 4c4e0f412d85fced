/* customer_list.c -- one page of customers; one customer is customer_view.c.  Statements are in
 * customer_sql.c. */
#include "customer/customer_list.h"

#include "channel/channel.h"
#include "customer/customer_identity.h"
#include "customer/customer_sql.h"
#include "customer/customer_tag_sql.h"
#include "customer/customer_view_sql.h"
#include "customer/tag_sql.h"

ListDrive customer_list_drive(bool has_phone, int64_t staff_id, int64_t tag_id, int64_t tag_count)
{
    if (has_phone) return DRIVE_PHONE;
    if (staff_id) return DRIVE_STAFF;
    return tag_id && tag_count <= LIST_TAG_RARE_MAX ? DRIVE_TAG : DRIVE_ORDER;
}

Str customer_list_pattern(Arena *arena, Str q)
{
    StrBuf text = strbuf(arena, 2 * q.len + 2);
    strbuf_char(&text, '%');
    for (size_t i = 0; i < q.len; i++) {
        const char c = q.ptr[i];
        if (c == '%' || c == '_' || c == '\\') strbuf_char(&text, '\\');
        strbuf_char(&text, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    strbuf_char(&text, '%');
    return strbuf_str(&text);
}

static Code plan_of(Ctx *cx, const CustomerFilter *filter, ListPlan *plan)
{
    Tag       tag   = { 0 };
    const Str q     = str_trim(filter->q);
    const Str phone = customer_identity_phone(cx->arena, q);
    int64_t   keys[2];
    TRY(page_keys(cx, filter->cursor, INT64_MAX, keys, 2));
    if (filter->tag_id) TRY(tag_sql_get(cx, filter->tag_id, &tag));
    *plan = (ListPlan){ .tag_id        = filter->tag_id,
                        .staff_id      = filter->staff_id,
                        .added_from_ms = filter->added_from_ms,
                        .added_to_ms   = filter->added_to_ms,
                        .source        = word_of(&add_way_words, (int)filter->source),
                        .state         = word_of(&active_state_words, (int)filter->state),
                        .before_ms     = keys[0],
                        .before_id     = keys[1],
                        .limit         = page_limit(filter->limit) };
    if (phone.len)
        plan->phone_lookup = customer_identity_lookup(cx, IDENTITY_PHONE, phone);
    else if (q.len)
        plan->pattern = customer_list_pattern(cx->arena, q);
    plan->drive =
        customer_list_drive(phone.len > 0, filter->staff_id, filter->tag_id, tag.customer_count);
    return OK;
}

/* ---- what stands beside the rows --------------------------------------------- */

static Str ids_of(Arena *arena, const Rows *customers)
{
    StrBuf text = strbuf(arena, 32 + 24 * customers->count);
    strbuf_char(&text, '[');
    for (size_t i = 0; i < customers->count; i++)
        strbuf_fmt(&text, "%s%lld", i ? "," : "", (long long)ROWS_AT(Customer, *customers, i)->id);
    strbuf_char(&text, ']');
    return strbuf_str(&text);
}

/* Names of the members in `briefs`, asked of org in one go. */
static Code name_staff(Ctx *cx, const Rows *briefs)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, briefs->count);
    IdMap   *names = idmap_new(cx->arena);
    Rows     staff = { 0 };
    size_t   count = 0;
    for (size_t i = 0; i < briefs->count; i++) {
        StaffBrief *brief = ROWS_AT(StaffBrief, *briefs, i);
        if (idmap_find(names, brief->id) || count == 1000) continue;
        idmap_put(names, brief->id, &brief->name);
        ids[count++] = brief->id;
    }
    if (count) TRY(org_staff_list_by_ids(cx, (Ids){ ids, count }, &staff));
    for (size_t i = 0; i < staff.count; i++)
        *(Str *)idmap_find(names, ROWS_AT(Staff, staff, i)->id) = ROWS_AT(Staff, staff, i)->name;
    for (size_t i = 0; i < briefs->count; i++) {
        StaffBrief *brief = ROWS_AT(StaffBrief, *briefs, i);
        const Str  *name  = idmap_find(names, brief->id);
        if (name) brief->name = *name;
    }
    return OK;
}

static CustomerRow row_of(const Customer *customer)
{
    return (CustomerRow){ .id                = customer->id,
                          .name              = customer->name,
                          .avatar            = customer->avatar,
                          .gender            = customer->gender,
                          .kind              = customer->kind,
                          .corp_name         = customer->corp_name,
                          .is_active         = customer->is_active,
                          .source            = customer->source,
                          .first_added_at_ms = customer->first_added_at_ms,
                          .last_event_at_ms  = customer->last_event_at_ms };
}

/* Rows of structs that begin with the customer's id, in order: the run of one customer. */
static Rows run_of(const Rows *rows, size_t size, int64_t customer_id)
{
    Rows run = { 0 };
    for (size_t i = 0; i < rows->count; i++) {
        char *at = (char *)rows->at + i * size;
        if (*(int64_t *)(void *)at != customer_id) continue;
        if (run.count++ == 0) run.at = at;
    }
    return run;
}

static Code fill(Ctx *cx, const Rows *customers, Rows *items)
{
    const Str    ids   = ids_of(cx->arena, customers);
    CustomerRow *rows  = arena_make(cx->arena, CustomerRow, customers->count);
    Rows         staff = { 0 }, tags = { 0 }, phones = { 0 };
    TRY(customer_view_sql_staff(cx, ids, &staff));
    TRY(name_staff(cx, &staff));
    TRY(customer_tag_sql_of_page(cx, ids, &tags));
    TRY(customer_view_sql_phones(cx, ids, &phones));
    for (size_t i = 0; i < customers->count; i++) {
        const Customer *customer = ROWS_AT(Customer, *customers, i);
        rows[i]                  = row_of(customer);
        rows[i].staff            = run_of(&staff, sizeof(StaffBrief), customer->id);
        rows[i].tags             = run_of(&tags, sizeof(TagBrief), customer->id);
        for (size_t j = 0; j < phones.count && !rows[i].phone_masked.len; j++) {
            const CustomerIdentity *phone = ROWS_AT(CustomerIdentity, phones, j);
            if (phone->customer_id == customer->id)
                TRY(customer_identity_masked(cx, phone, &rows[i].phone_masked));
        }
    }
    *items = (Rows){ rows, customers->count };
    return OK;
}

/* Counting needs no order: the tag's own index leads, unless a text finds fewer still. */
static Code count(Ctx *cx, ListPlan plan, int64_t *total)
{
    if (plan.drive == DRIVE_ORDER && plan.tag_id && !plan.pattern.len) plan.drive = DRIVE_TAG;
    return customer_sql_count(cx, &plan, total);
}

Code customer_list(Ctx *cx, const CustomerFilter *filter, Rows *items, Str *next_cursor,
                   int64_t *total)
{
    ListPlan plan      = { 0 };
    Rows     customers = { 0 };
    TRY(plan_of(cx, filter, &plan));
    TRY(customer_sql_page(cx, &plan, &customers));
    *next_cursor       = (Str){ 0 };
    const bool is_full = (int64_t)customers.count == plan.limit;
    if (is_full || filter->cursor.len)
        TRY(count(cx, plan, total));
    else
        *total = (int64_t)customers.count;
    if (is_full) {
        const Customer *last   = ROWS_AT(Customer, customers, customers.count - 1);
        const int64_t   keys[] = { last->first_added_at_ms, last->id };
        *next_cursor           = page_cursor(cx->arena, keys, 2);
    }
    return fill(cx, &customers, items);
}
