/* export.h -- the columns of an export and how a line of them is read; private to the slice. */
#ifndef BULK_EXPORT_H
#define BULK_EXPORT_H

#include "bulk/bulk.h"

typedef enum ExportColumn {
    COLUMN_ID = 1, COLUMN_NAME, COLUMN_PHONE, COLUMN_EMAIL, COLUMN_MEMBER_NO,
    COLUMN_EXTERNAL_USERID, COLUMN_GENDER, COLUMN_BIRTHDAY, COLUMN_ADDRESS, COLUMN_DESCRIPTION,
    COLUMN_CORP_NAME, COLUMN_POSITION, COLUMN_SOURCE, COLUMN_STATE, COLUMN_TAGS, COLUMN_STAFF,
    COLUMN_REMARK, COLUMN_FIRST_ADDED_AT, COLUMN_LAST_EVENT_AT, COLUMN_CREATED_AT, COLUMN_END
} ExportColumn;
extern const Words export_column_words;

/* What stands above it. */
Str export_column_heading(ExportColumn column, bool english);
/* What stands in it; personal data are masked as the caller's role has it, unless `clear`, and
 * then only what his role hides stays away. */
Str export_column_text(Ctx *cx, ExportColumn column, const PersonLine *line, bool clear,
                       bool english);

#endif
