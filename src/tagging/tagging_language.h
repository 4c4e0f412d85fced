/* tagging_language.h -- what rules over people may speak of: variables, tags, audiences, events;
 * what a rule depends on, and what it says.  Included by tagging.h. */
#ifndef TAGGING_TAGGING_LANGUAGE_H
#define TAGGING_TAGGING_LANGUAGE_H

#include "attribute/attribute.h"
#include "rule/rule.h"

/* The variables before the attributes. */
typedef enum OwnSlot {
    SLOT_NAME = 0,
    SLOT_GENDER,
    SLOT_KIND,
    SLOT_SOURCE,
    SLOT_IS_ACTIVE,
    SLOT_BIRTHDAY,
    SLOT_ADDRESS,
    SLOT_FIRST_ADDED,
    SLOT_LAST_EVENT,
    OWN_SLOTS
} OwnSlot;

typedef struct TagName {
    int64_t id;
    Str     name;
} TagName;

typedef struct TagLanguage {
    RuleSchema schema;
    Rows       attributes; /* of Attribute, slot OWN_SLOTS + i               */
    Rows       tags;       /* of TagName, deleted ones left out              */
    Rows       segments;   /* of TagName: audiences, where rules may ask them */
} TagLanguage;

/* The language of cx's tenant, without audiences, in cx's arena. */
Code tagging_language(Ctx *cx, TagLanguage *out) MUST_USE;
/* The schema of these attributes. */
RuleSchema tagging_language_schema(Arena *arena, const Rows *attributes);
/* What a document depends on: "e:order.paid", "v:sugar", "t:", "r:", "s:", "time". */
Strs tagging_language_reads(Arena *arena, const Json *document);
/* A document as a sentence, with names of tags, audiences and events; absent when it is none. */
Str  tagging_language_say(Arena *arena, const TagLanguage *language, const Json *document,
                          RuleLanguage in);
/* The name of an event of our own, in English within quotes; any other is told as it is. */
Str  tagging_language_event(Str type, RuleLanguage in);

#endif
