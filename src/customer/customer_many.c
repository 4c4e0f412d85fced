/* customer_many.c -- many customers at once: found, read, made and written.  Their tags are
 * customer_many_tag.c, statements customer_many_sql.c. */
#include "customer/customer_facts.h"
#include "customer/customer_identity.h"
#include "customer/customer_identity_sql.h"
#include "customer/customer_many_sql.h"
#include "customer/customer_person.h"
#include "customer/customer_sql.h"
#include "wire/json.h"

#include <stdlib.h>

enum {
    NAME_CHARS_MAX        = 60,
    ADDRESS_CHARS_MAX     = 300,
    DESCRIPTION_CHARS_MAX = 2000,
    EXCEL_DAY_MIN         = 3654,  /* 1910-01-01 */
    EXCEL_DAY_MAX         = 73050, /* 2099-12-31 */
    EXCEL_EPOCH           = -25569,
    CONFIDENCE            = 80,
    PAYLOAD_MAX           = 16 * 1024,
};

/* ---- the form of facts --------------------------------------------------------------- */

/* A day that lost its format: 32905 is 1990-02-01. */
static Str excel_day(Arena *arena, Str text)
{
    int64_t day = 0;
    if (!str_to_i64(text, &day) || day < EXCEL_DAY_MIN || day > EXCEL_DAY_MAX) return (Str){ 0 };
    return day_text(arena, day + EXCEL_EPOCH);
}

/* 19900517, and the day of "1990-05-17 00:00:00", "1990年5月17日". */
static Str birthday_of(Arena *arena, Str text)
{
    enum { COMPACT = 8, WITH_TIME = 10 };
    int64_t number = 0;
    Str     day    = customer_facts_birthday(arena, text);
    if (!day.len && text.len == COMPACT && str_to_i64(text, &number))
        day = customer_facts_birthday(
            arena, str_fmt(arena, "%.*s-%.*s-%.*s", FMT(str_slice(text, 0, 4)),
                           FMT(str_slice(text, 4, 6)), FMT(str_slice(text, 6, 8))));
    if (!day.len && text.len > WITH_TIME && text.ptr[WITH_TIME] == ' ')
        day = customer_facts_birthday(arena, str_slice(text, 0, WITH_TIME));
    if (!day.len && str_ends(text, S("日"))) {
        text = str_replace(arena, str_slice(text, 0, text.len - S("日").len), S("年"), S("-"));
        day  = customer_facts_birthday(arena, str_replace(arena, text, S("月"), S("-")));
    }
    return day.len ? day : excel_day(arena, text);
}

/* The form of one fact; false when it has none. */
static bool settle(Str *value, Str form)
{
    if (value->len == 0) return true;
    *value = form;
    return form.len > 0;
}

const char *customer_many_form(Arena *arena, PersonFacts *facts)
{
    if (!settle(&facts->phone, customer_identity_phone(arena, facts->phone)))
        return "import.bad_phone";
    if (!settle(&facts->email, customer_identity_email(arena, facts->email)))
        return "import.bad_email";
    if (!settle(&facts->member_no, customer_identity_member_no(facts->member_no)))
        return "import.bad_member_no";
    if (!settle(&facts->birthday, birthday_of(arena, facts->birthday)))
        return "import.bad_birthday";
    if (str_chars(facts->name) > NAME_CHARS_MAX) return "import.name_too_long";
    if (str_chars(facts->address) > ADDRESS_CHARS_MAX) return "import.address_too_long";
    if (str_chars(facts->description) > DESCRIPTION_CHARS_MAX) return "import.description_too_long";
    return NULL;
}

/* ---- finding and reading --------------------------------------------------------------- */

static Code texts_json(Ctx *cx, Strs texts, Str *out)
{
    size_t size = 2;
    for (size_t i = 0; i < texts.count; i++) size += 6 * texts.at[i].len + 3;
    JsonOut json = json_out(cx->arena, size);
    json_open_array(&json);
    for (size_t i = 0; i < texts.count; i++) json_put_str(&json, texts.at[i]);
    json_close_array(&json);
    return json_out_done(&json, out);
}

void customer_many_lookups(Ctx *cx, Str kind, Str *values, size_t count)
{
    const IdentityBoxes boxes = customer_identity_boxes(cx);
    for (size_t i = 0; i < count; i++)
        values[i] = customer_identity_lookup_in(cx, &boxes, kind, values[i]);
}

static KeptValue keep(Ctx *cx, const IdentityBoxes *boxes, Str kind, Str value, bool seals)
{
    if (value.len == 0) return (KeptValue){ 0 };
    KeptValue kept = { .lookup = customer_identity_lookup_in(cx, boxes, kind, value) };
    if (seals) kept.sealed = customer_identity_sealed_in(cx, boxes, kind, value);
    return kept;
}

void customer_many_keep(Ctx *cx, PersonFacts *const *facts, size_t count, bool seals)
{
    const IdentityBoxes boxes = customer_identity_boxes(cx);
    for (size_t i = 0; i < count; i++) {
        facts[i]->kept_phone = keep(cx, &boxes, IDENTITY_PHONE, facts[i]->phone, seals);
        facts[i]->kept_email = keep(cx, &boxes, IDENTITY_EMAIL, facts[i]->email, seals);
    }
}

Code customer_many_holders(Ctx *cx, Str kind, Strs lookups, int64_t *ids)
{
    Rows held = { 0 };
    Str  text = { 0 };
    TRY(texts_json(cx, lookups, &text));
    TRY(customer_many_sql_holders(cx, kind, text, &held));
    StrMap *map = strmap_new(cx->arena);
    for (size_t i = 0; i < held.count; i++) {
        HeldValue *row = ROWS_AT(HeldValue, held, i);
        (void)strmap_put(map, row->lookup, row); /* in two corps: either */
    }
    for (size_t i = 0; i < lookups.count; i++) {
        const HeldValue *row = strmap_find(map, lookups.at[i]);
        ids[i]               = row ? row->customer_id : 0;
    }
    return OK;
}

static void take_now(PersonNow *now, const Customer *row)
{
    now->is_there = true;
    now->facts    = (PersonFacts){ .name        = row->name,
                                   .gender      = row->gender,
                                   .description = row->description,
                                   .birthday    = row->birthday,
                                   .address     = row->address };
}

static void take_identity(PersonNow *now, const HeldValue *row)
{
    if (str_equal(row->kind, IDENTITY_PHONE)) now->facts.phone = row->lookup;
    if (str_equal(row->kind, IDENTITY_EMAIL)) now->facts.email = row->lookup;
    if (str_equal(row->kind, IDENTITY_MEMBER_NO)) now->facts.member_no = row->lookup;
}

Code customer_many_read(Ctx *cx, Ids ids, PersonNow *out)
{
    if (ids.count == 0) return OK;
    const Str text      = json_ids(cx->arena, ids);
    Rows      customers = { 0 }, held = { 0 };
    IdMap    *map = idmap_new(cx->arena);
    TRY(customer_many_sql_customers(cx, text, &customers));
    TRY(customer_many_sql_written(cx, text, &held));
    for (size_t i = 0; i < ids.count; i++) {
        out[i] = (PersonNow){ .id = ids.at[i] };
        (void)idmap_put(map, ids.at[i], &out[i]);
    }
    for (size_t i = 0; i < customers.count; i++) {
        const Customer *row = ROWS_AT(Customer, customers, i);
        take_now(idmap_find(map, row->id), row);
    }
    for (size_t i = 0; i < held.count; i++) {
        const HeldValue *row = ROWS_AT(HeldValue, held, i);
        take_identity(idmap_find(map, row->customer_id), row);
    }
    return OK;
}

Code customer_many_seen(Ctx *cx, Ids ids, int64_t *seen, size_t *count)
{
    Rows rows = { 0 };
    *count    = 0;
    if (ids.count == 0) return OK;
    TRY(customer_many_sql_seen(cx, json_ids(cx->arena, ids), &rows));
    for (size_t i = 0; i < rows.count; i++)
        seen[(*count)++] = ROWS_AT(HeldValue, rows, i)->customer_id;
    return OK;
}

/* ---- making ------------------------------------------------------------------------------ */

typedef struct Making {
    Ctx              *cx;
    const NewPersons *persons;
    Str               source;
    Customer         *customers;
    CustomerIdentity *keys, *others;
    EventDraft       *drafts;
    size_t            key_count, other_count;
    IdentityBoxes     boxes;
} Making;

static void add_identity(Making *making, size_t at, Str kind, Str value, KeptValue kept)
{
    const NewPersons *persons = making->persons;
    const bool        is_key  = str_equal(kind, persons->key);
    const int64_t     id      = making->customers[at].id;
    if (value.len == 0) return;
    const IdentityClaim claim = { .kind       = kind,
                                  .value      = value,
                                  .lookup     = is_key && persons->lookups ? persons->lookups[at]
                                                                           : kept.lookup,
                                  .sealed     = kept.sealed,
                                  .source     = making->source,
                                  .confidence = CONFIDENCE };
    CustomerIdentity    row =
        customer_identity_row_in(making->cx, &making->boxes, (CustomerId){ id }, &claim);
    if (is_key)
        making->keys[making->key_count++] = row;
    else
        making->others[making->other_count++] = row;
}

static Code created_payload(Ctx *cx, const Customer *customer, Str *out)
{
    JsonOut json = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), customer->id);
    json_pair_str(&json, S("name"), customer->name);
    json_pair_str(&json, S("source"), word_of(&add_way_words, (int)customer->source));
    json_close_object(&json);
    return json_out_done(&json, out);
}

static Code make_one(Making *making, size_t at)
{
    Ctx               *cx       = making->cx;
    const PersonFacts *facts    = &making->persons->facts[at];
    const Str          name     = facts->name.len ? facts->name : S("");
    Customer          *customer = &making->customers[at];
    *customer =
        (Customer){ .id               = cx_new_id(cx),
                    .tenant_id        = cx->tenant_id,
                    .name             = name,
                    .gender           = facts->gender ? facts->gender : GENDER_UNKNOWN,
                    .kind             = CUSTOMER_ANONYMOUS,
                    .description      = facts->description,
                    .birthday         = facts->birthday,
                    .address          = facts->address,
                    .source           = ADD_WAY_IMPORT,
                    .is_named         = name.len > 0,
                    .search_text      = customer_person_search_text(cx->arena, name, &(Strs){ 0 }),
                    .last_event_at_ms = cx->now_ms,
                    .created_at_ms    = cx->now_ms,
                    .updated_at_ms    = cx->now_ms,
                    .revision         = 1 };
    add_identity(making, at, IDENTITY_PHONE, facts->phone, facts->kept_phone);
    add_identity(making, at, IDENTITY_EMAIL, facts->email, facts->kept_email);
    add_identity(making, at, IDENTITY_MEMBER_NO, facts->member_no, (KeptValue){ 0 });
    EventDraft *draft = &making->drafts[at];
    *draft =
        (EventDraft){ .id   = str_fmt(cx->arena, "customer.created:%lld", (long long)customer->id),
                      .type = event_word(EV_CUSTOMER_CREATED),
                      .person_id = customer->id,
                      .object    = str_fmt(cx->arena, "customer:%lld", (long long)customer->id),
                      .source    = making->source };
    return created_payload(cx, customer, &draft->payload);
}

static int by_lookup(const void *a, const void *b)
{
    return str_compare(((const CustomerIdentity *)a)->lookup,
                       ((const CustomerIdentity *)b)->lookup);
}

/* In the order of their index: so two that insert at once wait for each other instead of
 * clashing, and pages are met once. */
static Code insert_identities(Making *making)
{
    Ctx    *cx       = making->cx;
    int64_t inserted = 0;
    qsort(making->keys, making->key_count, sizeof(*making->keys), by_lookup);
    TRY(customer_identity_sql_insert_all(cx, (Rows){ making->keys, making->key_count }, &inserted));
    if (inserted != (int64_t)making->key_count) {
        const Code code = fail(cx, ERR_UNAVAILABLE, "customer.made_meanwhile", "%lld of %zu",
                               (long long)inserted, making->key_count);
        cx->err.retry   = true;
        return code;
    }
    if (making->other_count == 0) return OK;
    qsort(making->others, making->other_count, sizeof(*making->others), by_lookup);
    const Rows others = { making->others, making->other_count };
    TRY(customer_identity_sql_insert_all(cx, others, &inserted));
    if (inserted == (int64_t)making->other_count) return OK;
    /* Again, as claims: those that are held meet their own row and stay. */
    for (size_t i = 0; i < making->other_count; i++) making->others[i].is_holder = false;
    return customer_identity_sql_insert_all(cx, others, NULL);
}

Code customer_many_create(Ctx *cx, const NewPersons *persons, Str source, int64_t *ids)
{
    enum { IDENTITIES = 3 };
    const size_t count  = persons->count;
    Making       making = { .cx        = cx,
                            .persons   = persons,
                            .source    = source,
                            .customers = arena_make(cx->arena, Customer, count),
                            .keys   = arena_make(cx->arena, CustomerIdentity, IDENTITIES * count),
                            .others = arena_make(cx->arena, CustomerIdentity, IDENTITIES * count),
                            .drafts = arena_make(cx->arena, EventDraft, count),
                            .boxes  = customer_identity_boxes(cx) };
    ASSERT(cx->link != NULL);
    if (count == 0) return OK;
    for (size_t i = 0; i < count; i++) {
        TRY(make_one(&making, i));
        ids[i] = making.customers[i].id;
    }
    TRY(customer_many_sql_making(cx));
    TRY(customer_sql_insert_all(cx, (Rows){ making.customers, count }));
    TRY(insert_identities(&making));
    TRY(customer_many_sql_made(cx, ids[0], ids[count - 1]));
    return event_append_all(cx, making.drafts, count, NULL);
}

/* ---- writing -------------------------------------------------------------------------------- */

Code customer_many_write(Ctx *cx, int64_t id, const PersonFacts *facts, Str source)
{
    const CustomerFacts wanted = { .name        = facts->name,
                                   .gender      = facts->gender,
                                   .description = facts->description,
                                   .birthday    = facts->birthday,
                                   .address     = facts->address,
                                   .phone       = facts->phone,
                                   .email       = facts->email,
                                   .member_no   = facts->member_no };
    uint64_t            given  = 0;
    if (facts->name.len) given |= FACT_NAME;
    if (facts->gender) given |= FACT_GENDER;
    if (facts->description.len) given |= FACT_DESCRIPTION;
    if (facts->birthday.len) given |= FACT_BIRTHDAY;
    if (facts->address.len) given |= FACT_ADDRESS;
    if (facts->phone.len) given |= FACT_PHONE;
    if (facts->email.len) given |= FACT_EMAIL;
    if (facts->member_no.len) given |= FACT_MEMBER_NO;
    return customer_facts_write(cx, (CustomerId){ id }, 0, &wanted, given, source);
}
