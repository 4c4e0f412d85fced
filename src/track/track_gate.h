/* track_gate.h -- how much each source has sent of late, in this process; private to track/.
 * Several processes of one store let each through what a source may send. */
#ifndef TRACK_TRACK_GATE_H
#define TRACK_TRACK_GATE_H

#include "track/track.h"

/* Whether `count` events of a source may come in that may send `per_second` (0: as many as it
 * likes) and twice that at once; else in how many seconds they may be tried again. */
bool track_gate_pass(Ctx *cx, const TrackSource *source, size_t count, int64_t *wait_s);
/* Notes events under a key nobody has. */
void track_gate_unknown(Ctx *cx, size_t count);

#endif
