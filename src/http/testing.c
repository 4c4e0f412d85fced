/* testing.c -- a live server and a caller for tests. */
#include "http/testing.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static Str credentials(const HttpRequest *request, bool *by_cookie)
{
    const Str bearer = http_header(request, S("Authorization"));
    *by_cookie       = !str_starts(bearer, S("Bearer "));
    return *by_cookie ? http_cookie(request, S("weft_session")) : str_slice(bearer, 7, bearer.len);
}

Code test_door_authenticate(Ctx *cx, const HttpRequest *request, Identity *out)
{
    bool by_cookie = false;
    Str  rest      = credentials(request, &by_cookie);
    if (!rest.ptr) return OK;
    int64_t   tenant = 0, user = 0;
    const Str first = str_cut(&rest, ':'), second = str_cut(&rest, ':');
    if (!str_to_i64(first, &tenant) || !str_to_i64(second, &user)) return OK;
    *out       = (Identity){ .tenant_id = tenant,
                             .user_id   = user,
                             .zone      = { 480 },
                             .actor     = str_fmt(cx->arena, "user:%lld", (long long)user),
                             .by_cookie = by_cookie };
    out->masks = (Masks){ .birthday = MASK_CLEAR, .remark = MASK_CLEAR }; /* as administrators */
    if (str_equal(rest, S("*"))) out->permissions = (PermissionSet){ { UINT64_MAX, UINT64_MAX } };
    while (rest.ptr) {
        const int permission = value_of(&permission_words, str_cut(&rest, ','));
        if (permission) permission_add(&out->permissions, (Permission)permission);
    }
    return OK;
}

TestDoor *test_door_open(TestHouse *house, HttpServerOptions options)
{
    enum { CONNECTIONS = 80 };
    TestDoor *door        = arena_make(house->arena, TestDoor, 1);
    door->house           = house;
    door->client          = http_client_new(CONNECTIONS, S("127.0.0.1"));
    door->services        = house->services;
    door->services.client = door->client;
    door->sse             = sse_hub_new();
    door->curl            = curl_easy_init();
    if (!options.listen.ptr) options.listen = S("127.0.0.1:0");
    if (!options.authenticate) options.authenticate = test_door_authenticate;
    if (!options.services) options.services = &door->services;
    if (!options.sse) options.sse = door->sse;
    Str        problem = { 0 };
    const Code code    = http_server_start(&options, &door->server, &problem, house->arena);
    if (code != OK) log_line(LOG_ERROR, "test server", "problem=%.*s", FMT(problem));
    ASSERT(code == OK);
    return door;
}

void test_door_close(TestDoor *door)
{
    enum { GRACE_MS = 5000 };
    curl_easy_cleanup(door->curl);
    http_client_free(door->client);
    http_server_stop(door->server, GRACE_MS);
    sse_hub_free(door->sse);
}

static size_t collect(char *bytes, size_t one, size_t size, void *with)
{
    strbuf_add(with, (Str){ bytes, one * size });
    return one * size;
}

TestReply test_door_call(TestDoor *door, const char *method, const char *path, Str body,
                         const char *const *headers)
{
    enum { ANSWER_MAX = 64 << 20, TIMEOUT_S = 60 };
    Arena    *arena = door->house->arena;
    CURL     *curl  = door->curl;
    StrBuf    text = strbuf(arena, ANSWER_MAX), head = strbuf(arena, ANSWER_MAX);
    const Str url = str_fmt(arena, "http://127.0.0.1:%d%s", http_server_port(door->server), path);
    struct curl_slist *list = NULL;
    for (size_t i = 0; headers && headers[i]; i++) list = curl_slist_append(list, headers[i]);
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url.ptr);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &text);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
    if (body.ptr) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.ptr);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    long           status = 0;
    const CURLcode done   = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(list);
    if (done != CURLE_OK) log_line(LOG_WARN, "test call", "error=\"%s\"", curl_easy_strerror(done));
    return (TestReply){ (int)status, strbuf_str(&text), strbuf_str(&head) };
}

Str test_reply_header(const TestReply *reply, Str name)
{
    for (Str rest = reply->head; rest.ptr;) {
        Str       value = str_trim(str_cut(&rest, '\n'));
        const Str key   = str_cut(&value, ':');
        if (value.ptr && str_equal_nocase(key, name)) return str_trim(value);
    }
    return (Str){ 0 };
}

const Json *test_reply_json(TestDoor *door, const TestReply *reply)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    const Code  code  = json_parse(door->house->arena, reply->body, JSON_LIMITS, &json, &error);
    ASSERT(code == OK);
    return json;
}

int test_door_connect(const TestDoor *door)
{
    const int          sock    = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port   = htons((uint16_t)http_server_port(door->server)),
                                   .sin_addr   = { htonl(INADDR_LOOPBACK) } };
    ASSERT(sock >= 0);
    ASSERT(connect(sock, (const struct sockaddr *)(const void *)&address, sizeof(address)) == 0);
    return sock;
}
