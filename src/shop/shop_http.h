/* shop_http.h -- the routes of shops: what platforms call, and what people see. */
#ifndef SHOP_SHOP_HTTP_H
#define SHOP_SHOP_HTTP_H

#include "http/route.h"

extern const RouteList shop_routes, shop_callback_routes;

#endif
