/* room.h -- memory of its own for an answer of which a large brand has much: given back at the end
 * of the scope. */
#ifndef INSIGHT_ROOM_H
#define INSIGHT_ROOM_H

#include "base/base.h"

static inline void room_leave(Arena **room) { arena_free(*room); }

#define ROOM(name, most) ON_SCOPE_EXIT(room_leave) Arena *name = arena_new(most)

#endif
