/* track_door.h -- takes calls of clients in: one look for the source, one for the persons, one
 * insert.  Private to track/. */
#ifndef TRACK_TRACK_DOOR_H
#define TRACK_TRACK_DOOR_H

#include "track/track_store.h"

/* What was read of a source, and what is decided of its brand's types. */
typedef struct TrackKnown {
    Str         key;
    TrackSource source;
    bool        is_known;
    Rows        decided; /* of TrackType */
} TrackKnown;

typedef struct TrackCall {
    Str        kind;      /* of Segment: the last part of the path                         */
    Str        key;       /* of the head or the query; absent: it stands in the body       */
    Str        body;      /* as it came                                                    */
    bool       is_packed; /* the head said gzip                                            */
    Str        query;     /* of Sensors Data                                               */
    TrackVisit visit;
    void     **known; /* a TrackKnown, once one of the calls that are read now has read it; it lives
                         as long as they.  NULL: nothing is kept                             */
} TrackCall;

/* Read a call; what is to be stored of it stands in `messages`, none where it is known already what
 * becomes of it.  ERR_INVALID "track.malformed", "track.too_large": nothing of it counts. */
Code track_door_segment(Ctx *cx, const TrackCall *call, TrackParcel *out) MUST_USE;
Code track_door_pixel(Ctx *cx, const TrackCall *call, TrackParcel *out) MUST_USE;   /* as above */
Code track_door_sensors(Ctx *cx, const TrackCall *call, TrackParcel *out) MUST_USE; /* as above */

#endif
