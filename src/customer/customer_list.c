/* customer_list.c -- a filter becomes a frozen result, and windows of it are read; one customer is
 * customer_view.c.  Who meets a filter is asked of the people index, what a row shows of the
 * store. */
#include "customer/customer_list.h"

#include "channel/channel.h"
#include "customer/customer_identity.h"
#include "customer/customer_index.h"
#include "customer/customer_index_sql.h"
#include "customer/customer_tag_sql.h"
#include "customer/customer_view_sql.h"

enum { LIMIT_DEFAULT = 50, PHONE_END_DIGITS = 4, PHONE_BEGIN_DIGITS = 3 };

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

/* ---- the filter -------------------------------------------------------------- */

static Str lower(Arena *arena, Str text)
{
    StrBuf out = strbuf(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        strbuf_char(&out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    return strbuf_str(&out);
}

/* A whole number is for everyone; a part of one only for those who see them in clear: it would
 * tell digit by digit what is masked.  The same holds for remarks. */
static void ask_text(Ctx *cx, Str q, PeopleFilter *filter)
{
    const Str      phone   = customer_identity_phone(cx->arena, q);
    const uint64_t digits  = people_phone_code(q);
    const bool     is_free = mask_level(cx, MASK_PHONE) == MASK_CLEAR;
    filter->q              = lower(cx->arena, q);
    filter->is_name_only   = mask_level(cx, MASK_REMARK) != MASK_CLEAR;
    filter->phone          = people_phone_code(phone);
    if (!is_free || !digits) return;
    if (q.len == PHONE_END_DIGITS) filter->phone_end = digits;
    if (q.len >= PHONE_BEGIN_DIGITS) filter->phone_begin = digits;
}

static Code ask_members(Ctx *cx, const CustomerFilter *asked, PeopleFilter *filter)
{
    if (cx->scope_id) {
        filter->has_scope = true;
        TRY(customer_people_scope(cx, &filter->scope));
    }
    if (!asked->staff_id && !asked->store_id && !asked->department_id && !asked->region_id)
        return OK;
    filter->has_staff = true;
    return customer_people_members(cx, asked->staff_id, asked->store_id, asked->department_id,
                                   asked->region_id, &filter->staff);
}

static Code ask(Ctx *cx, const CustomerFilter *asked, PeopleFilter *filter)
{
    *filter     = (PeopleFilter){ .tags           = asked->tag_ids,
                                  .without_tags   = asked->without_tag_ids,
                                  .needs_all_tags = asked->tag_match == TAG_MATCH_ALL,
                                  .source         = (uint8_t)asked->source,
                                  .is_active      = asked->state == ACTIVE_STATE_ACTIVE,
                                  .is_lost        = asked->state == ACTIVE_STATE_LOST,
                                  .state          = asked->code_token,
                                  .added_from_ms  = asked->added_from_ms,
                                  .added_to_ms    = asked->added_to_ms,
                                  .event_from_ms  = asked->last_event_from_ms,
                                  .event_to_ms    = asked->last_event_to_ms };
    const Str q = str_trim(asked->q);
    if (q.len) ask_text(cx, q, filter);
    return ask_members(cx, asked, filter);
}

Code customer_people_scope(Ctx *cx, Ids *staff)
{
    ASSERT(cx->scope_id != 0);
    return customer_index_sql_scope(cx, staff);
}

Code customer_people_members(Ctx *cx, int64_t staff_id, int64_t store_id, int64_t department_id,
                             int64_t region_id, Ids *staff)
{
    return customer_index_sql_members(cx, staff_id, store_id, department_id, region_id, staff);
}

/* ---- what stands beside the rows --------------------------------------------- */

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
    int64_t *listed = arena_make(cx->arena, int64_t, customers->count);
    for (size_t i = 0; i < customers->count; i++) listed[i] = ROWS_AT(Customer, *customers, i)->id;
    const Str    ids   = json_ids(cx->arena, (Ids){ listed, customers->count });
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

/* ---- results and windows -------------------------------------------------------- */

static PeopleSort sort_of(CustomerSort sort)
{
    switch (sort) {
    case CUSTOMER_SORT_ADDED_ASC: return PEOPLE_ADDED_ASC;
    case CUSTOMER_SORT_LAST_EVENT_DESC: return PEOPLE_EVENT_DESC;
    case CUSTOMER_SORT_NAME_ASC: return PEOPLE_NAME_ASC;
    case CUSTOMER_SORT_ADDED_DESC:
    default: return PEOPLE_ADDED_DESC;
    }
}

/* Freezes who meets the filter now. */
static Code freeze(Ctx *cx, People *people, const CustomerFilter *asked, const PeopleFilter *filter,
                   Str *result_id)
{
    size_t    count = 0;
    uint32_t *found = people_find(people, filter, sort_of(asked->sort), &count);
    *result_id      = people_results_keep(customer_index_results(cx), cx->arena,
                                          customer_index_owner(cx), found, count);
    return OK;
}

static Code window_of(Ctx *cx, People *people, const CustomerFilter *asked, CustomerPage *page,
                      Ids *ids)
{
    const size_t limit   = (size_t)(asked->limit > 0 ? asked->limit : LIMIT_DEFAULT);
    uint32_t    *persons = arena_make(cx->arena, uint32_t, limit);
    int64_t     *window  = arena_make(cx->arena, int64_t, limit);
    size_t       count = 0, total = 0;
    if (!people_results_window(customer_index_results(cx), customer_index_owner(cx),
                               page->result_id, (size_t)asked->offset, limit, persons, &count,
                               &total))
        return fail(cx, ERR_NOT_FOUND, "customer.result_gone", "no such result");
    people_ids(people, persons, count, window);
    page->total  = (int64_t)total;
    page->offset = asked->offset;
    *ids         = (Ids){ window, count };
    return OK;
}

static Code find(Ctx *cx, People *people, const CustomerFilter *asked, const PeopleFilter *filter,
                 CustomerPage *page, Ids *ids)
{
    page->result_id = asked->result_id;
    if (!asked->result_id.len) TRY(freeze(cx, people, asked, filter, &page->result_id));
    return window_of(cx, people, asked, page, ids);
}

/* The customers in the order of `ids`; who is gone, or out of sight by now, is left out. */
static Rows in_order(Arena *arena, Ids ids, const Rows *found)
{
    IdMap    *by_id = idmap_new(arena);
    Customer *rows  = arena_make(arena, Customer, ids.count);
    size_t    count = 0;
    for (size_t i = 0; i < found->count; i++)
        idmap_put(by_id, ROWS_AT(Customer, *found, i)->id, ROWS_AT(Customer, *found, i));
    for (size_t i = 0; i < ids.count; i++) {
        const Customer *row = ids.at[i] ? idmap_find(by_id, ids.at[i]) : NULL;
        if (row) rows[count++] = *row;
    }
    return (Rows){ rows, count };
}

Code customer_list(Ctx *cx, const CustomerFilter *asked, CustomerPage *page)
{
    PeopleFilter filter = { 0 };
    People      *people = NULL;
    Ids          ids    = { 0 };
    Rows         found  = { 0 };
    if (!asked->result_id.len) TRY(ask(cx, asked, &filter));
    TRY(customer_people_begin(cx, &people));
    const Code code = find(cx, people, asked, &filter, page, &ids);
    customer_people_end(cx);
    if (code != OK || ids.count == 0) return code;
    TRY(customer_index_sql_rows(cx, json_ids(cx->arena, ids), &found));
    const Rows customers = in_order(cx->arena, ids, &found);
    return customers.count ? fill(cx, &customers, &page->items) : OK;
}

Code customer_people_keep(Ctx *cx, int64_t *ids, size_t count, Str *result_id, int64_t *total)
{
    People *people = NULL;
    Ids     scope  = { 0 };
    size_t  kept   = 0;
    if (cx->scope_id) TRY(customer_people_scope(cx, &scope));
    TRY(customer_people_begin(cx, &people));
    const size_t seen    = people_keep_seen(people, cx->scope_id != 0, scope, ids, count);
    uint32_t    *persons = people_numbers(people, ids, seen, &kept);
    *result_id           = people_results_keep(customer_index_results(cx), cx->arena,
                                               customer_index_owner(cx), persons, kept);
    customer_people_end(cx);
    *total = (int64_t)kept;
    return OK;
}

/* ---- neighbours ------------------------------------------------------------------- */

static Code place_of(Ctx *cx, People *people, CustomerId id, Str result_id, CustomerPlace *out)
{
    PeopleResults    *results = customer_index_results(cx);
    const ResultOwner owner   = customer_index_owner(cx);
    const uint32_t    person  = people_number(people, id.v);
    uint32_t          at = PEOPLE_NONE, around[3] = { 0 };
    int64_t           ids[3] = { 0 };
    size_t            total = 0, count = 0;
    if (!people_results_place(results, owner, result_id, person, &at, &total))
        return fail(cx, ERR_NOT_FOUND, "customer.result_gone", "no such result");
    REQUIRE(cx, person != PEOPLE_NONE && at != PEOPLE_NONE, ERR_NOT_FOUND,
            "customer.not_in_result");
    const size_t from = at > 0 ? at - 1 : 0;
    if (!people_results_window(results, owner, result_id, from, 3, around, &count, &total))
        return fail(cx, ERR_NOT_FOUND, "customer.result_gone", "no such result");
    people_ids(people, around, count, ids);
    const size_t self = at - from;
    *out              = (CustomerPlace){ .previous_id = self > 0 ? ids[0] : 0,
                                         .next_id     = self + 1 < count ? ids[self + 1] : 0,
                                         .position    = (int64_t)at + 1,
                                         .total       = (int64_t)total };
    return OK;
}

Code customer_neighbours(Ctx *cx, CustomerId id, Str result_id, CustomerPlace *out)
{
    People *people = NULL;
    TRY(customer_people_begin(cx, &people));
    const Code code = place_of(cx, people, id, result_id, out);
    customer_people_end(cx);
    return code;
}
