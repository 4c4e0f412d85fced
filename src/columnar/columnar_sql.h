/* columnar_sql.h -- the statements of DuckDB that are no questions. */
#ifndef COLUMNAR_COLUMNAR_SQL_H
#define COLUMNAR_COLUMNAR_SQL_H

#include "columnar/columnar.h"

extern const char *const columnar_sql_schema[]; /* makes what is not there */
extern const size_t      columnar_sql_schema_count;
extern const char *const columnar_sql_progress;      /* -: seq, clean                      */
extern const char *const columnar_sql_progress_move; /* seq, clean                         */
extern const char *const columnar_sql_width;         /* -: how many number and text columns */
extern const char *const columnar_sql_slots;         /* -: tenant, name, is_number, place  */
extern const char *const columnar_sql_slot_add;      /* tenant, name, is_number, place     */
extern const char *const columnar_sql_forget;        /* tenant, type, before ms            */

#endif
