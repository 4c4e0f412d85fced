/* intake_people.h -- persons a run has met lately: rows of one person need one question.  Private
 * to the slice.
 *
 * It holds a bounded number, and begins anew when it is full.  What was learnt in a transaction
 * that is undone must be forgotten, and so must who may have been deleted since. */
#ifndef INTAKE_INTAKE_PEOPLE_H
#define INTAKE_INTAKE_PEOPLE_H

#include "customer/customer.h"

typedef struct IntakePeople IntakePeople;
/* Nobody was met yet. */
IntakePeople *intake_people_new(void);
void          intake_people_free(IntakePeople *people); /* NULL is allowed */
void          intake_people_forget(IntakePeople *people); /* NULL is allowed */
/* At the beginning of each transaction: all are forgotten when somebody of the brand was deleted on
 * request since the last call. */
Code          intake_people_check(IntakePeople *people, Ctx *cx) MUST_USE;
/* So many more are to be added: those held are let go now, rather than some of the new ones. */
void          intake_people_expect(IntakePeople *people, size_t count);
/* The person known by that claim; 0: not met. */
int64_t       intake_people_find(const IntakePeople *people, const DoorClaim *claim);
/* Who was found, or made, by that claim. */
void intake_people_add(IntakePeople *people, const DoorClaim *claim, int64_t person_id);

#endif
