/* oa_reply.h -- replies as they are stored.  Private to oa/. */
#ifndef OA_OA_REPLY_H
#define OA_OA_REPLY_H

#include "oa/oa_sql.h"

/* All of an account with keywords and messages filled: Rows of OaReply. */
Code oa_reply_read_all(Ctx *cx, int64_t connection_id, Rows *items) MUST_USE;
/* ERR_INVALID "oa.unknown_code" where a channel code is not there. */
Code oa_reply_check_code(Ctx *cx, int64_t channel_code_id, const char *field) MUST_USE;
/* An official account of ours; "oa.not_an_account". */
Code oa_reply_account(Ctx *cx, ConnectionId id, Connection *out) MUST_USE;
Code oa_reply_emit_changed(Ctx *cx, const char *noun, int64_t id) MUST_USE;

#endif
