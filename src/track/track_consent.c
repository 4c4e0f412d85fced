/* track_consent.c -- what messages say of consent. */
#include "track/track_consent.h"

#include <string.h>

/* Names of categories as banners give them; others are the page's own. */
static const struct {
    const char    *name;
    ConsentPurpose purpose;
} categories[] = {
    { "analytics", CONSENT_ANALYTICS },
    { "advertising", CONSENT_MARKETING },
    { "marketing", CONSENT_MARKETING },
    { "personalization", CONSENT_PERSONALIZATION },
    { "datasharing", CONSENT_SHARING },
    { "sharing", CONSENT_SHARING },
    { "sms", CONSENT_SMS },
    { "email", CONSENT_EMAIL },
    { "phone", CONSENT_PHONE },
};

void track_consent_read(TrackMessage *message, const Json *consent)
{
    const Json *said = json_get(consent, S("categoryPreferences"));
    for (uint32_t i = 0; said && said->kind == JSON_OBJECT && i < said->count; i++) {
        const Json *one = &said->as.first[i];
        for (size_t k = 0; one->kind == JSON_BOOL && k < COUNT(categories); k++)
            if (str_equal_nocase(one->key, str_of(categories[k].name)))
                message->consent[categories[k].purpose] =
                    (uint8_t)(one->as.boolean ? CONSENT_GIVEN : CONSENT_WITHDRAWN);
    }
    if (message->consent[CONSENT_ANALYTICS] != CONSENT_WITHDRAWN) return;
    message->is_declined = message->refusal == NULL;
    track_refuse(message, "track.no_consent", (Str){ 0 });
}

static bool says_any(const TrackMessage *message)
{
    for (int purpose = 1; purpose < CONSENT_PURPOSE_END; purpose++)
        if (message->consent[purpose]) return true;
    return false;
}

/* Who declined, if somebody is known by what finds him; nobody is made. */
static Code find_known(Ctx *cx, const TrackMessage *message, CustomerId *id)
{
    id->v = 0;
    for (size_t i = 0; i < message->who.count && id->v == 0; i++) {
        const DoorClaim *claim = &message->who.claims[i];
        bool             found = false;
        CustomerId       held  = { 0 };
        if (!claim->decides) continue;
        TRY(customer_identity_find(cx, claim->kind, claim->scope, claim->value, &held, &found));
        if (found) *id = held;
    }
    return OK;
}

static Code hear_one(Ctx *cx, Str source, const TrackMessage *message, CustomerId id)
{
    const Str evidence = message->message_id.len
                             ? str_fmt(cx->arena, "messageId %.*s", FMT(message->message_id))
                             : S("context.consent");
    for (int purpose = 1; purpose < CONSENT_PURPOSE_END; purpose++) {
        if (!message->consent[purpose]) continue;
        const ConsentDraft draft = { .purpose  = (ConsentPurpose)purpose,
                                     .state    = (ConsentState)message->consent[purpose],
                                     .source   = source,
                                     .evidence = evidence,
                                     .at_ms    = message->occurred_at_ms };
        TRY(consent_hear(cx, id, &draft));
    }
    return OK;
}

/* A banner says the same with every message: of a person only what differs is asked. */
static bool is_said_again(IdMap *last, int64_t person, const TrackMessage *message)
{
    const TrackMessage *before = idmap_find(last, person);
    if (before && !memcmp(before->consent, message->consent, sizeof(message->consent))) return true;
    (void)idmap_put(last, person, (void *)(uintptr_t)message); /* the newest stands */
    return false;
}

Code track_consent_hear(Ctx *cx, Str source, TrackMessage *const *messages, size_t count)
{
    IdMap *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const TrackMessage *message = messages[i];
        CustomerId          id      = { message->who.person_id };
        if ((message->refusal && !message->is_declined) || !says_any(message)) continue;
        if (message->is_declined) TRY(find_known(cx, message, &id));
        if (id.v == 0) continue;
        if (!last) last = idmap_new(cx->arena);
        if (!is_said_again(last, id.v, message)) TRY(hear_one(cx, source, message, id));
    }
    return OK;
}
