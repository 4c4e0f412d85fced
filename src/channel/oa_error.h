/* oa_error.h -- what the error codes of 公众号 mean for us. */
#ifndef CHANNEL_OA_ERROR_H
#define CHANNEL_OA_ERROR_H

#include "channel/platform_error.h"

/* The row of a code; unknown codes are PLATFORM_NEVER "oa.refused". */
const PlatformError *oa_error_of(int64_t code);
/* The table, for the test. */
const PlatformError *oa_error_table(size_t *count);

#endif
