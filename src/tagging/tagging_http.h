/* tagging_http.h -- the routes of typed tags and their rules. */
#ifndef TAGGING_TAGGING_HTTP_H
#define TAGGING_TAGGING_HTTP_H

#include "http/route.h"

extern const RouteList tagging_routes;

#endif
