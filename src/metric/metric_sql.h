/* metric_sql.h -- the statements of metrics, by name.  Private to metric/. */
#ifndef METRIC_METRIC_SQL_H
#define METRIC_METRIC_SQL_H

#include "metric/metric.h"

typedef struct MetricNumber {
    int64_t n;
} MetricNumber;

extern const Query metric_sql_all, metric_sql_by_id, metric_sql_count, metric_sql_update,
    metric_sql_delete;
extern const Table metric_sql_metric;

#endif
