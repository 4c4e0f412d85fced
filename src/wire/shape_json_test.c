/* shape_json_test.c -- structs in and out by their shapes: paths, reasons, bounds. */
#include "wire/shape_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef enum Colour { COLOUR_NONE, COLOUR_RED, COLOUR_BLUE } Colour;
static const char *const colour_word[] = { NULL, "red", "blue" };
static const Words       colour_words  = { colour_word, COUNT(colour_word) };

typedef struct Slot {
    Str     from;
    int32_t limit;
} Slot;
static const Field slot_fields[] = { FIELD_WITH(Slot, from, .flags = REQUIRED, .max = 5),
                                     FIELD_WITH(Slot, limit, .min = 1, .max = 9) };
static const Shape slot_shape    = SHAPE(Slot, slot_fields);

typedef struct Place {
    double latitude;
    Rows   slots;
} Place;
static const Field place_fields[] = { FIELD_WITH(Place, latitude, .min = -90, .max = 90),
                                      FIELD_LIST(Place, slots, slot_shape, .max = 3) };
static const Shape place_shape    = SHAPE(Place, place_fields);

typedef struct Thing {
    int64_t id, owner_id, opened_at_ms, amount_fen;
    int32_t count;
    bool    open;
    Colour  colour;
    double  ratio;
    Str     name, secret, rule;
    Ids     member_ids;
    Strs    labels;
    Rows    slots;
    Place   place;
} Thing;
static const Field thing_fields[] = {
    FIELD_ID(Thing, id, .flags = SERVER_SET),
    FIELD_ID(Thing, owner_id),
    FIELD_TIME(Thing, opened_at_ms),
    FIELD_WITH(Thing, amount_fen, .min = 1),
    FIELD(Thing, count),
    FIELD(Thing, open),
    FIELD_ENUM(Thing, colour, colour_words),
    FIELD(Thing, ratio),
    FIELD_WITH(Thing, name, .flags = REQUIRED, .min = 2, .max = 4),
    FIELD_WITH(Thing, secret, .flags = SECRET),
    FIELD_JSON(Thing, rule),
    FIELD_WITH(Thing, member_ids, .max = 2),
    FIELD(Thing, labels),
    FIELD_LIST(Thing, slots, slot_shape, .max = 4),
    FIELD_OBJECT(Thing, place, place_shape),
};
static const Shape thing_shape = SHAPE(Thing, thing_fields);

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Json *parsed(Str text)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, text, JSON_LIMITS, &json, &error) != OK)
        fail_msg("%s: %.*s", error.reason, FMT(text));
    return json;
}

#define assert_str(text, literal)                                          \
    do {                                                                   \
        const Str got_ = (text);                                           \
        if (!str_equal(got_, S(literal))) fail_msg("got %.*s", FMT(got_)); \
    } while (0)

static void test_a_whole_struct_goes_in_and_out(void **state)
{
    (void)state;
    const Str text =
        S("{\"owner_id\":\"9007199254740993\",\"opened_at\":\"2026-11-22T10:30:00.5Z\","
          "\"amount_fen\":12345678901,\"count\":-3,\"open\":true,\"colour\":\"blue\",\"ratio\":2,"
          "\"name\":\"\xE5\xAE\xA2\xE6\x88\xB7\",\"secret\":\"s\",\"rule\":{\"and\":[1,true,null]},"
          "\"member_ids\":[\"1\",\"2\"],\"labels\":[\"a\",\"\"],"
          "\"slots\":[{\"from\":\"09:00\",\"limit\":1},{\"from\":\"10:00\"}],"
          "\"place\":{\"latitude\":31.2,\"slots\":[{\"from\":\"1\"}]}}");
    Thing      thing = { 0 };
    uint64_t   given = 0;
    ShapeError error = { 0 };
    const Code code  = shape_from_json(arena, &thing_shape, parsed(text), &thing, &given, &error);
    if (code != OK) fail_msg("%s at %.*s", error.reason, FMT(error.field));
    assert_true(given == 0x7FFE);
    assert_true(thing.owner_id == 9007199254740993);
    assert_int_equal(thing.opened_at_ms, 1795343400500);
    assert_int_equal(thing.colour, COLOUR_BLUE);
    assert_int_equal(thing.slots.count, 2);
    assert_int_equal(ROWS_AT(Slot, thing.slots, 0)->limit, 1);
    JsonOut out = json_out(arena, 1 << 20);
    Str     got = { 0 };
    shape_to_json(&out, &thing_shape, &thing, (Zone){ 480 });
    assert_int_equal(json_out_done(&out, &got), OK);
    assert_str(got, "{\"id\":null,\"owner_id\":\"9007199254740993\","
                    "\"opened_at\":\"2026-11-22T18:30:00.500+08:00\",\"amount_fen\":12345678901,"
                    "\"count\":-3,\"open\":true,\"colour\":\"blue\",\"ratio\":2,"
                    "\"name\":\"\xE5\xAE\xA2\xE6\x88\xB7\",\"rule\":{\"and\":[1,true,null]},"
                    "\"member_ids\":[\"1\",\"2\"],\"labels\":[\"a\",\"\"],"
                    "\"slots\":[{\"from\":\"09:00\",\"limit\":1},{\"from\":\"10:00\",\"limit\":0}],"
                    "\"place\":{\"latitude\":31.2,\"slots\":[{\"from\":\"1\",\"limit\":0}]}}");
}

static void test_an_empty_struct_is_written_with_nulls(void **state)
{
    (void)state;
    const Thing thing = { 0 };
    assert_str(shape_json(arena, &thing_shape, &thing),
               "{\"id\":null,\"owner_id\":null,\"opened_at\":null,\"amount_fen\":0,\"count\":0,"
               "\"open\":false,\"colour\":null,\"ratio\":0,\"name\":null,\"rule\":null,"
               "\"member_ids\":[],\"labels\":[],\"slots\":[],"
               "\"place\":{\"latitude\":0,\"slots\":[]}}");
}

static void test_each_refusal_names_its_reason_and_path(void **state)
{
    (void)state;
    // clang-format off
    static const struct { const char *json, *reason, *field; } cases[] = {
        { "[]",                                       "shape.wrong_type",    "" },
        { "{}",                                       "shape.required",      "name" },
        { "{\"name\":null}",                          "shape.required",      "name" },
        { "{\"name\":\"\"}",                          "shape.required",      "name" },
        { "{\"name\":\"x\"}",                         "shape.too_short",     "name" },
        { "{\"name\":\"xxxxx\"}",                     "shape.too_long",      "name" },
        { "{\"name\":\"x\\u0000\"}",                  "shape.bad_text",      "name" },
        { "{\"name\":5}",                             "shape.wrong_type",    "name" },
        { "{\"nome\":\"xx\"}",                        "shape.unknown_field", "nome" },
        { "{\"id\":\"1\",\"name\":\"xx\"}",           "shape.read_only",     "id" },
        { "{\"owner_id\":7}",                         "shape.wrong_type",    "owner_id" },
        { "{\"owner_id\":\"x\"}",                     "shape.bad_id",        "owner_id" },
        { "{\"owner_id\":\"0\"}",                     "shape.bad_id",        "owner_id" },
        { "{\"owner_id\":\"-1\"}",                    "shape.bad_id",        "owner_id" },
        { "{\"owner_id\":\"007\"}",                   "shape.bad_id",        "owner_id" },
        { "{\"owner_id\":\"9223372036854775808\"}",   "shape.bad_id",        "owner_id" },
        { "{\"opened_at\":\"2026-11-22\"}",        "shape.bad_time",      "opened_at" },
        { "{\"opened_at\":1}",                     "shape.wrong_type",    "opened_at" },
        { "{\"amount_fen\":0}",                       "shape.too_small",     "amount_fen" },
        { "{\"amount_fen\":1.5}",                     "shape.wrong_type",    "amount_fen" },
        { "{\"count\":2147483648}",                   "shape.too_large",     "count" },
        { "{\"count\":-2147483649}",                  "shape.too_small",     "count" },
        { "{\"open\":1}",                             "shape.wrong_type",    "open" },
        { "{\"colour\":\"green\"}",                   "shape.unknown_word",  "colour" },
        { "{\"colour\":2}",                           "shape.wrong_type",    "colour" },
        { "{\"ratio\":\"1\"}",                        "shape.wrong_type",    "ratio" },
        { "{\"member_ids\":[\"1\",\"2\",\"3\"]}",     "shape.too_many",      "member_ids" },
        { "{\"member_ids\":[\"1\",\"b\"]}",           "shape.bad_id",        "member_ids[1]" },
        { "{\"member_ids\":[1]}",                     "shape.wrong_type",    "member_ids[0]" },
        { "{\"labels\":\"a\"}",                       "shape.wrong_type",    "labels" },
        { "{\"labels\":[\"a\",null]}",                "shape.wrong_type",    "labels[1]" },
        { "{\"slots\":[{\"from\":\"1\"},{}]}",        "shape.required",      "slots[1].from" },
        { "{\"slots\":[{\"from\":\"1\"},{\"from\":\"1\"},{\"from\":\"123456\"}]}",
                                                      "shape.too_long",      "slots[2].from" },
        { "{\"slots\":[{\"from\":\"1\",\"limit\":10}]}", "shape.too_large",  "slots[0].limit" },
        { "{\"slots\":[{\"from\":\"1\",\"x\":1}]}", "shape.unknown_field", "slots[0].x" },
        { "{\"slots\":[5]}",                          "shape.wrong_type",    "slots[0]" },
        { "{\"slots\":[{},{},{},{},{}]}",             "shape.too_many",      "slots" },
        { "{\"place\":[]}",                           "shape.wrong_type",    "place" },
        { "{\"place\":{\"latitude\":90.5}}",          "shape.too_large",     "place.latitude" },
        { "{\"place\":{\"slots\":[{\"from\":1}]}}",
                                                      "shape.wrong_type", "place.slots[0].from" },
    };
    // clang-format on
    for (size_t i = 0; i < COUNT(cases); i++) {
        Thing       thing = { 0 };
        ShapeError  error = { 0 };
        const Json *json  = parsed(str_of(cases[i].json));
        if (shape_from_json(arena, &thing_shape, json, &thing, NULL, &error) != ERR_INVALID)
            fail_msg("accepted: %s", cases[i].json);
        if (strcmp(error.reason, cases[i].reason) != 0 ||
            !str_equal(error.field, str_of(cases[i].field)))
            fail_msg("%s: %s at %.*s", cases[i].json, error.reason, FMT(error.field));
    }
}

static void test_null_and_absence_differ_in_given_only(void **state)
{
    (void)state;
    Thing       thing    = { .count = 7, .open = true, .colour = COLOUR_RED, .name = S("held") };
    uint64_t    given    = 0;
    ShapeError  error    = { 0 };
    const Json *json     = parsed(S("{\"count\":null,\"colour\":null,\"place\":null}"));
    thing.place.latitude = 5;
    assert_int_equal(shape_from_json(arena, &thing_shape, json, &thing, &given, &error), OK);
    assert_true(given == (1u << 4 | 1u << 6 | 1u << 14));
    assert_int_equal(thing.count, 0);
    assert_int_equal(thing.colour, COLOUR_NONE);
    assert_true(thing.place.latitude == 0);
    assert_true(thing.open);
    assert_str(thing.name, "held");
}

static void test_the_last_of_two_equal_keys_counts(void **state)
{
    (void)state;
    Thing       thing = { 0 };
    ShapeError  error = { 0 };
    const Json *json  = parsed(S("{\"name\":\"ab\",\"count\":1,\"count\":2}"));
    assert_int_equal(shape_from_json(arena, &thing_shape, json, &thing, NULL, &error), OK);
    assert_int_equal(thing.count, 2);
}

static void test_documents_within_documents_have_a_depth(void **state)
{
    (void)state;
    StrBuf buf = strbuf(arena, 1000);
    strbuf_add(&buf, S("{\"name\":\"ab\",\"rule\":"));
    for (int i = 0; i < 33; i++) strbuf_char(&buf, '[');
    for (int i = 0; i < 33; i++) strbuf_char(&buf, ']');
    strbuf_char(&buf, '}');
    Thing      thing = { 0 };
    ShapeError error = { 0 };
    assert_int_equal(
        shape_from_json(arena, &thing_shape, parsed(strbuf_str(&buf)), &thing, NULL, &error),
        ERR_INVALID);
    assert_string_equal(error.reason, "shape.too_deep");
}

static Code from_text(const char *name, Str text, Thing *thing, ShapeError *error)
{
    return shape_field_from_text(arena, shape_field_outside(&thing_shape, str_of(name)), text,
                                 thing, error);
}

static void test_fields_are_read_from_text(void **state)
{
    (void)state;
    Thing      thing = { 0 };
    ShapeError error = { 0 };
    assert_int_equal(from_text("count", S("-12"), &thing, &error), OK);
    assert_int_equal(thing.count, -12);
    assert_int_equal(from_text("owner_id", S("77"), &thing, &error), OK);
    assert_int_equal(thing.owner_id, 77);
    assert_int_equal(from_text("open", S("true"), &thing, &error), OK);
    assert_true(thing.open);
    assert_int_equal(from_text("open", S("0"), &thing, &error), OK);
    assert_false(thing.open);
    assert_int_equal(from_text("ratio", S("0.25"), &thing, &error), OK);
    assert_true(thing.ratio == 0.25);
    assert_int_equal(from_text("colour", S("red"), &thing, &error), OK);
    assert_int_equal(thing.colour, COLOUR_RED);
    assert_int_equal(from_text("colour", S(""), &thing, &error), OK);
    assert_int_equal(thing.colour, COLOUR_NONE);
    assert_int_equal(from_text("member_ids", S("3, 4"), &thing, &error), OK);
    assert_int_equal(thing.member_ids.count, 2);
    assert_int_equal(thing.member_ids.at[1], 4);
    assert_int_equal(from_text("labels", S("a,b,c"), &thing, &error), OK);
    assert_str(thing.labels.at[2], "c");
    assert_int_equal(from_text("rule", S("{ \"a\" : 1 }"), &thing, &error), OK);
    assert_str(thing.rule, "{\"a\":1}");
    assert_int_equal(from_text("opened_at", S("1970-01-01T00:00:01Z"), &thing, &error), OK);
    assert_int_equal(thing.opened_at_ms, 1000);
    assert_int_equal(from_text("name", S("abc"), &thing, &error), OK);
    assert_str(thing.name, "abc");
}

static void test_text_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *field, *text, *reason;
    } cases[] = {
        { "count", "x", "shape.wrong_type" },
        { "count", "1.5", "shape.wrong_type" },
        { "count", "3000000000", "shape.too_large" },
        { "amount_fen", "0", "shape.too_small" },
        { "ratio", "nan", "shape.wrong_type" },
        { "ratio", "0x10", "shape.wrong_type" },
        { "ratio", "1e999", "shape.wrong_type" },
        { "open", "maybe", "shape.wrong_type" },
        { "owner_id", "abc", "shape.bad_id" },
        { "colour", "green", "shape.unknown_word" },
        { "rule", "{", "shape.wrong_type" },
        { "slots", "[]", "shape.wrong_type" },
        { "id", "5", "shape.read_only" },
        { "name", "", "shape.required" },
        { "member_ids", "1,2,3", "shape.too_many" },
        { "opened_at", "now", "shape.bad_time" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        Thing      thing = { 0 };
        ShapeError error = { 0 };
        if (from_text(cases[i].field, str_of(cases[i].text), &thing, &error) != ERR_INVALID)
            fail_msg("%s accepted %s", cases[i].field, cases[i].text);
        if (strcmp(error.reason, cases[i].reason) != 0)
            fail_msg("%s %s: %s", cases[i].field, cases[i].text, error.reason);
        assert_true(str_equal(error.field, str_of(cases[i].field)));
    }
}

static void test_shape_holds_checks_what_was_built_in_memory(void **state)
{
    (void)state;
    Slot       slots[] = { { .from = S("1") }, { .from = S("2"), .limit = 20 } };
    Thing      thing   = { .name = S("ab") };
    ShapeError error   = { 0 };
    assert_true(shape_holds(arena, &thing_shape, &thing, &error));
    thing.place.slots = (Rows){ slots, 2 };
    assert_false(shape_holds(arena, &thing_shape, &thing, &error));
    assert_string_equal(error.reason, "shape.too_large");
    assert_str(error.field, "place.slots[1].limit");
    thing.name = (Str){ 0 };
    assert_false(shape_holds(arena, &thing_shape, &thing, &error));
    assert_str(error.field, "name");
}

static void test_a_number_that_is_not_known_is_null(void **state)
{
    typedef struct Crowd {
        int64_t size, net;
    } Crowd;
    static const Field fields[] = { FIELD_WITH(Crowd, size, .flags = OR_NULL), FIELD(Crowd, net) };
    static const Shape shape    = SHAPE(Crowd, fields);
    const Crowd        unknown = { -1, -1 }, nobody = { 0, 0 };
    (void)state;
    assert_string_equal(str_z(arena, shape_json(arena, &shape, &unknown)),
                        "{\"size\":null,\"net\":-1}");
    assert_string_equal(str_z(arena, shape_json(arena, &shape, &nobody)), "{\"size\":0,\"net\":0}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_number_that_is_not_known_is_null),
        cmocka_unit_test(test_a_whole_struct_goes_in_and_out),
        cmocka_unit_test(test_an_empty_struct_is_written_with_nulls),
        cmocka_unit_test(test_each_refusal_names_its_reason_and_path),
        cmocka_unit_test(test_null_and_absence_differ_in_given_only),
        cmocka_unit_test(test_the_last_of_two_equal_keys_counts),
        cmocka_unit_test(test_documents_within_documents_have_a_depth),
        cmocka_unit_test(test_fields_are_read_from_text),
        cmocka_unit_test(test_text_that_does_not_fit_is_refused),
        cmocka_unit_test(test_shape_holds_checks_what_was_built_in_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
