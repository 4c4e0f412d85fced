/* report_http.h -- the routes of boards answered. */
#ifndef REPORT_REPORT_HTTP_H
#define REPORT_REPORT_HTTP_H

#include "http/http.h"

extern const RouteList report_routes, report_schedule_routes;

#endif
