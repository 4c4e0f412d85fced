/* metrics.h -- counts and latencies by route, for /metrics.  Private to http/. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include "http/route_tree.h"

typedef struct Metrics Metrics;

/* All at 0; the tree must live as long. */
Metrics *metrics_new(Arena *arena, const RouteTree *tree);
/* `entry` NULL: a file, or no such address.  Thread-safe. */
void metrics_count(Metrics *metrics, const RouteEntry *entry, int status, int64_t took_us);
/* Answers with a status from `least` to `most`. */
int64_t metrics_sum(const Metrics *metrics, int least, int most);
void metrics_text(const Metrics *metrics, StrBuf *out);

#endif
