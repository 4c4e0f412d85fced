/* demo_segment.c -- audiences of the demo: strategy pools that exclude each other, one on a
 * schedule, one kept as it was. */
#include "app/demo.h"

#include "segment/segment.h"

typedef struct DemoSegment {
    const char *name, *definition, *rule, *pool;
    SegmentKind kind;
    int32_t     priority, every_hours;
} DemoSegment;

// clang-format off
static const DemoSegment segments[] = {
    { "高价值客户", "近一年实付满 500 元的好友",
      "{\"and\":[{\"==\":[{\"var\":\"is_active\"},true]},"
      "{\">=\":[{\"event_sum\":[\"order.paid\",\"paid_fen\",\"365d\"]},50000]}]}",
      "策略池", SEGMENT_LIVE, 1, 0 },
    { "潜力客户", "近一年下过单，还不到高价值",
      "{\"and\":[{\"==\":[{\"var\":\"is_active\"},true]},{\"did\":[\"order.paid\",\"365d\"]}]}",
      "策略池", SEGMENT_LIVE, 2, 0 },
    { "沉睡客户", "半年没有下单，也不是新加的好友",
      "{\"and\":[{\"==\":[{\"var\":\"is_active\"},true]},{\"did_not\":[\"order.paid\",\"180d\"]},"
      "{\"did_not\":[\"contact.added\",\"180d\"]}]}",
      "策略池", SEGMENT_LIVE, 3, 0 },
    { "新手妈妈", "近 90 天由渠道活码添加的女性好友",
      "{\"and\":[{\"==\":[{\"var\":\"gender\"},\"female\"]},{\"did\":[\"channel_code.matched\",\"90d\"]},"
      "{\"has_relation\":[]}]}",
      "", SEGMENT_LIVE, 0, 0 },
    { "近 30 天流失", "每天重新计算一次",
      "{\"did\":[\"contact.lost\",\"30d\"]}",
      "", SEGMENT_SCHEDULED, 0, 24 },
};
// clang-format on

/* What was made before stays as it is. */
Code demo_segments(Demo *demo)
{
    Rows known = { 0 };
    TRY(segment_list(&demo->cx, &known));
    if (known.count) return OK;
    for (size_t i = 0; i < COUNT(segments); i++) {
        const DemoSegment *one   = &segments[i];
        const SegmentDraft draft = { .name        = str_of(one->name),
                                     .definition  = str_of(one->definition),
                                     .kind        = one->kind,
                                     .rule        = str_of(one->rule),
                                     .pool        = str_of(one->pool),
                                     .priority    = one->priority,
                                     .every_hours = one->every_hours };
        Segment            made  = { 0 };
        TRY(segment_save(&demo->cx, (SegmentId){ 0 }, &draft, &made));
    }
    return OK;
}
