/* target_import.h -- targets from a spreadsheet.  Private to target/.
 *
 * A file is planned first: what each line would do, and why some are refused.  Carrying it out
 * plans again from the same bytes and writes the good lines, all or none. */
#ifndef TARGET_TARGET_IMPORT_H
#define TARGET_TARGET_IMPORT_H

#include "kernel/sheet.h"
#include "target/target_ask.h"

enum { TARGET_IMPORT_SAMPLE_MAX = 50 };

typedef enum TargetAction { TARGET_CREATE = 1, TARGET_UPDATE, TARGET_SAME } TargetAction;
extern const Words target_action_words;

typedef struct TargetRefusal {
    int64_t row;
    Str     reason, value; /* why, and the cell it is about */
} TargetRefusal;

/* A line: columns 指标 (metric: its name or key), 归属 (owner: 品牌, or the name of a store, a
 * department or a member, "门店:…" where two are called the same), 周期 (period) or 开始 and 结束
 * (from, to), 目标 (value: yuan, percent, seconds or a count), 场景 (scene), 不超过 (at most). */
typedef struct TargetImportLine {
    int64_t      row;
    Str          metric, scene, from_on, to_on, owner_name;
    TargetOwner  owner_kind;
    int64_t      owner_id, value;
    bool         is_ceiling;
    TargetAction action;
} TargetImportLine;

typedef struct TargetImport {
    int64_t rows, valid, created, updated, unchanged;
    Rows    invalid; /* of TargetRefusal                                    */
    Rows    sample;  /* of TargetImportLine, those that change something first */
    bool    is_done; /* carried out                                         */
    Rows    all;     /* not answered                                        */
} TargetImport;
extern const Shape target_import_shape;

/* Reads and plans; with `carry_out` also writes.  ERR_INVALID "sheet.unreadable",
 * "target_import.no_columns", "target_import.empty"; ERR_LIMIT "target.too_many".  Outside a
 * transaction. */
Code target_import_run(Ctx *cx, Str bytes, bool carry_out, TargetImport *out) MUST_USE;

#endif
