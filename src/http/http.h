/* http.h -- what a slice's *_http.c needs. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H
#include "http/client.h"
#include "http/route.h"
#include "http/server.h"
#include "http/sse.h"
#endif
