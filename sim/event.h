/* event.h -- what the platform tells the apps: builds the XML and queues it for each app
 * that may hear it.  While a journal is replayed nothing is sent. */
#ifndef SIM_EVENT_H
#define SIM_EVENT_H

#include "sim/world.h"

typedef struct EventField {
    const char *name;
    Str         value;     /* absent = left out */
    bool        is_number; /* no CDATA          */
    bool        is_raw;    /* XML as it is      */
} EventField;

/* change_external_contact about a pair; `welcome` issues a WelcomeCode to every app. */
void event_customer(const Relation *relation, const char *change, bool welcome,
                    const EventField *fields, size_t count);
/* The same, told late: as of `at_s`, without a WelcomeCode. */
void event_customer_past(const Relation *relation, const char *change, int64_t at_s,
                         const EventField *fields, size_t count);
void event_group(const Group *group, const char *change, const EventField *fields, size_t count);
/* The same, told late: as of `at_s`. */
void event_group_past(const Group *group, const char *change, int64_t at_s,
                      const EventField *fields, size_t count);
void event_tag(Corp *corp, const char *change, Str id, bool is_group);
/* customer_acquisition; an empty id for what is about the quota. */
void event_link(Corp *corp, const char *change, Str link_id);
/* change_contact; `member` may be NULL (departments). */
void event_org(Corp *corp, const char *change, const Member *member, const EventField *fields,
               size_t count);
/* A message or event of a member to one app ("text", "enter_agent", ...). */
void event_app(App *app, const Member *member, const char *type, const EventField *fields,
               size_t count);

#endif
