/* reach_welcome.h -- welcomes: chosen, rendered, sent, and what became of them. */
#ifndef REACH_REACH_WELCOME_H
#define REACH_REACH_WELCOME_H

#include "reach/reach_policy.h"

typedef struct Welcome {
    int64_t      id, tenant_id, customer_id, relation_id, staff_id, policy_id;
    Str          policy_name;
    WelcomeScope scope; /* 0: none applied                     */
    Str          customer_name, staff_name;
    Str          code_key; /* SHA-256 of the welcome code          */
    WelcomeState state;
    Str          reason;
    Str          body; /* the rendered text                    */
    int64_t      requested_at_ms, sent_at_ms, latency_ms;
} Welcome;
extern const Shape welcome_shape;

/* A new contact with a welcome code. */
typedef struct WelcomeDue {
    int64_t relation_id, customer_id, staff_id, connection_id;
    Str     customer_name, state, welcome_code;
    int64_t requested_at_ms, deadline_ms;
} WelcomeDue;

/* Chooses, records and sends, or records why not.  A known code changes nothing. */
Code reach_welcome_send(Ctx *cx, const WelcomeDue *due) MUST_USE;

typedef struct WelcomeSettled {
    int64_t welcome_id, settled_at_ms;
    bool    is_done;
    Str     reason;
} WelcomeSettled;
/* SENT or FAILED, with the event; a failure is notified at most once an hour per reason. */
Code reach_welcome_settled(Ctx *cx, const WelcomeSettled *settled) MUST_USE;

typedef struct WelcomeQuery {
    WelcomeState state;
    int64_t      policy_id;
    Str          cursor;
    int64_t      limit;
} WelcomeQuery;
extern const Shape welcome_query_shape;
/* Newest first: Rows of Welcome. */
Code reach_welcome_list(Ctx *cx, const WelcomeQuery *query, Rows *items, Str *next_cursor) MUST_USE;

typedef struct WelcomeSummary {
    int64_t sent_today, failed_today, p50_ms, p99_ms;
} WelcomeSummary;
extern const Shape welcome_summary_shape;
/* Of the tenant's day; latencies over at most the last 10,000 sent. */
Code               reach_welcome_summary(Ctx *cx, WelcomeSummary *out) MUST_USE;

/* ---- the preview ---------------------------------------------------------- */

typedef struct PreviewDraft {
    Str     customer_name;
    int64_t staff_id, code_id, at_ms;
    Message message; /* given: only rendered, nothing chosen */
} PreviewDraft;
extern const Shape preview_draft_shape;

typedef struct Considered {
    int64_t      policy_id;
    Str          name;
    WelcomeScope scope;
    bool         chosen;
    ReachWhy     why;
} Considered;
typedef struct Preview {
    Str          text;
    Rows         attachments;
    int64_t      policy_id;
    Str          policy_name;
    WelcomeScope scope;
    Rows         considered; /* of Considered */
} Preview;
extern const Shape preview_shape;

/* What a new contact would get, by the functions that send it. */
Code reach_welcome_preview(Ctx *cx, const PreviewDraft *draft, Preview *out) MUST_USE;

#endif
