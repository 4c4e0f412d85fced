/* xml_test.c -- callback documents, and what is refused. */
#include "wire/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define assert_str(text, literal)                                          \
    do {                                                                   \
        const Str got_ = (text);                                           \
        if (!str_equal(got_, S(literal))) fail_msg("got %.*s", FMT(got_)); \
    } while (0)

static const Xml *parsed(Str text)
{
    const Xml *root = NULL;
    if (xml_parse(arena, text, 1 << 20, &root) != OK) fail_msg("refused: %.*s", FMT(text));
    return root;
}

static void refused(Str text)
{
    const Xml *root = NULL;
    if (xml_parse(arena, text, 1 << 20, &root) != ERR_INVALID)
        fail_msg("accepted: %.*s", FMT(str_prefix_bytes(text, 200)));
    assert_null(root);
}

static void test_a_callback_is_read(void **state)
{
    (void)state;
    const Xml *root =
        parsed(S("<?xml version=\"1.0\" "
                 "encoding=\"UTF-8\"?>\n<xml><ToUserName><![CDATA[ww1]]></ToUserName>\n"
                 "<Event>a&lt;b&amp;&#x5BA2;</Event><Empty/><Blank></Blank><Tag "
                 "at='1'>one</Tag><Tag>two</Tag>"
                 "<SendLocationInfo><Poi>x<![CDATA[<y>]]>z</Poi></SendLocationInfo></xml>"));
    assert_str(root->name, "xml");
    assert_str(xml_text(root, S("ToUserName")), "ww1");
    assert_str(xml_text(root, S("Event")), "a<b&\xE5\xAE\xA2");
    assert_str(xml_text(root, S("Empty")), "");
    assert_non_null(xml_text(root, S("Empty")).ptr);
    assert_str(xml_text(root, S("Tag")), "one");
    assert_str(xml_child(root, S("Tag"))->next->text, "two");
    assert_str(xml_text(xml_child(root, S("SendLocationInfo")), S("Poi")), "x<y>z");
    assert_null(xml_text(root, S("Missing")).ptr);
    assert_null(xml_child(xml_child(root, S("Missing")), S("Poi")));
}

static void test_another_encoding_becomes_utf8(void **state)
{
    (void)state;
    const Xml *root =
        parsed(S("<?xml version=\"1.0\" encoding=\"GBK\"?><xml><a>\xBF\xCD</a></xml>"));
    assert_str(xml_text(root, S("a")), "\xE5\xAE\xA2");
}

static void test_dtd_and_entities_are_refused(void **state)
{
    (void)state;
    refused(S("<!DOCTYPE xml><xml/>"));
    refused(S("<!DOCTYPE xml [<!ENTITY a \"b\">]><xml>&a;</xml>"));
    refused(S("<!DOCTYPE xml SYSTEM \"file:///etc/passwd\"><xml/>"));
    refused(S("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>"));
    refused(S("<xml>&unknown;</xml>"));
}

static void test_malformed_text_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {
        "",         "text",        "<xml>",    "<a></b>", "<a/><b/>", "<a>\x01</a>", "<a>\xFF</a>",
        "<a b=1/>", "<a>&#0;</a>", "<a>]]></a"
    };
    for (size_t i = 0; i < COUNT(bad); i++) refused(str_of(bad[i]));
    refused((Str){ "<a>\0</a>", 8 });
}

static Str nested(size_t depth)
{
    StrBuf buf = strbuf(arena, 1 << 20);
    for (size_t i = 0; i < depth; i++) strbuf_add(&buf, S("<a>"));
    for (size_t i = 0; i < depth; i++) strbuf_add(&buf, S("</a>"));
    return strbuf_str(&buf);
}

static Str children(size_t count)
{
    StrBuf buf = strbuf(arena, 1 << 20);
    strbuf_add(&buf, S("<x>"));
    for (size_t i = 0; i < count; i++) strbuf_add(&buf, S("<a/>"));
    strbuf_add(&buf, S("</x>"));
    return strbuf_str(&buf);
}

static void test_limits_hold_exactly(void **state)
{
    (void)state;
    const Xml *root = NULL;
    parsed(nested(32));
    refused(nested(33));
    parsed(children(9999));
    refused(children(10000));
    assert_int_equal(xml_parse(arena, S("<a/>"), 4, &root), OK);
    assert_int_equal(xml_parse(arena, S("<a/>"), 3, &root), ERR_INVALID);
}

static void test_written_text_reads_back(void **state)
{
    (void)state;
    const Str texts[] = { S(""),       S("a<b>&\"'\r\n\t"), S("]]>"),
                          S("]]]]>>"), S("<![CDATA[x]]>"),  S("\xE5\xAE\xA2") };
    for (size_t i = 0; i < COUNT(texts); i++) {
        const Str content = xml_escape(arena, texts[i]), section = xml_cdata(arena, texts[i]);
        const Str doc = str_fmt(arena, "<x><e>%.*s</e><c>%.*s</c></x>", FMT(content), FMT(section));
        const Xml *root = parsed(doc);
        const Str  lf   = str_replace(arena, texts[i], S("\r\n"), S("\n"));
        assert_true(str_equal(xml_text(root, S("e")), texts[i]));
        assert_true(str_equal(xml_text(root, S("c")), lf)); /* CDATA has no form for a CR */
    }
    assert_str(xml_escape(arena, S("\x01")), "\xEF\xBF\xBD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_callback_is_read),
        cmocka_unit_test(test_another_encoding_becomes_utf8),
        cmocka_unit_test(test_dtd_and_entities_are_refused),
        cmocka_unit_test(test_malformed_text_is_refused),
        cmocka_unit_test(test_limits_hold_exactly),
        cmocka_unit_test(test_written_text_reads_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
