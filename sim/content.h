/* content.h -- text and attachments as welcome and mass messages carry them. */
#ifndef SIM_CONTENT_H
#define SIM_CONTENT_H

#include "sim/api.h"

/* Checks text and attachments of the call's body: 0 or the refusal. */
int  content_check(Call *call);
/* The checked text and attachments as one JSON object, to be kept. */
Str  content_of(Call *call);
/* Puts a kept object into the conversation; `from` must be a literal. */
void content_deliver(Relation *relation, const char *from, Str content);

#endif
