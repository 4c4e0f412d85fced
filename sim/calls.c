/* calls.c -- a ring of calls with their bodies, and counts by path. */
#include "sim/calls.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 8192, TEXT_MAX = 6000, PATHS = 256 };

typedef struct Line {
    int64_t number, at_ms, took_us, agent_id;
    int     errcode, status;
    bool    is_faulted;
    char    path[80], method[8], ip[48], corp_id[20];
    char   *body, *answer, *query;
} Line;

typedef struct PathCount {
    char    path[80];
    int64_t calls, refused;
} PathCount;

struct CallLog {
    int64_t   last;
    Line      line[LINES];
    PathCount path[PATHS];
};

CallLog *calls_new(void)
{
    CallLog *log = calloc(1, sizeof(*log));
    ASSERT(log != NULL);
    return log;
}

static void line_clear(Line *line)
{
    free(line->body);
    free(line->answer);
    free(line->query);
    *line = (Line){ 0 };
}

void calls_clear(CallLog *log)
{
    const int64_t last = log->last;
    for (size_t i = 0; i < LINES; i++) line_clear(&log->line[i]);
    *log = (CallLog){ .last = last };
}

void calls_free(CallLog *log)
{
    if (log == NULL) return;
    calls_clear(log);
    free(log);
}

static void put(char *out, size_t room, Str text)
{
    const size_t size = text.len < room - 1 ? text.len : room - 1;
    if (size) memcpy(out, text.ptr, size);
    out[size] = 0;
}

static char *text_copy(Str text)
{
    const Str kept = str_prefix_bytes(text, TEXT_MAX);
    char     *copy = malloc(kept.len + 1);
    ASSERT(copy != NULL);
    put(copy, kept.len + 1, kept);
    return copy;
}

static void count_path(CallLog *log, Str path, bool is_refused)
{
    const uint64_t start = str_hash(path);
    for (size_t step = 0; step < PATHS; step++) {
        PathCount *entry = &log->path[(start + step) % PATHS];
        if (entry->path[0] == 0) put(entry->path, sizeof(entry->path), path);
        if (!str_equal(str_of(entry->path), path)) continue;
        entry->calls++;
        entry->refused += is_refused;
        return;
    }
}

void calls_add(CallLog *log, const Call *call, Str path, int64_t took_us, bool is_faulted)
{
    Line *line = &log->line[++log->last % LINES];
    line_clear(line);
    *line = (Line){ .number     = log->last,
                    .at_ms      = call->now_ms,
                    .took_us    = took_us,
                    .agent_id   = call->app ? call->app->agent_id : 0,
                    .errcode    = call->errcode,
                    .status     = call->is_dropped ? 0 : call->status,
                    .is_faulted = is_faulted };
    put(line->path, sizeof(line->path), path);
    put(line->method, sizeof(line->method), call->method);
    put(line->ip, sizeof(line->ip), call->ip);
    put(line->corp_id, sizeof(line->corp_id), call->corp ? call->corp->corp_id : S(""));
    line->body   = text_copy(str_is_utf8(call->body) ? call->body : S("(binary)"));
    line->answer = text_copy(str_is_utf8(call->reply_body) ? call->reply_body : S("(binary)"));
    line->query  = text_copy(call->query_text);
    count_path(log, path, call->errcode != 0);
}

int64_t calls_last(const CallLog *log) { return log->last; }

static void line_json(JsonOut *out, const Line *line)
{
    json_open_object(out);
    json_pair_i64(out, S("number"), line->number);
    json_pair_i64(out, S("at_ms"), line->at_ms);
    json_pair_str(out, S("method"), str_of(line->method));
    json_pair_str(out, S("path"), str_of(line->path));
    json_pair_str(out, S("query"), str_of(line->query));
    json_pair_str(out, S("corp_id"), str_of(line->corp_id));
    json_pair_i64(out, S("agent_id"), line->agent_id);
    json_pair_str(out, S("body"), str_of(line->body));
    json_pair_i64(out, S("errcode"), line->errcode);
    json_pair_i64(out, S("status"), line->status);
    json_pair_i64(out, S("took_us"), line->took_us);
    json_pair_bool(out, S("faulted"), line->is_faulted);
    json_pair_str(out, S("answer"), str_of(line->answer));
    json_close_object(out);
}

void calls_list(const CallLog *log, JsonOut *out, Str path, int64_t after, size_t limit)
{
    json_open_array(out);
    const int64_t oldest = log->last > LINES ? log->last - LINES : 0;
    for (int64_t number = log->last; number > oldest && number > after && limit > 0; number--) {
        const Line *line = &log->line[number % LINES];
        if (line->number != number) continue;
        if (path.len && !str_equal(path, str_of(line->path))) continue;
        line_json(out, line);
        limit--;
    }
    json_close_array(out);
}

void calls_counts(const CallLog *log, JsonOut *out)
{
    json_open_object(out);
    for (size_t i = 0; i < PATHS; i++) {
        const PathCount *entry = &log->path[i];
        if (entry->path[0] == 0) continue;
        json_key(out, str_of(entry->path));
        json_open_object(out);
        json_pair_i64(out, S("calls"), entry->calls);
        json_pair_i64(out, S("refused"), entry->refused);
        json_close_object(out);
    }
    json_close_object(out);
}
