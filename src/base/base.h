/* base.h -- everything of base/: no I/O, no clock, no ambient state. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/code.h"
#include "base/like.h"
#include "base/map.h"
#include "base/prng.h"
#include "base/shape.h"
#include "base/str.h"
#include "base/vec.h"

#endif
