/* bulk_http.h -- the routes of bulk work. */
#ifndef BULK_BULK_HTTP_H
#define BULK_BULK_HTTP_H

#include "http/route.h"

extern const RouteList bulk_routes;

#endif
