/* outbox_test.c -- effects: once decided, sent at least once, recorded once. */
#include "kernel/testing.h"
#include "log/claim.h"
#include "log/log.h"
#include "log/quota.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

/* What the platform of these tests was asked, and what it answers. */
typedef struct Platform {
    pthread_mutex_t lock;
    char            sent[4096]; /* keys, each with a space behind */
    int             calls, at_once, most_at_once, settled;
    Outcome         outcome;
    Code            settled_code;
} Platform;
static Platform platform = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void reset(Outcome outcome)
{
    LOCKED(&platform.lock);
    platform.sent[0] = '\0';
    platform.calls = platform.at_once = platform.most_at_once = platform.settled = 0;
    platform.outcome                                                             = outcome;
    platform.settled_code                                                        = OK;
}

static void note(Str key)
{
    const size_t at = strlen(platform.sent);
    if (at + key.len + 2 > sizeof platform.sent) return;
    memcpy(platform.sent + at, key.ptr, key.len);
    memcpy(platform.sent + at + key.len, " ", 2);
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx;
    LOCKED(&platform.lock);
    platform.calls++;
    note(effect->key);
    *outcome = platform.outcome;
    if (outcome->verdict == 0) outcome->verdict = VERDICT_DONE;
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    (void)outcome;
    {
        LOCKED(&platform.lock);
        platform.settled++;
        if (platform.settled_code != OK)
            return fail(cx, platform.settled_code, "test.settled", "cannot");
    }
    return timer_set(cx, S("settled"), effect->key, 1000, S("{}"));
}

static const EffectKind        plain   = { "test.plain", 0, 3, 0, 0, send, settled };
static const EffectKind        urgent  = { "test.urgent", URGENT, 3, 0, 0, send, settled };
static const EffectKind        once    = { "test.once", AT_MOST_ONCE, 3, 0, 0, send, settled };
static const EffectKind        limited = { "test.limited", 0, 3, 3, 5, send, NULL };
static const EffectKind *const kinds[] = { &plain, &urgent, &once, &limited };
#define DONE ((Outcome){ .verdict = VERDICT_DONE, .answer = { "{\"ok\":1}", 8 } })

static int64_t put_draft(TestHouse *house, EffectDraft draft)
{
    int64_t id = 0;
    assert_int_equal(outbox_put(test_house_ctx(house), draft, &id), OK);
    return id;
}

static int64_t put(TestHouse *house, const char *kind, const char *key)
{
    return put_draft(house, (EffectDraft){ .kind = str_of(kind), .key = str_of(key) });
}

static void drain(TestHouse *house)
{
    assert_int_equal(outbox_drain(&house->services, kinds, COUNT(kinds)), OK);
}

static Effect effect_of(TestHouse *house, int64_t id)
{
    Effect effect;
    assert_int_equal(outbox_get(test_house_ctx(house), id, &effect), OK);
    return effect;
}

static void later(int64_t ms) { test_house_set_clock(test_house_clock() + ms); }

static int  fired;
static Code fire(Ctx *cx, const Timer *timer)
{
    (void)cx, (void)timer;
    fired++;
    return OK;
}

/* How many ends were recorded with their follow-up since the last call. */
static int follow_ups(TestHouse *house)
{
    static const TimerKind        kind     = { "settled", fire };
    static const TimerKind *const timers[] = { &kind };
    fired                                  = 0;
    assert_int_equal(timer_drain(&house->services, timers, 1), OK);
    return fired;
}

static void test_an_effect_is_sent_and_its_answer_kept(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    const int64_t id = put(house, "test.plain", "k1");
    assert_int_equal(effect_of(house, id).state, EFFECT_PENDING);
    drain(house);
    const Effect effect = effect_of(house, id);
    assert_int_equal(effect.state, EFFECT_DONE);
    assert_true(str_equal(effect.answer, S("{\"ok\":1}")));
    assert_int_equal(effect.attempts, 1);
    assert_int_equal(effect.settled_at_ms, test_house_clock());
    assert_int_equal(follow_ups(house), 1);
    drain(house);
    assert_int_equal(platform.calls, 1);
}

static void test_a_known_key_puts_nothing(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    const int64_t id = put(house, "test.plain", "k1");
    assert_int_equal(put(house, "test.plain", "k1"), id);
    assert_int_not_equal(put(house, "test.urgent", "k1"), id);
    int64_t other = 0;
    assert_int_equal(outbox_put(test_house_ctx_of(house, 2),
                                (EffectDraft){ .kind = S("test.plain"), .key = S("k1") }, &other),
                     OK);
    assert_int_not_equal(other, id);
    drain(house);
    assert_int_equal(platform.calls, 3);
    assert_int_equal(put(house, "test.plain", "k1"), id);
    drain(house);
    assert_int_equal(platform.calls, 3);
}

static void test_what_the_decision_undoes_is_never_sent(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    {
        Ctx *cx = test_house_ctx(house);
        TXN(txn);
        assert_int_equal(cx_begin(cx, &txn), OK);
        assert_int_equal(
            outbox_put(cx, (EffectDraft){ .kind = S("test.plain"), .key = S("no") }, NULL), OK);
    }
    drain(house);
    assert_int_equal(platform.calls, 0);
}

static void test_a_refused_effect_is_tried_with_pauses_and_then_dead(void **state)
{
    TestHouse *house = *state;
    reset((Outcome){ .verdict = VERDICT_RETRY, .reason = "test.busy" });
    const int64_t id = put(house, "test.plain", "k1");
    drain(house);
    Effect effect = effect_of(house, id);
    assert_int_equal(effect.state, EFFECT_PENDING);
    assert_true(str_equal(effect.reason, S("test.busy")));
    assert_in_range(effect.next_at_ms - test_house_clock(), 400, 600);
    drain(house);
    assert_int_equal(platform.calls, 1);
    later(600);
    drain(house);
    assert_in_range(effect_of(house, id).next_at_ms - test_house_clock(), 800, 1200);
    assert_int_equal(follow_ups(house), 0);
    later(1200);
    drain(house);
    effect = effect_of(house, id);
    assert_int_equal(effect.state, EFFECT_DEAD);
    assert_int_equal(platform.calls, 3);
    assert_int_equal(follow_ups(house), 1);

    assert_int_equal(outbox_replay(test_house_ctx_of(house, 2), id), ERR_NOT_FOUND);
    assert_int_equal(outbox_replay(test_house_ctx(house), id), OK);
    reset(DONE);
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_DONE);
    assert_int_equal(outbox_replay(test_house_ctx(house), id), ERR_CONFLICT);
    assert_int_equal(outbox_discard(test_house_ctx(house), id), ERR_CONFLICT);
}

static void test_after_its_deadline_nothing_is_sent(void **state)
{
    TestHouse    *house = *state;
    const int64_t now   = test_house_clock();
    reset((Outcome){ .verdict = VERDICT_RETRY, .reason = "test.busy" });
    const int64_t late = put_draft(
        house, (EffectDraft){ .kind = S("test.plain"), .key = S("late"), .deadline_ms = now });
    const int64_t soon = put_draft(
        house,
        (EffectDraft){ .kind = S("test.plain"), .key = S("soon"), .deadline_ms = now + 100 });
    drain(house);
    assert_string_equal(platform.sent, "soon ");
    assert_int_equal(effect_of(house, late).state, EFFECT_DEAD);
    assert_true(str_equal(effect_of(house, late).reason, S("outbox.too_late")));
    assert_int_equal(effect_of(house, soon).next_at_ms, now + 100);
    later(100);
    drain(house);
    assert_int_equal(platform.calls, 1);
    assert_true(str_equal(effect_of(house, soon).reason, S("outbox.too_late")));
    assert_int_equal(follow_ups(house), 2);
}

static void test_a_lane_goes_in_order_one_at_a_time(void **state)
{
    TestHouse *house = *state;
    reset((Outcome){ .verdict = VERDICT_RETRY, .reason = "test.busy" });
    for (int i = 0; i < 3; i++)
        put_draft(house, (EffectDraft){ .kind = S("test.plain"),
                                        .lane = S("l"),
                                        .key  = str_fmt(house->arena, "k%d", i) });
    put_draft(house, (EffectDraft){ .kind = S("test.urgent"), .lane = S("l"), .key = S("u") });
    put_draft(house, (EffectDraft){ .kind = S("test.plain"), .lane = S("m"), .key = S("m") });
    drain(house);
    assert_non_null(strstr(platform.sent, "k0 "));
    assert_non_null(strstr(platform.sent, "m "));
    assert_int_equal(platform.calls, 2); /* k0 waits, and all behind it */
    reset(DONE);
    later(1000);
    drain(house);
    assert_int_equal(platform.calls, 5);
    const char *const want[] = { "k0 ", "k1 ", "k2 ", "u " };
    for (size_t i = 0; i + 1 < COUNT(want); i++)
        assert_true(strstr(platform.sent, want[i]) < strstr(platform.sent, want[i + 1]));
}

static void test_a_long_lane_costs_no_more_per_effect(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    for (int i = 0; i < 300; i++)
        put_draft(house, (EffectDraft){ .kind = S("test.plain"),
                                        .lane = S("l"),
                                        .key  = str_fmt(house->arena, "k%d", i) });
    const int64_t before = db_statement_count(house->db);
    drain(house);
    assert_int_equal(platform.calls, 300);
    assert_true(db_statement_count(house->db) - before < 300 * 20);
}

static void test_what_ends_out_of_turn_keeps_the_lane_going(void **state)
{
    TestHouse *house = *state;
    int64_t    id[4];
    reset((Outcome){ .verdict = VERDICT_DEAD, .reason = "test.refused" });
    id[0] =
        put_draft(house, (EffectDraft){ .kind = S("test.plain"), .lane = S("l"), .key = S("k0") });
    drain(house);
    reset(DONE);
    for (int i = 1; i < 4; i++)
        id[i] = put_draft(house, (EffectDraft){ .kind = S("test.plain"),
                                                .lane = S("l"),
                                                .key  = str_fmt(house->arena, "k%d", i) });
    assert_int_equal(outbox_replay(test_house_ctx(house), id[0]), OK);
    assert_int_equal(outbox_discard(test_house_ctx(house), id[1]), OK);
    drain(house);
    assert_string_equal(platform.sent, "k0 k2 k3 ");
}

static void test_a_replayed_effect_and_its_lane_do_not_wait_for_each_other(void **state)
{
    TestHouse *house = *state;
    reset((Outcome){ .verdict = VERDICT_DEAD, .reason = "test.refused" });
    const int64_t old =
        put_draft(house, (EffectDraft){ .kind = S("test.plain"), .lane = S("l"), .key = S("k0") });
    drain(house);
    reset(DONE);
    put_draft(house, (EffectDraft){ .kind = S("test.plain"), .lane = S("l"), .key = S("k1") });
    assert_int_equal(outbox_replay(test_house_ctx(house), old), OK);
    drain(house);
    assert_string_equal(platform.sent, "k0 k1 ");
}

static void test_an_effect_can_supersede_those_of_its_lane(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    const int64_t old =
        put_draft(house, (EffectDraft){ .kind = S("test.plain"), .lane = S("l"), .key = S("old") });
    const int64_t other = put_draft(
        house, (EffectDraft){ .kind = S("test.urgent"), .lane = S("l"), .key = S("other") });
    put_draft(house,
              (EffectDraft){
                  .kind = S("test.plain"), .lane = S("l"), .key = S("new"), .supersede = true });
    assert_int_equal(effect_of(house, old).state, EFFECT_DISCARDED);
    assert_true(str_equal(effect_of(house, old).reason, S("outbox.superseded")));
    assert_int_equal(effect_of(house, other).state, EFFECT_PENDING);
    drain(house);
    assert_string_equal(platform.sent, "other new ");
}

static void put_limited(TestHouse *house, int count)
{
    for (int i = 0; i < count; i++)
        put_draft(house, (EffectDraft){ .kind  = S("test.limited"),
                                        .quota = S("corp:api"),
                                        .key   = str_fmt(house->arena, "q%d", i) });
}

static void test_a_quota_is_never_overdrawn(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    test_house_set_clock(day_start_ms(20000, (Zone){ 0 }));
    put_limited(house, 9);
    drain(house);
    assert_int_equal(platform.calls, 3); /* three a minute */
    put(house, "test.plain", "free");
    drain(house);
    assert_int_equal(platform.calls, 4); /* others do not wait behind it */
    later(59999);
    drain(house);
    assert_int_equal(platform.calls, 4);
    later(1);
    drain(house);
    assert_int_equal(platform.calls, 6); /* five an hour */
    later(60000);
    drain(house);
    assert_int_equal(platform.calls, 6);
    later(MS_PER_HOUR);
    drain(house);
    assert_int_equal(platform.calls, 9);
}

typedef struct Number {
    int64_t n;
} Number;
static const Field number_fields[] = { FIELD(Number, n) };
static const Shape number_shape    = SHAPE(Number, number_fields);
static const Query near_events     = { .name     = "test.near_events",
                                       .sql      = "SELECT count(*) AS n FROM event"
                                                       " WHERE tenant_id = $1"
                                                       " AND type = 'platform.quota_near'",
                                       .unscoped = "a test",
                                       .out      = &number_shape };

static int64_t near_count(TestHouse *house)
{
    Number number = { 0 };
    Ctx   *cx     = test_house_ctx(house);
    assert_int_equal(cx_one(cx, &near_events, &number, ARGS(V(cx->tenant_id))), OK);
    return number.n;
}

static void test_it_is_told_before_an_hour_is_used_up(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    test_house_set_clock(day_start_ms(20000, (Zone){ 0 }));
    put_limited(house, 14);
    drain(house); /* three of five in the hour */
    assert_int_equal(near_count(house), 0);
    later(60000);
    drain(house); /* five */
    assert_int_equal(near_count(house), 1);
    later(60000);
    drain(house);
    assert_int_equal(near_count(house), 1);
    later(MS_PER_HOUR);
    drain(house);
    later(60000);
    drain(house);
    assert_int_equal(near_count(house), 2); /* and in the next hour again */
}

static void test_two_claimers_share_one_budget(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    put_limited(house, 9);
    int64_t claimed = 0;
    for (int i = 0; i < 2; i++) {
        Ctx          *cx   = test_house_ctx(house);
        const Claimer one  = { &house->services, kinds, COUNT(kinds), i == 0 ? S("a") : S("b") };
        Rows          rows = { 0 };
        int64_t       next = 0;
        assert_int_equal(claim_due(cx, &one, (ClaimRoom){ 2, 2 }, &rows, &next), OK);
        claimed += (int64_t)rows.count;
        if (i == 0) assert_int_equal(next, cx->now_ms);
    }
    assert_int_equal(claimed, 3);
}

static void test_a_platform_that_says_wait_puts_the_quota_to_rest(void **state)
{
    TestHouse *house = *state;
    reset((Outcome){ .verdict     = VERDICT_WAIT,
                     .reason      = "test.frequency",
                     .retry_at_ms = test_house_clock() + 30000 });
    put_limited(house, 1);
    drain(house);
    assert_int_equal(platform.calls, 1);
    reset(DONE);
    const int64_t id = put_draft(
        house, (EffectDraft){ .kind = S("test.limited"), .quota = S("corp:api"), .key = S("n") });
    drain(house);
    later(29999);
    drain(house);
    assert_int_equal(platform.calls, 0);
    later(1);
    drain(house);
    assert_int_equal(platform.calls, 2);
    assert_int_equal(effect_of(house, id).attempts, 1);
}

/* A welcome that can no longer be in time is told at once, not when the platform's rest ends. */
static void test_a_deadline_does_not_wait_for_a_resting_quota(void **state)
{
    TestHouse *house = *state;
    reset((Outcome){ .verdict     = VERDICT_WAIT,
                     .reason      = "test.frequency",
                     .retry_at_ms = test_house_clock() + 60000 });
    put_limited(house, 1);
    drain(house);
    reset(DONE);
    const int64_t id = put_draft(house, (EffectDraft){ .kind        = S("test.limited"),
                                                       .quota       = S("corp:api"),
                                                       .key         = S("late"),
                                                       .deadline_ms = test_house_clock() + 20000 });
    later(19999);
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_PENDING);
    later(1);
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_DEAD);
    assert_true(str_equal(effect_of(house, id).reason, S("outbox.too_late")));
    assert_int_equal(platform.calls, 0);
}

static void test_unknown_kinds_stay_pending(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    const int64_t id = put(house, "newer.release", "k");
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_PENDING);
}

/* Claims everything as a process that then dies. */
static void claim_and_die(TestHouse *house)
{
    const Claimer dead = { &house->services, kinds, COUNT(kinds), S("dead") };
    Rows          rows = { 0 };
    int64_t       next = 0;
    assert_int_equal(claim_due(test_house_ctx(house), &dead, (ClaimRoom){ 9, 9 }, &rows, &next),
                     OK);
    assert_true(rows.count > 0);
}

static void test_what_a_dead_process_had_claimed_is_sent_again(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    const int64_t again = put(house, "test.plain", "again");
    const int64_t never = put(house, "test.once", "never");
    claim_and_die(house);
    drain(house);
    assert_int_equal(platform.calls, 0);
    later(CLAIM_MS + 1);
    drain(house);
    later(1000);
    drain(house);
    assert_string_equal(platform.sent, "again ");
    assert_int_equal(effect_of(house, again).state, EFFECT_DONE);
    assert_int_equal(effect_of(house, again).attempts, 2);
    assert_int_equal(effect_of(house, never).state, EFFECT_DEAD);
    assert_true(str_equal(effect_of(house, never).reason, S("outbox.unknown_outcome")));
    assert_int_equal(follow_ups(house), 2);
}

static void test_what_is_in_hand_stays_in_hand_while_renewed(void **state)
{
    TestHouse    *house = *state;
    const Claimer slow  = { &house->services, kinds, COUNT(kinds), S("slow") };
    Rows          rows  = { 0 };
    int64_t       next  = 0;
    reset(DONE);
    const int64_t id   = put(house, "test.once", "k");
    const int64_t lost = put(house, "test.plain", "lost"); /* claimed, and nobody knows */
    assert_int_equal(claim_due(test_house_ctx(house), &slow, (ClaimRoom){ 9, 9 }, &rows, &next),
                     OK);
    assert_int_equal(rows.count, 2);
    for (int i = 0; i < 4; i++) {
        later(CLAIM_MS - 1000);
        assert_int_equal(claim_renew(test_house_ctx(house), &slow, (Ids){ &id, 1 }), OK);
        drain(house);
    }
    assert_int_equal(effect_of(house, id).state, EFFECT_SENDING);
    assert_int_equal(effect_of(house, lost).state, EFFECT_DONE);
    later(CLAIM_MS + 1);
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_DEAD);
}

static void test_a_follow_up_that_fails_for_good_is_a_dead_letter(void **state)
{
    TestHouse *house = *state;
    reset(DONE);
    platform.settled_code = ERR_INVALID;
    const int64_t id      = put(house, "test.plain", "k");
    const int64_t other   = put(house, "test.plain", "l");
    drain(house);
    assert_int_equal(effect_of(house, id).state, EFFECT_DONE);
    assert_int_equal(effect_of(house, other).state, EFFECT_DONE);
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(dead_letter_list(test_house_ctx(house), next, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 2);
    const DeadLetter *letter = ROWS_AT(DeadLetter, rows, 0);
    assert_true(str_equal(letter->consumer, S("outbox")));
    assert_int_equal(letter->event_seq, other);
    assert_int_equal(dead_letter_replay(test_house_ctx(house), letter->id), ERR_CONFLICT);
    assert_int_equal(platform.calls, 2);
}

static void test_every_broken_statement_records_each_end_once(void **state)
{
    TestHouse *house  = *state;
    bool       failed = true;
    reset(DONE);
    for (int n = 1; failed || n < 15; n++) {
        const int64_t id =
            put_draft(house, (EffectDraft){ .kind  = S("test.plain"),
                                            .quota = S("q"),
                                            .lane  = S("l"),
                                            .key   = str_fmt(house->arena, "k%d", n) });
        db_fail_at(house->db, n);
        failed = outbox_drain(&house->services, kinds, COUNT(kinds)) != OK;
        db_fail_at(house->db, 0);
        later(CLAIM_MS + 1);
        drain(house);
        later(1000);
        drain(house);
        assert_int_equal(effect_of(house, id).state, EFFECT_DONE);
        assert_int_equal(follow_ups(house), 1);
    }
}

static void test_people_see_and_steer(void **state)
{
    TestHouse   *house = *state;
    OutboxCounts counts;
    Rows         rows = { 0 };
    Str          next = { 0 };
    reset((Outcome){ .verdict = VERDICT_DEAD, .reason = "test.refused" });
    const int64_t dead = put_draft(
        house, (EffectDraft){ .kind = S("test.plain"), .key = S("a"), .object = S("code:1") });
    drain(house);
    const int64_t waits =
        put_draft(house, (EffectDraft){ .kind       = S("test.plain"),
                                        .key        = S("b"),
                                        .object     = S("code:1"),
                                        .next_at_ms = test_house_clock() + 5000 });
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(outbox_counts(cx, &counts), OK);
    assert_int_equal(counts.pending, 1);
    assert_int_equal(counts.dead, 1);
    assert_int_equal(counts.oldest_pending_at_ms, cx->now_ms);
    assert_int_equal(outbox_list(cx, EFFECT_DEAD, S(""), next, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(ROWS_AT(Effect, rows, 0)->id, dead);
    assert_int_equal(outbox_list(cx, 0, S("code:1"), next, 1, &rows, &next), OK);
    assert_int_equal(ROWS_AT(Effect, rows, 0)->id, waits);
    assert_int_equal(outbox_list(cx, 0, S("code:1"), next, 1, &rows, &next), OK);
    assert_int_equal(ROWS_AT(Effect, rows, 0)->id, dead);
    assert_int_equal(outbox_list(cx, EFFECT_DEAD, S("code:2"), next, 1, &rows, &next), OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(outbox_list(cx, 0, S(""), next, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 2);
    assert_int_equal(outbox_discard(cx, dead), OK);
    assert_int_equal(outbox_discard(cx, waits), OK);
    assert_int_equal(effect_of(house, waits).state, EFFECT_DISCARDED);
    assert_int_equal(outbox_counts(test_house_ctx_of(house, 2), &counts), OK);
    assert_int_equal(counts.pending + counts.dead, 0);
}

/* ---- threads --------------------------------------------------------- */

static void send_slowly(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx;
    {
        LOCKED(&platform.lock);
        platform.calls++;
        if (effect->lane.len > 0 && ++platform.at_once > platform.most_at_once)
            platform.most_at_once = platform.at_once;
    }
    clock_sleep_ms(2);
    LOCKED(&platform.lock);
    if (effect->lane.len > 0) platform.at_once--;
    *outcome = DONE;
}

static const EffectKind        slow         = { "test.slow", 0, 0, 0, 0, send_slowly, settled };
static const EffectKind *const slow_kinds[] = { &slow };

static int settled_now(void)
{
    LOCKED(&platform.lock);
    return platform.settled;
}

static void test_threads_send_what_is_put_and_lanes_stay_single(void **state)
{
    TestHouse *house    = *state;
    Services   services = house->services;
    services.clock      = clock_now_ms;
    reset(DONE);
    Dispatcher *one = dispatcher_start(&services, slow_kinds, 1, 4);
    Dispatcher *two = dispatcher_start(&services, slow_kinds, 1, 1);
    for (int i = 0; i < 120; i++)
        put_draft(house, (EffectDraft){ .kind = S("test.slow"),
                                        .lane = i % 10 == 0 ? S("l") : (Str){ 0 },
                                        .key  = str_fmt(house->arena, "k%d", i) });
    for (int i = 0; i < 6000 && settled_now() < 120; i++) clock_sleep_ms(5);
    dispatcher_stop(one);
    dispatcher_stop(two);
    assert_int_equal(follow_ups(house), 120);
    assert_int_equal(platform.calls, 120);
    assert_int_equal(platform.most_at_once, 1);
}

/* ---- the sender kept for urgent ones ---------------------------------- */

static atomic_bool is_held;
static atomic_int  hanging;

static void send_held(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx, (void)effect;
    atomic_fetch_add(&hanging, 1);
    while (atomic_load(&is_held)) clock_sleep_ms(2);
    *outcome = DONE;
}

static void send_now(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx, (void)effect;
    *outcome = DONE;
}

static const EffectKind        hangs        = { "test.hangs", 0, 0, 0, 0, send_held, settled };
static const EffectKind        goes_first   = { "test.first", URGENT, 0, 0, 0, send_now, settled };
static const EffectKind *const held_kinds[] = { &hangs, &goes_first };

/* One after the other, so that whoever is woken has gone back to wait, or not. */
static void test_an_urgent_effect_does_not_wait_for_senders_that_hang(void **state)
{
    enum { SENDERS = 3, URGENT_ONES = 20 };
    TestHouse *house    = *state;
    Services   services = house->services;
    services.clock      = clock_now_ms;
    reset(DONE);
    atomic_store(&hanging, 0);
    atomic_store(&is_held, true);
    Dispatcher *dispatcher = dispatcher_start(&services, held_kinds, 2, SENDERS);
    for (int i = 0; i < SENDERS; i++) put(house, "test.hangs", str_fmt(house->arena, "h%d", i).ptr);
    for (int i = 0; i < 60000 && atomic_load(&hanging) < SENDERS - 1; i++) clock_sleep_ms(5);
    for (int n = 1; n <= URGENT_ONES; n++) {
        put(house, "test.first", str_fmt(house->arena, "u%d", n).ptr);
        for (int i = 0; i < 60000 && settled_now() < n; i++) clock_sleep_ms(5);
        assert_true(settled_now() >= n); /* once more when the store had it done again */
    }
    atomic_store(&is_held, false);
    OutboxCounts left = { .pending = 1 };
    for (int i = 0; i < 60000 && left.pending + left.sending > 0; i++) {
        clock_sleep_ms(5);
        assert_int_equal(outbox_counts(test_house_ctx(house), &left), OK);
    }
    dispatcher_stop(dispatcher);
    assert_int_equal(follow_ups(house), URGENT_ONES + SENDERS);
}

static void test_stopping_gives_back_what_was_not_begun(void **state)
{
    TestHouse *house    = *state;
    Services   services = house->services;
    services.clock      = clock_now_ms;
    reset(DONE);
    for (int i = 0; i < 40; i++) put(house, "test.slow", str_fmt(house->arena, "k%d", i).ptr);
    for (int round = 0; round < 3; round++) {
        Dispatcher *dispatcher = dispatcher_start(&services, slow_kinds, 1, 1);
        clock_sleep_ms(5);
        dispatcher_stop(dispatcher);
        OutboxCounts counts;
        assert_int_equal(outbox_counts(test_house_ctx(house), &counts), OK);
        assert_int_equal(counts.sending, 0);
    }
    later(1000);
    assert_int_equal(outbox_drain(&services, slow_kinds, 1), OK);
    assert_int_equal(follow_ups(house), 40);
    assert_int_equal(platform.calls, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_an_effect_is_sent_and_its_answer_kept),
        ON_HOUSE(test_a_known_key_puts_nothing),
        ON_HOUSE(test_what_the_decision_undoes_is_never_sent),
        ON_HOUSE(test_a_refused_effect_is_tried_with_pauses_and_then_dead),
        ON_HOUSE(test_after_its_deadline_nothing_is_sent),
        ON_HOUSE(test_a_lane_goes_in_order_one_at_a_time),
        ON_HOUSE(test_a_long_lane_costs_no_more_per_effect),
        ON_HOUSE(test_what_ends_out_of_turn_keeps_the_lane_going),
        ON_HOUSE(test_a_replayed_effect_and_its_lane_do_not_wait_for_each_other),
        ON_HOUSE(test_an_effect_can_supersede_those_of_its_lane),
        ON_HOUSE(test_a_quota_is_never_overdrawn),
        ON_HOUSE(test_it_is_told_before_an_hour_is_used_up),
        ON_HOUSE(test_two_claimers_share_one_budget),
        ON_HOUSE(test_a_platform_that_says_wait_puts_the_quota_to_rest),
        ON_HOUSE(test_a_deadline_does_not_wait_for_a_resting_quota),
        ON_HOUSE(test_unknown_kinds_stay_pending),
        ON_HOUSE(test_what_a_dead_process_had_claimed_is_sent_again),
        ON_HOUSE(test_what_is_in_hand_stays_in_hand_while_renewed),
        ON_HOUSE(test_a_follow_up_that_fails_for_good_is_a_dead_letter),
        ON_HOUSE(test_every_broken_statement_records_each_end_once),
        ON_HOUSE(test_people_see_and_steer),
        ON_HOUSE(test_threads_send_what_is_put_and_lanes_stay_single),
        ON_HOUSE(test_an_urgent_effect_does_not_wait_for_senders_that_hang),
        ON_HOUSE(test_stopping_gives_back_what_was_not_begun),
    };
    return FOR_EACH_ENGINE(tests);
}
