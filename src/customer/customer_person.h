/* customer_person.h -- persons: found by what they are known by, made, and kept right. */
#ifndef CUSTOMER_CUSTOMER_PERSON_H
#define CUSTOMER_CUSTOMER_PERSON_H

#include "customer/customer_contact.h"
#include "customer/customer_relation.h"

/* The person of a contact, made when nobody holds its ids.  external_userid decides in its
 * corp, then unionid where its holder has no other external_userid there; never a name. */
Code customer_person_take(Ctx *cx, const ContactRead *read, Customer *out, bool *is_new) MUST_USE;
/* Activity, first contact and search text after `changes`; `read` may be NULL. */
Code customer_person_settle(Ctx *cx, const ContactRead *read, Customer *customer, bool is_new,
                            const Vec *changes) MUST_USE;
/* Remarks stand in the search text: written anew when it no longer says what it should. */
Code customer_person_settle_search(Ctx *cx, const Customer *customer) MUST_USE;
/* What q finds: name and remarks, one per line, ASCII in lower case; at most 2,000 bytes. */
Str customer_person_search_text(Arena *arena, Str name, const Strs *remarks);

#endif
