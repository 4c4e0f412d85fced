/* intake_row.c -- a row under a mapping, and why it is refused. */
#include "intake/intake_row.h"

#include <string.h>

/* ---- which rows are wanted ---------------------------------------------------------------- */

static bool is_one_of(const Strs *list, Str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->at[i], text)) return true;
    return false;
}

static bool is_like_one(const Strs *patterns, Str text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (cell_like(text, patterns->at[i])) return true;
    return false;
}

/* a < b, whatever their digits behind the point. */
static bool is_less(Decimal a, Decimal b)
{
    const long double left = (long double)a.mantissa, right = (long double)b.mantissa;
    long double       unit = 1;
    const int         more = a.scale - b.scale;
    for (int i = 0; i < (more < 0 ? -more : more); i++) unit *= 10;
    return more > 0 ? left < right * unit : left * unit < right;
}

static bool is_within(const MappedCondition *condition, Arena *arena, Str text)
{
    Decimal decimal = { 0 };
    if (!condition->has_above && !condition->has_below) return true;
    if (!cell_decimal(cell_narrow(arena, text), &decimal)) return false;
    return (!condition->has_above || is_less(condition->above, decimal)) &&
           (!condition->has_below || is_less(decimal, condition->below));
}

static bool holds(Arena *arena, const MappedCondition *condition, const Strs *cells)
{
    const Str cell = (size_t)condition->at < cells->count ? cells->at[condition->at] : S("");
    const Str text = cell_text(arena, cell);
    if (condition->asks_present && (text.len > 0) != condition->is_present) return false;
    if (condition->in.count && !is_one_of(&condition->in, text)) return false;
    if (condition->not_in.count && is_one_of(&condition->not_in, text)) return false;
    if (condition->like.count && !is_like_one(&condition->like, text)) return false;
    if (condition->not_like.count && is_like_one(&condition->not_like, text)) return false;
    return is_within(condition, arena, text);
}

static bool is_wanted(Arena *arena, const Mapping *mapping, const Strs *cells)
{
    for (size_t i = 0; i < mapping->where_count; i++)
        if (!holds(arena, &mapping->where[i], cells)) return false;
    return true;
}

/* ---- what it says ---------------------------------------------------------------------------- */

uint64_t intake_row_hash(const CsvRow *row)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < row->count; i++)
        hash = (hash ^ str_hash(row->cell[i])) * 0x9E3779B97F4A7C15u + 1;
    return hash ? hash : 1;
}

bool intake_row_has_id(Arena *arena, const Mapping *mapping, const CsvRow *row)
{
    const MappedValue *id      = &mapping->fields[mapping->spec->id_field];
    const Strs         cells   = { row->cell, row->count };
    IntakeValue        value   = { 0 };
    RowRefusal         refusal = { 0 };
    return id->place.ptr && mapped_value_make(arena, id, &cells, &value, &refusal) && value.is_set;
}

static bool read_fields(Arena *arena, const Mapping *mapping, const Strs *cells, IntakeRecord *out,
                        RowRefusal *refusal)
{
    out->values = arena_make(arena, IntakeValue, mapping->spec->field_count);
    for (size_t i = 0; i < mapping->spec->field_count; i++)
        if (mapping->fields[i].place.ptr &&
            !mapped_value_make(arena, &mapping->fields[i], cells, &out->values[i], refusal))
            return false;
    return true;
}

static bool read_people(Arena *arena, const Mapping *mapping, const Strs *cells, IntakeRecord *out,
                        RowRefusal *refusal)
{
    DoorWho who;
    who.count = 0;
    for (size_t i = 0; i < mapping->people_count; i++) {
        const MappedClaim *claim = &mapping->people[i];
        IntakeValue        value = { 0 };
        if (!mapped_value_make(arena, &claim->value, cells, &value, refusal)) return false;
        if (!value.is_set) continue;
        const DoorClaim told = { .kind    = claim->kind,
                                 .scope   = claim->scope,
                                 .value   = value.text,
                                 .decides = claim->decides };
        if (customer_door_claim(arena, &who, told)) continue;
        *refusal = (RowRefusal){ "intake.bad_identity", claim->value.columns.count
                                                            ? claim->value.columns.at[0]
                                                            : claim->value.place };
        return false;
    }
    if (mapping->people_count == 0) return true;
    if (who.count > 0) {
        DoorClaim *claims = arena_make(arena, DoorClaim, who.count);
        for (size_t i = 0; i < who.count; i++) claims[i] = who.claims[i];
        out->claims      = claims;
        out->claim_count = who.count;
        return true;
    }
    *refusal = (RowRefusal){ "intake.nobody", mapping->people[0].value.columns.count
                                                  ? mapping->people[0].value.columns.at[0]
                                                  : S("people") };
    return false;
}

static void put_value(JsonOut *json, const MappedPayload *member, const IntakeValue *value)
{
    json_key(json, member->key);
    switch (member->value.type) {
    case VALUE_TIME: json_put_time(json, value->number, member->value.zone); return;
    case VALUE_MONEY:
    case VALUE_COUNT:
    case VALUE_PRICE:
    case VALUE_WORD: json_put_i64(json, value->number); return;
    case VALUE_NUMBER: json_put_raw(json, value->text); return;
    case VALUE_BOOL: json_put_bool(json, value->number != 0); return;
    case VALUE_TEXT:
    case VALUE_CODE: json_put_str(json, value->text); return;
    }
}

/* What is empty is left out. */
static bool read_payload(Arena *arena, const Mapping *mapping, const Strs *cells, IntakeRecord *out,
                         RowRefusal *refusal)
{
    enum { PAYLOAD_MAX = 32 * 1024 };
    if (mapping->payload_count == 0) return true;
    JsonOut json = json_out(arena, PAYLOAD_MAX);
    json_open_object(&json);
    for (size_t i = 0; i < mapping->payload_count; i++) {
        IntakeValue value = { 0 };
        if (!mapped_value_make(arena, &mapping->payload[i].value, cells, &value, refusal))
            return false;
        if (value.is_set) put_value(&json, &mapping->payload[i], &value);
    }
    json_close_object(&json);
    if (json_out_done(&json, &out->payload) == OK) return true;
    *refusal = (RowRefusal){ "intake.too_long", S("payload") };
    return false;
}

RowVerdict intake_row_read(Arena *arena, const Mapping *mapping, const CsvRow *row,
                           IntakeRecord *out, RowRefusal *refusal)
{
    const Strs cells = { row->cell, row->count };
    *out             = (IntakeRecord){ .row = row->number };
    *refusal         = (RowRefusal){ 0 };
    if (!is_wanted(arena, mapping, &cells)) return ROW_LEFT_OUT;
    if (!read_fields(arena, mapping, &cells, out, refusal) ||
        !read_people(arena, mapping, &cells, out, refusal) ||
        !read_payload(arena, mapping, &cells, out, refusal))
        return ROW_BAD;
    if (mapping->spec->counts_equal) out->hash = intake_row_hash(row);
    return ROW_GOOD;
}

/* ---- why it is refused
 * ---------------------------------------------------------------------------- */

// clang-format off
static const struct {
    const char *reason, *chinese, *english;
} sentences[] = {
    { "intake.bad_row",       "这一行无法读取：引号、文字编码或长度不正确", "this row cannot be read: its quotes, its encoding or its length is wrong" },
    { "intake.wrong_columns", "列数与表头不一致", "it has not as many columns as the header" },
    { "intake.is_empty",      "不能为空", "must not be empty" },
    { "intake.too_long",      "内容太长", "is too long" },
    { "intake.number_cut",    "数字被表格软件改成了科学计数，已丢失尾数；请把该列设为文本后重新导出", "the spreadsheet turned the number into 1.38E+10 or the like and lost its last digits; make the column text" },
    { "intake.bad_time",      "不是可识别的时间", "is no time that can be read" },
    { "intake.bad_money",     "不是金额", "is no amount" },
    { "intake.part_of_fen",   "金额精确到了分以下", "has a fraction of a fen" },
    { "intake.bad_count",     "不是整数", "is no whole number" },
    { "intake.bad_number",    "不是数字", "is no number" },
    { "intake.unknown_value", "不在对应关系之中", "is none of the values that the mapping knows" },
    { "intake.bad_identity",  "不能用来识别人：格式不正确或太长", "cannot tell who it is: its form is wrong, or it is too long" },
    { "intake.nobody",        "没有内容能说明是谁", "nothing tells who it is" },
    { "intake.person_erased", "这位客户已按要求删除，此前的动态不再接收", "this customer was deleted on request: what happened before is not taken any more" },
    { "import.bad_phone",     "手机号不正确", "This is no phone number" },
    { "import.bad_email",     "邮箱不正确", "This is no e-mail address" },
    { "import.bad_gender",    "性别不正确，请填写男、女或未知", "Gender is male, female or unknown" },
    { "import.bad_birthday",  "生日不正确，请填写 1990-05-17 或 05-17", "A birthday is 1990-05-17 or 05-17" },
    { "import.bad_member_no", "会员号太长或含有不允许的字符", "The member number is too long or has characters that are not allowed" },
    { "import.name_too_long", "姓名太长，最多 60 个字", "The name is too long; 60 characters at most" },
    { "import.address_too_long", "地址太长", "The address is too long" },
    { "import.description_too_long", "备注太长", "The note is too long" },
    { "import.too_many_tags", "标签太多，每人最多 50 个", "Too many tags; 50 a person at most" },
    { "import.tag_too_long",  "标签名太长，最多 30 个字", "The name of a tag is too long; 30 characters at most" },
    { "import.tag_unknown",   "标签不存在", "There is no such tag" },
    { "import.person_unknown", "没有找到这位客户", "There is no such customer" },
    { "import.person_elsewhere", "已有这位客户，但不在您的数据范围内", "This customer is there already, but not among those you see" },
    { "import.not_written",   "这一行无法写入", "This row could not be written" },
    { "spend.no_day",         "没有日期，也没有月份", "there is neither a day nor a month" },
    { "spend.two_days",       "日期和月份只能填一个", "a day or a month, not both" },
    { "spend.bad_month",      "不是可识别的月份，请写成 2026-11", "is no month that can be read; write 2026-11" },
    { "spend.no_touch",       "渠道、渠道码、活动要填一个", "a channel, a code or a campaign must be named" },
    { "spend.two_touches",    "渠道、渠道码、活动只能填一个", "one of channel, code and campaign, not several" },
    { "spend.channel_unknown", "没有这种添加方式", "is no way of adding a contact" },
    { "spend.code_unknown",   "没有这个渠道码", "there is no such channel code" },
    { "spend.code_ambiguous", "有几个渠道码叫这个名字，请填编号", "several channel codes have this name; give the id" },
    { "spend.negative",       "费用不能是负数", "a cost is not negative" },
    { "spend.twice",          "文件里前面已有同一天同一渠道的费用", "a row above has the cost of this day and channel" },
    { "intake.bad_order",         "这个订单的金额或行数超出范围", "the amounts of this order, or its number of rows, are out of range" },
};
// clang-format on

Str intake_row_reason(Arena *arena, const RowRefusal *refusal, bool english)
{
    Str sentence = str_of(refusal->reason);
    for (size_t i = 0; i < COUNT(sentences); i++)
        if (str_equal(sentence, str_of(sentences[i].reason))) {
            sentence = str_of(english ? sentences[i].english : sentences[i].chinese);
            break;
        }
    if (refusal->column.len == 0) return sentence;
    return str_fmt(arena, english ? "%.*s: %.*s" : "%.*s：%.*s", FMT(refusal->column),
                   FMT(sentence));
}
