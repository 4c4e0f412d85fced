/* target_http.h -- the routes of targets. */
#ifndef TARGET_TARGET_HTTP_H
#define TARGET_TARGET_HTTP_H

#include "http/http.h"

extern const RouteList target_routes;

#endif
