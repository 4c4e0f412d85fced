/* customer_door_memory.h -- who holds which identity, as the door found it of late.  Private to
 * customer/.
 *
 * Kept is who was found, never that nobody was.  It counts as long as no identity of that person
 * was written and he neither came nor went as a customer (db_watch), whoever did it and by which
 * statement: then it is what the statement would find.  On PostgreSQL nothing is kept, as finding
 * a holder there also locks him against a merge.  Who asks has the writer's turn, and needs no
 * lock. */
#ifndef CUSTOMER_CUSTOMER_DOOR_MEMORY_H
#define CUSTOMER_CUSTOMER_DOOR_MEMORY_H

#include "customer/customer_door_sql.h"

/* Soon this one will be asked for: its place is fetched from memory meanwhile. */
void customer_door_memory_expect(const Ctx *cx, Str text);
/* Who holds the identity of this text (kind, scope and lookup); has_user is told only when
 * `asks_user`.  False: look.  In an open transaction. */
bool customer_door_memory_find(const Ctx *cx, Str text, bool asks_user, DoorHolder *out);
/* What was found just now, in this transaction. */
void customer_door_memory_keep(const Ctx *cx, Str text, bool asks_user, const DoorHolder *holder);

/* Whether the row of this person is known to tell of an event at `at_ms` or later, or that he has
 * none.  False: look.  In an open transaction. */
bool customer_door_memory_saw(const Ctx *cx, int64_t id, int64_t at_ms);
/* Soon that will be asked of this one. */
void customer_door_memory_expect_person(const Ctx *cx, int64_t id);
/* What his row tells as of this transaction; INT64_MAX: he has none. */
void customer_door_memory_see(const Ctx *cx, int64_t id, int64_t last_ms);

#endif
