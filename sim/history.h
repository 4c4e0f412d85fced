/* history.h -- tells the apps what happened before they listened. */
#ifndef SIM_HISTORY_H
#define SIM_HISTORY_H

#include "sim/api.h"

/* POST history {what: "losses" | "quits" | "days"}: every deletion of the past, everyone who left
 * a group, or who came and left on the days since the start, as of its instant, in portions that
 * are waited for.  Told again losses and quits are the same bytes again; days go on. */
int history_call(Call *call);
/* POST history/tell {what, from, limit, until}: one portion (of days: one of them, `until` an
 * instant in seconds); answers `told` and `next` (0 = the end). */
int history_tell(Call *call);

#endif
