/* history.h -- tells the apps what happened before they listened. */
#ifndef SIM_HISTORY_H
#define SIM_HISTORY_H

#include "sim/api.h"

/* POST history {what: "losses" | "quits"}: every deletion of the past, or everyone who left a
 * group, as of its instant, in portions that are waited for.  Told again it is the same bytes
 * again. */
int history_call(Call *call);
/* POST history/tell {what, from, limit}: one portion; answers `told` and `next` (0 = the end). */
int history_tell(Call *call);

#endif
