/* channel_http.h -- the routes of channel: connections, callbacks, effects, sign-in, doors. */
#ifndef CHANNEL_CHANNEL_HTTP_H
#define CHANNEL_CHANNEL_HTTP_H

#include "http/http.h"

extern const RouteList channel_routes;

#endif
