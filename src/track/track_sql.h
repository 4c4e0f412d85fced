/* track_sql.h -- the statements of tracking.  Private to track/. */
#ifndef TRACK_TRACK_SQL_H
#define TRACK_TRACK_SQL_H

#include "track/track.h"

Code track_sql_by_key(Ctx *cx, Str key, TrackSource *out, bool *found) MUST_USE; /* any tenant */
Code track_sql_sources(Ctx *cx, Rows *rows) MUST_USE;                            /* oldest first */
/* ERR_NOT_FOUND "track.no_source". */
Code track_sql_source(Ctx *cx, int64_t id, TrackSource *out) MUST_USE;
Code track_sql_insert_source(Ctx *cx, const TrackSource *source) MUST_USE; /* a new one */
/* Name, key and whether it is on; ERR_CONFLICT "track.changed_meanwhile". */
Code track_sql_update_source(Ctx *cx, const TrackSource *source, int64_t revision) MUST_USE;

/* Counts `count` refused ones and keeps `rows` of them, the newest `kept` of the source. */
Code track_sql_refused(Ctx *cx, int64_t source_id, Rows rows, int64_t count, int64_t kept) MUST_USE;
/* Counts events that were left out by chance. */
Code track_sql_sampled_out(Ctx *cx, int64_t source_id, int64_t count) MUST_USE;
Code track_sql_refusals(Ctx *cx, int64_t source_id, int64_t limit,
                        Rows *rows) MUST_USE; /* newest first */

Code track_sql_decided(Ctx *cx, Rows *rows) MUST_USE; /* types that are blocked or renamed */
Code track_sql_types(Ctx *cx, Rows *rows) MUST_USE;   /* most events first */
Code track_sql_type(Ctx *cx, int64_t id,
                    TrackType *out) MUST_USE; /* ERR_NOT_FOUND "track.no_type" */
Code track_sql_type_named(Ctx *cx, Str name, TrackType *out,
                          bool *found) MUST_USE;                     /* by its name */
Code track_sql_insert_type(Ctx *cx, const TrackType *type) MUST_USE; /* unless it is known */
Code track_sql_see_type(Ctx *cx, const TrackType *type) MUST_USE;    /* its properties, and when */
/* What people decide; ERR_CONFLICT "track.changed_meanwhile". */
Code track_sql_update_type(Ctx *cx, const TrackType *type, int64_t revision) MUST_USE;

extern const Query track_sql_count_source; /* tenant, id, delta */
extern const Query track_sql_count_type;   /* tenant, id, delta */

#endif
