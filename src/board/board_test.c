/* Boards: what may be kept as a tile, who changes a board, and what becomes of those of people who
 * left. */
#include "board/board.h"
#include "kernel/testing.h"
#include "log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

#define TILE(place, query) "{\"id\":\"t\",\"look\":\"number\",\"query\":" query "," place "}"
#define PLACE              "\"x\":0,\"y\":0,\"w\":3,\"h\":2"
#define VIEWS              "{\"kind\":\"trend\",\"metrics\":[{\"event\":\"page.viewed\"}]}"
#define UNKNOWN            "{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"no.such\"}]}"

static void test_a_tile_is_kept_or_refused_at_its_place(void **state)
{
    static const struct {
        const char *tiles, *reason, *field;
    } rows[] = {
        { "[]", NULL, NULL },
        { "[" TILE(PLACE, VIEWS) "," TILE(PLACE, VIEWS) "]", NULL, NULL },
        { "{}", "board.bad_tiles", "tiles" },
        { "[", "board.bad_tiles", "tiles" },
        { "[7]", "board.bad_tiles", "tiles[0]" },
        { "[" TILE(PLACE, "7") "]", "board.bad_tiles", "tiles[0]" },
        { "[{\"look\":\"number\",\"query\":" VIEWS "," PLACE "}]", "board.bad_tiles", "tiles[0]" },
        { "[{\"id\":\"t\",\"query\":" VIEWS "," PLACE "}]", "board.bad_tiles", "tiles[0]" },
        { "[" TILE("\"x\":10,\"y\":0,\"w\":3,\"h\":2", VIEWS) "]", "board.bad_tiles", "tiles[0]" },
        { "[" TILE("\"x\":0,\"y\":-1,\"w\":3,\"h\":2", VIEWS) "]", "board.bad_tiles", "tiles[0]" },
        { "[" TILE("\"x\":0,\"y\":0,\"w\":3,\"h\":41", VIEWS) "]", "board.bad_tiles", "tiles[0]" },
        { "[" TILE(PLACE, "{\"kind\":\"moon\"}") "]", "shape.unknown_word", "tiles[0].query.kind" },
        { "[" TILE(PLACE, VIEWS) "," TILE(PLACE, UNKNOWN) "]", "query.unknown_metric",
          "tiles[1].query.metrics[0].metric" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Arena     *arena = arena_new(1 << 20);
        Ctx        cx    = { .arena = arena, .tenant_id = 1, .now_ms = 1780000000000 };
        const Code code  = board_tile_check(&cx, str_of(rows[i].tiles));
        assert_int_equal(code, rows[i].reason ? ERR_INVALID : OK);
        if (rows[i].reason) {
            assert_string_equal(cx.err.reason, rows[i].reason);
            assert_string_equal(str_z(arena, cx.err.field), rows[i].field);
        }
        arena_free(arena);
    }
}

static void test_boards_of_the_program_may_be_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < board_preset_count; i++) {
        Arena *arena = arena_new(8 << 20);
        Ctx    cx    = { .arena = arena, .tenant_id = 1, .now_ms = 1780000000000 };
        if (board_tile_check(&cx, board_presets[i].tiles) != OK)
            fail_msg("%.*s: %s at %.*s", FMT(board_presets[i].key), cx.err.reason,
                     FMT(cx.err.field));
        arena_free(arena);
    }
}

/* ---- kept in the store ------------------------------------------------------------------ */

static const Board draft = { .name      = { "早会", sizeof "早会" - 1 },
                             .tiles     = { "[" TILE(PLACE, VIEWS) "]",
                                            sizeof "[" TILE(PLACE, VIEWS) "]" - 1 },
                             .is_shared = true };

static Board created_by(TestHouse *house, int64_t user_id)
{
    Ctx  *cx    = test_house_ctx(house);
    Board board = { 0 };
    cx->user_id = user_id;
    GOOD(cx, board_create(cx, &draft, &board));
    return board;
}

static size_t changes_of(TestHouse *house)
{
    Ctx *cx   = test_house_ctx(house);
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, S("board.changed"), (Str){ 0 }, (Str){ 0 }, 100, &rows, &next));
    return rows.count;
}

static void test_who_may_change_it(void **state)
{
    static const struct {
        bool is_shared, is_open, is_owner;
        Code code;
    } rows[] = {
        { false, false, true, OK },
        { false, false, false, ERR_NOT_FOUND },
        { true, false, false, ERR_DENIED },
        { true, true, false, OK },
    };
    TestHouse *house = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Board board = created_by(house, TEST_USER), next = draft, out;
        next.is_shared = rows[i].is_shared;
        next.is_open   = rows[i].is_open;
        Ctx *cx        = test_house_ctx(house);
        GOOD(cx, board_update(cx, (BoardId){ board.id }, 1, &next, &out));
        const size_t before = changes_of(house);
        cx                  = test_house_ctx(house);
        cx->user_id         = rows[i].is_owner ? TEST_USER : TEST_USER + 1;
        next.is_shared      = false; /* of another's board nothing but its content */
        assert_int_equal(board_update(cx, (BoardId){ board.id }, 2, &next, &out), rows[i].code);
        assert_int_equal(changes_of(house), before + (rows[i].code == OK));
        if (rows[i].code == OK && !rows[i].is_owner) assert_true(out.is_shared);
        cx = test_house_ctx(house);
        assert_int_equal(board_update(cx, (BoardId){ board.id }, 1, &next, &out), ERR_CONFLICT);
        assert_string_equal(cx->err.reason, "board.changed_meanwhile");
    }
}

/* Nobody of the house is a user of the console: whoever made it is not there any more. */
static void test_a_board_of_somebody_who_left_is_taken_once(void **state)
{
    TestHouse  *house = *state;
    const Board board = created_by(house, TEST_USER + 1);
    Ctx        *cx    = test_house_ctx(house);
    Board       out   = { 0 };
    Rows        rows  = { 0 };
    cx->scope_id      = cx->user_id; /* who sees a part takes nothing */
    GOOD(cx, board_list_left(cx, &rows));
    assert_int_equal(rows.count, 0);
    assert_int_equal(board_take(cx, (BoardId){ board.id }, &out), ERR_NOT_FOUND);
    cx = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(board_take(cx, (BoardId){ board.id }, &out), ERR_NOT_FOUND);
    cx = test_house_ctx(house);
    GOOD(cx, board_list_left(cx, &rows));
    assert_int_equal(rows.count, 1);
    GOOD(cx, board_take(cx, (BoardId){ board.id }, &out));
    assert_true(out.is_mine);
    assert_int_equal(out.revision, 2);
}

static void test_a_failing_statement_changes_nothing(void **state)
{
    TestHouse  *house  = *state;
    const Board board  = created_by(house, TEST_USER);
    size_t      events = changes_of(house);
    Code        code   = ERR_INTERNAL;
    for (int n = 1; code != OK; n++) {
        Ctx  *cx   = test_house_ctx(house);
        Board next = draft, out = { 0 };
        next.name = S("晚会");
        db_fail_at(house->db, n);
        code = board_update(cx, (BoardId){ board.id }, 1, &next, &out);
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        GOOD(cx, board_get(cx, (BoardId){ board.id }, &out));
        assert_int_equal(out.revision, code == OK ? 2 : 1);
        assert_int_equal(changes_of(house), events + (code == OK));
        assert_true(n < 60);
    }
    events = changes_of(house);
    code   = ERR_INTERNAL;
    for (int n = 1; code != OK; n++) {
        Ctx  *cx  = test_house_ctx(house);
        Board out = { 0 };
        db_fail_at(house->db, n);
        code = board_delete(cx, (BoardId){ board.id });
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        assert_int_equal(board_get(cx, (BoardId){ board.id }, &out),
                         code == OK ? ERR_NOT_FOUND : OK);
        assert_int_equal(changes_of(house), events + (code == OK));
        assert_true(n < 60);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tile_is_kept_or_refused_at_its_place),
        cmocka_unit_test(test_boards_of_the_program_may_be_kept),
        ON_HOUSE(test_who_may_change_it),
        ON_HOUSE(test_a_board_of_somebody_who_left_is_taken_once),
        ON_HOUSE(test_a_failing_statement_changes_nothing),
    };
    return FOR_EACH_ENGINE(tests);
}
