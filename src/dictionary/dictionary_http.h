/* dictionary_http.h -- the routes of the dictionary. */
#ifndef DICTIONARY_DICTIONARY_HTTP_H
#define DICTIONARY_DICTIONARY_HTTP_H

#include "http/route.h"

extern const RouteList dictionary_routes;

#endif
