/* import_order.h -- the records of a file in the order they are applied; private to the slice. */
#ifndef BULK_IMPORT_ORDER_H
#define BULK_IMPORT_ORDER_H

#include "bulk/import_read.h"

/* So many rows and more are ordered: fewer stay as the file has them. */
enum { IMPORT_ORDER_FROM = 5000 };

/* Makes of the records that were read those that are applied, each with its lookup, unless that was
 * done.  Many go by their lookup, some hundred thousand at a time: so each page of the index they
 * are found by is written once, not once a row.  `tick` as in import_read_all. */
Code import_order_all(Ctx *cx, const ImportRow *row, Code (*tick)(void *with), void *with) MUST_USE;

#endif
