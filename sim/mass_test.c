/* mass_test.c -- mass messages, moments, group welcomes and acquisition links. */
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

static Str friend_of_zhangsan(Str way)
{
    return test_str(test_scan(&test, way, ""), "customer.external_userid");
}

static const char *by_id(Str msgid)
{
    return test_fmt(&test, "{\"msgid\":\"%.*s\",\"userid\":\"zhangsan\"}", FMT(msgid));
}

static int64_t status_at(Str msgid, const char *place)
{
    return json_i64(json_at(post("get_groupmsg_send_result", by_id(msgid)), place), S("status"),
                    -1);
}

static void confirm(Str msgid)
{
    test_admin(&test, "staff/zhangsan/masses/send", by_id(msgid));
    assert_int_equal(test.status, 200);
}

static void test_a_mass_message_waits_for_its_member(void **state)
{
    (void)state;
    const Str   way = test_way(&test, "");
    const Str   a = friend_of_zhangsan(way), b = friend_of_zhangsan(way);
    const char *body = test_fmt(&test,
                                "{\"external_userid\":[\"%.*s\",\"%.*s\",\"wmnobody\"],"
                                "\"text\":{\"content\":\"周末活动\"}}",
                                FMT(a), FMT(b));
    const Json *made = post("add_msg_template", body);
    assert_int_equal(test_code(made), 0);
    assert_true(str_equal(test_str(made, "fail_list[0]"), S("wmnobody")));
    const Str id = test_str(made, "msgid");
    assert_true(str_starts(id, S("msg")));
    assert_int_equal(status_at(id, "send_list[0]"), 0);
    assert_int_equal(
        json_i64(json_at(post("get_groupmsg_task", by_id(id)), "task_list[0]"), S("status"), -1),
        0);
    test_admin(&test, test_fmt(&test, "customers/%.*s/delete", FMT(b)),
               "{\"userid\":\"zhangsan\"}");
    confirm(id);
    assert_int_equal(status_at(id, "send_list[0]"), 1);
    assert_int_equal(status_at(id, "send_list[1]"), 2);
    assert_int_equal(
        json_i64(json_at(post("get_groupmsg_task", by_id(id)), "task_list[0]"), S("status"), -1),
        2);
    const Json *chat = test_admin(
        &test, test_fmt(&test, "chat?userid=zhangsan&external_userid=%.*s", FMT(a)), NULL);
    assert_true(str_equal(test_str(chat, "lines[0].content.content"), S("周末活动")));
    const Json *list = post("get_groupmsg_list_v2", "{\"chat_type\":\"single\"}");
    assert_true(str_equal(test_str(list, "group_msg_list[0].text.content"), S("周末活动")));
}

static void test_a_customer_takes_only_so_many_in_a_month(void **state)
{
    (void)state;
    const Str way  = test_way(&test, "");
    const Str who  = friend_of_zhangsan(way);
    int64_t   sent = 0, over = 0;
    for (int i = 0; i < 40; i++) {
        const Str id = test_str(
            post("add_msg_template", "{\"sender\":\"zhangsan\",\"text\":{\"content\":\"x\"}}"),
            "msgid");
        confirm(id);
        const int64_t status = status_at(id, "send_list[0]");
        sent += status == 1;
        over += status == 3;
    }
    assert_true(sent >= 28 && sent <= 31);
    assert_int_equal(sent + over, 40);
    /* Asked for by name such a customer is refused at once. */
    assert_int_equal(code_of("add_msg_template", test_fmt(&test,
                                                          "{\"external_userid\":[\"%.*s\"],"
                                                          "\"text\":{\"content\":\"x\"}}",
                                                          FMT(who))),
                     41048);
    test_admin(&test, "clock", "{\"advance_ms\":2764800000}");
    test_token_of(&test, 1000002);
    assert_int_equal(
        code_of("add_msg_template", "{\"sender\":\"zhangsan\",\"text\":{\"content\":\"x\"}}"), 0);
}

static void test_a_filter_joins_lists_by_and(void **state)
{
    (void)state;
    const Str way = test_way(&test, "");
    const Str a   = friend_of_zhangsan(way);
    (void)friend_of_zhangsan(way);
    const Json *tags =
        post("add_corp_tag", "{\"group_name\":\"g\",\"tag\":[{\"name\":\"x\"},{\"name\":\"y\"}]}");
    const Str x = test_str(tags, "tag_group.tag[0].id"), y = test_str(tags, "tag_group.tag[1].id");
    post("mark_tag", test_fmt(&test,
                              "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\","
                              "\"add_tag\":[\"%.*s\"]}",
                              FMT(a), FMT(x)));
    const Json *some =
        post("add_msg_template", test_fmt(&test,
                                          "{\"sender\":\"zhangsan\",\"text\":{\"content\":\"t\"},"
                                          "\"tag_filter\":{\"group_list\":[{\"tag_list\":[\"%.*s\","
                                          "\"%.*s\"]}]}}",
                                          FMT(x), FMT(y)));
    const Json *result = post("get_groupmsg_send_result", by_id(test_str(some, "msgid")));
    assert_int_equal(json_items(result, S("send_list")).count, 1);
    assert_true(str_equal(test_str(result, "send_list[0].external_userid"), a));
    assert_int_equal(code_of("add_msg_template",
                             test_fmt(&test,
                                      "{\"sender\":\"zhangsan\",\"text\":{\"content\":\"t\"},"
                                      "\"tag_filter\":{\"group_list\":[{\"tag_list\":[\"%.*s\"]},"
                                      "{\"tag_list\":[\"%.*s\"]}]}}",
                                      FMT(x), FMT(y))),
                     41048);
}

static void test_a_mass_message_is_checked_reminded_and_cancelled(void **state)
{
    (void)state;
    (void)friend_of_zhangsan(test_way(&test, ""));
    assert_int_equal(code_of("add_msg_template", "{\"text\":{\"content\":\"x\"}}"), 41048);
    assert_int_equal(code_of("add_msg_template", "{\"sender\":\"zhangsan\"}"), 40063);
    assert_int_equal(
        code_of("add_msg_template", "{\"chat_type\":\"group\",\"text\":{\"content\":\"x\"}}"),
        41009);
    const Str id =
        test_str(post("add_msg_template", "{\"sender\":\"zhangsan\",\"text\":{\"content\":\"x\"}}"),
                 "msgid");
    for (int i = 0; i < 3; i++) assert_int_equal(code_of("remind_groupmsg_send", by_id(id)), 0);
    assert_int_equal(code_of("remind_groupmsg_send", by_id(id)), 41094);
    assert_int_equal(code_of("cancel_groupmsg_send", by_id(id)), 0);
    assert_int_equal(code_of("cancel_groupmsg_send", by_id(id)), 41093);
    assert_int_equal(json_items(post("get_groupmsg_task", by_id(id)), S("task_list")).count, 0);
    assert_int_equal(code_of("get_groupmsg_task", "{}"), 41046);
    assert_int_equal(code_of("get_groupmsg_task", "{\"msgid\":\"msgx\"}"), 41047);
}

static void test_a_link_adds_with_its_channel_and_costs_quota(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    assert_int_equal(code_of("customer_acquisition/create_link", "{\"link_name\":\"l\"}"), 40063);
    const Json *made = post("customer_acquisition/create_link",
                            "{\"link_name\":\"投放\",\"range\":{\"user_list\":[\"zhangsan\"]}}");
    const Str   url  = test_str(made, "link.url");
    const char *id = test_fmt(&test, "{\"link_id\":\"%.*s\"}", FMT(test_str(made, "link.link_id")));
    const Json *done =
        test_admin(&test, "customers/scan",
                   test_fmt(&test, "{\"url\":\"%.*s?customer_channel=%%E7%%94%%B2\"}", FMT(url)));
    assert_true(str_equal(test_str(done, "outcome"), S("added")));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 0, "State"), S("甲")));
    const Str   who   = test_str(done, "customer.external_userid");
    const Json *found = test_api(
        &test, test_fmt(&test, "externalcontact/get?external_userid=%.*s", FMT(who)), NULL);
    assert_int_equal(json_i64(json_at(found, "follow_user[0]"), S("add_way"), 0), 16);
    const Json *customers = post("customer_acquisition/customer", id);
    assert_true(str_equal(test_str(customers, "customer_list[0].state"), S("甲")));
    assert_int_equal(json_i64(json_at(customers, "customer_list[0]"), S("chat_status"), -1), 0);
    test_admin(&test, test_fmt(&test, "customers/%.*s/say", FMT(who)),
               "{\"userid\":\"zhangsan\",\"text\":\"在吗\"}");
    customers = post("customer_acquisition/customer", id);
    assert_int_equal(json_i64(json_at(customers, "customer_list[0]"), S("chat_status"), -1), 1);
    assert_int_equal(json_i64(post("customer_acquisition/statistic", id), S("new_customer_cnt"), 0),
                     1);
    const Json *quota = test_api(&test, "externalcontact/customer_acquisition_quota", NULL);
    assert_int_equal(json_i64(quota, S("balance"), 0), json_i64(quota, S("total"), 0) - 1);
    assert_int_equal(code_of("customer_acquisition/delete_link", id), 0);
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 1, "ChangeType"), S("delete_link")));
    assert_int_equal(
        json_items(post("customer_acquisition/list_link", "{}"), S("link_id_list")).count, 0);
}

static void test_a_moment_is_published_member_by_member(void **state)
{
    (void)state;
    const Str who = friend_of_zhangsan(test_way(&test, ""));
    assert_int_equal(code_of("add_moment_task", "{}"), 41089);
    assert_int_equal(
        code_of("add_moment_task", "{\"attachments\":[{\"msgtype\":\"song\",\"song\":{}}]}"),
        41065);
    const Json *made = post("add_moment_task", "{\"text\":{\"content\":\"新品\"}}");
    const char *job  = test_fmt(&test, "externalcontact/get_moment_task_result?jobid=%.*s",
                                FMT(test_str(made, "jobid")));
    assert_int_equal(json_i64(test_api(&test, job, NULL), S("status"), 0), 2);
    test_admin(&test, "clock", "{\"advance_ms\":1500}");
    const Str   id   = test_str(test_api(&test, job, NULL), "result.moment_id");
    const char *body = test_fmt(&test, "{\"moment_id\":\"%.*s\",\"userid\":\"zhangsan\"}", FMT(id));
    const Json *tasks = post("get_moment_task", body);
    assert_int_equal(json_items(tasks, S("task_list")).count, 1);
    assert_int_equal(json_i64(json_at(tasks, "task_list[0]"), S("publish_status"), -1), 0);
    assert_int_equal(json_items(post("get_moment_send_result", body), S("customer_list")).count, 0);
    test_admin(&test, "staff/zhangsan/moments/publish", body);
    assert_true(str_equal(
        test_str(post("get_moment_send_result", body), "customer_list[0].external_userid"), who));
    test_admin(&test, test_fmt(&test, "customers/%.*s/react", FMT(who)), body);
    assert_int_equal(json_items(post("get_moment_comments", body), S("like_list")).count, 1);
    assert_true(str_equal(test_str(post("get_moment_list", "{}"), "moment_list[0].text.content"),
                          S("新品")));
    assert_int_equal(code_of("get_moment_task", "{\"moment_id\":\"momx\"}"), 41060);
}

static void test_a_group_welcome_is_kept_by_its_app(void **state)
{
    (void)state;
    const Json *made =
        post("group_welcome_template/add", "{\"text\":{\"content\":\"亲爱的%NICKNAME%\"}}");
    const char *id = test_fmt(&test, "{\"template_id\":\"%.*s\",\"text\":{\"content\":\"b\"}}",
                              FMT(test_str(made, "template_id")));
    assert_int_equal(code_of("group_welcome_template/edit", id), 0);
    assert_true(
        str_equal(test_str(post("group_welcome_template/get", id), "text.content"), S("b")));
    test_token_of(&test, 2000003);
    assert_int_equal(code_of("group_welcome_template/del", id), 301002);
    test_token_of(&test, 1000002);
    assert_int_equal(code_of("group_welcome_template/del", id), 0);
    assert_int_equal(code_of("group_welcome_template/get", id), 40058);
    assert_int_equal(code_of("group_welcome_template/add", "{}"), 40063);
}

#define SIM_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(test_a_mass_message_waits_for_its_member),
        SIM_TEST(test_a_customer_takes_only_so_many_in_a_month),
        SIM_TEST(test_a_filter_joins_lists_by_and),
        SIM_TEST(test_a_mass_message_is_checked_reminded_and_cancelled),
        SIM_TEST(test_a_link_adds_with_its_channel_and_costs_quota),
        SIM_TEST(test_a_moment_is_published_member_by_member),
        SIM_TEST(test_a_group_welcome_is_kept_by_its_app),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
