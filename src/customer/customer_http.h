/* customer_http.h -- the routes of customers, tags and losses. */
#ifndef CUSTOMER_CUSTOMER_HTTP_H
#define CUSTOMER_CUSTOMER_HTTP_H

#include "http/route.h"

extern const RouteList customer_routes;
extern const RouteList customer_win_back_routes;
extern const RouteList customer_merge_routes;

#endif
