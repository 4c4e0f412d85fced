/* metric_http.h -- the routes of the catalogue of metrics. */
#ifndef METRIC_METRIC_HTTP_H
#define METRIC_METRIC_HTTP_H

#include "http/http.h"

extern const RouteList metric_routes;

#endif
