/* intake_touch.h -- the last event of each person of a run, told once for many rows.  Private to
 * the slice. */
#ifndef INTAKE_INTAKE_TOUCH_H
#define INTAKE_INTAKE_TOUCH_H

#include "customer/customer.h"

typedef struct IntakeTouches IntakeTouches;
/* Nobody is to be told. */
IntakeTouches *intake_touches_new(void);
void           intake_touches_free(IntakeTouches *touches); /* NULL is allowed */
/* Counts once the transaction is kept. */
void           intake_touches_add(IntakeTouches *touches, int64_t person_id, int64_t at_ms);
/* How the transaction ended in which they were added.  NULL is allowed. */
void           intake_touches_keep(IntakeTouches *touches);
void           intake_touches_undo(IntakeTouches *touches);
/* So many wait that it is time. */
bool           intake_touches_are_many(const IntakeTouches *touches);
/* Tells all of them, in the open transaction; they wait until it is over. */
Code           intake_touches_tell(Ctx *cx, IntakeTouches *touches) MUST_USE;
/* They were told. */
void           intake_touches_forget(IntakeTouches *touches);

#endif
