/* problem.h -- failures as RFC 9457 problem documents.  Private to http/. */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "kernel/kernel.h"
#include "wire/wire.h"

/* The HTTP status of a failure. */
int problem_status(const Err *err);
/* The stable reason; of a failure without one, the general one of its code. */
Str problem_reason(const Err *err);
/* "Not Found" and the like; "Error" for a status we never send. */
Str problem_title(int status);
/* The document.  The detail of the failure stays inside. */
Str problem_json(Arena *arena, const Err *err, Str request_id);
extern const Str problem_type; /* application/problem+json */

#endif
