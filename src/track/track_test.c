/* Tracking: what is taken, what is refused and why, and whose it is. */
#include "http/testing.h"
#include "track/track_door.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static TrackSource source_of(Ctx *cx)
{
    TrackSource source = { 0 };
    GOOD(cx, track_source_create(cx, S("官网"), &source));
    return source;
}

static TrackParcel send(Ctx *cx, Str key, const char *kind, Str body)
{
    TrackParcel     result = { 0 };
    const TrackCall call   = {
          .kind = str_of(kind), .key = key, .body = body, .visit = { .now_ms = cx->now_ms }
    };
    GOOD(cx, track_door_segment(cx, &call, &result));
    GOOD(cx, track_store(cx, &result));
    return result;
}

static void taken(Ctx *cx, Str key, const char *kind, const char *body)
{
    const TrackParcel result = send(cx, key, kind, str_of(body));
    assert_int_equal(result.accepted, 1);
    assert_int_equal(result.refused, 0);
}

static void refused(Ctx *cx, Str key, const char *kind, Str body, const char *reason)
{
    Rows              rows   = { 0 };
    const TrackParcel result = send(cx, key, kind, body);
    assert_int_equal(result.refused, 1);
    GOOD(cx, track_refusal_list(cx, (TrackSourceId){ 0 }, 1, &rows));
    assert_string_equal(str_z(cx->arena, ROWS_AT(TrackRefusal, rows, 0)->reason), reason);
}

static int64_t person_of(Ctx *cx, Str kind, const char *value)
{
    CustomerId id    = { 0 };
    bool       found = false;
    GOOD(cx, customer_identity_find(cx, kind, S(""), str_of(value), &id, &found));
    return found ? id.v : 0;
}

static size_t history_of(Ctx *cx, int64_t person)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_history(cx, person, S(""), (Str){ 0 }, 100, &rows, &next));
    for (size_t i = 1; i < rows.count; i++)
        assert_true(ROWS_AT(Event, rows, i - 1)->occurred_at_ms <=
                    ROWS_AT(Event, rows, i)->occurred_at_ms);
    return rows.count;
}

static void test_a_visitor_becomes_a_customer_with_his_history(void **state)
{
    Ctx      *cx    = test_house_ctx(*state);
    const Str key   = source_of(cx).write_key;
    Customer  found = { 0 };
    taken(cx, key, "track", "{\"anonymousId\":\"a1\",\"event\":\"Viewed\"}");
    const int64_t visitor = person_of(cx, IDENTITY_ANONYMOUS_ID, "a1");
    assert_int_equal(customer_get(cx, (CustomerId){ visitor }, &found), ERR_NOT_FOUND);
    forgive(cx);
    taken(cx, key, "identify",
          "{\"anonymousId\":\"a1\",\"userId\":\"u1\",\"traits\":{\"name\":\"张三\"}}");
    assert_int_equal(person_of(cx, IDENTITY_USER_ID, "u1"), visitor);
    GOOD(cx, customer_get(cx, (CustomerId){ visitor }, &found));
    assert_string_equal(str_z(cx->arena, found.name), "张三");
    assert_int_equal(history_of(cx, visitor), 3); /* customer.created is one */
}

static void test_another_device_of_somebody_known_is_folded_into_him(void **state)
{
    Ctx      *cx  = test_house_ctx(*state);
    const Str key = source_of(cx).write_key;
    taken(cx, key, "track", "{\"userId\":\"u1\",\"event\":\"Bought\"}");
    taken(cx, key, "track", "{\"anonymousId\":\"a2\",\"event\":\"Viewed\"}");
    const int64_t person = person_of(cx, IDENTITY_USER_ID, "u1");
    assert_int_not_equal(person_of(cx, IDENTITY_ANONYMOUS_ID, "a2"), person);
    taken(cx, key, "alias", "{\"userId\":\"u1\",\"previousId\":\"a2\"}");
    assert_int_equal(person_of(cx, IDENTITY_ANONYMOUS_ID, "a2"), person);
    assert_int_equal(history_of(cx, person), 4);
}

static void test_two_users_of_one_device_stay_two(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str key  = source_of(cx).write_key;
    Rows      rows = { 0 };
    taken(cx, key, "identify", "{\"anonymousId\":\"a1\",\"userId\":\"u1\"}");
    taken(cx, key, "identify", "{\"anonymousId\":\"a1\",\"userId\":\"u2\"}");
    taken(cx, key, "identify", "{\"anonymousId\":\"a1\",\"userId\":\"u2\"}");
    const int64_t first = person_of(cx, IDENTITY_USER_ID, "u1");
    const int64_t other = person_of(cx, IDENTITY_USER_ID, "u2");
    assert_int_not_equal(first, other);
    assert_int_equal(person_of(cx, IDENTITY_ANONYMOUS_ID, "a1"), first);
    GOOD(cx, customer_identity_list(cx, (CustomerId){ other }, &rows));
    assert_int_equal(rows.count, 2);
    assert_false(ROWS_AT(CustomerIdentity, rows, 0)->is_holder &&
                 ROWS_AT(CustomerIdentity, rows, 1)->is_holder);
}

static void test_one_bad_message_among_many_costs_only_itself(void **state)
{
    Ctx        *cx     = test_house_ctx(*state);
    TrackSource source = source_of(cx);
    StrBuf      body   = strbuf(cx->arena, 1 << 20);
    Rows        rows   = { 0 };
    strbuf_add(&body, S("{\"batch\":["));
    for (int i = 0; i < 300; i++)
        strbuf_fmt(&body,
                   "%s{\"type\":\"track\",\"userId\":%s,\"event\":\"E\",\"messageId\":\"%d\"}",
                   i ? "," : "",
                   i == 150 ? "\"\""
                   : i % 2  ? "\"u1\""
                            : "\"u2\"",
                   i);
    strbuf_add(&body, S("]}"));
    for (int again = 0; again < 2; again++) {
        const TrackParcel result = send(cx, source.write_key, "batch", strbuf_str(&body));
        assert_int_equal(result.accepted, 299);
        assert_int_equal(result.refused, 1);
    }
    GOOD(cx, track_refusal_list(cx, (TrackSourceId){ source.id }, 9, &rows));
    assert_int_equal(rows.count, 2);
    assert_string_equal(str_z(cx->arena, ROWS_AT(TrackRefusal, rows, 0)->reason), "track.no_id");
    assert_int_equal(history_of(cx, person_of(cx, IDENTITY_USER_ID, "u1")), 100);
}

static void test_bad_messages_are_refused_with_their_reason(void **state)
{
    Ctx      *cx  = test_house_ctx(*state);
    const Str key = source_of(cx).write_key;
    StrBuf    big = strbuf(cx->arena, 1 << 20);
    static const struct {
        const char *kind, *body, *reason;
    } cases[] = {
        { "track", "{\"event\":\"E\"}", "track.no_id" },
        { "track", "{\"userId\":\"u\"}", "track.no_event" },
        { "track", "{\"userId\":\"u\",\"event\":\"customer.created\"}", "track.reserved_event" },
        { "track", "{\"userId\":\"u\",\"event\":\"platform.x\"}", "track.reserved_event" },
        { "track", "{\"userId\":\"u\",\"event\":\"a\\u0000b\"}", "track.bad_event" },
        { "track", "{\"userId\":\"u\\u0000\",\"event\":\"E\"}", "track.bad_id" },
        { "group", "{\"userId\":\"u\"}", "track.no_group" },
        { "alias", "{\"userId\":\"u\"}", "track.no_id" },
        { "batch", "{\"batch\":[5]}", "track.no_object" },
        { "batch", "{\"batch\":[{\"type\":\"import\",\"userId\":\"u\"}]}", "track.unknown_type" },
        { "t", "{\"userId\":\"u\",\"event\":\"E\",\"context\":{\"userAgent\":\"Googlebot/2.1\"}}",
          "track.bot" },
        { "t",
          "{\"userId\":\"u\",\"event\":\"E\",\"context\":{\"consent\":{\"categoryPreferences\":"
          "{\"Analytics\":false}}}}",
          "track.no_consent" },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        refused(cx, key, cases[i].kind, str_of(cases[i].body), cases[i].reason);
    strbuf_add(&big, S("{\"event\":\"E\",\"userId\":\""));
    for (int i = 0; i < 10000; i++) strbuf_char(&big, 'x');
    strbuf_add(&big, S("\"}"));
    refused(cx, key, "track", strbuf_str(&big), "track.id_too_long");
}

static ConsentState state_of(Ctx *cx, int64_t person, ConsentPurpose purpose)
{
    Consents view = { 0 };
    GOOD(cx, consent_view(cx, (CustomerId){ person }, &view));
    return ROWS_AT(ConsentStanding, view.purposes, purpose - 1)->state;
}

static void test_what_a_page_says_of_consent_is_kept_of_customers(void **state)
{
    Ctx      *cx  = test_house_ctx(*state);
    const Str key = source_of(cx).write_key;
    taken(cx, key, "track",
          "{\"userId\":\"u1\",\"event\":\"E\",\"context\":{\"consent\":"
          "{\"categoryPreferences\":{\"Analytics\":true,\"Advertising\":false,"
          "\"SMS\":true,\"Functional\":true}}}}");
    const int64_t person = person_of(cx, IDENTITY_USER_ID, "u1");
    Consents      view   = { 0 };
    assert_int_equal(state_of(cx, person, CONSENT_ANALYTICS), CONSENT_GIVEN);
    assert_int_equal(state_of(cx, person, CONSENT_MARKETING), CONSENT_WITHDRAWN);
    assert_int_equal(state_of(cx, person, CONSENT_SMS), CONSENT_UNKNOWN); /* anybody could say it */
    /* The same again says nothing new. */
    taken(cx, key, "track",
          "{\"userId\":\"u1\",\"event\":\"E\",\"context\":{\"consent\":"
          "{\"categoryPreferences\":{\"Analytics\":true}}}}");
    GOOD(cx, consent_view(cx, (CustomerId){ person }, &view));
    assert_int_equal(view.history.count, 2);
    /* He declines: the message is refused, the withdrawal stands, and what says nothing is refused
     * too, until he agrees again. */
    cx->now_ms += 1000;
    const Str no  = S("{\"userId\":\"u1\",\"event\":\"E\",\"context\":{\"consent\":"
                       "{\"categoryPreferences\":{\"Analytics\":false}}}}");
    const Str yes = S("{\"userId\":\"u1\",\"event\":\"E\",\"context\":{\"consent\":"
                      "{\"categoryPreferences\":{\"Analytics\":true}}}}");
    refused(cx, key, "track", no, "track.no_consent");
    assert_int_equal(state_of(cx, person, CONSENT_ANALYTICS), CONSENT_WITHDRAWN);
    refused(cx, key, "track", S("{\"userId\":\"u1\",\"event\":\"E\"}"), "track.no_consent");
    cx->now_ms += 1000;
    taken(cx, key, "track", str_z(cx->arena, yes));
    assert_int_equal(state_of(cx, person, CONSENT_ANALYTICS), CONSENT_GIVEN);
    /* Nobody is made of one who declines, and of a visitor nothing is kept. */
    refused(cx, key, "track",
            S("{\"userId\":\"u2\",\"event\":\"E\",\"context\":{\"consent\":"
              "{\"categoryPreferences\":{\"Analytics\":false}}}}"),
            "track.no_consent");
    assert_int_equal(person_of(cx, IDENTITY_USER_ID, "u2"), 0);
    taken(cx, key, "track",
          "{\"anonymousId\":\"a1\",\"event\":\"E\",\"context\":{\"consent\":"
          "{\"categoryPreferences\":{\"Advertising\":false}}}}");
}

static void test_what_is_no_call_counts_for_nothing(void **state)
{
    Ctx        *cx     = test_house_ctx(*state);
    const Str   key    = source_of(cx).write_key;
    char       *large  = arena_make(cx->arena, char, TRACK_BATCH_BYTES_MAX + 2);
    TrackParcel result = { 0 };
    TrackCall   call   = { .kind = S("batch"), .key = key, .body = S("{\"batch\":[") };
    assert_int_equal(track_door_segment(cx, &call, &result), ERR_INVALID);
    forgive(cx);
    call.body = (Str){ large, TRACK_BATCH_BYTES_MAX + 1 };
    assert_int_equal(track_door_segment(cx, &call, &result), ERR_INVALID);
    assert_string_equal(cx->err.reason, "track.too_large");
    forgive(cx);
    call = (TrackCall){ .kind = S("x"), .key = key, .body = S("{}") };
    assert_int_equal(track_door_segment(cx, &call, &result), ERR_NOT_FOUND);
    forgive(cx);
    call = (TrackCall){ .kind = S("t"), .key = S("nobody's"), .body = S("{}") };
    GOOD(cx, track_door_segment(cx, &call, &result));
    assert_false(result.is_known);
}

static void test_a_wrong_clock_is_set_right(void **state)
{
    Ctx          *cx   = test_house_ctx(*state);
    const Str     key  = source_of(cx).write_key;
    const int64_t year = 365LL * 24 * 3600 * 1000;
    Rows          rows = { 0 };
    Str           next = { 0 };
    const Str     at   = rfc3339(cx->arena, cx->now_ms - year - 5000, (Zone){ 0 });
    const Str     sent = rfc3339(cx->arena, cx->now_ms - year, (Zone){ 0 });
    taken(cx, key, "track",
          str_fmt(cx->arena,
                  "{\"userId\":\"u1\",\"event\":\"E\",\"timestamp\":\"%.*s\",\"sentAt\":\"%.*s\"}",
                  FMT(at), FMT(sent))
              .ptr);
    GOOD(cx, event_history(cx, person_of(cx, IDENTITY_USER_ID, "u1"), S("E"), (Str){ 0 }, 9, &rows,
                           &next));
    const int64_t off = cx->now_ms - ROWS_AT(Event, rows, 0)->occurred_at_ms;
    assert_true(off >= 4000 && off <= 6000);
}

static void sensors(Ctx *cx, Str key, Str form, int64_t accepted)
{
    TrackParcel     result = { 0 };
    const TrackCall call   = { .body  = form,
                               .query = str_fmt(cx->arena, "project=default&token=%.*s", FMT(key)),
                               .visit = { .now_ms = cx->now_ms } };
    GOOD(cx, track_door_sensors(cx, &call, &result));
    GOOD(cx, track_store(cx, &result));
    assert_int_equal(result.accepted, accepted);
}

static void test_sensors_data_binds_and_packs(void **state)
{
    Ctx      *cx  = test_house_ctx(*state);
    const Str key = source_of(cx).write_key;
    const Str list =
        S("[{\"type\":\"track\",\"event\":\"$pageview\",\"distinct_id\":\"d1\"},"
          "{\"type\":\"track_signup\",\"event\":\"$SignUp\",\"distinct_id\":\"u1\","
          "\"original_id\":\"d1\"},{\"type\":\"track\",\"event\":\"Paid\",\"distinct_id\":\"u1\"},"
          "{\"type\":\"profile_set\",\"distinct_id\":\"u1\",\"properties\":{\"$name\":\"李四\"}},"
          "{\"type\":\"item_set\",\"item_type\":\"book\",\"item_id\":\"1\"}]");
    const Str packed = S("H4sIAAAAAAACA4uOBQApu0wNAgAAAA=="); /* [] */
    sensors(
        cx, key,
        str_fmt(cx->arena, "data_list=%.*s", FMT(url_encode(cx->arena, base64(cx->arena, list)))),
        5);
    const int64_t person = person_of(cx, IDENTITY_USER_ID, "u1");
    assert_int_equal(person_of(cx, IDENTITY_ANONYMOUS_ID, "d1"), person);
    assert_int_equal(history_of(cx, person), 5);
    sensors(cx, key,
            str_fmt(cx->arena, "gzip=1&data_list=%.*s", FMT(url_encode(cx->arena, packed))), 0);
}

static void test_a_wrong_checksum_is_refused(void **state)
{
    Ctx        *cx     = test_house_ctx(*state);
    const Str   key    = source_of(cx).write_key;
    TrackParcel result = { 0 };
    const Str   text   = S("{\"distinct_id\":\"u1\",\"type\":\"track\",\"event\":\"E\"}");
    const Str   data   = base64(cx->arena, text);
    uint32_t    hash   = 0;
    for (size_t i = 0; i < data.len; i++) hash = 31 * hash + (unsigned char)data.ptr[i];
    TrackCall call = { .query = str_fmt(cx->arena, "token=%.*s", FMT(key)) };
    call.body      = str_fmt(cx->arena, "data=%.*s&ext=crc%%3D%d", FMT(url_encode(cx->arena, data)),
                             (int)(int32_t)hash);
    GOOD(cx, track_door_sensors(cx, &call, &result));
    GOOD(cx, track_store(cx, &result));
    assert_int_equal(result.accepted, 1);
    call.body = str_fmt(cx->arena, "data=%.*s&crc=1", FMT(url_encode(cx->arena, data)));
    assert_int_equal(track_door_sensors(cx, &call, &result), ERR_INVALID);
    assert_string_equal(cx->err.reason, "track.bad_crc");
    forgive(cx);
    call.body = S("data=%01");
    assert_int_equal(track_door_sensors(cx, &call, &result), ERR_INVALID);
    assert_string_equal(cx->err.reason, "track.bad_base64");
    forgive(cx);
}

static const Consumer *const consumers[] = { &track_consumer };

static void heard(TestHouse *house)
{
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
}

/* "{...} 3" of the type that has most events. */
static const char *known_of(TestHouse *house)
{
    Ctx *cx    = test_house_ctx(house);
    Rows types = { 0 };
    GOOD(cx, track_type_list(cx, &types));
    assert_int_not_equal(types.count, 0);
    const TrackType *type = ROWS_AT(TrackType, types, 0);
    return str_z(cx->arena, str_fmt(cx->arena, "%.*s %d", FMT(type->properties), (int)type->count));
}

static Str viewed(Ctx *cx, const char *properties)
{
    return str_fmt(cx->arena, "{\"anonymousId\":\"a1\",\"event\":\"Viewed\",\"properties\":%s}",
                   properties);
}

static void test_properties_are_known_in_whatever_order_they_come(void **state)
{
    TestHouse               *house   = *state;
    Ctx                     *cx      = test_house_ctx(house);
    const Str                key     = source_of(cx).write_key;
    static const char *const first[] = { "{\"a\":1,\"c\":\"x\"}", "{\"c\":\"y\",\"a\":2}",
                                         "{\"a\":1,\"b\":true,\"c\":\"x\"}", "{}" };
    static const char *const then[]  = { "{\"a\":1,\"b\":false,\"c\":\"}\"}",
                                         "{\"c\":\"a\",\"n\":null,\"a\":[{\"d\":1}]}",
                                         "{\"b\":{\"e\":[]},\"d\":\"\\\"a\",\"a\":1}" };
    for (size_t i = 0; i < COUNT(first); i++) send(cx, key, "track", viewed(cx, first[i]));
    heard(house);
    assert_string_equal(known_of(house), "{\"a\":\"number\",\"c\":\"text\",\"b\":\"bool\"} 4");
    cx = test_house_ctx(house);
    for (size_t i = 0; i < COUNT(then); i++) send(cx, key, "track", viewed(cx, then[i]));
    heard(house);
    assert_string_equal(known_of(house),
                        "{\"a\":\"number\",\"c\":\"text\",\"b\":\"bool\",\"d\":\"text\"} 7");
}

static void test_a_batch_is_counted_by_type_and_source(void **state)
{
    TestHouse        *house = *state;
    Ctx              *cx    = test_house_ctx(house);
    const TrackSource one = source_of(cx), other = source_of(cx);
    const char *const names[] = { "A", "B", "A", "A" };
    Rows              rows    = { 0 };
    for (size_t i = 0; i < COUNT(names); i++) {
        const Str body =
            str_fmt(cx->arena, "{\"anonymousId\":\"a%d\",\"event\":\"%s\"}", (int)i, names[i]);
        send(cx, i == 2 ? other.write_key : one.write_key, "track", body);
    }
    send(test_house_ctx_of(house, 2), source_of(test_house_ctx_of(house, 2)).write_key, "track",
         S("{\"anonymousId\":\"a1\",\"event\":\"A\"}"));
    heard(house);
    cx = test_house_ctx(house);
    GOOD(cx, track_type_list(cx, &rows));
    assert_int_equal(rows.count, 2);
    assert_int_equal(ROWS_AT(TrackType, rows, 0)->count, 3);
    assert_int_equal(ROWS_AT(TrackType, rows, 1)->count, 1);
    GOOD(cx, track_source_list(cx, &rows));
    assert_int_equal(ROWS_AT(TrackSource, rows, 0)->accepted, 3);
    assert_int_equal(ROWS_AT(TrackSource, rows, 1)->accepted, 1);
    cx = test_house_ctx_of(house, 2);
    GOOD(cx, track_type_list(cx, &rows));
    assert_int_equal(rows.count, 1);
    assert_int_equal(ROWS_AT(TrackType, rows, 0)->count, 1);
}

static void test_a_customer_was_last_heard_of_when_he_did_something(void **state)
{
    TestHouse    *house    = *state;
    Ctx          *cx       = test_house_ctx(house);
    const Str     key      = source_of(cx).write_key;
    Customer      found    = { 0 };
    const int64_t first_ms = cx->now_ms;
    taken(cx, key, "identify", "{\"userId\":\"u1\",\"messageId\":\"1\"}");
    const CustomerId id = { person_of(cx, IDENTITY_USER_ID, "u1") };
    cx->now_ms          = first_ms + MS_PER_MINUTE;
    taken(cx, key, "track", "{\"userId\":\"u1\",\"event\":\"A\",\"messageId\":\"2\"}");
    heard(house);
    GOOD(cx, customer_get(cx, id, &found));
    assert_int_equal(found.last_event_at_ms, first_ms);
    cx->now_ms = first_ms + 30 * MS_PER_MINUTE;
    taken(cx, key, "track", "{\"userId\":\"u1\",\"event\":\"B\",\"messageId\":\"3\"}");
    heard(house);
    GOOD(cx, customer_get(cx, id, &found));
    assert_int_equal(found.last_event_at_ms, first_ms + 30 * MS_PER_MINUTE);
    /* The latest of a batch counts, whatever the order in which it was heard. */
    cx->now_ms = first_ms + 90 * MS_PER_MINUTE;
    taken(cx, key, "track", "{\"userId\":\"u1\",\"event\":\"B\",\"messageId\":\"4\"}");
    cx->now_ms = first_ms + 60 * MS_PER_MINUTE;
    taken(cx, key, "track", "{\"userId\":\"u1\",\"event\":\"B\",\"messageId\":\"5\"}");
    heard(house);
    GOOD(cx, customer_get(cx, id, &found));
    assert_int_equal(found.last_event_at_ms, first_ms + 90 * MS_PER_MINUTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_visitor_becomes_a_customer_with_his_history),
        ON_HOUSE(test_another_device_of_somebody_known_is_folded_into_him),
        ON_HOUSE(test_two_users_of_one_device_stay_two),
        ON_HOUSE(test_one_bad_message_among_many_costs_only_itself),
        ON_HOUSE(test_bad_messages_are_refused_with_their_reason),
        ON_HOUSE(test_what_a_page_says_of_consent_is_kept_of_customers),
        ON_HOUSE(test_what_is_no_call_counts_for_nothing),
        ON_HOUSE(test_a_wrong_clock_is_set_right),
        ON_HOUSE(test_sensors_data_binds_and_packs),
        ON_HOUSE(test_a_wrong_checksum_is_refused),
        ON_HOUSE(test_properties_are_known_in_whatever_order_they_come),
        ON_HOUSE(test_a_batch_is_counted_by_type_and_source),
        ON_HOUSE(test_a_customer_was_last_heard_of_when_he_did_something),
    };
    return FOR_EACH_ENGINE(tests);
}
