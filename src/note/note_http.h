/* note_http.h -- the routes of notes. */
#ifndef NOTE_NOTE_HTTP_H
#define NOTE_NOTE_HTTP_H

#include "http/route.h"

extern const RouteList note_routes;

#endif
