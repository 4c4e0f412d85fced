/* callback_test.c -- verification, encryption, retries, timeouts, welcome codes. */
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

static void test_saving_asks_the_url_and_refuses_a_wrong_echo(void **state)
{
    (void)state;
    test.receiver             = test_receiver(test.corp->corp_id);
    test.receiver->wrong_echo = true;
    const char *path = test_fmt(&test, "apps/%.*s/1000002/callback", FMT(test.corp->corp_id));
    const char *body = test_fmt(&test, "{\"url\":\"%s\",\"token\":\"%s\",\"aes_key\":\"%s\"}",
                                test_receiver_url(&test, test.receiver), test_token, test_aes_key);
    assert_int_equal(test_code(test_admin(&test, path, body)), -30002);
    assert_int_equal(test.status, 400);
    test.receiver->wrong_echo = false;
    assert_true(json_bool(test_admin(&test, path, body), S("is_set"), false));
    assert_int_equal(test.receiver->bad, 0);
}

static void test_saving_refuses_a_short_key_and_a_dead_url(void **state)
{
    (void)state;
    const char *path = test_fmt(&test, "apps/%.*s/1000002/callback", FMT(test.corp->corp_id));
    assert_int_equal(test_code(test_admin(&test, path,
                                          "{\"url\":\"http://127.0.0.1:1/\",\"token\":\"t\","
                                          "\"aes_key\":\"short\"}")),
                     -40004);
    assert_int_equal(
        test_code(test_admin(&test, path,
                             test_fmt(&test,
                                      "{\"url\":\"http://127.0.0.1:1/\",\"token\":\"t\","
                                      "\"aes_key\":\"%s\"}",
                                      test_aes_key))),
        -30001);
}

static void test_an_add_arrives_signed_and_encrypted(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Json *done = test_scan(&test, test_way(&test, ",\"state\":\"chan-7\""), "");
    assert_true(str_equal(test_str(done, "outcome"), S("added")));
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 1);
    assert_int_equal(test.receiver->bad, 0);
    assert_true(str_equal(test_field(&test, 0, "ToUserName"), test.corp->corp_id));
    assert_true(str_equal(test_field(&test, 0, "FromUserName"), S("sys")));
    assert_true(str_equal(test_field(&test, 0, "Event"), S("change_external_contact")));
    assert_true(str_equal(test_field(&test, 0, "ChangeType"), S("add_external_contact")));
    assert_true(str_equal(test_field(&test, 0, "UserID"), S("zhangsan")));
    assert_true(str_equal(test_field(&test, 0, "State"), S("chan-7")));
    assert_true(str_equal(test_field(&test, 0, "ExternalUserID"),
                          test_str(done, "customer.external_userid")));
    assert_true(test_field(&test, 0, "WelcomeCode").len > 20);
}

static void test_a_refused_delivery_is_tried_three_times_again(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, "pump", "{\"retry_ms\":10}");
    test.receiver->refuse = 3;
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 1);
    assert_int_equal(test_requests(test.receiver), 4);
    test.receiver->refuse = 4;
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 1);
    assert_int_equal(pump_counts(test.sim->pump).failed, 1);
    const Json *log = test_admin(&test, "deliveries", NULL);
    assert_true(str_equal(test_str(log, "deliveries[0].state"), S("failed")));
    assert_true(str_equal(test_str(log, "deliveries[1].state"), S("delivered")));
}

static void test_an_answer_after_the_time_limit_counts_as_none(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, "pump", "{\"retry_ms\":10,\"timeout_ms\":100}");
    test.receiver->delay_ms = 400;
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(pump_counts(test.sim->pump).failed, 1);
    assert_int_equal(test_requests(test.receiver), 4);
}

static void test_duplicates_and_losses_are_made_on_order(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, "pump", "{\"duplicate_percent\":100}");
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 2);
    test_admin(&test, "pump", "{\"duplicate_percent\":0,\"loss_percent\":100}");
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 2);
}

static int64_t send_welcome(Str code, const char *text)
{
    return test_code(
        test_api(&test, "externalcontact/send_welcome_msg",
                 test_fmt(&test, "{\"welcome_code\":\"%.*s\",\"text\":{\"content\":\"%s\"}}",
                          FMT(code), text)));
}

static void test_a_welcome_code_works_once(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Json *done = test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    const Str code = test_field(&test, 0, "WelcomeCode");
    assert_int_equal(send_welcome(S("nonsense"), "hi"), 41050);
    assert_int_equal(send_welcome(S(""), "hi"), 41049);
    assert_int_equal(send_welcome(code, ""), 40063);
    assert_int_equal(send_welcome(code, "您好"), 0);
    assert_int_equal(send_welcome(code, "您好"), 41050);
    const Json *chat = test_admin(&test,
                                  test_fmt(&test, "chat?userid=zhangsan&external_userid=%.*s",
                                           FMT(test_str(done, "customer.external_userid"))),
                                  NULL);
    assert_true(str_equal(test_str(chat, "lines[0].content.content"), S("您好")));
    assert_null(json_at(chat, "lines[1]"));
}

static void test_a_welcome_code_dies_after_twenty_seconds(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_scan(&test, test_way(&test, ""), "");
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    test_admin(&test, "clock", "{\"advance_ms\":17000}");
    assert_int_equal(send_welcome(test_field(&test, 0, "WelcomeCode"), "hi"), 0);
    test_admin(&test, "clock", "{\"advance_ms\":3100}");
    assert_int_equal(send_welcome(test_field(&test, 1, "WelcomeCode"), "hi"), 41050);
}

static void test_the_first_of_two_apps_wins(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_listen(&test, 2000003);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 2);
    const Str first  = test_field(&test, 0, "WelcomeCode"),
              second = test_field(&test, 1, "WelcomeCode");
    assert_false(str_equal(first, second));
    /* Each code belongs to one app: 1000002 can use exactly one of them. */
    const int64_t a = send_welcome(first, "hi"), b = send_welcome(second, "hi");
    assert_true((a == 0 && b == 41050) || (a == 41050 && b == 0));
    test_token_of(&test, 2000003);
    assert_int_equal(send_welcome(a == 0 ? second : first, "hi"), 41051);
}

static void test_the_customer_contact_app_may_use_the_code_of_another(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    const Str   code  = test_field(&test, 0, "WelcomeCode");
    const Json *other = test_admin(&test, "apps", "{\"name\":\"another\"}");
    test_token_of(&test, json_i64(other, S("agent_id"), 0));
    assert_int_equal(send_welcome(code, "hi"), 41050);
    test_token_of(&test, 2000003);
    assert_int_equal(send_welcome(code, "hi"), 0);
    assert_int_equal(send_welcome(code, "hi"), 41050);
}

static void test_a_member_with_a_fixed_welcome_gets_no_code(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, "staff/zhangsan", "{\"has_welcome\":true}");
    test_settle(&test);
    const size_t before = test_count(test.receiver);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), before + 1);
    assert_null(test_field(&test, before, "WelcomeCode").ptr);
}

static void test_a_half_add_gets_its_code_at_once_and_none_later(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Json *done = test_scan(&test, test_way(&test, ""), ",\"half\":true");
    assert_true(str_equal(test_str(done, "outcome"), S("half")));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 0, "ChangeType"), S("add_half_external_contact")));
    assert_true(test_field(&test, 0, "WelcomeCode").len > 0);
    test_admin(&test, "staff/zhangsan/accept",
               test_fmt(&test, "{\"external_userid\":\"%.*s\"}",
                        FMT(test_str(done, "customer.external_userid"))));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 1, "ChangeType"), S("add_external_contact")));
    assert_null(test_field(&test, 1, "WelcomeCode").ptr);
}

static void test_deleting_tells_which_side_left(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Str way    = test_way(&test, "");
    const Str lost   = test_str(test_scan(&test, way, ""), "customer.external_userid");
    const Str thrown = test_str(test_scan(&test, way, ""), "customer.external_userid");
    test_settle(&test);
    test_admin(&test, test_fmt(&test, "customers/%.*s/delete", FMT(lost)),
               "{\"userid\":\"zhangsan\"}");
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 2, "ChangeType"), S("del_follow_user")));
    test_admin(&test, "staff/zhangsan/delete",
               test_fmt(&test, "{\"external_userid\":\"%.*s\"}", FMT(thrown)));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 3, "ChangeType"), S("del_external_contact")));
    /* Whom the customer left is still listed; whom the member deleted is not. */
    const Json *list = test_api(&test, "externalcontact/list?userid=zhangsan", NULL);
    assert_int_equal(json_items(list, S("external_userid")).count, 1);
    assert_true(str_equal(test_str(list, "external_userid[0]"), lost));
}

static void test_an_app_hears_only_of_members_it_sees(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, test_fmt(&test, "apps/%.*s/1000002", FMT(test.corp->corp_id)),
               "{\"visible_users\":[\"lisi\"]}");
    test_token_of(&test, 2000003);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 0);
    test_token_of(&test, 1000002);
    assert_int_equal(test_code(test_api(&test, "user/get?userid=zhangsan", NULL)), 60011);
    assert_int_equal(test_code(test_api(&test, "user/get?userid=LISI", NULL)), 0);
}

#define SIM_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int setup_demo(void **state)
{
    (void)state;
    test_start(&test, "demo", NULL);
    return 0;
}

static void test_deletions_of_the_past_are_told_as_of_their_instants(void **state)
{
    (void)state;
    const Json *nobody = test_admin(&test, "history", "{\"what\":\"gains\"}");
    assert_int_equal(test_code(nobody), 40058);
    test_listen(&test, 1000002);
    const Json   *done = test_admin(&test, "history", "{\"what\":\"losses\"}");
    const int64_t told = json_i64(done, S("told"), 0);
    assert_true(json_bool(done, S("idle"), false));
    assert_true(told > 1300 && told < 2100); /* 6 to 10 % */
    assert_int_equal(test_requests(test.receiver), told + 2);
    assert_int_equal(test.receiver->bad, 0);
    const int64_t start_s = test.sim->world->started_ms / MS_PER_SECOND;
    for (size_t at = 0; at < test_count(test.receiver); at += 5) {
        int64_t created_s = 0;
        assert_true(str_to_i64(test_field(&test, at, "CreateTime"), &created_s));
        assert_true(created_s < start_s && created_s > start_s - 400 * 86400);
        assert_int_equal(test_field(&test, at, "WelcomeCode").len, 0);
    }
    size_t back = 0, by_member = 0;
    LIST_EACH(Parting, parting, test.corp->partings)
    {
        const Relation *relation = parting->relation;
        if (parting->by_member) assert_false(relation->member_has);
        if (parting->back_s == 0) assert_true(relation->created_s < parting->at_s);
        if (parting->back_s) assert_true(relation->customer_has && relation->member_has);
        if (parting->back_s) assert_int_equal(relation->created_s, parting->back_s);
        back += parting->back_s != 0;
        by_member += parting->by_member;
    }
    assert_int_equal(back, 2);
    assert_true(by_member > 100 && by_member < 300);
    /* Told again it is the same again. */
    assert_int_equal(json_i64(test_admin(&test, "history", "{\"what\":\"losses\"}"), S("told"), 0),
                     told);
}

/* Two whole days and what there is of today; a second later nobody has come. */
static void test_the_days_since_the_start_are_lived_once(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_admin(&test, "clock", "{\"advance_ms\":172800000}");
    const size_t  before = test.corp->customers.count;
    const Json   *done   = test_admin(&test, "history", "{\"what\":\"days\"}");
    const int64_t told   = json_i64(done, S("told"), 0);
    const int64_t came   = (int64_t)(test.corp->customers.count - before);
    assert_true(json_bool(done, S("idle"), false));
    assert_true(came >= 2 * 76 && came <= 3 * 110);
    assert_true(told > came && told <= came + came / 14 + 1);
    assert_int_equal(test.receiver->bad, 0);
    const int64_t start_s = test.sim->world->started_ms / MS_PER_SECOND;
    const int64_t now_s   = world_now_s(test.sim->world);
    for (size_t at = 0; at < test_count(test.receiver); at++) {
        int64_t created_s = 0;
        assert_true(str_to_i64(test_field(&test, at, "CreateTime"), &created_s));
        assert_true(created_s >= start_s - 86400 && created_s <= now_s);
        assert_int_equal(test_field(&test, at, "WelcomeCode").len, 0);
    }
    const Relation *last = ((Customer *)test.corp->customers.at[before])->first;
    assert_true(last->customer_has && last->member_has && last->created_s <= now_s);
    /* Until the same instant there is nothing left. */
    const int64_t lived_s = test.corp->lived_s;
    const Json   *again =
        test_admin(&test, "history/tell",
                   str_z(test.arena, str_fmt(test.arena, "{\"what\":\"days\",\"until\":%lld}",
                                             (long long)lived_s)));
    assert_int_equal(json_i64(again, S("told"), -1), 0);
    assert_int_equal(json_i64(again, S("next"), -1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(test_saving_asks_the_url_and_refuses_a_wrong_echo),
        SIM_TEST(test_saving_refuses_a_short_key_and_a_dead_url),
        SIM_TEST(test_an_add_arrives_signed_and_encrypted),
        SIM_TEST(test_a_refused_delivery_is_tried_three_times_again),
        SIM_TEST(test_an_answer_after_the_time_limit_counts_as_none),
        SIM_TEST(test_duplicates_and_losses_are_made_on_order),
        SIM_TEST(test_a_welcome_code_works_once),
        SIM_TEST(test_a_welcome_code_dies_after_twenty_seconds),
        SIM_TEST(test_the_first_of_two_apps_wins),
        SIM_TEST(test_the_customer_contact_app_may_use_the_code_of_another),
        SIM_TEST(test_a_member_with_a_fixed_welcome_gets_no_code),
        SIM_TEST(test_a_half_add_gets_its_code_at_once_and_none_later),
        SIM_TEST(test_deleting_tells_which_side_left),
        SIM_TEST(test_an_app_hears_only_of_members_it_sees),
        cmocka_unit_test_setup_teardown(test_deletions_of_the_past_are_told_as_of_their_instants,
                                        setup_demo, teardown),
        cmocka_unit_test_setup_teardown(test_the_days_since_the_start_are_lived_once, setup_demo,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
