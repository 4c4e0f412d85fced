/* node.h -- the number of this process among those that share a store, for its ids. */
#ifndef KERNEL_NODE_H
#define KERNEL_NODE_H

#include "kernel/ctx.h"

/* A lease not renewed for so long is free again; renew it every NODE_RENEW_MS. */
enum { NODE_LEASE_MS = 120000, NODE_RENEW_MS = 30000, NODE_COUNT = 256 };

/* Takes the lowest free number for `holder`, a name no other process has (host, process
 * and a random token).  ERR_LIMIT "node.none_free" when all are held. */
Code node_take(Ctx *cx, Str holder, int *node) MUST_USE;
/* Keeps it.  ERR_CONFLICT "node.lost" when it was not renewed in time and another has it:
 * the process must stop making ids. */
Code node_renew(Ctx *cx, Str holder, int node) MUST_USE;
/* Gives it back at a clean end. */
Code node_leave(Ctx *cx, Str holder, int node) MUST_USE;

#endif
