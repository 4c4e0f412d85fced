/* oa_http.h -- the routes of official accounts, for app/wiring.c. */
#ifndef OA_OA_HTTP_H
#define OA_OA_HTTP_H

#include "http/http.h"

extern const RouteList oa_routes;
extern const RouteList oa_door_routes; /* whatever is switched off, platforms are answered */

#endif
