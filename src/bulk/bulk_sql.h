/* bulk_sql.h -- private to the slice. */
#ifndef BULK_BULK_SQL_H
#define BULK_BULK_SQL_H

#include "bulk/bulk.h"

#endif
