/* oa_stat.h -- figures pulled from the platform, and when.  Private to oa/. */
#ifndef OA_OA_STAT_H
#define OA_OA_STAT_H

#include "oa/oa.h"

/* The next time the figures of an account are pulled: in the morning, when those of yesterday are
 * there. */
Code    oa_stat_set_timer(Ctx *cx, int64_t connection_id) MUST_USE;
/* The instant of it. */
int64_t oa_stat_next_ms(int64_t now_ms, Zone zone);
/* Counts a tap of the menu. */
Code    oa_stat_tapped(Ctx *cx, const Event *event, const Json *payload) MUST_USE;

#endif
