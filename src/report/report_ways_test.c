/* Paths as a picture shows them: no session is lost or told twice, ribbons are as wide as they are
 * many, and every label has its room. */
#include "report/report_ways.h"

#include "kernel/testing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const ReportColumn columns[] = {
    { .name = { "step", 4 }, .unit = REPORT_TEXT },
    { .name = { "from", 4 }, .unit = REPORT_TEXT, .of = { "store", 5 } },
    { .name = { "to", 2 }, .unit = REPORT_TEXT, .of = { "store", 5 }, .nothing = { "离开", 6 } },
    { .name = { "count", 5 }, .unit = REPORT_COUNT },
};

static bool read(Arena *arena, Str rows, ReportWays *out)
{
    const JsonLimits limits = { .bytes = 16u << 20, .nodes = 2000000, .depth = 16 };
    const Json      *json   = NULL;
    JsonError        error;
    assert_int_equal(json_parse(arena, rows, limits, &json, &error), OK);
    return report_ways_read(arena, columns, COUNT(columns), json, false, out);
}

static const ReportWaysNode *node(const ReportWays *ways, size_t step, const char *name)
{
    for (size_t i = 0; i < ways->counts[step]; i++)
        if (str_equal(ways->nodes[step][i].name, str_of(name))) return &ways->nodes[step][i];
    return NULL;
}

static int64_t all_of(const ReportWays *ways, size_t step)
{
    int64_t sum = 0;
    for (size_t i = 0; i < ways->counts[step]; i++) sum += ways->nodes[step][i].count;
    return sum;
}

/* What holds of any answer. */
static void assert_sound(const ReportWays *ways)
{
    const double scale                        = (double)WAYS_TALL / (double)ways->whole;
    double       gone[WAYS_STEPS][WAYS_NODES] = { 0 };
    double       come[WAYS_STEPS][WAYS_NODES] = { 0 };
    for (size_t i = 0; i < ways->ribbon_count; i++) {
        const ReportWaysRibbon *one  = &ways->ribbons[i];
        const ReportWaysNode   *from = &ways->nodes[one->step][one->from];
        const ReportWaysNode   *to   = &ways->nodes[one->step + 1][one->to];
        assert_true(fabs(one->tall - (double)one->count * scale) < 1e-6);
        assert_true(one->y_from >= from->y - 1e-6);
        assert_true(one->y_from + one->tall <= from->y + from->tall + 1e-6);
        assert_true(one->y_to >= to->y - 1e-6);
        assert_true(one->y_to + one->tall <= to->y + to->tall + 1e-6);
        gone[one->step][one->from] += one->tall;
        come[one->step + 1][one->to] += one->tall;
    }
    for (size_t step = 0; step < ways->steps; step++)
        for (size_t i = 0; i < ways->counts[step]; i++) {
            const ReportWaysNode *one    = &ways->nodes[step][i];
            const double          middle = one->y + one->tall / 2;
            assert_true(fabs(fmax(gone[step][i], come[step][i]) - one->tall) < 1e-6);
            assert_true(one->slot >= WAYS_SLOT && one->slot >= one->tall);
            assert_true(middle - one->slot / 2 >= -1e-6);
            assert_true(middle + one->slot / 2 <= ways->tall + 1e-6);
            if (i == 0) continue;
            const ReportWaysNode *above = &ways->nodes[step][i - 1];
            assert_true(middle - one->slot / 2 >= above->y + above->tall / 2 + above->slot / 2);
        }
}

static void test_ribbons_are_as_wide_as_they_are_many(void **state)
{
    Arena     *arena = arena_new(4 << 20);
    ReportWays ways;
    (void)state;
    assert_true(read(arena,
                     S("[[1,\"a\",\"b\",60],[1,\"a\",null,20],[1,\"c\",\"b\",20],"
                       "[2,\"b\",\"a\",30],[2,\"b\",null,50]]"),
                     &ways));
    assert_sound(&ways);
    assert_int_equal(ways.whole, 100);
    assert_int_equal(ways.steps, 3);
    assert_int_equal(ways.all_steps, 3);
    assert_int_equal(node(&ways, 0, "a")->count, 80);
    assert_int_equal(node(&ways, 1, "b")->count, 80);
    assert_int_equal(node(&ways, 1, "离开")->count, 20);
    assert_int_equal(node(&ways, 2, "a")->count, 30);
    assert_int_equal(all_of(&ways, 0), 100);
    assert_int_equal(all_of(&ways, 1), 100);
    assert_int_equal(all_of(&ways, 2), 80); /* but the twenty who left before */
    assert_int_equal(node(&ways, 0, "a")->tone, node(&ways, 2, "a")->tone);
    assert_true(node(&ways, 0, "a")->tone != node(&ways, 1, "b")->tone);
    arena_free(arena);
}

/* Fifty names at each of many steps, more than a phone shows. */
static void test_a_tail_is_told_as_other_and_nobody_is_lost(void **state)
{
    Arena     *arena = arena_new(64 << 20);
    ReportWays ways;
    StrBuf     rows        = strbuf(arena, 8 << 20);
    int64_t    of_step[20] = { 0 };
    (void)state;
    strbuf_char(&rows, '[');
    for (int step = 1; step < 20; step++)
        for (int from = 0; from < 50; from++)
            for (int to = 0; to <= 50; to++) {
                const int count = 1 + (from * 31 + to * 17 + step) % 9 + 40 * (from % 25 == 3);
                strbuf_fmt(&rows, "%s[%d,\"n%d\",", rows.len > 1 ? "," : "", step, from);
                strbuf_fmt(&rows, to < 50 ? "\"n%d\"" : "null", to);
                strbuf_fmt(&rows, ",%d]", count);
                of_step[step - 1] += count;
            }
    strbuf_char(&rows, ']');
    assert_true(read(arena, strbuf_str(&rows), &ways));
    assert_sound(&ways);
    assert_int_equal(ways.all_steps, 20); /* who leaves goes to no step */
    assert_int_equal(ways.steps, WAYS_STEPS);
    assert_int_equal(ways.whole, of_step[0]);
    for (size_t step = 0; step < WAYS_STEPS; step++) {
        const size_t last = ways.counts[step] - 1;
        int64_t      come = 0, go = 0;
        for (size_t i = 0; i <= last; i++) {
            come += ways.nodes[step][i].come;
            go += ways.nodes[step][i].go;
        }
        if (step > 0) assert_int_equal(come, of_step[step - 1]);
        if (step + 1 < WAYS_STEPS) assert_int_equal(go, of_step[step]);
        assert_true(ways.counts[step] <= WAYS_NODES);
        assert_non_null(node(&ways, step, "其他"));
        if (step > 0) assert_int_equal(ways.nodes[step][last].kind, WAYS_LEFT);
    }
    assert_true(node(&ways, 0, "n3") == &ways.nodes[0][0] ||
                node(&ways, 0, "n28") == &ways.nodes[0][0]);
    arena_free(arena);
}

static void test_a_tail_of_one_keeps_its_name(void **state)
{
    Arena     *arena = arena_new(4 << 20);
    ReportWays ways;
    (void)state;
    assert_true(
        read(arena, S("[[1,\"a\",\"b\",990],[1,\"a\",\"c\",5],[1,\"a\",\"other\",5]]"), &ways));
    assert_sound(&ways);
    assert_null(node(&ways, 1, "c")); /* with what the answer calls other, it is two */
    assert_int_equal(node(&ways, 1, "其他")->count, 10);
    assert_true(read(arena, S("[[1,\"a\",\"b\",995],[1,\"a\",\"c\",5]]"), &ways));
    assert_sound(&ways);
    assert_int_equal(node(&ways, 1, "c")->count, 5);
    arena_free(arena);
}

static void test_an_answer_without_anybody_is_none(void **state)
{
    Arena     *arena = arena_new(4 << 20);
    ReportWays ways;
    (void)state;
    assert_false(read(arena, S("[]"), &ways));
    assert_false(read(arena, S("[[1,\"a\",null,0]]"), &ways));
    assert_false(read(arena, S("[[1],[],[null,null,null,null],[\"1\",\"a\",\"b\",\"2\"]]"), &ways));
    assert_false(report_ways_read(arena, columns, 3, &(Json){ .kind = JSON_ARRAY }, false, &ways));
    assert_true(
        read(arena, S("[[1,null,1,3],[1,2,null,4]]"), &ways)); /* who has no name is one, too */
    assert_sound(&ways);
    assert_int_equal(ways.steps, 2);
    assert_int_equal(ways.all_steps, 2);
    assert_true(read(arena, S("[[1,null,null,3],[1,2,null,4]]"), &ways));
    assert_int_equal(ways.all_steps, 1); /* a step, and where they ended */
    assert_int_equal(ways.steps, 2);
    assert_int_equal(all_of(&ways, 0), 7);
    assert_int_equal(ways.counts[0], 2);
    arena_free(arena);
}

static void test_figures_that_read_the_same_have_nodes_of_their_own(void **state)
{
    Arena     *arena = arena_new(4 << 20);
    ReportWays ways;
    (void)state;
    assert_true(read(arena, S("[[1,1.501,\"b\",60],[1,1.504,\"b\",40]]"), &ways));
    assert_sound(&ways);
    assert_int_equal(ways.counts[0], 2);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ribbons_are_as_wide_as_they_are_many),
        cmocka_unit_test(test_a_tail_is_told_as_other_and_nobody_is_lost),
        cmocka_unit_test(test_a_tail_of_one_keeps_its_name),
        cmocka_unit_test(test_an_answer_without_anybody_is_none),
        cmocka_unit_test(test_figures_that_read_the_same_have_nodes_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
