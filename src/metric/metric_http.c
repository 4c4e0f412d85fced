/* metric_http.c -- the routes of the catalogue of metrics: no rules here. */
#include "metric/metric_http.h"

#include "metric/metric.h"

// clang-format off
typedef struct MetricPage { Rows items; } MetricPage;
static const Field metric_page_fields[] = { FIELD_LIST(MetricPage, items, metric_shape) };
static const Shape metric_page_shape    = SHAPE(MetricPage, metric_page_fields);

typedef struct DimensionPage { Rows items; } DimensionPage;
static const Field dimension_page_fields[] = { FIELD_LIST(DimensionPage, items, dimension_shape) };
static const Shape dimension_page_shape    = SHAPE(DimensionPage, dimension_page_fields);
// clang-format on

static Code list_metrics(Call *call)
{
    return metric_list(call->cx, &((MetricPage *)call->out)->items);
}

static Code create_metric(Call *call) { return metric_create(call->cx, call->in, call->out); }

static Code put_metric(Call *call)
{
    return metric_update(call->cx, (MetricId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_metric(Call *call) { return metric_delete(call->cx, (MetricId){ call->id }); }

static Code list_dimensions(Call *call)
{
    Vec all = vec_of(call->cx->arena, Dimension);
    for (size_t i = 0; i < metric_dimension_count; i++)
        *VEC_ADD(&all, Dimension) = metric_dimensions[i];
    ((DimensionPage *)call->out)->items = vec_rows(&all);
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/metrics",      PERM_BOARD_READ, list_metrics,    NULL, NULL, &metric_page_shape, 0, "The catalogue of metrics: built-in ones and the brand's own" },
    { POST,    "/api/metrics",      PERM_BOARD_READ, create_metric,   NULL, &metric_shape, &metric_shape, AUDITED | IDEMPOTENT | CREATED, "Define a metric" },
    { PUT,     "/api/metrics/{id}", PERM_BOARD_READ, put_metric,      NULL, &metric_shape, &metric_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a metric of mine" },
    { DELETE_, "/api/metrics/{id}", PERM_BOARD_READ, delete_metric,   NULL, NULL, NULL, AUDITED | NO_BODY, "Delete a metric of mine" },
    { GET,     "/api/dimensions",   PERM_BOARD_READ, list_dimensions, NULL, NULL, &dimension_page_shape, 0, "What an answer can be divided by, beside properties" },
};
const RouteList metric_routes = ROUTE_LIST_OF(MODULE_BOARD, "metric", routes);
// clang-format on
