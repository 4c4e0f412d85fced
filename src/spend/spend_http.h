/* spend_http.h -- the routes of costs. */
#ifndef SPEND_SPEND_HTTP_H
#define SPEND_SPEND_HTTP_H

#include "http/http.h"

extern const RouteList spend_routes;

#endif
