/* report_said.h -- values of dimensions and conditions in words, as the console has them.
 * Private to report/. */
#ifndef REPORT_REPORT_SAID_H
#define REPORT_REPORT_SAID_H

#include "report/report_word.h"
#include "tagging/tagging.h"

/* "contact.added" of the dimension "type" as "添加好友"; one without a word is said as it is. */
Str report_said_value(Str dimension, Str value, bool english);
/* Types of events as a column names them: "order.paid|order.closed". */
Str report_said_types(Arena *arena, Str types, bool english);
/* Channels, or other values of a dimension, with commas. */
Str report_said_values(Arena *arena, Str dimension, const Json *values, bool english);

/* The names of tags, attributes and audiences that conditions on people speak of; for who may not
 * read audiences, those are said by their ids. */
Code report_said_language(Ctx *cx, const Json *logic, TagLanguage *out) MUST_USE;
/* "渠道 = 公众号，有标签 “会员”"; absent when there is something in it we have no words for. */
Str  report_said_conditions(Arena *arena, const TagLanguage *language, const Json *logic,
                            bool english);

#endif
