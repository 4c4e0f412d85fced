/* report_said.c -- values and conditions in words. */
#include "report/report_said.h"

#include "insight/insight.h"
#include "report/report_column.h"
#include "segment/segment.h"

typedef struct Word {
    const char *key, *zh, *en;
} Word;

// clang-format off
static const Word type_words[] = {
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
static const Word weekdays[] = {
    { "1", "周一", "Mon" }, { "2", "周二", "Tue" }, { "3", "周三", "Wed" }, { "4", "周四", "Thu" },
    { "5", "周五", "Fri" }, { "6", "周六", "Sat" }, { "7", "周日", "Sun" },
};
static const Word hours[] = {
    { "0", "00:00", "00:00" }, { "1", "01:00", "01:00" }, { "2", "02:00", "02:00" },
    { "3", "03:00", "03:00" }, { "4", "04:00", "04:00" }, { "5", "05:00", "05:00" },
    { "6", "06:00", "06:00" }, { "7", "07:00", "07:00" }, { "8", "08:00", "08:00" },
    { "9", "09:00", "09:00" }, { "10", "10:00", "10:00" }, { "11", "11:00", "11:00" },
    { "12", "12:00", "12:00" }, { "13", "13:00", "13:00" }, { "14", "14:00", "14:00" },
    { "15", "15:00", "15:00" }, { "16", "16:00", "16:00" }, { "17", "17:00", "17:00" },
    { "18", "18:00", "18:00" }, { "19", "19:00", "19:00" }, { "20", "20:00", "20:00" },
    { "21", "21:00", "21:00" }, { "22", "22:00", "22:00" }, { "23", "23:00", "23:00" },
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
    if (str_equal(dimension, S("type"))) word = find(type_words, COUNT(type_words), value, english);
    if (str_equal(dimension, S("channel")) || str_equal(dimension, S("source")))
        word = find(sources, COUNT(sources), value, english);
    if (str_equal(dimension, S("weekday"))) word = find(weekdays, COUNT(weekdays), value, english);
    if (str_equal(dimension, S("hour_of_day"))) word = find(hours, COUNT(hours), value, english);
    if (query_names_people(dimension) && str_equal(value, S(QUERY_OTHERS)))
        word = english ? S("Others (outside your data scope)") : S("其他人员（数据范围外）");
    return word.ptr ? word : value;
}

Str report_said_types(Arena *arena, Str types, bool english)
{
    StrBuf out = strbuf(arena, types.len * 8 + 64);
    for (Str rest = types; rest.ptr;) {
        const Str one = str_cut(&rest, '|');
        strbuf_add(&out, report_said_value(S("type"), one, english));
        if (rest.ptr) strbuf_add(&out, english ? S(" or ") : S(" 或 "));
    }
    return strbuf_str(&out);
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

/* ---- conditions on people: rules of audiences ---------------------------------------------- */

static Str variable(const Json *json)
{
    const Json *name =
        json->kind == JSON_OBJECT && json->count == 1 ? json_get(json, S("var")) : NULL;
    if (name && name->kind == JSON_ARRAY && name->count == 1) name = &name->as.first[0];
    return name && name->kind == JSON_STR ? name->as.str : (Str){ 0 };
}

#define customer S("customer.") /* what begins so is an attribute */

static bool asks_who(const Json *op)
{
    if (str_equal(op->key, S("in_segment")) || str_equal(op->key, S("has_tag")) ||
        str_equal(op->key, S("has_relation")))
        return true;
    for (uint32_t i = 0; op->kind == JSON_ARRAY && i < op->count; i++)
        if (str_starts(variable(&op->as.first[i]), customer)) return true;
    return false;
}

/* As rules have it: attributes by their own names, ids as texts. */
static Json as_rule(Arena *arena, const Json *json, Str inside)
{
    Json       out   = *json;
    const bool is_id = str_equal(inside, S("has_tag")) || str_equal(inside, S("in_segment"));
    if (json->kind == JSON_STR && str_equal(inside, S("var")) && str_starts(json->as.str, customer))
        out.as.str = str_slice(json->as.str, customer.len, json->as.str.len);
    if (json->kind == JSON_INT && is_id) {
        out.kind   = JSON_STR;
        out.as.str = str_fmt(arena, "%lld", (long long)json->as.integer);
    }
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return out;
    out.as.first = arena_make(arena, Json, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        out.as.first[i]  = as_rule(arena, item, json->kind == JSON_OBJECT ? item->key : inside);
    }
    return out;
}

static bool asks_audience(const Json *json)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return false;
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        if (json->kind == JSON_OBJECT && str_equal(item->key, S("in_segment"))) return true;
        if (asks_audience(item)) return true;
    }
    return false;
}

Code report_said_language(Ctx *cx, const Json *logic, TagLanguage *out)
{
    Rows all = { 0 };
    TRY(tagging_language(cx, out));
    if (!asks_audience(logic) || !cx_may(cx, PERM_SEGMENT_READ)) return OK;
    TRY(segment_list(cx, &all));
    TagName *names = arena_make(cx->arena, TagName, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const Segment *segment = ROWS_AT(Segment, all, i);
        names[i]               = (TagName){ segment->id, segment->name };
    }
    out->segments = (Rows){ names, all.count };
    return OK;
}

/* ---- conditions ---------------------------------------------------------------------------- */

typedef struct Sayer {
    Arena             *arena;
    const TagLanguage *language; /* NULL: people are not said */
    bool               english;
} Sayer;

static Str word(const Sayer *to, const char *zh, const char *en)
{
    return str_of(to->english ? en : zh);
}

static Str name_of(const Sayer *to, Str name)
{
    return report_column_name(to->arena, name, to->english);
}

static bool is_constant(const Json *json)
{
    return json->kind != JSON_OBJECT && json->kind != JSON_NULL;
}

/* {"==": [{"var": NAME}, VALUE]} */
static Str comparison(const Sayer *to, const Json *op)
{
    const Str how = find(operators, COUNT(operators), op->key, to->english);
    if (!how.ptr || op->kind != JSON_ARRAY || op->count < 2) return (Str){ 0 };
    const Json *at = op->as.first;
    if (op->count == 3 && is_constant(&at[0]) && is_constant(&at[2]) && variable(&at[1]).ptr) {
        const Str name = variable(&at[1]);
        return str_fmt(to->arena, "%.*s %.*s %.*s %.*s %.*s",
                       FMT(constant(to->arena, name, &at[0], to->english)), FMT(how),
                       FMT(name_of(to, name)), FMT(how),
                       FMT(constant(to->arena, name, &at[2], to->english)));
    }
    const Str name = variable(&at[0]);
    if (!name.ptr || op->count != 2) return (Str){ 0 };
    if (at[1].kind == JSON_NULL && str_find(op->key, S("=")) >= 0)
        return str_fmt(to->arena, "%.*s %.*s", FMT(name_of(to, name)),
                       FMT(str_starts(op->key, S("!")) ? word(to, "不为空", "is not empty")
                                                       : word(to, "为空", "is empty")));
    if (!is_constant(&at[1])) return (Str){ 0 };
    return str_fmt(to->arena, "%.*s %.*s %.*s", FMT(name_of(to, name)), FMT(how),
                   FMT(report_said_values(to->arena, name, &at[1], to->english)));
}

static Str say(const Sayer *to, const Json *logic, bool is_within);

static Str say_not(const Sayer *to, const Json *op)
{
    const bool is_list = op->kind == JSON_ARRAY && op->count == 1;
    const Str  inner   = say(to, is_list ? &op->as.first[0] : op, false);
    if (!inner.ptr) return inner;
    return str_fmt(to->arena, to->english ? "not (%.*s)" : "不满足（%.*s）", FMT(inner));
}

static Str say_joined(const Sayer *to, const Json *op, bool is_any, bool is_within)
{
    const bool brackets = is_within && op->count > 1;
    StrBuf     out      = strbuf(to->arena, 64 * 1024);
    if (op->kind != JSON_ARRAY || op->count == 0) return (Str){ 0 };
    if (brackets) strbuf_add(&out, word(to, "（", "("));
    for (uint32_t i = 0; i < op->count; i++) {
        const Str one = say(to, &op->as.first[i], true);
        if (!one.ptr) return one;
        if (i > 0) strbuf_add(&out, is_any ? word(to, " 或 ", " or ") : word(to, "，", ", "));
        strbuf_add(&out, one);
    }
    if (brackets) strbuf_add(&out, word(to, "）", ")"));
    return strbuf_str(&out);
}

static Str say_who(const Sayer *to, const Json *logic)
{
    if (!to->language) return (Str){ 0 };
    const Json rule = as_rule(to->arena, logic, S(""));
    return tagging_language_say(to->arena, to->language, &rule,
                                to->english ? RULE_ENGLISH : RULE_CHINESE);
}

static Str say(const Sayer *to, const Json *logic, bool is_within)
{
    if (logic->kind != JSON_OBJECT || logic->count != 1) return (Str){ 0 };
    const Json *op = &logic->as.first[0];
    if (asks_who(op) || str_starts(variable(logic), customer)) return say_who(to, logic);
    if (str_equal(op->key, S("and"))) return say_joined(to, op, false, is_within);
    if (str_equal(op->key, S("or"))) return say_joined(to, op, true, is_within);
    if (str_equal(op->key, S("!"))) return say_not(to, op);
    return comparison(to, op);
}

Str report_said_conditions(Arena *arena, const TagLanguage *language, const Json *logic,
                           bool english)
{
    return say(&(Sayer){ arena, language, english }, logic, false);
}
