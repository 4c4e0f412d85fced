/* oa_answer.h -- what an account answers by rule: which reply, what goes at once and what
 * follows.  Private to oa/. */
#ifndef OA_OA_ANSWER_H
#define OA_OA_ANSWER_H

#include "oa/oa_sql.h"
#include "oa/oa_told.h"

/* What an event met, and what is answered. */
typedef struct OaAnswer {
    OaQr    qr;       /* id 0: no code of ours                        */
    OaReply reply;    /* id 0: none                                   */
    OaPlace place;    /* where a contact code is shown; id 0: nowhere */
    Str     button;   /* the name of the menu's button                */
    Vec     parts;    /* of OaPart, codes filled as cards             */
    bool    at_once;  /* the first part is the passive answer         */
    Str     media_id; /* of a picture that is answered at once        */
} OaAnswer;

/* Reads the rules; an account that rests answers nothing. */
Code           oa_answer_find(Ctx *cx, const Connection *connection, const OaTold *told,
                              OaAnswer *out) MUST_USE;
/* The passive answer; "success" where there is none. */
Str            oa_answer_xml(Ctx *cx, const OaTold *told, const OaAnswer *answer);
/* Until when customer messages may follow what was told. */
int64_t        oa_answer_deadline_ms(const OaTold *told, int64_t now_ms);
/* Which of the rules that are on answers a text: an exact word first, then the longest part of
 * it, then the default; NULL: none. */
const OaReply *oa_answer_pick(const Rows *replies, Str text);
/* The parts as JSON of the event oa.replied, and one of them as a customer message. */
void           oa_answer_put_parts(JsonOut *out, const Vec *parts);
Code oa_answer_send(Ctx *cx, ConnectionId id, Str openid, const Json *part, int64_t deadline_ms,
                    Str key) MUST_USE;

#endif
