/* intake_guess.c -- headings people and platforms give their columns. */
#include "intake/intake_guess.h"

#include "intake/intake_source.h"

enum { HEADING_MAX = 96, MAPPING_MAX = 64 * 1024 };

/* A field of a kind, and what its column is called; names in lower case without spaces and marks.
 * "people.KIND" tells whose it is. */
typedef struct Synonym {
    IntakeKind  kind;
    const char *field, *names; /* names with a bar between */
} Synonym;

// clang-format off
static const Synonym synonyms[] = {
    { INTAKE_EVENT, "type", "事件|事件名|事件类型|事件名称|行为|行为类型|动作|event|eventname|eventtype|type|behavior|behaviortype|behaviour|action" },
    { INTAKE_EVENT, "at", "时间|发生时间|事件时间|时间戳|日期|行为时间|time|timestamp|at|datetime|date|occurredat|eventtime|createdat" },
    { INTAKE_EVENT, "id", "事件编号|事件id|流水号|eventid|messageid|id" },
    { INTAKE_EVENT, "object", "对象|object" },
    { INTAKE_EVENT, "name", "姓名|昵称|用户名|name|nickname|username" },
    { INTAKE_EVENT, "people.unionid", "unionid" },
    { INTAKE_EVENT, "people.user_id", "用户id|用户编号|客户id|客户编号|userid|uid|customerid" },
    { INTAKE_EVENT, "people.member_no", "会员号|会员编号|会员卡号|memberno|memberid|cardno" },
    { INTAKE_EVENT, "people.anonymous_id", "匿名id|设备id|访客id|anonymousid|deviceid|distinctid|visitorid" },
    { INTAKE_EVENT, "people.phone", "手机|手机号|手机号码|电话|phone|mobile|phonenumber" },
    { INTAKE_EVENT, "people.email", "邮箱|电子邮件|email|mail" },
    { INTAKE_ORDER, "order_no", "订单号|订单编号|订单id|交易号|单号|发票号|orderno|orderid|ordernumber|order|invoiceno|invoice|tid" },
    { INTAKE_ORDER, "parent_no", "父订单号|主订单号|parentno|parentorderid" },
    { INTAKE_ORDER, "state", "订单状态|状态|交易状态|state|status|orderstatus" },
    { INTAKE_ORDER, "currency", "币种|currency" },
    { INTAKE_ORDER, "region", "收货地址|地区|省份|收货省份|国家|region|province|country|shippingaddress" },
    { INTAKE_ORDER, "created_at", "订单创建时间|下单时间|创建时间|下单日期|订单时间|拍下时间|交易日期|createdat|created|ordertime|orderdate|invoicedate|date" },
    { INTAKE_ORDER, "paid_at", "订单付款时间|付款时间|支付时间|paidat|paytime|paymenttime" },
    { INTAKE_ORDER, "shipped_at", "发货时间|shippedat|consigntime" },
    { INTAKE_ORDER, "finished_at", "完成时间|确认收货时间|交易成功时间|finishedat|endtime" },
    { INTAKE_ORDER, "closed_at", "关闭时间|closedat" },
    { INTAKE_ORDER, "updated_at", "更新时间|修改时间|updatedat|modified" },
    { INTAKE_ORDER, "total", "总金额|订单金额|订单总额|商品总额|总价|total|totalamount|totalfee|totalprice" },
    { INTAKE_ORDER, "payable", "应付金额|应付款|买家应付货款|payable|payableamount" },
    { INTAKE_ORDER, "paid", "实付金额|买家实际支付金额|实际支付|支付金额|实付款|paid|paidamount|payment" },
    { INTAKE_ORDER, "post", "运费|邮费|买家应付邮费|post|postage|shippingfee|freight" },
    { INTAKE_ORDER, "discount", "优惠|优惠金额|折扣|discount|discountamount" },
    { INTAKE_ORDER, "refunded", "退款金额|已退款|refunded|refund|refundamount" },
    { INTAKE_ORDER, "buyer_id", "买家会员名|买家昵称|买家id|买家|客户id|客户编号|buyerid|buyernick|buyer|customerid|userid" },
    { INTAKE_ORDER, "buyer_name", "收货人|收货人姓名|买家姓名|客户姓名|姓名|buyername|receivername|customername" },
    { INTAKE_ORDER, "phone", "联系手机|手机|手机号|手机号码|收货人手机|联系电话|phone|mobile|receivermobile" },
    { INTAKE_ORDER, "email", "邮箱|email" },
    { INTAKE_ORDER, "member_no", "会员号|会员编号|会员卡号|memberno|memberid" },
    { INTAKE_ORDER, "product_no", "商品编号|商品id|商品编码|商家编码|货号|productno|productid|stockcode|itemid|numiid" },
    { INTAKE_ORDER, "sku_no", "sku编号|sku编码|skuid|规格编码|sku" },
    { INTAKE_ORDER, "title", "商品名称|商品标题|宝贝标题|商品|标题|品名|title|productname|product|description|itemname" },
    { INTAKE_ORDER, "sku_title", "规格|商品属性|颜色分类|skutitle|skuname|variant" },
    { INTAKE_ORDER, "quantity", "数量|购买数量|宝贝总数量|件数|quantity|qty|num|count" },
    { INTAKE_ORDER, "price", "单价|商品单价|价格|price|unitprice" },
    { INTAKE_ORDER, "amount", "小计|明细金额|行金额|amount|lineamount|subtotal" },
    { INTAKE_PERSON, "name", "姓名|昵称|客户名|客户名称|名称|name|fullname|nickname|customername|customer" },
    { INTAKE_PERSON, "phone", "手机号|手机|手机号码|电话|联系方式|联系电话|phone|mobile|phonenumber|mobilephone|tel|telephone|cellphone" },
    { INTAKE_PERSON, "external_userid", "外部联系人id|客户id|externaluserid" },
    { INTAKE_PERSON, "member_no", "会员号|会员卡号|会员编号|会员id|卡号|memberno|membernumber|memberid|cardno" },
    { INTAKE_PERSON, "email", "邮箱|电子邮件|email|mail" },
    { INTAKE_PERSON, "gender", "性别|gender|sex" },
    { INTAKE_PERSON, "birthday", "生日|出生日期|birthday|birthdate|dateofbirth|dob" },
    { INTAKE_PERSON, "address", "地址|住址|address" },
    { INTAKE_PERSON, "tags", "标签|tags|tag|labels" },
    { INTAKE_PERSON, "description", "备注|描述|说明|remark|remarks|note|notes|description|comment" },
    { INTAKE_PRODUCT, "product_no", "商品编号|商品id|商品编码|商家编码|货号|款号|productno|productid|stockcode|itemid|numiid|code" },
    { INTAKE_PRODUCT, "title", "商品名称|商品标题|宝贝标题|商品|标题|品名|名称|title|name|productname|product|description" },
    { INTAKE_PRODUCT, "category", "类目|分类|品类|商品分类|category" },
    { INTAKE_PRODUCT, "picture", "图片|主图|图片地址|picture|image|imageurl|pic" },
    { INTAKE_PRODUCT, "state", "状态|上架状态|state|status" },
    { INTAKE_PRODUCT, "price", "价格|售价|单价|一口价|price|unitprice|saleprice" },
    { INTAKE_PRODUCT, "updated_at", "更新时间|修改时间|updatedat|modified|invoicedate" },
    { INTAKE_PRODUCT, "sku_no", "sku编号|sku编码|skuid|规格编码|sku" },
    { INTAKE_PRODUCT, "sku_title", "规格|颜色分类|skutitle|skuname|variant" },
    { INTAKE_PRODUCT, "stock", "库存|库存数量|可售库存|stock|inventory" },
    { INTAKE_COST, "day", "日期|投放日期|费用日期|天|date|day" },
    { INTAKE_COST, "month", "月份|费用月份|月|month" },
    { INTAKE_COST, "channel", "渠道|添加方式|channel|source" },
    { INTAKE_COST, "code", "渠道码|渠道活码|活码|code|channelcode" },
    { INTAKE_COST, "campaign", "活动|活动名称|投放计划|计划|campaign|campaignname" },
    { INTAKE_COST, "cost", "费用|花费|成本|金额|费用元|花费元|投放费用|消耗|cost|spend|amount" },
};
// clang-format on

/* Letters of ASCII in lower case, digits, and all beyond ASCII; marks and spaces go. */
static Str plain(Str heading, char *room)
{
    size_t len = 0;
    for (size_t i = 0; i < heading.len && len < HEADING_MAX; i++) {
        const char c = heading.ptr[i];
        if (c >= 'A' && c <= 'Z')
            room[len++] = (char)(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            room[len++] = c;
    }
    return (Str){ room, len };
}

/* A heading is often followed by its unit: "总金额（元）", "UnitPrice (CNY)". */
static Str without_unit(Str heading)
{
    const int64_t half = str_find(heading, S("(")), full = str_find(heading, S("（"));
    if (half > 0) return str_slice(heading, 0, (size_t)half);
    return full > 0 ? str_slice(heading, 0, (size_t)full) : heading;
}

/* Which of the names it is, from 1; 0: none of them. */
static int place_in(const char *names, Str text)
{
    int place = 1;
    for (Str rest = str_of(names); rest.ptr; place++)
        if (str_equal(str_cut(&rest, '|'), text)) return place;
    return 0;
}

/* The column called so, the best name first, and not taken yet; -1: none. */
static int column_for(Strs header, const Synonym *synonym, const bool *taken)
{
    int best = -1, best_place = 0;
    for (size_t i = 0; i < header.count && i < MAPPING_COLUMNS_MAX; i++) {
        char      room[HEADING_MAX];
        const int place = place_in(synonym->names, plain(without_unit(header.at[i]), room));
        if (taken[i] || place == 0 || (best >= 0 && place >= best_place)) continue;
        best       = (int)i;
        best_place = place;
    }
    return best;
}

static bool is_of_people(const Synonym *synonym)
{
    return str_starts(str_of(synonym->field), S("people."));
}

/* A heading that holds one of these is about the member of staff or the store. */
static const char *const of_staff[] = { "员工", "导购", "门店",  "店铺",
                                        "顾问", "店长", "staff", "store" };

bool intake_guess_is_of_staff(Str heading)
{
    char      room[HEADING_MAX];
    const Str text = plain(heading, room);
    for (size_t i = 0; i < COUNT(of_staff); i++)
        if (str_find(text, str_of(of_staff[i])) >= 0) return true;
    return false;
}

/* A person's column that is called by more words than a name of the list: "客户姓名". */
static int column_that_holds(Strs header, const Synonym *synonym, const bool *taken)
{
    static const char *const others[] = { "紧急" }; /* about somebody else */
    for (size_t i = 0; i < header.count && i < MAPPING_COLUMNS_MAX; i++) {
        char      room[HEADING_MAX];
        const Str text = plain(without_unit(header.at[i]), room);
        if (taken[i] || text.len == 0 || intake_guess_is_of_staff(text)) continue;
        if (str_find(text, str_of(others[0])) >= 0) continue;
        for (Str rest = str_of(synonym->names); rest.ptr;) {
            const Str name = str_cut(&rest, '|');
            if ((unsigned char)name.ptr[0] >= 0x80 && str_find(text, name) >= 0) return (int)i;
        }
    }
    return -1;
}

/* Which column each synonym found. */
static size_t find_all(Strs header, IntakeKind kind, int *found, bool *taken)
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT(synonyms); i++) {
        found[i] = -1;
        if (synonyms[i].kind != kind) continue;
        found[i] = column_for(header, &synonyms[i], taken);
        if (found[i] < 0) continue;
        taken[found[i]] = true;
        count++;
    }
    for (size_t i = 0; i < COUNT(synonyms) && kind == INTAKE_PERSON; i++) {
        if (synonyms[i].kind != kind || found[i] >= 0) continue;
        found[i] = column_that_holds(header, &synonyms[i], taken);
        if (found[i] >= 0) taken[found[i]] = true; /* too weak to tell what a file holds */
    }
    return count;
}

static void put_fields(JsonOut *json, Strs header, const int *found)
{
    json_key(json, S("fields"));
    json_open_object(json);
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if (found[i] >= 0 && !is_of_people(&synonyms[i]))
            json_pair_str(json, str_of(synonyms[i].field), header.at[found[i]]);
    json_close_object(json);
}

static void put_people(JsonOut *json, Strs header, const int *found)
{
    const size_t skip  = S("people.").len;
    int          count = 0;
    json_key(json, S("people"));
    json_open_array(json);
    for (size_t i = 0; i < COUNT(synonyms) && count < MAPPING_PEOPLE_MAX; i++) {
        const Str field = str_of(synonyms[i].field);
        if (found[i] < 0 || !is_of_people(&synonyms[i])) continue;
        json_open_object(json);
        json_pair_str(json, S("kind"), str_slice(field, skip, field.len));
        json_pair_str(json, S("column"), header.at[found[i]]);
        json_close_object(json);
        count++;
    }
    json_close_array(json);
}

/* What nobody recognised is told with the event. */
static void put_payload(JsonOut *json, Strs header, const bool *taken)
{
    size_t count = 0;
    json_key(json, S("payload"));
    json_open_object(json);
    for (size_t i = 0; i < header.count && count < MAPPING_PAYLOAD_MAX; i++) {
        if (taken[i] || header.at[i].len == 0 || header.at[i].len > HEADING_MAX) continue;
        json_pair_str(json, header.at[i], header.at[i]);
        count++;
    }
    json_close_object(json);
}

static void put_match(JsonOut *json, const int *found)
{
    static const char *const keys[] = { "phone", "member_no", "external_userid" };
    for (size_t k = 0; k < COUNT(keys); k++)
        for (size_t i = 0; i < COUNT(synonyms); i++)
            if (found[i] >= 0 && str_equal(str_of(synonyms[i].field), str_of(keys[k]))) {
                json_pair_str(json, S("match"), str_of(keys[k]));
                return;
            }
}

/* Digits with marks and spaces between, more than letters. */
static bool looks_like_number(Str cell)
{
    enum { DIGITS_MIN = 5 };
    size_t digits = 0;
    for (size_t i = 0; i < cell.len; i++) digits += cell.ptr[i] >= '0' && cell.ptr[i] <= '9';
    return digits >= DIGITS_MIN && digits * 2 > cell.len;
}

static bool looks_like_phone(Str cell)
{
    enum { PHONE_LEN = 11 };
    const Str text = str_trim(cell);
    if (text.len != PHONE_LEN || text.ptr[0] != '1') return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return true;
}

bool intake_guess_is_header(const Strs *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        if (looks_like_number(cells->at[i])) return false;
    return true;
}

Code intake_guess_unnamed(Ctx *cx, Strs letters, Strs first, IntakeKind kind, Str *mapping)
{
    JsonOut json = json_out(cx->arena, MAPPING_MAX);
    json_open_object(&json);
    json_pair_str(&json, S("kind"), word_of(&intake_kind_words, (int)kind));
    json_key(&json, S("file"));
    json_open_object(&json);
    json_pair_bool(&json, S("header"), false);
    json_key(&json, S("columns"));
    json_open_array(&json);
    for (size_t i = 0; i < letters.count; i++) json_put_str(&json, letters.at[i]);
    json_close_array(&json);
    json_close_object(&json);
    json_key(&json, S("fields"));
    json_open_object(&json);
    for (size_t i = 0; i < first.count && kind == INTAKE_PERSON; i++) {
        if (!looks_like_phone(first.at[i])) continue;
        json_pair_str(&json, S("phone"), letters.at[i]);
        break;
    }
    json_close_object(&json);
    json_close_object(&json);
    if (json_out_done(&json, mapping) == OK) return OK;
    return fail(cx, ERR_LIMIT, "intake.too_many", "%zu columns", letters.count);
}

Code intake_guess_mapping(Ctx *cx, Strs header, IntakeKind kind, Str *mapping)
{
    int     found[COUNT(synonyms)];
    bool    taken[MAPPING_COLUMNS_MAX] = { false };
    JsonOut json                       = json_out(cx->arena, MAPPING_MAX);
    if (header.count > MAPPING_COLUMNS_MAX) header.count = MAPPING_COLUMNS_MAX;
    (void)find_all(header, kind, found, taken); /* none is an answer too */
    json_open_object(&json);
    json_pair_str(&json, S("kind"), word_of(&intake_kind_words, (int)kind));
    put_fields(&json, header, found);
    if (kind == INTAKE_EVENT) {
        put_people(&json, header, found);
        put_payload(&json, header, taken);
    }
    if (kind == INTAKE_PERSON) put_match(&json, found);
    json_close_object(&json);
    if (json_out_done(&json, mapping) == OK) return OK;
    return fail(cx, ERR_LIMIT, "intake.too_many", "%zu columns", header.count);
}

IntakeKind intake_guess_kind(Strs header)
{
    static const IntakeKind kinds[] = { INTAKE_PERSON, INTAKE_ORDER, INTAKE_EVENT, INTAKE_PRODUCT,
                                        INTAKE_COST };
    IntakeKind              best    = INTAKE_PERSON;
    size_t                  most    = 0;
    if (header.count > MAPPING_COLUMNS_MAX) header.count = MAPPING_COLUMNS_MAX;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        int          found[COUNT(synonyms)];
        bool         taken[MAPPING_COLUMNS_MAX] = { false };
        const size_t count                      = find_all(header, kinds[i], found, taken);
        if (count <= most) continue;
        most = count;
        best = kinds[i];
    }
    return best;
}

static Code read_header(Ctx *cx, IntakeSource *source, Strs *out)
{
    CsvRow     row  = { 0 };
    const Code code = intake_source_next(cx, source, &row);
    if (code == ERR_UNAVAILABLE) return code;
    REQUIRE(cx, code != ERR_NOT_FOUND, ERR_INVALID, "intake.empty");
    REQUIRE(cx, code == OK, ERR_INVALID, "intake.bad_header");
    Str *cells = arena_make(cx->arena, Str, row.count);
    for (size_t i = 0; i < row.count; i++) cells[i] = str_copy(cx->arena, str_trim(row.cell[i]));
    *out = (Strs){ cells, row.count };
    return OK;
}

/* The mapping of a file whose first row has these cells. */
static Code guess_of(Ctx *cx, Strs first, IntakeKind kind, Str *mapping)
{
    Str *letters = arena_make(cx->arena, Str, first.count);
    for (size_t i = 0; i < first.count; i++) letters[i] = mapping_letters(cx->arena, i);
    return intake_guess_unnamed(cx, (Strs){ letters, first.count }, first, kind, mapping);
}

Code intake_guess(Ctx *cx, const char *path, IntakeKind kind, bool no_header, Str *mapping)
{
    IntakeSource *source = NULL;
    Strs          first  = { 0 };
    TRY(intake_source_open(cx, path, ENCODING_AUTO, 0, &source));
    const Code code = read_header(cx, source, &first);
    intake_source_close(source);
    if (code != OK) return code;
    return no_header ? guess_of(cx, first, kind, mapping)
                     : intake_guess_mapping(cx, first, kind, mapping);
}
