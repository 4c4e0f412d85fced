/* channel_effect.h -- what all effects on a platform share: connection, call, verdict, end.
 * Private to channel/. */
#ifndef CHANNEL_CHANNEL_EFFECT_H
#define CHANNEL_CHANNEL_EFFECT_H

#include "channel/channel.h"
#include "channel/platform_api.h"

/* The platform's own budget of one corp and API. */
enum { WECOM_PER_MINUTE = 10000, WECOM_PER_HOUR = 150000 };
/* Of one official account and API, well below what its day allows at once. */
enum { OA_PER_MINUTE = 3000, OA_PER_HOUR = 60000 };

/* One effect being sent. */
typedef struct Sending {
    Ctx          *cx;
    const Effect *effect;
    Outcome      *outcome;
    const Json   *payload;
    Connection    connection;
} Sending;

/* Reads payload and connection.  False when the outcome is settled already: the connection is
 * gone (dead) or paused (waits). */
bool channel_effect_open(Sending *sending, Ctx *cx, const Effect *effect, Outcome *outcome);
/* Calls; true when the platform said ok.  Otherwise the outcome is set from the class of the
 * answer, people are told, and `answer` can still be looked at to decide otherwise. */
bool channel_effect_call(Sending *sending, const PlatformCall *call, PlatformAnswer *answer);
/* Our own failure, as an outcome that is tried again. */
void channel_effect_broke(Sending *sending);
/* Outcomes. */
void channel_effect_done(Sending *sending, Str answer_json);
void channel_effect_dead(Sending *sending, const char *reason, Str detail);
void channel_effect_retry(Sending *sending, const char *reason, Str detail, int64_t retry_at_ms);

/* The `settled` of most kinds: tells the slice above, and people when it is dead. */
Code channel_effect_settled(Ctx *cx, const Effect *effect, const Outcome *outcome) MUST_USE;
/* The first half of it, for kinds with an end of their own; `reason` may differ from the outcome's.
 */
Code channel_effect_emit(Ctx *cx, const Effect *effect, const Outcome *outcome,
                         const char *reason) MUST_USE;

/* How an effect is put: quota "corp:api" when `api` is given. */
typedef struct EffectPlan {
    const char *kind, *api;
    Str         key, lane, object, payload;
    int64_t     next_at_ms, deadline_ms;
    bool        supersede;
} EffectPlan;
Code channel_effect_put(Ctx *cx, const Connection *connection, EffectPlan plan) MUST_USE;

/* The text of a JSON writer, or ERR_LIMIT "effect.too_large". */
Code channel_effect_json(Ctx *cx, JsonOut *out, Str *text) MUST_USE;
/* Member `key` of the payload, as text. */
Str  channel_effect_str(const Sending *sending, const char *key);
/* An array of texts as a member. */
void channel_effect_put_strs(JsonOut *out, Str key, Strs texts);

#endif
