/* report_property.h -- names of the properties of events, as the console has them.  Private to
 * report/. */
#ifndef REPORT_REPORT_PROPERTY_H
#define REPORT_REPORT_PROPERTY_H

#include "base/base.h"

/* "paid_fen" as "实付金额"; one that the brand's own pages or systems named is as they named it. */
Str report_property_name(Str property, bool english);

#endif
