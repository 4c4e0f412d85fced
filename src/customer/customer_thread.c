/* customer_thread.c -- events that are messages, as lines of one conversation. */
#include "customer/customer_thread.h"

#include "org/org.h"
#include "wire/json.h"

static const char *const side_word[] = { [THREAD_CUSTOMER] = "customer", [THREAD_BRAND] = "brand" };
const Words              thread_side_words = { side_word, COUNT(side_word) };

// clang-format off
static const Field line_fields[] = {
    FIELD     (ThreadLine, seq),
    FIELD     (ThreadLine, id),
    FIELD     (ThreadLine, type),
    FIELD_WITH(ThreadLine, channel, .about = "oa, wecom, or what the source says: web, douyin_live"),
    FIELD_ENUM(ThreadLine, side,    thread_side_words),
    FIELD     (ThreadLine, kind),
    FIELD     (ThreadLine, text),
    FIELD     (ThreadLine, account),
    FIELD_ID  (ThreadLine, staff_id),
    FIELD     (ThreadLine, source),
    FIELD_TIME(ThreadLine, occurred_at_ms),
};
const Shape thread_line_shape = SHAPE(ThreadLine, line_fields);

static const Field query_fields[] = {
    FIELD_WITH(ThreadQuery, channel, .max = 40),
    FIELD     (ThreadQuery, cursor),
    FIELD     (ThreadQuery, limit),
};
const Shape thread_query_shape = SHAPE(ThreadQuery, query_fields);

static const Field page_fields[] = {
    FIELD_LIST(ThreadPage, items, thread_line_shape),
    FIELD     (ThreadPage, next_cursor),
};
const Shape thread_page_shape = SHAPE(ThreadPage, page_fields);

/* Which events are messages.  Without a channel: tracked, the properties say which. */
typedef struct ThreadKind {
    const char *type, *channel;
    ThreadSide  side;
} ThreadKind;
static const ThreadKind kinds[] = {
    { "oa.messaged",      "oa",    THREAD_CUSTOMER },
    { "oa.replied",       "oa",    THREAD_BRAND    },
    { "welcome.sent",     "wecom", THREAD_BRAND    },
    { "Message Sent",     NULL,    THREAD_CUSTOMER },
    { "Question Asked",   NULL,    THREAD_CUSTOMER },
    { "Comment Posted",   NULL,    THREAD_CUSTOMER },
    { "Message Received", NULL,    THREAD_BRAND    },
    { "Question Answered",NULL,    THREAD_BRAND    },
};
// clang-format on

enum { TEXT_MAX = 16384, PAGES_MAX = 50 };

static const ThreadKind *kind_of(Str type)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_equal(type, str_of(kinds[i].type))) return &kinds[i];
    return NULL;
}

/* ---- one line ---------------------------------------------------------------------------- */

static Str first_of(const Json *object, const char *const *keys)
{
    for (size_t i = 0; keys[i]; i++) {
        const Str text = json_str(object, str_of(keys[i]));
        if (text.len) return text;
    }
    return (Str){ 0 };
}

/* What an official account answered may be several messages: a line each. */
static Str parts_text(Arena *arena, const Json *payload)
{
    static const char *const keys[] = { "text", "title", "url", NULL };
    const JsonItems          parts  = json_items(payload, S("parts"));
    StrBuf                   text   = strbuf(arena, TEXT_MAX);
    for (size_t i = 0; i < parts.count; i++) {
        const Str one = first_of(&parts.at[i], keys);
        if (!one.len || text.len + one.len + 1 > TEXT_MAX) continue;
        if (text.len) strbuf_char(&text, '\n');
        strbuf_add(&text, one);
    }
    return text.len ? strbuf_str(&text) : (Str){ 0 };
}

static void read_platform(Arena *arena, const Json *payload, const ThreadKind *kind,
                          ThreadLine *line)
{
    static const char *const accounts[] = { "account", "policy_name", NULL };
    line->channel                       = str_of(kind->channel);
    line->account                       = first_of(payload, accounts);
    line->staff_id                      = json_i64(payload, S("staff_id"), 0);
    line->text                          = json_str(payload, S("text"));
    line->kind                          = S("text");
    if (!line->text.len) line->text = parts_text(arena, payload);
    if (!line->text.len) line->kind = json_str(payload, S("event"));
}

/* A source may name its channel; a page that does not is one of the web. */
static void read_tracked(const Json *payload, ThreadLine *line)
{
    static const char *const texts[] = { "text", "message", "content", "question", NULL };
    const Json              *said    = json_get(payload, S("properties"));
    if (!said) said = payload;
    line->channel = json_str(said, S("channel"));
    line->kind    = json_str(said, S("kind"));
    line->text    = first_of(said, texts);
    line->account = json_str(said, S("account"));
    if (!line->channel.len) line->channel = S("web");
    if (!line->kind.len) line->kind = S("text");
}

static void read_line(Arena *arena, const Event *event, const ThreadKind *kind, ThreadLine *line)
{
    const JsonLimits limits  = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 100000, .depth = 64 };
    const Json      *payload = NULL;
    JsonError        error   = { 0 };
    *line                    = (ThreadLine){ .seq            = event->seq,
                                             .id             = event->id,
                                             .type           = event->type,
                                             .side           = kind->side,
                                             .source         = event->source,
                                             .occurred_at_ms = event->occurred_at_ms };
    if (json_parse(arena, event->payload, limits, &payload, &error) != OK) payload = NULL;
    if (kind->channel)
        read_platform(arena, payload, kind, line);
    else
        read_tracked(payload, line);
}

/* ---- a page --------------------------------------------------------------------------------- */

/* Types of a channel; those that are tracked may be of any. */
static Strs types_of(Arena *arena, Str channel)
{
    Str   *types = arena_make(arena, Str, COUNT(kinds));
    size_t count = 0;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const bool is_fixed = kinds[i].channel != NULL;
        if (channel.len && is_fixed && !str_equal(channel, str_of(kinds[i].channel))) continue;
        types[count++] = str_of(kinds[i].type);
    }
    return (Strs){ types, count };
}

static void take(Ctx *cx, Rows events, Str channel, Vec *lines)
{
    event_hide(cx, events);
    for (size_t i = 0; i < events.count; i++) {
        const Event      *event = ROWS_AT(Event, events, i);
        const ThreadKind *kind  = kind_of(event->type);
        ThreadLine        line  = { 0 };
        if (!kind) continue;
        read_line(cx->arena, event, kind, &line);
        if (channel.len && !str_equal(channel, line.channel)) continue;
        *VEC_ADD(lines, ThreadLine) = line;
    }
}

Code customer_thread(Ctx *cx, CustomerId id, const ThreadQuery *query, ThreadPage *out)
{
    Customer      known  = { 0 };
    Vec           lines  = vec_of(cx->arena, ThreadLine);
    Str           cursor = query->cursor;
    const int64_t limit  = page_limit(query->limit);
    TRY(customer_get(cx, id, &known));
    const TimelineFilter filter = { .types = types_of(cx->arena, query->channel) };
    /* Pages in which no line is of the channel are passed over, not shown empty. */
    for (int page = 0; page < PAGES_MAX; page++) {
        Rows events = { 0 };
        Str  next   = { 0 };
        TRY(event_timeline_of(cx, known.id, &filter, cursor, limit, &events, &next));
        TRY(org_scope_events(cx, &events));
        take(cx, events, query->channel, &lines);
        out->next_cursor = next;
        cursor           = next;
        if (lines.count > 0 || !next.len) break;
    }
    out->items = vec_rows(&lines);
    return OK;
}
