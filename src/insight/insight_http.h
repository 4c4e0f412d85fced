/* insight_http.h -- the routes of boards. */
#ifndef INSIGHT_INSIGHT_HTTP_H
#define INSIGHT_INSIGHT_HTTP_H

#include "http/http.h"
#include "insight/insight.h"

extern const RouteList insight_routes;

#endif
