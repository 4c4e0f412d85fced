/* report_reason.h -- why a tile is not answered, in a sentence.  Private to report/. */
#ifndef REPORT_REPORT_REASON_H
#define REPORT_REPORT_REASON_H

#include "base/base.h"

/* As the console says it; of a reason that has no sentence here, to look at the board. */
Str report_reason_said(Str reason, bool english);

#endif
