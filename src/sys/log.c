/* log.c -- logfmt lines to standard error, each with one write(2), so that lines of
 * threads and processes never mix. */
#include "sys/log.h"

#include "sys/clock.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4000 };

static _Atomic int least_level = LOG_INFO;

static const char *const level_words[] = {
    [LOG_DEBUG] = "debug",
    [LOG_INFO]  = "info",
    [LOG_WARN]  = "warn",
    [LOG_ERROR] = "error",
};

void log_set_level(LogLevel least)
{
    ASSERT(least >= LOG_DEBUG && least <= LOG_ERROR);
    atomic_store(&least_level, least);
}

static bool needs_quotes(Str value)
{
    if (value.len == 0) return true;
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7F) return true;
    }
    return false;
}

/* Where the line ends after printf said how much it wanted to write at `at`. */
static size_t end_after(size_t at, int written)
{
    if (written < 0) return at;
    const size_t end = at + (size_t)written;
    return end < LINE_MAX_BYTES ? end : LINE_MAX_BYTES - 1;
}

static size_t add_head(char *line, LogLevel level, const char *what)
{
    const int64_t   now_ms = clock_now_ms();
    const CivilTime at     = civil_time(now_ms, (Zone){ 0 });
    const char     *quote  = needs_quotes(str_of(what)) ? "\"" : "";
    return end_after(0, snprintf(line, LINE_MAX_BYTES,
                                 "time=%04d-%02d-%02dT%02d:%02d:%02d.%03dZ level=%s what=%s%s%s",
                                 at.year, at.month, at.day, at.hour, at.minute, at.second, at.ms,
                                 level_words[level], quote, what, quote));
}

void log_line(LogLevel level, const char *what, const char *format, ...)
{
    if ((int)level < atomic_load(&least_level)) return;
    char   line[LINE_MAX_BYTES + 1];
    size_t len = add_head(line, level, what);
    if (format && format[0]) {
        line[len++] = ' ';
        va_list args;
        va_start(args, format);
        len = end_after(len, vsnprintf(line + len, LINE_MAX_BYTES - len, format, args));
        va_end(args);
    }
    for (size_t i = 0; i < len; i++)
        if (line[i] == '\n' || line[i] == '\r' || line[i] == 0) line[i] = ' ';
    line[len++] = '\n';
    /* There is nobody to tell when standard error is gone. */
    if (write(STDERR_FILENO, line, len) < 0) return;
}

const char *log_quote(Arena *arena, Str value)
{
    if (!needs_quotes(value)) return str_z(arena, value);
    StrBuf buf = strbuf(arena, value.len * 6 + 3);
    strbuf_char(&buf, '"');
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if (c == '"' || c == '\\')
            strbuf_fmt(&buf, "\\%c", c);
        else if (c == '\n')
            strbuf_add(&buf, S("\\n"));
        else if (c < ' ' || c == 0x7F)
            strbuf_fmt(&buf, "\\u%04x", c);
        else
            strbuf_char(&buf, (char)c);
    }
    strbuf_char(&buf, '"');
    strbuf_char(&buf, 0);
    return strbuf_str(&buf).ptr;
}
