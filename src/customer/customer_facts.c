/* customer_facts.c -- what people write of a customer: the form of each fact, and writing it.
 * Remarks belong to relations and are customer.c; statements are in customer_sql.c. */
#include "customer/customer_facts.h"

#include "customer/customer_conflict.h"
#include "customer/customer_identity.h"
#include "customer/customer_person.h"
#include "customer/customer_said.h"
#include "customer/customer_sql.h"

enum { FACT_COUNT = 8 };

// clang-format off
static const Field facts_fields[] = {
    FIELD_WITH(CustomerFacts, name,        .min = 0, .max = 200),
    FIELD_ENUM(CustomerFacts, gender,      gender_words),
    FIELD_WITH(CustomerFacts, description, .min = 0, .max = 2000),
    FIELD_WITH(CustomerFacts, birthday,    .min = 0, .max = 20, .about = "YYYY-MM-DD or MM-DD"),
    FIELD_WITH(CustomerFacts, address,     .min = 0, .max = 300),
    FIELD_WITH(CustomerFacts, phone,       .min = 0, .max = 40),
    FIELD_WITH(CustomerFacts, email,       .min = 0, .max = 254),
    FIELD_WITH(CustomerFacts, member_no,   .min = 0, .max = 64),
};
const Shape customer_facts_shape = SHAPE(CustomerFacts, facts_fields);
// clang-format on

/* ---- the form of a birthday ---------------------------------------------- */

static bool take_number(Str *rest, int32_t *number)
{
    size_t digits = 0;
    *number       = 0;
    while (digits < rest->len && digits < 4 && rest->ptr[digits] >= '0' && rest->ptr[digits] <= '9')
        *number = *number * 10 + (rest->ptr[digits++] - '0');
    *rest = str_slice(*rest, digits, rest->len);
    return digits > 0;
}

static bool is_day(int32_t year, int32_t month, int32_t day)
{
    static const int32_t days[]  = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool           is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
    return !(month == 2 && day == 29 && year != 0 && !is_leap);
}

Str customer_facts_birthday(Arena *arena, Str text)
{
    enum { YEAR_MIN = 1900, YEAR_MAX = 2100 };
    int32_t parts[3];
    size_t  count = 0;
    Str     rest  = str_trim(text);
    while (rest.len) {
        if (count == 3 || !take_number(&rest, &parts[count++])) return (Str){ 0 };
        if (!rest.len) break;
        const char mark = rest.ptr[0];
        if (mark != '-' && mark != '/' && mark != '.') return (Str){ 0 };
        rest = str_slice(rest, 1, rest.len);
        if (!rest.len) return (Str){ 0 };
    }
    if (count == 2 && is_day(0, parts[0], parts[1]))
        return str_fmt(arena, "%02d-%02d", parts[0], parts[1]);
    if (count != 3 || parts[0] < YEAR_MIN || parts[0] > YEAR_MAX) return (Str){ 0 };
    if (!is_day(parts[0], parts[1], parts[2])) return (Str){ 0 };
    return str_fmt(arena, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
}

/* ---- the form of all ------------------------------------------------------- */

/* A form that is kept, or the reason why there is none. */
static Code settle_form(Ctx *cx, Str *value, Str form, const char *reason, Str field,
                        const char *allowed)
{
    *value = str_trim(*value);
    if (value->len == 0) return OK;
    if (form.len == 0) return fail_field(cx, reason, field, allowed);
    *value = form;
    return OK;
}

Code customer_facts_check(Ctx *cx, CustomerFacts *facts, uint64_t given)
{
    Arena *arena = cx->arena;
    facts->name  = str_trim(facts->name);
    if (given & FACT_NAME && facts->name.len == 0)
        return fail_field(cx, "customer.name_missing", S("name"), "1..200");
    if (given & FACT_ADDRESS) {
        facts->address = str_trim(facts->address);
        /* Who sees it masked would write the mask in its place. */
        if (str_find(facts->address, S("****")) >= 0)
            return fail_field(cx, "customer.masked_value", S("address"), NULL);
    }
    if (given & FACT_BIRTHDAY)
        TRY(settle_form(cx, &facts->birthday, customer_facts_birthday(arena, facts->birthday),
                        "customer.bad_birthday", S("birthday"), "YYYY-MM-DD, MM-DD"));
    if (given & FACT_PHONE)
        TRY(settle_form(cx, &facts->phone, customer_identity_phone(arena, facts->phone),
                        "customer.bad_phone", S("phone"), "7..15"));
    if (given & FACT_EMAIL)
        TRY(settle_form(cx, &facts->email, customer_identity_email(arena, facts->email),
                        "customer.bad_email", S("email"), "name@example.com"));
    if (given & FACT_MEMBER_NO)
        TRY(settle_form(cx, &facts->member_no, customer_identity_member_no(facts->member_no),
                        "customer.bad_member_no", S("member_no"), "A-Z a-z 0-9 - _ ."));
    return OK;
}

/* ---- writing ---------------------------------------------------------------- */

static Code check_visible(Ctx *cx, uint64_t given)
{
    static const struct {
        uint64_t  fact;
        MaskField field;
    } masked[] = {
        { FACT_BIRTHDAY, MASK_BIRTHDAY },
        { FACT_ADDRESS, MASK_ADDRESS },
        { FACT_PHONE, MASK_PHONE },
        { FACT_EMAIL, MASK_EMAIL },
    };
    if (cx->user_id == 0) return OK;
    for (size_t i = 0; i < COUNT(masked); i++)
        REQUIRE(cx, !(given & masked[i].fact) || mask_level(cx, masked[i].field) != MASK_HIDDEN,
                ERR_DENIED, "customer.hidden_field");
    return OK;
}

typedef struct Writing {
    Str    fields[FACT_COUNT];
    size_t count;
} Writing;

static void note(Writing *writing, const char *field)
{
    ASSERT(writing->count < FACT_COUNT);
    writing->fields[writing->count++] = str_of(field);
}

static void take_text(Writing *writing, Str *member, Str value, const char *field)
{
    if (str_equal(*member, value) || (member->len == 0 && value.len == 0)) return;
    *member = value.len ? value : (Str){ 0 };
    note(writing, field);
}

static void take_columns(Writing *writing, Customer *customer, const CustomerFacts *facts,
                         uint64_t given)
{
    if (given & FACT_NAME && !str_equal(facts->name, customer->name)) {
        customer->name     = facts->name;
        customer->is_named = true;
        note(writing, "name");
    }
    if (given & FACT_GENDER && facts->gender && facts->gender != customer->gender) {
        customer->gender   = facts->gender;
        customer->is_named = true;
        note(writing, "gender");
    }
    if (given & FACT_DESCRIPTION)
        take_text(writing, &customer->description, facts->description, "description");
    if (given & FACT_BIRTHDAY) take_text(writing, &customer->birthday, facts->birthday, "birthday");
    if (given & FACT_ADDRESS) take_text(writing, &customer->address, facts->address, "address");
}

static Code take_identities(Ctx *cx, Writing *writing, CustomerId id, const CustomerFacts *facts,
                            uint64_t given, Str source)
{
    const struct {
        uint64_t    fact;
        const char *kind;
        Str         value;
    } identities[] = {
        { FACT_PHONE, "phone", facts->phone },
        { FACT_EMAIL, "email", facts->email },
        { FACT_MEMBER_NO, "member_no", facts->member_no },
    };
    for (size_t i = 0; i < COUNT(identities); i++) {
        bool changed = false;
        if (!(given & identities[i].fact)) continue;
        TRY(customer_identity_write(cx, id, str_of(identities[i].kind), identities[i].value, source,
                                    &changed));
        if (changed) note(writing, identities[i].kind);
    }
    return OK;
}

Code customer_facts_write(Ctx *cx, CustomerId id, int64_t revision, const CustomerFacts *facts,
                          uint64_t given, Str source)
{
    CustomerFacts wanted   = *facts;
    Customer      customer = { 0 };
    Writing       writing  = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_facts_check(cx, &wanted, given));
    TRY(customer_sql_get(cx, id.v, &customer));
    id.v = customer.id;
    TRY(check_visible(cx, given));
    if (revision && customer.revision != revision) return customer_conflict(cx, id, revision);
    take_columns(&writing, &customer, &wanted, given);
    TRY(take_identities(cx, &writing, id, &wanted, given, source));
    if (writing.count == 0) return cx_commit(cx, &txn);
    TRY(customer_sql_set_written(cx, &customer, customer.revision));
    customer.revision++;
    if (given & FACT_NAME) TRY(customer_person_settle_search(cx, &customer));
    TRY(customer_said_written(cx, id, (Strs){ writing.fields, writing.count }, customer.revision));
    return cx_commit(cx, &txn);
}
