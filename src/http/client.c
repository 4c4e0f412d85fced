/* client.c -- calls to platforms: libcurl handles that keep their connections. */
#include "http/client.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_MS = 10000, CONNECT_MS = 3000, ANSWER_MAX = 8 << 20 };

struct HttpClient {
    pthread_mutex_t lock;
    pthread_cond_t  given_back;
    CURL          **free; /* a stack: the warmest connection is taken first */
    int             free_count, made, max;
};

HttpClient *http_client_new(int connections_max)
{
    ASSERT(connections_max > 0);
    ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    HttpClient *client = calloc(1, sizeof(*client));
    ASSERT(client != NULL);
    client->free = calloc((size_t)connections_max, sizeof(CURL *));
    ASSERT(client->free != NULL);
    client->max = connections_max;
    ASSERT(pthread_mutex_init(&client->lock, NULL) == 0);
    ASSERT(pthread_cond_init(&client->given_back, NULL) == 0);
    return client;
}

void http_client_free(HttpClient *client)
{
    if (!client) return;
    ASSERT(client->free_count == client->made);
    for (int i = 0; i < client->free_count; i++) curl_easy_cleanup(client->free[i]);
    ASSERT(pthread_cond_destroy(&client->given_back) == 0);
    ASSERT(pthread_mutex_destroy(&client->lock) == 0);
    free(client->free);
    free(client);
    curl_global_cleanup();
}

static CURL *take(HttpClient *client)
{
    LOCKED(&client->lock);
    while (client->free_count == 0 && client->made == client->max)
        pthread_cond_wait(&client->given_back, &client->lock);
    if (client->free_count) return client->free[--client->free_count];
    client->made++;
    CURL *curl = curl_easy_init();
    ASSERT(curl != NULL);
    return curl;
}

static void give_back(HttpClient *client, CURL *curl)
{
    curl_easy_reset(curl); /* forgets the call; keeps connections and names */
    LOCKED(&client->lock);
    client->free[client->free_count++] = curl;
    pthread_cond_signal(&client->given_back);
}

/* ---- the answer's body -------------------------------------------------------------- */

typedef struct Body {
    char  *bytes;
    size_t size, room, max;
    bool   is_too_large;
} Body;

static bool make_room(Body *body, size_t need)
{
    enum { FIRST = 4096 };
    if (need <= body->room) return true;
    size_t room = body->room ? body->room * 2 : FIRST;
    if (room < need) room = need;
    char *bytes = realloc(body->bytes, room);
    if (!bytes) return false;
    body->bytes = bytes;
    body->room  = room;
    return true;
}

static size_t take_piece(char *bytes, size_t one, size_t size, void *with)
{
    Body *body = with;
    (void)one; /* always 1 */
    body->is_too_large = body->is_too_large || body->size + size > body->max;
    if (body->is_too_large || !make_room(body, body->size + size)) return 0;
    memcpy(body->bytes + body->size, bytes, size);
    body->size += size;
    return size;
}

/* ---- the call ------------------------------------------------------------------------- */

static struct curl_slist *header_list(Arena *arena, const HttpCall *call)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:"); /* no extra round trip */
    for (int i = 0; i < call->header_count; i++)
        list = curl_slist_append(
            list,
            str_fmt(arena, "%.*s: %.*s", FMT(call->headers[i][0]), FMT(call->headers[i][1])).ptr);
    if (call->type.len)
        list = curl_slist_append(list, str_fmt(arena, "Content-Type: %.*s", FMT(call->type)).ptr);
    ASSERT(list != NULL);
    return list;
}

static void prepare(CURL *curl, Arena *arena, const HttpCall *call, struct curl_slist *headers,
                    Body *body, char *error)
{
    const int64_t timeout_ms = call->timeout_ms > 0 ? call->timeout_ms : TIMEOUT_MS;
    curl_easy_setopt(curl, CURLOPT_URL, str_z(arena, call->url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "weft/" WEFT_VERSION);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_piece);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
    if (strcmp(call->method, "GET") != 0 || call->body.len) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.ptr ? call->body.ptr : "");
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
    }
}

static void read_answer(CURL *curl, Arena *arena, const Body *body, HttpAnswer *out)
{
    long  status = 0;
    char *type   = NULL;
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status); /* stay 0 when they fail */
    (void)curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    out->status = (int)status;
    out->type   = str_copy(arena, str_of(type));
    out->body   = body->size ? str_copy(arena, (Str){ body->bytes, body->size }) : S("");
}

static Code failed(Ctx *cx, const HttpCall *call, const Body *body, CURLcode code,
                   const char *error)
{
    if (body->is_too_large)
        return fail(cx, ERR_LIMIT, "http.answer_too_large", "more than %zu bytes", body->max);
    const char *text = error[0] ? error : curl_easy_strerror(code);
    if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
        return fail(cx, ERR_INVALID, "http.bad_url", "%s", text);
    /* The query may carry tokens: it stays out of the log. */
    Str url = call->url;
    return fail(cx, ERR_UNAVAILABLE, "http.unreachable", "%.*s: %s", FMT(str_cut(&url, '?')), text);
}

Code http_call(Ctx *cx, const HttpCall *call, HttpAnswer *out)
{
    HttpClient *client = cx->services->client;
    ASSERT(client != NULL);
    ASSERT(call->method != NULL);
    ASSERT(call->header_count <= (int)COUNT(call->headers));
    CURL              *curl    = take(client);
    struct curl_slist *headers = header_list(cx->arena, call);
    Body               body    = { .max = call->answer_max ? call->answer_max : ANSWER_MAX };
    char               error[CURL_ERROR_SIZE] = { 0 };
    prepare(curl, cx->arena, call, headers, &body, error);
    const CURLcode done = curl_easy_perform(curl);
    if (done == CURLE_OK) read_answer(curl, cx->arena, &body, out);
    const Code code = done == CURLE_OK ? OK : failed(cx, call, &body, done, error);
    give_back(client, curl);
    curl_slist_free_all(headers);
    free(body.bytes);
    return code;
}
