/* insight_board.h -- what the people behind a figure are asked of, too.  Private to insight/. */
#ifndef INSIGHT_INSIGHT_BOARD_H
#define INSIGHT_INSIGHT_BOARD_H

#include "insight/insight_ask.h"

/* The cohorts of a question, still empty. */
RetentionAsk insight_board_cohorts(Ctx *cx, const Sight *sight, const Period *period,
                                   CohortMember member);

#endif
