/* track_source.c -- sources, what they were refused, and what is decided of types. */
#include "track/track_message.h"
#include "track/track_sql.h"

static Str new_key(Ctx *cx)
{
    enum { KEY_CHARS = 32 };
    return cx_token(cx, KEY_CHARS);
}

Code track_source_list(Ctx *cx, Rows *rows) { return track_sql_sources(cx, rows); }

Code track_source_create(Ctx *cx, Str name, TrackSource *out)
{
    *out = (TrackSource){ .id             = cx_new_id(cx),
                          .tenant_id      = cx->tenant_id,
                          .name           = str_trim(name),
                          .write_key      = new_key(cx),
                          .is_on          = true,
                          .sample_percent = 100,
                          .created_at_ms  = cx->now_ms,
                          .revision       = 1 };
    REQUIRE(cx, out->name.len > 0, ERR_INVALID, "track.no_name");
    return track_sql_insert_source(cx, out);
}

Code track_source_update(Ctx *cx, TrackSourceId id, int64_t revision, const TrackSourceDraft *draft,
                         TrackSource *out)
{
    TRY(track_sql_source(cx, id.v, out));
    out->name             = str_trim(draft->name);
    out->is_on            = draft->is_on;
    out->events_per_s_max = draft->events_per_s_max;
    out->sample_percent   = draft->sample_percent > 0 ? draft->sample_percent : 100;
    REQUIRE(cx, out->name.len > 0, ERR_INVALID, "track.no_name");
    TRY(track_sql_update_source(cx, out, revision));
    return track_sql_source(cx, id.v, out);
}

Code track_source_rotate(Ctx *cx, TrackSourceId id, TrackSource *out)
{
    TRY(track_sql_source(cx, id.v, out));
    out->write_key     = new_key(cx);
    out->rotated_at_ms = cx->now_ms;
    TRY(track_sql_update_source(cx, out, out->revision));
    return track_sql_source(cx, id.v, out);
}

Code track_refusal_list(Ctx *cx, TrackSourceId source, int64_t limit, Rows *rows)
{
    return track_sql_refusals(cx, source.v, page_limit(limit), rows);
}

Code track_type_list(Ctx *cx, Rows *rows) { return track_sql_types(cx, rows); }

Code track_type_update(Ctx *cx, int64_t id, int64_t revision, const TrackTypeDraft *draft,
                       TrackType *out)
{
    TRY(track_sql_type(cx, id, out));
    out->is_blocked  = draft->is_blocked;
    out->rename_to   = draft->rename_to.ptr ? str_trim(draft->rename_to) : S("");
    out->owner       = draft->owner.ptr ? draft->owner : S("");
    out->description = draft->description.ptr ? draft->description : S("");
    if (str_equal(out->rename_to, out->name)) out->rename_to = S("");
    TrackMessage named = { .event = out->rename_to.len ? out->rename_to : out->name };
    track_check(&named, S(""));
    REQUIRE(cx, !named.refusal, ERR_INVALID, "track.reserved_event");
    TRY(track_sql_update_type(cx, out, revision));
    return track_sql_type(cx, id, out);
}
