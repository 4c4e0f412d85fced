/* live.h -- what happens, told to open pages (GET /api/live): each hears what he may see. */
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include "http/sse.h"
#include "log/log.h"

typedef struct Live Live;

/* Follows the log from now on. */
Live *live_start(const Services *services, SseHub *hub);
void  live_stop(Live *live);

/* Tells of one event those who have the module it is of.  One about a person reaches only those who
 * may see him and the member of staff it tells of; of any other, who does not see all learns no
 * more than that something happened.  Ends the pages of those whose rights or sessions it changed.
 */
void live_tell(const Services *services, SseHub *hub, const Event *event);

#endif
