/* report_property.c -- properties in words. */
#include "report/report_property.h"

typedef struct Word {
    const char *key, *zh, *en;
} Word;

// clang-format off
static const Word words[] = {
    { "amount_fen", "金额", "Amount" },
    { "paid_fen", "实付金额", "Paid" },
    { "total_fen", "订单金额", "Order amount" },
    { "refunded_fen", "退款金额", "Refunded" },
    { "payable_fen", "应付金额", "Payable" },
    { "was_fen", "原为", "Before" },
    { "quantity", "件数", "Quantity" },
    { "store_id", "门店", "Store" },
    { "staff_id", "员工", "Staff" },
    { "staff_name", "员工", "Staff" },
    { "customer_name", "客户", "Customer" },
    { "member_name", "群内昵称", "Name in the group" },
    { "add_way", "添加方式", "Way of adding" },
    { "channel", "渠道", "Channel" },
    { "shop_id", "店铺编号", "Shop id" },
    { "shop", "店铺", "Shop" },
    { "platform", "平台", "Platform" },
    { "category", "品类", "Category" },
    { "city", "城市", "City" },
    { "province", "省份", "Province" },
    { "title", "商品", "Product" },
    { "product", "商品", "Product" },
    { "product_no", "商品编号", "Product number" },
    { "sku_no", "规格编号", "Variant number" },
    { "order_no", "订单号", "Order number" },
    { "refund_no", "退款单号", "Refund number" },
    { "with_goods", "退货", "Goods returned" },
    { "reason", "原因", "Reason" },
    { "touch", "触点", "Touch" },
    { "kind", "归属", "Kind" },
    { "code_name", "活码", "Code" },
    { "policy_name", "策略", "Policy" },
    { "state", "渠道参数", "Channel parameter" },
    { "scene", "方式", "How" },
    { "name", "名称", "Name" },
    { "by", "由谁", "By" },
    { "is_staff", "是员工", "Is staff" },
    { "key", "键", "Key" },
    { "value", "值", "Value" },
    { "was", "原值", "Before" },
    { "source", "来源", "Source" },
    { "scope", "范围", "Scope" },
    { "text", "内容", "Text" },
    { "url", "网址", "Address" },
    { "path", "页面", "Page" },
    { "referrer", "来源页面", "Came from" },
    { "remark", "备注", "Remark" },
    { "day_on", "日期", "Day" },
    { "kept_ms", "保持了", "Kept for" },
};
// clang-format on

Str report_property_name(Str property, bool english)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(property, str_of(words[i].key)))
            return str_of(english ? words[i].en : words[i].zh);
    return property;
}
