/* reach_http.h -- the routes of welcome policies and welcomes. */
#ifndef REACH_REACH_HTTP_H
#define REACH_REACH_HTTP_H

#include "http/route.h"

extern const RouteList reach_routes;

#endif
