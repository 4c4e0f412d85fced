/* reach_sql.h -- the statements of welcome policies and welcomes. */
#ifndef REACH_REACH_SQL_H
#define REACH_REACH_SQL_H

#include "reach/reach_welcome.h"

enum { POLICY_MAX = 2000, LATENCY_MAX = 10000 };

/* ERR_NOT_FOUND "welcome_policy.not_found". */
Code reach_sql_policy_get(Ctx *cx, int64_t id, WelcomePolicy *out) MUST_USE;
Code reach_sql_policy_of_code(Ctx *cx, int64_t code_id, WelcomePolicy *out,
                              bool *found) MUST_USE;      /* the code's own */
/* All but those of codes, newest first. */
Code reach_sql_policy_list(Ctx *cx, Rows *rows) MUST_USE;
/* The newest of codes with a welcome of their own, and how many there are. */
Code reach_sql_policy_of_codes(Ctx *cx, int64_t limit, Rows *rows, int64_t *count) MUST_USE;
/* Those of no code, and those of that token: what a new contact can get. */
Code reach_sql_policy_candidates(Ctx *cx, Str token, Rows *rows) MUST_USE;
Code reach_sql_policy_insert(Ctx *cx, const WelcomePolicy *policy) MUST_USE; /* a new one */
/* ERR_CONFLICT "welcome_policy.changed_meanwhile". */
Code reach_sql_policy_save(Ctx *cx, const WelcomePolicy *policy, int64_t revision) MUST_USE;
Code reach_sql_policy_delete(Ctx *cx, int64_t id, int64_t revision) MUST_USE; /* as above */
Code reach_sql_policy_count(Ctx *cx, int64_t id,
                            bool is_sent) MUST_USE; /* one more sent or failed */

Code reach_sql_welcome_insert(Ctx *cx, const Welcome *welcome,
                              bool *is_new) MUST_USE; /* once per code */
/* ERR_NOT_FOUND "welcome.not_found". */
Code reach_sql_welcome_get(Ctx *cx, int64_t id, Welcome *out) MUST_USE;
Code reach_sql_welcome_settle(Ctx *cx, const Welcome *welcome,
                              bool *changed) MUST_USE; /* of a waiting one */
Code reach_sql_welcome_page(Ctx *cx, const WelcomeQuery *query, int64_t before_id, int64_t limit,
                            Rows *rows) MUST_USE; /* newest first */
Code reach_sql_welcome_today(Ctx *cx, int64_t from_ms,
                             WelcomeSummary *out) MUST_USE; /* counts only */
/* Latencies of those sent since, in order of size. */
Code reach_sql_welcome_latencies(Ctx *cx, int64_t from_ms, Ids *latencies) MUST_USE;

#endif
