/* board_http.h -- the routes of boards people make. */
#ifndef BOARD_BOARD_HTTP_H
#define BOARD_BOARD_HTTP_H

#include "http/http.h"

extern const RouteList board_routes;

#endif
