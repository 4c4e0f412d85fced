/* What people write of a customer: the form of each fact, conflicts, and who holds a value. */
#include "customer/customer_edit.h"
#include "customer/customer_facts.h"
#include "customer/customer_identity.h"
#include "customer/customer_list.h"
#include "customer/customer_sql.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static CustomerId person_of(Ctx *cx, const char *name)
{
    const Customer customer = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .name          = str_of(name),
                                .gender        = GENDER_UNKNOWN,
                                .kind          = CUSTOMER_WECHAT,
                                .source        = ADD_WAY_IMPORT,
                                .created_at_ms = cx->now_ms,
                                .updated_at_ms = cx->now_ms,
                                .revision      = 1 };
    GOOD(cx, customer_sql_insert(cx, &customer));
    return (CustomerId){ customer.id };
}

static void assert_text(Ctx *cx, Str got, const char *want)
{
    assert_string_equal(str_z(cx->arena, got), want);
}

static void test_a_birthday_is_read_as_people_write_it(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "1990-05-07", "1990-05-07" },
        { "1990/5/7", "1990-05-07" },
        { " 1990.5.7 ", "1990-05-07" },
        { "5-7", "05-07" },
        { "02-29", "02-29" },
        { "2023-02-29", "" },
        { "2024-02-29", "2024-02-29" },
        { "13-01", "" },
        { "1990-05", "" },
        { "1990-05-07-", "" },
        { "1890-05-07", "" },
        { "****-05-**", "" },
        { "05-**", "" },
        { "生日", "" },
        { "1990-00-10", "" },
        { "0-0", "" },
        { "19900507", "" },
        { "5-", "" },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_text(cx, customer_facts_birthday(cx->arena, str_of(cases[i].text)), cases[i].want);
}

static void test_an_address_of_mail_and_a_member_number_have_a_form(void **state)
{
    static const struct {
        const char *text, *want;
    } mails[] = {
        { " Li.Si@Example.COM ", "li.si@example.com" },
        { "l***@example.com", "" },
        { "a@b", "" },
        { "@b.cn", "" },
        { "a@b@c.cn", "" },
        { "a@.cn", "" },
        { "a@b..cn", "" },
        { "a b@c.cn", "" },
        { "a@b.cn.", "" },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(mails); i++)
        assert_text(cx, customer_identity_email(cx->arena, str_of(mails[i].text)), mails[i].want);
    assert_text(cx, customer_identity_member_no(S(" VIP-001 ")), "VIP-001");
    assert_text(cx, customer_identity_member_no(S("VIP 001")), "");
    assert_text(cx, customer_identity_member_no(S("")), "");
}

static CustomerFacts all_facts(void)
{
    return (CustomerFacts){ .name      = S("李四"),
                            .birthday  = S("1990-5-7"),
                            .address   = S("上海市徐汇区漕溪北路 1 号"),
                            .phone     = S("138 0000 1234"),
                            .email     = S("Li@Example.com"),
                            .member_no = S("VIP-001") };
}
enum { ALL = FACT_NAME | FACT_BIRTHDAY | FACT_ADDRESS | FACT_PHONE | FACT_EMAIL | FACT_MEMBER_NO };

static void test_facts_are_written_one_at_a_time_and_shown_masked(void **state)
{
    Ctx                *cx   = test_house_ctx(*state);
    const CustomerId    id   = person_of(cx, "客人");
    CustomerView        view = { 0 };
    Str                 text = { 0 };
    const CustomerFacts all  = all_facts();
    cx->masks                = (Masks){ 0 };
    GOOD(cx, customer_facts_write(cx, id, 1, &all, ALL, S("console")));
    GOOD(cx, customer_view(cx, id, &view));
    assert_text(cx, view.name, "李四");
    assert_text(cx, view.birthday, "****-05-**");
    assert_text(cx, view.phone_masked, "138****1234");
    assert_text(cx, view.email_masked, "l***@example.com");
    assert_text(cx, view.member_no, "VIP-001");
    assert_int_equal(view.revision, 2);
    GOOD(cx, customer_reveal(cx, id, S("birthday"), 0, &text));
    assert_text(cx, text, "1990-05-07");
    GOOD(cx, customer_reveal(cx, id, S("email"), 0, &text));
    assert_text(cx, text, "li@example.com");
    /* Another phone takes the place of the one written before; what is not given stays. */
    const CustomerFacts other = { .phone = S("13900005678") };
    GOOD(cx, customer_facts_write(cx, id, 2, &other, FACT_PHONE, S("console")));
    GOOD(cx, customer_view(cx, id, &view));
    assert_text(cx, view.phone_masked, "139****5678");
    assert_text(cx, view.email_masked, "l***@example.com");
    assert_int_equal(view.identities.count, 3);
    /* The same again is no change. */
    GOOD(cx, customer_facts_write(cx, id, 3, &other, FACT_PHONE, S("console")));
    GOOD(cx, customer_facts_write(cx, id, 3, &(CustomerFacts){ 0 }, FACT_PHONE | FACT_EMAIL,
                                  S("console")));
    GOOD(cx, customer_view(cx, id, &view));
    assert_int_equal(view.phone_masked.len, 0);
    assert_int_equal(view.identities.count, 1);
}

static void test_no_value_stands_in_the_log(void **state)
{
    Ctx                *cx     = test_house_ctx(*state);
    const CustomerId    id     = person_of(cx, "客人");
    Rows                events = { 0 };
    Str                 next   = { 0 };
    const CustomerFacts all    = all_facts();
    GOOD(cx, customer_facts_write(cx, id, 1, &all, ALL, S("console")));
    GOOD(cx, event_timeline(cx, id.v, (Strs){ 0 }, (Str){ 0 }, 10, &events, &next));
    assert_int_equal(events.count, 1);
    const Str payload = ROWS_AT(Event, events, 0)->payload;
    assert_true(str_find(payload, S("\"birthday\"")) >= 0);
    assert_true(str_find(payload, S("\"revision\":2")) >= 0);
    assert_true(str_find(payload, S("1990")) < 0 && str_find(payload, S("13800001234")) < 0);
    assert_true(str_find(payload, S("漕溪")) < 0 && str_find(payload, S("example.com")) < 0);
}

static void test_who_comes_late_is_told_who_was_first(void **state)
{
    Ctx                *cx   = test_house_ctx(*state);
    const CustomerId    id   = person_of(cx, "客人");
    const Str           name = S("更晚");
    const CustomerFacts all  = all_facts();
    GOOD(cx, customer_facts_write(cx, id, 1, &all, ALL, S("console")));
    assert_int_equal(
        customer_facts_write(cx, id, 1, &(CustomerFacts){ .name = name }, FACT_NAME, S("console")),
        ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "customer.changed_meanwhile");
    assert_true(str_find(cx->err.more, S("\"actor\":\"user:7\"")) >= 0);
    assert_true(str_find(cx->err.more, S("\"member_no\"")) >= 0);
    forgive(cx);
}

static void refuses(Ctx *cx, CustomerId id, CustomerFacts facts, uint64_t given, Code code,
                    const char *reason)
{
    assert_int_equal(customer_facts_write(cx, id, 1, &facts, given, S("console")), code);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

static void test_what_has_no_form_is_refused(void **state)
{
    Ctx             *cx = test_house_ctx(*state);
    const CustomerId id = person_of(cx, "客人");
    refuses(cx, id, (CustomerFacts){ .name = S(" ") }, FACT_NAME, ERR_INVALID,
            "customer.name_missing");
    refuses(cx, id, (CustomerFacts){ .birthday = S("2023-02-30") }, FACT_BIRTHDAY, ERR_INVALID,
            "customer.bad_birthday");
    refuses(cx, id, (CustomerFacts){ .phone = S("138****1234") }, FACT_PHONE, ERR_INVALID,
            "customer.bad_phone");
    refuses(cx, id, (CustomerFacts){ .email = S("l***@example.com") }, FACT_EMAIL, ERR_INVALID,
            "customer.bad_email");
    refuses(cx, id, (CustomerFacts){ .member_no = S("卡 1") }, FACT_MEMBER_NO, ERR_INVALID,
            "customer.bad_member_no");
    refuses(cx, id, (CustomerFacts){ .address = S("上海市徐汇区****") }, FACT_ADDRESS, ERR_INVALID,
            "customer.masked_value");
    cx->masks.phone = MASK_HIDDEN;
    refuses(cx, id, (CustomerFacts){ .phone = S("13800001234") }, FACT_PHONE, ERR_DENIED,
            "customer.hidden_field");
    Str text = { 0 };
    assert_int_equal(customer_reveal(cx, id, S("phone"), 0, &text), ERR_DENIED);
    forgive(cx);
}

static void test_a_number_given_up_goes_to_the_oldest_claim(void **state)
{
    Ctx                *cx    = test_house_ctx(*state);
    const CustomerId    first = person_of(cx, "甲"), second = person_of(cx, "乙");
    const CustomerFacts facts  = { .member_no = S("VIP-001") };
    CustomerId          holder = { 0 };
    bool                found  = false;
    GOOD(cx, customer_facts_write(cx, first, 0, &facts, FACT_MEMBER_NO, S("import")));
    GOOD(cx, customer_facts_write(cx, second, 0, &facts, FACT_MEMBER_NO, S("import")));
    GOOD(cx,
         customer_identity_find(cx, IDENTITY_MEMBER_NO, (Str){ 0 }, S("VIP-001"), &holder, &found));
    assert_true(found && holder.v == first.v);
    GOOD(cx,
         customer_facts_write(cx, first, 0, &(CustomerFacts){ 0 }, FACT_MEMBER_NO, S("console")));
    GOOD(cx,
         customer_identity_find(cx, IDENTITY_MEMBER_NO, (Str){ 0 }, S("VIP-001"), &holder, &found));
    assert_true(found && holder.v == second.v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_birthday_is_read_as_people_write_it),
        ON_HOUSE(test_an_address_of_mail_and_a_member_number_have_a_form),
        ON_HOUSE(test_facts_are_written_one_at_a_time_and_shown_masked),
        ON_HOUSE(test_no_value_stands_in_the_log),
        ON_HOUSE(test_who_comes_late_is_told_who_was_first),
        ON_HOUSE(test_what_has_no_form_is_refused),
        ON_HOUSE(test_a_number_given_up_goes_to_the_oldest_claim),
    };
    return FOR_EACH_ENGINE(tests);
}
