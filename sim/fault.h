/* fault.h -- failures that were ordered: "answer 45009 for a minute". */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "base/base.h"

typedef struct Fault Fault;
struct Fault {
    Fault  *next;
    int64_t id;
    char    path[80]; /* "externalcontact/get"; a trailing * covers what begins so */
    int     errcode, http_status;
    bool    is_html, is_drop;
    bool    is_after; /* the call is executed, only its answer is spoiled          */
    int64_t delay_ms, times, until_ms; /* times -1 and until 0 = without end             */
    int64_t taken, percent;
};

/* Adds a copy; returns its id. */
int64_t fault_add(Fault **faults, const Fault *fault);
/* The fault that strikes this call, counted; NULL for none.  Valid until the next change. */
Fault  *fault_take(Fault **faults, Str path, int64_t now_ms);
/* Removes one, or all with id 0. */
void    fault_clear(Fault **faults, int64_t id);

#endif
