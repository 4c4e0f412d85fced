/* track_consent.h -- what messages say of consent: who declined analytics is not counted, and what
 * a person agreed to or withdrew is kept of him.  Private to track/. */
#ifndef TRACK_TRACK_CONSENT_H
#define TRACK_TRACK_CONSENT_H

#include "track/track_message.h"

/* Reads `context.consent` of Segment's format: {"categoryPreferences": {"Analytics": false, …}}.
 * Refuses the message where analytics is declined. */
void track_consent_read(TrackMessage *message, const Json *consent);
/* Writes down what is new of it, of customers that are known: of one whose message is taken, and of
 * one who declined, whom nobody is made of.  In the transaction of the door, before the messages of
 * those who withdrew are refused. */
Code track_consent_hear(Ctx *cx, Str source, TrackMessage *const *messages, size_t count) MUST_USE;

#endif
