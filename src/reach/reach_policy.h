/* reach_policy.h -- welcome policies: as stored, as people see them, and chosen from. */
#ifndef REACH_REACH_POLICY_H
#define REACH_REACH_POLICY_H

#include "reach/reach.h"

/* A row; lists as JSON text. */
typedef struct WelcomePolicy {
    int64_t      id, tenant_id;
    Str          name;
    WelcomeScope scope;
    WelcomeMode  mode;         /* of scope code; else policy          */
    int64_t      code_id;      /* of scope code                       */
    Str          token;
    Str          staff_json, department_json, window_json, message_json;
    bool         is_enabled;
    int64_t      sent_count, failed_count;
    int64_t      created_at_ms, updated_at_ms, revision;
} WelcomePolicy;
extern const Shape welcome_policy_shape;

/* One weekly window as people write it; weekdays 1 Monday .. 7 Sunday. */
typedef struct WindowView { Ints weekdays; Str from, until; } WindowView;
extern const Shape window_view_shape;

typedef struct PolicyDraft {
    Str          name;
    WelcomeScope scope;
    Ids          staff_ids, department_ids;
    Rows         windows;      /* of WindowView */
    Message      message;
    bool         is_enabled;
} PolicyDraft;
extern const Shape policy_draft_shape;

typedef struct PolicyView {
    int64_t      id;
    Str          name;
    WelcomeScope scope;
    int64_t      code_id;
    Ids          staff_ids, department_ids;
    Rows         windows;
    Message      message;
    bool         is_enabled;
    int64_t      sent_count, failed_count;
    int64_t      created_at_ms, updated_at_ms, revision;
} PolicyView;
extern const Shape policy_view_shape;

/* ERR_NOT_FOUND "welcome_policy.not_found". */
Code reach_policy_get(Ctx *cx, WelcomePolicyId id, PolicyView *out) MUST_USE;
enum { POLICY_CODES_MAX = 20 };
typedef struct PolicyList {
    Rows    items; /* of PolicyView: by priority, newest first within a scope */
    int64_t code_count;
} PolicyList;
/* All policies, and of the `code_count` codes with a welcome of their own the newest
 * POLICY_CODES_MAX: a sheet makes hundreds of codes, and a list of all would be too large. */
Code reach_policy_list(Ctx *cx, PolicyList *out) MUST_USE;
/* "welcome_policy.scope_code" (those belong to channel codes), "welcome_policy.window_missing",
 * "welcome_policy.bad_window", "welcome_policy.staff_missing", "welcome_policy.department_missing",
 * "welcome_policy.unknown_staff", "welcome_policy.unknown_department",
 * and those of content_message_check. */
Code reach_policy_create(Ctx *cx, const PolicyDraft *draft, PolicyView *out) MUST_USE;
/* "welcome_policy.changed_meanwhile". */
Code reach_policy_update(Ctx *cx, WelcomePolicyId id, int64_t revision, const PolicyDraft *draft,
                         PolicyView *out) MUST_USE;
Code reach_policy_delete(Ctx *cx, WelcomePolicyId id, int64_t revision) MUST_USE; /* as above */

/* A row as a candidate; its lists live in the arena. */
Code reach_policy_candidate(Ctx *cx, const WelcomePolicy *policy, ReachCandidate *out) MUST_USE;
/* "22:00", "06:00" and weekdays; ERR_INVALID "welcome_policy.bad_window" at `field`. */
Code reach_policy_window(Ctx *cx, const WindowView *view, Str field, WeekWindow *out) MUST_USE;

#endif
