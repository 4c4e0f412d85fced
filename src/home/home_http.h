/* home_http.h -- the routes of what a person has for himself. */
#ifndef HOME_HOME_HTTP_H
#define HOME_HOME_HTTP_H

#include "http/http.h"

extern const RouteList home_routes;

#endif
