/* wecom_error.h -- what WeCom's error codes mean for us. */
#ifndef CHANNEL_WECOM_ERROR_H
#define CHANNEL_WECOM_ERROR_H

#include "channel/platform_error.h"

/* The row of a code; unknown codes are PLATFORM_NEVER "wecom.refused". */
const PlatformError *wecom_error_of(int64_t code);
/* The table, for the test and the documentation. */
const PlatformError *wecom_error_table(size_t *count);

#endif
