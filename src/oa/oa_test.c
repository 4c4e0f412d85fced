/* oa_test.c -- the rules of fans, deliveries and replies. */
#include "oa/oa_answer.h"
#include "oa/oa_fan.h"
#include "oa/oa_menu.h"
#include "oa/oa_told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

static int setup(void **state)
{
    *state = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* ---- intervals --------------------------------------------------------------------- */

enum { MINUTE = MS_PER_MINUTE };

typedef struct Fact {
    int64_t at_ms;
    bool    is_follow;
} Fact;

/* A store of one fan. */
typedef struct Kept {
    OaFollow rows[16];
    size_t   count;
    int64_t  ended_ms;
} Kept;

static void put(Kept *kept, const OaFollow *row)
{
    size_t at = kept->count;
    for (size_t i = 0; i < kept->count; i++)
        if (kept->rows[i].began_at_ms == row->began_at_ms) at = i;
    if (at == kept->count) {
        while (at > 0 && kept->rows[at - 1].began_at_ms > row->began_at_ms) {
            kept->rows[at] = kept->rows[at - 1];
            at--;
        }
        kept->count++;
    }
    kept->rows[at] = *row;
}

static void tell(Kept *kept, const Fact *fact)
{
    const OaFolded folded =
        fact->is_follow ? oa_fan_fold_follow(kept->rows, kept->count, fact->at_ms, kept->ended_ms)
                        : oa_fan_fold_unfollow(kept->rows, kept->count, fact->at_ms);
    for (size_t i = 0; i < folded.count; i++) put(kept, &folded.changed[i]);
    if (!fact->is_follow && fact->at_ms > kept->ended_ms) kept->ended_ms = fact->at_ms;
}

static void test_in_whatever_order_a_follow_and_an_unfollow_end_alike(void **state)
{
    (void)state;
    static const Fact facts[]     = { { 100 * MINUTE, true },
                                      { 200 * MINUTE, false },
                                      { 300 * MINUTE, true } };
    static const int  orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                      { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    for (size_t o = 0; o < COUNT(orders); o++) {
        Kept kept = { 0 };
        for (int i = 0; i < 3; i++) tell(&kept, &facts[orders[o][i]]);
        for (int i = 0; i < 3; i++) tell(&kept, &facts[orders[o][2 - i]]); /* and all again */
        assert_int_equal(kept.count, 2);
        assert_int_equal(kept.rows[0].began_at_ms, 100 * MINUTE);
        assert_int_equal(kept.rows[0].ended_at_ms, 200 * MINUTE);
        assert_int_equal(kept.rows[1].began_at_ms, 300 * MINUTE);
        assert_int_equal(kept.rows[1].ended_at_ms, 0);
    }
}

static void test_what_a_sync_tells_of_a_known_follow_is_no_second_one(void **state)
{
    (void)state;
    Kept       kept  = { 0 };
    const Fact told  = { 100 * MINUTE, true };
    const Fact again = { 100 * MINUTE - 2000, true };
    tell(&kept, &told);
    tell(&kept, &again);
    assert_int_equal(kept.count, 1);
}

/* ---- deliveries ------------------------------------------------------------------------ */

static OaTold told_of(Arena *arena, const char *event, const char *kind, const char *fields)
{
    static const Services services  = { 0 };
    Ctx                   cx        = { .services = &services, .arena = arena };
    OaTold                told      = { 0 };
    const DeliveryTold    delivered = { .event         = str_of(event),
                                        .change_type   = str_of(kind),
                                        .fields        = str_of(fields),
                                        .created_at_ms = 1000 };
    assert_int_equal(oa_told_read(&cx, &delivered, &told), OK);
    return told;
}

static void test_a_scene_comes_with_and_without_its_prefix(void **state)
{
    const OaTold follow =
        told_of(*state, "subscribe", "", "{\"FromUserName\":\"o1\",\"EventKey\":\"qrscene_q7\"}");
    const OaTold scan =
        told_of(*state, "SCAN", "", "{\"FromUserName\":\"o1\",\"EventKey\":\"q7\"}");
    assert_int_equal(follow.type, EV_OA_FOLLOWED);
    assert_true(str_equal(follow.scene, S("q7")));
    assert_int_equal(scan.type, EV_OA_SCANNED);
    assert_true(str_equal(scan.scene, S("q7")));
}

static void test_a_repeat_has_the_same_id_and_two_events_of_a_second_have_two(void **state)
{
    const char  *click = "{\"FromUserName\":\"o1\",\"CreateTime\":\"1\",\"EventKey\":\"a\"}";
    const char  *other = "{\"FromUserName\":\"o1\",\"CreateTime\":\"1\",\"EventKey\":\"b\"}";
    const char  *text  = "{\"FromUserName\":\"o1\",\"CreateTime\":\"1\",\"MsgId\":\"77\"}";
    const OaTold a     = told_of(*state, "CLICK", "", click);
    const OaTold b     = told_of(*state, "CLICK", "", click);
    const OaTold c     = told_of(*state, "CLICK", "", other);
    const OaTold d     = told_of(*state, "message", "text", text);
    assert_true(str_equal(a.id, b.id));
    assert_false(str_equal(a.id, c.id));
    assert_true(str_equal(d.id, S("msg:77")));
    assert_int_equal(d.type, EV_OA_MESSAGED);
}

static void test_what_nobody_knows_is_kept_as_it_came(void **state)
{
    const OaTold told = told_of(*state, "brand_new", "", "{\"FromUserName\":\"o1\"}");
    assert_int_equal(told.type, EV_OA_TOLD);
    assert_false(told.is_known);
    assert_false(told.is_person);
}

static void test_nobody_named_is_malformed(void **state)
{
    static const Services services  = { 0 };
    Ctx                   cx        = { .services = &services, .arena = *state };
    OaTold                told      = { 0 };
    const DeliveryTold    delivered = { .event = S("CLICK"), .fields = S("{}") };
    assert_int_equal(oa_told_read(&cx, &delivered, &told), ERR_INVALID);
}

/* ---- replies ------------------------------------------------------------------------------ */

static void test_an_exact_word_wins_then_the_longest_part_then_the_default(void **state)
{
    (void)state;
    static const Str coupon[] = { { "优惠券", 9 } }, offer[] = { { "优惠", 6 } },
                     hello[] = { { "hello", 5 } };
    OaReply all[]            = {
                   { .id = 1, .occasion = OA_ON_DEFAULT, .is_on = true },
                   { .id = 2, .occasion = OA_ON_KEYWORD, .is_on = true, .keywords = { offer, 1 } },
                   { .id = 3, .occasion = OA_ON_KEYWORD, .is_on = true, .keywords = { coupon, 1 } },
                   { .id       = 4,
                     .occasion = OA_ON_KEYWORD,
                     .is_on    = true,
                     .is_exact = true,
                     .keywords = { hello, 1 } },
    };
    const Rows rows = { all, COUNT(all) };
    assert_int_equal(oa_answer_pick(&rows, S("有优惠券吗"))->id, 3);
    assert_int_equal(oa_answer_pick(&rows, S(" 优惠 "))->id, 2);
    assert_int_equal(oa_answer_pick(&rows, S("HELLO"))->id, 4);
    assert_int_equal(oa_answer_pick(&rows, S("hello there"))->id, 1);
    assert_int_equal(oa_answer_pick(&rows, (Str){ 0 })->id, 1);
    all[0].is_on = false;
    assert_null(oa_answer_pick(&rows, S("nothing")));
}

/* ---- the menu -------------------------------------------------------------------------------- */

static void test_a_stored_menu_becomes_the_platforms(void **state)
{
    Arena    *arena  = *state;
    const Str stored = S("{\"buttons\":[{\"name\":\"顾问\",\"kind\":\"code\",\"key\":\"k1\"},"
                         "{\"name\":\"更多\",\"buttons\":[{\"name\":\"商城\",\"kind\":\"view\","
                         "\"url\":\"https://a.test\"}]}]}");
    OaButton  button = { 0 };
    assert_true(oa_menu_button(arena, stored, S("k1"), &button));
    assert_true(str_equal(button.name, S("顾问")));
    assert_true(oa_menu_button(arena, stored, S("https://a.test"), &button));
    assert_true(str_equal(button.name, S("商城")));
    assert_false(oa_menu_button(arena, stored, S("k2"), &button));
    OaButton sub[] = { { .name = S("商城"), .kind = OA_BUTTON_VIEW, .url = S("https://a.test") } };
    OaButton   top[] = { { .name = S("顾问"), .kind = OA_BUTTON_CODE, .key = S("k1") },
                         { .name = S("更多"), .buttons = { sub, 1 } } };
    const Rows rows  = { top, 2 };
    assert_true(
        str_equal(oa_menu_platform_json(arena, &rows),
                  S("[{\"name\":\"顾问\",\"type\":\"click\",\"key\":\"k1\"},{\"name\":\"更多\","
                    "\"sub_button\":"
                    "[{\"name\":\"商城\",\"type\":\"view\",\"url\":\"https://a.test\"}]}]")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_whatever_order_a_follow_and_an_unfollow_end_alike),
        cmocka_unit_test(test_what_a_sync_tells_of_a_known_follow_is_no_second_one),
        cmocka_unit_test_setup_teardown(test_a_scene_comes_with_and_without_its_prefix, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            test_a_repeat_has_the_same_id_and_two_events_of_a_second_have_two, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_nobody_knows_is_kept_as_it_came, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nobody_named_is_malformed, setup, teardown),
        cmocka_unit_test(test_an_exact_word_wins_then_the_longest_part_then_the_default),
        cmocka_unit_test_setup_teardown(test_a_stored_menu_becomes_the_platforms, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
