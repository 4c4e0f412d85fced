/* gen.h -- makes a base world from the seed alone. */
#ifndef SIM_GEN_H
#define SIM_GEN_H

#include "sim/world.h"

/* 小满母婴 with 60 staff and 20,000 customers, and the small 禾木咖啡. */
void gen_demo(World *world);
/* One corp of 500 staff and `contacts` customers. */
void gen_bench(World *world, int64_t contacts);
/* One corp with its root department and one member, no customers. */
void gen_empty(World *world);
#endif
