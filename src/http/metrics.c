/* metrics.c -- requests by route and status, and how long they took. */
#include "http/metrics.h"

#include <stdatomic.h>

/* The statuses we answer with; others are counted as the first of their hundred. */
static const int     statuses[] = { 200, 201, 202, 204, 206, 301, 302, 303, 304, 400, 401,
                                    403, 404, 405, 409, 412, 413, 428, 429, 500, 502, 503 };
/* Upper bounds in microseconds; a last bucket takes the rest. */
static const int64_t bounds_us[] = { 1000,   2500,   5000,    10000,   25000,   50000,
                                     100000, 250000, 1000000, 5000000, 20000000 };

typedef struct Row {
    _Atomic int64_t by_status[COUNT(statuses)];
    _Atomic int64_t by_bound[COUNT(bounds_us) + 1];
    _Atomic int64_t took_us;
} Row;

struct Metrics {
    const RouteTree *tree;
    Row             *rows; /* one per route, and a last one for what has none */
};

Metrics *metrics_new(Arena *arena, const RouteTree *tree)
{
    Metrics *metrics = arena_make(arena, Metrics, 1);
    *metrics         = (Metrics){ tree, arena_make(arena, Row, route_tree_count(tree) + 1) };
    return metrics;
}

static size_t status_at(int status)
{
    size_t hundred = 0;
    for (size_t i = COUNT(statuses); i-- > 0;) {
        if (statuses[i] == status) return i;
        if (statuses[i] / 100 == status / 100) hundred = i;
    }
    return hundred;
}

static void add(_Atomic int64_t *counter, int64_t count)
{
    atomic_fetch_add_explicit(counter, count, memory_order_relaxed);
}

static int64_t read_of(const _Atomic int64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void metrics_count(Metrics *metrics, const RouteEntry *entry, int status, int64_t took_us)
{
    Row   *row = &metrics->rows[entry ? entry->index : route_tree_count(metrics->tree)];
    size_t at  = 0;
    while (at < COUNT(bounds_us) && took_us > bounds_us[at]) at++;
    add(&row->by_status[status_at(status)], 1);
    add(&row->by_bound[at], 1);
    add(&row->took_us, took_us);
}

int64_t metrics_sum(const Metrics *metrics, int least, int most)
{
    int64_t sum = 0;
    for (size_t i = 0; i <= route_tree_count(metrics->tree); i++)
        for (size_t j = 0; j < COUNT(statuses); j++)
            if (statuses[j] >= least && statuses[j] <= most)
                sum += read_of(&metrics->rows[i].by_status[j]);
    return sum;
}

static void put_labels(StrBuf *out, const Metrics *metrics, size_t index)
{
    if (index == route_tree_count(metrics->tree)) {
        strbuf_add(out, S("method=\"\",route=\"other\""));
        return;
    }
    const Route *route = route_tree_at(metrics->tree, index)->route;
    strbuf_fmt(out, "method=\"%.*s\",route=\"%s\"", FMT(word_of(&method_words, (int)route->method)),
               route->path);
}

static void put_statuses(StrBuf *out, const Metrics *metrics, size_t index)
{
    for (size_t i = 0; i < COUNT(statuses); i++) {
        const int64_t count = read_of(&metrics->rows[index].by_status[i]);
        if (count == 0) continue;
        strbuf_add(out, S("weft_http_requests_total{"));
        put_labels(out, metrics, index);
        strbuf_fmt(out, ",status=\"%d\"} %lld\n", statuses[i], (long long)count);
    }
}

static void put_histogram(StrBuf *out, const Metrics *metrics, size_t index)
{
    const Row *row   = &metrics->rows[index];
    int64_t    total = 0;
    for (size_t i = 0; i <= COUNT(bounds_us); i++) total += read_of(&row->by_bound[i]);
    if (total == 0) return;
    int64_t below = 0;
    for (size_t i = 0; i < COUNT(bounds_us); i++) {
        below += read_of(&row->by_bound[i]);
        strbuf_add(out, S("weft_http_request_seconds_bucket{"));
        put_labels(out, metrics, index);
        strbuf_fmt(out, ",le=\"%g\"} %lld\n", (double)bounds_us[i] / 1e6, (long long)below);
    }
    strbuf_add(out, S("weft_http_request_seconds_bucket{"));
    put_labels(out, metrics, index);
    strbuf_fmt(out, ",le=\"+Inf\"} %lld\nweft_http_request_seconds_sum{", (long long)total);
    put_labels(out, metrics, index);
    strbuf_fmt(out, "} %.6f\nweft_http_request_seconds_count{",
               (double)read_of(&row->took_us) / 1e6);
    put_labels(out, metrics, index);
    strbuf_fmt(out, "} %lld\n", (long long)total);
}

void metrics_text(const Metrics *metrics, StrBuf *out)
{
    const size_t count = route_tree_count(metrics->tree) + 1;
    strbuf_add(out, S("# HELP weft_http_requests_total Requests answered.\n"
                      "# TYPE weft_http_requests_total counter\n"));
    for (size_t i = 0; i < count; i++) put_statuses(out, metrics, i);
    strbuf_add(out,
               S("# HELP weft_http_request_seconds Time from the whole request to its answer.\n"
                 "# TYPE weft_http_request_seconds histogram\n"));
    for (size_t i = 0; i < count; i++) put_histogram(out, metrics, i);
}
