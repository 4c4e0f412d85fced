/* customer_said.h -- the events of relations and persons, and who is notified. */
#ifndef CUSTOMER_CUSTOMER_SAID_H
#define CUSTOMER_CUSTOMER_SAID_H

#include "customer/customer_contact.h"
#include "customer/customer_relation.h"

/* customer.created, contact.added and contact.lost of `changes`; `read` may be NULL. */
Code customer_said_changes(Ctx *cx, const Customer *customer, bool is_new, const Vec *changes,
                           const ContactRead *read) MUST_USE;
/* The welcome code came after the relation was already known: says contact.welcome_offered. */
Code customer_said_offer(Ctx *cx, const Customer *customer, const Relation *relation,
                         const ContactRead *read) MUST_USE;
/* customer.changed with the names of the fields that differ. */
Code customer_said_changed(Ctx *cx, CustomerId id, Strs fields) MUST_USE;
/* The same of what a person wrote, which led to `revision`. */
Code customer_said_written(Ctx *cx, CustomerId id, Strs fields, int64_t revision) MUST_USE;

#endif
