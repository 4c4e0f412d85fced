/* Welcomes: the rule as a table, and a welcome from the contact to its end. */
#include "channel/channel.h"
#include "kernel/testing.h"
#include "reach/reach_welcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

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

/* ---- the rule ------------------------------------------------------------------------------ *
 *
 * The policies of a brand, and who gets which.  Member 1 is in department 10 (below 20,
 * below 30), member 2 in 20 (below 30), member 3 in 30.  Sunday 2026-11-22, +08:00. */
static const int64_t    one[] = { 1 }, dep10[] = { 10 }, dep20[] = { 20 }, dep30[] = { 30 };
static const WeekWindow night[] = { { 0x7F, 22 * 60, 6 * 60 } },
                        noon[]  = { { 0x7F, 12 * 60, 13 * 60 } };

// clang-format off
#define ON .is_enabled = true
#define CODE(mode_, token_) \
    ON, .scope = WELCOME_SCOPE_CODE, .mode = mode_, .token = { token_, sizeof(token_) - 1 }
#define SLOT ON, .scope = WELCOME_SCOPE_SLOT
#define STAFF ON, .scope = WELCOME_SCOPE_STAFF
#define DEPARTMENT ON, .scope = WELCOME_SCOPE_DEPARTMENT
#define DEFAULT .scope = WELCOME_SCOPE_DEFAULT
#define AT(windows_) .windows = windows_, .window_count = 1

static const ReachCandidate policies[] = {
    /*  A */ { .policy_id = 1,  CODE(WELCOME_OWN, "own") },
    /*  B */ { .policy_id = 2,  CODE(WELCOME_NONE, "none") },
    /*  C */ { .policy_id = 3,  CODE(WELCOME_POLICY, "policy") },
    /*  D */ { .policy_id = 4,  SLOT, AT(night) },
    /*  E */ { .policy_id = 5,  STAFF, .staff_ids = { one, 1 } },
    /*  F */ { .policy_id = 6,  DEPARTMENT, .department_ids = { dep10, 1 }, AT(noon) },
    /*  G */ { .policy_id = 7,  DEPARTMENT, .department_ids = { dep20, 1 } },
    /*  H */ { .policy_id = 8,  DEPARTMENT, .department_ids = { dep30, 1 }, .updated_at_ms = 9 },
    /*  I */ { .policy_id = 9,  DEFAULT, ON, .updated_at_ms = 1 },
    /*  J */ { .policy_id = 10, DEFAULT, ON, .updated_at_ms = 2 },
    /*  K */ { .policy_id = 11, DEFAULT, .updated_at_ms = 99 },
    /*  L */ { .policy_id = 12, SLOT },
    /*  M */ { .policy_id = 13, STAFF },
    /*  N */ { .policy_id = 14, DEPARTMENT },
};

/* C chosen, d disabled, k other code, s other staff, p other department, w outside its window,
 * m window missing, l left to policies, x silenced, - less specific, o older. */
static const struct { int64_t staff; const char *state, *clock, *want, *why; } choices[] = {
    /* who  by       at       gets  A B C D E F G H I J K L M N */
    { 1,   NULL,     "10:00", "E", "kkkwCw----dmsp" },
    { 1,   NULL,     "12:30", "E", "kkkwC-----dmsp" },
    { 2,   NULL,     "10:00", "G", "kkkwspC---dmsp" },   /* the nearest department          */
    { 3,   NULL,     "10:00", "H", "kkkwsppC--dmsp" },
    { 9,   NULL,     "10:00", "J", "kkkwspppoCdmsp" },   /* the newest default              */
    { 9,   NULL,     "23:00", "D", "kkkCsppp--dmsp" },
    { 1,   NULL,     "05:59", "D", "kkkC-w----dmsp" },   /* overnight, and above staff      */
    { 1,   NULL,     "06:00", "E", "kkkwCw----dmsp" },
    { 1,   "own",    "23:00", "A", "Ckk--w----dmsp" },   /* the code is above all           */
    { 1,   "none",   "10:00", "",  "kxkwxwxxxxdmsp" },   /* it wants silence                */
    { 9,   "policy", "10:00", "J", "kklwspppoCdmsp" },   /* it leaves it to the rest        */
    { 9,   "other",  "10:00", "J", "kkkwspppoCdmsp" },
};
// clang-format on

static const char why_letters[] = { [REACH_CHOSEN]           = 'C',
                                    [REACH_DISABLED]         = 'd',
                                    [REACH_OTHER_CODE]       = 'k',
                                    [REACH_OTHER_STAFF]      = 's',
                                    [REACH_OTHER_DEPARTMENT] = 'p',
                                    [REACH_OUTSIDE_WINDOW]   = 'w',
                                    [REACH_WINDOW_MISSING]   = 'm',
                                    [REACH_LEFT_TO_POLICIES] = 'l',
                                    [REACH_SILENCED]         = 'x',
                                    [REACH_LESS_SPECIFIC]    = '-',
                                    [REACH_OLDER]            = 'o' };

static void test_the_most_specific_policy_is_chosen_and_says_why(void **state)
{
    (void)state;
    static const int64_t up[] = { 10, 20, 30 };
    const Zone           zone = { 480 };
    for (size_t i = 0; i < COUNT(choices); i++) {
        int32_t       minute = 0;
        int64_t       day    = 0;
        ReachWhy      why[COUNT(policies)];
        char          got[COUNT(policies) + 1] = { 0 };
        const int64_t staff                    = choices[i].staff;
        assert_true(clock_parse(str_of(choices[i].clock), &minute) &&
                    day_parse(S("2026-11-22"), &day));
        const ReachSituation situation = {
            .at_ms          = day_start_ms(day, zone) + (int64_t)minute * MS_PER_MINUTE,
            .zone           = zone,
            .state          = str_of(choices[i].state),
            .staff_id       = staff,
            .department_ids = staff > 3 ? (Ids){ 0 } : (Ids){ up + staff - 1, (size_t)(4 - staff) },
        };
        const int64_t at = reach_choose(policies, COUNT(policies), &situation, why);
        for (size_t j = 0; j < COUNT(policies); j++) got[j] = why_letters[why[j]];
        assert_string_equal(got, choices[i].why);
        const char chosen[2] = { at < 0 ? '\0' : (char)('A' + at), '\0' };
        assert_string_equal(chosen, choices[i].want);
    }
}

static void test_within_a_scope_named_people_and_windows_come_first(void **state)
{
    (void)state;
    const ReachSituation at_noon  = { .at_ms          = 12 * MS_PER_HOUR + 60000,
                                      .staff_id       = 1,
                                      .department_ids = { dep10, 1 } };
    const ReachCandidate two[][2] = {
        { { .policy_id     = 1,
            .scope         = WELCOME_SCOPE_DEFAULT,
            .is_enabled    = true,
            .updated_at_ms = 9 },
          { .policy_id    = 2,
            .scope        = WELCOME_SCOPE_DEFAULT,
            .is_enabled   = true,
            .windows      = noon,
            .window_count = 1 } },
        { { .policy_id     = 1,
            .scope         = WELCOME_SCOPE_SLOT,
            .is_enabled    = true,
            .windows       = noon,
            .window_count  = 1,
            .updated_at_ms = 9 },
          { .policy_id    = 2,
            .scope        = WELCOME_SCOPE_SLOT,
            .is_enabled   = true,
            .windows      = noon,
            .window_count = 1,
            .staff_ids    = { one, 1 } } },
        { { .policy_id     = 1,
            .scope         = WELCOME_SCOPE_SLOT,
            .is_enabled    = true,
            .windows       = noon,
            .window_count  = 1,
            .updated_at_ms = 9 },
          { .policy_id      = 2,
            .scope          = WELCOME_SCOPE_SLOT,
            .is_enabled     = true,
            .windows        = noon,
            .window_count   = 1,
            .department_ids = { dep10, 1 } } },
        { { .policy_id = 1, .scope = WELCOME_SCOPE_DEFAULT, .is_enabled = true },
          { .policy_id = 2, .scope = WELCOME_SCOPE_DEFAULT, .is_enabled = true } },
    };
    ReachWhy why[2];
    for (size_t i = 0; i < COUNT(two); i++)
        assert_int_equal(reach_choose(two[i], 2, &at_noon, why), 1);
    assert_int_equal(reach_choose(NULL, 0, &at_noon, why), -1);
}

/* ---- a brand with one member ----------------------------------------------------------------- */

typedef struct Brand {
    Ctx    *cx;
    int64_t connection_id, staff_id;
} Brand;

static Brand brand_of(TestHouse *house)
{
    Brand      brand      = { .cx = test_house_ctx(house) };
    Ctx       *cx         = brand.cx;
    Connection connection = { 0 };
    Staff      staff      = { 0 };
    bool       found      = false;
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = S("ww0123456789abcdef"),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    const StaffDraft draft = {
        .userid = S("zhangsan"), .name = S("张三"), .status = STAFF_ACTIVE, .is_contact = true
    };
    GOOD(cx, org_sync_staff(cx, connection.id, &draft, 1, false, NULL));
    GOOD(cx, org_staff_find_by_userid(cx, connection.id, draft.userid, &staff, &found));
    brand.connection_id = connection.id;
    brand.staff_id      = staff.id;
    return brand;
}

static PolicyDraft draft_of(const char *name, const char *text)
{
    return (PolicyDraft){ .name       = str_of(name),
                          .scope      = WELCOME_SCOPE_DEFAULT,
                          .message    = { .text = str_of(text) },
                          .is_enabled = true };
}

static PolicyView policy(Ctx *cx, PolicyDraft draft)
{
    PolicyView view;
    GOOD(cx, reach_policy_create(cx, &draft, &view));
    return view;
}

static void contact(const Brand *brand, const char *name, const char *state, const char *code,
                    int64_t deadline_ms)
{
    Ctx      *cx = brand->cx;
    const Str payload =
        str_fmt(cx->arena,
                "{\"relation_id\":\"5\",\"customer_id\":\"6\",\"customer_name\":%s,"
                "\"staff_id\":\"%lld\",\"connection_id\":\"%lld\",\"state\":\"%s\","
                "\"welcome_code\":\"%s\",\"deadline_ms\":%lld,\"requested_at_ms\":%lld}",
                name, (long long)brand->staff_id, (long long)brand->connection_id, state, code,
                (long long)deadline_ms, (long long)cx->now_ms - 300);
    const Event event = { .tenant_id = cx->tenant_id,
                          .type      = event_word(EV_CONTACT_ADDED),
                          .payload   = payload };
    GOOD(cx, reach_consumer.hear(cx, &event));
}

static Welcome newest(Ctx *cx, size_t want_count)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, reach_welcome_list(cx, &(WelcomeQuery){ 0 }, &rows, &next));
    assert_int_equal(rows.count, want_count);
    return want_count ? *ROWS_AT(Welcome, rows, 0) : (Welcome){ 0 };
}

static size_t effects(Ctx *cx, Effect *first)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, outbox_list(cx, 0, (Str){ 0 }, (Str){ 0 }, 50, &rows, &next));
    if (rows.count && first) *first = *ROWS_AT(Effect, rows, 0);
    return rows.count;
}

static void settle(Ctx *cx, int64_t welcome_id, const char *state, const char *reason)
{
    const Str payload = str_fmt(
        cx->arena,
        "{\"object\":\"welcome:%lld\",\"state\":\"%s\",\"reason\":\"%s\",\"settled_at_ms\":%lld}",
        (long long)welcome_id, state, reason, (long long)cx->now_ms + 200);
    const Event event = { .tenant_id = cx->tenant_id,
                          .type      = event_word(EV_EFFECT_SETTLED),
                          .payload   = payload };
    GOOD(cx, reach_consumer.hear(cx, &event));
}

static size_t events_of(Ctx *cx, EventType type)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, event_word(type), (Str){ 0 }, (Str){ 0 }, 50, &rows, &next));
    return rows.count;
}

/* ---- from the contact to the end
 * ------------------------------------------------------------------ */

static void test_a_contact_with_a_code_is_welcomed_once(void **state)
{
    const Brand   brand  = brand_of(*state);
    Ctx          *cx     = brand.cx;
    Effect        effect = { 0 };
    const int64_t id = policy(cx, draft_of("默认", "{客户昵称}你好,我是{员工姓名}")).id;
    contact(&brand, "\"王五\"", "", "W1", cx->now_ms + 19000);
    contact(&brand, "\"王五\"", "", "W1", cx->now_ms + 19000);
    Welcome welcome = newest(cx, 1);
    assert_int_equal(welcome.state, WELCOME_WAITING);
    assert_int_equal(welcome.policy_id, id);
    assert_string_equal(str_z(cx->arena, welcome.body), "王五你好,我是张三");
    assert_int_equal(effects(cx, &effect), 1);
    assert_int_equal(effect.deadline_ms, cx->now_ms + 19000);
    settle(cx, welcome.id, "done", "");
    settle(cx, welcome.id, "done", "");
    welcome = newest(cx, 1);
    assert_int_equal(welcome.state, WELCOME_SENT);
    assert_int_equal(welcome.latency_ms, 500);
    assert_int_equal(events_of(cx, EV_WELCOME_SENT), 1);
    PolicyView view;
    GOOD(cx, reach_policy_get(cx, (WelcomePolicyId){ id }, &view));
    assert_int_equal(view.sent_count, 1);
    WelcomeSummary summary;
    GOOD(cx, reach_welcome_summary(cx, &summary));
    assert_int_equal(summary.sent_today, 1);
    assert_int_equal(summary.p99_ms, 500);
}

static void test_a_name_nobody_knows_becomes_you(void **state)
{
    const Brand brand = brand_of(*state);
    (void)policy(brand.cx, draft_of("默认", "{客户昵称}好"));
    contact(&brand, "null", "", "W1", brand.cx->now_ms + 1);
    assert_string_equal(str_z(brand.cx->arena, newest(brand.cx, 1).body), "您好");
}

static void test_without_a_policy_nothing_is_sent_and_it_says_so(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    contact(&brand, "\"王五\"", "", "", 0); /* no code: nothing is due */
    (void)newest(cx, 0);
    contact(&brand, "\"王五\"", "", "W1", cx->now_ms + 1);
    assert_int_equal(newest(cx, 1).state, WELCOME_SKIPPED);
    assert_string_equal(str_z(cx->arena, newest(cx, 1).reason), "welcome.no_policy");
    GOOD(cx, reach_code_welcome_put(cx, 7, S("c7"), S("海报"), WELCOME_NONE, NULL));
    contact(&brand, "\"王五\"", "c7", "W2", cx->now_ms + 1);
    assert_string_equal(str_z(cx->arena, newest(cx, 2).reason), "welcome.silenced");
    assert_int_equal(effects(cx, NULL), 0);
}

static void test_too_late_is_a_failure_notified_once_an_hour(void **state)
{
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    (void)policy(cx, draft_of("默认", "好"));
    contact(&brand, "\"王五\"", "", "W1", cx->now_ms);
    assert_int_equal(newest(cx, 1).state, WELCOME_FAILED);
    assert_string_equal(str_z(cx->arena, newest(cx, 1).reason), "welcome.too_late");
    contact(&brand, "\"王五\"", "", "W2", cx->now_ms - 1);
    assert_int_equal(events_of(cx, EV_WELCOME_FAILED), 2);
    assert_int_equal(events_of(cx, EV_NOTIFICATION_SENT), 1);
    assert_int_equal(effects(cx, NULL), 0);
    contact(&brand, "\"王五\"", "", "W3", cx->now_ms + 5);
    settle(cx, newest(cx, 3).id, "dead", "welcome.already_sent");
    assert_int_equal(newest(cx, 3).state, WELCOME_FAILED);
    assert_int_equal(events_of(cx, EV_NOTIFICATION_SENT),
                     1); /* another app was faster: no trouble */
}

/* A sheet makes hundreds of codes: the page of policies must open all the same. */
static void test_the_list_of_policies_does_not_grow_with_the_codes(void **state)
{
    enum { CODES = POLICY_CODES_MAX + 20 };
    const Brand brand   = brand_of(*state);
    Ctx        *cx      = brand.cx;
    Message     message = { .text = S("海报") };
    PolicyList  list    = { 0 };
    (void)policy(cx, draft_of("默认", "默认"));
    for (int i = 1; i <= CODES; i++)
        GOOD(cx, reach_code_welcome_put(cx, i, str_fmt(cx->arena, "c%d", i), S("海报"), WELCOME_OWN,
                                        &message));
    GOOD(cx, reach_policy_list(cx, &list));
    assert_int_equal(list.code_count, CODES);
    assert_int_equal(list.items.count, POLICY_CODES_MAX + 1);
    assert_int_equal(ROWS_AT(PolicyView, list.items, POLICY_CODES_MAX)->scope,
                     WELCOME_SCOPE_DEFAULT);
}

static void test_the_code_comes_before_policies_and_names_the_channel(void **state)
{
    const Brand   brand   = brand_of(*state);
    Ctx          *cx      = brand.cx;
    WelcomeMode   mode    = 0;
    Message       message = { .text = S("来自{渠道}") };
    PolicyDraft   by_code = draft_of("x", "y");
    PolicyView    view;
    const int64_t id = policy(cx, draft_of("默认", "默认 {渠道}")).id;
    GOOD(cx, reach_code_welcome_put(cx, 7, S("c7"), S("海报"), WELCOME_OWN, &message));
    contact(&brand, "\"王五\"", "c7", "W1", cx->now_ms + 1);
    assert_string_equal(str_z(cx->arena, newest(cx, 1).body), "来自海报");
    assert_int_equal(newest(cx, 1).scope, WELCOME_SCOPE_CODE);
    PolicyList list = { 0 };
    GOOD(cx, reach_policy_list(cx, &list));
    const PolicyView *of_code = ROWS_AT(PolicyView, list.items, 0);
    assert_int_equal(of_code->scope, WELCOME_SCOPE_CODE);
    assert_int_equal(list.code_count, 1);
    assert_reason(cx, reach_policy_update(cx, (WelcomePolicyId){ of_code->id }, 1, &by_code, &view),
                  ERR_CONFLICT, "welcome_policy.scope_code");
    GOOD(cx, reach_code_welcome_put(cx, 7, S("c7"), S("海报"), WELCOME_POLICY, &message));
    contact(&brand, "\"王五\"", "c7", "W2", cx->now_ms + 1);
    assert_int_equal(newest(cx, 2).policy_id, id);
    assert_string_equal(str_z(cx->arena, newest(cx, 2).body), "默认 海报");
    GOOD(cx, reach_code_welcome_get(cx, 7, &mode, &message));
    assert_int_equal(mode, WELCOME_POLICY);
    GOOD(cx, reach_policy_list(cx, &list));
    assert_int_equal(list.items.count, 1); /* it leaves its welcome to the policies */
    GOOD(cx, reach_code_welcome_delete(cx, 7));
    GOOD(cx, reach_code_welcome_delete(cx, 7));
    GOOD(cx, reach_code_welcome_get(cx, 7, &mode, &message));
    assert_int_equal(mode, WELCOME_POLICY);
    assert_reason(cx, reach_code_welcome_put(cx, 7, S("c7"), S("海报"), WELCOME_OWN, NULL),
                  ERR_INVALID, "message.empty");
}

static void test_a_preview_is_what_would_be_sent(void **state)
{
    const Brand   brand = brand_of(*state);
    Ctx          *cx    = brand.cx;
    Preview       preview;
    WindowView    window   = { .weekdays = { (const int32_t[]){ 1, 2, 3, 4, 5, 6, 7 }, 7 },
                               .from     = S("22:00"),
                               .until    = S("06:00") };
    PolicyDraft   at_night = draft_of("夜间", "夜深了,{客户昵称}");
    const int64_t day      = policy(cx, draft_of("默认", "{客户昵称}好")).id;
    at_night.scope         = WELCOME_SCOPE_SLOT;
    at_night.windows       = (Rows){ &window, 1 };
    const int64_t night_id = policy(cx, at_night).id;
    const int64_t today    = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    GOOD(cx,
         reach_welcome_preview(
             cx, &(PreviewDraft){ .customer_name = S("王五"), .at_ms = today + 12 * MS_PER_HOUR },
             &preview));
    assert_int_equal(preview.policy_id, day);
    assert_string_equal(str_z(cx->arena, preview.text), "王五好");
    GOOD(cx,
         reach_welcome_preview(
             cx, &(PreviewDraft){ .staff_id = brand.staff_id, .at_ms = today + 23 * MS_PER_HOUR },
             &preview));
    assert_int_equal(preview.policy_id, night_id);
    assert_string_equal(str_z(cx->arena, preview.text), "夜深了,您");
    assert_int_equal(preview.considered.count, 2);
    GOOD(cx, reach_welcome_preview(cx,
                                   &(PreviewDraft){ .message = { .text = S("草稿 {员工姓名}") },
                                                    .staff_id = brand.staff_id },
                                   &preview));
    assert_string_equal(str_z(cx->arena, preview.text), "草稿 张三");
    assert_int_equal(preview.considered.count, 0);
}

static void test_drafts_are_checked(void **state)
{
    const Brand          brand = brand_of(*state);
    Ctx                 *cx    = brand.cx;
    PolicyView           view;
    const int64_t        stranger = 4711;
    static const int32_t eighth[] = { 8 }, monday[] = { 1 };
    WindowView  bad[] = { { .weekdays = { eighth, 1 }, .from = S("09:00"), .until = S("10:00") },
                          { .weekdays = { monday, 1 }, .from = S("24:00"), .until = S("10:00") },
                          { .weekdays = { monday, 1 }, .from = S("9h"), .until = S("10:00") } };
    PolicyDraft draft = draft_of("x", "");
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID, "message.empty");
    draft       = draft_of("x", "y");
    draft.scope = WELCOME_SCOPE_SLOT;
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.window_missing");
    draft.scope = WELCOME_SCOPE_STAFF;
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.staff_missing");
    draft.scope = WELCOME_SCOPE_DEPARTMENT;
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.department_missing");
    draft.scope = WELCOME_SCOPE_CODE;
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.scope_code");
    draft.scope = WELCOME_SCOPE_DEFAULT;
    for (size_t i = 0; i < COUNT(bad); i++) {
        draft.windows = (Rows){ &bad[i], 1 };
        assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                      "welcome_policy.bad_window");
    }
    draft.windows   = (Rows){ 0 };
    draft.staff_ids = (Ids){ &stranger, 1 };
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.unknown_staff");
    const int64_t some[] = { brand.staff_id, stranger };
    draft.staff_ids      = (Ids){ some, 2 };
    assert_int_equal(reach_policy_create(cx, &draft, &view), ERR_INVALID);
    assert_true(str_equal(cx->err.field, S("staff_ids[1]")));
    forgive(cx);
    draft.staff_ids      = (Ids){ 0 };
    draft.department_ids = (Ids){ &stranger, 1 };
    assert_int_equal(reach_policy_create(cx, &draft, &view), ERR_INVALID);
    assert_string_equal(cx->err.reason, "welcome_policy.unknown_department");
    assert_true(str_equal(cx->err.field, S("department_ids[0]")));
    forgive(cx);
    Preview            preview;
    const PreviewDraft of_no_code = { .code_id = stranger };
    assert_reason(cx, reach_welcome_preview(cx, &of_no_code, &preview), ERR_INVALID,
                  "welcome_policy.unknown_code");
}

/* Who has gone since stands in a policy that named him, which can still be changed. */
static void test_a_policy_of_who_has_gone_can_be_changed(void **state)
{
    const Brand     brand = brand_of(*state);
    Ctx            *cx    = brand.cx;
    DepartmentDraft sales = { .platform_id = 9 };
    Rows            rows  = { 0 };
    PolicyDraft     draft = draft_of("x", "y");
    PolicyView      view;
    GOOD(cx, org_sync_departments(cx, brand.connection_id, &sales, 1, true, NULL));
    GOOD(cx, org_department_list(cx, &rows));
    assert_int_equal(rows.count, 1);
    const int64_t id     = ROWS_AT(Department, rows, 0)->id;
    draft.scope          = WELCOME_SCOPE_DEPARTMENT;
    draft.department_ids = (Ids){ &id, 1 };
    view                 = policy(cx, draft);
    sales.platform_id    = 10;
    GOOD(cx, org_sync_departments(cx, brand.connection_id, &sales, 1, true, NULL));
    draft.name = S("z");
    GOOD(cx, reach_policy_update(cx, (WelcomePolicyId){ view.id }, view.revision, &draft, &view));
    assert_int_equal(view.department_ids.count, 1);
    assert_reason(cx, reach_policy_create(cx, &draft, &view), ERR_INVALID,
                  "welcome_policy.unknown_department");
}

static void test_changes_need_the_newest_revision(void **state)
{
    const Brand       brand = brand_of(*state);
    Ctx              *cx    = brand.cx;
    const PolicyView  first = policy(cx, draft_of("默认", "好"));
    const PolicyDraft draft = draft_of("改", "您好");
    PolicyView        view;
    GOOD(cx, reach_policy_update(cx, (WelcomePolicyId){ first.id }, first.revision, &draft, &view));
    assert_int_equal(view.revision, 2);
    assert_reason(
        cx, reach_policy_update(cx, (WelcomePolicyId){ first.id }, first.revision, &draft, &view),
        ERR_CONFLICT, "welcome_policy.changed_meanwhile");
    assert_reason(cx, reach_policy_delete(cx, (WelcomePolicyId){ first.id }, 1), ERR_CONFLICT,
                  "welcome_policy.changed_meanwhile");
    GOOD(cx, reach_policy_delete(cx, (WelcomePolicyId){ first.id }, 2));
    assert_reason(cx, reach_policy_get(cx, (WelcomePolicyId){ first.id }, &view), ERR_NOT_FOUND,
                  "welcome_policy.not_found");
}

/* ---- borders
 * ------------------------------------------------------------------------------------------ */

static void test_another_tenant_sees_nothing(void **state)
{
    TestHouse        *house = *state;
    const Brand       brand = brand_of(house);
    const PolicyView  mine  = policy(brand.cx, draft_of("默认", "好"));
    const PolicyDraft draft = draft_of("改", "您好");
    contact(&brand, "\"王五\"", "", "W1", brand.cx->now_ms + 1);
    const int64_t  welcome_id = newest(brand.cx, 1).id;
    PolicyView     view;
    Preview        preview;
    WelcomeSummary summary;
    PolicyList     list = { 0 };
    Ctx           *cx   = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_reason(cx, reach_policy_get(cx, (WelcomePolicyId){ mine.id }, &view), ERR_NOT_FOUND,
                  "welcome_policy.not_found");
    assert_reason(cx, reach_policy_update(cx, (WelcomePolicyId){ mine.id }, 1, &draft, &view),
                  ERR_NOT_FOUND, "welcome_policy.not_found");
    assert_reason(cx, reach_policy_delete(cx, (WelcomePolicyId){ mine.id }, 1), ERR_NOT_FOUND,
                  "welcome_policy.not_found");
    assert_reason(cx, reach_welcome_settled(cx, &(WelcomeSettled){ .welcome_id = welcome_id }),
                  ERR_NOT_FOUND, "welcome.not_found");
    GOOD(cx, reach_policy_list(cx, &list));
    assert_int_equal(list.items.count, 0);
    (void)newest(cx, 0);
    GOOD(cx, reach_welcome_preview(cx, &(PreviewDraft){ 0 }, &preview));
    assert_int_equal(preview.policy_id, 0);
    GOOD(cx, reach_welcome_summary(cx, &summary));
    assert_int_equal(summary.sent_today + summary.failed_today, 0);
}

static void test_whatever_statement_fails_a_welcome_is_whole_or_not_there(void **state)
{
    const Brand      brand = brand_of(*state);
    Ctx             *cx    = brand.cx;
    const WelcomeDue due   = { .relation_id   = 5,
                               .customer_id   = 6,
                               .staff_id      = brand.staff_id,
                               .connection_id = brand.connection_id,
                               .customer_name = S("王五"),
                               .welcome_code  = S("W1"),
                               .deadline_ms   = cx->now_ms + 9 };
    (void)policy(cx, draft_of("默认", "好"));
    for (int n = 1;; n++) {
        db_fail_at(cx->db, n);
        const Code code = reach_welcome_send(cx, &due);
        db_fail_at(cx->db, 0);
        forgive(cx);
        if (code == OK) {
            assert_true(n > 5);
            break;
        }
        (void)newest(cx, 0);
        assert_int_equal(effects(cx, NULL), 0);
    }
    (void)newest(cx, 1);
    assert_int_equal(effects(cx, NULL), 1);
}

static int64_t statements_of(const Brand *brand, int64_t customer_id, Str welcome_code)
{
    const int64_t    before = db_statement_count(brand->cx->db);
    const WelcomeDue due    = { .relation_id   = customer_id,
                                .customer_id   = customer_id,
                                .staff_id      = brand->staff_id,
                                .connection_id = brand->connection_id,
                                .customer_name = S("王五"),
                                .welcome_code  = welcome_code };
    GOOD(brand->cx, reach_welcome_send(brand->cx, &due));
    return db_statement_count(brand->cx->db) - before;
}

static void test_a_batch_reads_the_member_and_the_policies_once(void **state)
{
    enum { READ_ONCE = 6 }; /* member, his departments, those above, store, module, policies */
    const Brand brand = brand_of(*state);
    Ctx        *cx    = brand.cx;
    (void)policy(cx, draft_of("默认", "{员工姓名}"));
    (void)policy(cx, draft_of("另一", "您好"));
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    cx->memo             = memo_new(cx->arena);
    const int64_t first  = statements_of(&brand, 6, S("W1")),
                  second = statements_of(&brand, 7, S("W2"));
    GOOD(cx, memo_settle(cx));
    cx->memo = NULL;
    GOOD(cx, cx_commit(cx, &txn));
    assert_true(second <= first - READ_ONCE);
    const Welcome last = newest(cx, 2);
    assert_int_equal(last.customer_id, 7);
    assert_true(last.staff_name.len > 0 && str_equal(last.policy_name, S("另一")));
    assert_int_equal(effects(cx, NULL), 2);
}

static void test_every_statement_fits_the_schema(void **state)
{
    Ctx                 *cx       = test_house_ctx(*state);
    const SqlList *const lists[]  = { &reach_sql };
    Str                  problems = { 0 };
    if (db_check(cx->db, cx->arena, lists, 1, &problems) != OK) fail_msg("%.*s", FMT(problems));
}

int main(void)
{
    const struct CMUnitTest rules[] = {
        cmocka_unit_test(test_the_most_specific_policy_is_chosen_and_says_why),
        cmocka_unit_test(test_within_a_scope_named_people_and_windows_come_first),
    };
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_a_contact_with_a_code_is_welcomed_once),
        ON_HOUSE(test_a_name_nobody_knows_becomes_you),
        ON_HOUSE(test_without_a_policy_nothing_is_sent_and_it_says_so),
        ON_HOUSE(test_too_late_is_a_failure_notified_once_an_hour),
        ON_HOUSE(test_the_list_of_policies_does_not_grow_with_the_codes),
        ON_HOUSE(test_the_code_comes_before_policies_and_names_the_channel),
        ON_HOUSE(test_a_preview_is_what_would_be_sent),
        ON_HOUSE(test_drafts_are_checked),
        ON_HOUSE(test_a_policy_of_who_has_gone_can_be_changed),
        ON_HOUSE(test_changes_need_the_newest_revision),
        ON_HOUSE(test_another_tenant_sees_nothing),
        ON_HOUSE(test_whatever_statement_fails_a_welcome_is_whole_or_not_there),
        ON_HOUSE(test_a_batch_reads_the_member_and_the_policies_once),
    };
    return cmocka_run_group_tests_name("rule", rules, NULL, NULL) + FOR_EACH_ENGINE(tests);
}
