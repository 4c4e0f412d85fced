/* app_http.h -- the routes about the process itself and what the log keeps. */
#ifndef APP_APP_HTTP_H
#define APP_APP_HTTP_H

#include "http/http.h"

extern const RouteList app_routes;

#endif
