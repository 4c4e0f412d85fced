/* api_test.c -- tokens, organisation, customers, contact ways, messages: answers and refusals. */
#include "sim/testing.h"

#include <stdio.h>

static Test test;

static int setup(void **state)
{
    (void)state;
    test_start(&test, "empty", NULL);
    return 0;
}

static int setup_demo(void **state)
{
    (void)state;
    test_start(&test, "demo", NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_stop(&test);
    return 0;
}

static const Json *get(const char *path) { return test_api(&test, path, NULL); }
static const Json *post(const char *path, const char *body) { return test_api(&test, path, body); }
static int64_t     code_of(const char *path, const char *body)
{
    return test_code(test_api(&test, path, body));
}

static const Json *raw(const char *path)
{
    return test_json(&test, test_fetch(&test, path, NULL, 0, NULL));
}

/* ---- tokens ------------------------------------------------------------------------------- */

static void test_a_token_stays_the_same_while_valid(void **state)
{
    (void)state;
    const Str first = test.token;
    test_token_of(&test, 1000002);
    assert_true(str_equal(first, test.token));
    test_admin(&test, "clock", "{\"advance_ms\":7200000}");
    assert_int_equal(test_code(get("department/list")), 42001);
    test_token_of(&test, 1000002);
    assert_false(str_equal(first, test.token));
    assert_int_equal(test_code(get("department/list")), 0);
}

static void test_a_token_can_end_early(void **state)
{
    (void)state;
    test_admin(&test, "tokens/expire", "{}");
    assert_int_equal(test_code(get("department/list")), 42001);
    test_token_of(&test, 1000002);
    test_admin(&test, "tokens/expire", "{\"revoked\":true}");
    assert_int_equal(test_code(get("department/list")), 40014);
}

static void test_who_asks_wrongly_for_a_token_is_told_what_is_wrong(void **state)
{
    (void)state;
    assert_int_equal(test_code(raw("/cgi-bin/gettoken")), 41002);
    assert_int_equal(test_code(raw("/cgi-bin/gettoken?corpid=x")), 41004);
    assert_int_equal(test_code(raw("/cgi-bin/gettoken?corpid=x&corpsecret=y")), 40013);
    assert_int_equal(test_code(raw(test_fmt(&test, "/cgi-bin/gettoken?corpid=%.*s&corpsecret=y",
                                            FMT(test.corp->corp_id)))),
                     40001);
    assert_int_equal(test_code(raw("/cgi-bin/department/list")), 41001);
    assert_int_equal(test_code(raw("/cgi-bin/department/list?access_token=x")), 40014);
}

static void test_a_refusal_carries_the_text_of_the_platform(void **state)
{
    (void)state;
    const Str text = test_str(raw("/cgi-bin/department/list?access_token=x"), "errmsg");
    assert_int_equal(test.status, 200);
    assert_true(str_starts(text, S("invalid access_token, hint: [")));
    assert_true(str_find(text, S("], from ip: 127.0.0.1, more info at "
                                 "https://open.work.weixin.qq.com/devtool/query?e=40014")) > 0);
    const Str broken = test_str(post("externalcontact/remark", "{no json"), "errmsg");
    assert_true(str_find(broken, S("Warning: wrong json format.")) > 0);
}

static void test_an_untrusted_address_is_refused_when_checked(void **state)
{
    (void)state;
    test_admin(&test, "switches", "{\"check_ips\":true}");
    assert_int_equal(test_code(get("department/list")), 0);
    test_admin(&test, test_fmt(&test, "apps/%.*s/1000002", FMT(test.corp->corp_id)),
               "{\"trusted_ips\":\"10.0.0.*\"}");
    assert_int_equal(test_code(get("department/list")), 60020);
}

/* ---- organisation ---------------------------------------------------------------------------- */

static void test_departments_are_made_moved_and_deleted_by_the_sync_app_only(void **state)
{
    (void)state;
    assert_int_equal(code_of("department/create", "{\"name\":\"新店\",\"parentid\":1}"), 48002);
    test_token_of(&test, 2000002);
    const Json *made = post("department/create", "{\"name\":\"新店\",\"parentid\":1}");
    assert_true(str_equal(test_str(made, "errmsg"), S("created")));
    const int64_t id = json_i64(made, S("id"), 0);
    assert_int_equal(code_of("department/create", "{\"name\":\"新店\",\"parentid\":1}"), 60008);
    assert_int_equal(code_of("department/create", "{\"name\":\"x\",\"parentid\":99}"), 60004);
    assert_int_equal(
        code_of("department/update", test_fmt(&test, "{\"id\":%d,\"parentid\":2}", (int)id)), 0);
    assert_int_equal(test_code(get("department/delete?id=2")), 60006);
    assert_int_equal(test_code(get(test_fmt(&test, "department/delete?id=%d", (int)id))), 0);
    assert_int_equal(test_code(get("department/delete?id=2")), 60005);
    assert_int_equal(test_code(get("department/get?id=77")), 60003);
    const Json *ids = get("department/simplelist");
    assert_int_equal(json_items(ids, S("department_id")).count, 2);
}

static void test_members_are_made_read_and_deleted(void **state)
{
    (void)state;
    assert_int_equal(test_code(get("user/get?userid=nobody")), 60111);
    assert_int_equal(test_code(get("user/get")), 41009);
    assert_true(str_equal(test_str(get("user/get?userid=ZhangSan"), "userid"), S("zhangsan")));
    test_token_of(&test, 2000002);
    assert_int_equal(code_of("user/create",
                             "{\"userid\":\"wang-5\",\"name\":\"王五\",\"department\":[2],"
                             "\"mobile\":13800000009}"),
                     0);
    assert_int_equal(code_of("user/create", "{\"userid\":\"WANG-5\",\"name\":\"王五\"}"), 60102);
    assert_int_equal(code_of("user/create", "{\"userid\":\"-bad\",\"name\":\"x\"}"), 40003);
    assert_int_equal(code_of("user/create", "{\"userid\":\"x\",\"name\":\"x\",\"department\":[9]}"),
                     60003);
    assert_true(str_equal(
        test_str(post("user/getuserid", "{\"mobile\":\"13800000009\"}"), "userid"), S("wang-5")));
    assert_int_equal(code_of("user/getuserid", "{\"mobile\":\"1\"}"), 46004);
    assert_int_equal(json_items(get("user/simplelist?department_id=1"), S("userlist")).count, 1);
    assert_int_equal(
        json_items(get("user/list?department_id=1&fetch_child=1"), S("userlist")).count, 3);
    const Json *page = post("user/list_id", "{\"limit\":2}");
    assert_int_equal(json_items(page, S("dept_user")).count, 2);
    const Json *rest = post("user/list_id", test_fmt(&test, "{\"limit\":2,\"cursor\":\"%.*s\"}",
                                                     FMT(test_str(page, "next_cursor"))));
    assert_int_equal(json_items(rest, S("dept_user")).count, 1);
    assert_int_equal(test_str(rest, "next_cursor").len, 0);
    assert_int_equal(code_of("user/list_id", "{\"cursor\":\"!!\"}"), 40035);
    assert_int_equal(test_code(get("user/delete?userid=wang-5")), 0);
    assert_int_equal(test_code(get("user/get?userid=wang-5")), 60111);
}

/* ---- customers
 * ----------------------------------------------------------------------------------- */

static void test_a_member_without_customers_is_an_error_not_an_empty_list(void **state)
{
    (void)state;
    assert_int_equal(test_code(get("externalcontact/list?userid=lisi")), 84061);
    assert_int_equal(test_code(get("externalcontact/list?userid=nobody")), 40003);
    test_admin(&test, "staff/lisi", "{\"is_service\":false}");
    assert_int_equal(test_code(get("externalcontact/list?userid=lisi")), 84074);
    assert_int_equal(
        json_items(get("externalcontact/get_follow_user_list"), S("follow_user")).count, 1);
}

static void test_a_customer_shows_state_remark_and_tags(void **state)
{
    (void)state;
    const Str   way   = test_way(&test, ",\"state\":\"chan-7\"");
    const Str   id    = test_str(test_scan(&test, way, ",\"customer\":{\"name\":\"朵朵妈妈\"}"),
                                 "customer.external_userid");
    const char *path  = test_fmt(&test, "externalcontact/get?external_userid=%.*s", FMT(id));
    const Json *found = get(path);
    assert_true(str_equal(test_str(found, "external_contact.name"), S("朵朵妈妈")));
    assert_true(str_equal(test_str(found, "follow_user[0].state"), S("chan-7")));
    assert_int_equal(json_i64(json_at(found, "follow_user[0]"), S("add_way"), 0), 1);
    assert_true(str_equal(test_str(found, "follow_user[0].oper_userid"), id));
    assert_int_equal(
        code_of("externalcontact/remark",
                test_fmt(&test,
                         "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\","
                         "\"remark\":\"\\u674e\\u603b\",\"remark_mobiles\":[\"13800000001\"]}",
                         FMT(id))),
        0);
    found = get(path);
    assert_true(str_equal(test_str(found, "follow_user[0].remark"), S("李总")));
    assert_true(str_equal(test_str(found, "follow_user[0].remark_mobiles[0]"), S("13800000001")));
    assert_int_equal(
        code_of("externalcontact/remark",
                test_fmt(&test, "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\"}", FMT(id))),
        40063);
    assert_int_equal(test_code(get("externalcontact/get?external_userid=wmnobody")), 40096);
    assert_int_equal(test_code(get("externalcontact/get")), 41035);
}

static void test_bulk_reading_gives_every_pair_once(void **state)
{
    (void)state;
    StrBuf users = strbuf(test.arena, 4096);
    size_t pairs = 0, wanted = 0, at = 0;
    LIST_EACH(Member, member, test.corp->members)
    {
        if (at++ >= 20) continue;
        strbuf_fmt(&users, "%s\"%.*s\"", users.len ? "," : "", FMT(member->userid));
        LIST_EACH(Relation, relation, member->relations) wanted += relation->member_has;
    }
    Str cursor = S("");
    do {
        const Json *page =
            post("externalcontact/batch/get_by_user",
                 str_fmt(test.arena, "{\"userid_list\":[%.*s],\"cursor\":\"%.*s\",\"limit\":999}",
                         FMT(strbuf_str(&users)), FMT(cursor))
                     .ptr);
        assert_int_equal(test_code(page), 0);
        const size_t count = json_items(page, S("external_contact_list")).count;
        assert_true(count <= 100);
        pairs += count;
        cursor = test_str(page, "next_cursor");
    } while (cursor.len);
    assert_true(wanted > 1000);
    assert_int_equal(pairs, wanted);
    assert_int_equal(code_of("externalcontact/batch/get_by_user", "{\"userid_list\":[]}"), 40058);
}

static void test_a_person_is_found_by_unionid(void **state)
{
    (void)state;
    const Json *made  = test_admin(&test, "customers", "{\"name\":\"甲\"}");
    const Json *found = post("externalcontact/unionid_to_external_userid",
                             test_fmt(&test, "{\"unionid\":\"%.*s\",\"openid\":\"o\"}",
                                      FMT(test_str(made, "customer.unionid"))));
    assert_true(str_equal(test_str(found, "external_userid"), test_str(made, "external_userid")));
    assert_int_equal(
        code_of("externalcontact/unionid_to_external_userid", "{\"unionid\":\"oNobody\"}"), 84061);
}

/* ---- contact ways
 * ---------------------------------------------------------------------------------- */

static void test_a_contact_way_is_checked_kept_changed_and_deleted(void **state)
{
    (void)state;
    assert_int_equal(code_of("externalcontact/add_contact_way", "{}"), 41037);
    assert_int_equal(code_of("externalcontact/add_contact_way", "{\"type\":1}"), 41038);
    assert_int_equal(code_of("externalcontact/add_contact_way", "{\"type\":3,\"scene\":2}"), 41039);
    assert_int_equal(code_of("externalcontact/add_contact_way", "{\"type\":1,\"scene\":9}"), 41040);
    assert_int_equal(code_of("externalcontact/add_contact_way",
                             "{\"type\":1,\"scene\":2,\"user\":[\"zhangsan\",\"lisi\"]}"),
                     40058);
    assert_int_equal(code_of("externalcontact/add_contact_way",
                             "{\"type\":1,\"scene\":2,\"user\":[\"nobody\"]}"),
                     40003);
    const Str way = test_way(&test, ",\"remark\":\"甲\",\"state\":\"s1\"");
    assert_int_equal(way.len, 32);
    const char *id = test_fmt(&test, "{\"config_id\":\"%.*s\"}", FMT(way));
    assert_int_equal(
        code_of("externalcontact/update_contact_way",
                test_fmt(&test, "{\"config_id\":\"%.*s\",\"remark\":\"乙\"}", FMT(way))),
        0);
    const Json *kept = post("externalcontact/get_contact_way", id);
    assert_true(str_equal(test_str(kept, "contact_way.remark"), S("乙")));
    assert_true(str_equal(test_str(kept, "contact_way.state"), S("s1")));
    assert_true(str_ends(test_str(kept, "contact_way.qr_code"),
                         str_of(test_fmt(&test, "/q/%.*s.png", FMT(way)))));
    assert_int_equal(
        json_items(post("externalcontact/list_contact_way", "{}"), S("contact_way")).count, 1);
    assert_int_equal(code_of("externalcontact/del_contact_way", id), 0);
    assert_int_equal(code_of("externalcontact/get_contact_way", id), 41044);
    assert_int_equal(code_of("externalcontact/get_contact_way", "{}"), 41043);
    assert_true(str_equal(test_str(test_scan(&test, way, ""), "outcome"), S("dead")));
}

static void test_a_picture_of_the_code_can_be_fetched(void **state)
{
    (void)state;
    const Str way = test_way(&test, "");
    const Str png = test_fetch(&test, test_fmt(&test, "/q/%.*s.png", FMT(way)), NULL, 0, NULL);
    assert_true(str_equal(mime_of_bytes(png), S("image/png")));
    const Str svg = test_fetch(&test, test_fmt(&test, "/q/%.*s.svg", FMT(way)), NULL, 0, NULL);
    assert_true(str_starts(svg, S("<svg")));
    assert_true(str_starts(test.type, S("image/svg")));
}

static void test_a_scan_takes_the_link_and_the_address_of_the_picture(void **state)
{
    (void)state;
    const Str   way     = test_way(&test, "");
    const Json *kept    = post("externalcontact/get_contact_way",
                               test_fmt(&test, "{\"config_id\":\"%.*s\"}", FMT(way)));
    const Str   picture = test_str(kept, "contact_way.qr_code");
    const Str   texts[] = { picture, str_slice(picture, 0, picture.len - 4) };
    for (size_t i = 0; i < COUNT(texts); i++) {
        const Json *scan = test_admin(&test, "customers/scan",
                                      test_fmt(&test, "{\"url\":\"%.*s\"}", FMT(texts[i])));
        assert_true(str_equal(test_str(scan, "outcome"), S("added")));
    }
}

static void test_a_way_picks_only_members_who_can_take_more(void **state)
{
    (void)state;
    const Json *way = post("externalcontact/add_contact_way",
                           "{\"type\":2,\"scene\":2,\"user\":[\"zhangsan\",\"lisi\"]}");
    const Str   id  = test_str(way, "config_id");
    test_admin(&test, "staff/zhangsan", "{\"friend_limit\":1}");
    size_t lisi = 0;
    for (int i = 0; i < 12; i++) {
        lisi += str_equal(test_str(test_scan(&test, id, ""), "relation.userid"), S("lisi"));
    }
    assert_true(lisi >= 11);
    test_admin(&test, "staff/lisi", "{\"friend_limit\":1}");
    test_admin(&test, "staff/zhangsan", "{\"friend_limit\":0}");
    assert_true(str_equal(test_str(test_scan(&test, id, ""), "outcome"), S("nobody")));
}

static void test_a_way_with_check_waits_for_the_member(void **state)
{
    (void)state;
    const Json *done = test_scan(&test, test_way(&test, ",\"skip_verify\":false"), "");
    assert_true(str_equal(test_str(done, "outcome"), S("pending")));
    assert_int_equal(test_code(get("externalcontact/list?userid=zhangsan")), 84061);
    test_admin(&test, "staff/zhangsan/accept",
               test_fmt(&test, "{\"external_userid\":\"%.*s\"}",
                        FMT(test_str(done, "customer.external_userid"))));
    assert_int_equal(test_code(get("externalcontact/list?userid=zhangsan")), 0);
}

static void test_a_temporary_code_works_for_one_person(void **state)
{
    (void)state;
    const Str way = test_way(&test, ",\"is_temp\":true");
    assert_true(str_equal(test_str(test_scan(&test, way, ""), "outcome"), S("added")));
    assert_true(str_equal(test_str(test_scan(&test, way, ""), "outcome"), S("dead")));
    const Str late = test_way(&test, ",\"is_temp\":true,\"expires_in\":60");
    test_admin(&test, "clock", "{\"advance_ms\":61000}");
    assert_true(str_equal(test_str(test_scan(&test, late, ""), "outcome"), S("dead")));
}

static void test_an_exclusive_way_gives_a_person_one_member(void **state)
{
    (void)state;
    const Json *way =
        post("externalcontact/add_contact_way",
             "{\"type\":2,\"scene\":2,\"user\":[\"zhangsan\",\"lisi\"],\"is_exclusive\":true}");
    const Str   id   = test_str(way, "config_id");
    const Json *done = test_scan(&test, id, "");
    const char *me   = test_fmt(&test, ",\"external_userid\":\"%.*s\"",
                                FMT(test_str(done, "customer.external_userid")));
    for (int i = 0; i < 8; i++) {
        const Json *again = test_scan(&test, id, me);
        assert_true(str_equal(test_str(again, "outcome"), S("already")));
        assert_true(
            str_equal(test_str(again, "relation.userid"), test_str(done, "relation.userid")));
    }
}

/* ---- messages, faults, limits
 * ------------------------------------------------------------------------ */

static void test_a_message_reaches_whom_it_can(void **state)
{
    (void)state;
    const Json *sent = post("message/send", "{\"touser\":\"zhangsan|ghost\",\"msgtype\":\"text\","
                                            "\"agentid\":1000002,\"text\":{\"content\":\"您好\"}}");
    assert_int_equal(test_code(sent), 0);
    assert_true(str_equal(test_str(sent, "invaliduser"), S("ghost")));
    const Json *inbox = test_admin(&test, "staff/zhangsan/messages", NULL);
    assert_true(str_equal(test_str(inbox, "messages[0].body.content"), S("您好")));
    assert_int_equal(code_of("message/send", "{\"touser\":\"ghost\",\"msgtype\":\"text\","
                                             "\"agentid\":1000002,\"text\":{\"content\":\"x\"}}"),
                     81013);
    assert_int_equal(code_of("message/send",
                             "{\"touser\":\"zhangsan\",\"msgtype\":\"text\","
                             "\"agentid\":\"1000002\",\"text\":{\"content\":\"\"}}"),
                     44004);
    assert_int_equal(code_of("message/send", "{\"msgtype\":\"text\",\"agentid\":1000002,"
                                             "\"text\":{\"content\":\"x\"}}"),
                     82001);
    assert_int_equal(code_of("message/send",
                             "{\"touser\":\"@all\",\"msgtype\":\"text\",\"agentid\":1,"
                             "\"text\":{\"content\":\"x\"}}"),
                     40056);
    assert_int_equal(
        code_of("message/send", "{\"touser\":\"@all\",\"msgtype\":\"song\",\"agentid\":1000002}"),
        40008);
    assert_int_equal(code_of("message/recall",
                             test_fmt(&test, "{\"msgid\":\"%.*s\"}", FMT(test_str(sent, "msgid")))),
                     0);
    inbox = test_admin(&test, "staff/zhangsan/messages", NULL);
    assert_true(json_bool(json_at(inbox, "messages[0]"), S("is_recalled"), false));
}

static void test_the_same_message_goes_out_once_when_asked_to_check(void **state)
{
    (void)state;
    const char *body = "{\"touser\":\"zhangsan\",\"msgtype\":\"text\",\"agentid\":1000002,"
                       "\"enable_duplicate_check\":1,\"text\":{\"content\":\"x\"}}";
    for (int i = 0; i < 3; i++) assert_int_equal(code_of("message/send", body), 0);
    const Json *inbox = test_admin(&test, "staff/zhangsan/messages", NULL);
    assert_int_equal(json_items(inbox, S("messages")).count, 1);
    test_admin(&test, "clock", "{\"advance_ms\":1800001}");
    assert_int_equal(code_of("message/send", body), 0);
    inbox = test_admin(&test, "staff/zhangsan/messages", NULL);
    assert_int_equal(json_items(inbox, S("messages")).count, 2);
}

static void test_an_ordered_fault_strikes_so_often_and_no_more(void **state)
{
    (void)state;
    test_admin(&test, "faults", "{\"path\":\"department/list\",\"errcode\":45009,\"times\":2}");
    assert_int_equal(test_code(get("department/list")), 45009);
    assert_int_equal(test_code(get("user/get?userid=lisi")), 0);
    assert_int_equal(test_code(get("department/list")), 45009);
    assert_int_equal(test_code(get("department/list")), 0);
}

static void test_a_fault_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    assert_int_equal(test_code(test_admin(&test, "faults", "{\"path\":{}}")), 40058);
    assert_int_equal(test_code(test_admin(&test, "faults", "{\"http_status\":7}")), 40058);
    assert_int_equal(json_items(test_admin(&test, "faults", NULL), S("faults")).count, 0);
}

static void test_a_fault_can_be_http_or_silence_or_late(void **state)
{
    (void)state;
    test_admin(&test, "faults",
               "{\"path\":\"user/*\",\"http_status\":502,\"html\":true,\"times\":1}");
    const char *path =
        test_fmt(&test, "/cgi-bin/user/get?userid=lisi&access_token=%.*s", FMT(test.token));
    assert_true(str_starts(test_fetch(&test, path, NULL, 0, NULL), S("<html>")));
    assert_int_equal(test.status, 502);
    test_admin(&test, "faults", "{\"path\":\"user/get\",\"drop\":true,\"times\":1}");
    (void)test_fetch(&test, path, NULL, 0, NULL);
    assert_int_equal(test.status, 0);
    test_admin(&test, "faults", "{\"path\":\"user/get\",\"delay_ms\":150,\"times\":1}");
    const int64_t begun_us = clock_mono_us();
    assert_int_equal(test_code(get("user/get?userid=lisi")), 0);
    assert_true(clock_mono_us() - begun_us >= 150000);
}

static void test_a_fault_afterwards_spoils_only_the_answer(void **state)
{
    (void)state;
    test_admin(
        &test, "faults",
        "{\"path\":\"externalcontact/add_contact_way\",\"errcode\":-1,\"after\":true,\"times\":1}");
    assert_int_equal(code_of("externalcontact/add_contact_way",
                             "{\"type\":1,\"scene\":2,\"user\":[\"zhangsan\"]}"),
                     -1);
    assert_int_equal(
        json_items(post("externalcontact/list_contact_way", "{}"), S("contact_way")).count, 1);
}

static void test_too_many_calls_are_blocked_for_a_while(void **state)
{
    (void)state;
    test_admin(&test, "limits", "{\"api_per_minute\":3,\"block_minute_ms\":150}");
    for (int i = 0; i < 3; i++) assert_int_equal(test_code(get("department/list")), 0);
    assert_int_equal(test_code(get("department/list")), 45009);
    assert_int_equal(test_code(get("user/get?userid=lisi")), 0);
    test_admin(&test, "limits", "{\"on\":false}");
    assert_int_equal(test_code(get("department/list")), 0);
}

static void test_calls_are_remembered(void **state)
{
    (void)state;
    get("user/get?userid=lisi");
    get("user/get?userid=nobody");
    const Json *log = test_admin(&test, "calls?path=user/get", NULL);
    assert_int_equal(json_items(log, S("calls")).count, 2);
    assert_int_equal(json_i64(json_at(log, "calls[0]"), S("errcode"), 0), 60111);
    assert_int_equal(json_i64(json_get(json_get(log, S("counts")), S("user/get")), S("refused"), 0),
                     1);
}

/* ---- signing in
 * ------------------------------------------------------------------------------------------ */

static void test_a_login_code_names_the_member_once(void **state)
{
    (void)state;
    const Str page =
        test_fetch(&test,
                   test_fmt(&test,
                            "/wwlogin/sso/login?login_type=CorpApp&appid=%.*s&agentid=1000002"
                            "&redirect_uri=http%%3A%%2F%%2Flocalhost%%2Fback&state=s",
                            FMT(test.corp->corp_id)),
                   NULL, 0, NULL);
    assert_true(str_find(page, S("userid=zhangsan")) > 0);
    assert_true(str_find(page, S("redirect_uri=http%3A%2F%2Flocalhost%2Fback")) > 0);
    const Json *made = test_admin(&test, "login/as?userid=zhangsan", NULL);
    const char *path = test_fmt(&test, "auth/getuserinfo?code=%.*s", FMT(test_str(made, "code")));
    assert_true(str_equal(test_str(get(path), "userid"), S("zhangsan")));
    assert_int_equal(test_code(get(path)), 42022);
    assert_int_equal(test_code(get("auth/getuserinfo?code=zzz")), 40029);
    const Json *late = test_admin(&test, "login/as?userid=lisi", NULL);
    test_admin(&test, "clock", "{\"advance_ms\":300001}");
    assert_int_equal(
        test_code(get(test_fmt(&test, "auth/getuserinfo?code=%.*s", FMT(test_str(late, "code"))))),
        40029);
}

static void test_tickets_are_cached_and_apart(void **state)
{
    (void)state;
    const Str config = test_str(get("get_jsapi_ticket"), "ticket");
    const Str agent  = test_str(get("ticket/get?type=agent_config"), "ticket");
    assert_false(str_equal(config, agent));
    assert_true(str_equal(config, test_str(get("get_jsapi_ticket"), "ticket")));
}

static void test_an_app_describes_itself(void **state)
{
    (void)state;
    assert_int_equal(test_code(get("agent/get?agentid=7")), 40056);
    assert_true(str_equal(test_str(get("agent/get?agentid=1000002"), "name"), S("weft")));
    assert_int_equal(code_of("menu/create?agentid=1000002",
                             "{\"button\":[{\"type\":\"view\",\"name\":\"a\",\"url\":\"u\"}]}"),
                     0);
    assert_true(str_equal(test_str(get("menu/get?agentid=1000002"), "button[0].name"), S("a")));
}

static void test_an_unknown_path_is_not_found(void **state)
{
    (void)state;
    (void)test_fetch(&test, "/cgi-bin/no/such", NULL, 0, NULL);
    assert_int_equal(test.status, 404);
}

#define SIM_TEST(function)  cmocka_unit_test_setup_teardown(function, setup, teardown)
#define DEMO_TEST(function) cmocka_unit_test_setup_teardown(function, setup_demo, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(test_a_token_stays_the_same_while_valid),
        SIM_TEST(test_a_token_can_end_early),
        SIM_TEST(test_who_asks_wrongly_for_a_token_is_told_what_is_wrong),
        SIM_TEST(test_a_refusal_carries_the_text_of_the_platform),
        SIM_TEST(test_an_untrusted_address_is_refused_when_checked),
        SIM_TEST(test_departments_are_made_moved_and_deleted_by_the_sync_app_only),
        SIM_TEST(test_members_are_made_read_and_deleted),
        SIM_TEST(test_a_member_without_customers_is_an_error_not_an_empty_list),
        SIM_TEST(test_a_customer_shows_state_remark_and_tags),
        DEMO_TEST(test_bulk_reading_gives_every_pair_once),
        SIM_TEST(test_a_person_is_found_by_unionid),
        SIM_TEST(test_a_contact_way_is_checked_kept_changed_and_deleted),
        SIM_TEST(test_a_picture_of_the_code_can_be_fetched),
        SIM_TEST(test_a_scan_takes_the_link_and_the_address_of_the_picture),
        SIM_TEST(test_a_way_picks_only_members_who_can_take_more),
        SIM_TEST(test_a_way_with_check_waits_for_the_member),
        SIM_TEST(test_a_temporary_code_works_for_one_person),
        SIM_TEST(test_an_exclusive_way_gives_a_person_one_member),
        SIM_TEST(test_a_message_reaches_whom_it_can),
        SIM_TEST(test_the_same_message_goes_out_once_when_asked_to_check),
        SIM_TEST(test_an_ordered_fault_strikes_so_often_and_no_more),
        SIM_TEST(test_a_fault_that_makes_no_sense_is_refused),
        SIM_TEST(test_a_fault_can_be_http_or_silence_or_late),
        SIM_TEST(test_a_fault_afterwards_spoils_only_the_answer),
        SIM_TEST(test_too_many_calls_are_blocked_for_a_while),
        SIM_TEST(test_calls_are_remembered),
        SIM_TEST(test_a_login_code_names_the_member_once),
        SIM_TEST(test_tickets_are_cached_and_apart),
        SIM_TEST(test_an_app_describes_itself),
        SIM_TEST(test_an_unknown_path_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
