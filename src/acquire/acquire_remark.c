/* The remark a new friend gets from a code. */
#include "acquire/acquire.h"

enum { REMARK_CHARS_MAX = 20 }; /* the platform's limit */

Str acquire_remark(Ctx *cx, const ChannelCode *code, Str customer_name)
{
    const MessageVars vars = { .customer_name = customer_name,
                               .date          = day_text(cx->arena, day_of(cx->now_ms, cx->zone)),
                               .channel       = code->medium.len > 0 ? code->medium : code->name };
    return str_prefix_chars(content_render(cx, code->remark_pattern, &vars), REMARK_CHARS_MAX);
}
