/* intake_http.h -- the routes of imports; for app/ alone. */
#ifndef INTAKE_INTAKE_HTTP_H
#define INTAKE_INTAKE_HTTP_H

#include "http/http.h"

extern const RouteList intake_routes;

#endif
