/* org_notice_sql.c -- statements on how users want to be told. */
#include "org/org_notice_sql.h"

static const Field stored_fields[] = {
    FIELD_ID(NoticeStored, tenant_id, .flags = 0),
    FIELD_ID(NoticeStored, user_id, .flags = 0),
    FIELD(NoticeStored, kind),
    FIELD_ENUM(NoticeStored, channel, notice_channel_words),
};
static const Shape stored_shape   = SHAPE(NoticeStored, stored_fields);
static const Field quiet_fields[] = {
    FIELD_ID(NoticeQuiet, tenant_id, .flags = 0),
    FIELD_ID(NoticeQuiet, user_id, .flags = 0),
    FIELD(NoticeQuiet, from_minute),
    FIELD(NoticeQuiet, until_minute),
};
static const Shape quiet_shape  = SHAPE(NoticeQuiet, quiet_fields);
static const Field row_fields[] = {
    FIELD_ID(NoticeRow, user_id, .flags = 0),
    FIELD_ENUM(NoticeRow, channel, notice_channel_words),
    FIELD(NoticeRow, from_minute),
    FIELD(NoticeRow, until_minute),
    FIELD(NoticeRow, locale),
};
static const Shape row_shape = SHAPE(NoticeRow, row_fields);

const Table org_sql_notice_choice      = { "notification_choice", &stored_shape };
const Table org_sql_notice_quiet_table = { "notification_quiet", &quiet_shape };

const Query org_sql_notice_mine = {
    .name = "notification_choice.mine",
    .sql  = "SELECT {cols} FROM notification_choice WHERE tenant_id = $1 AND user_id = $2",
    .out  = &stored_shape,
};
const Query org_sql_notice_clear = {
    .name = "notification_choice.clear",
    .sql  = "DELETE FROM notification_choice WHERE tenant_id = $1 AND user_id = $2",
};
const Query org_sql_notice_quiet = {
    .name = "notification_quiet.mine",
    .sql  = "SELECT {cols} FROM notification_quiet WHERE tenant_id = $1 AND user_id = $2",
    .out  = &quiet_shape,
};
const Query org_sql_notice_quiet_clear = {
    .name = "notification_quiet.clear",
    .sql  = "DELETE FROM notification_quiet WHERE tenant_id = $1 AND user_id = $2",
};
const Query org_sql_notice_rows = {
    .name     = "notification_choice.rows",
    .unscoped = "whom to notify, and how",
    .sql      = "SELECT u.id AS user_id, c.channel AS channel,"
                " coalesce(q.from_minute, 0) AS from_minute,"
                " coalesce(q.until_minute, 0) AS until_minute, u.locale FROM org_user u"
                " LEFT JOIN notification_choice c ON c.tenant_id = u.tenant_id AND c.user_id = u.id"
                " AND c.kind = $2"
                " LEFT JOIN notification_quiet q ON q.tenant_id = u.tenant_id AND q.user_id = u.id"
                " WHERE u.tenant_id = $1 AND (c.user_id IS NOT NULL OR q.user_id IS NOT NULL"
                " OR u.locale <> 'zh-CN')",
    .out      = &row_shape,
};

static const Query *const queries[]      = { &org_sql_notice_clear, &org_sql_notice_mine,
                                             &org_sql_notice_quiet, &org_sql_notice_quiet_clear,
                                             &org_sql_notice_rows };
static const Table *const tables[]       = { &org_sql_notice_choice, &org_sql_notice_quiet_table };
const SqlList             org_notice_sql = SQL_LIST("org", queries, tables);
