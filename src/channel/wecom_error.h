/* wecom_error.h -- what the platform's error codes mean for us. */
#ifndef CHANNEL_WECOM_ERROR_H
#define CHANNEL_WECOM_ERROR_H

#include "base/base.h"

typedef enum WecomClass {
    WECOM_OK = 1,
    WECOM_RETRY_NOW,   /* the access token is no longer good: fetch another one, once       */
    WECOM_RETRY_LATER, /* busy, unreachable, an answer that is none                         */
    WECOM_WAIT,        /* the whole budget rests: too often, or a person must mend it first */
    WECOM_NEVER        /* the same call again gives the same answer                         */
} WecomClass;

typedef struct WecomError {
    int32_t code;
    WecomClass class;
    bool        tells;  /* a person must know: the connection is not as it should be */
    const char *reason; /* stable key; the console has a sentence for it             */
} WecomError;

/* Codes of our own, for what is no answer of the platform. */
enum { WECOM_UNREACHABLE = -1001, WECOM_BAD_ANSWER = -1002 };

/* The row of a code; unknown codes are WECOM_NEVER "wecom.refused". */
const WecomError *wecom_error_of(int64_t code);
/* The table, for the test and the documentation. */
const WecomError *wecom_error_table(size_t *count);

#endif
