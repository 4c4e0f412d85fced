/* platform_error.h -- what follows from an answer of a platform, whichever it is. */
#ifndef CHANNEL_PLATFORM_ERROR_H
#define CHANNEL_PLATFORM_ERROR_H

#include "base/base.h"

typedef enum PlatformClass {
    PLATFORM_OK = 1,
    PLATFORM_RETRY_NOW,   /* the access token is no longer good: fetch another one, once       */
    PLATFORM_RETRY_LATER, /* busy, unreachable, an answer that is none                         */
    PLATFORM_WAIT,        /* the whole budget rests: too often, or a person must mend it first */
    PLATFORM_NEVER        /* the same call again gives the same answer                         */
} PlatformClass;

typedef struct PlatformError {
    int32_t code;
    PlatformClass class;
    bool        tells;  /* a person must know: the connection is not as it should be */
    const char *reason; /* stable key; the console has a sentence for it             */
} PlatformError;

/* Codes of our own, for what is no answer of the platform. */
enum { PLATFORM_UNREACHABLE = -1001, PLATFORM_BAD_ANSWER = -1002 };

#endif
