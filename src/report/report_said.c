/* report_said.c -- values and conditions in words. */
#include "report/report_said.h"

typedef struct Word {
    const char *key, *zh, *en;
} Word;

// clang-format off
static const Word types[] = {
    { "contact.added", "添加好友", "Contact added" },
    { "contact.lost", "好友流失", "Contact lost" },
    { "customer.created", "建立档案", "Profile made" },
    { "customer.changed", "资料变化", "Facts changed" },
    { "customer.tagged", "标签变化", "Tags changed" },
    { "customer.noted", "跟进备注", "Note written" },
    { "attribute.decided", "属性变化", "Attribute decided" },
    { "welcome.sent", "收到欢迎语", "Welcome received" },
    { "channel_code.matched", "扫渠道活码添加", "Added by a channel code" },
    { "group_chat.joined", "加入客户群", "Group joined" },
    { "group_chat.left", "离开客户群", "Group left" },
    { "oa.followed", "关注公众号", "Account followed" },
    { "oa.unfollowed", "取消关注公众号", "Account unfollowed" },
    { "oa.messaged", "给公众号发消息", "Wrote to the account" },
    { "oa.menu_clicked", "点击菜单", "Menu tapped" },
    { "order.created", "下单", "Order placed" },
    { "order.paid", "支付订单", "Order paid" },
    { "order.shipped", "订单发货", "Order shipped" },
    { "order.finished", "订单完成", "Order finished" },
    { "order.closed", "订单关闭", "Order closed" },
    { "order.refunded", "订单退款", "Order refunded" },
    { "refund.opened", "申请退款", "Refund asked" },
    { "product.viewed", "浏览商品", "Product viewed" },
    { "cart.item_added", "加入购物车", "Added to cart" },
    { "product.favorited", "收藏商品", "Product favoured" },
    { "product.bought", "购买商品", "Product bought" },
    { "segment.entered", "进入分群", "Audience entered" },
    { "segment.left", "离开分群", "Audience left" },
    { "oa.scanned", "扫公众号二维码", "Account code scanned" },
    { "oa.menu_viewed", "打开菜单页面", "Menu page opened" },
    { "oa.replied", "公众号自动回复", "Answered by rule" },
    { "oa.located", "上报位置", "Place told" },
    { "oa.template_sent", "模板消息", "Template message" },
    { "oa.add_attributed", "由公众号加企业微信", "Added by the account" },
    { "oa.signed_in", "登录小程序", "Mini program sign-in" },
    { "oa.phone_bound", "小程序绑定手机", "Phone bound" },
    { "page.viewed", "浏览页面", "Page viewed" },
    { "consent.given", "同意授权", "Consent given" },
    { "consent.withdrawn", "撤回授权", "Consent withdrawn" },
    { "customer.claimed", "身份待合并", "Known by another" },
    { "customer.merged", "客户合并", "Customers merged" },
    { "customer.split", "撤回合并", "Merge taken back" },
    { "customer.erased", "客户注销", "Customer erased" },
    { "welcome.failed", "欢迎语未送达", "Welcome not delivered" },
    { "platform.contact_read", "读取客户详情", "Contact read" },
    { "platform.contact_lost", "读取流失", "Loss read" },
    { "spend.recorded", "投放费用", "Spending" },
};
static const Word sources[] = {
    { "sync", "企业微信", "WeCom" },
    { "weft", "织客", "weft" },
    { "wecom", "企业微信", "WeCom" },
    { "oa", "公众号", "Official account" },
    { "console", "控制台", "Console" },
    { "import", "导入", "Import" },
    { "rule", "规则", "Rule" },
    { "system", "系统", "System" },
    { "taobao", "淘宝", "Taobao" },
    { "tmall", "天猫", "Tmall" },
    { "doudian", "抖店", "Doudian" },
    { "jd", "京东", "JD" },
    { "youzan", "有赞", "Youzan" },
    { "weimob", "微盟", "Weimob" },
    { "wechat_shop", "微信小店", "WeChat shop" },
};
static const Word operators[] = {
    { "==", "=", "=" }, { "!=", "≠", "≠" }, { ">", ">", ">" }, { ">=", "≥", "≥" },
    { "<", "<", "<" },  { "<=", "≤", "≤" }, { "in", "属于", "is one of" },
};
// clang-format on

static Str find(const Word *words, size_t count, Str key, bool english)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(str_of(words[i].key), key))
            return str_of(english ? words[i].en : words[i].zh);
    return (Str){ 0 };
}

Str report_said_value(Str dimension, Str value, bool english)
{
    Str word = { 0 };
    if (str_equal(dimension, S("type"))) word = find(types, COUNT(types), value, english);
    if (str_equal(dimension, S("channel")) || str_equal(dimension, S("source")))
        word = find(sources, COUNT(sources), value, english);
    return word.ptr ? word : value;
}

static Str constant(Arena *arena, Str dimension, const Json *value, bool english)
{
    return report_said_value(dimension, report_word_plain(arena, REPORT_TEXT, value), english);
}

Str report_said_values(Arena *arena, Str dimension, const Json *values, bool english)
{
    StrBuf out = strbuf(arena, 256);
    if (values->kind != JSON_ARRAY) return constant(arena, dimension, values, english);
    for (uint32_t i = 0; i < values->count; i++) {
        if (i > 0) strbuf_add(&out, english ? S(", ") : S("、"));
        strbuf_add(&out, constant(arena, dimension, &values->as.first[i], english));
    }
    return strbuf_str(&out);
}

/* The variable of {"var": NAME}; absent when it is something else. */
static Str variable(const Json *json)
{
    const Json *name =
        json->kind == JSON_OBJECT && json->count == 1 ? json_get(json, S("var")) : NULL;
    return name && name->kind == JSON_STR ? name->as.str : (Str){ 0 };
}

/* {"==": [{"var": NAME}, VALUE]} */
static Str comparison(Arena *arena, const Json *logic, bool english)
{
    if (logic->kind != JSON_OBJECT || logic->count != 1) return (Str){ 0 };
    const Json *inner = &logic->as.first[0];
    const Str   how   = find(operators, COUNT(operators), inner->key, english);
    if (!how.ptr || inner->kind != JSON_ARRAY || inner->count != 2) return (Str){ 0 };
    const Json *value = &inner->as.first[1];
    const Str   name  = variable(&inner->as.first[0]);
    if (!name.ptr || value->kind == JSON_OBJECT || value->kind == JSON_NULL) return (Str){ 0 };
    const ReportColumn column = report_word_column(arena, (Rows){ 0 }, name, true, english);
    return str_fmt(arena, "%.*s %.*s %.*s", FMT(column.heading), FMT(how),
                   FMT(report_said_values(arena, name, value, english)));
}

Str report_said_conditions(Arena *arena, const Json *logic, bool english)
{
    const bool is_any = logic->kind == JSON_OBJECT && json_get(logic, S("or"));
    const bool is_all = logic->kind == JSON_OBJECT && json_get(logic, S("and"));
    StrBuf     out    = strbuf(arena, 512);
    if (!is_any && !is_all) return comparison(arena, logic, english);
    const JsonItems items = json_items(logic, is_any ? S("or") : S("and"));
    for (size_t i = 0; i < items.count; i++) {
        const Str one = comparison(arena, &items.at[i], english);
        if (!one.ptr) return (Str){ 0 };
        if (i > 0 && is_any) strbuf_add(&out, english ? S(" or ") : S(" 或 "));
        if (i > 0 && is_all) strbuf_add(&out, english ? S(", ") : S("，"));
        strbuf_add(&out, one);
    }
    return items.count > 0 ? strbuf_str(&out) : (Str){ 0 };
}
