/* The tag library both ways, and tags on customers. */
#include "channel/channel.h"
#include "customer/customer_contact.h"
#include "customer/customer_identity.h"
#include "customer/customer_tag.h"
#include "customer/tag.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define CORP S("ww0123456789abcdef")
#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static void assert_reason(Ctx *cx, Code got, Code want, const char *reason)
{
    assert_int_equal(got, want);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

static int64_t connect(Ctx *cx)
{
    Connection connection = { 0 };
    GOOD(cx, channel_connection_create(
                 cx,
                 &(ConnectionDraft){
                     .name = S("测试"), .corp_id = CORP, .agent_id = 1, .app_secret = S("secret") },
                 &connection));
    return connection.id;
}

static TagGroupView library(Ctx *cx, size_t at, size_t want)
{
    Rows groups = { 0 };
    GOOD(cx, tag_group_list(cx, &groups));
    assert_int_equal(groups.count, want);
    return want ? *ROWS_AT(TagGroupView, groups, at) : (TagGroupView){ 0 };
}

static void hear_settled(Ctx *cx, Str payload)
{
    const Event event = { .tenant_id = cx->tenant_id,
                          .type      = event_word(EV_EFFECT_SETTLED),
                          .payload   = payload };
    GOOD(cx, customer_consumer.hear(cx, &event));
}

static void settle(Ctx *cx, const char *noun, int64_t id, const char *state, const char *reason,
                   const char *answer)
{
    hear_settled(cx, str_fmt(cx->arena,
                             "{\"object\":\"%s:%lld\",\"state\":\"%s\",\"reason\":\"%s\","
                             "\"detail\":\"\",\"answer\":%s}",
                             noun, (long long)id, state, reason, answer));
}

static void platform_says(Ctx *cx, int64_t connection_id, const char *rest)
{
    const Event event = { .tenant_id = cx->tenant_id,
                          .type      = event_word(EV_PLATFORM_TAGS_CHANGED),
                          .payload   = str_fmt(cx->arena, "{\"connection_id\":\"%lld\",%s}",
                                               (long long)connection_id, rest) };
    GOOD(cx, customer_consumer.hear(cx, &event));
}

#define GRADES                                                               \
    "\"groups\":[{\"id\":\"etG\",\"name\":\"等级\",\"order\":5,\"tags\":[" \
    "{\"id\":\"etA\",\"name\":\"金\",\"order\":2},{\"id\":\"etB\",\"name\":\"银\",\"order\":1}]}]"

static TagGroupView synced_group(Ctx *cx, int64_t connection_id)
{
    platform_says(cx, connection_id, GRADES ",\"complete\":true");
    return library(cx, 0, 1);
}

static TagView *tag_at(const TagGroupView *group, size_t at)
{
    return ROWS_AT(TagView, group->tags, at);
}

/* ---- the library ------------------------------------------------------------------------ */

static void test_names_are_checked(void **state)
{
    Ctx         *cx = test_house_ctx(*state);
    TagGroupView group;
    TagView      tag;
    const Str    long_name = S("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一");
    GOOD(cx,
         tag_group_create(cx, &(TagGroupDraft){ .name = S("兴趣"), .kind = TAG_INTERNAL }, &group));
    assert_reason(
        cx,
        tag_group_create(cx, &(TagGroupDraft){ .name = S("兴趣"), .kind = TAG_INTERNAL }, &group),
        ERR_CONFLICT, "tag_group.name_taken");
    assert_reason(
        cx, tag_group_create(cx, &(TagGroupDraft){ .name = S("企业"), .kind = TAG_CORP }, &group),
        ERR_INVALID, "tag_group.needs_tag");
    const Str twice[] = { S("茶"), S("茶") };
    assert_reason(
        cx, tag_group_create(cx, &(TagGroupDraft){ S("饮料"), TAG_INTERNAL, { twice, 2 } }, &group),
        ERR_INVALID, "tag.name_taken");
    GOOD(cx, tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("咖啡") }, &tag));
    assert_reason(cx,
                  tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("咖啡") }, &tag),
                  ERR_CONFLICT, "tag.name_taken");
    assert_reason(cx,
                  tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = long_name }, &tag),
                  ERR_INVALID, "tag.name_too_long");
    assert_reason(cx,
                  tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("  ") }, &tag),
                  ERR_INVALID, "tag.name_missing");
    assert_reason(cx, tag_update(cx, (TagId){ tag.id }, 9, &(TagDraft){ .name = S("茶") }, &tag),
                  ERR_CONFLICT, "tag.changed_meanwhile");
    Rows flat = { 0 };
    GOOD(cx, tag_list(cx, S("咖"), &flat));
    assert_int_equal(flat.count, 1);
    GOOD(cx, tag_delete(cx, (TagId){ tag.id }, 1));
    GOOD(cx, tag_list(cx, (Str){ 0 }, &flat));
    assert_int_equal(flat.count, 0);
}

static void test_tags_are_put_in_order_and_only_the_moved_go_out(void **state)
{
    Ctx         *cx    = test_house_ctx(*state);
    TagGroupView group = synced_group(cx, connect(cx));
    TagView      tag;
    GOOD(cx, tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("铜") }, &tag));
    settle(cx, "tag", tag.id, "done", "", "{\"tags\":[{\"id\":\"etC\",\"name\":\"铜\"}]}");
    group              = library(cx, 0, 1);
    const int64_t gold = tag_at(&group, 0)->id, silver = tag_at(&group, 1)->id;
    const int64_t wrong[][3] = { { gold, silver, silver }, { gold, silver, gold + 77 } };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_reason(cx,
                      tag_group_order(cx, (TagGroupId){ group.id }, (Ids){ wrong[i], 3 }, &group),
                      ERR_CONFLICT, "tag_group.changed_meanwhile");
    int64_t ids[] = { tag.id, gold, silver };
    assert_reason(cx, tag_group_order(cx, (TagGroupId){ group.id }, (Ids){ ids, 2 }, &group),
                  ERR_CONFLICT, "tag_group.changed_meanwhile");
    GOOD(cx, tag_group_order(cx, (TagGroupId){ group.id }, (Ids){ ids, 3 }, &group));
    for (size_t i = 0; i < COUNT(ids); i++) assert_int_equal(tag_at(&group, i)->id, ids[i]);
    /* Gold was second by its number already. */
    assert_int_equal(tag_at(&group, 0)->sync_state, SYNC_PENDING);
    assert_int_equal(tag_at(&group, 1)->sync_state, SYNC_SYNCED);
}

static void test_a_corp_group_waits_for_the_platforms_ids(void **state)
{
    Ctx         *cx = test_house_ctx(*state);
    TagGroupView group;
    TagView      tag;
    (void)connect(cx);
    const Str names[] = { S("金"), S("银") };
    GOOD(cx, tag_group_create(cx, &(TagGroupDraft){ S("等级"), TAG_CORP, { names, 2 } }, &group));
    assert_int_equal(group.sync_state, SYNC_PENDING);
    assert_reason(cx,
                  tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("铜") }, &tag),
                  ERR_CONFLICT, "tag.sync_pending");
    settle(
        cx, "tag_group", group.id, "done", "",
        "{\"group_id\":\"etG\",\"group_name\":\"等级\",\"tags\":[{\"id\":\"etA\",\"name\":\"金\"},"
        "{\"id\":\"etB\",\"name\":\"银\"}]}");
    group = library(cx, 0, 1);
    assert_int_equal(group.sync_state, SYNC_SYNCED);
    assert_int_equal(tag_at(&group, 0)->sync_state, SYNC_SYNCED);
    GOOD(cx, tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("铜") }, &tag));
    settle(cx, "tag", tag.id, "done", "", "{\"tags\":[{\"id\":\"etC\",\"name\":\"铜\"}]}");
    GOOD(cx,
         tag_update(cx, (TagId){ tag.id }, 2, &(TagDraft){ .name = S("青铜"), .sort = 9 }, &tag));
    assert_int_equal(tag.sync_state, SYNC_PENDING);
}

static void test_the_library_told_before_our_answer_is_not_doubled(void **state)
{
    Ctx          *cx            = test_house_ctx(*state);
    const int64_t connection_id = connect(cx);
    TagGroupView  group;
    const Str     names[] = { S("金"), S("银") };
    GOOD(cx, tag_group_create(cx, &(TagGroupDraft){ S("等级"), TAG_CORP, { names, 2 } }, &group));
    platform_says(cx, connection_id, GRADES ",\"complete\":false");
    const TagGroupView told = library(cx, 0, 1);
    assert_int_equal(told.id, group.id);
    assert_int_equal(told.tags.count, 2);
    assert_int_equal(told.sync_state, SYNC_SYNCED);
}

static void test_the_platform_changes_and_deletes(void **state)
{
    Ctx               *cx            = test_house_ctx(*state);
    const int64_t      connection_id = connect(cx);
    const TagGroupView before        = synced_group(cx, connection_id);
    assert_int_equal(before.tags.count, 2);
    platform_says(cx, connection_id,
                  "\"groups\":[{\"id\":\"etG\",\"name\":\"会员等级\",\"order\":5,\"tags\":["
                  "{\"id\":\"etA\",\"name\":\"金\",\"order\":2}]}],\"complete\":true");
    const TagGroupView after = library(cx, 0, 1);
    assert_int_equal(after.id, before.id);
    assert_int_equal(after.tags.count, 1);
    assert_string_equal(str_z(cx->arena, after.name), "会员等级");
    platform_says(cx, connection_id, "\"groups\":[],\"complete\":false,\"deleted\":[\"etG\"]");
    (void)library(cx, 0, 0);
}

static void test_a_refused_change_tells_why_and_marks_what_is_not_ours(void **state)
{
    Ctx               *cx    = test_house_ctx(*state);
    const TagGroupView group = synced_group(cx, connect(cx));
    TagView            tag;
    const TagView     *gold = tag_at(&group, 0);
    GOOD(cx, tag_delete(cx, (TagId){ gold->id }, gold->revision));
    assert_int_equal(library(cx, 0, 1).tags.count, 1); /* gone at once */
    settle(cx, "tag", gold->id, "dead", "connection.not_our_object", "null");
    const TagGroupView after = library(cx, 0, 1);
    assert_int_equal(after.tags.count, 2); /* and back when the platform refused */
    assert_false(after.is_editable);
    assert_int_equal(tag_at(&after, 0)->sync_state, SYNC_FAILED);
    assert_string_equal(str_z(cx->arena, tag_at(&after, 0)->sync_reason),
                        "connection.not_our_object");
    assert_reason(cx,
                  tag_update(cx, (TagId){ gold->id }, tag_at(&after, 0)->revision,
                             &(TagDraft){ .name = S("x") }, &tag),
                  ERR_CONFLICT, "tag.not_ours");
    settle(cx, "tag", 12345, "done", "", "null"); /* deleted meanwhile: nothing to do */
}

static void test_a_deleted_group_is_gone_when_the_platform_agrees(void **state)
{
    Ctx               *cx    = test_house_ctx(*state);
    const TagGroupView group = synced_group(cx, connect(cx));
    GOOD(cx, tag_group_delete(cx, (TagGroupId){ group.id }, group.revision));
    (void)library(cx, 0, 0);
    settle(cx, "tag_group", group.id, "dead", "connection.refused", "null");
    assert_int_equal(library(cx, 0, 1).tags.count, 2);
    GOOD(cx, tag_group_delete(cx, (TagGroupId){ group.id }, library(cx, 0, 1).revision));
    settle(cx, "tag_group", group.id, "done", "", "null");
    (void)library(cx, 0, 0);
}

/* ---- tags on customers ---------------------------------------------------------------------- */

static CustomerId contact(Ctx *cx, int64_t connection_id, const char *userid, const Str *tags,
                          size_t tag_count, int64_t at_ms)
{
    ContactSide       side  = { .userid        = str_of(userid),
                                .createtime_ms = cx->now_ms - 1000,
                                .add_way       = ADD_WAY_QR_CODE,
                                .tag_ids       = { tags, tag_count } };
    const ContactRead read  = { .connection_id   = connection_id,
                                .corp_id         = CORP,
                                .via             = VIA_EDIT,
                                .at_ms           = at_ms,
                                .external_userid = S("wmA"),
                                .name            = S("王五"),
                                .sides           = &side,
                                .side_count      = 1 };
    CustomerId        id    = { 0 };
    bool              found = false;
    GOOD(cx, customer_contact_read(cx, &read));
    GOOD(cx, customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, CORP, S("wmA"), &id, &found));
    return id;
}

static int64_t effect_count(Ctx *cx)
{
    OutboxCounts counts = { 0 };
    GOOD(cx, outbox_counts(cx, &counts));
    return counts.pending;
}

static void test_corp_tags_are_marked_per_member_and_counted_per_customer(void **state)
{
    Ctx               *cx            = test_house_ctx(*state);
    const int64_t      connection_id = connect(cx);
    const TagGroupView group         = synced_group(cx, connection_id);
    const int64_t      gold          = tag_at(&group, 0)->id;
    Rows               links = { 0 }, tags = { 0 };
    CustomerId         id = contact(cx, connection_id, "a", NULL, 0, cx->now_ms);
    id                    = contact(cx, connection_id, "b", NULL, 0, cx->now_ms);
    GOOD(cx, customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &gold, 1 }, (Ids){ 0 }, S("console")));
    GOOD(cx, customer_tag_links(cx, id, &links));
    assert_int_equal(links.count, 2);
    assert_int_equal(effect_count(cx), 2); /* one mark_tag per member */
    assert_int_equal(tag_at(&(TagGroupView){ .tags = library(cx, 0, 1).tags }, 0)->customer_count,
                     1);
    GOOD(cx, customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &gold, 1 }, (Ids){ 0 }, S("console")));
    assert_int_equal(effect_count(cx), 2); /* nothing new, nothing sent */
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 1);
    GOOD(cx, customer_tag(cx, id, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ &gold, 1 }, S("console")));
    assert_int_equal(tag_at(&(TagGroupView){ .tags = library(cx, 0, 1).tags }, 0)->customer_count,
                     0);
    const int64_t unknown = 4711;
    assert_reason(
        cx, customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &unknown, 1 }, (Ids){ 0 }, S("console")),
        ERR_INVALID, "tag.unknown");
}

static void test_what_the_platform_shows_is_what_a_member_has(void **state)
{
    Ctx               *cx            = test_house_ctx(*state);
    const int64_t      connection_id = connect(cx);
    const TagGroupView group         = synced_group(cx, connection_id);
    const Str          both[] = { S("etA"), S("etB") }, gold[] = { S("etA"), S("etUnknown") };
    Rows               tags   = { 0 };
    const int64_t      silver = tag_at(&group, 1)->id;
    CustomerId         id     = contact(cx, connection_id, "a", both, 2, cx->now_ms);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 2);
    id = contact(cx, connection_id, "a", gold, 2, cx->now_ms + 1);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 1);
    /* Our own mark is on its way: a read from just before it takes nothing back. */
    GOOD(cx,
         customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &silver, 1 }, (Ids){ 0 }, S("console")));
    id = contact(cx, connection_id, "a", gold, 2, cx->now_ms + 2);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 2);
    id = contact(cx, connection_id, "a", gold, 2, cx->now_ms + 10 * MS_PER_MINUTE);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 1);
}

static void arrive(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx, (void)effect;
    outcome->verdict = VERDICT_DONE;
}

/* The console's mark has arrived: the member who takes it off within the minute is believed. */
static void test_a_tag_taken_off_right_after_our_mark_arrived_is_off(void **state)
{
    static const EffectKind        kind          = { "wecom.mark_tags", 0, 3, 0, 0, arrive, NULL };
    static const EffectKind *const kinds[]       = { &kind };
    TestHouse                     *house         = *state;
    Ctx                           *cx            = test_house_ctx(house);
    const int64_t                  connection_id = connect(cx);
    const TagGroupView             group         = synced_group(cx, connection_id);
    const Str                      gold[]        = { S("etA") };
    const int64_t                  silver = tag_at(&group, 1)->id, start = cx->now_ms;
    Rows                           tags = { 0 };
    CustomerId                     id   = contact(cx, connection_id, "a", gold, 1, start);
    GOOD(cx,
         customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &silver, 1 }, (Ids){ 0 }, S("console")));
    id = contact(cx, connection_id, "a", gold, 1, start + 8000);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 2); /* still waiting to be sent */
    test_house_set_clock(start + 10000);
    assert_int_equal(outbox_drain(&house->services, kinds, 1), OK);
    cx = test_house_ctx(house);
    id = contact(cx, connection_id, "a", gold, 1, start + 12000);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 2); /* the platform may not show it yet */
    id = contact(cx, connection_id, "a", gold, 1, start + 16000);
    GOOD(cx, customer_tag_list(cx, id, &tags));
    assert_int_equal(tags.count, 1);
}

static size_t tagged_events(Ctx *cx)
{
    Rows events = { 0 };
    Str  next   = { 0 };
    GOOD(cx, event_list(cx, event_word(EV_CUSTOMER_TAGGED), (Str){ 0 }, (Str){ 0 }, 50, &events,
                        &next));
    return events.count;
}

static void test_a_new_customer_of_two_members_counts_once_for_their_tag(void **state)
{
    Ctx          *cx            = test_house_ctx(*state);
    const int64_t connection_id = connect(cx);
    const Str     gold[]        = { S("etA") };
    (void)synced_group(cx, connection_id);
    ContactSide sides[] = {
        { .userid = S("a"), .createtime_ms = cx->now_ms - 1000, .tag_ids = { gold, 1 } },
        { .userid = S("b"), .createtime_ms = cx->now_ms - 500, .tag_ids = { gold, 1 } }
    };
    const ContactRead read = { .connection_id   = connection_id,
                               .corp_id         = CORP,
                               .via             = VIA_SYNC,
                               .at_ms           = cx->now_ms,
                               .external_userid = S("wmA"),
                               .sides           = sides,
                               .side_count      = 2 };
    GOOD(cx, customer_contact_read(cx, &read));
    const TagGroupView group = library(cx, 0, 1);
    assert_int_equal(tag_at(&group, 0)->customer_count, 1);
    Rows       links = { 0 };
    CustomerId id    = { 0 };
    bool       found = false;
    GOOD(cx, customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, CORP, S("wmA"), &id, &found));
    GOOD(cx, customer_tag_links(cx, id, &links));
    assert_int_equal(links.count, 2);
}

static void test_a_sync_that_brings_a_relation_brings_its_tags_quietly(void **state)
{
    Ctx          *cx            = test_house_ctx(*state);
    const int64_t connection_id = connect(cx);
    const Str     both[]        = { S("etA"), S("etB") };
    (void)synced_group(cx, connection_id);
    ContactSide side = { .userid        = S("a"),
                         .createtime_ms = cx->now_ms - 1000,
                         .tag_ids       = { both, 1 } };
    ContactRead read = { .connection_id   = connection_id,
                         .corp_id         = CORP,
                         .via             = VIA_SYNC,
                         .at_ms           = cx->now_ms,
                         .external_userid = S("wmA"),
                         .sides           = &side,
                         .side_count      = 1 };
    GOOD(cx, customer_contact_read(cx, &read)); /* a new person        */
    side.userid = S("b");
    GOOD(cx, customer_contact_read(cx, &read)); /* a second relation   */
    assert_int_equal(tagged_events(cx), 0);
    side.tag_ids.count = 2;
    GOOD(cx, customer_contact_read(cx, &read)); /* a change meanwhile  */
    assert_int_equal(tagged_events(cx), 1);
}

static void test_a_corp_tag_needs_a_relation(void **state)
{
    Ctx               *cx            = test_house_ctx(*state);
    const int64_t      connection_id = connect(cx);
    const TagGroupView group         = synced_group(cx, connection_id);
    const CustomerId   id            = contact(cx, connection_id, "a", NULL, 0, cx->now_ms);
    const ContactLost  lost          = { .connection_id   = connection_id,
                                         .at_ms           = cx->now_ms,
                                         .corp_id         = CORP,
                                         .userid          = S("a"),
                                         .external_userid = S("wmA"),
                                         .by              = ENDED_BY_CUSTOMER };
    GOOD(cx, customer_contact_lost(cx, &lost));
    assert_reason(cx,
                  customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &tag_at(&group, 0)->id, 1 },
                               (Ids){ 0 }, S("console")),
                  ERR_INVALID, "tag.needs_relation");
}

static void test_whatever_statement_fails_a_mark_is_whole_or_not_there(void **state)
{
    Ctx               *cx            = test_house_ctx(*state);
    const int64_t      connection_id = connect(cx);
    const TagGroupView group         = synced_group(cx, connection_id);
    const int64_t      gold          = tag_at(&group, 0)->id;
    const CustomerId   id            = contact(cx, connection_id, "a", NULL, 0, cx->now_ms);
    for (int n = 1;; n++) {
        Rows links = { 0 };
        db_fail_at(cx->db, n);
        const Code code =
            customer_tag(cx, id, (RelationId){ 0 }, (Ids){ &gold, 1 }, (Ids){ 0 }, S("console"));
        db_fail_at(cx->db, 0);
        forgive(cx);
        GOOD(cx, customer_tag_links(cx, id, &links));
        const TagGroupView after = library(cx, 0, 1);
        assert_int_equal(links.count, code == OK);
        assert_int_equal(effect_count(cx), code == OK);
        assert_int_equal(tagged_events(cx), code == OK);
        assert_int_equal(tag_at(&after, 0)->customer_count, code == OK);
        if (code != OK) continue;
        assert_true(n > 5);
        break;
    }
}

static void test_another_tenant_sees_no_tags(void **state)
{
    TestHouse         *house         = *state;
    Ctx               *cx            = test_house_ctx(house);
    const int64_t      connection_id = connect(cx);
    const TagGroupView group         = synced_group(cx, connection_id);
    const TagView      gold          = *tag_at(&group, 0);
    const CustomerId   id            = contact(cx, connection_id, "a", &S("etA"), 1, cx->now_ms);
    Rows               rows          = { 0 };
    TagGroupView       view;
    TagView            tag;
    Ctx               *other = test_house_ctx_of(house, TEST_TENANT + 1);
    const TagDraft     draft = { .name = S("x") };
    (void)library(other, 0, 0);
    GOOD(other, tag_list(other, (Str){ 0 }, &rows));
    assert_int_equal(rows.count, 0);
    GOOD(other, customer_tags_by_ids(other, (Ids){ &gold.id, 1 }, &rows));
    assert_int_equal(rows.count, 0);
    GOOD(other, customer_tag_list(other, id, &rows));
    assert_int_equal(rows.count, 0);
    assert_reason(other, tag_group_update(other, (TagGroupId){ group.id }, 1, &draft, &view),
                  ERR_NOT_FOUND, "tag_group.not_found");
    assert_reason(other, tag_group_delete(other, (TagGroupId){ group.id }, 1), ERR_NOT_FOUND,
                  "tag_group.not_found");
    assert_reason(other, tag_create(other, (TagGroupId){ group.id }, &draft, &tag), ERR_NOT_FOUND,
                  "tag_group.not_found");
    assert_reason(other, tag_update(other, (TagId){ gold.id }, 1, &draft, &tag), ERR_NOT_FOUND,
                  "tag.not_found");
    assert_reason(other, tag_delete(other, (TagId){ gold.id }, 1), ERR_NOT_FOUND, "tag.not_found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_names_are_checked),
        ON_HOUSE(test_tags_are_put_in_order_and_only_the_moved_go_out),
        ON_HOUSE(test_a_corp_group_waits_for_the_platforms_ids),
        ON_HOUSE(test_the_library_told_before_our_answer_is_not_doubled),
        ON_HOUSE(test_the_platform_changes_and_deletes),
        ON_HOUSE(test_a_refused_change_tells_why_and_marks_what_is_not_ours),
        ON_HOUSE(test_a_deleted_group_is_gone_when_the_platform_agrees),
        ON_HOUSE(test_corp_tags_are_marked_per_member_and_counted_per_customer),
        ON_HOUSE(test_what_the_platform_shows_is_what_a_member_has),
        ON_HOUSE(test_a_tag_taken_off_right_after_our_mark_arrived_is_off),
        ON_HOUSE(test_a_new_customer_of_two_members_counts_once_for_their_tag),
        ON_HOUSE(test_a_sync_that_brings_a_relation_brings_its_tags_quietly),
        ON_HOUSE(test_a_corp_tag_needs_a_relation),
        ON_HOUSE(test_whatever_statement_fails_a_mark_is_whole_or_not_there),
        ON_HOUSE(test_another_tenant_sees_no_tags),
    };
    return FOR_EACH_ENGINE(tests);
}
