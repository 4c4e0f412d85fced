/* show.h -- how /sim/ answers show customers, relations, groups and conversations. */
#ifndef SIM_SHOW_H
#define SIM_SHOW_H

#include "sim/api.h"

/* `name` NULL = an item of an array. */
void show_customer(Call *call, const char *name, const Customer *customer);
void show_relation(Call *call, const Relation *relation);
void show_group(Call *call, const Group *group);
void show_member(Call *call, const Member *member);
/* The lines of a conversation after line `after`. */
void show_chat(Call *call, const Relation *relation, int64_t after);
/* Adds what the call says ("text", or "type" and "content") and answers its id. */
void show_say(Call *call, Relation *relation, const char *from);

#endif
