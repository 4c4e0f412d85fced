/* alert_http.h -- the routes of alerts. */
#ifndef ALERT_ALERT_HTTP_H
#define ALERT_ALERT_HTTP_H

#include "http/http.h"

extern const RouteList alert_routes;

#endif
