/* customer_thread.h -- what a person and the brand said to each other, over all channels, as one
 * conversation.
 *
 * It is read from the log, so it is append-only and exact: which events are messages, who says them
 * and where their words stand is one table in customer_thread.c.  Pages and apps tell messages as
 * tracked events ("Message Sent", "Question Asked", ...) with properties text and channel. */
#ifndef CUSTOMER_CUSTOMER_THREAD_H
#define CUSTOMER_CUSTOMER_THREAD_H

#include "customer/customer.h"

typedef enum ThreadSide { THREAD_CUSTOMER = 1, THREAD_BRAND } ThreadSide;
extern const Words thread_side_words;

typedef struct ThreadLine {
    int64_t    seq;
    Str        id, type;
    Str        channel; /* "oa", "wecom", else what the source says: "web", "douyin_live" */
    ThreadSide side;
    Str        kind;     /* "text", "image", "voice", ...: what kind of message              */
    Str        text;     /* its words; absent of a picture                                   */
    Str        account;  /* the official account, the welcome policy, the reply by rule       */
    int64_t    staff_id; /* who of us said it; 0: nobody, a rule                          */
    Str        source;
    int64_t    occurred_at_ms;
} ThreadLine;
extern const Shape thread_line_shape;

typedef struct ThreadQuery {
    Str     channel; /* absent: all */
    Str     cursor;
    int64_t limit;
} ThreadQuery;
extern const Shape thread_query_shape;

typedef struct ThreadPage {
    Rows items; /* ThreadLine, newest first */
    Str  next_cursor;
} ThreadPage;
extern const Shape thread_page_shape;

/* ERR_NOT_FOUND "customer.not_found". */
Code customer_thread(Ctx *cx, CustomerId id, const ThreadQuery *query, ThreadPage *out) MUST_USE;

#endif
