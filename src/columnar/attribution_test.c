/* Attribution against the figures of a public set, and by what must hold of every model. */
#include "base/prng.h"
#include "columnar/attribution.h"
#include "sys/file.h"
#include "wire/wire.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, CHANNELS = 12, TOUCHES = 400 };

static const char *const models[] = { "first",    "last",   "linear", "time_decay",
                                      "position", "markov", "shapley" };

static void test_credits_sum_up_to_the_value(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        Arena      *arena       = arena_new(ARENA_MAX);
        uint64_t    random      = seed;
        Attribution attribution = attribution_of(arena, CHANNELS, 1000);
        double      value       = 0;
        for (int journey = 0; journey < 50; journey++) {
            int32_t      channels[20];
            int64_t      ages[20];
            const size_t count = 1 + prng_below(&random, 20);
            for (size_t i = 0; i < count; i++) {
                channels[i] = (int32_t)prng_below(&random, CHANNELS);
                ages[i]     = (int64_t)(count - i) * 700;
            }
            const double worth = journey % 3 ? (double)prng_below(&random, 1000) : 0;
            attribution_add(&attribution, &(AttributionJourney){ .channels = channels,
                                                                 .age_ms   = ages,
                                                                 .count    = count,
                                                                 .goals    = journey % 3 > 0,
                                                                 .value    = worth,
                                                                 .misses   = journey % 3 == 0 });
            value += worth;
        }
        attribution_end(&attribution, arena);
        for (int model = 0; model < ATTRIBUTION_MODELS; model++) {
            double sum = 0;
            for (int channel = 0; channel < CHANNELS; channel++)
                sum += attribution.credit[model][channel];
            if (fabs(sum - value) > 1e-6) fail_msg("%s: %f of %f", models[model], sum, value);
        }
        arena_free(arena);
    }
}

static void test_later_touches_weigh_more_with_decay(void **state)
{
    (void)state;
    Arena        *arena       = arena_new(ARENA_MAX);
    Attribution   attribution = attribution_of(arena, 2, 7);
    const int32_t channels[]  = { 0, 1 };
    const int64_t ages[]      = { 7, 0 };
    attribution_add(&attribution,
                    &(AttributionJourney){ channels, ages, 2, .goals = 1, .value = 3 });
    attribution_end(&attribution, arena);
    assert_float_equal(attribution.credit[ATTRIBUTION_DECAY][0], 1, 1e-9);
    assert_float_equal(attribution.credit[ATTRIBUTION_DECAY][1], 2, 1e-9);
    arena_free(arena);
}

/* ---- the public set ------------------------------------------------------------------- */

typedef struct Channels {
    Str    names[CHANNELS];
    size_t count;
} Channels;

static int32_t channel_of(Channels *channels, Str name)
{
    for (size_t i = 0; i < channels->count; i++)
        if (str_equal(channels->names[i], name)) return (int32_t)i;
    assert_true(channels->count < CHANNELS);
    channels->names[channels->count] = name;
    return (int32_t)channels->count++;
}

static void add_line(Channels *channels, Attribution *attribution, Str line, bool by_value)
{
    int32_t      touches[TOUCHES];
    size_t       count  = 0;
    Str          rest   = line;
    Str          path   = str_cut(&rest, ',');
    const double goals  = strtod(str_cut(&rest, ',').ptr, NULL);
    const double value  = strtod(str_cut(&rest, ',').ptr, NULL);
    const double misses = strtod(rest.ptr, NULL);
    while (path.ptr) {
        assert_true(count < TOUCHES);
        touches[count++] = channel_of(channels, str_trim(str_cut(&path, '>')));
    }
    attribution_add(attribution, &(AttributionJourney){ .channels = touches,
                                                        .count    = count,
                                                        .goals    = goals,
                                                        .value    = by_value ? value : goals,
                                                        .misses   = misses });
}

static void compare(const Json *reference, const char *name, const Channels *channels,
                    const double *figures, double precision)
{
    const Json *wanted = json_get(reference, str_of(name));
    assert_non_null(wanted);
    for (size_t i = 0; i < channels->count; i++) {
        const Json *figure = json_get(wanted, channels->names[i]);
        assert_non_null(figure);
        const double expected =
            figure->kind == JSON_INT ? (double)figure->as.integer : figure->as.real;
        if (fabs(figures[i] - expected) > precision)
            fail_msg("%s of %.*s: %f, not %f", name, FMT(channels->names[i]), figures[i], expected);
    }
}

static void test_the_public_set_gives_its_figures(void **state)
{
    static const char data[] = WEFT_SOURCE_DIR "/../shared/data/";
    (void)state;
    Arena      *arena = arena_new(ARENA_MAX);
    Str         text = { 0 }, known = { 0 };
    const Json *reference = NULL;
    JsonError   error;
    Channels    channels = { .count = 0 };
    const char *paths =
        str_fmt(arena, "%sattribution_paths_channelattribution/paths_dev.csv", data).ptr;
    if (file_read(arena, paths, 16 << 20, &text) != OK ||
        file_read(arena, str_fmt(arena, "%sreference.json", data).ptr, 1 << 20, &known) != OK) {
        print_message("no attribution paths: skipped\n");
        arena_free(arena);
        return;
    }
    assert_int_equal(json_parse(arena, known, JSON_LIMITS, &reference, &error), OK);
    reference = json_get(reference, S("behaviour_orders_attr/attr_channelattribution_all"));
    Attribution by_count = attribution_of(arena, CHANNELS, 1);
    Attribution by_value = attribution_of(arena, CHANNELS, 1);
    (void)str_cut(&text, '\n');
    while (text.ptr) {
        const Str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0) continue;
        add_line(&channels, &by_count, str_copy(arena, line), false);
        add_line(&channels, &by_value, str_copy(arena, line), true);
    }
    attribution_end(&by_count, arena);
    attribution_end(&by_value, arena);
    compare(reference, "first", &channels, by_count.credit[ATTRIBUTION_FIRST], 1e-6);
    compare(reference, "last", &channels, by_count.credit[ATTRIBUTION_LAST], 1e-6);
    compare(reference, "linear", &channels, by_count.credit[ATTRIBUTION_LINEAR], 6e-5);
    compare(reference, "u_shape_40_20_40", &channels, by_count.credit[ATTRIBUTION_POSITION], 6e-5);
    compare(reference, "linear_value", &channels, by_value.credit[ATTRIBUTION_LINEAR], 6e-5);
    compare(reference, "markov1_removal_effect", &channels, by_count.removal, 6e-7);
    compare(reference, "markov1_conversions", &channels, by_count.credit[ATTRIBUTION_MARKOV], 6e-5);
    assert_float_equal(by_count.conversion, json_get(reference, S("markov1_p_conv"))->as.real,
                       1e-9);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_credits_sum_up_to_the_value),
        cmocka_unit_test(test_later_touches_weigh_more_with_decay),
        cmocka_unit_test(test_the_public_set_gives_its_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
