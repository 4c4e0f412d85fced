/* Persons, relations, lists and figures, from the platform's events to what people see. */
#include "channel/channel.h"
#include "customer/customer.h"
#include "customer/customer_edit.h"
#include "customer/customer_facts.h"
#include "customer/customer_identity.h"
#include "customer/customer_index_testing.h"
#include "customer/customer_list.h"
#include "customer/customer_merge.h"
#include "customer/customer_stat.h"
#include "customer/customer_tag.h"
#include "customer/tag.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define CORP "ww0123456789abcdef"
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

static void assert_text(Ctx *cx, Str got, const char *want)
{
    assert_string_equal(str_z(cx->arena, got), want);
}

/* ---- a brand with two members, and what its platform tells ---------------------------- */

typedef struct Brand {
    Ctx    *cx;
    int64_t connection_id;
    Staff   staff[2];
} Brand;

static Brand brand_in(Ctx *cx, const char *corp)
{
    Brand      brand      = { .cx = cx };
    Connection connection = { 0 };
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = str_of(corp),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    const StaffDraft drafts[2] = {
        { .userid = S("ZhangSan"), .name = S("张三"), .status = STAFF_ACTIVE, .is_contact = true },
        { .userid = S("LiSi"), .name = S("李四"), .status = STAFF_ACTIVE, .is_contact = true },
    };
    brand.connection_id = connection.id;
    GOOD(cx, org_sync_staff(cx, connection.id, drafts, 2, false, NULL));
    for (size_t i = 0; i < 2; i++) {
        bool found = false;
        GOOD(cx, org_staff_find_by_userid(cx, connection.id, drafts[i].userid, &brand.staff[i],
                                          &found));
    }
    return brand;
}

static Brand brand_of(TestHouse *house) { return brand_in(test_house_ctx(house), CORP); }

static Code try_hear(const Brand *brand, const char *type, Str payload)
{
    const Event event = { .tenant_id      = brand->cx->tenant_id,
                          .id             = S("e"),
                          .type           = str_of(type),
                          .occurred_at_ms = brand->cx->now_ms,
                          .payload        = payload };
    return customer_consumer.hear(brand->cx, &event);
}

static void hear(const Brand *brand, const char *type, Str payload)
{
    GOOD(brand->cx, try_hear(brand, type, payload));
}

typedef struct Told {
    const char *via, *person, *name, *unionid, *userid, *remark, *mobile, *tags, *welcome_code;
    int64_t     began_ms;
} Told;

static Str told_json(const Brand *brand, Told told)
{
    Arena      *arena = brand->cx->arena;
    const char *via   = told.via ? told.via : "callback";
    const Str   callback =
        str_equal(str_of(via), S("callback"))
              ? str_fmt(arena,
                        "{\"change_type\":\"add_external_contact\",\"userid\":\"%s\","
                          "\"external_userid\":\"%s\",\"state\":\"c7\",\"welcome_code\":\"%s\","
                          "\"created_at_ms\":%lld,\"deadline_ms\":%lld}",
                        told.userid, told.person, told.welcome_code ? told.welcome_code : "",
                        (long long)told.began_ms, (long long)told.began_ms + 20000)
              : S("null");
    return str_fmt(
        arena,
        "{\"connection_id\":\"%lld\",\"corp_id\":\"" CORP "\",\"via\":\"%s\",\"callback\":%.*s,"
        "\"contact\":{\"external_userid\":\"%s\",\"name\":\"%s\",\"type\":1,\"gender\":\"female\","
        "\"unionid\":\"%s\"},\"relations\":[{\"userid\":\"%s\",\"remark\":\"%s\","
        "\"createtime_ms\":%lld,\"tag_ids\":[%s],\"remark_mobiles\":[\"%s\"],\"add_way\":1,"
        "\"state\":\"c7\"}],\"complete\":true,\"degraded\":false}",
        (long long)brand->connection_id, via, FMT(callback), told.person,
        told.name ? told.name : "王五", told.unionid ? told.unionid : "", told.userid,
        told.remark ? told.remark : "", (long long)told.began_ms, told.tags ? told.tags : "",
        told.mobile ? told.mobile : "");
}

static void tell(const Brand *brand, Told told)
{
    hear(brand, "platform.contact_read", told_json(brand, told));
}

static Str lost_json(const Brand *brand, const char *person, const char *userid, const char *by,
                     int64_t at_ms)
{
    return str_fmt(brand->cx->arena,
                   "{\"connection_id\":\"%lld\",\"corp_id\":\"" CORP "\",\"userid\":\"%s\","
                   "\"external_userid\":\"%s\",\"by\":\"%s\",\"at_ms\":%lld}",
                   (long long)brand->connection_id, userid, person, by, (long long)at_ms);
}

static CustomerId person_of(const Brand *brand, const char *person)
{
    CustomerId id    = { 0 };
    bool       found = false;
    GOOD(brand->cx, customer_identity_find(brand->cx, IDENTITY_EXTERNAL_USERID, S(CORP),
                                           str_of(person), &id, &found));
    assert_true(found);
    return id;
}

static size_t events_of(const Brand *brand, const char *type, Event *last)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(brand->cx, event_list(brand->cx, str_of(type), (Str){ 0 }, (Str){ 0 }, 200, &rows, &next));
    if (rows.count && last) *last = *ROWS_AT(Event, rows, 0);
    return rows.count;
}

static bool has(Str text, const char *part) { return str_find(text, str_of(part)) >= 0; }

/* ---- the platform's events ---------------------------------------------------------------- */

static void test_a_new_contact_is_a_person_a_relation_and_two_events(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    Event       event = { 0 };
    Customer    customer;
    Rows        open = { 0 };
    tell(&brand, (Told){ .person       = "wmA",
                         .userid       = "zhangsan",
                         .welcome_code = "W1",
                         .began_ms     = cx->now_ms - 2000,
                         .remark       = "VIP王",
                         .mobile       = "138 0000 1234" });
    GOOD(cx, customer_get(cx, person_of(&brand, "wmA"), &customer));
    assert_text(cx, customer.name, "王五");
    assert_int_equal(customer.gender, GENDER_FEMALE);
    assert_int_equal(customer.source, ADD_WAY_QR_CODE);
    assert_true(customer.is_active);
    assert_int_equal(customer.first_added_at_ms, cx->now_ms - 2000);
    GOOD(cx, customer_relation_list_open(cx, (CustomerId){ customer.id }, &open));
    assert_int_equal(open.count, 1);
    assert_text(cx, ROWS_AT(Relation, open, 0)->state, "c7");
    assert_int_equal(events_of(&brand, "customer.created", NULL), 1);
    assert_int_equal(events_of(&brand, "contact.added", &event), 1);
    assert_int_equal(event.person_id, customer.id);
    assert_int_equal(event.occurred_at_ms, cx->now_ms - 2000);
    assert_true(has(event.payload, "\"welcome_code\":\"W1\""));
    assert_true(has(event.payload, "\"is_new_customer\":true"));
    tell(&brand, (Told){ .person       = "wmA",
                         .userid       = "zhangsan",
                         .welcome_code = "W1",
                         .began_ms     = cx->now_ms - 2000,
                         .remark       = "VIP王" });
    assert_int_equal(events_of(&brand, "contact.added", NULL), 1);
    assert_int_equal(events_of(&brand, "contact.welcome_offered", NULL), 1);
}

static void test_a_welcome_code_is_offered_though_a_sync_was_faster(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    Event       event = { 0 };
    tell(&brand,
         (Told){ .via = "sync", .person = "wmA", .userid = "zhangsan", .began_ms = cx->now_ms });
    assert_int_equal(events_of(&brand, "contact.added", &event), 1);
    assert_text(cx, event.source, "sync");
    assert_true(has(event.payload, "\"welcome_code\":null"));
    tell(&brand,
         (Told){
             .person = "wmA", .userid = "zhangsan", .welcome_code = "W1", .began_ms = cx->now_ms });
    assert_int_equal(events_of(&brand, "contact.added", NULL), 1);
    assert_int_equal(events_of(&brand, "contact.welcome_offered", &event), 1);
    assert_true(has(event.payload, "\"welcome_code\":\"W1\""));
}

static void test_a_unionid_names_the_person_of_another_contact_but_never_two_of_one_corp(
    void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    bool        found = false;
    CustomerId  id    = { 0 };
    tell(&brand,
         (Told){ .person = "wmA", .userid = "zhangsan", .unionid = "oU1", .began_ms = cx->now_ms });
    tell(&brand,
         (Told){ .person = "wmB", .userid = "lisi", .unionid = "oU1", .began_ms = cx->now_ms });
    assert_int_not_equal(person_of(&brand, "wmA").v, person_of(&brand, "wmB").v);
    GOOD(cx, customer_identity_find(cx, IDENTITY_UNIONID, (Str){ 0 }, S("oU1"), &id, &found));
    assert_int_equal(id.v, person_of(&brand, "wmA").v); /* the first one holds it */
    Rows claims = { 0 };
    GOOD(cx, customer_identity_list(cx, person_of(&brand, "wmB"), &claims));
    assert_int_equal(claims.count, 2);
    assert_false(ROWS_AT(CustomerIdentity, claims, 1)->is_holder &&
                 ROWS_AT(CustomerIdentity, claims, 0)->is_holder);
    /* The same unionid in another corp is the same person. */
    Str other = told_json(
        &brand,
        (Told){ .person = "wmC", .userid = "lisi", .unionid = "oU1", .began_ms = cx->now_ms });
    other = str_replace(cx->arena, other, S(CORP), S("wwother"));
    hear(&brand, "platform.contact_read", other);
    GOOD(cx,
         customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, S("wwother"), S("wmC"), &id, &found));
    assert_true(found);
    assert_int_equal(id.v, person_of(&brand, "wmA").v);
}

static void test_a_loss_of_long_ago_is_kept_without_alarm(void **state)
{
    const Brand   brand = brand_of(*state);
    Ctx          *cx    = brand.cx;
    Event         event = { 0 };
    const int64_t ended = cx->now_ms - 40 * (int64_t)MS_PER_DAY;
    tell(&brand,
         (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = ended - 3 * MS_PER_DAY });
    tell(&brand, (Told){ .person = "wmB", .userid = "lisi", .began_ms = ended - 3 * MS_PER_DAY });
    hear(&brand, "platform.contact_lost", lost_json(&brand, "wmA", "zhangsan", "customer", ended));
    assert_int_equal(events_of(&brand, "contact.lost", &event), 1);
    assert_int_equal(event.occurred_at_ms, ended);
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wmB", "lisi", "staff", cx->now_ms - MS_PER_DAY - 1));
    assert_int_equal(events_of(&brand, "contact.lost", NULL), 2);
    assert_int_equal(events_of(&brand, "notification.sent", NULL), 0);
}

static void test_deletions_of_both_sides_notify_those_who_can_win_back(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    Event       event = { 0 };
    Customer    customer;
    tell(&brand,
         (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = cx->now_ms - MS_PER_DAY });
    tell(&brand, (Told){ .person = "wmB", .userid = "lisi", .began_ms = cx->now_ms - MS_PER_DAY });
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wmA", "zhangsan", "customer", cx->now_ms));
    assert_int_equal(events_of(&brand, "contact.lost", &event), 1);
    assert_true(has(event.payload, "\"by\":\"customer\""));
    assert_true(has(event.payload, "\"kept_ms\":86400000"));
    assert_int_equal(events_of(&brand, "notification.sent", &event), 1);
    assert_true(has(event.payload, "contact.lost_by_customer"));
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wmA", "zhangsan", "staff", cx->now_ms + 9));
    assert_int_equal(events_of(&brand, "contact.lost", NULL), 1); /* the first end stays */
    hear(&brand, "platform.contact_lost", lost_json(&brand, "wmB", "lisi", "staff", cx->now_ms));
    assert_int_equal(events_of(&brand, "contact.lost", &event), 2);
    assert_true(str_starts(event.actor, S("staff:")));
    GOOD(cx, customer_get(cx, person_of(&brand, "wmA"), &customer));
    assert_false(customer.is_active);
}

static void test_a_complete_read_ends_what_it_does_not_show(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    Rows        open  = { 0 };
    tell(&brand, (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = cx->now_ms - 9000 });
    cx->now_ms += MS_PER_HOUR;
    tell(&brand,
         (Told){ .via = "edit", .person = "wmA", .userid = "lisi", .began_ms = cx->now_ms - 5000 });
    GOOD(cx, customer_relation_list_open(cx, person_of(&brand, "wmA"), &open));
    assert_int_equal(open.count, 1);
    assert_int_equal(ROWS_AT(Relation, open, 0)->staff_id, brand.staff[1].id);
}

static void test_what_a_sync_did_not_show_has_ended(void **state)
{
    TestHouse             *house    = *state;
    const Brand            brand    = brand_of(house);
    Ctx                   *cx       = brand.cx;
    Rows                   open     = { 0 };
    const TimerKind *const timers[] = { &customer_synced_timer };
    tell(&brand, (Told){ .via = "sync", .person = "wmA", .userid = "zhangsan", .began_ms = 1000 });
    tell(&brand, (Told){ .via = "sync", .person = "wmB", .userid = "lisi", .began_ms = 1000 });
    hear(&brand, "platform.contacts_synced",
         str_fmt(cx->arena,
                 "{\"connection_id\":\"%lld\",\"userid\":\"zhangsan\",\"seen_at_ms\":%lld}",
                 (long long)brand.connection_id, (long long)cx->now_ms + MS_PER_HOUR));
    test_house_set_clock(cx->now_ms + 2 * MS_PER_HOUR);
    GOOD(cx, timer_drain(&house->services, timers, 1));
    GOOD(cx, customer_relation_list_open(cx, person_of(&brand, "wmA"), &open));
    assert_int_equal(open.count, 0);
    GOOD(cx, customer_relation_list_open(cx, person_of(&brand, "wmB"), &open));
    assert_int_equal(open.count, 1);
}

static void test_a_member_nobody_told_of_is_entered_by_userid(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    Staff       staff = { 0 };
    bool        found = false;
    tell(&brand, (Told){ .person = "wmA", .userid = "newcomer", .began_ms = cx->now_ms });
    GOOD(cx, org_staff_find_by_userid(cx, brand.connection_id, S("newcomer"), &staff, &found));
    assert_true(found);
    assert_int_equal(staff.customer_count, 1);
}

static void test_malformed_events_are_refused_with_a_reason(void **state)
{
    const Brand brand = brand_of(*state);
    assert_reason(brand.cx, try_hear(&brand, "platform.contact_read", S("{")), ERR_INVALID,
                  "event.malformed");
    assert_reason(brand.cx, try_hear(&brand, "platform.contact_read", S("{}")), ERR_INVALID,
                  "customer.external_userid_missing");
    assert_reason(brand.cx, try_hear(&brand, "platform.contact_lost", S("{}")), ERR_INVALID,
                  "customer.userid_missing");
}

/* ---- what people do -------------------------------------------------------------------------- */

static void test_what_a_person_wrote_stands_above_the_platform(void **state)
{
    const Brand  brand = brand_of(*state);
    Ctx         *cx    = brand.cx;
    CustomerView view;
    tell(&brand, (Told){ .person   = "wmA",
                         .userid   = "zhangsan",
                         .began_ms = cx->now_ms,
                         .mobile   = "13800001234" });
    const CustomerId id = person_of(&brand, "wmA");
    GOOD(cx, customer_view(cx, id, &view));
    assert_text(cx, view.phone_masked, "138****1234");
    const CustomerFacts facts = { .name        = S("王女士"),
                                  .gender      = GENDER_FEMALE,
                                  .description = S("爱喝无糖") };
    const uint64_t      given = FACT_NAME | FACT_GENDER | FACT_DESCRIPTION;
    GOOD(cx, customer_facts_write(cx, id, view.revision, &facts, given, S("console")));
    assert_reason(cx, customer_facts_write(cx, id, view.revision, &facts, given, S("console")),
                  ERR_CONFLICT, "customer.changed_meanwhile");
    tell(&brand, (Told){ .via      = "edit",
                         .person   = "wmA",
                         .name     = "新昵称",
                         .userid   = "zhangsan",
                         .began_ms = cx->now_ms });
    GOOD(cx, customer_view(cx, id, &view));
    assert_text(cx, view.name, "王女士");
    Str phone = { 0 };
    GOOD(cx, customer_reveal(cx, id, S("phone"), 0, &phone));
    assert_text(cx, phone, "13800001234");
    assert_reason(cx, customer_reveal(cx, id, S("password"), 0, &phone), ERR_INVALID,
                  "customer.nothing_to_reveal");
}

/* Walks all windows of the frozen result. */
static int64_t count_by(const Brand *brand, CustomerFilter filter)
{
    int64_t seen = 0, before = INT64_MAX;
    filter.limit = 7;
    for (;;) {
        CustomerPage page = { 0 };
        GOOD(brand->cx, customer_list(brand->cx, &filter, &page));
        for (size_t i = 0; i < page.items.count; i++) {
            const CustomerRow *row = ROWS_AT(CustomerRow, page.items, i);
            assert_true(row->first_added_at_ms <= before);
            before = row->first_added_at_ms;
        }
        seen += (int64_t)page.items.count;
        if (page.items.count == 0) {
            assert_int_equal(seen, page.total);
            return seen;
        }
        filter.result_id = page.result_id;
        filter.offset += (int64_t)page.items.count;
    }
}

static void test_a_remark_goes_to_the_platform_and_into_the_search(void **state)
{
    const Brand    brand = brand_of(*state);
    Ctx           *cx    = brand.cx;
    Rows           open = { 0 }, effects = { 0 };
    Str            next   = { 0 };
    CustomerFilter filter = { .q = S("Gold_") };
    cx->masks.remark      = MASK_CLEAR;
    tell(&brand, (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = cx->now_ms });
    GOOD(cx, customer_relation_list_open(cx, person_of(&brand, "wmA"), &open));
    const RelationId relation = { ROWS_AT(Relation, open, 0)->id };
    GOOD(cx, customer_set_remark(cx, relation, S("gold_会员"), S("")));
    GOOD(cx, outbox_list(cx, 0, (Str){ 0 }, (Str){ 0 }, 10, &effects, &next));
    assert_int_equal(effects.count, 1);
    index_open(cx);
    assert_int_equal(count_by(&brand, filter), 1);
    filter.q = S("goldX");
    assert_int_equal(count_by(&brand, filter), 0); /* the underscore is no wildcard */
    filter.q         = S("gold_hy");
    cx->masks.remark = MASK_MASKED;
    assert_int_equal(count_by(&brand, filter), 0); /* what is masked is not found, either */
    cx->masks.remark = MASK_CLEAR;
    assert_int_equal(count_by(&brand, filter), 1);
    index_close(cx);
    assert_reason(
        cx,
        customer_set_remark(cx, relation, S("一二三四五六七八九十一二三四五六七八九十一"), S("")),
        ERR_INVALID, "relation.remark_too_long");
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wmA", "zhangsan", "customer", cx->now_ms + 1));
    assert_reason(cx, customer_set_remark(cx, relation, S("a"), S("")), ERR_CONFLICT,
                  "relation.ended");
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void fill(const Brand *brand, int count)
{
    for (int i = 0; i < count; i++)
        tell(brand,
             (Told){ .via    = "sync",
                     .person = str_z(brand->cx->arena, str_fmt(brand->cx->arena, "wm%03d", i)),
                     .name   = str_z(brand->cx->arena, str_fmt(brand->cx->arena, "客户%03d", i)),
                     .userid = i % 2 ? "lisi" : "zhangsan",
                     .mobile = i == 7 ? "13900000007" : NULL,
                     .began_ms = brand->cx->now_ms - (int64_t)(i / 3) * MS_PER_DAY });
}

static void test_lists_page_through_every_filter(void **state)
{
    const Brand  brand = brand_of(*state);
    Ctx         *cx    = brand.cx;
    TagView      tag;
    TagGroupView group;
    fill(&brand, 30);
    GOOD(cx,
         tag_group_create(cx, &(TagGroupDraft){ .name = S("等级"), .kind = TAG_INTERNAL }, &group));
    GOOD(cx, tag_create(cx, (TagGroupId){ group.id }, &(TagDraft){ .name = S("金") }, &tag));
    for (int i = 0; i < 4; i++)
        GOOD(cx,
             customer_tag(cx, person_of(&brand, str_z(cx->arena, str_fmt(cx->arena, "wm%03d", i))),
                          (RelationId){ 0 }, (Ids){ &tag.id, 1 }, (Ids){ 0 }, S("console")));
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wm003", "lisi", "customer", cx->now_ms));
    index_open(cx);
    assert_int_equal(count_by(&brand, (CustomerFilter){ 0 }), 30);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .state = ACTIVE_STATE_LOST }), 1);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .state = ACTIVE_STATE_ACTIVE }), 29);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .staff_id = brand.staff[1].id }), 14);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .tag_ids = { &tag.id, 1 } }), 4);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .tag_ids  = { &tag.id, 1 },
                                                        .staff_id = brand.staff[0].id }),
                     2);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .without_tag_ids = { &tag.id, 1 } }), 26);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .q = S("客户00") }), 10);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .q = S("+86 139-0000-0007") }), 1);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .q = S("13900000008") }), 0);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .source = ADD_WAY_QR_CODE }), 30);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .added_from_ms = cx->now_ms - MS_PER_DAY }),
                     6);
    assert_int_equal(count_by(&brand, (CustomerFilter){ .added_to_ms = cx->now_ms - MS_PER_DAY }),
                     24);
    const int64_t before = db_statement_count(cx->db);
    CustomerPage  page   = { 0 };
    GOOD(cx, customer_list(cx, &(CustomerFilter){ .limit = 500 }, &page));
    assert_true(db_statement_count(cx->db) - before <= 8); /* whatever the size of the page */
    assert_int_equal(page.items.count, 30);
    CustomerPlace place = { 0 };
    const int64_t third = ROWS_AT(CustomerRow, page.items, 2)->id;
    GOOD(cx, customer_neighbours(cx, (CustomerId){ third }, page.result_id, &place));
    assert_int_equal(place.previous_id, ROWS_AT(CustomerRow, page.items, 1)->id);
    assert_int_equal(place.next_id, ROWS_AT(CustomerRow, page.items, 3)->id);
    assert_int_equal(place.position, 3);
    assert_int_equal(place.total, 30);
    const int64_t first = ROWS_AT(CustomerRow, page.items, 0)->id;
    GOOD(cx, customer_neighbours(cx, (CustomerId){ first }, page.result_id, &place));
    assert_int_equal(place.previous_id, 0);
    index_close(cx);
}

static void test_figures_come_from_intervals_in_the_tenants_days(void **state)
{
    const Brand     brand = brand_of(*state);
    Ctx            *cx    = brand.cx;
    CustomerSummary summary;
    Rows            losses = { 0 };
    Str             next   = { 0 };
    const int64_t   today  = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    tell(
        &brand,
        (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = today }); /* the first instant */
    tell(&brand, (Told){ .person   = "wmB",
                         .userid   = "zhangsan",
                         .began_ms = today - 1 }); /* the day before    */
    hear(&brand, "platform.contact_lost",
         lost_json(&brand, "wmA", "zhangsan", "customer", today + 5));
    tell(&brand, (Told){ .person = "wmA", .userid = "zhangsan", .began_ms = today + 600000 });
    hear(&brand, "platform.contact_lost", lost_json(&brand, "wmB", "zhangsan", "staff", today + 9));
    GOOD(cx, customer_stat_summary(cx, 7, &summary));
    assert_int_equal(summary.total, 2);
    assert_int_equal(summary.active, 1);
    assert_int_equal(summary.added_today, 2);
    assert_int_equal(summary.lost_today, 2);
    assert_int_equal(summary.lost_by_customer_today, 1);
    assert_int_equal(summary.lost_by_staff_today, 1);
    assert_int_equal(summary.days.count, 7);
    assert_int_equal(ROWS_AT(DayFigures, summary.days, 5)->added, 1);
    assert_int_equal(ROWS_AT(DayFigures, summary.days, 5)->net, 1);
    assert_int_equal(ROWS_AT(DayFigures, summary.days, 6)->net, 0);
    GOOD(cx, customer_stat_losses(cx, &(LossQuery){ .limit = 1 }, &losses, &next));
    assert_int_equal(losses.count, 1);
    assert_text(cx, ROWS_AT(Loss, losses, 0)->staff_name, "张三");
    GOOD(cx, customer_stat_losses(cx, &(LossQuery){ .limit = 1, .cursor = next }, &losses, &next));
    assert_int_equal(ROWS_AT(Loss, losses, 0)->ended_by, ENDED_BY_CUSTOMER);
    GOOD(cx, customer_stat_losses(cx, &(LossQuery){ .ended_by = ENDED_BY_STAFF }, &losses, &next));
    assert_int_equal(losses.count, 1);
}

/* ---- borders
 * ------------------------------------------------------------------------------------- */

static void test_another_tenant_sees_nothing(void **state)
{
    TestHouse  *house = *state;
    const Brand brand = brand_of(house);
    tell(&brand, (Told){ .person   = "wmA",
                         .userid   = "zhangsan",
                         .unionid  = "oU1",
                         .mobile   = "13800001234",
                         .began_ms = brand.cx->now_ms });
    const CustomerId id   = person_of(&brand, "wmA");
    Rows             open = { 0 }, items = { 0 };
    Str              next = { 0 }, text = { 0 };
    GOOD(brand.cx, customer_relation_list_open(brand.cx, id, &open));
    const RelationId relation = { ROWS_AT(Relation, open, 0)->id };

    Ctx            *cx = test_house_ctx_of(house, TEST_TENANT + 1);
    Customer        customer;
    CustomerView    view;
    CustomerSummary summary;
    Relation        row;
    bool            found = true;
    CustomerId      other = { 0 };
    assert_reason(cx, customer_get(cx, id, &customer), ERR_NOT_FOUND, "customer.not_found");
    assert_reason(cx, customer_view(cx, id, &view), ERR_NOT_FOUND, "customer.not_found");
    assert_reason(cx, customer_relation_get(cx, relation, &row), ERR_NOT_FOUND,
                  "relation.not_found");
    assert_reason(cx, customer_set_remark(cx, relation, S("x"), S("")), ERR_NOT_FOUND,
                  "relation.not_found");
    assert_reason(cx, customer_facts_write(cx, id, 1, &(CustomerFacts){ 0 }, 0, S("console")),
                  ERR_NOT_FOUND, "customer.not_found");
    assert_reason(cx, customer_reveal(cx, id, S("phone"), 0, &text), ERR_NOT_FOUND,
                  "customer.not_found");
    assert_reason(cx, customer_tag(cx, id, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ 0 }, S("console")),
                  ERR_NOT_FOUND, "customer.not_found");
    GOOD(cx, customer_identity_find(cx, IDENTITY_UNIONID, (Str){ 0 }, S("oU1"), &other, &found));
    assert_false(found);
    const Brand stranger = { .cx = cx };
    index_open(cx);
    assert_int_equal(count_by(&stranger, (CustomerFilter){ 0 }), 0);
    assert_int_equal(count_by(&stranger, (CustomerFilter){ .q = S("13800001234") }), 0);
    index_close(cx);
    GOOD(cx, customer_stat_summary(cx, 7, &summary));
    assert_int_equal(summary.total + summary.added_today, 0);
    GOOD(cx, customer_stat_losses(cx, &(LossQuery){ 0 }, &items, &next));
    assert_int_equal(items.count, 0);
    GOOD(cx, customer_relation_list_open(cx, id, &open));
    assert_int_equal(open.count, 0);
    GOOD(cx, customer_touch(cx, id, cx->now_ms + 999));
    Ctx *back = test_house_ctx(house);
    GOOD(back, customer_get(back, id, &customer));
    assert_int_not_equal(customer.last_event_at_ms, back->now_ms + 999);
}

static void test_whatever_statement_fails_nothing_is_half_done(void **state)
{
    TestHouse  *house = *state;
    const Brand first = brand_of(house);
    Ctx        *cx    = first.cx;
    tell(&first, (Told){ .person = "wmB", .userid = "lisi", .began_ms = cx->now_ms });
    for (int n = 1;; n++) {
        Brand brand = first;
        TXN(txn);
        GOOD(cx, cx_begin(cx, &txn));
        const Str json = told_json(&brand, (Told){ .person       = "wmA",
                                                   .userid       = "zhangsan",
                                                   .unionid      = "oU1",
                                                   .mobile       = "13800001234",
                                                   .welcome_code = "W",
                                                   .began_ms     = cx->now_ms });
        db_fail_at(cx->db, n);
        const Code code = try_hear(&brand, "platform.contact_read", json);
        db_fail_at(cx->db, 0);
        if (code == OK) {
            assert_true(n > 5);
            GOOD(cx, cx_commit(cx, &txn));
            break;
        }
        txn_abandon(&txn);
        forgive(cx);
        index_open(cx);
        assert_int_equal(count_by(&brand, (CustomerFilter){ 0 }), 1);
        index_close(cx);
    }
    assert_int_equal(events_of(&first, "contact.added", NULL), 2);
}

static void test_every_statement_fits_the_schema(void **state)
{
    Ctx                 *cx       = test_house_ctx(*state);
    const SqlList *const lists[]  = { &customer_sql,          &customer_identity_sql,
                                      &customer_relation_sql, &customer_tag_sql,
                                      &customer_view_sql,     &tag_sql,
                                      &customer_stat_sql,     &customer_index_sql,
                                      &customer_merge_sql };
    Str                  problems = { 0 };
    if (db_check(cx->db, cx->arena, lists, COUNT(lists), &problems) != OK)
        fail_msg("%.*s", FMT(problems));
}

static void test_a_first_sync_takes_few_statements_per_contact(void **state)
{
    const Brand   brand  = brand_of(*state);
    const int64_t before = db_statement_count(brand.cx->db);
    fill(&brand, 100);
    /* Each event here is a transaction or more of its own; in a batch they share one. */
    const int64_t per_contact = (db_statement_count(brand.cx->db) - before) / 100;
    if (per_contact > 16) fail_msg("%lld statements", (long long)per_contact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_a_new_contact_is_a_person_a_relation_and_two_events),
        ON_HOUSE(test_a_welcome_code_is_offered_though_a_sync_was_faster),
        ON_HOUSE(test_a_unionid_names_the_person_of_another_contact_but_never_two_of_one_corp),
        ON_HOUSE(test_a_loss_of_long_ago_is_kept_without_alarm),
        ON_HOUSE(test_deletions_of_both_sides_notify_those_who_can_win_back),
        ON_HOUSE(test_a_complete_read_ends_what_it_does_not_show),
        ON_HOUSE(test_what_a_sync_did_not_show_has_ended),
        ON_HOUSE(test_a_member_nobody_told_of_is_entered_by_userid),
        ON_HOUSE(test_malformed_events_are_refused_with_a_reason),
        ON_HOUSE(test_what_a_person_wrote_stands_above_the_platform),
        ON_HOUSE(test_a_remark_goes_to_the_platform_and_into_the_search),
        ON_HOUSE(test_lists_page_through_every_filter),
        ON_HOUSE(test_figures_come_from_intervals_in_the_tenants_days),
        ON_HOUSE(test_another_tenant_sees_nothing),
        ON_HOUSE(test_whatever_statement_fails_nothing_is_half_done),
        ON_HOUSE(test_a_first_sync_takes_few_statements_per_contact),
    };
    return FOR_EACH_ENGINE(tests);
}
