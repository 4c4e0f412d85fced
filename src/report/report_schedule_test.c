/* Boards sent by the clock: when they are due, that each gets once what he may see, that nobody
 * gets more, and what happens when somebody leaves. */
#include "report/report_send.h"
#include "report/report_when.h"

#include "insight/insight.h"
#include "kernel/testing.h"
#include "wire/wire.h"

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

static const Zone beijing = { 480 };

static int64_t at(const char *text)
{
    int64_t ms = 0;
    ASSERT(rfc3339_parse(str_of(text), &ms));
    return ms;
}

/* ---- when ---------------------------------------------------------------------------- */

static void test_when_it_is_due(void **state)
{
    enum { MON = 1, FRI = 16, SUN = 64 };
    static const struct {
        ReportEvery every;
        int32_t     weekdays, day, minute;
        const char *now, *next;
    } rows[] = {
        { REPORT_DAILY, 0, 0, 510, "2026-11-28T08:29:59+08:00", "2026-11-28T08:30:00+08:00" },
        { REPORT_DAILY, 0, 0, 510, "2026-11-28T08:30:00+08:00", "2026-11-29T08:30:00+08:00" },
        /* Before 8 in the morning it is still yesterday in UTC. */
        { REPORT_DAILY, 0, 0, 60, "2026-11-28T00:30:00+08:00", "2026-11-28T01:00:00+08:00" },
        /* The 28th is a Saturday. */
        { REPORT_WEEKLY, MON, 0, 540, "2026-11-28T09:00:00+08:00", "2026-11-30T09:00:00+08:00" },
        { REPORT_WEEKLY, MON | FRI, 0, 540, "2026-11-30T09:00:00+08:00",
          "2026-12-04T09:00:00+08:00" },
        { REPORT_WEEKLY, SUN, 0, 0, "2026-11-29T00:00:00+08:00", "2026-12-06T00:00:00+08:00" },
        { REPORT_MONTHLY, 0, 1, 0, "2026-12-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00" },
        { REPORT_MONTHLY, 0, 0, 1439, "2026-11-28T10:00:00+08:00", "2026-11-30T23:59:00+08:00" },
        { REPORT_MONTHLY, 0, 0, 1439, "2026-11-30T23:59:00+08:00", "2026-12-31T23:59:00+08:00" },
        /* A month that has no such day: its last one, once. */
        { REPORT_MONTHLY, 0, 31, 60, "2027-01-31T01:00:00+08:00", "2027-02-28T01:00:00+08:00" },
        { REPORT_MONTHLY, 0, 30, 60, "2028-02-01T00:00:00+08:00", "2028-02-29T01:00:00+08:00" },
        { REPORT_MONTHLY, 0, 31, 60, "2026-11-30T01:00:00+08:00", "2026-12-31T01:00:00+08:00" },
        { REPORT_MONTHLY, 0, 30, 60, "2026-12-01T00:00:00+08:00", "2026-12-30T01:00:00+08:00" },
        { REPORT_MONTHLY, 0, 30, 60, "2026-12-30T01:00:00+08:00", "2027-01-30T01:00:00+08:00" },
        { REPORT_MONTHLY, 0, 28, 60, "2027-02-28T01:00:00+08:00", "2027-03-28T01:00:00+08:00" },
    };
    Arena *arena = arena_new(1 << 20);
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const ReportSchedule schedule = { .every    = rows[i].every,
                                          .weekdays = rows[i].weekdays,
                                          .day      = rows[i].day,
                                          .minute   = rows[i].minute };
        const int64_t        next     = report_when_next_ms(&schedule, beijing, at(rows[i].now));
        assert_string_equal(str_z(arena, rfc3339(arena, next, beijing)), rows[i].next);
    }
    arena_free(arena);
    assert_false(report_when_is_late(0, 10 * MS_PER_MINUTE));
    assert_true(report_when_is_late(0, 10 * MS_PER_MINUTE + 1));
}

/* ---- a brand with people -------------------------------------------------------------------- */

typedef struct World {
    TestHouse     *house;
    Projection    *events;
    int64_t        tenant_id, maker, reader, guide, service; /* users */
    int64_t        board;
    ReportSchedule schedule;
} World;

static Ctx *fresh(World *world) { return test_house_ctx_of(world->house, world->tenant_id); }

static Ctx *as(World *world, int64_t user_id)
{
    Ctx *cx     = fresh(world);
    cx->user_id = user_id;
    GOOD(cx, org_scope_rights_of(cx, user_id));
    return cx;
}

static int64_t make_user(World *world, const char *name, RoleWord word)
{
    Ctx *cx = fresh(world);
    Role role;
    User user;
    GOOD(cx, org_role_preset(cx, word, &role));
    const UserDraft draft = { .name         = str_of(name),
                              .display_name = str_of(name),
                              .password     = S("correct horse"),
                              .role_id      = role.id };
    GOOD(cx, org_user_create(cx, &draft, &user));
    return user.id;
}

static void disable(World *world, int64_t user_id, bool is_disabled, RoleWord word)
{
    Ctx *cx = fresh(world);
    User user;
    Role role;
    GOOD(cx, org_role_preset(cx, word, &role));
    GOOD(cx, org_user_get(cx, (UserId){ user_id }, &user));
    const UserDraft draft = { .name         = user.name,
                              .display_name = user.display_name,
                              .role_id      = role.id,
                              .is_disabled  = is_disabled,
                              .keeps_places = true };
    GOOD(cx, org_user_update(cx, (UserId){ user_id }, user.revision, &draft, &user));
}

#define TILES                                                                                 \
    "[{\"id\":\"t1\",\"title\":\"浏览\",\"look\":\"number\",\"query\":{\"kind\":\"pivot\"," \
    "\"metrics\":[{\"event\":\"page.viewed\"}]},\"x\":0,\"y\":0,\"w\":3,\"h\":2}]"

static void make_board(World *world)
{
    Ctx  *cx = as(world, world->maker);
    Board board;
    GOOD(cx, board_create(cx, &(Board){ .name = S("早会"), .tiles = S(TILES), .is_shared = true },
                          &board));
    world->board = board.id;
}

static ReportSchedule draft_of(World *world, Ids ids)
{
    return (ReportSchedule){ .board = str_fmt(world->house->arena, "%lld", (long long)world->board),
                             .every = REPORT_DAILY,
                             .minute   = 510,
                             .is_on    = true,
                             .user_ids = ids };
}

static World open_world(TestHouse *house)
{
    World  world = { .house = house };
    Tenant tenant;
    Ctx   *cx = test_house_ctx(house);
    world.events =
        projection_new(&(ProjectionOptions){ .store = { .events = S("duckdb"),
                                                        .folder = str_of(house->services.data_dir),
                                                        .memory_mb = 256,
                                                        .threads   = 1 } });
    house->services.insight   = insight_memory_new();
    house->services.rights_of = org_scope_rights_of;
    insight_memory_lend(house->services.insight, world.events);
    GOOD(cx, org_tenant_create(cx, S("brand"), S("brand"), S("Asia/Shanghai"), &tenant));
    world.tenant_id = tenant.id;
    world.maker     = make_user(&world, "maker", ROLE_HQ_OPERATOR);
    world.reader    = make_user(&world, "reader", ROLE_HQ_OPERATOR);
    world.guide     = make_user(&world, "guide", ROLE_GUIDE);
    world.service   = make_user(&world, "service", ROLE_SERVICE);
    make_board(&world);
    const int64_t        all[] = { world.maker, world.reader, world.guide, world.service };
    const ReportSchedule draft = draft_of(&world, (Ids){ all, 4 });
    cx                         = as(&world, world.maker);
    GOOD(cx, report_schedule_create(cx, &draft, &world.schedule));
    return world;
}

static void close_world(World *world)
{
    insight_memory_lend(world->house->services.insight, NULL);
    projection_free(world->events);
    insight_memory_free(world->house->services.insight);
    world->house->services.insight   = NULL;
    world->house->services.rights_of = NULL;
}

static const TimerKind *const  timers[]    = { &report_due_timer, &report_files_timer };
static const EffectKind *const effects[]   = { &report_draw_effect };
static const Consumer *const   consumers[] = { &report_consumer };

static void fire(World *world)
{
    assert_int_equal(timer_drain(&world->house->services, timers, 2), OK);
}
static void draw(World *world)
{
    assert_int_equal(outbox_drain(&world->house->services, effects, 1), OK);
}
static void hear(World *world)
{
    assert_int_equal(consumer_drain(&world->house->services, consumers, 1), OK);
}

static Rows runs_of(World *world, int64_t user_id)
{
    Ctx *cx   = as(world, user_id);
    Rows runs = { 0 };
    Str  next = { 0 };
    GOOD(cx, report_schedule_runs(cx, (ReportScheduleId){ world->schedule.id }, (Str){ 0 }, 50,
                                  &runs, &next));
    return runs;
}

static const ReportDelivery *delivery_of(Rows runs, size_t run, int64_t user_id)
{
    const Rows all = ROWS_AT(ReportRun, runs, run)->deliveries;
    for (size_t i = 0; i < all.count; i++)
        if (ROWS_AT(ReportDelivery, all, i)->user_id == user_id)
            return ROWS_AT(ReportDelivery, all, i);
    fail_msg("nothing went to %lld", (long long)user_id);
    return NULL;
}

static int bells_of(World *world, int64_t user_id, const char *kind)
{
    Ctx    *cx     = as(world, user_id);
    Rows    items  = { 0 };
    Str     next   = { 0 };
    int64_t unread = 0;
    int     count  = 0;
    GOOD(cx, org_notification_list(cx, false, (Str){ 0 }, 100, &items, &next, &unread));
    for (size_t i = 0; i < items.count; i++)
        count += str_equal(ROWS_AT(Notification, items, i)->kind, str_of(kind));
    return count;
}

static ReportSchedule now_of(World *world, int64_t user_id)
{
    Ctx           *cx = as(world, user_id);
    ReportSchedule out;
    GOOD(cx, report_schedule_get(cx, (ReportScheduleId){ world->schedule.id }, &out));
    return out;
}

static void to_next(World *world) { test_house_set_clock(now_of(world, world->maker).next_at_ms); }

/* ---- sending --------------------------------------------------------------------------------- */

static void test_each_gets_once_what_he_may_see(void **state)
{
    World world = open_world(*state);
    fire(&world);
    assert_int_equal(runs_of(&world, world.maker).count, 0);
    to_next(&world);
    for (int i = 0; i < 2; i++) {
        fire(&world);
        draw(&world);
    }
    const Rows runs = runs_of(&world, world.maker);
    assert_int_equal(runs.count, 1);
    assert_false(ROWS_AT(ReportRun, runs, 0)->is_late);
    const ReportDelivery *maker   = delivery_of(runs, 0, world.maker);
    const ReportDelivery *reader  = delivery_of(runs, 0, world.reader);
    const ReportDelivery *guide   = delivery_of(runs, 0, world.guide);
    const ReportDelivery *service = delivery_of(runs, 0, world.service);
    assert_int_equal(maker->state, REPORT_TOLD);
    assert_int_equal(reader->state, REPORT_TOLD);
    assert_int_equal(guide->state, REPORT_TOLD);
    /* Who sees the same gets the same picture; a narrower one is drawn for him alone. */
    assert_int_equal(maker->part, reader->part);
    assert_int_not_equal(maker->part, guide->part);
    assert_true(maker->has_picture);
    assert_false(guide->has_picture); /* it is not the maker's to see */
    assert_int_equal(service->state, REPORT_REFUSED);
    assert_string_equal(str_z(world.house->arena, service->reason), "report.receiver_may_not");
    assert_int_equal(bells_of(&world, world.guide, "report.ready"), 1);
    assert_int_equal(bells_of(&world, world.service, "report.ready"), 0);
    /* Each sees of it what went to himself. */
    const Rows own = runs_of(&world, world.guide);
    assert_int_equal(ROWS_AT(ReportRun, own, 0)->deliveries.count, 1);
    assert_true(delivery_of(own, 0, world.guide)->has_picture);
    Ctx *cx   = as(&world, world.maker);
    Str  path = { 0 };
    GOOD(cx, report_schedule_picture(cx, maker->id, &path));
    assert_int_equal(report_schedule_picture(cx, guide->id, &path), ERR_NOT_FOUND);
    /* After a week the pictures are gone; what became of it is still told. */
    test_house_set_clock(test_house_clock() + 8LL * MS_PER_DAY);
    fire(&world);
    assert_false(delivery_of(runs_of(&world, world.maker), 1, world.maker)->has_picture);
    close_world(&world);
}

static void test_what_was_missed_comes_once_and_says_so(void **state)
{
    World         world = open_world(*state);
    const int64_t due   = now_of(&world, world.maker).next_at_ms;
    test_house_set_clock(due + 3LL * MS_PER_DAY + MS_PER_HOUR);
    fire(&world);
    draw(&world);
    const Rows runs = runs_of(&world, world.maker);
    assert_int_equal(runs.count, 1);
    assert_true(ROWS_AT(ReportRun, runs, 0)->is_late);
    assert_int_equal(ROWS_AT(ReportRun, runs, 0)->due_at_ms, due);
    assert_int_equal(now_of(&world, world.maker).next_at_ms, due + 4LL * MS_PER_DAY);
    close_world(&world);
}

static void test_rights_that_change_meanwhile_get_nothing(void **state)
{
    World world = open_world(*state);
    to_next(&world);
    fire(&world);
    disable(&world, world.reader, false, ROLE_GUIDE); /* sees less than was grouped for */
    disable(&world, world.guide, true, ROLE_GUIDE);
    draw(&world);
    const Rows runs = runs_of(&world, world.maker);
    assert_int_equal(delivery_of(runs, 0, world.maker)->state, REPORT_TOLD);
    assert_int_equal(delivery_of(runs, 0, world.reader)->state, REPORT_REFUSED);
    assert_string_equal(str_z(world.house->arena, delivery_of(runs, 0, world.reader)->reason),
                        "report.rights_changed");
    assert_int_equal(delivery_of(runs, 0, world.guide)->state, REPORT_REFUSED);
    close_world(&world);
}

static void test_who_left_sends_nothing_and_his_schedule_can_be_taken(void **state)
{
    World world = open_world(*state);
    to_next(&world);
    disable(&world, world.maker, true, ROLE_HQ_OPERATOR);
    fire(&world);
    draw(&world);
    const ReportSchedule paused = now_of(&world, world.reader);
    assert_false(paused.is_on);
    assert_string_equal(str_z(world.house->arena, paused.reason), "report.maker_gone");
    assert_int_equal(paused.last.count, 0);
    assert_int_equal(bells_of(&world, world.reader, "report.paused"), 1);
    assert_int_equal(bells_of(&world, world.guide, "report.paused"), 0);
    /* A guide may not take it; who may take boards over may, and it waits until he looked. */
    Ctx           *cx = as(&world, world.guide);
    ReportSchedule taken;
    assert_int_equal(report_schedule_take(cx, (ReportScheduleId){ world.schedule.id }, &taken),
                     ERR_NOT_FOUND);
    cx = as(&world, world.reader);
    GOOD(cx, report_schedule_take(cx, (ReportScheduleId){ world.schedule.id }, &taken));
    assert_true(taken.is_mine);
    assert_false(taken.is_on);
    close_world(&world);
}

static void test_a_maker_who_may_no_more_is_paused_and_told(void **state)
{
    World world = open_world(*state);
    to_next(&world);
    disable(&world, world.maker, false, ROLE_GUIDE); /* sees boards, sends to nobody */
    fire(&world);
    const ReportSchedule paused = now_of(&world, world.maker);
    assert_false(paused.is_on);
    assert_string_equal(str_z(world.house->arena, paused.reason), "report.may_not_send");
    assert_int_equal(bells_of(&world, world.maker, "report.paused"), 1);
    close_world(&world);
}

static void test_a_board_takes_its_schedules_along(void **state)
{
    World world = open_world(*state);
    Ctx  *cx    = as(&world, world.maker);
    Board board;
    Rows  rows = { 0 };
    GOOD(cx, board_delete(cx, (BoardId){ world.board }));
    hear(&world);
    cx = as(&world, world.maker);
    GOOD(cx, report_schedule_list(cx, (Str){ 0 }, &rows));
    assert_int_equal(rows.count, 0);
    test_house_set_clock(test_house_clock() + 2LL * MS_PER_DAY);
    fire(&world);
    cx = as(&world, world.maker);
    GOOD(cx, board_restore(cx, (BoardId){ world.board }, &board));
    hear(&world);
    assert_true(now_of(&world, world.maker).is_on);
    assert_int_equal(runs_of(&world, world.maker).count, 0);
    to_next(&world);
    fire(&world);
    assert_int_equal(runs_of(&world, world.maker).count, 1);
    close_world(&world);
}

static void test_others_need_the_right_and_a_board_they_can_open(void **state)
{
    World          world    = open_world(*state);
    const int64_t  others[] = { world.reader };
    ReportSchedule draft    = draft_of(&world, (Ids){ others, 1 }), out;
    Ctx           *cx       = as(&world, world.guide);
    assert_int_equal(report_schedule_create(cx, &draft, &out), ERR_DENIED);
    assert_string_equal(cx->err.reason, "report.may_not_send");
    draft.user_ids = (Ids){ 0 };
    cx             = as(&world, world.guide);
    GOOD(cx, report_schedule_create(cx, &draft, &out));
    assert_int_equal(out.user_ids.count, 1);
    assert_int_equal(out.user_ids.at[0], world.guide);
    /* Of another's schedule he may leave, and then it is not his to see. */
    cx = as(&world, world.guide);
    GOOD(cx, report_schedule_leave(cx, (ReportScheduleId){ world.schedule.id }));
    assert_int_equal(report_schedule_get(cx, (ReportScheduleId){ world.schedule.id }, &out),
                     ERR_NOT_FOUND);
    cx = test_house_ctx(world.house); /* another brand */
    assert_int_equal(report_schedule_get(cx, (ReportScheduleId){ world.schedule.id }, &out),
                     ERR_NOT_FOUND);
    close_world(&world);
}

/* Whatever statement fails, each is told once. */
static void test_a_failing_statement_sends_nothing_twice(void **state)
{
    World world = open_world(*state);
    to_next(&world);
    for (int n = 1; n < 120; n += 1 + n / 12) {
        db_fail_at(world.house->db, n);
        (void)(timer_drain(&world.house->services, timers, 2) == OK &&
               outbox_drain(&world.house->services, effects, 1) == OK);
        db_fail_at(world.house->db, 0);
        test_house_set_clock(test_house_clock() + MS_PER_MINUTE / 2);
        assert_true(bells_of(&world, world.reader, "report.ready") <= 1);
    }
    for (int i = 0; i < 3; i++) {
        test_house_set_clock(test_house_clock() + 11 * MS_PER_MINUTE); /* beyond any pause */
        fire(&world);
        draw(&world);
    }
    assert_int_equal(runs_of(&world, world.maker).count, 1);
    assert_int_equal(bells_of(&world, world.maker, "report.ready"), 1);
    assert_int_equal(bells_of(&world, world.reader, "report.ready"), 1);
    assert_int_equal(bells_of(&world, world.guide, "report.ready"), 1);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_it_is_due),
        ON_HOUSE(test_each_gets_once_what_he_may_see),
        ON_HOUSE(test_what_was_missed_comes_once_and_says_so),
        ON_HOUSE(test_rights_that_change_meanwhile_get_nothing),
        ON_HOUSE(test_who_left_sends_nothing_and_his_schedule_can_be_taken),
        ON_HOUSE(test_a_maker_who_may_no_more_is_paused_and_told),
        ON_HOUSE(test_a_board_takes_its_schedules_along),
        ON_HOUSE(test_others_need_the_right_and_a_board_they_can_open),
        ON_HOUSE(test_a_failing_statement_sends_nothing_twice),
    };
    return FOR_EACH_ENGINE(tests);
}
