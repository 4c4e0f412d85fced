/* complain.c -- a failure of a command in words for who typed it. */
#include "app/app.h"

#include <stdio.h>

typedef struct Said {
    const char *reason, *words;
} Said;

static const Said said[] = {
    { "api_key.no_scope", "a key needs at least one scope" },
    { "api_key.unknown_scope", "there is no such scope; weft apikey create --scope admin "
                               "gives all" },
    { "shape.too_long", "this is too long" },
    { "shape.too_short", "this is too short" },
    { "tenant.bad_zone",
      "no fixed zone has that name (summer time is not followed); e.g. Asia/Shanghai, +05:45" },
    { "tenant.code_taken", "another brand has this code" },
    { "tenant.not_found", "there is no such brand" },
    { "user.name_missing", "the name is empty" },
    { "user.name_taken", "there is already a user of this name" },
    { "user.no_password_file", "the file with the password cannot be read" },
    { "user.password_too_short", "the password is too short" },
    { "user.unknown_role", "there is no such role" },
};

int app_complain(const Ctx *cx, const char *what)
{
    const Err  *err    = &cx->err;
    const char *reason = err->reason ? err->reason : "internal";
    const char *words  = NULL;
    for (size_t i = 0; i < COUNT(said); i++)
        if (str_equal(str_of(reason), str_of(said[i].reason))) words = said[i].words;
    fprintf(stderr, "weft: %s: ", what);
    if (words) fprintf(stderr, "%s [%s]", words, reason);
    if (!words) fputs(reason, stderr);
    if (err->field.len > 0) fprintf(stderr, " (%.*s)", FMT(err->field));
    if (err->allowed.len > 0) fprintf(stderr, " allowed: %.*s", FMT(err->allowed));
    if (err->detail.len > 0 && !err->is_condition) /* C is for the log */
        fprintf(stderr, " -- %.*s", FMT(err->detail));
    fputc('\n', stderr);
    return 1;
}
