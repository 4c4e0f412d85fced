/* Channel codes as an operator meets them: entered, printed, scanned, counted. */
#include "acquire/acquire_batch.h"
#include "acquire/acquire_draft.h"
#include "acquire/figure_sql.h"
#include "acquire/qr.h"
#include "channel/channel.h"
#include "customer/customer.h"
#include "kernel/testing.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static void assert_reason(Ctx *cx, Code got, Code want, const char *reason, const char *field)
{
    assert_int_equal(got, want);
    assert_string_equal(cx->err.reason, reason);
    if (field != NULL) assert_string_equal(str_z(cx->arena, cx->err.field), field);
    forgive(cx);
}

/* ---- a brand with three members of staff ------------------------------------------- */

typedef struct Brand {
    Ctx       *cx;
    Connection connection;
    Staff      staff[3];
} Brand;

static Brand brand_of(TestHouse *house)
{
    Brand brand = { .cx = test_house_ctx(house) };
    Ctx  *cx    = brand.cx;
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("小满母婴"),
                                                           .corp_id    = S("wwcorp0123456789"),
                                                           .agent_id   = 1000002,
                                                           .app_secret = S("secret"),
                                                           .base_url   = S("http://127.0.0.1:9") },
                                       &brand.connection));
    StaffDraft drafts[3];
    for (size_t i = 0; i < 3; i++)
        drafts[i] = (StaffDraft){ .userid     = str_fmt(cx->arena, "staff%zu", i),
                                  .name       = str_fmt(cx->arena, "员工%zu", i),
                                  .status     = STAFF_ACTIVE,
                                  .is_contact = true };
    GOOD(cx, org_sync_staff(cx, brand.connection.id, drafts, 3, true, NULL));
    for (size_t i = 0; i < 3; i++) {
        bool found = false;
        GOOD(cx, org_staff_find_by_userid(cx, brand.connection.id, drafts[i].userid,
                                          &brand.staff[i], &found));
        assert_true(found);
    }
    return brand;
}

static ChannelCodeDraft draft_of(const Brand *brand, CodeStaff staff[2])
{
    staff[0] = (CodeStaff){ .staff_id = brand->staff[0].id, .weight = 1 };
    staff[1] = (CodeStaff){ .staff_id = brand->staff[1].id, .weight = 1 };
    return (ChannelCodeDraft){ .name         = S("人民广场店海报"),
                               .medium       = S("海报"),
                               .allocation   = ALLOCATION_RANDOM,
                               .staff        = { staff, 2 },
                               .skip_verify  = true,
                               .welcome_mode = WELCOME_POLICY };
}

static ChannelCode code_of(const Brand *brand)
{
    CodeStaff              staff[2];
    const ChannelCodeDraft draft = draft_of(brand, staff);
    ChannelCode            code;
    GOOD(brand->cx, acquire_code_create(brand->cx, &draft, &code));
    return code;
}

/* What the log would say, heard at once. */
static void hear(Brand *brand, EventType type, const char *id, Str payload)
{
    Ctx *cx = brand->cx;
    GOOD(cx, event_emit(cx, type, (EventDraft){ .id = str_of(id), .payload = payload }));
    const Consumer *const consumers[] = { &acquire_consumer };
    assert_int_equal(consumer_drain(cx->services, consumers, 1), OK);
}

static void settle(Brand *brand, int64_t code_id, const char *id, const char *state,
                   const char *reason)
{
    hear(brand, EV_EFFECT_SETTLED, id,
         str_fmt(brand->cx->arena,
                 "{\"kind\":\"wecom.save_contact_way\",\"object\":\"channel_code:%lld\",\"state\":"
                 "\"%s\","
                 "\"reason\":\"%s\",\"answer\":{\"config_id\":\"cfg1\",\"qr_code\":\"https://"
                 "wework.qpic.cn/q/1\",\"link\":\"https://work.weixin.qq.com/u/1\"}}",
                 (long long)code_id, state, reason));
}

static void add(Brand *brand, const ChannelCode *code, int64_t relation_id, int64_t staff_id)
{
    hear(brand, EV_CONTACT_ADDED,
         str_fmt(brand->cx->arena, "added:%lld", (long long)relation_id).ptr,
         str_fmt(brand->cx->arena,
                 "{\"relation_id\":\"%lld\",\"customer_id\":\"%lld\",\"staff_id\":\"%lld\","
                 "\"state\":\"%.*s\","
                 "\"customer_name\":\"李女士\"}",
                 (long long)relation_id, (long long)relation_id + 1000, (long long)staff_id,
                 FMT(code->token)));
}

static void lose(Brand *brand, int64_t relation_id, const char *id)
{
    hear(brand, EV_CONTACT_LOST, id,
         str_fmt(brand->cx->arena, "{\"relation_id\":\"%lld\"}", (long long)relation_id));
}

static ChannelCode read_code(Brand *brand, int64_t id)
{
    ChannelCode code;
    GOOD(brand->cx, acquire_code_get(brand->cx, (ChannelCodeId){ id }, &code));
    return code;
}

static int64_t effects_of(Brand *brand, int64_t code_id, EffectState state)
{
    Rows items = { 0 };
    Str  next;
    GOOD(brand->cx, outbox_list(brand->cx, state,
                                str_fmt(brand->cx->arena, "channel_code:%lld", (long long)code_id),
                                (Str){ 0 }, 100, &items, &next));
    return (int64_t)items.count;
}

/* ---- the life of a code ---------------------------------------------------------------- */

static void test_a_code_goes_to_the_platform_and_comes_back_with_its_picture(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    assert_int_equal(code.state, CODE_SYNCING);
    assert_true(code.token.len > 0 && code.token.len <= 30);
    assert_int_equal(code.on_duty.count, 2);
    assert_int_equal(effects_of(&brand, code.id, EFFECT_PENDING), 1);

    settle(&brand, code.id, "settled:1", "done", "");
    const ChannelCode now = read_code(&brand, code.id);
    assert_int_equal(now.state, CODE_ACTIVE);
    assert_string_equal(str_z(brand.cx->arena, now.config_id), "cfg1");
    assert_string_equal(str_z(brand.cx->arena, now.qr_url), "https://wework.qpic.cn/q/1");
    assert_string_equal(str_z(brand.cx->arena, now.link), "https://work.weixin.qq.com/u/1");
    assert_int_equal(effects_of(&brand, code.id, EFFECT_PENDING), 1);
}

static void settle_read(Brand *brand, int64_t code_id, const char *id, const char *state,
                        const char *link, const char *reason)
{
    hear(brand, EV_EFFECT_SETTLED, id,
         str_fmt(brand->cx->arena,
                 "{\"kind\":\"wecom.read_contact_way\",\"object\":\"channel_code:%lld\",\"state\":"
                 "\"%s\","
                 "\"reason\":\"%s\",\"answer\":{\"config_id\":\"cfg1\",\"link\":\"%s\"}}",
                 (long long)code_id, state, reason, link));
}

/* The way stands at once; its link follows when the picture can be read. */
static void test_a_picture_that_cannot_be_read_is_read_again(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    hear(&brand, EV_EFFECT_SETTLED, "settled:1",
         str_fmt(brand.cx->arena,
                 "{\"kind\":\"wecom.save_contact_way\",\"object\":\"channel_code:%lld\",\"state\":"
                 "\"done\",\"answer\":"
                 "{\"config_id\":\"cfg1\",\"qr_code\":\"https://wework.qpic.cn/q/1\",\"link\":\"\","
                 "\"link_reason\":\"qr_picture.unreachable\"}}",
                 (long long)code.id));
    ChannelCode now = read_code(&brand, code.id);
    assert_int_equal(now.state, CODE_ACTIVE);
    assert_int_equal(now.link.len, 0);
    assert_string_equal(str_z(brand.cx->arena, now.sync_reason), "qr_picture.unreachable");
    assert_int_equal(effects_of(&brand, code.id, EFFECT_PENDING),
                     2); /* the save above, and the reading */

    settle_read(&brand, code.id, "settled:2", "dead", "", "qr_picture.no_code");
    now = read_code(&brand, code.id);
    assert_int_equal(now.state, CODE_ACTIVE);
    assert_string_equal(str_z(brand.cx->arena, now.sync_reason), "qr_picture.no_code");

    settle_read(&brand, code.id, "settled:3", "done", "https://work.weixin.qq.com/u/2", "");
    now = read_code(&brand, code.id);
    assert_string_equal(str_z(brand.cx->arena, now.link), "https://work.weixin.qq.com/u/2");
    assert_string_equal(str_z(brand.cx->arena, now.qr_url), "https://wework.qpic.cn/q/1");
    assert_int_equal(now.sync_reason.len, 0);
}

static void test_a_refusal_is_shown_and_asked_again_after_a_change(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    settle(&brand, code.id, "settled:1", "dead", "wecom.way_limit");
    ChannelCode now = read_code(&brand, code.id);
    assert_int_equal(now.state, CODE_FAILED);
    assert_string_equal(str_z(brand.cx->arena, now.sync_reason), "wecom.way_limit");

    CodeStaff              staff[2];
    const ChannelCodeDraft draft = draft_of(&brand, staff);
    GOOD(brand.cx,
         acquire_code_update(brand.cx, (ChannelCodeId){ code.id }, now.revision, &draft, &now));
    assert_int_equal(now.state, CODE_SYNCING);
    settle(&brand, code.id, "settled:2", "done", "");
    assert_int_equal(read_code(&brand, code.id).state, CODE_ACTIVE);
}

static void test_two_operators_cannot_overwrite_each_other(void **state)
{
    Brand                  brand = brand_of(*state);
    const ChannelCode      code  = code_of(&brand);
    CodeStaff              staff[2];
    const ChannelCodeDraft draft = draft_of(&brand, staff);
    ChannelCode            out;
    GOOD(brand.cx,
         acquire_code_update(brand.cx, (ChannelCodeId){ code.id }, code.revision, &draft, &out));
    assert_int_equal(out.revision, code.revision + 1);
    assert_reason(
        brand.cx,
        acquire_code_update(brand.cx, (ChannelCodeId){ code.id }, code.revision, &draft, &out),
        ERR_CONFLICT, "channel_code.changed_meanwhile", NULL);
    assert_reason(brand.cx,
                  acquire_code_delete(brand.cx, (ChannelCodeId){ code.id }, code.revision),
                  ERR_CONFLICT, "channel_code.changed_meanwhile", NULL);
}

/* States down, actions across: P pauses, R resumes, . is refused. */
static void test_pausing_is_exactly_this(void **state)
{
    Brand               brand = brand_of(*state);
    const ChannelCode   code  = code_of(&brand);
    ChannelCode         out;
    const ChannelCodeId id = { code.id };
    assert_reason(brand.cx, acquire_code_resume(brand.cx, id, &out), ERR_CONFLICT,
                  "channel_code.bad_move", NULL);
    GOOD(brand.cx, acquire_code_pause(brand.cx, id, &out));
    assert_int_equal(out.state, CODE_PAUSED);
    assert_reason(brand.cx, acquire_code_pause(brand.cx, id, &out), ERR_CONFLICT,
                  "channel_code.bad_move", NULL);
    settle(&brand, code.id, "settled:1", "done", "");
    assert_int_equal(read_code(&brand, code.id).state, CODE_PAUSED);
    GOOD(brand.cx, acquire_code_resume(brand.cx, id, &out));
    assert_int_equal(out.state, CODE_ACTIVE);
}

static void test_a_way_made_after_its_code_was_deleted_is_ended(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    GOOD(brand.cx, acquire_code_delete(brand.cx, (ChannelCodeId){ code.id }, code.revision));
    const int64_t before = effects_of(&brand, code.id, EFFECT_PENDING);
    settle(&brand, code.id, "settled:1", "done", "");
    settle(&brand, code.id, "settled:2", "done", "");
    assert_int_equal(effects_of(&brand, code.id, EFFECT_PENDING), before + 1);
}

static void test_a_deleted_code_is_gone_for_people_and_taken_off_the_platform(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    settle(&brand, code.id, "settled:1", "done", "");
    GOOD(brand.cx, acquire_code_delete(brand.cx, (ChannelCodeId){ code.id }, code.revision));
    ChannelCode out;
    assert_reason(brand.cx, acquire_code_get(brand.cx, (ChannelCodeId){ code.id }, &out),
                  ERR_NOT_FOUND, "not_found", NULL);
    assert_true(effects_of(&brand, code.id, EFFECT_PENDING) >= 1);
    /* The print is still on the wall: a scan is counted and breaks nothing. */
    add(&brand, &code, 1, brand.staff[0].id);
}

static void test_a_copy_is_a_code_of_its_own(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    ChannelCode       copy;
    GOOD(brand.cx, acquire_code_copy(brand.cx, (ChannelCodeId){ code.id }, &copy));
    assert_false(str_equal(copy.token, code.token));
    assert_int_equal(copy.staff.count, 2);
    assert_string_equal(str_z(brand.cx->arena, copy.name), "人民广场店海报(副本)");
}

static void test_other_tenant_sees_nothing(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    const int64_t     id = code.id, revision = code.revision;
    Ctx              *other = test_house_ctx_of(*state, TEST_TENANT + 1);
    ChannelCode       out;
    CodeStats         stats;
    Rows              items = { 0 };
    Str               next;
    assert_int_equal(acquire_code_get(other, (ChannelCodeId){ id }, &out), ERR_NOT_FOUND);
    forgive(other);
    assert_int_equal(acquire_code_pause(other, (ChannelCodeId){ id }, &out), ERR_NOT_FOUND);
    forgive(other);
    assert_int_equal(acquire_code_copy(other, (ChannelCodeId){ id }, &out), ERR_NOT_FOUND);
    forgive(other);
    assert_int_equal(acquire_code_delete(other, (ChannelCodeId){ id }, revision), ERR_NOT_FOUND);
    forgive(other);
    assert_int_equal(acquire_code_stats(other, (ChannelCodeId){ id }, 30, &stats), ERR_NOT_FOUND);
    forgive(other);
    GOOD(other, acquire_code_list(other, &(CodeFilter){ 0 }, &items, &next));
    assert_int_equal(items.count, 0);
}

/* ---- what a person can get wrong --------------------------------------------------------- */

static const int32_t one_day[] = { 1 }, bad_day[] = { 8 };

static void test_every_mistake_names_its_field(void **state)
{
    Brand            brand = brand_of(*state);
    Ctx             *cx    = brand.cx;
    CodeStaff        staff[2], stranger = { .staff_id = 424242 };
    ChannelCodeDraft draft = draft_of(&brand, staff);
    ChannelCode      out;

    ChannelCodeDraft bad = draft;
    bad.staff            = (Rows){ 0 };
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.no_staff",
                  "staff");
    bad.staff = (Rows){ &stranger, 1 };
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID,
                  "channel_code.unknown_staff", "staff");

    CodeSlot slot = {
        .weekdays = { bad_day, 1 }, .from = S("09:00"), .until = S("18:00"), .staff = { staff, 1 }
    };
    bad       = draft;
    bad.slots = (Rows){ &slot, 1 };
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.bad_weekday",
                  "slots[0].weekdays");
    slot.weekdays = (Ints){ one_day, 1 };
    slot.from     = S("25:00");
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.bad_time",
                  "slots[0].from");
    slot.from  = S("09:00");
    slot.until = S("09:00");
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.bad_time",
                  "slots[0].until");
    slot.until = S("18:00");
    slot.staff = (Rows){ 0 };
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.empty_slot",
                  "slots[0].staff");

    bad                = draft;
    bad.valid_from_ms  = 2000;
    bad.valid_until_ms = 1000;
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.bad_validity",
                  "valid_until");
    bad          = draft;
    bad.group_id = 77;
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID,
                  "channel_code.unknown_group", "group_id");
    const int64_t tag = 88;
    bad               = draft;
    bad.tag_ids       = (Ids){ &tag, 1 };
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "channel_code.unknown_tag",
                  "tag_ids");
    bad              = draft;
    bad.welcome_mode = WELCOME_OWN;
    assert_reason(cx, acquire_code_create(cx, &bad, &out), ERR_INVALID, "message.empty", NULL);
}

static void test_what_was_entered_comes_back(void **state)
{
    Brand            brand = brand_of(*state);
    Ctx             *cx    = brand.cx;
    CodeStaff        staff[2];
    ChannelCodeDraft draft   = draft_of(&brand, staff);
    const int32_t    days[2] = { 5, 7 };
    CodeStaff        night   = { .staff_id = brand.staff[2].id, .weight = 3, .daily_cap = 40 };
    CodeSlot         slot    = { .name     = S("夜班"),
                                 .weekdays = { days, 2 },
                                 .from     = S("22:00"),
                                 .until    = S("06:00"),
                                 .staff    = { &night, 1 } };
    draft.slots              = (Rows){ &slot, 1 };
    draft.backup_staff_ids   = (Ids){ &brand.staff[2].id, 1 };
    ChannelCode code;
    GOOD(cx, acquire_code_create(cx, &draft, &code));
    assert_int_equal(code.slots.count, 1);
    const CodeSlot *back = ROWS_AT(CodeSlot, code.slots, 0);
    assert_string_equal(str_z(cx->arena, back->from), "22:00");
    assert_string_equal(str_z(cx->arena, back->until), "06:00");
    assert_int_equal(back->weekdays.count, 2);
    assert_int_equal(back->weekdays.at[1], 7);
    const CodeStaff *member = ROWS_AT(CodeStaff, back->staff, 0);
    assert_int_equal(member->weight, 3);
    assert_int_equal(member->daily_cap, 40);
    assert_string_equal(str_z(cx->arena, member->name), "员工2");
    assert_int_equal(code.backup_staff_ids.count, 1);
}

/* ---- what came of it ----------------------------------------------------------------------- */

static void test_figures_name_more_members_than_a_code_may_have(void **state)
{
    enum { MEMBERS = 1100 };
    Brand             brand  = brand_of(*state);
    const ChannelCode code   = code_of(&brand);
    StaffDraft       *drafts = arena_make(brand.cx->arena, StaffDraft, MEMBERS);
    CodeStats         stats;
    Rows              all = { 0 };
    for (size_t i = 0; i < MEMBERS; i++)
        drafts[i] = (StaffDraft){ .userid     = str_fmt(brand.cx->arena, "member%zu", i),
                                  .name       = str_fmt(brand.cx->arena, "成员%zu", i),
                                  .status     = STAFF_ACTIVE,
                                  .is_contact = true };
    GOOD(brand.cx, org_sync_staff(brand.cx, brand.connection.id, drafts, MEMBERS, false, NULL));
    GOOD(brand.cx, org_staff_list_contacts(brand.cx, brand.connection.id, 0, MEMBERS + 3, &all));
    assert_int_equal(all.count, MEMBERS + 3);
    for (size_t i = 0; i < all.count; i++) {
        const DayRow one = { .tenant_id = brand.cx->tenant_id,
                             .code_id   = code.id,
                             .day       = day_of(brand.cx->now_ms, brand.cx->zone),
                             .staff_id  = ROWS_AT(Staff, all, i)->id,
                             .added     = 1 };
        GOOD(brand.cx, figure_sql_count(brand.cx, &one));
    }
    GOOD(brand.cx, acquire_code_stats(brand.cx, (ChannelCodeId){ code.id }, 7, &stats));
    assert_int_equal(stats.staff.count, MEMBERS + 3);
    for (size_t i = 0; i < stats.staff.count; i++)
        assert_true(ROWS_AT(CodeStaffFigures, stats.staff, i)->name.len > 0);
}

static void test_a_tag_the_platform_does_not_know_costs_no_count(void **state)
{
    static const Table tag_table = { "tag", &tag_shape };
    Brand              brand     = brand_of(*state);
    Ctx               *cx        = brand.cx;
    CodeStaff          staff[2];
    ChannelCodeDraft   draft = draft_of(&brand, staff);
    ChannelCode        code;
    const Tag          pending = { .id            = cx_new_id(cx),
                                   .tenant_id     = cx->tenant_id,
                                   .group_id      = 1,
                                   .connection_id = brand.connection.id,
                                   .kind          = TAG_CORP,
                                   .name          = S("老客"),
                                   .sync_state    = SYNC_PENDING,
                                   .revision      = 1 };
    const int64_t      tag_id  = pending.id;
    GOOD(cx, cx_insert(cx, &tag_table, &pending)); /* still on its way to the platform */
    draft.tag_ids = (Ids){ &tag_id, 1 };
    GOOD(cx, acquire_code_create(cx, &draft, &code));
    const Str read =
        str_fmt(cx->arena,
                "{\"connection_id\":\"%lld\",\"corp_id\":\"wwcorp0123456789\",\"via\":\"callback\","
                "\"callback\":{\"change_type\":\"add_external_contact\",\"userid\":\"staff0\"},"
                "\"contact\":{\"type\":1,\"external_userid\":\"wmA\",\"name\":\"李女士\"},"
                "\"relations\":[{\"userid\":\"staff0\",\"state\":\"%.*s\",\"createtime_ms\":%lld}],"
                "\"complete\":true,\"degraded\":false}",
                (long long)brand.connection.id, FMT(code.token), (long long)cx->now_ms);
    const Consumer *const consumers[] = { &customer_consumer, &acquire_consumer };
    GOOD(cx, event_emit(cx, EV_PLATFORM_CONTACT_READ, (EventDraft){ .payload = read }));
    assert_int_equal(consumer_drain(cx->services, consumers, 2), OK);
    assert_int_equal(read_code(&brand, code.id).added_count, 1);
}

static void test_adds_and_losses_are_counted_once(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    settle(&brand, code.id, "settled:1", "done", "");
    add(&brand, &code, 1, brand.staff[0].id);
    add(&brand, &code, 1, brand.staff[0].id);
    add(&brand, &code, 2, brand.staff[1].id);
    add(&brand, &code, 3, brand.staff[1].id);
    lose(&brand, 2, "lost:2");
    lose(&brand, 2, "lost:2:again");
    lose(&brand, 99, "lost:99");

    const ChannelCode now = read_code(&brand, code.id);
    assert_int_equal(now.added_count, 3);
    assert_int_equal(now.lost_count, 1);
    assert_int_equal(now.net_count, 2);
    assert_int_equal(now.added_today, 3);

    CodeStats stats;
    GOOD(brand.cx, acquire_code_stats(brand.cx, (ChannelCodeId){ code.id }, 7, &stats));
    assert_int_equal(stats.days.count, 7);
    assert_int_equal(stats.added, 3);
    assert_int_equal(stats.lost, 1);
    assert_int_equal(stats.today, 3);
    assert_int_equal(ROWS_AT(CodeDay, stats.days, 6)->added, 3);
    assert_int_equal(ROWS_AT(CodeStaffFigures, stats.staff, 0)->staff_id, brand.staff[1].id);
    assert_int_equal(ROWS_AT(CodeStaffFigures, stats.staff, 0)->added, 2);
}

static void test_the_platform_is_told_whose_turn_it_is(void **state)
{
    Brand            brand = brand_of(*state);
    Ctx             *cx    = brand.cx;
    CodeStaff        staff[2];
    ChannelCodeDraft draft = draft_of(&brand, staff);
    draft.allocation       = ALLOCATION_LEAST_LOADED;
    ChannelCode code;
    GOOD(cx, acquire_code_create(cx, &draft, &code));
    assert_int_equal(code.on_duty.count, 1);
    const int64_t first = ROWS_AT(CodePerson, code.on_duty, 0)->staff_id;
    add(&brand, &code, 1, first);
    ChannelCode   now    = read_code(&brand, code.id);
    const int64_t second = ROWS_AT(CodePerson, now.on_duty, 0)->staff_id;
    assert_int_not_equal(first, second);
    add(&brand, &code, 2, second);
    now = read_code(&brand, code.id);
    assert_int_equal(ROWS_AT(CodePerson, now.on_duty, 0)->staff_id, first);
    /* What was not sent yet is replaced, not queued up. */
    assert_int_equal(effects_of(&brand, code.id, EFFECT_PENDING), 1);
}

static void test_who_leaves_is_taken_off_the_code(void **state)
{
    Brand             brand = brand_of(*state);
    const ChannelCode code  = code_of(&brand);
    settle(&brand, code.id, "settled:1", "done", "");
    GOOD(brand.cx, org_staff_mark_left(brand.cx, brand.connection.id, brand.staff[0].userid));
    const Consumer *const consumers[] = { &acquire_consumer };
    assert_int_equal(consumer_drain(brand.cx->services, consumers, 1), OK);
    const ChannelCode now = read_code(&brand, code.id);
    assert_int_equal(now.on_duty.count, 1);
    assert_int_equal(ROWS_AT(CodePerson, now.on_duty, 0)->staff_id, brand.staff[1].id);
}

static void test_a_validity_that_ends_rests_the_code_by_itself(void **state)
{
    Brand            brand = brand_of(*state);
    Ctx             *cx    = brand.cx;
    CodeStaff        staff[2];
    ChannelCodeDraft draft = draft_of(&brand, staff);
    draft.valid_until_ms   = cx->now_ms + MS_PER_HOUR;
    ChannelCode code;
    GOOD(cx, acquire_code_create(cx, &draft, &code));
    settle(&brand, code.id, "settled:1", "done", "");
    test_house_set_clock(cx->now_ms + MS_PER_HOUR);
    const TimerKind *const timers[] = { &acquire_duty_timer };
    assert_int_equal(timer_drain(cx->services, timers, 1), OK);
    assert_int_equal(read_code(&brand, code.id).state, CODE_EXPIRED);
}

/* Break the n-th statement, for n = 1, 2, ... until none is left to break: a code is there
 * whole with its effect, or not at all, and trying again works. */
static void test_a_code_is_made_whole_or_not_at_all(void **state)
{
    Brand                  brand = brand_of(*state);
    CodeStaff              staff[2];
    const ChannelCodeDraft draft = draft_of(&brand, staff);
    int                    n     = 1;
    for (;; n++) {
        Ctx         cx = *brand.cx;
        ChannelCode code;
        Rows        items = { 0 };
        Str         next;
        db_fail_at(cx.db, n);
        const Code result = acquire_code_create(&cx, &draft, &code);
        db_fail_at(cx.db, 0);
        GOOD(brand.cx, acquire_code_list(brand.cx, &(CodeFilter){ 0 }, &items, &next));
        if (result == OK) {
            assert_int_equal(items.count, 1);
            break;
        }
        assert_int_equal(items.count, 0);
        assert_true(n < 200);
    }
    assert_true(n > 5);
}

/* ---- spreadsheets and pictures ------------------------------------------------------------- */

static void test_a_spreadsheet_is_read_with_a_reason_for_each_bad_line(void **state)
{
    Brand        brand = brand_of(*state);
    Ctx         *cx    = brand.cx;
    BatchPreview preview;
    GOOD(cx, acquire_batch_read(cx,
                                S("媒介,名称,分组\r\n海报,一号店,门店\r\n传单,,门店\r\n\r\n海报,"
                                  "一号店,\r\n卡片,二号店,\r\n"),
                                &preview));
    assert_int_equal(preview.rows, 4);
    assert_int_equal(preview.valid, 2);
    assert_int_equal(preview.invalid.count, 2);
    assert_string_equal(str_z(cx->arena, ROWS_AT(BatchRefusal, preview.invalid, 0)->reason),
                        "batch.name_missing");
    assert_int_equal(ROWS_AT(BatchRefusal, preview.invalid, 0)->row, 3);
    assert_string_equal(str_z(cx->arena, ROWS_AT(BatchRefusal, preview.invalid, 1)->reason),
                        "batch.name_twice");
    assert_reason(cx, acquire_batch_read(cx, S("a,b\r\n1,2\r\n"), &preview), ERR_INVALID,
                  "batch.no_name_column", NULL);
    assert_reason(cx, acquire_batch_read(cx, S("名称\r\n"), &preview), ERR_INVALID, "batch.empty",
                  NULL);
    assert_reason(cx, acquire_batch_read(cx, S("PK\x03\x04 no zip"), &preview), ERR_INVALID,
                  "sheet.unreadable", NULL);

    Str form;
    GOOD(cx, acquire_batch_form(cx, &form));
    GOOD(cx, acquire_batch_read(cx, form, &preview));
    assert_int_equal(preview.valid, 1);
}

static void test_two_hundred_codes_come_from_one_spreadsheet(void **state)
{
    Brand             brand = brand_of(*state);
    Ctx              *cx    = brand.cx;
    const ChannelCode code  = code_of(&brand);
    StrBuf            csv   = strbuf(cx->arena, 1 << 16);
    strbuf_add(&csv, S("名称,分组\n"));
    for (int i = 0; i < 200; i++) strbuf_fmt(&csv, "媒体%d,第%d组\n", i, i % 3);
    BatchPreview preview;
    Job          job;
    GOOD(cx, acquire_batch_read(cx, strbuf_str(&csv), &preview));
    assert_int_equal(preview.valid, 200);
    GOOD(cx, acquire_batch_start(cx, (ChannelCodeId){ code.id }, &preview, &job));

    const JobKind *const jobs[] = { &acquire_batch_job };
    /* The platform never answers here: after its patience the file tells what is there. */
    for (int i = 0; i < 40; i++) {
        if (job_drain(cx->services, jobs, 1) != OK) fail();
        test_house_set_clock(test_house_clock() + MS_PER_MINUTE);
    }
    Ctx *later = test_house_ctx(*state);
    GOOD(later, job_get(later, job.id, &job));
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.done, 200);
    Rows groups = { 0 };
    GOOD(later, acquire_group_list(later, &groups));
    assert_int_equal(groups.count, 3);
}

static void test_pictures_are_what_they_say(void **state)
{
    Brand           brand   = brand_of(*state);
    Ctx            *cx      = brand.cx;
    const QrOptions options = { .size = 512, .has_logo = true, .caption = S("一号店 <海报>") };
    Str             svg, png;
    GOOD(cx, qr_svg(cx, S("https://work.weixin.qq.com/ca/x"), &options, &svg));
    assert_true(str_starts(svg, S("<svg ")));
    assert_true(str_find(svg, S("&lt;海报&gt;")) > 0);
    GOOD(cx, qr_png(cx, S("https://work.weixin.qq.com/ca/x"), &options, &png));
    assert_true(str_starts(png, S("\x89PNG")));
    for (int template_ = POSTER_SIMPLE; template_ <= POSTER_STORY; template_++) {
        GOOD(cx, qr_poster(cx, S("https://work.weixin.qq.com/ca/x"), (PosterTemplate)template_,
                           &(PosterText){ S("一号店"), S("扫码领礼"), S("长按") }, &png));
        assert_true(str_starts(png, S("\x89PNG")));
    }
    assert_reason(cx, qr_svg(cx, (Str){ png.ptr, 2000 }, &options, &svg), ERR_INVALID,
                  "qr.too_long", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_code_goes_to_the_platform_and_comes_back_with_its_picture),
        ON_HOUSE(test_a_picture_that_cannot_be_read_is_read_again),
        ON_HOUSE(test_a_refusal_is_shown_and_asked_again_after_a_change),
        ON_HOUSE(test_two_operators_cannot_overwrite_each_other),
        ON_HOUSE(test_pausing_is_exactly_this),
        ON_HOUSE(test_a_way_made_after_its_code_was_deleted_is_ended),
        ON_HOUSE(test_a_deleted_code_is_gone_for_people_and_taken_off_the_platform),
        ON_HOUSE(test_a_copy_is_a_code_of_its_own),
        ON_HOUSE(test_other_tenant_sees_nothing),
        ON_HOUSE(test_every_mistake_names_its_field),
        ON_HOUSE(test_what_was_entered_comes_back),
        ON_HOUSE(test_figures_name_more_members_than_a_code_may_have),
        ON_HOUSE(test_a_tag_the_platform_does_not_know_costs_no_count),
        ON_HOUSE(test_adds_and_losses_are_counted_once),
        ON_HOUSE(test_the_platform_is_told_whose_turn_it_is),
        ON_HOUSE(test_who_leaves_is_taken_off_the_code),
        ON_HOUSE(test_a_validity_that_ends_rests_the_code_by_itself),
        ON_HOUSE(test_a_code_is_made_whole_or_not_at_all),
        ON_HOUSE(test_a_spreadsheet_is_read_with_a_reason_for_each_bad_line),
        ON_HOUSE(test_two_hundred_codes_come_from_one_spreadsheet),
        ON_HOUSE(test_pictures_are_what_they_say),
    };
    return FOR_EACH_ENGINE(tests);
}
