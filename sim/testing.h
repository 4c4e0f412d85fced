/* testing.h -- what the simulator's tests share: a simulator in the process, calls to it, and
 * an app that receives its callbacks.  Only for *_test.c. */
#ifndef SIM_TESTING_H
#define SIM_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above first. */
#include <cmocka.h>

#include "sim/pump.h"
#include "sim/sim.h"
#include "sys/clock.h"

#include <curl/curl.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#define UNUSED __attribute__((unused))

static const char test_token[]   = "callbackToken";
static const char test_aes_key[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/* An app's callback door: keeps what it could decrypt. */
typedef struct Receiver {
    struct MHD_Daemon *daemon;
    pthread_mutex_t    lock;
    Arena             *arena;
    Str                corp_id;
    Str                message[4096];
    size_t             count, requests, bad;
    int                refuse;   /* answer 500 to so many            */
    int64_t            delay_ms; /* before answering                 */
    bool               wrong_echo;
} Receiver;

typedef struct Test {
    Arena    *arena;
    Sim      *sim;
    Receiver *receiver;
    Corp     *corp;
    Str       base, token;
    int       status; /* of the last call */
    Str       type;
} Test;

/* ---- calling ---------------------------------------------------------------------------- */

typedef struct Reply {
    Arena *arena;
    StrBuf bytes;
} Reply;

static size_t test_collect(char *bytes, size_t size, size_t count, void *arg)
{
    strbuf_add(&((Reply *)arg)->bytes, (Str){ bytes, size * count });
    return size * count;
}

/* The raw answer of a call; `body` NULL = GET. */
static UNUSED Str test_fetch(Test *test, const char *path, const char *body, size_t size,
                             const char *content_type)
{
    CURL              *curl        = curl_easy_init();
    Reply              reply       = { test->arena, strbuf(test->arena, 64u << 20) };
    struct curl_slist *headers     = NULL;
    const char        *type_is     = content_type ? content_type : "";
    const Str          type_header = str_fmt(test->arena, "Content-Type: %s", type_is);
    headers       = curl_slist_append(headers, content_type ? type_header.ptr : "Content-Type:");
    const Str url = str_starts(str_of(path), S("http"))
                        ? str_of(path)
                        : str_fmt(test->arena, "%.*s%s", FMT(test->base), path);
    curl_easy_setopt(curl, CURLOPT_URL, str_z(test->arena, url));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, test_collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60000L);
    if (body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)size);
    }
    const CURLcode code   = curl_easy_perform(curl);
    long           status = 0;
    char          *type   = NULL;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    test->status = code == CURLE_OK ? (int)status : 0;
    test->type   = str_copy(test->arena, str_of(type ? type : ""));
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return strbuf_str(&reply.bytes);
}

static UNUSED const Json *test_json(Test *test, Str text)
{
    const Json      *json   = NULL;
    JsonError        error  = { "" };
    const JsonLimits limits = { .bytes = 64u << 20, .nodes = 4000000, .depth = 64 };
    if (json_parse(test->arena, text, limits, &json, &error) != OK) {
        fail_msg("no JSON: %.*s", FMT(str_slice(text, 0, 300)));
    }
    return json;
}

/* A call under /cgi-bin/ with the test's token. */
static UNUSED const Json *test_api(Test *test, const char *path, const char *body)
{
    const char join = strchr(path, '?') ? '&' : '?';
    const Str  url =
        str_fmt(test->arena, "/cgi-bin/%s%caccess_token=%.*s", path, join, FMT(test->token));
    return test_json(test, test_fetch(test, url.ptr, body, body ? strlen(body) : 0, NULL));
}

static UNUSED const Json *test_admin(Test *test, const char *path, const char *body)
{
    const Str url = str_fmt(test->arena, "/sim/%s", path);
    return test_json(test, test_fetch(test, url.ptr, body, body ? strlen(body) : 0, NULL));
}

static UNUSED int64_t test_code(const Json *answer) { return json_i64(answer, S("errcode"), -999); }

/* printf into the test's arena, as a C string. */
static UNUSED const char *test_fmt(Test *test, const char *format, ...) PRINTF_LIKE(2, 3);
static UNUSED const char *test_fmt(Test *test, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_make(test->arena, char, 4096);
    vsnprintf(text, 4096, format, args);
    va_end(args);
    return text;
}

static UNUSED Str test_str(const Json *json, const char *path)
{
    const Json *value = json_at(json, path);
    if (value == NULL || value->kind != JSON_STR) fail_msg("no text at %s", path);
    return value->as.str;
}

/* ---- the app behind the callbacks ---------------------------------------------------------- */

static Str test_query(struct MHD_Connection *connection, const char *name)
{
    return str_of(MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name));
}

static enum MHD_Result test_answer(struct MHD_Connection *connection, unsigned status, Str body)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_MUST_COPY);
    const enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static Str test_open(Receiver *receiver, struct MHD_Connection *connection, Str cipher)
{
    WxKey       key;
    const char *reason  = NULL;
    Str         message = { 0 };
    if (!wx_signature_holds(str_of(test_token), test_query(connection, "timestamp"),
                            test_query(connection, "nonce"), cipher,
                            test_query(connection, "msg_signature")) ||
        wx_key(str_of(test_aes_key), &key, &reason) != OK ||
        wx_decrypt(receiver->arena, &key, receiver->corp_id, cipher, &message, &reason) != OK) {
        receiver->bad++;
    }
    return message;
}

static enum MHD_Result test_receive(Receiver *receiver, struct MHD_Connection *connection, Str body)
{
    int64_t delay_ms;
    bool    refuses;
    {
        LOCKED(&receiver->lock);
        receiver->requests++;
        refuses = receiver->refuse > 0;
        if (refuses) receiver->refuse--;
        delay_ms        = receiver->delay_ms;
        const Xml *root = NULL;
        if (!refuses && xml_parse(receiver->arena, body, 1u << 20, &root) == OK) {
            const Str message = test_open(receiver, connection, xml_text(root, S("Encrypt")));
            if (message.len && receiver->count < COUNT(receiver->message)) {
                receiver->message[receiver->count++] = message;
            }
        }
    }
    if (delay_ms) clock_sleep_ms(delay_ms);
    return test_answer(connection, refuses ? 500 : 200, S(""));
}

static enum MHD_Result test_serve(void *arg, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *bytes,
                                  size_t *size, void **state)
{
    (void)url;
    (void)version;
    Receiver *receiver = arg;
    StrBuf   *body     = *state;
    if (body == NULL) {
        LOCKED(&receiver->lock);
        body   = arena_make(receiver->arena, StrBuf, 1);
        *body  = strbuf(receiver->arena, 1u << 20);
        *state = body;
        return MHD_YES;
    }
    if (*size) {
        LOCKED(&receiver->lock);
        strbuf_add(body, (Str){ bytes, *size });
        *size = 0;
        return MHD_YES;
    }
    if (strcmp(method, "GET") == 0) {
        LOCKED(&receiver->lock);
        const Str echo = test_open(receiver, connection, test_query(connection, "echostr"));
        return test_answer(connection, 200, receiver->wrong_echo ? S("\"no\"") : echo);
    }
    return test_receive(receiver, connection, strbuf_str(body));
}

static UNUSED Receiver *test_receiver(Str corp_id)
{
    Receiver *receiver = calloc(1, sizeof(*receiver));
    receiver->arena    = arena_new(256u << 20);
    receiver->corp_id  = str_copy(receiver->arena, corp_id);
    pthread_mutex_init(&receiver->lock, NULL);
    receiver->daemon = MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION |
                                            MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL,
                                        0, NULL, NULL, test_serve, receiver, MHD_OPTION_END);
    assert_non_null(receiver->daemon);
    return receiver;
}

static UNUSED void test_receiver_free(Receiver *receiver)
{
    if (receiver == NULL) return;
    MHD_stop_daemon(receiver->daemon);
    pthread_mutex_destroy(&receiver->lock);
    arena_free(receiver->arena);
    free(receiver);
}

static UNUSED const char *test_receiver_url(Test *test, const Receiver *receiver)
{
    const int port = MHD_get_daemon_info(receiver->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return test_fmt(test, "http://127.0.0.1:%d/callback/%.*s", port, FMT(receiver->corp_id));
}

static UNUSED size_t test_count(Receiver *receiver)
{
    LOCKED(&receiver->lock);
    return receiver->count;
}

static UNUSED size_t test_requests(Receiver *receiver)
{
    LOCKED(&receiver->lock);
    return receiver->requests;
}

/* The text of `name` in message `at`. */
static UNUSED Str test_field(Test *test, size_t at, const char *name)
{
    Str message;
    {
        LOCKED(&test->receiver->lock);
        assert_true(at < test->receiver->count);
        message = test->receiver->message[at];
    }
    const Xml *root = NULL;
    assert_int_equal(xml_parse(test->arena, message, 1u << 20, &root), OK);
    return xml_text(root, str_of(name));
}

/* ---- set-up ---------------------------------------------------------------------------------- */

static UNUSED void test_token_of(Test *test, int64_t agent_id)
{
    const App *app = world_app(test->corp, agent_id);
    const Str  url = str_fmt(test->arena, "/cgi-bin/gettoken?corpid=%.*s&corpsecret=%.*s",
                             FMT(test->corp->corp_id), FMT(app->secret));
    test->token =
        test_str(test_json(test, test_fetch(test, url.ptr, NULL, 0, NULL)), "access_token");
}

static UNUSED void test_start(Test *test, const char *world, const char *data)
{
    Str problem = S("");
    test->arena = arena_new(1u << 30);
    test->sim   = sim_start(&(SimOptions){ .listen       = S("127.0.0.1:0"),
                                           .seed         = 7,
                                           .world        = str_of(world),
                                           .data         = str_of(data),
                                           .contacts     = 20000,
                                           .pump_workers = 1, /* deliveries in order */
                                           .door_threads = 2 },
                            test->arena, &problem);
    if (test->sim == NULL) fail_msg("%.*s", FMT(problem));
    test->base = test->sim->world->base_url;
    test->corp = test->sim->world->corps.at[0];
    test_token_of(test, 1000002);
}

static UNUSED void test_stop(Test *test)
{
    sim_stop(test->sim);
    test_receiver_free(test->receiver);
    arena_free(test->arena);
    *test = (Test){ 0 };
}

/* Configures the app's callback to a receiver, as the console of the platform would. */
static UNUSED void test_listen(Test *test, int64_t agent_id)
{
    if (test->receiver == NULL) test->receiver = test_receiver(test->corp->corp_id);
    const char *path =
        test_fmt(test, "apps/%.*s/%lld/callback", FMT(test->corp->corp_id), (long long)agent_id);
    const Json *done =
        test_admin(test, path,
                   test_fmt(test, "{\"url\":\"%s\",\"token\":\"%s\",\"aes_key\":\"%s\"}",
                            test_receiver_url(test, test->receiver), test_token, test_aes_key));
    assert_true(json_bool(done, S("is_set"), false));
}

static UNUSED void test_settle(Test *test) { assert_true(pump_wait_idle(test->sim->pump, 30000)); }

/* A contact way of zhangsan (empty world): its config id. */
static UNUSED Str test_way(Test *test, const char *extra)
{
    const Json *way =
        test_api(test, "externalcontact/add_contact_way",
                 test_fmt(test, "{\"type\":1,\"scene\":2,\"user\":[\"zhangsan\"]%s}", extra));
    assert_int_equal(test_code(way), 0);
    return test_str(way, "config_id");
}

static UNUSED const Json *test_scan(Test *test, Str config_id, const char *extra)
{
    return test_admin(test, "customers/scan",
                      test_fmt(test, "{\"config_id\":\"%.*s\"%s}", FMT(config_id), extra));
}

#endif
