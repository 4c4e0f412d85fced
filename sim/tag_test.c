/* tag_test.c -- corp tags: names, groups, whose they are, marking, and the events about them. */
#include "sim/testing.h"

#include <stdio.h>

static Test test;

static int setup(void **state)
{
    (void)state;
    test_start(&test, "empty", NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_stop(&test);
    return 0;
}

static const Json *post(const char *path, const char *body)
{
    return test_api(&test, test_fmt(&test, "externalcontact/%s", path), body);
}

static int64_t code_of(const char *path, const char *body) { return test_code(post(path, body)); }

static const Json *add(const char *group, const char *name)
{
    return post(
        "add_corp_tag",
        test_fmt(&test, "{\"group_name\":\"%s\",\"tag\":[{\"name\":\"%s\"}]}", group, name));
}

/* How many groups and tags the full list shows. */
static void expect_library(size_t groups, size_t tags)
{
    const Json     *list  = post("get_corp_tag_list", "{}");
    const JsonItems found = json_items(list, S("tag_group"));
    size_t          count = 0;
    for (size_t i = 0; i < found.count; i++) count += json_items(&found.at[i], S("tag")).count;
    assert_int_equal(found.count, groups);
    assert_int_equal(count, tags);
}

static void test_an_existing_group_name_takes_the_new_tags(void **state)
{
    (void)state;
    const Json *first = add("等级", "金卡"), *second = add("等级", "银卡");
    assert_true(
        str_equal(test_str(first, "tag_group.group_id"), test_str(second, "tag_group.group_id")));
    assert_int_equal(json_items(json_get(second, S("tag_group")), S("tag")).count, 1);
    expect_library(1, 2);
}

static void test_a_name_twice_in_a_request_is_made_once_but_never_again(void **state)
{
    (void)state;
    const Json *made =
        post("add_corp_tag",
             "{\"group_name\":\"g\",\"tag\":[{\"name\":\"a\"},{\"name\":\"a\"},{\"name\":\"b\"}]}");
    assert_int_equal(json_items(json_get(made, S("tag_group")), S("tag")).count, 2);
    assert_int_equal(test_code(add("g", "a")), 40071);
    expect_library(1, 2);
}

static void test_names_and_orders_have_bounds(void **state)
{
    (void)state;
    assert_int_equal(test_code(add("g", "")), 40071);
    assert_int_equal(test_code(add("", "a")), 40071);
    assert_int_equal(
        test_code(add("g", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")),
        40072);
    assert_int_equal(
        test_code(add("g", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")), 0);
    assert_int_equal(code_of("add_corp_tag", "{\"group_name\":\"g\",\"tag\":[]}"), 40063);
    assert_int_equal(
        code_of("add_corp_tag",
                "{\"group_name\":\"h\",\"tag\":[{\"name\":\"a\",\"order\":4294967296}]}"),
        40058);
    assert_int_equal(
        code_of("add_corp_tag", "{\"group_id\":\"etnone\",\"tag\":[{\"name\":\"a\"}]}"), 40068);
}

static void test_no_corp_has_more_than_three_thousand(void **state)
{
    (void)state;
    for (int chunk = 0; chunk < 3; chunk++) {
        StrBuf body = strbuf(test.arena, 1u << 20);
        strbuf_fmt(&body, "{\"group_name\":\"g%d\",\"tag\":[", chunk);
        for (int i = 0; i < 1000; i++) strbuf_fmt(&body, "%s{\"name\":\"t%d\"}", i ? "," : "", i);
        strbuf_add(&body, S("]}"));
        assert_int_equal(code_of("add_corp_tag", str_z(test.arena, strbuf_str(&body))), 0);
    }
    assert_int_equal(test_code(add("one", "more")), 40126);
}

static void test_the_last_tag_takes_its_group_along(void **state)
{
    (void)state;
    const Json *made = add("g", "a");
    add("g", "b");
    assert_int_equal(code_of("del_corp_tag", "{}"), 40063);
    assert_int_equal(code_of("del_corp_tag", "{\"tag_id\":[\"etnone\"]}"), 40068);
    const Str id = test_str(made, "tag_group.tag[0].id");
    assert_int_equal(code_of("del_corp_tag", test_fmt(&test, "{\"tag_id\":[\"%.*s\"]}", FMT(id))),
                     0);
    expect_library(1, 1);
    const Json *gone =
        post("get_corp_tag_list", test_fmt(&test, "{\"tag_id\":[\"%.*s\"]}", FMT(id)));
    assert_true(json_bool(json_at(gone, "tag_group[0].tag[0]"), S("deleted"), false));
    const Json *left = post("get_corp_tag_list", "{}");
    assert_int_equal(
        code_of("del_corp_tag", test_fmt(&test, "{\"tag_id\":[\"%.*s\"]}",
                                         FMT(test_str(left, "tag_group[0].tag[0].id")))),
        0);
    expect_library(0, 0);
}

static void test_an_app_edits_only_its_own_tags(void **state)
{
    (void)state;
    const Str   id   = test_str(add("g", "a"), "tag_group.tag[0].id");
    const char *edit = test_fmt(&test, "{\"id\":\"%.*s\",\"name\":\"c\"}", FMT(id));
    const char *del  = test_fmt(&test, "{\"tag_id\":[\"%.*s\"]}", FMT(id));
    assert_int_equal(code_of("edit_corp_tag", edit), 0);
    add("g", "b");
    assert_int_equal(
        code_of("edit_corp_tag", test_fmt(&test, "{\"id\":\"%.*s\",\"name\":\"b\"}", FMT(id))),
        40071);
    assert_int_equal(code_of("edit_corp_tag", "{\"id\":\"etnone\",\"name\":\"x\"}"), 40068);
    const Json *other = test_admin(&test, "apps", "{\"name\":\"another\"}");
    test_token_of(&test, json_i64(other, S("agent_id"), 0));
    assert_int_equal(code_of("edit_corp_tag", edit), 301002);
    assert_int_equal(code_of("del_corp_tag", del), 301002);
    test_token_of(&test, 2000003); /* the customer-contact app may */
    assert_int_equal(code_of("del_corp_tag", del), 0);
}

static void test_marking_is_by_pair_and_may_be_repeated(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Str   tag = test_str(add("g", "a"), "tag_group.tag[0].id");
    const Str   way = test_way(&test, "");
    const Str   who = test_str(test_scan(&test, way, ""), "customer.external_userid");
    const char *on  = test_fmt(
         &test, "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\",\"add_tag\":[\"%.*s\"]}",
         FMT(who), FMT(tag));
    const char *off = test_fmt(
        &test, "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\",\"remove_tag\":[\"%.*s\"]}",
        FMT(who), FMT(tag));
    test_settle(&test);
    const size_t before = test_count(test.receiver);
    assert_int_equal(code_of("mark_tag", on), 0);
    assert_int_equal(code_of("mark_tag", on), 0);
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), before + 1);
    assert_true(str_equal(test_field(&test, before, "ChangeType"), S("edit_external_contact")));
    const char *path = test_fmt(&test, "externalcontact/get?external_userid=%.*s", FMT(who));
    assert_true(
        str_equal(test_str(test_api(&test, path, NULL), "follow_user[0].tags[0].tag_id"), tag));
    assert_int_equal(code_of("mark_tag", off), 0);
    assert_null(json_at(test_api(&test, path, NULL), "follow_user[0].tags[0]"));
    test_admin(&test, "switches", "{\"mark_tag_tells\":false}");
    test_settle(&test);
    const size_t after = test_count(test.receiver);
    assert_int_equal(code_of("mark_tag", on), 0);
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), after);
    assert_int_equal(
        code_of(
            "mark_tag",
            test_fmt(&test,
                     "{\"userid\":\"lisi\",\"external_userid\":\"%.*s\",\"add_tag\":[\"%.*s\"]}",
                     FMT(who), FMT(tag))),
        84061);
    assert_int_equal(
        code_of(
            "mark_tag",
            test_fmt(&test,
                     "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\",\"add_tag\":[\"etx\"]}",
                     FMT(who))),
        40068);
    assert_int_equal(
        code_of(
            "mark_tag",
            test_fmt(&test, "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\"}", FMT(who))),
        40063);
}

static void test_tag_changes_are_told_and_a_group_dies_in_one_event(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Json *made =
        post("add_corp_tag", "{\"group_name\":\"g\",\"tag\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
    test_admin(&test, "pump/wait", NULL);
    assert_int_equal(test_count(test.receiver), 3);
    assert_int_equal(code_of("del_corp_tag", test_fmt(&test, "{\"group_id\":[\"%.*s\"]}",
                                                      FMT(test_str(made, "tag_group.group_id")))),
                     0);
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 4);
    assert_true(str_equal(test_field(&test, 3, "Event"), S("change_external_tag")));
    assert_true(str_equal(test_field(&test, 3, "ChangeType"), S("delete")));
    assert_true(str_equal(test_field(&test, 3, "TagType"), S("tag_group")));
}

#define SIM_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(test_an_existing_group_name_takes_the_new_tags),
        SIM_TEST(test_a_name_twice_in_a_request_is_made_once_but_never_again),
        SIM_TEST(test_names_and_orders_have_bounds),
        SIM_TEST(test_no_corp_has_more_than_three_thousand),
        SIM_TEST(test_the_last_tag_takes_its_group_along),
        SIM_TEST(test_an_app_edits_only_its_own_tags),
        SIM_TEST(test_marking_is_by_pair_and_may_be_repeated),
        SIM_TEST(test_tag_changes_are_told_and_a_group_dies_in_one_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
