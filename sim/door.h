/* door.h -- the listener: reads requests, lets the API or the pages answer, replies. */
#ifndef SIM_DOOR_H
#define SIM_DOOR_H

#include "sim/api.h"

typedef struct Door Door;

/* Listens on "host:port"; NULL and a sentence in `problem`. */
Door *door_open(Sim *sim, Str listen, int threads, Arena *arena, Str *problem);
int   door_port(const Door *door);
/* Ends; waits for slow calls. */
void  door_close(Door *door);

#endif
