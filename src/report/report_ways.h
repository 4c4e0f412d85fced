/* report_ways.h -- an answer of paths as columns of nodes and the ribbons between them: whom a
 * picture has room for, how much each has, and where it stands.  Private to report/. */
#ifndef REPORT_REPORT_WAYS_H
#define REPORT_REPORT_WAYS_H

#include "report/report_column.h"

enum {
    WAYS_STEPS = 6,   /* columns a phone has room for                             */
    WAYS_NAMED = 6,   /* nodes of a column under their own names                  */
    WAYS_NODES = 8,   /* and what is other, and where sessions ended              */
    WAYS_TALL  = 380, /* how tall all who begin stand                             */
    WAYS_SLOT  = 54,  /* what every node has for its label, however few go there  */
    WAYS_GAP   = 8,
};

typedef enum ReportWaysKind { WAYS_NAME = 1, WAYS_OTHER, WAYS_LEFT } ReportWaysKind;

typedef struct ReportWaysNode {
    ReportWaysKind kind;
    Str            name;
    size_t         tone;          /* of its name: the same at every step                  */
    int64_t        come, go;      /* through the ribbons to it and from it                */
    int64_t        count;         /* the larger: whose way is cut leads nowhere           */
    double         y, tall, slot; /* of its bar, from the top; the slot is around it */
} ReportWaysNode;

typedef struct ReportWaysRibbon {
    size_t  step, from, to; /* from the step-th column to the next, from 0 */
    int64_t count;
    double  y_from, y_to, tall;
} ReportWaysRibbon;

typedef struct ReportWays {
    size_t           steps, all_steps; /* columns drawn; of the answer, without the last end */
    ReportWaysNode   nodes[WAYS_STEPS][WAYS_NODES];
    size_t           counts[WAYS_STEPS]; /* of nodes                                */
    ReportWaysRibbon ribbons[(WAYS_STEPS - 1) * WAYS_NODES * WAYS_NODES];
    size_t           ribbon_count;
    int64_t          whole; /* sessions at the first step              */
    double           tall;  /* of the tallest column                   */
} ReportWays;

/* The largest of each column in their order, what is other, who left; a tail of small ones is
 * other.  False: these are no paths, or nobody went one. */
bool report_ways_read(Arena *arena, const ReportColumn *columns, size_t count, const Json *rows,
                      bool english, ReportWays *out);

#endif
