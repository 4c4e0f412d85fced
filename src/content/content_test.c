/* Media by their bytes, messages by the platform's limits, and the routes. */
#include "content/content.h"
#include "content/content_http.h"
#include "content/content_image.h"
#include "http/testing.h"
#include "kernel/testing.h"
#include "sys/file.h"
#include "sys/thread.h"
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

/* Headers are all that is looked at; the rest is filling. */
#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\xA0\0\0\x04\x38\x08\2\0\0\0filling"
/* Two pixels, one of them clear. */
#define LOGO                                                                                 \
    "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\2\0\0\0\1\10\6\0\0\0\364\042\177\212\0\0\0\017IDAT" \
    "\170\332\143\270\142\301\373\237\001\010\000\015\172\002\031\212\034\203\121"           \
    "\0\0\0\0IEND\256\102\140\202"
#define JPEG "\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC0\0\x11\x08\x02\x58\x03\x20\3filling"
#define MP4      \
    "\0\0\0\x18" \
    "ftypmp42filling"

static Media put(Ctx *cx, const char *name, Str bytes)
{
    Media media = { 0 };
    GOOD(cx, content_media_put(cx, str_of(name), bytes, &media));
    return media;
}

static void assert_reason(Ctx *cx, Code got, Code want, const char *reason, const char *field)
{
    assert_int_equal(got, want);
    assert_string_equal(cx->err.reason, reason);
    if (field) assert_string_equal(str_z(cx->arena, cx->err.field), field);
    forgive(cx);
}

/* ---- media ------------------------------------------------------------------------------ */

static void test_the_size_of_a_picture_is_read_from_its_header(void **state)
{
    (void)state;
    int32_t width = 1, height = 2;
    assert_true(content_image_size(S(PNG), &width, &height));
    assert_int_equal(width, 1440);
    assert_int_equal(height, 1080);
    assert_true(content_image_size(S(JPEG), &width, &height));
    assert_int_equal(width, 800);
    assert_int_equal(height, 600);
    for (size_t len = 0; len < 24; len++)
        assert_false(content_image_size((Str){ PNG, len }, &width, &height));
    for (size_t len = 0; len < 18; len++)
        assert_false(content_image_size((Str){ JPEG, len }, &width, &height));
    assert_false(content_image_size(S("\xFF\xD8\xFF\xDA\0\4abcdefghijk"), &width, &height));
    assert_int_equal(width, 800); /* untouched by failures */
}

static void test_bytes_tell_the_kind_and_names_do_not(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    const Media image = put(cx, "../../etc/海报\n.png", S(PNG)), film = put(cx, "a.png", S(MP4));
    assert_int_equal(image.kind, MEDIA_IMAGE);
    assert_int_equal(image.width, 1440);
    assert_string_equal(str_z(cx->arena, image.name), "海报.png");
    assert_int_equal(film.kind, MEDIA_VIDEO);
    assert_string_equal(str_z(cx->arena, film.mime), "video/mp4");
    const Media text = put(cx, "picture.png", S("only text"));
    assert_int_equal(text.kind, MEDIA_FILE);
    assert_string_equal(str_z(cx->arena, text.mime), "application/octet-stream");
    assert_int_equal(put(cx, "voice.amr", S("#!AMR\nfilling")).kind, MEDIA_VOICE);
    Media none;
    assert_reason(cx, content_media_put(cx, S("a.png"), S("12345"), &none), ERR_INVALID,
                  "media.empty", NULL);
    assert_reason(cx, content_media_put(cx, S("a.gif"), S("GIF89a filling"), &none), ERR_INVALID,
                  "media.unsupported", NULL);
    assert_reason(cx, content_media_put(cx, S("a.png"), S("\x89PNG\r\n\x1a\nbroken"), &none),
                  ERR_INVALID, "media.unsupported", NULL);
}

static void test_sizes_are_those_of_the_platform(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    static const struct {
        const char *head;
        size_t      head_len, max;
    } kinds[] = {
        { PNG, sizeof(PNG) - 1, 10u << 20 },
        { MP4, sizeof(MP4) - 1, 10u << 20 },
        { "#!AMR\n", 6, 2u << 20 },
        { "plain text", 10, 20u << 20 },
    };
    char *bytes = arena_alloc(cx->arena, (20u << 20) + 1, 1);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        Media media;
        memset(bytes, 'x', 64);
        memcpy(bytes, kinds[i].head, kinds[i].head_len);
        GOOD(cx, content_media_put(cx, S("a"), (Str){ bytes, kinds[i].max }, &media));
        assert_reason(cx, content_media_put(cx, S("a"), (Str){ bytes, kinds[i].max + 1 }, &media),
                      ERR_LIMIT, "media.too_large", NULL);
    }
}

static void test_equal_bytes_share_a_file_until_the_last_is_deleted(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    const Media first = put(cx, "a.png", S(PNG)), second = put(cx, "b.png", S(PNG));
    const char *path  = str_z(cx->arena, content_media_path(cx, &first));
    Str         bytes = { 0 };
    assert_true(str_equal(content_media_path(cx, &second), content_media_path(cx, &first)));
    GOOD(cx, content_media_delete(cx, (MediaId){ first.id }));
    assert_true(file_exists(path));
    GOOD(cx, content_media_bytes(cx, &second, &bytes));
    assert_true(str_equal(bytes, S(PNG)));
    GOOD(cx, content_media_delete(cx, (MediaId){ second.id }));
    assert_false(file_exists(path));
}

/* Puts, reads and deletes the same bytes again and again; counts the files that were gone. */
typedef struct Twin {
    TestHouse *house;
    int        missing;
} Twin;

static void *come_and_go(void *with)
{
    enum { ROUNDS = 150 };
    Twin  *twin  = with;
    Arena *arena = arena_new(16 << 20);
    for (int i = 0; i < ROUNDS; i++) {
        Ctx   cx    = ctx_system(&twin->house->services, arena, 1, "system:test");
        Media media = put(&cx, "a.png", S(PNG));
        Str   bytes = { 0 };
        if (content_media_bytes(&cx, &media, &bytes) != OK) twin->missing++;
        forgive(&cx);
        GOOD(&cx, content_media_delete(&cx, (MediaId){ media.id }));
        arena_reset(arena);
    }
    arena_free(arena);
    return NULL;
}

static void test_a_file_put_while_its_twin_is_deleted_stays(void **state)
{
    enum { TWINS = 3 };
    Twin      twins[TWINS];
    pthread_t threads[TWINS];
    if (test_house_engine() != DB_SQLITE) skip(); /* there, one writes at a time */
    for (int i = 0; i < TWINS; i++) {
        twins[i]   = (Twin){ .house = *state };
        threads[i] = thread_start("twin", 512, come_and_go, &twins[i]);
    }
    for (int i = 0; i < TWINS; i++) thread_join(threads[i]);
    for (int i = 0; i < TWINS; i++) assert_int_equal(twins[i].missing, 0);
}

static void test_a_file_in_use_is_not_deleted(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Media   image   = put(cx, "a.png", S(PNG));
    Attachment    one     = { .kind = ATTACHMENT_IMAGE, .media_id = image.id };
    const Message message = { .attachments = { &one, 1 } };
    GOOD(cx, content_message_uses(cx, S("welcome_policy:7"), &message));
    assert_reason(cx, content_media_delete(cx, (MediaId){ image.id }), ERR_CONFLICT, "media.in_use",
                  NULL);
    GOOD(cx, content_message_uses(cx, S("welcome_policy:7"), NULL));
    GOOD(cx, content_media_delete(cx, (MediaId){ image.id }));
}

static void test_the_brands_logo_is_a_picture_that_stays(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    const Media image = put(cx, "logo.png", S(LOGO)), text = put(cx, "a.txt", S("plain text"));
    const Media torn  = put(cx, "torn.png", S(PNG));
    Media       logo  = { 0 };
    bool        found = true;
    GOOD(cx, content_brand_logo(cx, &logo, &found));
    assert_false(found);
    assert_reason(cx, content_brand_set_logo(cx, (MediaId){ text.id }), ERR_INVALID,
                  "brand.logo_not_a_picture", "media_id");
    assert_reason(cx, content_brand_set_logo(cx, (MediaId){ torn.id }), ERR_INVALID,
                  "picture.unreadable", NULL);
    GOOD(cx, content_brand_set_logo(cx, (MediaId){ image.id }));
    GOOD(cx, content_brand_logo(cx, &logo, &found));
    assert_true(found && logo.id == image.id);
    assert_reason(cx, content_media_delete(cx, (MediaId){ image.id }), ERR_CONFLICT, "media.in_use",
                  NULL);
    GOOD(cx, content_brand_set_logo(cx, (MediaId){ 0 }));
    GOOD(cx, content_media_delete(cx, (MediaId){ image.id }));
}

static void test_media_page_newest_first(void **state)
{
    Ctx *cx   = test_house_ctx(*state);
    Rows rows = { 0 };
    Str  next = { 0 };
    for (int i = 0; i < 5; i++) (void)put(cx, "a", str_fmt(cx->arena, "plain text %d", i));
    const Media image = put(cx, "a.png", S(PNG));
    GOOD(cx, content_media_list(cx, 0, (Str){ 0 }, 4, &rows, &next));
    assert_int_equal(rows.count, 4);
    assert_int_equal(ROWS_AT(Media, rows, 0)->id, image.id);
    GOOD(cx, content_media_list(cx, 0, next, 4, &rows, &next));
    assert_int_equal(rows.count, 2);
    assert_null(next.ptr);
    GOOD(cx, content_media_list(cx, MEDIA_IMAGE, (Str){ 0 }, 4, &rows, &next));
    assert_int_equal(rows.count, 1);
}

/* ---- messages ----------------------------------------------------------------------------- */

static Str long_text(Ctx *cx, size_t bytes)
{
    char *text = arena_alloc(cx->arena, bytes + 1, 1);
    memset(text, 'x', bytes);
    return (Str){ text, bytes };
}

static const char *word_z(Ctx *cx, const char *format, const char *word)
{
    return str_z(cx->arena, str_replace(cx->arena, str_of(format), S("%s"), str_of(word)));
}

static void test_limits_of_the_platform_are_told_with_their_path(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    const int64_t image = put(cx, "a.png", S(PNG)).id, film = put(cx, "a.mp4", S(MP4)).id;
    const Str     url = S("https://weft.example/a");
    // clang-format off
#define LINK .kind = ATTACHMENT_LINK
#define MINI .kind = ATTACHMENT_MINI_PROGRAM
#define IMAGE .kind = ATTACHMENT_IMAGE
#define COVER .cover_media_id = image
#define PLACE .app_id = S("wx1"), .page = S("/p")
    const struct { Attachment one; const char *reason, *field; } cases[] = {
        { { IMAGE, .media_id = image },                             NULL, NULL },
        { { IMAGE },                                                "media_missing", "media_id" },
        { { IMAGE, .media_id = 99 },                                "media_unknown", "media_id" },
        { { IMAGE, .media_id = film },                          "wrong_media_kind", "media_id" },
        { { .kind = ATTACHMENT_VIDEO, .media_id = film },           NULL, NULL },
        { { .kind = ATTACHMENT_FILE, .media_id = image },           NULL, NULL },
        { { LINK, .title = long_text(cx, 128), .url = url, COVER }, NULL, NULL },
        { { LINK, .url = url },                                     "title_missing", "title" },
        { { LINK, .title = long_text(cx, 129), .url = url },        "title_too_long", "title" },
        { { LINK, .title = S("t"), .url = url, .description = long_text(cx, 512) }, NULL, NULL },
        { { LINK, .title = S("t"), .url = url, .description = long_text(cx, 513) },
                                                          "description_too_long", "description" },
        { { LINK, .title = S("t") },                                "url_missing", "url" },
        { { LINK, .title = S("t"), .url = S("javascript:alert(1)") }, "url_malformed", "url" },
        { { LINK, .title = S("t"), .url = url, .cover_media_id = film },
                                                          "wrong_media_kind", "cover_media_id" },
        { { MINI, .title = long_text(cx, 64), PLACE, COVER },       NULL, NULL },
        { { MINI, PLACE, COVER },                                   "title_missing", "title" },
        { { MINI, .title = long_text(cx, 65), PLACE, COVER },       "title_too_long", "title" },
        { { MINI, .title = S("t"), .page = S("/p"), COVER },        "app_id_missing", "app_id" },
        { { MINI, .title = S("t"), .app_id = S("wx1"), COVER },     "page_missing", "page" },
        { { MINI, .title = S("t"), PLACE },                  "cover_missing", "cover_media_id" },
    };
    // clang-format on
    for (size_t i = 0; i < COUNT(cases); i++) {
        Attachment    one     = cases[i].one;
        const Message message = { .attachments = { &one, 1 } };
        const Code    code    = content_message_check(cx, &message, S("welcome"));
        if (cases[i].reason)
            assert_reason(cx, code, ERR_INVALID, word_z(cx, "message.%s", cases[i].reason),
                          word_z(cx, "welcome.attachments[0].%s", cases[i].field));
        else
            GOOD(cx, code);
    }
}

static void test_text_is_counted_in_bytes_and_attachments_in_pieces(void **state)
{
    Ctx          *cx = test_house_ctx(*state);
    Attachment    ten[10];
    const int64_t image = put(cx, "a.png", S(PNG)).id;
    for (size_t i = 0; i < 10; i++)
        ten[i] = (Attachment){ .kind = ATTACHMENT_IMAGE, .media_id = image };
    GOOD(cx, content_message_check(cx, &(Message){ .text = long_text(cx, 4000) }, (Str){ 0 }));
    assert_reason(cx,
                  content_message_check(cx, &(Message){ .text = long_text(cx, 4001) }, (Str){ 0 }),
                  ERR_INVALID, "message.text_too_long", "text");
    GOOD(cx, content_message_check(cx, &(Message){ .attachments = { ten, 9 } }, (Str){ 0 }));
    assert_reason(cx,
                  content_message_check(cx, &(Message){ .attachments = { ten, 10 } }, S("message")),
                  ERR_INVALID, "message.too_many_attachments", "message.attachments");
    assert_reason(cx, content_message_check(cx, &(Message){ .text = S(" ") }, S("message")),
                  ERR_INVALID, "message.empty", "message.text");
}

static void test_variables_are_filled_and_other_braces_stay(void **state)
{
    Ctx                     *cx         = test_house_ctx(*state);
    const MessageVars        vars       = { .customer_name = S("{门店}"),
                                            .staff_name    = S("小李"),
                                            .store_name    = S("人民广场店"),
                                            .date          = S("2026-11-22"),
                                            .channel       = S("海报") };
    static const char *const texts[][2] = {
        { "", "" },
        { "您好", "您好" },
        { "{客户昵称},我是{门店}的{员工姓名}",
          "{门店},我是人民广场店的小李" }, /* filled once, not twice */
        { "{日期}{渠道}", "2026-11-22海报" },
        { "{折扣} {} { {{客户昵称}", "{折扣} {} { {{门店}" },
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_string_equal(str_z(cx->arena, content_render(cx, str_of(texts[i][0]), &vars)),
                            texts[i][1]);
    assert_string_equal(
        str_z(cx->arena, content_render(cx, S("{客户昵称}好"), &(MessageVars){ 0 })), "您好");
}

static void test_a_message_survives_storing_and_reaches_the_platform(void **state)
{
    Ctx        *cx     = test_house_ctx(*state);
    const Media image  = put(cx, "a.png", S(PNG));
    Attachment  two[2] = {
         { .kind = ATTACHMENT_IMAGE, .media_id = image.id, .media_url = S("/ignored") },
         { .kind           = ATTACHMENT_LINK,
           .title          = S("{门店}"),
           .url            = S("https://weft.example"),
           .cover_media_id = image.id }
    };
    const Message message = { .text = S("{客户昵称}\"好\"\n"), .attachments = { two, 2 } };
    Message       back;
    Str           json = { 0 };
    GOOD(cx, content_message_parse(cx, content_message_json(cx, &message), &back));
    assert_true(str_equal(back.text, message.text));
    assert_int_equal(back.attachments.count, 2);
    assert_null(ROWS_AT(Attachment, back.attachments, 0)->media_url.ptr);
    content_message_urls(cx, &back);
    assert_true(str_ends(ROWS_AT(Attachment, back.attachments, 1)->cover_media_url, S("/file")));
    GOOD(cx, content_message_platform_json(cx, &back, &(MessageVars){ .store_name = S("门店一") },
                                           &json));
    const Json *parsed = NULL;
    JsonError   error  = { 0 };
    assert_int_equal(json_parse(cx->arena, json, JSON_LIMITS, &parsed, &error), OK);
    assert_true(str_equal(json_str(parsed, S("text")), S("您\"好\"\n")));
    assert_true(
        str_equal(json_str(json_at(parsed, "attachments[0].media"), S("mime")), S("image/png")));
    assert_true(file_exists(
        str_z(cx->arena, json_str(json_at(parsed, "attachments[0].media"), S("path")))));
    assert_true(str_equal(json_str(json_at(parsed, "attachments[1]"), S("title")), S("门店一")));
    assert_non_null(json_at(parsed, "attachments[1].cover.sha256"));
    GOOD(cx, content_message_platform_json(cx, &(Message){ .text = S("{客户昵称}") },
                                           &(MessageVars){ .customer_name = long_text(cx, 5000) },
                                           &json));
    GOOD(cx, json_parse(cx->arena, json, JSON_LIMITS, &parsed, &error));
    assert_int_equal(json_str(parsed, S("text")).len, MESSAGE_TEXT_BYTES_MAX);
}

/* ---- borders ------------------------------------------------------------------------------- */

static void test_another_tenant_sees_no_media(void **state)
{
    TestHouse  *house = *state;
    const Media image = put(test_house_ctx(house), "a.png", S(PNG));
    Ctx        *cx    = test_house_ctx_of(house, TEST_TENANT + 1);
    Media       media;
    Rows        rows = { 0 };
    Str         next = { 0 };
    Attachment  one  = { .kind = ATTACHMENT_IMAGE, .media_id = image.id };
    assert_reason(cx, content_media_get(cx, (MediaId){ image.id }, &media), ERR_NOT_FOUND,
                  "media.not_found", NULL);
    assert_reason(cx, content_media_delete(cx, (MediaId){ image.id }), ERR_NOT_FOUND,
                  "media.not_found", NULL);
    assert_reason(cx,
                  content_message_check(cx, &(Message){ .attachments = { &one, 1 } }, (Str){ 0 }),
                  ERR_INVALID, "message.media_unknown", NULL);
    GOOD(cx, content_media_list(cx, 0, (Str){ 0 }, 10, &rows, &next));
    assert_int_equal(rows.count, 0);
}

static void test_every_statement_fits_the_schema(void **state)
{
    Ctx                 *cx       = test_house_ctx(*state);
    const SqlList *const lists[]  = { &content_sql };
    Str                  problems = { 0 };
    if (db_check(cx->db, cx->arena, lists, 1, &problems) != OK) fail_msg("%.*s", FMT(problems));
}

static void test_a_file_goes_up_and_comes_down_as_it_was(void **state)
{
    TestHouse             *house   = *state;
    const RouteList *const lists[] = { &content_routes };
    TestDoor              *door =
        test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 1 });
    const Str body =
        S("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"海报 1.png\"\r\n"
          "Content-Type: text/html\r\n\r\n" PNG "\r\n--b--\r\n");
    const char *const up[]    = { "Authorization: Bearer 1:7:*",
                                  "Content-Type: multipart/form-data; boundary=b", NULL };
    const char *const down[]  = { "Authorization: Bearer 1:7:content.read", NULL };
    const char *const else_[] = { "Authorization: Bearer 2:7:content.read", NULL };
    TestReply         reply   = test_door_call(door, "POST", "/api/media", body, up);
    assert_int_equal(reply.status, 201);
    const Json *json = test_reply_json(door, &reply);
    const char *path = str_z(house->arena, json_str(json, S("url")));
    assert_int_equal(json_i64(json, S("width"), 0), 1440);
    reply = test_door_call(door, "GET", path, (Str){ 0 }, down);
    assert_int_equal(reply.status, 200);
    assert_true(str_equal(reply.body, S(PNG)));
    assert_true(str_equal(test_reply_header(&reply, S("Content-Type")), S("image/png")));
    assert_true(str_equal(test_reply_header(&reply, S("X-Content-Type-Options")), S("nosniff")));
    assert_true(str_equal(test_reply_header(&reply, S("Content-Disposition")),
                          S("inline; filename*=UTF-8''%E6%B5%B7%E6%8A%A5%201.png")));
    assert_int_equal(test_door_call(door, "GET", path, (Str){ 0 }, else_).status, 404);
    assert_int_equal(test_door_call(door, "GET", "/api/media?limit=1", (Str){ 0 }, down).status,
                     200);
    reply = test_door_call(door, "POST", "/api/media", S("nonsense"), up);
    assert_int_equal(reply.status, 400);
    test_door_close(door);
}

int main(void)
{
    const struct CMUnitTest rules[] = { cmocka_unit_test(
        test_the_size_of_a_picture_is_read_from_its_header) };
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_bytes_tell_the_kind_and_names_do_not),
        ON_HOUSE(test_sizes_are_those_of_the_platform),
        ON_HOUSE(test_equal_bytes_share_a_file_until_the_last_is_deleted),
        ON_HOUSE(test_a_file_put_while_its_twin_is_deleted_stays),
        ON_HOUSE(test_a_file_in_use_is_not_deleted),
        ON_HOUSE(test_the_brands_logo_is_a_picture_that_stays),
        ON_HOUSE(test_media_page_newest_first),
        ON_HOUSE(test_limits_of_the_platform_are_told_with_their_path),
        ON_HOUSE(test_text_is_counted_in_bytes_and_attachments_in_pieces),
        ON_HOUSE(test_variables_are_filled_and_other_braces_stay),
        ON_HOUSE(test_a_message_survives_storing_and_reaches_the_platform),
        ON_HOUSE(test_another_tenant_sees_no_media),
        ON_HOUSE(test_a_file_goes_up_and_comes_down_as_it_was),
    };
    return cmocka_run_group_tests_name("rule", rules, NULL, NULL) + FOR_EACH_ENGINE(tests);
}
