/* insight_ask.h -- what all boards ask alike: a period, a filter, and a look at the relations.
 * Private to insight/. */
#ifndef INSIGHT_INSIGHT_ASK_H
#define INSIGHT_INSIGHT_ASK_H

#include "insight/view.h"

#include "customer/customer.h"

typedef struct Asked {
    Str        from, to;
    BoardBy    by;
    ViewFilter filter;
} Asked;

/* Today, as a business day, and how far the zone is from UTC. */
int64_t insight_ask_today(const Ctx *cx);
int32_t insight_ask_zone_s(const Ctx *cx);
/* The period; "board.bad_range" when it is none. */
Code    insight_ask_period(Ctx *cx, const Asked *asked, Period *out) MUST_USE;
/* Two questions of that name with the same key have the same answer. */
Code    insight_ask_key(Ctx *cx, const char *name, const Asked *asked, const Period *period,
                        int extra, Str *out) MUST_USE;

/* The relations hold still while somebody looks at them: be short, read nothing else. */
typedef struct Sight {
    Ctx        *cx; /* NULL: not open */
    People     *people;
    PeopleSpans spans;
    Facts       facts;
    View        view;
} Sight;
Code insight_ask_look(Ctx *cx, const Asked *asked, Sight *out) MUST_USE;
void insight_ask_look_away(Sight *sight); /* again is fine */
#define LOOKING(name) ON_SCOPE_EXIT(insight_ask_look_away) Sight name = { 0 }

#endif
