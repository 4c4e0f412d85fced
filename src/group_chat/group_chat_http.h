/* group_chat_http.h -- the routes of customer groups. */
#ifndef GROUP_CHAT_GROUP_CHAT_HTTP_H
#define GROUP_CHAT_GROUP_CHAT_HTTP_H
#include "http/route.h"

extern const RouteList group_chat_routes;

#endif
