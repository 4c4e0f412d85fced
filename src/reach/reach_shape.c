/* reach_shape.c -- fields and words of welcome policies and welcomes. */
#include "reach/reach_welcome.h"

// clang-format off
static const char *const mode_word[] = {
    [WELCOME_OWN] = "own", [WELCOME_POLICY] = "policy", [WELCOME_NONE] = "none",
};
const Words welcome_mode_words = { mode_word, COUNT(mode_word) };

static const char *const scope_word[] = {
    [WELCOME_SCOPE_CODE]       = "code",       [WELCOME_SCOPE_SLOT]    = "slot",
    [WELCOME_SCOPE_STAFF]      = "staff",
    [WELCOME_SCOPE_DEPARTMENT] = "department", [WELCOME_SCOPE_DEFAULT] = "default",
};
const Words welcome_scope_words = { scope_word, COUNT(scope_word) };

static const char *const state_word[] = {
    [WELCOME_WAITING] = "waiting", [WELCOME_SENT]    = "sent",
    [WELCOME_FAILED]  = "failed",  [WELCOME_SKIPPED] = "skipped",
};
const Words welcome_state_words = { state_word, COUNT(state_word) };

static const char *const why_word[] = {
    [REACH_CHOSEN]           = "chosen",
    [REACH_DISABLED]         = "disabled",
    [REACH_OTHER_CODE]       = "other_code",
    [REACH_OTHER_STAFF]      = "other_staff",
    [REACH_OTHER_DEPARTMENT] = "other_department",
    [REACH_OUTSIDE_WINDOW]   = "outside_window",
    [REACH_WINDOW_MISSING]   = "window_missing",
    [REACH_LEFT_TO_POLICIES] = "left_to_policies",
    [REACH_SILENCED]         = "silenced",
    [REACH_LESS_SPECIFIC]    = "less_specific",
    [REACH_OLDER]            = "older",
};
const Words reach_why_words = { why_word, COUNT(why_word) };

static const Field policy_fields[] = {
    FIELD_ID  (WelcomePolicy, id),
    FIELD_ID  (WelcomePolicy, tenant_id,       .flags = SECRET),
    FIELD     (WelcomePolicy, name),
    FIELD_ENUM(WelcomePolicy, scope,           welcome_scope_words),
    FIELD_ENUM(WelcomePolicy, mode,            welcome_mode_words),
    FIELD_ID  (WelcomePolicy, code_id),
    FIELD     (WelcomePolicy, token),
    FIELD_JSON(WelcomePolicy, staff_json),
    FIELD_JSON(WelcomePolicy, department_json),
    FIELD_JSON(WelcomePolicy, window_json),
    FIELD_JSON(WelcomePolicy, message_json),
    FIELD     (WelcomePolicy, is_enabled),
    FIELD     (WelcomePolicy, sent_count),
    FIELD     (WelcomePolicy, failed_count),
    FIELD_TIME(WelcomePolicy, created_at_ms),
    FIELD_TIME(WelcomePolicy, updated_at_ms),
    FIELD     (WelcomePolicy, revision),
};
const Shape welcome_policy_shape = SHAPE(WelcomePolicy, policy_fields);

static const Field window_fields[] = {
    FIELD_WITH(WindowView, weekdays, .flags = REQUIRED, .min = 1, .max = 7),
    FIELD_WITH(WindowView, from,     .flags = REQUIRED, .min = 5, .max = 5),
    FIELD_WITH(WindowView, until,    .flags = REQUIRED, .min = 5, .max = 5),
};
const Shape window_view_shape = SHAPE(WindowView, window_fields);

static const Field draft_fields[] = {
    FIELD_WITH  (PolicyDraft, name,           .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_ENUM  (PolicyDraft, scope,          welcome_scope_words, .flags = REQUIRED),
    FIELD_WITH  (PolicyDraft, staff_ids,      .min = 0, .max = 1000),
    FIELD_WITH  (PolicyDraft, department_ids, .min = 0, .max = 1000),
    FIELD_LIST  (PolicyDraft, windows,        window_view_shape, .min = 0, .max = 50),
    FIELD_OBJECT(PolicyDraft, message,        message_shape, .flags = REQUIRED),
    FIELD       (PolicyDraft, is_enabled),
};
const Shape policy_draft_shape = SHAPE(PolicyDraft, draft_fields);

static const Field view_fields[] = {
    FIELD_ID    (PolicyView, id),
    FIELD       (PolicyView, name),
    FIELD_ENUM  (PolicyView, scope,   welcome_scope_words),
    FIELD_ID    (PolicyView, code_id),
    FIELD       (PolicyView, staff_ids),
    FIELD       (PolicyView, department_ids),
    FIELD_LIST  (PolicyView, windows, window_view_shape),
    FIELD_OBJECT(PolicyView, message, message_shape),
    FIELD       (PolicyView, is_enabled),
    FIELD       (PolicyView, sent_count),
    FIELD       (PolicyView, failed_count),
    FIELD_TIME  (PolicyView, created_at_ms),
    FIELD_TIME  (PolicyView, updated_at_ms),
    FIELD       (PolicyView, revision),
};
const Shape policy_view_shape = SHAPE(PolicyView, view_fields);

static const Field welcome_fields[] = {
    FIELD_ID  (Welcome, id),
    FIELD_ID  (Welcome, tenant_id,     .flags = SECRET),
    FIELD_ID  (Welcome, customer_id),
    FIELD_ID  (Welcome, relation_id),
    FIELD_ID  (Welcome, staff_id),
    FIELD_ID  (Welcome, policy_id),
    FIELD     (Welcome, policy_name),
    FIELD_ENUM(Welcome, scope,         welcome_scope_words),
    FIELD     (Welcome, customer_name),
    FIELD     (Welcome, staff_name),
    FIELD_WITH(Welcome, code_key,      .flags = SECRET),
    FIELD_ENUM(Welcome, state,         welcome_state_words),
    FIELD     (Welcome, reason),
    FIELD     (Welcome, body),
    FIELD_TIME(Welcome, requested_at_ms),
    FIELD_TIME(Welcome, sent_at_ms),
    FIELD     (Welcome, latency_ms),
};
const Shape welcome_shape = SHAPE(Welcome, welcome_fields);

static const Field query_fields[] = {
    FIELD_ENUM(WelcomeQuery, state, welcome_state_words),
    FIELD_ID  (WelcomeQuery, policy_id),
    FIELD     (WelcomeQuery, cursor),
    FIELD     (WelcomeQuery, limit),
};
const Shape welcome_query_shape = SHAPE(WelcomeQuery, query_fields);

static const Field summary_fields[] = {
    FIELD(WelcomeSummary, sent_today), FIELD(WelcomeSummary, failed_today),
    FIELD(WelcomeSummary, p50_ms),     FIELD(WelcomeSummary, p99_ms),
};
const Shape welcome_summary_shape = SHAPE(WelcomeSummary, summary_fields);

static const Field preview_draft_fields[] = {
    FIELD_WITH  (PreviewDraft, customer_name, .min = 0, .max = 100),
    FIELD_ID    (PreviewDraft, staff_id),
    FIELD_ID    (PreviewDraft, code_id),
    FIELD_TIME  (PreviewDraft, at_ms),
    FIELD_OBJECT(PreviewDraft, message, message_shape),
};
const Shape preview_draft_shape = SHAPE(PreviewDraft, preview_draft_fields);

static const Field considered_fields[] = {
    FIELD_ID  (Considered, policy_id),
    FIELD     (Considered, name),
    FIELD_ENUM(Considered, scope, welcome_scope_words),
    FIELD     (Considered, chosen),
    FIELD_ENUM(Considered, why,   reach_why_words),
};
static const Shape considered_shape = SHAPE(Considered, considered_fields);

static const Field preview_fields[] = {
    FIELD     (Preview, text),
    FIELD_LIST(Preview, attachments, attachment_shape),
    FIELD_ID  (Preview, policy_id),
    FIELD     (Preview, policy_name),
    FIELD_ENUM(Preview, scope,       welcome_scope_words),
    FIELD_LIST(Preview, considered,  considered_shape),
};
const Shape preview_shape = SHAPE(Preview, preview_fields);
// clang-format on
