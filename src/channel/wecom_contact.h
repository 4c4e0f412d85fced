/* wecom_contact.h -- reading contacts from the platform.  Private to channel/. */
#ifndef CHANNEL_WECOM_CONTACT_H
#define CHANNEL_WECOM_CONTACT_H

#include "channel/channel_effect.h"

/* A read that welcome messages wait for, and one that nobody waits for. */
extern const EffectKind wecom_contact_read_new, wecom_contact_read;

/* Puts the effect.  `callback_json`: the `callback` member of platform.contact_read, absent for a
 * plain re-read.  With `deadline_ms` it is given up then, and what is known is passed on. */
typedef struct ContactRead {
    Str     external_userid, callback_json, key;
    int64_t event_seq; /* of the callback, 0 = none; its state follows the effect's end */
    int64_t deadline_ms;
    int64_t next_at_ms; /* not before, 0 = at once */
} ContactRead;
Code wecom_contact_put_read(Ctx *cx, const Connection *connection,
                            const ContactRead *read) MUST_USE;

/* `contact` and one `relation` as members of platform.contact_read, from the platform's objects
 * external_contact and follow_user (or follow_info). */
void wecom_contact_put_person(JsonOut *out, const Json *external_contact);
void wecom_contact_put_relation(JsonOut *out, const Json *follow);

#endif
