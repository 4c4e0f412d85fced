/* keeper.h -- forgets what was kept long enough, by the settings `keep.*`. */
#ifndef APP_KEEPER_H
#define APP_KEEPER_H

#include "app/app.h"

/* Days by kind; 0 keeps for ever. */
typedef struct Keep {
    int64_t effects_days, jobs_days, callbacks_days, notifications_days;
    Str     events; /* "TYPE=DAYS TYPE=DAYS"; absent: all events stay */
} Keep;

/* Whether `events` can be read and names no type that settles money; `problem` says what is not. */
bool keeper_check(Arena *arena, Str events, Str *problem);
/* One round over all tenants, in small batches; `removed` counts rows. */
Code keeper_round(Ctx *cx, const Keep *keep, int64_t *removed) MUST_USE;

typedef struct Keeper Keeper;
/* A thread that makes a round each hour and gives way to everybody. */
Keeper *keeper_start(const Services *services, const Keep *keep);
void    keeper_stop(Keeper *keeper);

#endif
