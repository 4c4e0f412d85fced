/* intake_mapping_test.c -- the mapping document: what is refused, with its place; presets; guesses.
 */
#include "intake/intake_mapping.h"

#include "intake/intake_guess.h"
#include "intake/intake_preset.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                    \
    do {                                                                                        \
        if ((expression) != OK)                                                                 \
            fail_msg("%s: %s %.*s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                    \
    } while (0)

static void test_every_mistake_is_told_with_its_place(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    static const struct {
        const char *text, *reason, *field;
    } cases[] = {
        { "{", "json.malformed", "mapping" },
        { "[]", "intake.wrong_type", "mapping" },
        { "{}", "intake.unknown_kind", "kind" },
        { "{\"kind\":\"cow\"}", "intake.unknown_kind", "kind" },
        { "{\"kind\":\"order\"}", "intake.missing", "fields" },
        { "{\"kind\":\"order\",\"fields\":[]}", "intake.wrong_type", "fields" },
        { "{\"kind\":\"order\",\"fields\":{}}", "intake.missing", "fields.order_no" },
        { "{\"kind\":\"order\",\"colour\":1,\"fields\":{}}", "intake.unknown_member", "colour" },
        { "{\"kind\":\"order\",\"fields\":{\"colour\":\"a\"}}", "intake.unknown_field",
          "fields.colour" },
        { "{\"kind\":\"order\",\"fields\":{\"total\":{}}}", "intake.no_value", "fields.total" },
        { "{\"kind\":\"order\",\"fields\":{\"total\":{\"column\":\"a\",\"value\":\"1\"}}}",
          "intake.no_value", "fields.total" },
        { "{\"kind\":\"order\",\"fields\":{\"total\":{\"column\":\"a\",\"unit\":\"cent\"}}}",
          "intake.unknown_word", "fields.total.unit" },
        { "{\"kind\":\"order\",\"fields\":{\"total\":{\"column\":\"a\",\"format\":\"s\"}}}",
          "intake.unknown_member", "fields.total.format" },
        { "{\"kind\":\"order\",\"fields\":{\"created_at\":{\"column\":\"a\",\"format\":\"s\"}}}",
          "intake.bad_format", "fields.created_at.format" },
        { "{\"kind\":\"order\",\"fields\":{\"created_at\":{\"column\":\"a\",\"zone\":\"Mars\"}}}",
          "intake.bad_zone", "fields.created_at.zone" },
        { "{\"kind\":\"order\",\"fields\":{\"state\":{\"column\":\"a\",\"words\":{\"x\":\"gone\"}}}"
          "}",
          "intake.unknown_word", "fields.state.words.x" },
        { "{\"kind\":\"order\",\"fields\":{\"state\":{\"value\":\"gone\"}}}", "intake.unknown_word",
          "fields.state.value" },
        { "{\"kind\":\"order\",\"zone\":\"Mars\",\"fields\":{\"order_no\":\"a\",\"created_at\":"
          "\"b\"}}",
          "intake.bad_zone", "zone" },
        { "{\"kind\":\"order\",\"file\":{\"delimiter\":\"ab\"},\"fields\":{}}",
          "intake.unknown_word", "file.delimiter" },
        { "{\"kind\":\"order\",\"file\":{\"encoding\":\"latin1\"},\"fields\":{}}",
          "intake.unknown_word", "file.encoding" },
        { "{\"kind\":\"event\",\"fields\":{\"type\":\"a\",\"at\":\"b\"}}", "intake.missing",
          "people" },
        { "{\"kind\":\"event\",\"fields\":{\"type\":\"a\",\"at\":\"b\"},\"people\":[{\"kind\":"
          "\"cow\","
          "\"column\":\"c\"}]}",
          "intake.unknown_word", "people[0].kind" },
        { "{\"kind\":\"event\",\"fields\":{\"type\":\"a\",\"at\":\"b\"},\"people\":[{\"kind\":"
          "\"user_id\","
          "\"column\":\"c\"}],\"payload\":{\"x\":{\"column\":\"x\",\"as\":\"cow\"}}}",
          "intake.unknown_word", "payload.x.as" },
        { "{\"kind\":\"event\",\"source\":\"A B\",\"fields\":{}}", "intake.bad_text", "source" },
        { "{\"kind\":\"person\",\"fields\":{\"name\":\"a\"}}", "intake.missing", "fields.phone" },
        { "{\"kind\":\"product\",\"fields\":{\"product_no\":\"a\",\"title\":\"b\"},\"where\":[{"
          "\"column\":"
          "\"a\"}]}",
          "intake.no_value", "where[0]" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        Mapping mapping;
        assert_int_equal(mapping_parse(cx, str_of(cases[i].text), &mapping), ERR_INVALID);
        if (!str_equal(cx->err.field, str_of(cases[i].field)))
            fail_msg("%s: %.*s", cases[i].text, FMT(cx->err.field));
        assert_string_equal(cx->err.reason, cases[i].reason);
        forgive(cx);
    }
}

static void test_the_presets_hold_together(void **state)
{
    Ctx *cx   = test_house_ctx(*state);
    Rows list = { 0 };
    Str  text = { 0 };
    GOOD(cx, intake_presets(cx, &list));
    assert_int_equal(list.count, 6);
    for (size_t i = 0; i < list.count; i++)
        assert_true(ROWS_AT(IntakePreset, list, i)->title.len > 0);
    GOOD(cx, intake_preset(cx, S("online-retail"), INTAKE_PRODUCT, &text));
    assert_int_equal(intake_preset(cx, S("online-retail"), 0, &text), ERR_INVALID);
    assert_string_equal(cx->err.reason, "intake.which_kind");
    forgive(cx);
    assert_int_equal(intake_preset(cx, S("nobody"), 0, &text), ERR_INVALID);
    assert_string_equal(cx->err.reason, "intake.unknown_preset");
    assert_true(str_find(cx->err.allowed, S("tmall-orders (order)")) >= 0);
    forgive(cx);
}

static void test_columns_are_found_by_name(void **state)
{
    Ctx      *cx = test_house_ctx(*state);
    Mapping   mapping;
    const Str header[] = { S(" Order ID "), S("MADE AT"), S("sum") };
    const Str text     = S("{\"kind\":\"order\",\"fields\":{\"order_no\":[\"x\"],"
                               "\"created_at\":\"made at\"}}");
    assert_int_equal(mapping_parse(cx, text, &mapping), ERR_INVALID); /* a list stands in column */
    forgive(cx);
    GOOD(cx, mapping_parse(
                 cx,
                 S("{\"kind\":\"order\",\"fields\":{\"order_no\":{\"column\":[\"单号\",\"order "
                   "id\"]},\"created_at\":\"made at\"}}"),
                 &mapping));
    GOOD(cx, mapping_bind(cx, &mapping, (Strs){ header, COUNT(header) }));
    assert_int_equal(mapping.fields[0].at[0], -1);
    assert_int_equal(mapping.fields[0].at[1], 0);
    assert_int_equal(mapping_bind(cx, &mapping, (Strs){ header + 1, 2 }), ERR_INVALID);
    assert_string_equal(cx->err.reason, "intake.no_column");
    assert_true(str_starts(cx->err.field, S("fields.order_no")));
    forgive(cx);
}

static void test_headings_are_understood(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    Str       text = { 0 };
    Mapping   mapping;
    const Str tmall[] = { S("订单编号"), S("总金额（元）"), S("买家实际支付金额"),
                          S("收货地址"), S("订单创建时间"), S("订单付款时间"),
                          S("退款金额") };
    const Str people[] = { S("姓名"), S("手机号码"), S("性别"), S("标签") };
    const Str events[] = { S("user_id"), S("event"), S("timestamp"), S("price") };
    const Strs orders  = { tmall, COUNT(tmall) };
    assert_int_equal(intake_guess_kind(orders), INTAKE_ORDER);
    GOOD(cx, intake_guess_mapping(cx, orders, INTAKE_ORDER, &text));
    GOOD(cx, mapping_parse(cx, text, &mapping));
    GOOD(cx, mapping_bind(cx, &mapping, orders));
    assert_int_equal(intake_guess_kind((Strs){ people, COUNT(people) }), INTAKE_PERSON);
    GOOD(cx, intake_guess_mapping(cx, (Strs){ people, COUNT(people) }, INTAKE_PERSON, &text));
    GOOD(cx, mapping_parse(cx, text, &mapping));
    assert_int_equal(mapping.match, MATCH_PHONE);
    assert_int_equal(intake_guess_kind((Strs){ events, COUNT(events) }), INTAKE_EVENT);
    GOOD(cx, intake_guess_mapping(cx, (Strs){ events, COUNT(events) }, INTAKE_EVENT, &text));
    GOOD(cx, mapping_parse(cx, text, &mapping));
    assert_int_equal(mapping.payload_count, 1);
    assert_int_equal(mapping.people_count, 1);
}

/* ---- headings of persons --------------------------------------------------------------------- */

static void test_headings_of_persons_are_known_in_both_languages(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    static const struct {
        const char *heading, *field;
    } table[] = {
        { "客户姓名", "name" },  { "Full Name", "name" },    { " 手机号 *", "phone" },
        { "联系电话", "phone" }, { "Mobile", "phone" },      { "会员卡号", "member_no" },
        { "E-mail", "email" },   { "出生日期", "birthday" }, { "紧急联系人电话", NULL },
        { "员工姓名", NULL },    { "门店编码", NULL },       { "订单金额", NULL },
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        Str       text    = { 0 };
        const Str heading = str_of(table[i].heading);
        GOOD(cx, intake_guess_mapping(cx, (Strs){ &heading, 1 }, INTAKE_PERSON, &text));
        const Str want = table[i].field ? str_fmt(cx->arena, "\"fields\":{\"%s\":", table[i].field)
                                        : S("\"fields\":{}");
        if (str_find(text, want) < 0) fail_msg("%s: %.*s", table[i].heading, FMT(text));
    }
    assert_true(intake_guess_is_of_staff(S("所属导购")));
    assert_true(intake_guess_is_of_staff(S("Store name")));
    assert_false(intake_guess_is_of_staff(S("订单金额")));
}

static void test_a_file_without_a_header_is_told_by_its_numbers(void **state)
{
    Ctx           *cx        = test_house_ctx(*state);
    const Str      cells[]   = { S("王芳"), S("13800138000"), S("女") };
    const Str      names[]   = { S("姓名"), S("手机"), S("2026") };
    const Str      letters[] = { S("A"), S("B"), S("C") };
    Str            text      = { 0 };
    static Mapping mapping;
    assert_false(intake_guess_is_header(&(Strs){ cells, 3 }));
    assert_true(intake_guess_is_header(&(Strs){ names, 3 }));
    assert_string_equal(str_z(cx->arena, mapping_letters(cx->arena, 27)), "AB");
    GOOD(cx,
         intake_guess_unnamed(cx, (Strs){ letters, 3 }, (Strs){ cells, 3 }, INTAKE_PERSON, &text));
    GOOD(cx, mapping_parse(cx, text, &mapping));
    bool       is_data = false;
    const Strs header  = mapping_header(cx->arena, &mapping, (Strs){ cells, 3 }, &is_data);
    assert_true(is_data);
    GOOD(cx, mapping_bind(cx, &mapping, header));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_mistake_is_told_with_its_place),
        ON_HOUSE(test_the_presets_hold_together),
        ON_HOUSE(test_columns_are_found_by_name),
        ON_HOUSE(test_headings_are_understood),
        ON_HOUSE(test_headings_of_persons_are_known_in_both_languages),
        ON_HOUSE(test_a_file_without_a_header_is_told_by_its_numbers),
    };
    test_house_set_engine(DB_SQLITE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
