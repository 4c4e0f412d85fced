/* org_import.h -- stores, and who works in which, from a spreadsheet.  Private to org/.
 *
 * A file is planned first: what each line would do, and why some lines are refused.  Carrying it
 * out plans again from the same bytes and writes all or nothing, so that nobody has to guess how
 * far an import came.  An empty cell and a missing column keep what is known. */
#ifndef ORG_ORG_IMPORT_H
#define ORG_ORG_IMPORT_H

#include "kernel/sheet.h"
#include "org/org_tree.h"

enum { IMPORT_STORES_MAX = 5000, IMPORT_STAFF_MAX = 50000, IMPORT_SAMPLE_MAX = 50 };

typedef enum ImportAction { IMPORT_CREATE = 1, IMPORT_UPDATE, IMPORT_SAME } ImportAction;
extern const Words import_action_words;

typedef struct ImportRefusal {
    int64_t row;
    Str     reason, value; /* why, and the cell it is about                  */
} ImportRefusal;

/* A line of stores: columns 门店编号 (code), 门店名称 (name), 所属区域 (region, "华东/上海"),
 * 地址 (address), 电话 (phone), 经度 (longitude), 纬度 (latitude), 营业时间 (hours). */
typedef struct StoreLine {
    int64_t      row;
    Str          code, name, region, address, phone, hours;
    double       longitude, latitude;
    ImportAction action;
} StoreLine;

/* A line of staff: columns 员工账号 (userid), 门店编号 (store); an empty store takes him out. */
typedef struct StaffLine {
    int64_t      row;
    Str          userid, store_code, name, store_name;
    ImportAction action;
    int64_t      staff_id, store_id; /* not answered */
} StaffLine;

typedef struct ImportPlan {
    int64_t rows, valid, created, updated, unchanged;
    Strs    new_regions; /* paths                                           */
    Rows    invalid;     /* of ImportRefusal                                */
    Rows    sample;      /* of StoreLine or StaffLine, those that change first */
    bool    is_done;     /* carried out                                     */
    Rows    all;         /* not answered                                    */
} ImportPlan;
extern const Shape store_import_shape, staff_import_shape;

/* Reads and plans; with `carry_out` also writes, in one transaction.  ERR_INVALID
 * "sheet.unreadable", "org_import.no_code_column", "org_import.no_userid_column",
 * "org_import.no_store_column", "org_import.empty"; ERR_LIMIT "org_import.too_many_rows".
 * Outside a transaction. */
Code org_import_stores(Ctx *cx, Str bytes, bool carry_out, ImportPlan *out) MUST_USE;
Code org_import_staff(Ctx *cx, Str bytes, bool carry_out, ImportPlan *out) MUST_USE;
/* The spreadsheets to fill in; that of staff already names everybody. */
Code org_import_store_form(Ctx *cx, Str *xlsx) MUST_USE;
Code org_import_staff_form(Ctx *cx, Str *xlsx) MUST_USE;

/* ---- common to both ------------------------------------------------------- */

typedef struct Import {
    Ctx        *cx;
    ImportPlan *out;
    Vec         good, bad;
    StrMap     *seen;
    int64_t     rows_max;
    int         column[8];
    bool        has_header;
    Code      (*header)(struct Import *import, const CsvRow *row);
    Code      (*line)(struct Import *import, const CsvRow *row);
} Import;

/* Rows of a file into `good` and `bad`. */
Code org_import_read(Import *import, Str bytes) MUST_USE;
void org_import_refuse(Import *import, int64_t row, const char *reason, Str value);
/* Counts and the sample of what was read and planned; `action_at` is the member's offset. */
void org_import_count(Import *import, size_t action_at);

#endif
