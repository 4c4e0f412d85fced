/* event_sql.h -- the statements of the event log. */
#ifndef LOG_EVENT_SQL_H
#define LOG_EVENT_SQL_H

#include "log/event.h"

/* How far the log can be seen: docs/adr/0004-event-delivery.md. */
typedef struct EventHorizonRow {
    int64_t last_seq;       /* highest place visible                               */
    int64_t oldest_running; /* every transaction with a lower number has ended     */
    bool    is_dense;       /* every place after the asked one up to last_seq is visible */
} EventHorizonRow;

typedef struct EventNumber {
    int64_t number;         /* of a transaction younger than all that began writing before */
} EventNumber;

typedef struct EventSeq {
    int64_t seq;
} EventSeq;

/* Where an event of a person lies; on SQLite only. */
typedef struct EventPlace {
    int64_t tenant_id, stretch, person_id, occurred_at_ms, seq;
} EventPlace;

extern const Shape event_row_shape;
extern const Shape event_horizon_shape;
extern const Shape event_number_shape;
extern const Shape event_seq_shape;
extern const Shape event_news_shape; /* Event, without what only readers need */
extern const Shape event_place_shape;
extern const Table event_sql_table; /* event_row_shape: all but seq */
extern const Table event_sql_place_table;

extern const Query event_sql_by_seq;         /* tenant, seq                             */
extern const Query event_sql_timeline;       /* tenant, person, at, seq, limit, types, ... */
extern const Query event_sql_history;        /* tenant, person, at, seq, limit, type, scope */
extern const Query event_sql_of_type;        /* tenant, person, type, from, until, limit, scope */
extern const Query event_sql_of_persons;     /* tenant, persons, after seq, limit       */
extern const Query event_sql_list;           /* tenant, before seq, limit               */
extern const Query event_sql_oldest;         /* tenant, after seq, limit                */
extern const Query event_sql_oldest_type;    /* and the type                            */
extern const Query event_sql_list_type;      /* tenant, before seq, limit, type         */
extern const Query event_sql_list_object;    /* tenant, before seq, limit, object, type */
extern const Query event_sql_list_person;    /* the same with the scope, and the person */
extern const Query event_sql_counts;         /* tenant, after seq                       */
extern const Query event_sql_count_place;    /* -                                       */
extern const Query event_sql_horizon;        /* after seq                               */
extern const Query event_sql_number;         /* -                                       */
extern const Query event_sql_read;           /* after seq, until seq, parts, limit, types */
extern const Query event_sql_count_open;     /* -                                       */
extern const Query event_sql_count_cursor;   /* -                                       */
extern const Query event_sql_news;           /* after seq, until seq                    */
extern const Query event_sql_count_add;      /* tenant, type, count, last at            */
extern const Query event_sql_count_move;     /* until seq                               */
extern const Query event_sql_fold;           /* tenant, into, from                      */
extern const Query event_sql_fold_of_folded; /* tenant, into, from                      */
extern const Query event_sql_unfold;         /* tenant, into, from                      */

#endif
