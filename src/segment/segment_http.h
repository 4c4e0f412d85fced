/* segment_http.h -- the routes of audiences. */
#ifndef SEGMENT_SEGMENT_HTTP_H
#define SEGMENT_SEGMENT_HTTP_H

#include "http/http.h"

extern const RouteList segment_routes;

#endif
