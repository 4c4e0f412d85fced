/* serve.h -- the running server: threads around the log, and the HTTP door. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "app/app.h"
#include "app/wiring.h"

typedef struct Serve Serve;

/* Checks the schema against every statement, starts all threads and listens.  NULL when
 * something is wrong; it was printed. */
Serve *serve_start(App *app);
int    serve_port(const Serve *serve);
/* Waits for SIGINT or SIGTERM. */
void   serve_wait(void);
/* Whether one of them came and nobody waits for it yet. */
bool   serve_is_called_off(void);
/* Stops accepting, lets what is in hand finish, stops every thread. */
void   serve_stop(Serve *serve);

/* For /metrics and /api/health. */
void    serve_metrics(StrBuf *out);
int64_t serve_started_at_ms(void);

#endif
