/* Customer groups: the rule as a table, stories against a model, and what people see. */
#include "base/prng.h"
#include "channel/channel.h"
#include "group_chat/group_chat_list.h"
#include "group_chat/group_chat_sql.h"
#include "group_chat/group_chat_take.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define CORP S("ww0123456789abcdef")
#define CHAT S("wrA")
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
 * Minutes.  K keep, J join, M the same stay began then, R another one began, O its end was a guess.
 */

static void test_what_follows_from_a_reading(void **state)
{
    (void)state;
    static const struct {
        int64_t joined, left; /* of the latest stay; joined 0: none, left 0: present */
        LeftBy  by;
        int64_t shown;
        char    want;
        int64_t at;
    } table[] = {
        /* joined left  by            shown  follows  at */
        { 0, 0, 0, 10, 'J', 10 },
        { 0, 0, 0, 0, 'J', 99 }, /* no time told: when it was read   */
        { 10, 0, 0, 10, 'K', 0 },
        { 10, 0, 0, 0, 'K', 0 },
        { 10, 0, 0, 11, 'M', 11 }, /* a callback's time, then the real */
        { 10, 0, 0, 5, 'M', 5 },
        { 10, 0, 0, 30, 'R', 30 },         /* left and came again unheard      */
        { 10, 20, LEFT_SELF, 10, 'K', 0 }, /* the platform shows him still     */
        { 10, 20, LEFT_REMOVED, 15, 'K', 0 },
        { 10, 20, LEFT_UNSEEN, 10, 'O', 0 }, /* a guess is taken back            */
        { 10, 20, LEFT_UNSEEN, 15, 'R', 15 },
        { 10, 20, LEFT_SELF, 30, 'J', 30 },
        { 10, 20, LEFT_UNSEEN, 30, 'J', 30 },
        { 10, 20, LEFT_SELF, 5, 'K', 0 },
    };
    static const char letters[] = { [STAY_KEEP]   = 'K',
                                    [STAY_JOIN]   = 'J',
                                    [STAY_MOVE]   = 'M',
                                    [STAY_REJOIN] = 'R',
                                    [STAY_REOPEN] = 'O' };
    for (size_t i = 0; i < COUNT(table); i++) {
        const GroupStay stay = { .joined_at_ms = table[i].joined * MS_PER_MINUTE,
                                 .left_at_ms   = table[i].left * MS_PER_MINUTE,
                                 .left_by      = table[i].by };
        int64_t         at   = 0;
        const StayMove  got =
            group_chat_fold(table[i].joined ? &stay : NULL, table[i].shown * MS_PER_MINUTE,
                            99 * MS_PER_MINUTE, &at);
        if (letters[got] != table[i].want) fail_msg("row %zu: %c", i, letters[got]);
        if (table[i].at) assert_int_equal(at / MS_PER_MINUTE, table[i].at);
    }
}

static void test_staying_counts_people_not_stays(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const int64_t day     = MS_PER_DAY;
    GroupStay     stays[] = {
            { .member_key = S("stayed"), .joined_at_ms = 10 * day },
            { .member_key = S("left"), .joined_at_ms = 10 * day, .left_at_ms = 11 * day },
            { .member_key = S("back"), .joined_at_ms = 10 * day, .left_at_ms = 11 * day },
            { .member_key = S("back"), .joined_at_ms = 12 * day },
            { .member_key = S("fresh"), .joined_at_ms = 20 * day },
            { .member_key = S("older"), .joined_at_ms = 2 * day },
            { .member_key = S("clerk"), .joined_at_ms = 10 * day, .is_staff = true },
    };
    static const int64_t want[][3] = {
        /* day people stayed; "fresh" is too young for the second, "left" is gone at the first */
        { 1, 4, 2 }, /* on the instant they left they are gone */
        { 3, 3, 2 },
    };
    for (size_t i = 0; i < COUNT(want); i++) {
        StayedPoint point = { .day = (int32_t)want[i][0] };
        group_chat_fold_stayed(cx->arena, (Rows){ stays, COUNT(stays) }, 5 * day, 22 * day,
                               21 * day + day / 2, &point);
        assert_int_equal(point.people, want[i][1]);
        assert_int_equal(point.stayed, want[i][2]);
    }
}

/* ---- stories against a model ----------------------------------------------------------------- */

enum { PEOPLE = 6, STEPS = 60, STORIES = 40 };

typedef struct Model {
    int64_t joined[PEOPLE]; /* of who is there, else 0 */
    int64_t stays, present;
} Model;

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

static Str name_of(Ctx *cx, int person) { return str_fmt(cx->arena, "wm%d", person); }

static void read_group(Ctx *cx, int64_t connection_id, const Model *model, int64_t at_ms)
{
    GroupSeat seats[PEOPLE];
    GroupRead read = { .connection_id = connection_id,
                       .corp_id       = CORP,
                       .chat_id       = CHAT,
                       .name          = S("宝妈群"),
                       .owner         = S("zhangsan"),
                       .created_at_ms = 1,
                       .read_at_ms    = at_ms,
                       .seats         = seats };
    for (int p = 0; p < PEOPLE; p++)
        if (model->joined[p])
            seats[read.seat_count++] = (GroupSeat){ .key          = name_of(cx, p),
                                                    .name         = name_of(cx, p),
                                                    .scene        = SCENE_QR_CODE,
                                                    .joined_at_ms = model->joined[p] };
    GOOD(cx, group_chat_take_read(cx, &read));
}

static void tell(Ctx *cx, int64_t connection_id, GroupNews news, int person, int64_t at_ms)
{
    const Str          member = name_of(cx, person);
    const GroupTelling told   = { .connection_id = connection_id,
                                  .corp_id       = CORP,
                                  .chat_id       = CHAT,
                                  .news          = news,
                                  .how           = LEFT_SELF,
                                  .members       = { &member, 1 },
                                  .at_ms         = at_ms };
    GOOD(cx, group_chat_take_told(cx, &told));
}

static GroupChat the_group(Ctx *cx, int64_t connection_id)
{
    GroupChat group = { 0 };
    bool      found = false;
    GOOD(cx, group_chat_sql_find(cx, connection_id, CHAT, &group, &found));
    assert_true(found);
    return group;
}

/* No stay overlaps another of the same member, and who is there is there. */
static int64_t check_stays(Ctx *cx, const GroupChat *group, const Model *model)
{
    Rows    stays         = { 0 };
    int64_t until[PEOPLE] = { 0 }, present = 0;
    GOOD(cx, group_chat_sql_stays(cx, group->id, &stays));
    for (size_t i = 0; i < stays.count; i++) {
        const GroupStay *stay = ROWS_AT(GroupStay, stays, i);
        const int        p    = stay->member_key.ptr[2] - '0';
        if (stay->joined_at_ms < until[p]) fail_msg("stay %zu overlaps", i);
        until[p] = stay->left_at_ms ? stay->left_at_ms : INT64_MAX;
        if (stay->left_at_ms) continue;
        assert_int_equal(stay->joined_at_ms, model->joined[p]);
        present++;
    }
    assert_int_equal(present, model->present);
    assert_int_equal(group->external_count, model->present);
    return (int64_t)stays.count;
}

static void play(TestHouse *house, uint64_t seed, bool loses)
{
    Ctx          *cx            = test_house_ctx(house);
    uint64_t      dice          = seed;
    const int64_t connection_id = (int64_t)seed;
    Model         model         = { 0 };
    int64_t       now           = INT64_C(1000) * MS_PER_DAY;
    read_group(cx, connection_id, &model, now);
    for (int step = 0; step < STEPS; step++) {
        cx = test_house_ctx(house);
        now += (2 + (int64_t)prng_below(&dice, 600)) * MS_PER_MINUTE;
        const int  p        = (int)prng_below(&dice, PEOPLE);
        const bool is_told  = !loses || prng_below(&dice, 3) > 0;
        const bool is_there = model.joined[p] != 0;
        model.joined[p]     = is_there ? 0 : now;
        model.present += is_there ? -1 : 1;
        model.stays += !is_there;
        for (int times = is_told ? 1 + (int)prng_below(&dice, 2) : 0; times > 0; times--)
            tell(cx, connection_id, is_there ? NEWS_LEFT : NEWS_JOINED, p, now);
        if (prng_below(&dice, 4) == 0) read_group(cx, connection_id, &model, now + MS_PER_MINUTE);
    }
    cx = test_house_ctx(house);
    read_group(cx, connection_id, &model, now + MS_PER_MINUTE);
    const GroupChat group = the_group(cx, connection_id);
    const int64_t   stays = check_stays(cx, &group, &model);
    if (!loses) assert_int_equal(stays, model.stays);
}

static void test_stories_end_as_the_model(void **state)
{
    for (uint64_t seed = 1; seed <= STORIES; seed++) play(*state, seed, false);
}

static void test_stories_with_lost_tellings_end_with_who_is_there(void **state)
{
    for (uint64_t seed = 1; seed <= STORIES; seed++) play(*state, 1000 + seed, true);
}

/* ---- groups
 * -------------------------------------------------------------------------------------- */

static void test_a_reading_heard_twice_says_nothing_twice(void **state)
{
    Ctx          *cx  = test_house_ctx(*state);
    const int64_t now = cx->now_ms, connection_id = connect(cx);
    const Model   model  = { .joined = { now - 5000, now - 4000 }, .present = 2 };
    Rows          events = { 0 };
    Str           next   = { 0 };
    read_group(cx, connection_id, &model, now);
    read_group(cx, connection_id, &model, now);
    GOOD(cx, event_list(cx, S("group_chat.joined"), (Str){ 0 }, (Str){ 0 }, 50, &events, &next));
    assert_int_equal(events.count, 2);
}

static void test_a_dismissed_group_keeps_who_was_in_it(void **state)
{
    Ctx               *cx  = test_house_ctx(*state);
    const int64_t      now = cx->now_ms, connection_id = connect(cx);
    const Model        model = { .joined = { now - 5000 }, .present = 1 };
    const GroupTelling gone  = { .connection_id = connection_id,
                                 .corp_id       = CORP,
                                 .chat_id       = CHAT,
                                 .news          = NEWS_DISMISSED,
                                 .at_ms         = now };
    Rows               rows  = { 0 };
    Str                next  = { 0 };
    read_group(cx, connection_id, &model, now - 1);
    GOOD(cx, group_chat_take_told(cx, &gone));
    const GroupChat group = the_group(cx, connection_id);
    assert_int_equal(group.state, GROUP_CHAT_DISMISSED);
    assert_int_equal(group.member_count, 0);
    GOOD(cx, group_chat_members(cx, (GroupChatId){ group.id },
                                &(GroupMemberFilter){ .state = MEMBER_FILTER_LEFT }, &rows, &next));
    assert_int_equal(rows.count, 1);
    assert_int_equal(ROWS_AT(GroupMemberRow, rows, 0)->left_by, LEFT_DISMISSED);
    assert_reason(cx, group_chat_refresh(cx, (GroupChatId){ group.id }), ERR_CONFLICT,
                  "group_chat.dismissed");
}

static void test_a_sync_that_does_not_show_a_group_ends_it(void **state)
{
    Ctx          *cx  = test_house_ctx(*state);
    const int64_t now = cx->now_ms, connection_id = connect(cx);
    const Model   model = { .joined = { now - 5000 }, .present = 1 };
    read_group(cx, connection_id, &model, now - 100);
    const Str            chat = CHAT;
    const GroupChatState left = GROUP_CHAT_OWNER_LEFT;
    GOOD(cx, group_chat_take_listed(cx, connection_id, (Strs){ &chat, 1 }, &left, now));
    GOOD(cx, group_chat_take_all_listed(cx, connection_id, now));
    assert_int_equal(the_group(cx, connection_id).state, GROUP_CHAT_OWNER_LEFT);
    GOOD(cx, group_chat_take_all_listed(cx, connection_id, now + 1));
    assert_int_equal(the_group(cx, connection_id).state, GROUP_CHAT_DISMISSED);
}

static void test_figures_are_of_people_and_add_up(void **state)
{
    Ctx          *cx  = test_house_ctx(*state);
    const int64_t now = cx->now_ms, connection_id = connect(cx);
    Model         model = { .joined  = { now - 3 * MS_PER_DAY, now - 2 * MS_PER_DAY,
                                         now - INT64_C(40) * MS_PER_DAY },
                            .present = 3 };
    GroupSummary  sum   = { 0 };
    GroupChatView view  = { 0 };
    read_group(cx, connection_id, &model, now - MS_PER_DAY);
    tell(cx, connection_id, NEWS_LEFT, 0, now - 1000);
    tell(cx, connection_id, NEWS_LEFT, 2, now - 1000);
    tell(cx, connection_id, NEWS_JOINED, 0, now - 500);
    GOOD(cx, group_chat_summary(cx, 30, &sum));
    assert_int_equal(sum.group_count, 1);
    assert_int_equal(sum.figures.joined, 3);
    assert_int_equal(sum.figures.left, 2);
    assert_int_equal(sum.figures.net, 1);
    assert_int_equal(sum.figures.people, 2);
    assert_int_equal(sum.figures.retained, 2);
    assert_int_equal(sum.owners.count, 1);
    GOOD(cx, group_chat_view(cx, (GroupChatId){ the_group(cx, connection_id).id }, 30, &view));
    int64_t joined = 0, left = 0;
    for (size_t i = 0; i < view.days.count; i++) {
        joined += ROWS_AT(GroupDay, view.days, i)->joined;
        left += ROWS_AT(GroupDay, view.days, i)->left;
    }
    assert_int_equal(joined, sum.figures.joined);
    assert_int_equal(left, sum.figures.left);
    assert_int_equal(view.days.count, 30);
    assert_int_equal(view.joined_today, 1);
}

static void test_another_tenant_sees_no_groups(void **state)
{
    Ctx          *cx            = test_house_ctx(*state);
    const int64_t now           = cx->now_ms;
    const Model   model         = { .joined = { now - 5000 }, .present = 1 };
    const int64_t connection_id = connect(cx);
    read_group(cx, connection_id, &model, now);
    const int64_t id   = the_group(cx, connection_id).id;
    Ctx          *them = test_house_ctx_of(*state, 2);
    GroupChat     group;
    GroupChatView view;
    Rows          rows = { 0 };
    Str           next = { 0 };
    assert_reason(them, group_chat_get(them, (GroupChatId){ id }, &group), ERR_NOT_FOUND,
                  "group_chat.not_found");
    assert_reason(them, group_chat_view(them, (GroupChatId){ id }, 0, &view), ERR_NOT_FOUND,
                  "group_chat.not_found");
    GOOD(them, group_chat_list(them, &(GroupChatFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
}

/* The owner is nobody's the user may see: as if it were another tenant's. */
static void test_who_may_not_see_the_owner_sees_no_group(void **state)
{
    Ctx          *cx            = test_house_ctx(*state);
    const int64_t now           = cx->now_ms;
    const Model   model         = { .joined = { now - 5000 }, .present = 1 };
    const int64_t connection_id = connect(cx);
    read_group(cx, connection_id, &model, now);
    const int64_t id = the_group(cx, connection_id).id;
    GroupChat     group;
    GroupSummary  sum  = { 0 };
    Rows          rows = { 0 };
    Str           next = { 0 };
    cx->scope_id       = 77;
    assert_reason(cx, group_chat_get(cx, (GroupChatId){ id }, &group), ERR_NOT_FOUND,
                  "group_chat.not_found");
    assert_reason(
        cx, group_chat_members(cx, (GroupChatId){ id }, &(GroupMemberFilter){ 0 }, &rows, &next),
        ERR_NOT_FOUND, "group_chat.not_found");
    GOOD(cx, group_chat_list(cx, &(GroupChatFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    GOOD(cx, group_chat_summary(cx, 30, &sum));
    assert_int_equal(sum.group_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_follows_from_a_reading),
        ON_HOUSE(test_staying_counts_people_not_stays),
        ON_HOUSE(test_stories_end_as_the_model),
        ON_HOUSE(test_stories_with_lost_tellings_end_with_who_is_there),
        ON_HOUSE(test_a_reading_heard_twice_says_nothing_twice),
        ON_HOUSE(test_a_dismissed_group_keeps_who_was_in_it),
        ON_HOUSE(test_a_sync_that_does_not_show_a_group_ends_it),
        ON_HOUSE(test_figures_are_of_people_and_add_up),
        ON_HOUSE(test_another_tenant_sees_no_groups),
        ON_HOUSE(test_who_may_not_see_the_owner_sees_no_group),
    };
    return FOR_EACH_ENGINE(tests);
}
