/* org_notice_sql.h -- the statements of org_notice.c.  Private to org/. */
#ifndef ORG_ORG_NOTICE_SQL_H
#define ORG_ORG_NOTICE_SQL_H

#include "org/org_notice.h"

/* What one user has stored. */
typedef struct NoticeStored {
    int64_t       tenant_id, user_id;
    Str           kind;
    NoticeChannel channel;
} NoticeStored;
typedef struct NoticeQuiet {
    int64_t tenant_id, user_id, from_minute, until_minute;
} NoticeQuiet;

extern const Query org_sql_notice_clear, org_sql_notice_mine, org_sql_notice_quiet,
    org_sql_notice_quiet_clear, org_sql_notice_rows;
extern const Table org_sql_notice_choice, org_sql_notice_quiet_table;

#endif
