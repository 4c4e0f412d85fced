/* track_store.h -- stores what was read of calls: one look for all persons, one insert.
 * Private to track/. */
#ifndef TRACK_TRACK_STORE_H
#define TRACK_TRACK_STORE_H

#include "kernel/together.h"
#include "track/track_message.h"

/* Messages that are stored at once, and what came of them. */
typedef struct TrackPart {
    const TrackSource *source;
    TrackMessage      *messages;
    size_t             count;
    int64_t            refused; /* out */
} TrackPart;

/* A call that was read, and what became of it. */
typedef struct TrackParcel {
    TrackSource source;
    bool        is_known; /* there is such a source                             */
    Vec         messages; /* TrackMessage; what of it is to be stored           */
    TrackPart   whole;
    int64_t     accepted, refused, sampled_out;
    int64_t     wait_s; /* too much at once: nothing is taken, in so many seconds it may come */
} TrackParcel;

/* Durable when OK. */
Code track_store(Ctx *cx, TrackParcel *parcel) MUST_USE;

/* The same, left to be done with what others left: all of it as one part, an item of track_storing
 * whose weight is its count; NULL when it is too much for that. */
extern const Together track_storing;
TrackPart            *track_store_whole(TrackParcel *parcel);
/* Ends it with the code that came of it; where two calls met the same person it is tried again. */
Code                  track_store_end(Ctx *cx, TrackParcel *parcel, Code code) MUST_USE;

#endif
