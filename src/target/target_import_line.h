/* target_import_line.h -- one line of a spreadsheet of targets, as it was meant.  Private to
 * target/. */
#ifndef TARGET_TARGET_IMPORT_LINE_H
#define TARGET_TARGET_IMPORT_LINE_H

#include "target/target_import.h"

enum {
    IMPORT_METRIC,
    IMPORT_OWNER,
    IMPORT_PERIOD,
    IMPORT_FROM,
    IMPORT_TO,
    IMPORT_VALUE,
    IMPORT_SCENE,
    IMPORT_CEILING,
    IMPORT_COLUMNS
};

/* What lines are read with: the catalogue, who may have targets, and where which cell stands. */
typedef struct TargetImportSheet {
    Ctx         *cx;
    Rows         metrics; /* of Metric */
    TargetPlaces places;
    int          column[IMPORT_COLUMNS]; /* -1: there is none */
} TargetImportSheet;

/* Finds the columns; false when one is missing that must be there. */
bool        target_import_line_head(TargetImportSheet *sheet, const CsvRow *row);
/* Fills all but `action`; NULL, or why the line is refused, and `cell` which it is about. */
const char *target_import_line_read(const TargetImportSheet *sheet, const CsvRow *row,
                                    TargetImportLine *line, Str *cell);

#endif
