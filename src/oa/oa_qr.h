/* oa_qr.h -- what became of making a code.  Private to oa/. */
#ifndef OA_OA_QR_H
#define OA_OA_QR_H

#include "oa/oa_sql.h"

/* The platform made it, or did not. */
Code oa_qr_settled(Ctx *cx, int64_t id, bool is_done, Str reason, const Json *answer) MUST_USE;
/* Counts a scan that was told, with or without following. */
Code oa_qr_scanned(Ctx *cx, int64_t id, bool is_follow) MUST_USE;
/* Attributes an add in WeCom to the place it came from, if one can be named. */
Code oa_place_hear_matched(Ctx *cx, const Event *event, const Json *payload) MUST_USE;

#endif
