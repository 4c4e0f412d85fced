/* track_http.h -- the routes of tracking: what clients call, and what people see of it. */
#ifndef TRACK_TRACK_HTTP_H
#define TRACK_TRACK_HTTP_H

#include "http/route.h"

extern const RouteList track_routes;

#endif
