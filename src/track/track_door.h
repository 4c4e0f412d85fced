/* track_door.h -- takes calls of clients in: one look for the source, one for the persons, one
 * insert.  Private to track/. */
#ifndef TRACK_TRACK_DOOR_H
#define TRACK_TRACK_DOOR_H

#include "track/track_message.h"

typedef struct TrackCall {
    Str        kind;      /* of Segment: the last part of the path                         */
    Str        key;       /* of the head or the query; absent: it stands in the body       */
    Str        body;      /* as it came                                                    */
    bool       is_packed; /* the head said gzip                                            */
    Str        query;     /* of Sensors Data                                               */
    TrackVisit visit;
} TrackCall;

typedef struct TrackResult {
    bool    is_known; /* there is such a source                             */
    int64_t accepted, refused, sampled_out;
    int64_t wait_s;   /* too much at once: nothing was taken, in so many seconds it may come */
} TrackResult;

/* Durable when OK.  ERR_INVALID "track.malformed", "track.too_large": nothing of it counts. */
Code track_door_segment(Ctx *cx, const TrackCall *call, TrackResult *out) MUST_USE;
Code track_door_pixel(Ctx *cx, const TrackCall *call, TrackResult *out) MUST_USE; /* as above */
Code track_door_sensors(Ctx *cx, const TrackCall *call, TrackResult *out) MUST_USE; /* as above */

#endif
