/* acquire_http.h -- the routes of channel codes. */
#ifndef ACQUIRE_ACQUIRE_HTTP_H
#define ACQUIRE_ACQUIRE_HTTP_H

#include "http/http.h"

extern const RouteList acquire_routes;

#endif
