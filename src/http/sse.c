/* sse.c -- the hub of live streams: a message is written once and shared by all streams
 * it is for; each stream keeps a short queue of what it has not sent. */
#include "http/sse.h"

#include "http/sse_stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MAX = 256, WAITING_SIZE_MAX = 256 << 10, TOPICS_MAX = 16, TOPICS_SIZE = 400 };
/* Of one user: more are pages left open.  The oldest goes, and comes back late if it is alive. */
enum { USER_STREAMS_MAX = 12 };
enum { BEAT_US = 15 * 1000 * 1000 };
/* To look anew costs a page all its questions: it is told so once in so long. */
enum { RESYNC_US = 1000 * 1000 };
/* Rights are looked at when a stream opens; so nobody follows longer than this on old ones.
 * A page comes back by itself and is told to look anew. */
static const int64_t life_us = 15LL * 60 * 1000 * 1000;

/* Shared by the queues; counted under the hub's lock. */
typedef struct Message {
    int    holders;
    bool   is_resync;
    size_t size;
    char   bytes[];
} Message;

typedef struct Item Item;
struct Item {
    Item    *next;
    Message *message;
};

struct SseStream {
    SseHub       *hub;
    SseStream    *before, *after;
    int64_t       tenant_id, user_id, owner_id, scope_id;
    PermissionSet permissions;
    char          topics[TOPICS_SIZE];
    size_t        topics_len;
    Item         *first, *last;
    size_t        waiting_count, waiting_size;
    size_t        sent; /* bytes of the first message that are on their way */
    int64_t       opened_us, active_us;
    int64_t       resync_us;     /* when it was told last to look anew; 0: never */
    bool          is_resync_due; /* is to be told so again when a second has passed */
    bool          is_suspended, is_ended;
    bool          is_leaving; /* ends when what waits is sent */
    SseLink       link;
};

struct SseHub {
    pthread_mutex_t lock;
    SseStream      *first;
    int64_t         count, count_max;
};

SseHub *sse_hub_new(void)
{
    SseHub *hub = calloc(1, sizeof(*hub));
    ASSERT(hub != NULL);
    ASSERT(pthread_mutex_init(&hub->lock, NULL) == 0);
    return hub;
}

void sse_hub_free(SseHub *hub)
{
    if (!hub) return;
    ASSERT(hub->first == NULL);
    ASSERT(pthread_mutex_destroy(&hub->lock) == 0);
    free(hub);
}

/* ---- messages and queues (the hub is locked) --------------------------------- */

static void message_drop(Message *message)
{
    if (--message->holders == 0) free(message);
}

static Message *message_of(Str text)
{
    Message *message = malloc(sizeof(*message) + text.len);
    ASSERT(message != NULL);
    *message = (Message){ .holders = 1, .size = text.len };
    memcpy(message->bytes, text.ptr, text.len);
    return message;
}

static void item_drop(SseStream *stream)
{
    Item *item    = stream->first;
    stream->first = item->next;
    if (!stream->first) stream->last = NULL;
    stream->waiting_count--;
    stream->waiting_size -= item->message->size;
    message_drop(item->message);
    free(item);
}

static void append(SseStream *stream, Message *message)
{
    Item *item = calloc(1, sizeof(*item));
    ASSERT(item != NULL);
    item->message = message;
    message->holders++;
    if (stream->last)
        stream->last->next = item;
    else
        stream->first = item;
    stream->last = item;
    stream->waiting_count++;
    stream->waiting_size += message->size;
}

/* Drops what waits, except a message that is half sent. */
static void drop_waiting(SseStream *stream)
{
    Item *half = stream->sent ? stream->first : NULL;
    if (half) {
        stream->first = half->next;
        stream->waiting_count--;
        stream->waiting_size -= half->message->size;
    }
    while (stream->first) item_drop(stream);
    stream->last = NULL;
    if (!half) return;
    half->next            = NULL;
    stream->first         = half;
    stream->last          = half;
    stream->waiting_count = 1;
    stream->waiting_size  = half->message->size;
}

static void wake(SseStream *stream)
{
    if (!stream->is_suspended) return;
    stream->is_suspended = false;
    stream->link.resume(stream->link.loop, stream->link.connection);
}

static void append_text(SseStream *stream, Str text)
{
    Message *message = message_of(text);
    append(stream, message);
    message_drop(message);
}

static void append_resync(SseStream *stream)
{
    append_text(stream, S("event: resync\ndata: {}\n\n"));
    stream->last->message->is_resync = true;
}

static void push(SseStream *stream, Message *message)
{
    if (stream->is_ended || stream->is_leaving) return;
    const bool is_full = stream->waiting_count >= WAITING_MAX ||
                         stream->waiting_size + message->size > WAITING_SIZE_MAX;
    if (is_full) {
        drop_waiting(stream);
        append_resync(stream);
    } else {
        append(stream, message);
    }
    wake(stream);
}

/* ---- streams ------------------------------------------------------------------ */

/* Whose page it is, whoever he sees as. */
static int64_t holder(int64_t owner_id, int64_t user_id)
{
    return owner_id != 0 ? owner_id : user_id;
}

/* Streams are kept newest first. */
static void make_place(SseHub *hub, const Identity *who)
{
    int           count  = 0;
    SseStream    *oldest = NULL;
    const int64_t whose  = holder(who->owner_id, who->user_id);
    for (SseStream *stream = hub->first; stream; stream = stream->after) {
        if (stream->tenant_id != who->tenant_id) continue;
        if (holder(stream->owner_id, stream->user_id) != whose) continue;
        if (stream->is_ended || stream->is_leaving) continue;
        oldest = stream;
        count++;
    }
    if (count < USER_STREAMS_MAX) return;
    append_text(oldest, S("retry: 60000\n\n"));
    oldest->is_leaving = true;
    wake(oldest);
}

SseStream *sse_stream_open(SseHub *hub, const Identity *who, Str topics, bool resync)
{
    if (topics.len > TOPICS_SIZE) return NULL;
    SseStream *stream = calloc(1, sizeof(*stream));
    ASSERT(stream != NULL);
    stream->hub         = hub;
    stream->tenant_id   = who->tenant_id;
    stream->user_id     = who->user_id;
    stream->owner_id    = who->owner_id;
    stream->scope_id    = who->scope_id;
    stream->permissions = who->permissions;
    stream->topics_len  = topics.len;
    stream->opened_us   = clock_mono_us();
    stream->active_us   = stream->opened_us;
    if (topics.len) memcpy(stream->topics, topics.ptr, topics.len);
    append_text(stream, S("retry: 2000\n\n"));
    if (resync) append_resync(stream);

    LOCKED(&hub->lock);
    if (hub->count >= hub->count_max) {
        drop_waiting(stream);
        free(stream);
        return NULL;
    }
    make_place(hub, who);
    stream->after = hub->first;
    if (hub->first) hub->first->before = stream;
    hub->first = stream;
    hub->count++;
    return stream;
}

void sse_stream_attach(SseStream *stream, SseLink link)
{
    LOCKED(&stream->hub->lock);
    stream->link = link;
}

ssize_t sse_stream_read(SseStream *stream, char *out, size_t room)
{
    LOCKED(&stream->hub->lock);
    if (stream->is_ended) return -1;
    size_t filled = 0;
    while (stream->first && filled < room) {
        const Message *message = stream->first->message;
        const size_t   left    = message->size - stream->sent;
        const size_t   size    = left < room - filled ? left : room - filled;
        memcpy(out + filled, message->bytes + stream->sent, size);
        filled += size;
        stream->sent = size < left ? stream->sent + size : 0;
        if (size == left) item_drop(stream);
    }
    stream->active_us = clock_mono_us();
    if (filled) return (ssize_t)filled;
    if (stream->is_leaving) return -1;
    stream->is_suspended = true;
    stream->link.suspend(stream->link.connection);
    return 0;
}

void sse_stream_close(SseStream *stream)
{
    SseHub *hub = stream->hub;
    LOCKED(&hub->lock);
    if (stream->before)
        stream->before->after = stream->after;
    else
        hub->first = stream->after;
    if (stream->after) stream->after->before = stream->before;
    hub->count--;
    stream->sent = 0;
    drop_waiting(stream);
    free(stream);
}

static void end(SseStream *stream)
{
    stream->is_ended = true;
    wake(stream);
}

void sse_stream_end(SseStream *stream)
{
    LOCKED(&stream->hub->lock);
    end(stream);
}

/* ---- the hub -------------------------------------------------------------------- */

/* One that waits stands for this one, too; one that was sent a moment ago does not, so this one is
 * told a moment later. */
static void resync(SseStream *stream, int64_t now_us)
{
    if (stream->is_ended || stream->is_leaving) return;
    const bool waits      = stream->last && stream->last->message->is_resync;
    const bool is_early   = stream->resync_us && now_us - stream->resync_us < RESYNC_US;
    stream->is_resync_due = !waits && is_early;
    if (waits || is_early) return;
    stream->resync_us = now_us;
    drop_waiting(stream);
    append_resync(stream);
    wake(stream);
}

void sse_hub_limit(SseHub *hub, int64_t streams_max)
{
    LOCKED(&hub->lock);
    hub->count_max = streams_max;
    if (streams_max) return;
    for (SseStream *stream = hub->first; stream; stream = stream->after) end(stream);
}

int64_t sse_hub_count(SseHub *hub)
{
    LOCKED(&hub->lock);
    return hub->count;
}

void sse_hub_beat(SseHub *hub, int64_t now_us)
{
    LOCKED(&hub->lock);
    for (SseStream *stream = hub->first; stream; stream = stream->after) {
        if (stream->is_ended) continue;
        if (now_us - stream->opened_us >= life_us) {
            end(stream);
            continue;
        }
        if (stream->is_resync_due) resync(stream, now_us);
        if (stream->is_leaving || stream->first || now_us - stream->active_us < BEAT_US) continue;
        append_text(stream, S(":\n\n"));
        wake(stream);
    }
}

void sse_close_user(SseHub *hub, int64_t tenant_id, int64_t user_id)
{
    LOCKED(&hub->lock);
    for (SseStream *stream = hub->first; stream; stream = stream->after) {
        const bool is_his = !user_id || stream->user_id == user_id || stream->owner_id == user_id;
        if (stream->tenant_id == tenant_id && is_his) end(stream);
    }
}

static bool follows(const SseStream *stream, Str event)
{
    if (stream->topics_len == 0) return true;
    for (Str rest = { stream->topics, stream->topics_len }; rest.ptr;) {
        const Str topic = str_trim(str_cut(&rest, ','));
        if (topic.len && str_starts(event, topic)) return true;
    }
    return false;
}

static bool is_among(int64_t scope_id, Ids ids)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == scope_id) return true;
    return false;
}

static bool wants(const SseStream *stream, const SseMessage *message)
{
    if (stream->tenant_id != message->tenant_id) return false;
    if (message->user_id && stream->user_id != message->user_id) return false;
    if (stream->scope_id != 0 && is_among(stream->scope_id, message->without)) return false;
    return permission_in(&stream->permissions, message->need) && follows(stream, message->event);
}

/* Whether the whole message is for it, not the bare one. */
static bool sees(const SseStream *stream, const SseMessage *message)
{
    return stream->scope_id == 0 || is_among(stream->scope_id, message->viewers);
}

/* "id: 7\nevent: contact.added\ndata: {...}\n\n" */
static Message *written(const SseMessage *message)
{
    enum { FRAME = 64 };
    Message *out = malloc(sizeof(*out) + FRAME + message->event.len + message->data.len);
    ASSERT(out != NULL);
    *out   = (Message){ .holders = 1 };
    int at = 0;
    if (message->id) at = snprintf(out->bytes, FRAME, "id: %lld\n", (long long)message->id);
    char *end = out->bytes + at;
    end       = mempcpy(end, "event: ", 7);
    end       = mempcpy(end, message->event.ptr, message->event.len);
    end       = mempcpy(end, "\ndata: ", 7);
    if (message->data.len) end = mempcpy(end, message->data.ptr, message->data.len);
    for (char *c = end - message->data.len; c < end; c++)
        if (*c == '\n' || *c == '\r') *c = ' '; /* between tokens: a line would end the data */
    end       = mempcpy(end, "\n\n", 2);
    out->size = (size_t)(end - out->bytes);
    return out;
}

void sse_publish(SseHub *hub, const SseMessage *message)
{
    ASSERT(message->event.len > 0);
    SseMessage bare = *message;
    bare.data       = message->bare;
    LOCKED(&hub->lock);
    Message *shared[2] = { NULL, NULL };
    for (SseStream *stream = hub->first; stream; stream = stream->after) {
        if (!wants(stream, message)) continue;
        const int which = sees(stream, message) ? 0 : 1;
        if (which == 1 && message->bare.len == 0) continue;
        if (!shared[which]) shared[which] = written(which == 0 ? message : &bare);
        push(stream, shared[which]);
    }
    for (size_t i = 0; i < COUNT(shared); i++)
        if (shared[i]) message_drop(shared[i]);
}

void sse_resync(SseHub *hub, int64_t tenant_id, int64_t now_us)
{
    LOCKED(&hub->lock);
    for (SseStream *stream = hub->first; stream; stream = stream->after)
        if (stream->tenant_id == tenant_id) resync(stream, now_us);
}

bool sse_is_watched(SseHub *hub) { return sse_hub_count(hub) > 0; }

bool sse_is_wanted(SseHub *hub, int64_t tenant_id, Str event)
{
    LOCKED(&hub->lock);
    for (const SseStream *stream = hub->first; stream; stream = stream->after)
        if (stream->tenant_id == tenant_id && follows(stream, event)) return true;
    return false;
}

Ids sse_scopes(SseHub *hub, Arena *arena, int64_t tenant_id)
{
    LOCKED(&hub->lock);
    int64_t *ids   = arena_make(arena, int64_t, (size_t)hub->count);
    size_t   count = 0;
    for (const SseStream *stream = hub->first; stream; stream = stream->after)
        if (stream->tenant_id == tenant_id && stream->scope_id != 0)
            ids[count++] = stream->scope_id;
    return (Ids){ ids, count };
}
