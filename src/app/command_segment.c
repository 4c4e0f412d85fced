/* command_segment.c -- audiences from the command line: how many people a rule holds for. */
#include "app/command.h"

#include "segment/segment.h"

#include <stdio.h>

static Code count(App *app, Ctx *cx, int64_t *out)
{
    const bool  is_stdin = str_equal(app->settings.rule, S("-"));
    const char *path     = is_stdin ? "/dev/stdin" : str_z(app->arena, app->settings.rule);
    Str         text     = { 0 };
    REQUIRE(cx, app->settings.rule.len > 0, ERR_INVALID, "rule.no_file");
    if (file_read(app->arena, path, SEGMENT_RULE_JSON_MAX, &text) != OK)
        return fail(cx, ERR_INVALID, "rule.no_file", "%s: %s", path, file_error());
    TRY(app_tenant(app, cx));
    return segment_count(cx, str_trim(text), out);
}

int command_segment_count(App *app)
{
    Ctx     cx     = app_ctx(app, 0, "system:segment");
    int64_t people = 0;
    if (count(app, &cx, &people) != OK) {
        (void)app_complain(&cx, "nobody was counted");
        return 2;
    }
    printf("%lld\n", (long long)people);
    return 0;
}
