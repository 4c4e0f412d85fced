/* metric_sql.c -- every statement of metrics. */
#include "metric/metric_sql.h"

static const Field number_fields[] = { FIELD(MetricNumber, n) };
static const Shape number_shape    = SHAPE(MetricNumber, number_fields);

const Table metric_sql_metric = { "metric", &metric_shape };

#define METRIC_SELECT                                                                      \
    "SELECT {m.cols}, 'own.' || CAST(m.id AS TEXT) AS key, FALSE AS is_built_in,"          \
    " m.user_id = $2 AS is_mine, coalesce(u.display_name, '') AS owner_name FROM metric m" \
    " LEFT JOIN org_user u ON u.tenant_id = m.tenant_id AND u.id = m.user_id"

const Query metric_sql_all = {
    .name     = "metric.all",
    .unscoped = "a name beside what its owner defined for the brand",
    .sql      = METRIC_SELECT " WHERE m.tenant_id = $1 ORDER BY m.id LIMIT 500",
    .out      = &metric_shape,
};
const Query metric_sql_by_id = {
    .name     = "metric.by_id",
    .unscoped = "a name beside what its owner defined for the brand",
    .sql      = METRIC_SELECT " WHERE m.tenant_id = $1 AND m.id = $3",
    .out      = &metric_shape,
};
const Query metric_sql_count = {
    .name = "metric.count",
    .sql  = "SELECT count(*) AS n FROM metric WHERE tenant_id = $1",
    .out  = &number_shape,
};
const Query metric_sql_update = {
    .name = "metric.update",
    .sql  = "UPDATE metric SET name_zh = $5, name_en = $6, unit = $7, about_zh = $8, about_en = $9,"
            " formula = $10, revision = revision + 1"
            " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND revision = $4",
};
const Query metric_sql_delete = {
    .name = "metric.delete",
    .sql  = "DELETE FROM metric WHERE tenant_id = $1 AND user_id = $2 AND id = $3",
};

static const Query *const queries[] = {
    &metric_sql_all, &metric_sql_by_id, &metric_sql_count, &metric_sql_update, &metric_sql_delete,
};
static const Table *const tables[] = { &metric_sql_metric };

const SqlList metric_sql = SQL_LIST("metric", queries, tables);
