/* board_preset.c -- the boards of roles: data only. */
#include "board/board.h"

#define TEXT(literal)                   \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

// clang-format off
const BoardPreset board_presets[] = {
    { TEXT("owner"), TEXT("品牌主看板"), TEXT("Owner board"), TEXT(
        "[{\"id\":\"t1\",\"title\":{\"zh\":\"支付金额\",\"en\":\"Paid amount\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.paid_fen\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":0,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t2\",\"title\":{\"zh\":\"买家数\",\"en\":\"Buyers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.buyers\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":3,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t3\",\"title\":{\"zh\":\"新增客户\",\"en\":\"New customers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":6,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t4\",\"title\":{\"zh\":\"流失新增比\",\"en\":\"Losses per new customer\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.loss_ratio\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":9,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t5\",\"title\":{\"zh\":\"支付金额走势\",\"en\":\"Paid amount over time\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.paid_fen\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t6\",\"title\":{\"zh\":\"新增与流失\",\"en\":\"New and lost customers\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"},{\"metric\":\"customer.lost\"}],\"range\":{\"days\":30}},\"x\":6,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t7\",\"title\":{\"zh\":\"企微、公众号与交易\",\"en\":\"WeCom, official accounts and orders\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.adds\"},{\"metric\":\"oa.messages\"},{\"metric\":\"order.paid\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":6,\"w\":12,\"h\":4}" "]") },
    { TEXT("operator"), TEXT("运营看板"), TEXT("Operator board"), TEXT(
        "[{\"id\":\"t1\",\"title\":{\"zh\":\"新增客户\",\"en\":\"New customers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":0,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t2\",\"title\":{\"zh\":\"活跃客户\",\"en\":\"Active people\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.active\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":3,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t3\",\"title\":{\"zh\":\"渠道码添加\",\"en\":\"Adds by channel codes\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"code.adds\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":6,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t4\",\"title\":{\"zh\":\"新增粉丝\",\"en\":\"New followers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"oa.followed\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":9,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t5\",\"title\":{\"zh\":\"新增与流失\",\"en\":\"New and lost customers\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"},{\"metric\":\"customer.lost\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t6\",\"title\":{\"zh\":\"按时段的添加\",\"en\":\"Adds by hour of the day\"},\"look\":\"bar\",\"query\":{\"kind\":\"pivot\",\"dimensions\":[\"hour_of_day\"],\"metrics\":[{\"metric\":\"customer.adds\"}],\"range\":{\"days\":30}},\"x\":6,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t7\",\"title\":{\"zh\":\"公众号消息\",\"en\":\"Messages to official accounts\"},\"look\":\"bar\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"oa.messages\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":6,\"w\":12,\"h\":4}" "]") },
    { TEXT("store"), TEXT("门店看板"), TEXT("Store board"), TEXT(
        "[{\"id\":\"t1\",\"title\":{\"zh\":\"新增客户\",\"en\":\"New customers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":0,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t2\",\"title\":{\"zh\":\"流失客户\",\"en\":\"Lost customers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.lost\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":4,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t3\",\"title\":{\"zh\":\"活跃客户\",\"en\":\"Active people\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.active\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":8,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t4\",\"title\":{\"zh\":\"新增与流失\",\"en\":\"New and lost customers\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.new\"},{\"metric\":\"customer.lost\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":2,\"w\":12,\"h\":4}"
        ",{\"id\":\"t5\",\"title\":{\"zh\":\"按星期的添加\",\"en\":\"Adds by weekday\"},\"look\":\"bar\",\"query\":{\"kind\":\"pivot\",\"dimensions\":[\"weekday\"],\"metrics\":[{\"metric\":\"customer.adds\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":6,\"w\":12,\"h\":4}" "]") },
    { TEXT("service"), TEXT("客服看板"), TEXT("Service board"), TEXT(
        "[{\"id\":\"t1\",\"title\":{\"zh\":\"公众号消息\",\"en\":\"Messages to official accounts\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"oa.messages\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":0,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t2\",\"title\":{\"zh\":\"欢迎语送达\",\"en\":\"Welcomes delivered\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"welcome.sent\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":4,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t3\",\"title\":{\"zh\":\"流失客户\",\"en\":\"Lost customers\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"customer.lost\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":8,\"y\":0,\"w\":4,\"h\":2}"
        ",{\"id\":\"t4\",\"title\":{\"zh\":\"消息走势\",\"en\":\"Messages over time\"},\"look\":\"bar\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"oa.messages\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":2,\"w\":12,\"h\":4}"
        ",{\"id\":\"t5\",\"title\":{\"zh\":\"按时段的消息\",\"en\":\"Messages by hour of the day\"},\"look\":\"table\",\"query\":{\"kind\":\"pivot\",\"dimensions\":[\"hour_of_day\"],\"metrics\":[{\"metric\":\"oa.messages\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":6,\"w\":12,\"h\":4}" "]") },
    { TEXT("finance"), TEXT("财务看板"), TEXT("Finance board"), TEXT(
        "[{\"id\":\"t1\",\"title\":{\"zh\":\"支付金额\",\"en\":\"Paid amount\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.paid_fen\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":0,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t2\",\"title\":{\"zh\":\"退款金额\",\"en\":\"Refunded amount\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.refunded_fen\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":3,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t3\",\"title\":{\"zh\":\"退款率\",\"en\":\"Refund rate\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.refund_rate\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":6,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t4\",\"title\":{\"zh\":\"客单价\",\"en\":\"Order value\"},\"look\":\"number\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.value\"}],\"range\":{\"days\":30},\"compare\":\"previous\"},\"x\":9,\"y\":0,\"w\":3,\"h\":2}"
        ",{\"id\":\"t5\",\"title\":{\"zh\":\"支付与退款\",\"en\":\"Paid and refunded\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.paid_fen\"},{\"metric\":\"order.refunded_fen\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t6\",\"title\":{\"zh\":\"客单价走势\",\"en\":\"Order value over time\"},\"look\":\"line\",\"query\":{\"kind\":\"trend\",\"metrics\":[{\"metric\":\"order.value\"}],\"range\":{\"days\":30}},\"x\":6,\"y\":2,\"w\":6,\"h\":4}"
        ",{\"id\":\"t7\",\"title\":{\"zh\":\"按月汇总\",\"en\":\"By month\"},\"look\":\"table\",\"query\":{\"kind\":\"pivot\",\"dimensions\":[\"month\"],\"metrics\":[{\"metric\":\"order.paid\"},{\"metric\":\"order.paid_fen\"},{\"metric\":\"order.refunded_fen\"}],\"range\":{\"days\":30}},\"x\":0,\"y\":6,\"w\":12,\"h\":4}" "]") },
};
const size_t board_preset_count = COUNT(board_presets);
// clang-format on
