/* kernel.h -- the context and what every slice needs beside it. */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H
#include "kernel/audit.h"
#include "kernel/audit_chain.h"
#include "kernel/ctx.h"
#include "kernel/id.h"
#include "kernel/idempotency.h"
#include "kernel/memo.h"
#include "kernel/node.h"
#include "kernel/page.h"
#include "kernel/permission.h"
#include "kernel/secret.h"

extern const SqlList kernel_sql, audit_chain_sql;
/* What tells of a customer or a member of staff has to ask org_scope. */
extern const ScopeRule kernel_scope_rule;

#endif
