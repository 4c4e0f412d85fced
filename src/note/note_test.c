/* Notes: who may write, change and delete them, and that nothing of them stands in the log. */
#include "http/testing.h"
#include "note/note.h"
#include "note/note_http.h"

#include "channel/channel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* One contact of one member, as the platform tells of him. */
static CustomerId person_of(Ctx *cx)
{
    Connection connection = { 0 };
    Rows       events     = { 0 };
    Str        next       = { 0 };
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = S("ww0123456789abcdef"),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    const Str payload =
        str_fmt(cx->arena,
                "{\"connection_id\":\"%lld\",\"corp_id\":\"ww0123456789abcdef\",\"via\":\"sync\","
                "\"contact\":{\"external_userid\":\"wmA\",\"name\":\"王五\",\"type\":1},"
                "\"relations\":[{\"userid\":\"zhangsan\",\"createtime_ms\":%lld,\"add_way\":1}]}",
                (long long)connection.id, (long long)cx->now_ms - 5000);
    const Event event = { .tenant_id      = cx->tenant_id,
                          .type           = event_word(EV_PLATFORM_CONTACT_READ),
                          .occurred_at_ms = cx->now_ms,
                          .payload        = payload };
    GOOD(cx, customer_consumer.hear(cx, &event));
    GOOD(cx, event_list(cx, event_word(EV_CUSTOMER_CREATED), S(""), (Str){ 0 }, 1, &events, &next));
    return (CustomerId){ ROWS_AT(Event, events, 0)->person_id };
}

static NoteView write(Ctx *cx, CustomerId person, const char *text, bool is_pinned)
{
    NoteView        view  = { 0 };
    const NoteDraft draft = { .text = str_of(text), .is_pinned = is_pinned };
    GOOD(cx, note_write(cx, person, &draft, &view));
    return view;
}

static void refused(Ctx *cx, Code got, Code want, const char *reason)
{
    assert_int_equal(got, want);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

static void test_pinned_notes_come_first_then_the_newest(void **state)
{
    Ctx             *cx     = test_house_ctx(*state);
    const CustomerId person = person_of(cx);
    const char      *want[] = { "置顶", "三", "二", "一" };
    Rows             items  = { 0 };
    Str              cursor = { 0 };
    write(cx, person, "一", false);
    write(cx, person, "置顶", true);
    write(cx, person, "二", false);
    write(cx, person, " 三 ", false);
    for (size_t i = 0; i < COUNT(want); i++) {
        Str next = { 0 };
        GOOD(cx, note_list(cx, person, cursor, 1, &items, &next));
        assert_string_equal(str_z(cx->arena, ROWS_AT(NoteView, items, 0)->text), want[i]);
        cursor = next;
    }
    assert_int_equal(cursor.len, 0);
}

static void test_only_the_author_or_an_administrator_changes_a_note(void **state)
{
    Ctx             *cx     = test_house_ctx(*state);
    const CustomerId person = person_of(cx);
    const NoteView   note   = write(cx, person, "他喜欢乌龙茶", false);
    const NoteId     id     = { note.id };
    NoteView         view   = { 0 };
    NoteDraft        draft  = { .text = S("改"), .is_pinned = true };
    cx->user_id             = 9;
    cx->permissions         = (PermissionSet){ 0 };
    permission_add(&cx->permissions, PERM_CUSTOMER_WRITE);
    refused(cx, note_edit(cx, person, id, 1, &draft, NOTE_TEXT, &view), ERR_DENIED,
            "note.not_yours");
    refused(cx, note_delete(cx, person, id, 1), ERR_DENIED, "note.not_yours");
    GOOD(cx, note_edit(cx, person, id, 1, &draft, NOTE_PINNED, &view));
    assert_true(view.is_pinned && !view.may_edit && view.edited_at_ms == 0);
    refused(cx, note_edit(cx, person, id, 1, &draft, NOTE_PINNED, &view), ERR_CONFLICT,
            "note.changed_meanwhile");
    permission_add(&cx->permissions, PERM_USER_WRITE);
    GOOD(cx, note_edit(cx, person, id, 2, &draft, NOTE_TEXT, &view));
    assert_true(view.may_edit && view.edited_at_ms == cx->now_ms);
    GOOD(cx, note_delete(cx, person, id, 3));
    refused(cx, note_delete(cx, person, id, 4), ERR_NOT_FOUND, "note.not_found");
}

static void test_no_text_stands_in_the_log(void **state)
{
    Ctx             *cx     = test_house_ctx(*state);
    const CustomerId person = person_of(cx);
    const Str        type   = event_word(EV_CUSTOMER_NOTED);
    Rows             events = { 0 };
    Str              next   = { 0 };
    write(cx, person, "他喜欢乌龙茶", false);
    GOOD(cx, event_timeline(cx, person.v, (Strs){ &type, 1 }, (Str){ 0 }, 9, &events, &next));
    assert_int_equal(events.count, 1);
    assert_true(str_find(ROWS_AT(Event, events, 0)->payload, S("乌龙茶")) < 0);
}

static void test_a_note_says_something(void **state)
{
    Ctx             *cx     = test_house_ctx(*state);
    const CustomerId person = person_of(cx);
    const int64_t    none[] = { 12345 };
    NoteView         view   = { 0 };
    NoteDraft        draft  = { .text = S("  ") };
    refused(cx, note_write(cx, person, &draft, &view), ERR_INVALID, "note.empty");
    draft.media_ids = (Ids){ none, 1 };
    refused(cx, note_write(cx, person, &draft, &view), ERR_INVALID, "note.file_unknown");
    refused(cx, note_write(cx, (CustomerId){ 77 }, &draft, &view), ERR_NOT_FOUND,
            "customer.not_found");
}

static void test_a_file_of_a_note_is_kept_until_the_note_goes(void **state)
{
    static const char png[]  = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    Ctx              *cx     = test_house_ctx(*state);
    const CustomerId  person = person_of(cx);
    Media             media  = { 0 };
    NoteView          view   = { 0 };
    GOOD(cx, content_media_put(cx, S("合同.png"), (Str){ png, sizeof(png) - 1 }, &media));
    const int64_t   ids[] = { media.id };
    const NoteDraft draft = { .media_ids = { ids, 1 } };
    GOOD(cx, note_write(cx, person, &draft, &view));
    assert_int_equal(view.files.count, 1);
    assert_string_equal(str_z(cx->arena, ROWS_AT(NoteFile, view.files, 0)->name), "合同.png");
    refused(cx, content_media_delete(cx, (MediaId){ media.id }), ERR_CONFLICT, "media.in_use");
    GOOD(cx, note_delete(cx, person, (NoteId){ view.id }, 1));
    GOOD(cx, content_media_delete(cx, (MediaId){ media.id }));
}

static void test_another_tenant_sees_nothing(void **state)
{
    TestHouse       *house  = *state;
    Ctx             *cx     = test_house_ctx(house);
    const CustomerId person = person_of(cx);
    const NoteId     id     = { write(cx, person, "我们的", false).id };
    Rows             items  = { 0 };
    Str              next   = { 0 };
    Ctx             *other  = test_house_ctx_of(house, 2);
    refused(other, note_list(other, person, (Str){ 0 }, 9, &items, &next), ERR_NOT_FOUND,
            "customer.not_found");
    refused(other, note_delete(other, person, id, 1), ERR_NOT_FOUND, "note.not_found");
}

static void test_every_route_answers(void **state)
{
    TestHouse             *house   = *state;
    const RouteList *const lists[] = { &note_routes };
    const CustomerId       person  = person_of(test_house_ctx(house));
    TestDoor              *door =
        test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 1 });
    const char *head[] = { "Authorization: Bearer 1:7:*", "Content-Type: application/json", NULL,
                           NULL };
    const char *path   = str_z(
          house->arena, str_fmt(house->arena, "/api/customers/%lld/notes", (long long)person.v));
    TestReply reply = test_door_call(door, "POST", path, S("{\"text\":\"你好\"}"), head);
    assert_int_equal(reply.status, 201);
    const Str   id  = json_str(test_reply_json(door, &reply), S("id"));
    const char *one = str_z(house->arena, str_fmt(house->arena, "%s/%.*s", path, FMT(id)));
    reply           = test_door_call(door, "GET", path, (Str){ 0 }, head);
    assert_non_null(json_at(test_reply_json(door, &reply), "items[0].text"));
    head[2] = "If-Match: \"r1\"";
    reply   = test_door_call(door, "PATCH", one, S("{\"is_pinned\":true}"), head);
    assert_int_equal(reply.status, 200);
    assert_int_equal(test_door_call(door, "PATCH", one, S("{\"text\":\"x\"}"), head).status, 412);
    head[2] = "If-Match: \"r2\"";
    assert_int_equal(test_door_call(door, "DELETE", one, (Str){ 0 }, head).status, 204);
    test_door_close(door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_pinned_notes_come_first_then_the_newest),
        ON_HOUSE(test_only_the_author_or_an_administrator_changes_a_note),
        ON_HOUSE(test_no_text_stands_in_the_log),
        ON_HOUSE(test_a_note_says_something),
        ON_HOUSE(test_a_file_of_a_note_is_kept_until_the_note_goes),
        ON_HOUSE(test_another_tenant_sees_nothing),
        ON_HOUSE(test_every_route_answers),
    };
    return FOR_EACH_ENGINE(tests);
}
