/* limit.h -- the frequency limits of the platform, with its real numbers unless lowered. */
#ifndef SIM_LIMIT_H
#define SIM_LIMIT_H

#include "sim/world.h"

typedef struct Limits {
    bool    is_on;
    int64_t api_per_minute, api_per_hour; /* one corp, one API: 10,000 and 150,000 */
    int64_t ip_per_minute, ip_per_hour;   /* one address: 20,000 and 600,000       */
    int64_t block_minute_ms, block_hour_ms;
} Limits;

typedef struct Limiter Limiter;
/* The platform's real numbers, nothing counted yet. */
Limiter               *limit_new(void);
void                   limit_free(Limiter *limiter);
Limits                 limit_get(const Limiter *limiter);
/* Changes the numbers and forgets what was counted. */
void                   limit_set(Limiter *limiter, Limits limits);
/* Counts a call; false when it is over quota or still blocked.  `path` must stay alive;
 * `corp` may be NULL. */
bool limit_allows(Limiter *limiter, const Corp *corp, const char *path, Str ip, int64_t now_ms);

#endif
