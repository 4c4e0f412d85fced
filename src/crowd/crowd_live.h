/* crowd_live.h -- audiences that are always true.  What changed for a person is asked again for
 * him, of those audiences alone that mention it; windows wake whom they leave behind.  Included by
 * crowd.h; everything here changes the crowd. */
#ifndef CROWD_CROWD_LIVE_H
#define CROWD_CROWD_LIVE_H

#include "crowd/crowd.h"

typedef struct CrowdLive CrowdLive;

typedef struct LiveDraft {
    int64_t   id;
    CrowdRule rule;  /* borrowed, as long as the audience is live                         */
    Strs      reads; /* topics: "v:gender", "t:7", "r:", "e:order.paid", "s:12"           */
    bool      is_timed; /* asks the time beside events: asked anew when an hour begins    */
    bool      is_known; /* its set is true already                                        */
} LiveDraft;

/* Who entered or left, and what brought it about. */
typedef struct LiveMove {
    int64_t  segment;
    uint32_t person;
    uint32_t topic; /* 0: the rule itself, or the hour */
    bool     is_in, by_time;
} LiveMove;

/* None yet; the crowd is watched from now on, until the end. */
CrowdLive *crowd_live_new(Crowd *crowd, Zone zone, int64_t now_ms);
/* NULL is allowed; the sets stay. */
void       crowd_live_free(CrowdLive *live);
/* Computes its set and keeps it true from now on.  Those it asks ("s:12") come before it. */
void       crowd_live_add(CrowdLive *live, const LiveDraft *draft);
/* All that was noted and the time that passed, until `now_ms` (never earlier than before). */
void       crowd_live_advance(CrowdLive *live, int64_t now_ms);
/* Moves since they were last cleared. */
const LiveMove *crowd_live_moves(const CrowdLive *live, size_t *count);
void            crowd_live_clear(CrowdLive *live);
/* When something may change though nothing happens; INT64_MAX: never. */
int64_t         crowd_live_due(const CrowdLive *live);
/* Evaluations so far, for tests and figures. */
uint64_t        crowd_live_asked(const CrowdLive *live);

#endif
