/* pump.c -- the queue of callbacks and the workers that send them. */
#include "sim/pump.h"

#include "sim/account.h"
#include "sys/clock.h"
#include "sys/random.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES                = 8192,
    ATTEMPTS_MAX         = 4,
    ACCOUNT_ATTEMPTS_MAX = 3,
    REPLY_MAX            = 64 << 10,
    WORKERS_MAX          = 128,
    XML_SHOWN            = 900
};

typedef struct Delivery {
    int64_t    due_us, number, queued_ms;
    App       *app;
    char      *xml;
    size_t     xml_size;
    int        attempts;
    BurstItem *item;
} Delivery;

/* One row of the delivery log. */
typedef struct Line {
    int64_t number, queued_ms, latency_us, agent_id;
    int     attempts, status;
    char    state[12], event[32], change[32], about[112], corp_id[20], problem[80];
    char    xml[XML_SHOWN];
} Line;

struct Pump {
    World          *world;
    pthread_mutex_t lock;
    pthread_cond_t  more, idle;
    bool            is_stopping;
    Delivery      **heap;
    size_t          count, room;
    Line           *line;
    PumpKnobs       knobs;
    PumpCounts      counts;
    pthread_t       thread[WORKERS_MAX];
    int             worker_count;
};

/* ---- the queue: a binary heap by due time, then by number -------------------------- */

static bool before(const Delivery *a, const Delivery *b)
{
    return a->due_us != b->due_us ? a->due_us < b->due_us : a->number < b->number;
}

static void swap(Delivery **a, Delivery **b)
{
    Delivery *other = *a;
    *a              = *b;
    *b              = other;
}

static void heap_push(Pump *pump, Delivery *delivery)
{
    if (pump->count == pump->room) {
        pump->room = pump->room ? pump->room * 2 : 256;
        pump->heap = realloc(pump->heap, pump->room * sizeof(*pump->heap));
        ASSERT(pump->heap != NULL);
    }
    size_t at      = pump->count++;
    pump->heap[at] = delivery;
    while (at > 0 && before(pump->heap[at], pump->heap[(at - 1) / 2])) {
        swap(&pump->heap[at], &pump->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    pthread_cond_signal(&pump->more);
}

static Delivery *heap_pop(Pump *pump)
{
    Delivery *first = pump->heap[0];
    pump->heap[0]   = pump->heap[--pump->count];
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++) {
            if (child < pump->count && before(pump->heap[child], pump->heap[least])) least = child;
        }
        if (least == at) return first;
        swap(&pump->heap[at], &pump->heap[least]);
        at = least;
    }
}

static void delivery_free(Delivery *delivery)
{
    free(delivery->xml);
    free(delivery);
}

/* ---- the log ------------------------------------------------------------------------ */

static Line *line_of(Pump *pump, int64_t number) { return &pump->line[number % LINES]; }

static void put(char *out, size_t room, Str text)
{
    const Str kept = str_prefix_bytes(text, room - 1);
    if (kept.len) memcpy(out, kept.ptr, kept.len);
    out[kept.len] = 0;
}

static void line_begin(Pump *pump, const Delivery *delivery, const Notice *notice)
{
    Line *line = line_of(pump, delivery->number);
    *line      = (Line){ .number    = delivery->number,
                         .queued_ms = delivery->queued_ms,
                         .agent_id  = notice->app->agent_id };
    put(line->state, sizeof(line->state), S("waiting"));
    put(line->event, sizeof(line->event), str_of(notice->event));
    put(line->change, sizeof(line->change), str_of(notice->change));
    put(line->about, sizeof(line->about), notice->about);
    put(line->corp_id, sizeof(line->corp_id),
        notice->app->account ? notice->app->account->app_id : notice->app->corp->corp_id);
    put(line->xml, sizeof(line->xml), notice->xml);
}

static void line_end(Pump *pump, const Delivery *delivery, const char *state, int status,
                     int64_t latency_us, Str problem)
{
    Line *line = line_of(pump, delivery->number);
    if (line->number != delivery->number) return;
    line->attempts   = delivery->attempts;
    line->status     = status;
    line->latency_us = latency_us;
    put(line->state, sizeof(line->state), str_of(state));
    put(line->problem, sizeof(line->problem), problem);
}

/* ---- queueing -------------------------------------------------------------------------- */

static int64_t some(int64_t bound)
{
    return bound > 0 ? (int64_t)(random_u64() % (uint64_t)bound) : 0;
}

static void enqueue(Pump *pump, const Notice *notice, int64_t queued_ms)
{
    Delivery *delivery = calloc(1, sizeof(*delivery));
    ASSERT(delivery != NULL);
    delivery->app = notice->app;
    delivery->xml = malloc(notice->xml.len + 1);
    ASSERT(delivery->xml != NULL);
    delivery->xml_size = notice->xml.len;
    memcpy(delivery->xml, notice->xml.ptr, notice->xml.len);
    delivery->item      = notice->item;
    delivery->number    = ++pump->counts.last_number;
    delivery->queued_ms = queued_ms;
    delivery->due_us =
        clock_mono_us() + (pump->knobs.delay_ms + some(pump->knobs.reorder_ms)) * 1000;
    line_begin(pump, delivery, notice);
    if (some(100) < pump->knobs.loss_percent) {
        pump->counts.lost++;
        line_end(pump, delivery, "lost", 0, 0, S("lost on purpose"));
        delivery_free(delivery);
        return;
    }
    pump->counts.queued++;
    heap_push(pump, delivery);
}

void pump_post(Pump *pump, const Notice *notice)
{
    const int64_t now_ms = world_now_ms(pump->world);
    LOCKED(&pump->lock);
    enqueue(pump, notice, now_ms);
    if (some(100) < pump->knobs.duplicate_percent) {
        pump->counts.duplicated++;
        enqueue(pump, notice, now_ms);
    }
}

/* What a server answered; an account's answer is a reply to its fan. */
typedef struct Reply {
    char   bytes[REPLY_MAX];
    size_t size;
} Reply;

/* ---- sending ------------------------------------------------------------------------------ */

static size_t keep(char *bytes, size_t size, size_t count, void *arg)
{
    Reply       *reply = arg;
    const size_t all   = size * count;
    if (reply->size + all <= sizeof(reply->bytes)) {
        memcpy(reply->bytes + reply->size, bytes, all);
        reply->size += all;
    }
    return all;
}

static Str sealed_body(Arena *arena, const App *app, const WxKey *key, Str xml, Str *cipher)
{
    uint8_t random16[16];
    random_bytes(random16, sizeof(random16));
    *cipher = wx_encrypt(arena, key, app->corp->corp_id, random16, xml);
    return str_fmt(arena,
                   "<xml><ToUserName><![CDATA[%.*s]]></ToUserName><AgentID><![CDATA[%s]]></AgentID>"
                   "<Encrypt><![CDATA[%.*s]]></Encrypt></xml>",
                   FMT(app->corp->corp_id),
                   app->kind == APP_BUILT ? str_fmt(arena, "%lld", (long long)app->agent_id).ptr
                                          : "",
                   FMT(*cipher));
}

static Str signed_url(Arena *arena, const CallbackSettings *settings, Str cipher, Str extra)
{
    const Str timestamp = str_fmt(arena, "%lld", (long long)(clock_now_ms() / MS_PER_SECOND));
    const Str nonce     = str_fmt(arena, "%llu", (unsigned long long)(random_u64() % 10000000000u));
    const Str signature = wx_signature(arena, settings->token, timestamp, nonce, cipher);
    return str_fmt(arena, "%.*s%cmsg_signature=%.*s&timestamp=%.*s&nonce=%.*s%.*s",
                   FMT(settings->url), str_find(settings->url, S("?")) >= 0 ? '&' : '?',
                   FMT(signature), FMT(timestamp), FMT(nonce), FMT(extra));
}

/* ---- 公众号: signed always, sealed by its mode ---- */

static Str account_url(Arena *arena, const CallbackSettings *settings, Str cipher, Str extra)
{
    const Str  timestamp = str_fmt(arena, "%lld", (long long)(clock_now_ms() / MS_PER_SECOND));
    const Str  nonce     = str_fmt(arena, "%llu", (unsigned long long)(random_u64() % 1000000000u));
    const Str  plain     = wx_signature(arena, settings->token, timestamp, nonce, (Str){ 0 });
    const char mark      = str_find(settings->url, S("?")) >= 0 ? '&' : '?';
    const Str  url =
        str_fmt(arena, "%.*s%csignature=%.*s&timestamp=%.*s&nonce=%.*s%.*s", FMT(settings->url),
                mark, FMT(plain), FMT(timestamp), FMT(nonce), FMT(extra));
    if (cipher.len == 0) return url;
    return str_fmt(arena, "%.*s&encrypt_type=aes&msg_signature=%.*s", FMT(url),
                   FMT(wx_signature(arena, settings->token, timestamp, nonce, cipher)));
}

/* The envelope; in compatible mode the plain elements stand beside the sealed part. */
static Str account_body(Arena *arena, const App *app, const WxKey *key, Str xml, Str *cipher)
{
    uint8_t random16[16];
    *cipher = (Str){ 0 };
    if (app->account->mode == MODE_PLAIN) return xml;
    random_bytes(random16, sizeof(random16));
    *cipher            = wx_encrypt(arena, key, app->account->app_id, random16, xml);
    const Str envelope = str_fmt(
        arena, "<ToUserName><![CDATA[%.*s]]></ToUserName><Encrypt><![CDATA[%.*s]]></Encrypt></xml>",
        FMT(app->account->gh_id), FMT(*cipher));
    if (app->account->mode == MODE_SAFE) return str_fmt(arena, "<xml>%.*s", FMT(envelope));
    const Str open = str_slice(xml, 0, xml.len - S("</xml>").len);
    return str_fmt(arena, "%.*s<Encrypt><![CDATA[%.*s]]></Encrypt></xml>", FMT(open), FMT(*cipher));
}

/* About whom it is: the reply goes to him. */
static Str openid_of(Pump *pump, const Delivery *delivery, Arena *arena)
{
    LOCKED(&pump->lock);
    return str_copy(arena, str_of(line_of(pump, delivery->number)->about));
}

static Str post_url(Pump *pump, const Delivery *delivery, Arena *arena,
                    const CallbackSettings *settings, const WxKey *key, Str *body)
{
    Str       cipher;
    const Str xml = { delivery->xml, delivery->xml_size };
    if (delivery->app->account == NULL) {
        *body = sealed_body(arena, delivery->app, key, xml, &cipher);
        return signed_url(arena, settings, cipher, S(""));
    }
    *body = account_body(arena, delivery->app, key, xml, &cipher);
    return account_url(arena, settings, cipher,
                       str_fmt(arena, "&openid=%.*s", FMT(openid_of(pump, delivery, arena))));
}

static void take_reply(Pump *pump, const Delivery *delivery, Arena *arena, const Reply *reply)
{
    const Str openid = openid_of(pump, delivery, arena);
    LOCKED(&pump->world->lock);
    account_answered(delivery->app, openid, arena, (Str){ reply->bytes, reply->size });
}

/* The HTTP status, or 0 with the problem. */
static int send_once(Pump *pump, CURL *curl, Arena *arena, Delivery *delivery, Reply *reply,
                     Str *problem)
{
    CallbackSettings settings;
    {
        LOCKED(&pump->world->lock);
        settings = delivery->app->callback;
    }
    WxKey       key;
    const char *reason = NULL;
    if (!settings.is_set || wx_key(settings.aes_key, &key, &reason) != OK) {
        *problem = S("no callback is configured");
        return 0;
    }
    Str       body;
    const Str url = post_url(pump, delivery, arena, &settings, &key, &body);
    reply->size   = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url.ptr);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.ptr);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.len);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)pump_knobs(pump).timeout_ms);
    if (delivery->item && delivery->item->sent_us == 0) delivery->item->sent_us = clock_mono_us();
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        *problem = str_of(curl_easy_strerror(code));
        return 0;
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (delivery->app->account && status == 200) take_reply(pump, delivery, arena, reply);
    return (int)status;
}

static void settle(Pump *pump, Delivery *delivery, int status, int64_t latency_us, Str problem)
{
    LOCKED(&pump->lock);
    pump->counts.in_flight--;
    delivery->attempts++;
    if (delivery->item) delivery->item->attempts++;
    if (status == 200) {
        pump->counts.delivered++;
        if (delivery->item && delivery->item->acked_us == 0) {
            delivery->item->acked_us = clock_mono_us();
        }
        line_end(pump, delivery, "delivered", status, latency_us, S(""));
        delivery_free(delivery);
    } else if (delivery->attempts <
               (delivery->app->account ? ACCOUNT_ATTEMPTS_MAX : ATTEMPTS_MAX)) {
        pump->counts.retried++;
        pump->counts.queued++;
        line_end(pump, delivery, "retrying", status, latency_us, problem);
        delivery->due_us = clock_mono_us() + pump->knobs.retry_ms * 1000;
        heap_push(pump, delivery);
    } else {
        pump->counts.failed++;
        if (delivery->item) delivery->item->is_failed = 1;
        line_end(pump, delivery, "failed", status, latency_us, problem);
        delivery_free(delivery);
    }
    if (pump->counts.queued == 0 && pump->counts.in_flight == 0)
        pthread_cond_broadcast(&pump->idle);
}

static void wait_until(Pump *pump, int64_t us)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    const int64_t nanos = until.tv_nsec + us * 1000;
    until.tv_sec += nanos / 1000000000;
    until.tv_nsec = nanos % 1000000000;
    pthread_cond_timedwait(&pump->more, &pump->lock, &until);
}

/* The next delivery that is due; NULL when the pump stops. */
static Delivery *take(Pump *pump)
{
    LOCKED(&pump->lock);
    while (!pump->is_stopping) {
        if (pump->count == 0) {
            pthread_cond_wait(&pump->more, &pump->lock);
            continue;
        }
        const int64_t wait_us = pump->heap[0]->due_us - clock_mono_us();
        if (wait_us <= 0) {
            pump->counts.queued--;
            pump->counts.in_flight++;
            return heap_pop(pump);
        }
        wait_until(pump, wait_us);
    }
    return NULL;
}

static void *work(void *arg)
{
    Pump              *pump    = arg;
    CURL              *curl    = curl_easy_init();
    Arena             *arena   = arena_new(4u << 20);
    Reply             *reply   = malloc(sizeof(*reply)); /* large: not cleared for each */
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: text/xml");
    headers                    = curl_slist_append(headers, "Expect:");
    ASSERT(reply != NULL);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Mozilla/4.0");
    for (Delivery *delivery; (delivery = take(pump)) != NULL;) {
        const int64_t begun_us = clock_mono_us();
        Str           problem  = S("");
        const int     status   = send_once(pump, curl, arena, delivery, reply, &problem);
        settle(pump, delivery, status, clock_mono_us() - begun_us, problem);
        arena_reset(arena);
    }
    free(reply);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    arena_free(arena);
    return NULL;
}

Pump *pump_new(World *world, int workers)
{
    Pump *pump = calloc(1, sizeof(*pump));
    ASSERT(pump != NULL);
    pump->world = world;
    pump->line  = calloc(LINES, sizeof(*pump->line));
    ASSERT(pump->line != NULL);
    pump->knobs = (PumpKnobs){ .retry_ms = 1000, .timeout_ms = 5000 };
    pthread_mutex_init(&pump->lock, NULL);
    pthread_cond_init(&pump->more, NULL);
    pthread_cond_init(&pump->idle, NULL);
    pump->worker_count = workers < WORKERS_MAX ? workers : WORKERS_MAX;
    for (int i = 0; i < pump->worker_count; i++) {
        pump->thread[i] = thread_start("sim-pump", 512, work, pump);
    }
    return pump;
}

void pump_free(Pump *pump)
{
    if (pump == NULL) return;
    {
        LOCKED(&pump->lock);
        pump->is_stopping = true;
        pthread_cond_broadcast(&pump->more);
    }
    for (int i = 0; i < pump->worker_count; i++) thread_join(pump->thread[i]);
    while (pump->count) delivery_free(heap_pop(pump));
    pthread_cond_destroy(&pump->more);
    pthread_cond_destroy(&pump->idle);
    pthread_mutex_destroy(&pump->lock);
    free(pump->heap);
    free(pump->line);
    free(pump);
}

void pump_set_knobs(Pump *pump, PumpKnobs knobs)
{
    LOCKED(&pump->lock);
    pump->knobs = knobs;
}

PumpKnobs pump_knobs(Pump *pump)
{
    LOCKED(&pump->lock);
    return pump->knobs;
}

PumpCounts pump_counts(Pump *pump)
{
    LOCKED(&pump->lock);
    return pump->counts;
}

bool pump_wait_idle(Pump *pump, int64_t timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += (timeout_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    LOCKED(&pump->lock);
    while (pump->counts.queued || pump->counts.in_flight) {
        if (pthread_cond_timedwait(&pump->idle, &pump->lock, &until) != 0) return false;
    }
    return true;
}

/* ---- verification ------------------------------------------------------------------------- */

typedef struct Answer {
    char   bytes[256];
    size_t size;
} Answer;

static size_t collect(char *bytes, size_t size, size_t count, void *arg)
{
    Answer      *answer = arg;
    const size_t all    = size * count;
    if (answer->size + all > sizeof(answer->bytes)) return 0;
    memcpy(answer->bytes + answer->size, bytes, all);
    answer->size += all;
    return all;
}

static int fetch(Str url, Answer *answer, Str *problem)
{
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url.ptr);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    const CURLcode code   = curl_easy_perform(curl);
    long           status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK) *problem = str_of(curl_easy_strerror(code));
    return code == CURLE_OK ? (int)status : 0;
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
            return false;
        }
    }
    return true;
}

int pump_verify(Arena *arena, const CallbackSettings *settings, Str corp_id, Str *problem)
{
    WxKey       key;
    const char *reason = NULL;
    if (settings->token.len == 0 || settings->token.len > 32 || !is_plain(settings->token)) {
        *problem = S("Token must be 1 to 32 letters and digits");
        return -40003;
    }
    if (settings->aes_key.len != 43 || wx_key(settings->aes_key, &key, &reason) != OK) {
        *problem = S("EncodingAESKey must be 43 letters and digits");
        return -40004;
    }
    uint8_t random16[16];
    random_bytes(random16, sizeof(random16));
    const Str echo   = str_fmt(arena, "%llu", (unsigned long long)(random_u64() >> 1));
    const Str cipher = wx_encrypt(arena, &key, corp_id, random16, echo);
    const Str extra  = str_fmt(arena, "&echostr=%.*s", FMT(url_encode(arena, cipher)));
    Answer    answer = { .size = 0 };
    const int status = fetch(signed_url(arena, settings, cipher, extra), &answer, problem);
    if (status == 0) return -30001;
    if (status != 200) {
        *problem = str_fmt(arena, "the callback URL answered HTTP %d to the GET check", status);
        return -30003;
    }
    if (!str_equal((Str){ answer.bytes, answer.size }, echo)) {
        *problem = S("the callback URL did not answer the decrypted echostr exactly");
        return -30002;
    }
    return 0;
}

int pump_verify_account(Arena *arena, const CallbackSettings *settings, Str *problem)
{
    WxKey       key;
    const char *reason = NULL;
    if (settings->token.len < 3 || settings->token.len > 32 || !is_plain(settings->token)) {
        *problem = S("Token must be 3 to 32 letters and digits");
        return -40003;
    }
    if (settings->aes_key.len != 43 || wx_key(settings->aes_key, &key, &reason) != OK) {
        *problem = S("EncodingAESKey must be 43 letters and digits");
        return -40004;
    }
    const Str echo   = str_fmt(arena, "%llu", (unsigned long long)(random_u64() >> 1));
    const Str extra  = str_fmt(arena, "&echostr=%.*s", FMT(echo));
    Answer    answer = { .size = 0 };
    const int status = fetch(account_url(arena, settings, (Str){ 0 }, extra), &answer, problem);
    if (status == 0) return -30001;
    if (status != 200) {
        *problem = str_fmt(arena, "the callback URL answered HTTP %d to the GET check", status);
        return -30003;
    }
    if (!str_equal((Str){ answer.bytes, answer.size }, echo)) {
        *problem = S("the callback URL did not answer echostr as it came");
        return -30002;
    }
    return 0;
}

/* ---- the log, read --------------------------------------------------------------------------- */

static void line_json(JsonOut *out, const Line *line)
{
    json_open_object(out);
    json_pair_i64(out, S("number"), line->number);
    json_pair_i64(out, S("at_ms"), line->queued_ms);
    json_pair_str(out, S("corp_id"), str_of(line->corp_id));
    json_pair_i64(out, S("agent_id"), line->agent_id);
    json_pair_str(out, S("event"), str_of(line->event));
    json_pair_str(out, S("change"), str_of(line->change));
    json_pair_str(out, S("about"), str_of(line->about));
    json_pair_str(out, S("state"), str_of(line->state));
    json_pair_i64(out, S("attempts"), line->attempts);
    json_pair_i64(out, S("status"), line->status);
    json_pair_i64(out, S("latency_us"), line->latency_us);
    json_pair_str(out, S("problem"), str_of(line->problem));
    json_pair_str(out, S("xml"), str_of(line->xml));
    json_close_object(out);
}

void pump_log(Pump *pump, JsonOut *out, int64_t after, size_t limit, Str event)
{
    LOCKED(&pump->lock);
    json_open_array(out);
    const int64_t last   = pump->counts.last_number;
    const int64_t oldest = last > LINES ? last - LINES : 0;
    for (int64_t number = last; number > oldest && number > after && limit > 0; number--) {
        const Line *line = line_of(pump, number);
        if (event.len && !str_equal(event, str_of(line->event)) &&
            !str_equal(event, str_of(line->change))) {
            continue;
        }
        line_json(out, line);
        limit--;
    }
    json_close_array(out);
}
