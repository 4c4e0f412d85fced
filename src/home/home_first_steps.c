/* home_first_steps.c -- what a new brand has done already. */
#include "home/home_sql.h"

Code home_first_steps(Ctx *cx, FirstSteps *out)
{
    return cx_one(cx, &home_sql_first_steps, out, ARGS(V(cx->tenant_id)));
}
