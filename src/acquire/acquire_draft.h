/* acquire_draft.h -- what a person entered, checked and turned into rows, and back; private. */
#ifndef ACQUIRE_ACQUIRE_DRAFT_H
#define ACQUIRE_ACQUIRE_DRAFT_H

#include "acquire/acquire_sql.h"

/* Everything a draft names exists and makes sense; the failures are those of acquire_code_create().
 */
Code             acquire_draft_check(Ctx *cx, const ChannelCodeDraft *draft) MUST_USE;
/* The rows of the draft's lists. */
CodeParts        acquire_draft_parts(Ctx *cx, int64_t code_id, const ChannelCodeDraft *draft);
/* The lists of a code from its rows, with the names of staff. */
Code             acquire_draft_fill(Ctx *cx, const CodeParts *parts, ChannelCode *code) MUST_USE;
/* The settings of a code as a draft again. */
ChannelCodeDraft acquire_draft_of(const ChannelCode *code);
/* {1, 5} to bits; false for a number that is no weekday, or one twice. */
bool acquire_draft_weekdays(Ints days, uint32_t *bits);

#endif
