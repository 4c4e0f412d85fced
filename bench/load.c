/* load.c -- sends tracked events over many connections and tells how fast they were accepted.
 * One thread, no library, so that it takes little of the machine it measures.
 *
 *   weft-load PORT KEY CONNECTIONS BATCH SECONDS RATE USERS [FIRST]
 *
 * BATCH 1 posts to /v1/track, more to /v1/batch; RATE 0 is as fast as answers come, else events a
 * second.  Events are of users 0 to USERS-1 at random; SECONDS 0 tells each user once (identify).
 * FIRST is the number of the first message.  The result is one JSON object. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, HEAD_ROOM = 512, EVENT_ROOM = 640, TOOK_MAX_US = 20 * 1000 * 1000 };

typedef struct Line {
    int     fd;
    char   *out; /* the request being sent */
    size_t  out_size, out_sent;
    char    in[2048];
    size_t  in_size;
    int64_t began_us;
    int     is_busy;
} Line;

static struct {
    int      port, connections, batch, users;
    double   seconds, rate;
    char     key[80];
    uint64_t next, random;
    int64_t  asked, events, failed;
    uint32_t took[TOOK_MAX_US / 100]; /* answers by tenths of a millisecond */
} load;

static int64_t now_us(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

static uint64_t draw(void)
{
    load.random ^= load.random << 13;
    load.random ^= load.random >> 7;
    load.random ^= load.random << 17;
    return load.random;
}

static void die(const char *what)
{
    fprintf(stderr, "weft-load: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* As the official client for servers writes it. */
static size_t put_event(char *out)
{
    static const char *const names[] = { "Product Viewed",   "Product Added", "Products Searched",
                                         "Checkout Started", "Order Paid",    "Page Shared" };
    const uint64_t           number  = load.next++;
    if (load.seconds == 0)
        return (size_t)snprintf(
            out, EVENT_ROOM,
            "{\"type\":\"identify\",\"userId\":\"user-%07d\",\"messageId\":\"node-next-"
            "%013llu-0b6f2c4e\",\"traits\":{\"name\":\"Guest %d\"}}",
            (int)(number % (uint64_t)load.users), (unsigned long long)number,
            (int)(number % (uint64_t)load.users));
    const int user = (int)(draw() % (uint64_t)load.users);
    return (size_t)snprintf(
        out, EVENT_ROOM,
        "{\"timestamp\":\"2024-01-01T00:00:00.000Z\",\"integrations\":{},\"type\":\"track\","
        "\"userId\":\"user-%07d\",\"event\":\"%s\",\"properties\":{\"product_id\":\"p%05d\","
        "\"price\":%d.5,"
        "\"currency\":\"CNY\"},\"context\":{\"library\":{\"name\":\"@segment/analytics-node\","
        "\"version\":\"3.1.0\"}},\"messageId\":\"node-next-%013llu-0b6f2c4e\","
        "\"_metadata\":{\"nodeVersion\":\"22.0.0\",\"jsRuntime\":\"node\"}}",
        user, names[draw() % (sizeof(names) / sizeof(*names))], (int)(draw() % 20000),
        (int)(draw() % 500), (unsigned long long)number);
}

static void write_request(Line *line)
{
    char  *body = line->out + HEAD_ROOM;
    size_t size = 0;
    if (load.batch > 1) size += (size_t)sprintf(body, "{\"batch\":[");
    for (int i = 0; i < load.batch; i++) {
        if (i) body[size++] = ',';
        size += put_event(body + size);
    }
    if (load.batch > 1)
        size += (size_t)sprintf(body + size, "],\"sentAt\":\"2024-01-01T00:00:00.500Z\"}");
    char         head[HEAD_ROOM];
    const size_t head_size =
        (size_t)snprintf(head, sizeof(head),
                         "POST /v1/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n"
                         "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                         load.batch > 1      ? "batch"
                         : load.seconds == 0 ? "identify"
                                             : "track",
                         load.key, size);
    memmove(line->out + head_size, body, size);
    memcpy(line->out, head, head_size);
    line->out_size = head_size + size;
    line->out_sent = 0;
    line->in_size  = 0;
}

static void send_more(int epoll, Line *line)
{
    while (line->out_sent < line->out_size) {
        const ssize_t sent = send(line->fd, line->out + line->out_sent,
                                  line->out_size - line->out_sent, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) die("send");
        if (sent < 0) break;
        line->out_sent += (size_t)sent;
    }
    struct epoll_event wanted = { .data.ptr = line };
    wanted.events             = line->out_sent < line->out_size ? EPOLLIN | EPOLLOUT : EPOLLIN;
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, line->fd, &wanted)) die("epoll");
}

static void ask(int epoll, Line *line)
{
    write_request(line);
    line->is_busy  = 1;
    line->began_us = now_us();
    load.asked += load.batch;
    send_more(epoll, line);
}

/* Whether the answer is complete. */
static int hear(Line *line)
{
    const ssize_t got =
        recv(line->fd, line->in + line->in_size, sizeof(line->in) - 1 - line->in_size, 0);
    if (got < 0 && errno == EAGAIN) return 0;
    if (got <= 0) die("the server hung up");
    line->in_size += (size_t)got;
    line->in[line->in_size] = 0;
    const char *end         = strstr(line->in, "\r\n\r\n");
    if (!end) return 0;
    const char  *said = strcasestr(line->in, "content-length:");
    const size_t size = said && said < end ? (size_t)atoi(said + 15) : 0;
    return line->in_size >= (size_t)(end + 4 - line->in) + size;
}

static void note(Line *line)
{
    int64_t took = now_us() - line->began_us;
    if (took >= TOOK_MAX_US) took = TOOK_MAX_US - 1;
    load.took[took / 100]++;
    if (strncmp(line->in, "HTTP/1.1 200", 12) == 0)
        load.events += load.batch;
    else
        load.failed += load.batch;
    line->is_busy = 0;
}

static double percentile(double part)
{
    int64_t total = 0, seen = 0;
    for (size_t i = 0; i < sizeof(load.took) / sizeof(*load.took); i++) total += load.took[i];
    for (size_t i = 0; i < sizeof(load.took) / sizeof(*load.took); i++) {
        seen += load.took[i];
        if (total && (double)seen >= part * (double)total) return (double)(i + 1) / 10;
    }
    return 0;
}

static void open_line(int epoll, Line *line)
{
    struct sockaddr_in to  = { .sin_family = AF_INET, .sin_port = htons((uint16_t)load.port) };
    const int          one = 1;
    to.sin_addr.s_addr     = htonl(INADDR_LOOPBACK);
    line->fd               = socket(AF_INET, SOCK_STREAM, 0);
    if (line->fd < 0 || connect(line->fd, (struct sockaddr *)&to, sizeof(to))) die("connect");
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    line->out                 = malloc(HEAD_ROOM + 64 + (size_t)load.batch * EVENT_ROOM);
    struct epoll_event wanted = { .events = EPOLLIN, .data.ptr = line };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, line->fd, &wanted)) die("epoll");
}

static int is_over(int64_t began_us)
{
    if (load.seconds == 0) return load.asked >= load.users;
    return (double)(now_us() - began_us) >= load.seconds * 1e6;
}

static int may_ask(int64_t began_us)
{
    return load.rate <= 0 || (double)load.asked < load.rate * (double)(now_us() - began_us) / 1e6;
}

/* Each time another line is the first to ask: one that never had to would be idle for too long. */
static void run(int epoll, Line *lines, int64_t began_us)
{
    struct epoll_event ready[CONNECTIONS_MAX];
    int                first = 0;
    for (int busy = 1; busy; first = (first + 1) % load.connections) {
        busy = 0;
        for (int i = 0; i < load.connections; i++) {
            Line *line = &lines[(first + i) % load.connections];
            if (!line->is_busy && !is_over(began_us) && may_ask(began_us)) ask(epoll, line);
            busy |= line->is_busy;
        }
        busy |= !is_over(began_us);
        const int count = epoll_wait(epoll, ready, CONNECTIONS_MAX, load.rate > 0 ? 1 : 100);
        for (int i = 0; i < count; i++) {
            Line *line = ready[i].data.ptr;
            if (ready[i].events & EPOLLOUT) send_more(epoll, line);
            if (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && hear(line)) note(line);
        }
    }
}

static void encode_key(const char *key)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char         text[64];
    const size_t size = (size_t)snprintf(text, sizeof(text), "%.50s:", key);
    char        *out  = load.key;
    for (size_t i = 0; i < size; i += 3) {
        const uint32_t bits = (uint32_t)(unsigned char)text[i] << 16 |
                              (uint32_t)(i + 1 < size ? (unsigned char)text[i + 1] : 0) << 8 |
                              (uint32_t)(i + 2 < size ? (unsigned char)text[i + 2] : 0);
        for (int j = 0; j < 4; j++)
            *out++ = i + (size_t)j <= size ? letters[bits >> (18 - 6 * j) & 63] : '=';
    }
    *out = 0;
}

int main(int argc, char **argv)
{
    if (argc < 8) {
        fprintf(stderr, "usage: weft-load PORT KEY CONNECTIONS BATCH SECONDS RATE USERS [FIRST]\n");
        return 2;
    }
    load.port        = atoi(argv[1]);
    load.connections = atoi(argv[3]);
    load.batch       = atoi(argv[4]);
    load.seconds     = atof(argv[5]);
    load.rate        = atof(argv[6]);
    load.users       = atoi(argv[7]);
    load.next        = argc > 8 ? strtoull(argv[8], NULL, 10) : 0;
    load.random      = 88172645463325252ULL + load.next;
    if (load.connections < 1 || load.connections > CONNECTIONS_MAX || load.batch < 1 ||
        load.users < 1)
        return 2;
    encode_key(argv[2]);
    const int epoll = epoll_create1(0);
    Line     *lines = calloc((size_t)load.connections, sizeof(*lines));
    for (int i = 0; i < load.connections; i++) open_line(epoll, &lines[i]);
    const int64_t began_us = now_us();
    run(epoll, lines, began_us);
    const double  took = (double)(now_us() - began_us) / 1e6;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    const double busy = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                        (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    printf("{\"events\":%lld,\"failed\":%lld,\"seconds\":%.3f,\"per_second\":%.0f,\"p50_ms\":%.1f,"
           "\"p99_ms\":%.1f,\"max_ms\":%.1f,\"cpu_s\":%.3f,\"next\":%llu}\n",
           (long long)load.events, (long long)load.failed, took, (double)load.events / took,
           percentile(0.5), percentile(0.99), percentile(1), busy, (unsigned long long)load.next);
    return 0;
}
