/* wiring.h -- what each folder brings, in one place. */
#ifndef APP_WIRING_H
#define APP_WIRING_H

#include "http/http.h"
#include "log/log.h"

typedef struct Wiring {
    const RouteList *const  *routes;
    size_t                   route_count;
    const SqlList *const    *sql;
    size_t                   sql_count;
    const Consumer *const   *consumers;
    size_t                   consumer_count;
    const EffectKind *const *effects;
    size_t                   effect_count;
    const JobKind *const    *jobs;
    size_t                   job_count;
    const TimerKind *const  *timers;
    size_t                   timer_count;
    const MergeTable *const *merge_tables;
    size_t                   merge_table_count;
    const CallbackReactor *const *reactors;
    size_t                        reactor_count;
} Wiring;

/* Made once from the folders' own lists; lives in the arena. */
Wiring wiring_of(Arena *arena);

#endif
