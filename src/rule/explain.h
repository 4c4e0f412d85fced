/* explain.h -- between the parts that say a rule in words. */
#ifndef RULE_EXPLAIN_H
#define RULE_EXPLAIN_H

#include "rule/window.h"

typedef struct RuleWriter {
    StrBuf            buf;
    const RuleSchema *schema;
    RuleLanguage      language;
} RuleWriter;

/* Adds the words of the writer's language. */
void rule_say(RuleWriter *writer, const char *english, const char *chinese);
/* A window, with the blank that sets it off; nothing when it is ever. */
void rule_say_window(RuleWriter *writer, const RuleWindow *window);
/* A value as it is written out; `as_money` says 分 as 元. */
void rule_say_value(RuleWriter *writer, RuleValue value, bool as_money);

#endif
