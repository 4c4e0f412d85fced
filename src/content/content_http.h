/* content_http.h -- the routes of media files. */
#ifndef CONTENT_CONTENT_HTTP_H
#define CONTENT_CONTENT_HTTP_H

#include "http/route.h"

extern const RouteList content_routes;

#endif
