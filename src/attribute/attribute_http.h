/* attribute_http.h -- the routes of attributes. */
#ifndef ATTRIBUTE_ATTRIBUTE_HTTP_H
#define ATTRIBUTE_ATTRIBUTE_HTTP_H

#include "http/route.h"

extern const RouteList attribute_routes;

#endif
