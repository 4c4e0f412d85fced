/* report_reason.c -- reasons in words: files and pictures are read where no console is. */
#include "report/report_reason.h"

typedef struct Said {
    const char *reason, *zh, *en;
} Said;

#define REASON(reason, zh, en) { reason, zh, en },
static const Said all[] = {
#include "report/report_reason.def"
};
#undef REASON

Str report_reason_said(Str reason, bool english)
{
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_equal(reason, str_of(all[i].reason)))
            return str_of(english ? all[i].en : all[i].zh);
    return english ? S("Open the board to see why.") : S("打开看板查看原因。");
}
