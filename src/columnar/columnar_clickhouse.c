/* columnar_clickhouse.c -- stub */
#include "columnar/columnar.h"
static Code open_store(Ctx *cx, const ColumnarOptions *options, Columnar **out)
{
    (void)options, (void)out;
    return fail(cx, ERR_UNAVAILABLE, "events.failed", "not yet");
}
const ColumnarDriver columnar_clickhouse = { .name = "clickhouse", .open = open_store };
