/* consumer_sql.h -- the statements of cursors, leases and dead letters. */
#ifndef LOG_CONSUMER_SQL_H
#define LOG_CONSUMER_SQL_H

#include "log/consumer.h"

typedef struct CursorRow {
    int32_t part;
    int64_t seq;
} CursorRow;

typedef struct CountRow {
    int64_t count;
} CountRow;

/* A dead letter somebody wants to be tried again. */
typedef struct ReplayRow {
    int64_t id, tenant_id, event_seq;
} ReplayRow;

/* A consumer that is asked to replay dead letters. */
typedef struct AskerRow {
    Str consumer;
} AskerRow;

/* A lane that is held back (held.h). */
typedef struct LaneRow {
    int64_t tenant_id;
    Str     lane;
} LaneRow;

extern const Shape lane_row_shape;
extern const Shape asker_row_shape;
extern const Shape cursor_row_shape;
extern const Shape count_row_shape;
extern const Shape replay_row_shape;
extern const Table dead_letter_table;

extern const Query consumer_sql_states;    /* tenant                                      */
extern const Query consumer_sql_open;      /* consumer, part                              */
extern const Query consumer_sql_cursors;   /* consumer                                    */
extern const Query consumer_sql_move;      /* consumer, parts, owner, at most seq, to seq */
extern const Query lease_sql_join;         /* consumer, node, until                       */
extern const Query lease_sql_leave;        /* consumer, node, now                         */
extern const Query lease_sql_nodes;        /* consumer, now                               */
extern const Query lease_sql_held;         /* consumer, node                              */
extern const Query lease_sql_renew;        /* consumer, node, until                       */
extern const Query lease_sql_take;         /* consumer, node, until, now, how many        */
extern const Query lease_sql_give;         /* consumer, node, how many                    */
extern const Query dead_letter_sql_put;    /* columns of the table in order               */
extern const Query dead_letter_sql_list;   /* tenant, before id, limit                    */
extern const Query dead_letter_sql_get;    /* tenant, id                                  */
extern const Query dead_letter_sql_want;   /* tenant, id, consumer, lane                  */
extern const Query dead_letter_sql_rest;   /* tenant, consumer, lane                      */
extern const Query dead_letter_sql_lanes;  /* consumer, limit                             */
extern const Query dead_letter_sql_first_of_lane; /* tenant, consumer, lane               */
extern const Query dead_letter_sql_askers; /* -                                           */
extern const Query dead_letter_sql_wanted; /* consumer, limit                             */
extern const Query dead_letter_sql_take;   /* tenant, id                                  */
extern const Query dead_letter_sql_again;  /* tenant, id, reason, detail, now             */
extern const Query dead_letter_sql_remove; /* tenant, id                                  */

#endif
