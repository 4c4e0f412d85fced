/* consent_http.h -- the routes of consent. */
#ifndef CONSENT_CONSENT_HTTP_H
#define CONSENT_CONSENT_HTTP_H

#include "http/route.h"

extern const RouteList consent_routes;

#endif
