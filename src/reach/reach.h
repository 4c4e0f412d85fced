/* reach.h -- welcome policies, and the welcomes sent by them.
 *
 * A new contact brings a one-time code that lives 20 s.  Of the policies that apply, one
 * is chosen: code > slot > staff > department > default; within a scope the nearest, then
 * the newest.  The choice explains itself, line by line. */
#ifndef REACH_REACH_H
#define REACH_REACH_H

#include "content/content.h"
#include "log/log.h"

typedef struct WelcomePolicyId { int64_t v; } WelcomePolicyId;

typedef enum WelcomeMode { WELCOME_OWN = 1, WELCOME_POLICY, WELCOME_NONE } WelcomeMode;
extern const Words welcome_mode_words;

typedef enum WelcomeScope {
    WELCOME_SCOPE_CODE = 1, WELCOME_SCOPE_SLOT, WELCOME_SCOPE_STAFF, WELCOME_SCOPE_DEPARTMENT,
    WELCOME_SCOPE_DEFAULT
} WelcomeScope;
extern const Words welcome_scope_words;

typedef enum WelcomeState {
    WELCOME_WAITING = 1, WELCOME_SENT, WELCOME_FAILED, WELCOME_SKIPPED
} WelcomeState;
extern const Words welcome_state_words;

/* ---- the welcome of a channel code ------------------------------------- */

/* The own welcome of a channel code, found by the platform's `state` token.  Checks the
 * message when the mode is own; `message` may be NULL otherwise. */
Code reach_code_welcome_put(Ctx *cx, int64_t code_id, Str token, Str name, WelcomeMode mode,
                            const Message *message) MUST_USE;
/* A code without one has mode policy and an empty message. */
Code reach_code_welcome_get(Ctx *cx, int64_t code_id, WelcomeMode *mode, Message *message) MUST_USE;
/* Absent is fine. */
Code reach_code_welcome_delete(Ctx *cx, int64_t code_id) MUST_USE;

/* ---- the choice, a pure rule ------------------------------------------- */

typedef struct ReachCandidate {
    int64_t      policy_id;
    Str          name;
    WelcomeScope scope;
    WelcomeMode  mode;              /* of scope code: WELCOME_NONE silences           */
    Str          token;             /* of scope code                                  */
    bool         is_enabled;
    Ids          staff_ids, department_ids;  /* empty: everybody                      */
    const WeekWindow *windows;      /* none: always                                   */
    size_t       window_count;
    int64_t      updated_at_ms;
} ReachCandidate;

typedef struct ReachSituation {
    int64_t at_ms;
    Zone    zone;
    Str     state;                  /* of the contact: the token of a code, or absent */
    int64_t staff_id;
    Ids     department_ids;         /* of the staff with all ancestors, nearest first */
} ReachSituation;

/* Why a candidate was taken or passed over; the console has a sentence for each. */
typedef enum ReachWhy {
    REACH_CHOSEN = 1, REACH_DISABLED, REACH_OTHER_CODE, REACH_OTHER_STAFF, REACH_OTHER_DEPARTMENT,
    REACH_OUTSIDE_WINDOW, REACH_WINDOW_MISSING, REACH_LEFT_TO_POLICIES, REACH_SILENCED,
    REACH_LESS_SPECIFIC, REACH_OLDER
} ReachWhy;
extern const Words reach_why_words;

/* Index of the chosen candidate or -1; `why[i]` for each of them.  A matching code of
 * mode none is chosen by nobody and silences all the rest: -1. */
int64_t reach_choose(const ReachCandidate *candidates, size_t count,
                     const ReachSituation *situation, ReachWhy *why);

/* Hears contact.added and platform.effect_settled; says welcome.sent and welcome.failed. */
extern const Consumer reach_consumer;

extern const SqlList reach_sql;

#endif
