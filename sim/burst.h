/* burst.h -- plays adds at a rate and measures how the apps keep up. */
#ifndef SIM_BURST_H
#define SIM_BURST_H

#include "sim/api.h"

typedef struct Bursts Bursts;

/* No burst yet. */
Bursts *bursts_new(Sim *sim);
/* Lets a running burst end soon; its waiters are answered. */
void    bursts_stop(Bursts *bursts);
/* Ends a running burst and forgets all; no call may be under way. */
void    bursts_free(Bursts *bursts);
/* POST starts one (waits for its end unless "wait":false), GET shows the last. */
int     bursts_call(Call *call);

#endif
