/* code.h -- result codes, attributes and assertions shared by everything. */
#ifndef BASE_CODE_H
#define BASE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text_at, args_at) __attribute__((format(printf, text_at, args_at)))
#define ON_SCOPE_EXIT(function) __attribute__((cleanup(function)))
#define NORETURN __attribute__((noreturn))

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A small closed set, because callers branch on it.  The precise cause is the
 * `reason` beside it (kernel/ctx.h), which callers only carry. */
typedef enum Code {
    OK = 0,
    ERR_INVALID,     /* 400: the caller can fix the input                    */
    ERR_DENIED,      /* 403                                                  */
    ERR_NOT_FOUND,   /* 404: absent, or not visible to this tenant           */
    ERR_CONFLICT,    /* 409: valid, but not in the present state             */
    ERR_LIMIT,       /* 429: too much or too many                            */
    ERR_UNAVAILABLE, /* 503: try again later                                 */
    ERR_INTERNAL     /* 500: detail goes to the log, never outside           */
} Code;

/* The only macros that return.  TRY passes a failure on. */
#define TRY(expression)                      \
    do {                                     \
        const Code code_ = (expression);     \
        if (code_ != OK) return code_;       \
    } while (0)

/* A failure ignored on purpose; say why beside it. */
#define IGNORE(expression)                         \
    do {                                           \
        const Code ignored_ = (expression);        \
        (void)ignored_;                            \
    } while (0)

/* An assertion for our own mistakes; stays on in release builds. */
#define ASSERT(condition) \
    ((condition) ? (void)0 : assert_failed(#condition, __FILE__, __LINE__))

/* Prints the condition and its place to standard error and aborts. */
NORETURN void assert_failed(const char *condition, const char *file, int line);

#endif
