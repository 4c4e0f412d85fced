/* oa_told.h -- what a delivery says, in our words.  Pure.  Private to oa/. */
#ifndef OA_OA_TOLD_H
#define OA_OA_TOLD_H

#include "oa/oa.h"

typedef struct OaTold {
    EventType   type;            /* of the person's event                               */
    bool        is_known;        /* a kind we know; else it is kept, shown and ignored  */
    bool        is_person;       /* FromUserName is a person, not the platform itself   */
    Str         openid, account; /* account: ToUserName, the gh_ id               */
    Str         event;           /* the platform's word; of a message its MsgType       */
    Str         scene, key, url, text;
    int64_t     at_ms; /* 0: the platform told no time                        */
    Str         id;    /* the same for a repeat: MsgId, or who, when and what */
    const Json *fields;
} OaTold;

/* ERR_INVALID "callback.malformed" where nobody is named. */
Code oa_told_read(Ctx *cx, const DeliveryTold *told, OaTold *out) MUST_USE;
/* The members of the person's event beside those of every event of an account. */
void oa_told_put(JsonOut *out, const OaTold *told);

#endif
