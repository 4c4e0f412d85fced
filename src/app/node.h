/* node.h -- holds this process's number among those that share a store, for its ids. */
#ifndef APP_NODE_H
#define APP_NODE_H

#include "kernel/kernel.h"

typedef struct NodeHolder NodeHolder;

/* Takes a number and keeps it until node_holder_close(); the store must be migrated.  NULL when
 * none is free or the store does not answer; `cx` says why. */
NodeHolder *node_holder_open(Ctx *cx);
int         node_holder_number(const NodeHolder *holder);
/* Gives the number back. */
void        node_holder_close(NodeHolder *holder);

#endif
