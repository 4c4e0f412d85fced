/* client.c -- calls to platforms: libcurl handles that keep their connections. */
#include "http/client.h"

#include "http/address.h"
#include "wire/wire.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { TIMEOUT_MS = 10000, CONNECT_MS = 3000, ANSWER_MAX = 8 << 20 };

struct HttpClient {
    pthread_mutex_t lock;
    pthread_cond_t  given_back;
    CURL          **free; /* a stack: the warmest connection is taken first */
    int             free_count, made, max;
    char           *private_hosts;
};

HttpClient *http_client_new(int connections_max, Str private_hosts)
{
    ASSERT(connections_max > 0);
    ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    HttpClient *client = calloc(1, sizeof(*client));
    ASSERT(client != NULL);
    client->free = calloc((size_t)connections_max, sizeof(CURL *));
    ASSERT(client->free != NULL);
    client->max           = connections_max;
    client->private_hosts = strndup(private_hosts.ptr ? private_hosts.ptr : "", private_hosts.len);
    ASSERT(client->private_hosts != NULL);
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
    free(client->private_hosts);
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

/* ---- where calls may go ---------------------------------------------------------------- */

static bool is_private_host(const HttpClient *client, Str host)
{
    for (Str rest = str_of(client->private_hosts); rest.ptr;) {
        const Str one = str_cut(&rest, ' ');
        if (one.len > 0 && str_equal_nocase(one, host)) return true;
    }
    return false;
}

bool http_client_allows(const HttpClient *client, Arena *arena, Str url)
{
    Url     parsed;
    uint8_t bytes[16] = { 0 };
    size_t  size      = 0;
    if (url_parse(url, &parsed) != OK) return false;
    if (is_private_host(client, parsed.host)) return true;
    if (!str_equal(parsed.scheme, S("https"))) return false;
    return !address_of(arena, parsed.host, bytes, &size) || address_is_public(bytes, size);
}

static bool is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *)address;
        return address_is_public((const uint8_t *)&v4->sin_addr, 4);
    }
    if (address->sa_family != AF_INET6) return false;
    const struct sockaddr_in6 *v6 = (const void *)address;
    return address_is_public((const uint8_t *)&v6->sin6_addr, 16);
}

/* For each address a name resolved to, so a name cannot point elsewhere after it was looked at. */
static curl_socket_t open_socket(void *with, curlsocktype purpose, struct curl_sockaddr *address)
{
    bool *is_refused = with;
    (void)purpose;
    if (!is_public(&address->addr)) {
        *is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
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
    curl_easy_setopt(curl, CURLOPT_PROXY,
                     ""); /* none of the environment's: it would connect for us */
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

static Code refused(Ctx *cx, Str host)
{
    return fail(cx, ERR_DENIED, "http.host_not_allowed",
                "%.*s is not public, or not asked by https", FMT(host));
}

Code http_call(Ctx *cx, const HttpCall *call, HttpAnswer *out)
{
    HttpClient *client = cx->services->client;
    ASSERT(client != NULL);
    ASSERT(call->method != NULL);
    ASSERT(call->header_count <= (int)COUNT(call->headers));
    Url  url;
    bool is_refused = false;
    if (url_parse(call->url, &url) != OK)
        return fail(cx, ERR_INVALID, "http.bad_url", "%zu bytes", call->url.len);
    if (!http_client_allows(client, cx->arena, call->url)) return refused(cx, url.host);
    CURL              *curl    = take(client);
    struct curl_slist *headers = header_list(cx->arena, call);
    Body               body    = { .max = call->answer_max ? call->answer_max : ANSWER_MAX };
    char               error[CURL_ERROR_SIZE] = { 0 };
    prepare(curl, cx->arena, call, headers, &body, error);
    if (!is_private_host(client, url.host)) {
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &is_refused);
    }
    const CURLcode done = curl_easy_perform(curl);
    Code           code = OK;
    if (done == CURLE_OK)
        read_answer(curl, cx->arena, &body, out);
    else
        code = is_refused ? refused(cx, url.host) : failed(cx, call, &body, done, error);
    give_back(client, curl);
    curl_slist_free_all(headers);
    free(body.bytes);
    return code;
}
