/* home_sql.h -- the statements of home, by name.  Private to home/. */
#ifndef HOME_HOME_SQL_H
#define HOME_HOME_SQL_H

#include "home/home.h"

typedef struct HomeNumber {
    int64_t n;
} HomeNumber;
extern const Shape home_number_shape;

extern const Query home_sql_first_steps, home_sql_preference_count, home_sql_preference_delete,
    home_sql_preference_get, home_sql_preference_put, home_sql_preference_sweep,
    home_sql_view_by_id, home_sql_view_count, home_sql_view_delete, home_sql_view_last,
    home_sql_view_named, home_sql_view_page, home_sql_view_update;

extern const Table home_sql_view;

#endif
