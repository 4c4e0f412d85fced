/* privacy_http.h -- the routes of deletions and exports of persons. */
#ifndef PRIVACY_PRIVACY_HTTP_H
#define PRIVACY_PRIVACY_HTTP_H

#include "http/route.h"

extern const RouteList privacy_routes;

#endif
