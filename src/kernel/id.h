/* id.h -- ids that rise with time: 41 bits of milliseconds since 2020-01-01 UTC,
 * 8 bits of node, 14 bits of counter.  They travel as text in JSON. */
#ifndef KERNEL_ID_H
#define KERNEL_ID_H

#include "base/base.h"

typedef struct IdSource IdSource;

/* `node` in 0..255 must differ between processes on one store. */
IdSource *id_source_new(int node);
void      id_source_free(IdSource *ids);
/* Never the same twice, also when the clock stands still or goes back. Thread-safe. */
int64_t   id_next(IdSource *ids, int64_t now_ms);
/* The instant an id was made. */
int64_t   id_made_at_ms(int64_t id);
/* The least id that can have been made at an instant; 0 before 2020. */
int64_t   id_first_at_ms(int64_t at_ms);

#endif
