/* days.h -- the demo goes on: who came and who left since the base world was made. */
#ifndef SIM_DAYS_H
#define SIM_DAYS_H

#include "sim/world.h"

/* Lives what is left of one day in China, up to `until_s` at most, and tells the apps of each
 * add and deletion as of its instant.  Answers how many were told; `ended` when `until_s` was
 * reached.  The same world, seed and `until_s` give the same day. */
int64_t days_live_one(Corp *corp, int64_t until_s, bool *ended);
#endif
