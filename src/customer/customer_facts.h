/* customer_facts.h -- what people write of a customer, one fact at a time. */
#ifndef CUSTOMER_CUSTOMER_FACTS_H
#define CUSTOMER_CUSTOMER_FACTS_H

#include "customer/customer.h"

typedef struct CustomerFacts {
    Str    name;
    Gender gender;
    Str    description, birthday, address, phone, email, member_no;
} CustomerFacts;
extern const Shape customer_facts_shape;

/* Bit i is field i of the shape, as Call.given has it. */
enum {
    FACT_NAME        = 1u << 0,
    FACT_GENDER      = 1u << 1,
    FACT_DESCRIPTION = 1u << 2,
    FACT_BIRTHDAY    = 1u << 3,
    FACT_ADDRESS     = 1u << 4,
    FACT_PHONE       = 1u << 5,
    FACT_EMAIL       = 1u << 6,
    FACT_MEMBER_NO   = 1u << 7
};

/* Brings `facts` to the form in which they are kept: white space away, digits of a phone, e-mail in
 * lower case.  ERR_INVALID with the field: "customer.name_missing", "customer.bad_birthday",
 * "customer.masked_value", "customer.bad_phone", "customer.bad_email",
 * "customer.bad_member_no". */
Code customer_facts_check(Ctx *cx, CustomerFacts *facts, uint64_t given) MUST_USE;
/* Writes the facts whose bits are `given`; an empty one is taken away (but a name).  Name and
 * gender written here stand above the platform's.  `source` is "console" or "import".  Says
 * customer.changed with the names of what differs.  Revision 0 means whatever it is now.
 * Those of the check; ERR_DENIED "customer.hidden_field" for what the caller may not see;
 * ERR_CONFLICT "customer.changed_meanwhile", and who changed what stands in Err.more. */
Code customer_facts_write(Ctx *cx, CustomerId id, int64_t revision, const CustomerFacts *facts,
                          uint64_t given, Str source) MUST_USE;
/* YYYY-MM-DD or MM-DD of a day that exists, from what people type (1990-5-7, 1990/05/07,
 * 5.7); absent when it is none. */
Str  customer_facts_birthday(Arena *arena, Str text);

#endif
