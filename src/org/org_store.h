/* org_store.h -- what the tree and the imports check as the forms do.  Private to org/. */
#ifndef ORG_ORG_STORE_H
#define ORG_ORG_STORE_H

#include "org/org.h"

/* "not_found". */
Code org_store_region(Ctx *cx, int64_t id, Region *out) MUST_USE;
/* 0 is fine; ERR_INVALID with `reason` when it is not there. */
Code org_store_check_region(Ctx *cx, int64_t region_id, const char *reason) MUST_USE;
/* "region.unknown_parent"; "region.cycle": a region may not lie inside itself. */
Code org_store_check_parent(Ctx *cx, int64_t id, int64_t parent_id) MUST_USE;
/* "09:00-21:00"; an end before the beginning means over midnight. */
bool org_store_hours_hold(Str hours);

#endif
