/* scout.h -- one look at the log for all consumers of a process.
 *
 * After commits one thread reads what came, keeps it in memory for a while, and wakes those
 * consumers that hear some of its types.  The others pass over it, and are woken once a second to
 * note how far they are.  It also sees who is asked to replay dead letters. */
#ifndef LOG_SCOUT_H
#define LOG_SCOUT_H

#include "log/consumer.h"
#include "log/recent.h"

typedef struct Scout Scout;

typedef struct ScoutNews {
    int64_t safe_seq;         /* the log may be read up to here                            */
    int64_t newest;           /* the last place of something the consumer hears, at most   */
    bool    is_replay_wanted; /* told once                                                 */
} ScoutNews;

/* Looks at nothing until it is started. */
Scout *scout_new(const Services *services, size_t consumers_max);
/* Before the start; the number of the consumer.  `wake` is raised until the scout is stopped. */
size_t scout_join(Scout *scout, const Consumer *consumer, Wake *wake);
void   scout_start(Scout *scout);
void   scout_stop(Scout *scout);
void   scout_free(Scout *scout);

/* What the consumer is to know now; from any thread. */
ScoutNews scout_news(Scout *scout, size_t number);
Recent   *scout_recent(Scout *scout);

#endif
