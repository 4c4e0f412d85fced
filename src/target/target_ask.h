/* target_ask.h -- the number of a target as it is.  Private to target/. */
#ifndef TARGET_TARGET_ASK_H
#define TARGET_TARGET_ASK_H

#include "target/target_place.h"
#include "target/target_rule.h"

/* The metric of a key; `found` false when the catalogue has none. */
Code       target_ask_metric(Ctx *cx, Str key, Metric *out, bool *found) MUST_USE;
/* The days of a target as instants; they were checked. */
TargetDays target_ask_days(const Target *target, Zone zone);
/* Which events of a metric are an owner's, as JsonLogic of docs/query.md: by the member of staff
 * they carry where all of them do, else by whom the person is a friend of.  ERR_LIMIT
 * "target.too_many_staff". */
Code       target_ask_filters(Ctx *cx, const Metric *metric, TargetOwner kind, int64_t id,
                              const TargetPlace *place, Str *out) MUST_USE;
/* Fills what stands in answers only.  A refused question is told in `reason`.  Outside a
 * transaction; the caller sees all of the place. */
Code       target_ask(Ctx *cx, Target *target, const TargetPlace *place) MUST_USE;

#endif
