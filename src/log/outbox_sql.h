/* outbox_sql.h -- the statements of the outbox and its quotas. */
#ifndef LOG_OUTBOX_SQL_H
#define LOG_OUTBOX_SQL_H

#include "log/outbox.h"

/* Pending effects of one tenant, kind and quota; its name is "tenant kind quota". */
typedef struct QueueRow {
    Str     queue;
    int64_t next_at_ms; /* of the first one */
} QueueRow;

typedef struct QuotaRow {
    int64_t tenant_id;
    Str     name;
    int64_t minute_at_ms, minute_used;
    int64_t hour_at_ms, hour_used;
    int64_t rests_until_ms;
} QuotaRow;

typedef struct EffectId {
    int64_t id;
} EffectId;

extern const Shape queue_row_shape;
extern const Shape quota_row_shape;
extern const Shape effect_id_shape;
extern const Shape outbox_counts_shape;
extern const Table quota_table;

extern const Query outbox_sql_put;          /* tenant, id, kind, key, quota, lane, object, payload,
                                               next, deadline, now, queue                        */
extern const Query outbox_sql_known;        /* tenant, kind, key                                 */
extern const Query outbox_sql_supersede;    /* tenant, kind, lane, except id, now                */
extern const Query outbox_sql_next_of_lane; /* tenant, lane                                   */
extern const Query outbox_sql_unblock;      /* -                                                 */
extern const Query outbox_sql_list;         /* tenant, before id, limit                          */
extern const Query outbox_sql_list_state;   /* tenant, before id, limit, state                 */
extern const Query outbox_sql_list_object;  /* tenant, before id, limit, object, state or ''   */
extern const Query outbox_sql_underway; /* tenant, object, kind, since */
extern const Query outbox_sql_get;          /* tenant, id                                        */
extern const Query outbox_sql_lock;         /* tenant, id                                        */
extern const Query outbox_sql_replay;       /* tenant, id, now                                   */
extern const Query outbox_sql_discard;      /* tenant, id, now                                   */
extern const Query outbox_sql_counts;       /* tenant                                            */
extern const Query claim_sql_queues;        /* -                                                 */
extern const Query claim_sql_late;          /* queue, now, limit, owner, until                   */
extern const Query claim_sql_take;          /* queue, now, limit, owner, until                   */
extern const Query claim_sql_renew;         /* owner, id, until */
extern const Query claim_sql_any_expired;   /* now                                           */
extern const Query claim_sql_expired;       /* now, limit, owner, until                          */
extern const Query settle_sql_record;       /* tenant, id, owner, attempts claimed, state, attempts,
                                               next, reason, detail, answer, settled             */
extern const Query quota_sql_get;           /* tenant, name                                      */
extern const Query quota_sql_open;          /* tenant, name, minute, hour                        */
extern const Query quota_sql_use;           /* tenant, name, how many                            */
extern const Query quota_sql_rest;          /* tenant, name, until                               */

#endif
