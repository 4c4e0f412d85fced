/* event_test.c -- the log: idempotent, in order, read by people in pages. */
#include "kernel/testing.h"
#include "log/event_oldest.h"
#include "log/event_projection.h"
#include "log/event_sql.h"
#include "log/horizon.h"
#include "log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

#define ALL ((Strs){ 0 })

static void append(Ctx *cx, const char *id, const char *type, int64_t person_id, int64_t at_ms)
{
    bool             is_new = false;
    const EventDraft draft  = { .id             = str_of(id),
                                .type           = str_of(type),
                                .person_id      = person_id,
                                .object         = S("thing:1"),
                                .occurred_at_ms = at_ms };
    assert_int_equal(event_append(cx, &draft, &is_new), OK);
    assert_true(is_new);
}

static size_t timeline_size(Ctx *cx, int64_t person_id, Strs types)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(event_timeline(cx, person_id, types, (Str){ 0 }, 200, &rows, &next), OK);
    return rows.count;
}

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &log_sql };
    Str                  problems = { 0 };
    if (db_check(house->db, house->arena, lists, 1, &problems) != OK)
        print_error("%.*s", FMT(problems));
    assert_int_equal(problems.len, 0);
}

static void test_an_event_is_kept_as_it_was_given(void **state)
{
    Ctx  *cx   = test_house_ctx(*state);
    Event back = { 0 };
    Rows  rows = { 0 };
    Str   next = { 0 };
    assert_int_equal(event_emit(cx, EV_CONTACT_ADDED,
                                (EventDraft){ .id        = S("cb-1"),
                                              .person_id = 9,
                                              .object    = S("staff:3"),
                                              .source    = S("wecom"),
                                              .payload   = S("{\"state\":\"abc\"}") }),
                     OK);
    assert_int_equal(event_list(cx, S(""), S(""), (Str){ 0 }, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(event_get(cx, ROWS_AT(Event, rows, 0)->seq, &back), OK);
    assert_true(str_equal(back.id, S("cb-1")));
    assert_true(str_equal(back.type, S("contact.added")));
    assert_true(str_equal(back.actor, S("user:7")));
    assert_true(str_equal(back.object, S("staff:3")));
    assert_true(str_equal(back.source, S("wecom")));
    assert_true(str_equal(back.payload, S("{\"state\":\"abc\"}")));
    assert_int_equal(back.person_id, 9);
    assert_int_equal(back.occurred_at_ms, cx->now_ms);
    assert_int_equal(back.received_at_ms, cx->now_ms);
    assert_in_range(back.part, 0, EVENT_PARTS - 1);
    assert_int_equal(event_permission(back.type), PERM_CUSTOMER_READ);
    assert_int_equal(event_permission(S("job.changed")), PERM_JOB_READ);
}

static void test_a_known_id_changes_nothing(void **state)
{
    Ctx             *cx     = test_house_ctx(*state);
    bool             is_new = true;
    const EventDraft again  = { .id = S("a"), .type = S("page.viewed"), .person_id = 5 };
    append(cx, "a", "page.viewed", 4, 0);
    assert_int_equal(event_append(cx, &again, &is_new), OK);
    assert_false(is_new);
    assert_int_equal(timeline_size(cx, 4, ALL), 1);
    assert_int_equal(timeline_size(cx, 5, ALL), 0);
    /* Another tenant has ids of its own. */
    append(test_house_ctx_of(*state, 2), "a", "page.viewed", 4, 0);
}

static void test_many_at_once_count_only_the_new(void **state)
{
    Ctx       *cx = test_house_ctx(*state);
    EventDraft drafts[300];
    int64_t    added = 0;
    append(cx, "e-7", "page.viewed", 0, 0);
    for (int i = 0; i < 300; i++)
        drafts[i] =
            (EventDraft){ .id = str_fmt(cx->arena, "e-%d", i % 200), .type = S("page.viewed") };
    assert_int_equal(event_append_all(cx, drafts, COUNT(drafts), &added), OK);
    assert_int_equal(added, 199);
    assert_int_equal(event_append_all(cx, drafts, 0, &added), OK);
    assert_int_equal(added, 0);
}

static Code append_draft(Ctx *cx, EventDraft draft)
{
    forgive(cx);
    return event_append(cx, &draft, NULL);
}

static void test_what_has_no_form_is_refused(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    char     *huge = arena_make(cx->arena, char, EVENT_PAYLOAD_MAX + 2);
    const Str type = S("page.viewed");
    const Str long_id =
        S("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567"
          "890123456789x");
    huge[0] = '{';
    assert_int_equal(append_draft(cx, (EventDraft){ 0 }), ERR_INVALID);
    assert_string_equal(cx->err.reason, "event.bad_type");
    assert_int_equal(append_draft(cx, (EventDraft){ .type = S("a\nb") }), ERR_INVALID);
    assert_int_equal(append_draft(cx, (EventDraft){ .type = type, .id = long_id }), ERR_INVALID);
    assert_string_equal(cx->err.reason, "event.id_too_long");
    assert_int_equal(append_draft(cx, (EventDraft){ .type = type, .payload = S("[1]") }),
                     ERR_INVALID);
    assert_int_equal(
        append_draft(cx, (EventDraft){ .type = type, .payload = { huge, EVENT_PAYLOAD_MAX + 1 } }),
        ERR_LIMIT);
    assert_string_equal(cx->err.reason, "event.payload_too_large");
}

static void test_a_timeline_goes_by_when_it_happened(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    append(cx, "late", "page.viewed", 4, 300);
    append(cx, "early", "page.viewed", 4, 100);
    append(cx, "same", "order.paid", 4, 300);
    append(cx, "middle", "order.paid", 4, 200);
    append(cx, "other", "order.paid", 5, 250);
    const char *const want[] = { "same", "late", "middle", "early" };
    Str               cursor = { 0 };
    for (size_t page = 0; page < 2; page++) {
        Rows rows = { 0 };
        assert_int_equal(event_timeline(cx, 4, ALL, cursor, 2, &rows, &cursor), OK);
        assert_int_equal(rows.count, 2);
        for (size_t i = 0; i < 2; i++)
            assert_true(str_equal(ROWS_AT(Event, rows, i)->id, str_of(want[page * 2 + i])));
    }
    assert_null(cursor.ptr);
    const Str paid[] = { S("order.paid") }, part[] = { S("order.pai"), S("page") };
    const Str both[] = { S("order.paid"), S("page.viewed") };
    assert_int_equal(timeline_size(cx, 4, (Strs){ paid, 1 }), 2);
    assert_int_equal(timeline_size(cx, 4, (Strs){ part, 2 }), 0);
    assert_int_equal(timeline_size(cx, 4, (Strs){ both, 2 }), 4);
    assert_int_equal(timeline_size(test_house_ctx_of(*state, 2), 4, ALL), 0);
}

static void test_a_folded_person_is_read_with_the_other(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    for (int64_t person = 1; person <= 3; person++)
        append(cx, str_fmt(cx->arena, "p%d", (int)person).ptr, "page.viewed", person, 0);
    assert_int_equal(event_fold(cx, 1, 2), OK);
    assert_int_equal(event_fold(cx, 2, 3), OK);
    assert_int_equal(timeline_size(cx, 3, ALL), 3);
    assert_int_equal(timeline_size(cx, 2, ALL), 2);
    assert_int_equal(timeline_size(cx, 1, ALL), 1);
    assert_int_equal(event_unfold(cx, 2, 3), OK);
    assert_int_equal(timeline_size(cx, 3, ALL), 1);
    assert_int_equal(timeline_size(cx, 2, ALL), 2);
}

static void test_a_list_is_by_type_and_object(void **state)
{
    Ctx *cx   = test_house_ctx(*state);
    Rows rows = { 0 };
    Str  next = { 0 };
    for (int i = 0; i < 5; i++)
        append(cx, str_fmt(cx->arena, "v%d", i).ptr, i < 3 ? "page.viewed" : "order.paid", 0, 0);
    append(test_house_ctx_of(*state, 2), "x", "page.viewed", 0, 0);
    cx = test_house_ctx(*state);
    assert_int_equal(event_list(cx, S(""), S(""), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 4);
    assert_true(str_equal(ROWS_AT(Event, rows, 0)->id, S("v4")));
    assert_int_equal(event_list(cx, S(""), S(""), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 1);
    assert_null(next.ptr);
    assert_int_equal(event_list(cx, S("page.viewed"), S(""), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 3);
    assert_int_equal(event_list(cx, S("page.viewed"), S("thing:1"), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 3);
    assert_int_equal(event_list(cx, S(""), S("thing:2"), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(event_oldest(cx, S(""), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 4);
    assert_true(str_equal(ROWS_AT(Event, rows, 0)->id, S("v0")));
    assert_int_equal(event_oldest(cx, S(""), next, 4, &rows, &next), OK);
    assert_int_equal(rows.count, 1);
    assert_true(str_equal(ROWS_AT(Event, rows, 0)->id, S("v4")));
    assert_null(next.ptr);
    assert_int_equal(event_oldest(cx, S("order.paid"), next, 1, &rows, &next), OK);
    assert_true(str_equal(ROWS_AT(Event, rows, 0)->id, S("v3")));
    assert_non_null(next.ptr);
}

static int64_t count_of(Ctx *cx, const char *type)
{
    Rows rows = { 0 };
    assert_int_equal(event_counts(cx, &rows), OK);
    for (size_t i = 0; i < rows.count; i++)
        if (str_equal(ROWS_AT(EventCount, rows, i)->type, str_of(type)))
            return ROWS_AT(EventCount, rows, i)->count;
    return 0;
}

static int64_t listed(Ctx *cx, const char *type, const char *object)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(event_list(cx, str_of(type), str_of(object), S(""), 50, &rows, &next), OK);
    for (size_t i = 0; i < rows.count; i++)
        assert_true(str_equal(ROWS_AT(Event, rows, i)->object, str_of(object)));
    return (int64_t)rows.count;
}

/* Whether the person is the event's own, somebody else's, or nobody's. */
static void test_events_of_an_object_are_found_whoever_the_person_is(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    const struct {
        const char *object;
        int64_t     person_id;
    } all[] = { { "customer:7", 7 },    { "customer:7", 7 }, { "customer:7", 8 },
                { "customer:7", 0 },    { "customer:8", 8 }, { "order:7", 7 },
                { "customer:seven", 7 } };
    for (size_t i = 0; i < COUNT(all); i++) {
        const EventDraft draft = { .type      = i == 1 ? S("contact.added") : S("customer.created"),
                                   .object    = str_of(all[i].object),
                                   .person_id = all[i].person_id };
        assert_int_equal(event_append(cx, &draft, NULL), OK);
    }
    assert_int_equal(listed(cx, "", "customer:7"), 4);
    assert_int_equal(listed(cx, "contact.added", "customer:7"), 1);
    assert_int_equal(listed(cx, "", "customer:8"), 1);
    assert_int_equal(listed(cx, "", "customer:9"), 0);
    assert_int_equal(listed(cx, "", "order:7"), 1);
    assert_int_equal(listed(cx, "", "customer:seven"), 1);
}

static void test_a_list_hides_what_is_not_for_its_reader(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    const char *all[] = { "contact.added", "platform.contact_read", "notification.sent",
                          "user.signed_in", "page.viewed" };
    Rows        rows  = { 0 };
    Str         next  = { 0 };
    for (size_t i = 0; i < COUNT(all); i++) {
        const EventDraft draft = { .id      = str_of(all[i]),
                                   .type    = str_of(all[i]),
                                   .payload = S("{\"mobile\":\"13800000000\"}") };
        assert_int_equal(event_append(cx, &draft, NULL), OK);
    }
    cx->permissions = (PermissionSet){ { 0 } };
    permission_add(&cx->permissions, PERM_CUSTOMER_READ);
    permission_add(&cx->permissions, PERM_CONNECTION_READ);
    assert_int_equal(event_list(cx, S(""), S(""), S(""), 50, &rows, &next), OK);
    event_hide(cx, rows);
    assert_int_equal(rows.count, COUNT(all));
    for (size_t i = 0; i < rows.count; i++) {
        const Event *event = ROWS_AT(Event, rows, i);
        const bool   shown =
            str_equal(event->type, S("contact.added")) || str_equal(event->type, S("page.viewed"));
        assert_int_equal(str_find(event->payload, S("138")) >= 0, shown);
    }
}

static void test_counts_are_exact_at_any_time(void **state)
{
    Ctx    *cx      = test_house_ctx(*state);
    Horizon horizon = { 0 };
    int64_t left    = 1;
    append(cx, "1", "page.viewed", 0, 0);
    append(cx, "2", "page.viewed", 0, 0);
    assert_int_equal(count_of(cx, "page.viewed"), 2);
    assert_int_equal(horizon_look(cx, &horizon), OK);
    while (left > 0)
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
    assert_int_equal(count_of(cx, "page.viewed"), 2);
    append(cx, "3", "page.viewed", 0, 0);
    append(cx, "4", "order.paid", 0, 0);
    assert_int_equal(count_of(cx, "page.viewed"), 3);
    assert_int_equal(horizon_look(cx, &horizon), OK);
    for (left = 1; left > 0;)
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
    assert_int_equal(count_of(cx, "page.viewed"), 3);
    assert_int_equal(count_of(cx, "order.paid"), 1);
    /* Asked from a place that the projection has left meanwhile: nothing counts twice. */
    Rows stale = { 0 };
    assert_int_equal(cx_list(cx, &event_sql_counts, &stale, ARGS(V(cx->tenant_id), V(0))), OK);
    assert_int_equal(stale.count, 2);
    assert_int_equal(ROWS_AT(EventCount, stale, 0)->count, 3);
    assert_int_equal(count_of(test_house_ctx_of(*state, 2), "page.viewed"), 0);
}

/* "abc": the ids of a person's events, oldest first, and the same from the newest on. */
static const char *ids_of(Ctx *cx, int64_t person_id)
{
    Rows rows = { 0 }, back = { 0 }, typed = { 0 };
    Str  next = { 0 };
    assert_int_equal(event_history(cx, person_id, S(""), (Str){ 0 }, 200, &rows, &next), OK);
    assert_int_equal(event_timeline(cx, person_id, ALL, (Str){ 0 }, 200, &back, &next), OK);
    assert_int_equal(event_of_type(cx, person_id, S("page.viewed"), 0, 60, 200, &typed), OK);
    assert_int_equal(rows.count, back.count);
    assert_int_equal(rows.count, typed.count);
    char *ids = arena_make(cx->arena, char, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) {
        const Event *event = ROWS_AT(Event, rows, i);
        assert_true(event->seq == ROWS_AT(Event, back, rows.count - 1 - i)->seq);
        assert_true(event->seq == ROWS_AT(Event, typed, rows.count - 1 - i)->seq);
        ids[i] = event->id.ptr[0];
    }
    return ids;
}

static void test_a_timeline_is_whole_wherever_the_projection_stands(void **state)
{
    Ctx    *cx      = test_house_ctx(*state);
    Horizon horizon = { 0 };
    append(cx, "b", "page.viewed", 5, 20);
    append(cx, "x", "page.viewed", 7, 20);
    append(cx, "d", "page.viewed", 6, 40);
    append(cx, "n", "page.viewed", 0, 40);
    assert_string_equal(ids_of(cx, 5), "b");
    assert_int_equal(event_fold(cx, 6, 5), OK);
    assert_string_equal(ids_of(cx, 5), "bd");
    assert_int_equal(horizon_look(cx, &horizon), OK);
    for (int64_t left = 1; left > 0;)
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
    assert_string_equal(ids_of(cx, 5), "bd");
    append(cx, "c", "page.viewed", 6, 30);
    append(cx, "a", "page.viewed", 5, 10);
    append(cx, "e", "page.viewed", 5, 50);
    assert_string_equal(ids_of(cx, 5), "abcde");
    assert_int_equal(horizon_look(cx, &horizon), OK);
    for (int64_t left = 1; left > 0;)
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
    assert_string_equal(ids_of(cx, 5), "abcde");
    assert_string_equal(ids_of(cx, 6), "cd");
    assert_string_equal(ids_of(cx, 7), "x");
    Rows some = { 0 };
    assert_int_equal(event_of_type(cx, 5, S("page.viewed"), 20, 50, 2, &some), OK);
    assert_int_equal(some.count,
                     2); /* c and d: the newest two of the window, which ends before e */
    assert_int_equal(ROWS_AT(Event, some, 0)->occurred_at_ms, 40);
    assert_int_equal(event_of_type(cx, 5, S("order.paid"), 0, 60, 200, &some), OK);
    assert_int_equal(some.count, 0);
    cx = test_house_ctx(*state);
    assert_int_equal(event_unfold(cx, 6, 5), OK);
    assert_string_equal(ids_of(cx, 5), "abe");
    assert_string_equal(ids_of(test_house_ctx_of(*state, 2), 5), "");
}

/* The events of the log behind `from`, as the scout keeps them. */
static void keep_recent(Ctx *cx, Recent *recent, int64_t from, int64_t until)
{
    Ctx  own      = *cx;
    Rows rows     = { 0 };
    own.arena     = arena_new(1 << 20);
    own.tenant_id = 0;
    assert_int_equal(cx_list(&own, &event_sql_read, &rows,
                             ARGS(V(from), V(until), V((int64_t)-1), V(1000), V(S("[]")))),
                     OK);
    recent_add(recent, own.arena, rows, from, until);
}

/* The projection read from memory, from the store, and from memory that begins too late or ends
 * too early says the same. */
static void test_the_projection_is_the_same_from_memory(void **state)
{
    Ctx    *cx      = test_house_ctx(*state);
    Recent *recent  = recent_new(1 << 20);
    Horizon horizon = { 0 };
    int64_t left    = 1;
    assert_int_equal(horizon_look(cx, &horizon), OK);
    while (left > 0)
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
    const int64_t begin = horizon.last_seq;
    append(cx, "a", "page.viewed", 5, 10);
    append(cx, "b", "page.viewed", 5, 20);
    append(cx, "c", "page.viewed", 5, 30);
    append(cx, "d", "page.viewed", 5, 40);
    assert_int_equal(horizon_look(cx, &horizon), OK);
    keep_recent(cx, recent, begin + 1, begin + 2);
    assert_int_equal(event_projection_advance(cx, recent, begin + 1, &left), OK); /* too late */
    assert_int_equal(left, 0);
    assert_int_equal(event_projection_advance(cx, recent, begin + 3, &left), OK); /* too early */
    assert_int_not_equal(left, 0);
    assert_int_equal(event_projection_advance(cx, recent, horizon.last_seq, &left), OK);
    assert_int_equal(left, 0);
    assert_string_equal(ids_of(cx, 5), "abcd");
    assert_int_equal(count_of(cx, "page.viewed"), 4);
    append(cx, "e", "page.viewed", 5, 50);
    append(cx, "f", "page.viewed", 5, 55);
    assert_int_equal(horizon_look(cx, &horizon), OK);
    keep_recent(cx, recent, begin + 2, horizon.last_seq);
    assert_int_equal(event_projection_advance(cx, recent, horizon.last_seq, &left), OK);
    assert_int_equal(left, 0);
    assert_string_equal(ids_of(cx, 5), "abcdef");
    assert_int_equal(count_of(cx, "page.viewed"), 6);
    recent_free(recent);
}

static size_t history_count(TestHouse *house, int64_t person_id)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(
        event_history(test_house_ctx(house), person_id, S(""), (Str){ 0 }, 200, &rows, &next), OK);
    return rows.count;
}

/* What is written in one step is bounded; wherever it stands, answers are whole. */
static void test_a_long_log_is_followed_in_steps(void **state)
{
    enum { EACH = 170, PERSONS = 100, ALL_EVENTS = EACH * PERSONS };
    TestHouse *house = *state;
    append(test_house_ctx_of(house, 2), "other", "page.viewed", 1, 10);
    Ctx        *cx      = test_house_ctx(house);
    EventDraft *drafts  = arena_make(cx->arena, EventDraft, ALL_EVENTS);
    Horizon     horizon = { 0 };
    int64_t     added   = 0;
    int         steps   = 0;
    for (int i = 0; i < ALL_EVENTS; i++)
        drafts[i] = (EventDraft){ .id        = str_fmt(cx->arena, "e%d", i),
                                  .type      = i % 2 ? S("page.viewed") : S("order.paid"),
                                  .person_id = (int64_t)(i % PERSONS + 1) << (i % PERSONS / 2) };
    assert_int_equal(event_append_all(cx, drafts, ALL_EVENTS, &added), OK);
    assert_int_equal(horizon_look(cx, &horizon), OK);
    for (int64_t left = 1; left > 0; steps++) {
        assert_int_equal(event_projection_advance(cx, NULL, horizon.last_seq, &left), OK);
        assert_int_equal(history_count(house, 1), EACH);
        assert_int_equal(history_count(house, (int64_t)PERSONS << (PERSONS / 2 - 1)), EACH);
        assert_int_equal(count_of(cx, "page.viewed"), ALL_EVENTS / 2);
    }
    assert_int_equal(steps, 2);
}

static void test_every_broken_statement_appends_nothing_or_all(void **state)
{
    TestHouse       *house    = *state;
    const EventDraft drafts[] = { { .id = S("a"), .type = S("page.viewed") },
                                  { .id = S("b"), .type = S("page.viewed") } };
    int              broken   = 0;
    for (int n = 1;; n++) {
        Ctx    *cx    = test_house_ctx(house);
        int64_t added = 0;
        db_fail_at(house->db, n);
        const Code code = event_append_all(cx, drafts, 2, &added);
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        assert_int_equal(count_of(cx, "page.viewed"), code == OK ? 2 : 0);
        if (code == OK) break;
        broken++;
    }
    assert_in_range(broken, 1, 10);
}

/* What a site tells is refused as one of ours only when it has a dot: one of ours without would be
 * believed from anybody. */
static void test_each_of_our_types_has_a_dot(void **state)
{
    const char *without = "none";
    (void)state;
    for (int type = EV_NONE + 1; type < EVENT_TYPE_COUNT; type++) {
        const Str word = event_word((EventType)type);
        Str       past = word;
        if (str_cut(&past, '.').len == 0 || past.len == 0) without = word.ptr;
    }
    assert_string_equal(without, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_of_our_types_has_a_dot),
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_an_event_is_kept_as_it_was_given),
        ON_HOUSE(test_a_known_id_changes_nothing),
        ON_HOUSE(test_many_at_once_count_only_the_new),
        ON_HOUSE(test_what_has_no_form_is_refused),
        ON_HOUSE(test_a_timeline_goes_by_when_it_happened),
        ON_HOUSE(test_a_folded_person_is_read_with_the_other),
        ON_HOUSE(test_a_list_is_by_type_and_object),
        ON_HOUSE(test_a_list_hides_what_is_not_for_its_reader),
        ON_HOUSE(test_events_of_an_object_are_found_whoever_the_person_is),
        ON_HOUSE(test_counts_are_exact_at_any_time),
        ON_HOUSE(test_a_timeline_is_whole_wherever_the_projection_stands),
        ON_HOUSE(test_the_projection_is_the_same_from_memory),
        ON_HOUSE(test_a_long_log_is_followed_in_steps),
        ON_HOUSE(test_every_broken_statement_appends_nothing_or_all),
    };
    return FOR_EACH_ENGINE(tests);
}
