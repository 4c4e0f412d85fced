/* media.h -- files that were uploaded. */
#ifndef SIM_MEDIA_H
#define SIM_MEDIA_H

#include "sim/world.h"

/* Keeps a copy of the bytes; `days` 0 = for ever. */
Media       *media_add(Corp *corp, Str type, Str filename, Str bytes, int64_t days);
/* Unknown and expired give NULL. */
const Media *media_find(const World *world, Str media_id);

#endif
