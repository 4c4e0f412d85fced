/* world_test.c -- the base worlds, the journal, groups, media, transfers, bursts. */
#include "sim/testing.h"

#include "sim/ids.h"

#include <stdio.h>
#include <unistd.h>

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

static const Json *post(const char *path, const char *body) { return test_api(&test, path, body); }
static int64_t code_of(const char *path, const char *body) { return test_code(post(path, body)); }

/* ---- worlds ------------------------------------------------------------------------------- */

static void test_ids_can_be_read_back(void **state)
{
    (void)state;
    Arena *arena = arena_new(1u << 20);
    for (uint32_t index = 0; index < 3000; index += 7) {
        uint32_t  back = UINT32_MAX;
        const Str id   = ids_external(arena, 99, index, index % 2 ? 1 : 2);
        assert_int_equal(id.len, 32);
        assert_true(str_starts(id, index % 2 ? S("wm") : S("wo")));
        assert_true(ids_external_index(99, id, &back));
        assert_int_equal(back, index);
        assert_false(ids_external_index(98, id, &back));
    }
    arena_free(arena);
}

static void test_the_demo_has_two_corps_with_a_past(void **state)
{
    (void)state;
    test_start(&test, "demo", NULL);
    const Json *world = test_admin(&test, "world", NULL);
    assert_true(str_equal(test_str(world, "corps[0].name"), S("小满母婴")));
    assert_true(str_equal(test_str(world, "corps[1].name"), S("禾木咖啡")));
    const Json *brand = json_at(world, "corps[0]");
    assert_int_equal(json_i64(brand, S("customer_count"), 0), 20000);
    assert_int_equal(json_items(brand, S("staff")).count, 60);
    assert_int_equal(json_i64(brand, S("group_count"), 0), 30);
    size_t stores = 0;
    LIST_EACH(Department, department, test.corp->departments)
    stores += str_ends(department->name, S("店"));
    assert_int_equal(stores, 12);
    size_t lost = 0, left = 0, stated = 0, all = 0;
    LIST_EACH(Member, member, test.corp->members)
    {
        LIST_EACH(Relation, relation, member->relations)
        {
            all++;
            lost += !relation->customer_has;
            left += !relation->member_has;
            stated += str_starts(relation->state, S("demo-"));
            assert_true(relation->created_s <= world_now_s(test.sim->world));
        }
    }
    assert_true(all > 20000 && lost > 500 && left > 100 && stated > 6000);
    test_stop(&test);
}

static void test_the_same_seed_and_calls_give_the_same_ids(void **state)
{
    (void)state;
    Str    ids[2];
    Arena *arena = arena_new(1u << 16);
    for (int round = 0; round < 2; round++) {
        test_start(&test, "empty", NULL);
        const Str way = test_way(&test, "");
        const Str who = test_str(test_scan(&test, way, ""), "customer.external_userid");
        ids[round] = str_fmt(arena, "%.*s %.*s %.*s", FMT(test.corp->corp_id), FMT(way), FMT(who));
        test_stop(&test);
    }
    assert_true(str_equal(ids[0], ids[1]));
    arena_free(arena);
}

static void test_what_changed_is_there_after_a_restart(void **state)
{
    (void)state;
    char path[] = "/tmp/weft-sim-XXXXXX";
    close(mkstemp(path));
    unlink(path);
    test_start(&test, "empty", path);
    test_listen(&test, 1000002);
    const Str   way  = test_way(&test, ",\"remark\":\"海报\",\"state\":\"s\"");
    const Json *done = test_scan(&test, way, ",\"customer\":{\"name\":\"甲\"}");
    const Str   who  = test_str(done, "customer.external_userid");
    const Json *made =
        post("externalcontact/add_corp_tag", "{\"group_name\":\"g\",\"tag\":[{\"name\":\"a\"}]}");
    const Str tag = test_str(made, "tag_group.tag[0].id");
    post("externalcontact/mark_tag",
         test_fmt(&test,
                  "{\"userid\":\"zhangsan\",\"external_userid\":\"%.*s\",\"add_tag\":[\"%.*s\"]}",
                  FMT(who), FMT(tag)));
    test_settle(&test);
    post("externalcontact/send_welcome_msg",
         test_fmt(&test, "{\"welcome_code\":\"%.*s\",\"text\":{\"content\":\"欢迎\"}}",
                  FMT(test_field(&test, 0, "WelcomeCode"))));
    test_admin(&test, "clock", "{\"advance_ms\":5000}");
    const Json *before = test_api(
        &test, test_fmt(&test, "externalcontact/get?external_userid=%.*s", FMT(who)), NULL);
    Arena    *arena = arena_new(1u << 20);
    const Str token = str_copy(arena, test.token), id = str_copy(arena, who),
              kept_way    = str_copy(arena, way);
    const int64_t created = json_i64(json_at(before, "follow_user[0]"), S("createtime"), 0);
    test_stop(&test);

    test_start(&test, "empty", path);
    assert_true(str_equal(test.token, token));
    assert_true(test.sim->world->clock_shift_ms == 5000);
    assert_true(world_app(test.corp, 1000002)->callback.is_set);
    const Json *after =
        test_api(&test, test_fmt(&test, "externalcontact/get?external_userid=%.*s", FMT(id)), NULL);
    assert_true(str_equal(test_str(after, "external_contact.name"), S("甲")));
    assert_true(str_equal(test_str(after, "follow_user[0].tags[0].tag_name"), S("a")));
    assert_int_equal(json_i64(json_at(after, "follow_user[0]"), S("createtime"), 0), created);
    const Json *chat = test_admin(
        &test, test_fmt(&test, "chat?userid=zhangsan&external_userid=%.*s", FMT(id)), NULL);
    assert_true(str_equal(test_str(chat, "lines[0].content.content"), S("欢迎")));
    assert_true(str_equal(test_str(post("externalcontact/get_contact_way",
                                        test_fmt(&test, "{\"config_id\":\"%.*s\"}", FMT(kept_way))),
                                   "contact_way.remark"),
                          S("海报")));
    test_stop(&test);
    arena_free(arena);
    unlink(path);
    unlink(test_fmt(&(Test){ .arena = arena = arena_new(1u << 16) }, "%s-wal", path));
    arena_free(arena);
}

static void test_a_reset_gives_the_base_world_and_keeps_callbacks(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    test_admin(&test, "reset", "{}");
    test.corp = test.sim->world->corps.at[0];
    test_token_of(&test, 1000002);
    assert_int_equal(test_code(test_api(&test, "externalcontact/list?userid=zhangsan", NULL)),
                     84061);
    test_scan(&test, test_way(&test, ""), "");
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 2);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static Str new_customer(const char *name)
{
    return test_str(test_admin(&test, "customers", test_fmt(&test, "{\"name\":\"%s\"}", name)),
                    "external_userid");
}

static void test_a_group_overflows_into_the_next_one(void **state)
{
    (void)state;
    {
        LOCKED(&test.sim->world->lock);
        Group *group =
            world_add_group(test.corp, world_member(test.corp, S("zhangsan")), S("群一"));
        while (group->member_count < 200) {
            world_group_add(group, NULL, world_add_customer(test.corp, S("x")));
        }
    }
    test_listen(&test, 1000002);
    const Str   chat = test_str(post("externalcontact/groupchat/list", "{\"limit\":10}"),
                                "group_chat_list[0].chat_id");
    const Json *made = post("externalcontact/groupchat/add_join_way",
                            test_fmt(&test,
                                     "{\"scene\":2,\"room_base_name\":\"群\",\"room_base_id\":2,"
                                     "\"state\":\"j\",\"chat_id_list\":[\"%.*s\"]}",
                                     FMT(chat)));
    const Str   way  = test_str(made, "config_id");
    const Json *done = test_scan(&test, way, "");
    assert_true(str_equal(test_str(done, "outcome"), S("joined")));
    assert_true(str_equal(test_str(done, "group.name"), S("群2")));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 0, "ChangeType"), S("create")));
    assert_true(str_equal(test_field(&test, 1, "UpdateDetail"), S("add_member")));
    assert_true(str_equal(test_field(&test, 1, "JoinScene"), S("3")));
    const Json *kept = post("externalcontact/groupchat/get_join_way",
                            test_fmt(&test, "{\"config_id\":\"%.*s\"}", FMT(way)));
    assert_int_equal(json_items(json_get(kept, S("join_way")), S("chat_id_list")).count, 2);
    assert_int_equal(code_of("externalcontact/groupchat/get", "{\"chat_id\":\"wrnone\"}"), 40050);
    assert_int_equal(code_of("externalcontact/groupchat/list", "{}"), 40058);
}

static void test_a_group_tells_its_version_before_and_after(void **state)
{
    (void)state;
    {
        LOCKED(&test.sim->world->lock);
        (void)world_add_group(test.corp, world_member(test.corp, S("zhangsan")), S("群"));
    }
    test_listen(&test, 1000002);
    const Str   who  = new_customer("甲");
    const Str   chat = test_str(post("externalcontact/groupchat/list", "{\"limit\":10}"),
                                "group_chat_list[0].chat_id");
    const char *get  = test_fmt(&test, "{\"chat_id\":\"%.*s\",\"need_name\":1}", FMT(chat));
    const Str   before =
        test_str(post("externalcontact/groupchat/get", get), "group_chat.member_version");
    test_admin(&test, test_fmt(&test, "groups/%.*s/join", FMT(chat)),
               test_fmt(&test, "{\"external_userid\":\"%.*s\"}", FMT(who)));
    const Json *now = post("externalcontact/groupchat/get", get);
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 0, "LastMemVer"), before));
    assert_true(
        str_equal(test_field(&test, 0, "CurMemVer"), test_str(now, "group_chat.member_version")));
    assert_true(str_equal(test_str(now, "group_chat.member_list[1].userid"), who));
    assert_true(
        str_equal(test_str(now, "group_chat.member_list[1].invitor.userid"), S("zhangsan")));
    test_admin(&test, test_fmt(&test, "groups/%.*s/leave", FMT(chat)),
               test_fmt(&test, "{\"external_userid\":\"%.*s\",\"kicked\":true}", FMT(who)));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 1, "UpdateDetail"), S("del_member")));
    assert_true(str_equal(test_field(&test, 1, "QuitScene"), S("1")));
}

/* ---- media, transfers, bursts
 * -------------------------------------------------------------------- */

static const Json *upload(const char *path, Str bytes)
{
    const Part part = {
        .name = S("media"), .filename = S("海报.png"), .type = S("image/png"), .body = bytes
    };
    Str       type;
    const Str body = mime_build(test.arena, S("boundary42"), &part, 1, &type);
    const Str url  = str_fmt(test.arena, "/cgi-bin/%s&access_token=%.*s", path, FMT(test.token));
    return test_json(&test,
                     test_fetch(&test, url.ptr, body.ptr, body.len, str_z(test.arena, type)));
}

static void test_a_file_lives_three_days(void **state)
{
    (void)state;
    const Str   png  = S("\x89PNG\r\n\x1a\n0123456789");
    const Json *made = upload("media/upload?type=image", png);
    assert_int_equal(test_code(made), 0);
    assert_true(str_equal(test_str(made, "type"), S("image")));
    const char *path = test_fmt(&test, "/cgi-bin/media/get?media_id=%.*s&access_token=%.*s",
                                FMT(test_str(made, "media_id")), FMT(test.token));
    assert_true(str_equal(test_fetch(&test, path, NULL, 0, NULL), png));
    assert_true(str_equal(test.type, S("image/png")));
    assert_int_equal(test_code(upload("media/upload?type=song", png)), 40004);
    assert_int_equal(test_code(upload("media/upload?type=image", S("no picture"))), 40009);
    assert_int_equal(test_code(upload("media/upload?type=image", S("abc"))), 40006);
    const Json *lasting = upload("media/uploadimg?x=1", png);
    test_admin(&test, "clock", "{\"advance_ms\":259200001}");
    test_token_of(&test, 1000002);
    path = test_fmt(&test, "media/get?media_id=%.*s", FMT(test_str(made, "media_id")));
    assert_int_equal(test_code(test_api(&test, path, NULL)), 40007);
    assert_true(str_equal(
        test_fetch(&test, str_z(test.arena, test_str(lasting, "url")), NULL, 0, NULL), png));
}

static void test_a_transfer_is_done_after_a_day(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    const Str who = test_str(test_scan(&test, test_way(&test, ""), ""), "customer.external_userid");
    const char *body = test_fmt(&test,
                                "{\"handover_userid\":\"zhangsan\",\"takeover_userid\":\"lisi\","
                                "\"external_userid\":[\"%.*s\"]}",
                                FMT(who));
    assert_int_equal(
        json_i64(json_at(post("externalcontact/transfer_customer", body), "customer[0]"),
                 S("errcode"), -1),
        0);
    assert_int_equal(
        json_i64(json_at(post("externalcontact/transfer_customer", body), "customer[0]"),
                 S("errcode"), -1),
        40100);
    assert_int_equal(code_of("externalcontact/transfer_customer",
                             "{\"handover_userid\":\"lisi\",\"takeover_userid\":\"lisi\","
                             "\"external_userid\":[\"x\"]}"),
                     40130);
    assert_int_equal(json_i64(json_at(post("externalcontact/transfer_result", body), "customer[0]"),
                              S("status"), 0),
                     2);
    test_admin(&test, "clock", "{\"advance_ms\":86400001}");
    test_token_of(&test, 1000002);
    assert_int_equal(json_i64(json_at(post("externalcontact/transfer_result", body), "customer[0]"),
                              S("status"), 0),
                     1);
    const Json *list = test_api(&test, "externalcontact/list?userid=lisi", NULL);
    assert_true(str_equal(test_str(list, "external_userid[0]"), who));
    test_settle(&test);
    assert_true(str_equal(test_field(&test, 1, "ChangeType"), S("del_external_contact")));
    assert_true(str_equal(test_field(&test, 1, "Source"), S("DELETE_BY_TRANSFER")));
    assert_true(str_equal(test_field(&test, 2, "ChangeType"), S("add_external_contact")));
}

static void test_a_burst_counts_every_add(void **state)
{
    (void)state;
    test_listen(&test, 1000002);
    test_way(&test, "");
    const Json *done = test_admin(&test, "burst", "{\"rate\":400,\"count\":200,\"welcome\":false}");
    assert_int_equal(json_i64(done, S("adds"), 0), 200);
    assert_int_equal(json_i64(done, S("delivered"), 0), 200);
    assert_int_equal(json_i64(done, S("without_welcome"), 0), 200);
    assert_int_equal(json_i64(json_get(done, S("callback_ms")), S("count"), 0), 200);
    test_settle(&test);
    assert_int_equal(test_count(test.receiver), 200);
    const Json *list = test_api(&test, "externalcontact/list?userid=zhangsan", NULL);
    assert_int_equal(json_items(list, S("external_userid")).count, 200);
}

static void test_a_large_world_is_readable(void **state)
{
    (void)state;
    test_start(&test, "bench", NULL);
    assert_int_equal(test.corp->customers.count, 20000);
    assert_int_equal(test.corp->members.count, 500);
    const Member *member = test.corp->members.at[0];
    const Json   *page =
        post("externalcontact/batch/get_by_user",
             test_fmt(&test, "{\"userid_list\":[\"%.*s\"],\"limit\":10}", FMT(member->userid)));
    assert_int_equal(json_items(page, S("external_contact_list")).count, 10);
    test_stop(&test);
}

#define SIM_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_can_be_read_back),
        cmocka_unit_test(test_the_demo_has_two_corps_with_a_past),
        cmocka_unit_test(test_the_same_seed_and_calls_give_the_same_ids),
        cmocka_unit_test(test_what_changed_is_there_after_a_restart),
        SIM_TEST(test_a_reset_gives_the_base_world_and_keeps_callbacks),
        SIM_TEST(test_a_group_overflows_into_the_next_one),
        SIM_TEST(test_a_group_tells_its_version_before_and_after),
        SIM_TEST(test_a_file_lives_three_days),
        SIM_TEST(test_a_transfer_is_done_after_a_day),
        SIM_TEST(test_a_burst_counts_every_add),
        cmocka_unit_test(test_a_large_world_is_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
