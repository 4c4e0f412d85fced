/* track_store.c -- what was read of calls becomes events, many calls in one transaction. */
#include "track/track_store.h"

#include "consent/consent.h"
#include "kernel/again.h"
#include "track/track_consent.h"
#include "track/track_sql.h"

enum {
    REFUSALS_KEPT        = 500,
    REFUSALS_OF_CALL_MAX = 20,
    TRIES_MAX            = 5,
    PART_MAX             = 250,
    TOGETHER_MAX         = 2000
};

/* What is stored at once, of one source. */
typedef struct Load {
    Ctx               *cx;
    const TrackSource *source;
    Str                from; /* "track:7" */
    TrackMessage     **messages;
    size_t             count;
} Load;

/* ---- what was refused ---------------------------------------------------------------- */

/* Of what a client said, so much that people know it again. */
static Str said(Ctx *cx, Str text)
{
    enum { SAID_BYTES_MAX = 100 };
    text       = str_prefix_bytes(text, SAID_BYTES_MAX);
    char *copy = arena_make(cx->arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
    return (Str){ copy, text.len };
}

static Code note_refused(Load *load, size_t from, size_t count, int64_t refused)
{
    Ctx *cx   = load->cx;
    Vec  rows = vec_of(cx->arena, TrackRefusal);
    if (refused == 0) return OK;
    for (size_t i = from; i < from + count && rows.count < REFUSALS_OF_CALL_MAX; i++) {
        const TrackMessage *message = load->messages[i];
        if (!message->refusal) continue;
        *VEC_ADD(&rows, TrackRefusal) = (TrackRefusal){ .id        = cx_new_id(cx),
                                                        .tenant_id = cx->tenant_id,
                                                        .source_id = load->source->id,
                                                        .at_ms     = cx->now_ms,
                                                        .type      = said(cx, message->type),
                                                        .event     = said(cx, message->event),
                                                        .reason    = str_of(message->refusal),
                                                        .detail    = said(cx, message->detail) };
    }
    return track_sql_refused(cx, load->source->id, vec_rows(&rows), refused, REFUSALS_KEPT);
}

static void refuse_now(TrackMessage *message, const char *reason)
{
    message->is_refused_now = message->refusal == NULL;
    track_refuse(message, reason, (Str){ 0 });
}

/* What a try that was undone found out does not count. */
static void forget_refusals(Load *load)
{
    for (size_t i = 0; i < load->count; i++) {
        TrackMessage *message = load->messages[i];
        if (message->is_refused_now) message->refusal = NULL;
        message->is_refused_now = false;
    }
}

/* Who withdrew that his visits are counted is refused, whatever his browser says. */
static Code refuse_withdrawn(Load *load)
{
    Ctx   *cx   = load->cx;
    Vec    ids  = vec_of(cx->arena, int64_t);
    Ids    kept = { 0 };
    IdMap *may  = NULL;
    vec_reserve(&ids, load->count);
    for (size_t i = 0; i < load->count; i++)
        if (!load->messages[i]->refusal) *VEC_ADD(&ids, int64_t) = load->messages[i]->who.person_id;
    if (ids.count == 0) return OK;
    TRY(consent_keep(cx, CONSENT_ANALYTICS, (Ids){ (int64_t *)(void *)ids.at, ids.count }, &kept));
    if (kept.count == ids.count) return OK;
    may = idmap_new(cx->arena);
    for (size_t i = 0; i < kept.count; i++) (void)idmap_put(may, kept.at[i], may);
    for (size_t i = 0; i < load->count; i++) {
        TrackMessage *message = load->messages[i];
        if (!message->refusal && !idmap_find(may, message->who.person_id))
            refuse_now(message, "track.no_consent");
    }
    return OK;
}

/* ---- appending ---------------------------------------------------------------------- */

static Code resolve(Load *load)
{
    Ctx      *cx    = load->cx;
    DoorWho **whos  = arena_make(cx->arena, DoorWho *, load->count);
    size_t    count = 0;
    for (size_t i = 0; i < load->count; i++)
        if (!load->messages[i]->refusal) whos[count++] = &load->messages[i]->who;
    if (count > 0) TRY(customer_door_resolve_these(cx, load->from, whos, count));
    for (size_t i = 0; i < load->count; i++) {
        TrackMessage *message = load->messages[i];
        if (!message->refusal && message->who.is_erased) refuse_now(message, "track.person_erased");
    }
    TRY(track_consent_hear(cx, load->from, load->messages, load->count));
    return refuse_withdrawn(load);
}

static Str actor_of(Ctx *cx, int64_t person)
{
    char room[STR_DIGITS_ROOM];
    return person ? STR_JOIN(cx->arena, S("customer:"), str_digits(room, person))
                  : S("system:track");
}

static Code append_good(Load *load)
{
    Ctx        *cx     = load->cx;
    EventDraft *drafts = arena_make(cx->arena, EventDraft, load->count);
    size_t      count  = 0;
    int64_t     added  = 0;
    for (size_t i = 0; i < load->count; i++) {
        const TrackMessage *message = load->messages[i];
        if (message->refusal) continue;
        const int64_t person = message->who.person_id;
        drafts[count++]      = (EventDraft){
                 .id             = message->id,
                 .type           = message->event,
                 .person_id      = person,
                 .actor          = actor_of(cx, person),
                 .source         = load->from,
                 .occurred_at_ms = message->occurred_at_ms,
                 .payload        = message->payload,
        };
    }
    return count ? event_append_all(cx, drafts, count, &added) : OK;
}

/* ---- many calls ---------------------------------------------------------------------- */

static Load load_of(Ctx *cx, TrackPart *const *items, size_t count)
{
    Load   load = { .cx     = cx,
                    .source = items[0]->source,
                    .from   = str_fmt(cx->arena, "track:%lld", (long long)items[0]->source->id) };
    size_t room = 0;
    for (size_t i = 0; i < count; i++) room += items[i]->count;
    load.messages = arena_make(cx->arena, TrackMessage *, room);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < items[i]->count; j++)
            load.messages[load.count++] = &items[i]->messages[j];
    return load;
}

/* Those of one source: their persons are looked for at once, and their events are one insert. */
static Code store_of_source(Ctx *cx, TrackPart *const *items, size_t count)
{
    Load load     = load_of(cx, items, count);
    cx->tenant_id = load.source->tenant_id;
    forget_refusals(&load);
    TRY(resolve(&load));
    TRY(append_good(&load));
    for (size_t i = 0, from = 0; i < count; from += items[i++]->count) {
        items[i]->refused = 0;
        for (size_t j = 0; j < items[i]->count; j++)
            items[i]->refused += items[i]->messages[j].refusal != NULL;
        TRY(note_refused(&load, from, items[i]->count, items[i]->refused));
    }
    return OK;
}

static Code store_together(Ctx *cx, void *const *items, size_t count)
{
    TrackPart **of_source = arena_make(cx->arena, TrackPart *, count);
    bool       *is_stored = arena_make(cx->arena, bool, count);
    cx->actor             = S("system:track");
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        for (size_t j = i; j < count; j++) {
            TrackPart *one = items[j];
            if (is_stored[j] || one->source->id != ((TrackPart *)items[i])->source->id) continue;
            of_source[found++] = one;
            is_stored[j]       = true;
        }
        if (found > 0) TRY(store_of_source(cx, of_source, found));
    }
    return OK;
}

const Together track_storing = { store_together, TOGETHER_MAX };

/* And again when two calls met the same person; `code` is how it ended so far. */
static Code store_surely(Ctx *cx, TrackPart *part, Code code)
{
    for (int tried = 0; code != OK && cx_again(cx, tried, TRIES_MAX); tried++)
        code = together(cx, &track_storing, part, part->count);
    return code;
}

static void count_part(TrackParcel *parcel, const TrackPart *part)
{
    parcel->refused += part->refused;
    parcel->accepted += (int64_t)part->count - part->refused;
}

Code track_store(Ctx *cx, TrackParcel *parcel)
{
    /* A list may be long; what one transaction needs of memory must not be. */
    for (size_t from = 0; from < parcel->messages.count; from += PART_MAX) {
        const ArenaMark mark = arena_mark(cx->arena);
        const size_t    left = parcel->messages.count - from;
        TrackPart       part = { .source   = &parcel->source,
                                 .messages = VEC_AT(parcel->messages, TrackMessage, from),
                                 .count    = left < PART_MAX ? left : PART_MAX };
        TRY(store_surely(cx, &part, together(cx, &track_storing, &part, part.count)));
        count_part(parcel, &part);
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

TrackPart *track_store_whole(TrackParcel *parcel)
{
    if (parcel->messages.count > PART_MAX) return NULL;
    parcel->whole = (TrackPart){ .source   = &parcel->source,
                                 .messages = VEC_AT(parcel->messages, TrackMessage, 0),
                                 .count    = parcel->messages.count };
    return &parcel->whole;
}

Code track_store_end(Ctx *cx, TrackParcel *parcel, Code code)
{
    TRY(store_surely(cx, &parcel->whole, code));
    count_part(parcel, &parcel->whole);
    return OK;
}
