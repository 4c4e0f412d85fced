/* export_column.c -- what stands in each column of an export. */
#include "bulk/export.h"

static const char *const words[] = {
    [COLUMN_ID]              = "id",
    [COLUMN_NAME]            = "name",
    [COLUMN_PHONE]           = "phone",
    [COLUMN_EMAIL]           = "email",
    [COLUMN_MEMBER_NO]       = "member_no",
    [COLUMN_EXTERNAL_USERID] = "external_userid",
    [COLUMN_GENDER]          = "gender",
    [COLUMN_BIRTHDAY]        = "birthday",
    [COLUMN_ADDRESS]         = "address",
    [COLUMN_DESCRIPTION]     = "description",
    [COLUMN_CORP_NAME]       = "corp_name",
    [COLUMN_POSITION]        = "position",
    [COLUMN_SOURCE]          = "source",
    [COLUMN_STATE]           = "state",
    [COLUMN_TAGS]            = "tags",
    [COLUMN_STAFF]           = "staff",
    [COLUMN_REMARK]          = "remark",
    [COLUMN_FIRST_ADDED_AT]  = "first_added_at",
    [COLUMN_LAST_EVENT_AT]   = "last_event_at",
    [COLUMN_CREATED_AT]      = "created_at",
};
const Words export_column_words = { words, COUNT(words) };

static const char *const headings[COLUMN_END][2] = {
    [COLUMN_ID]              = { "编号", "ID" },
    [COLUMN_NAME]            = { "姓名", "Name" },
    [COLUMN_PHONE]           = { "手机号", "Phone" },
    [COLUMN_EMAIL]           = { "邮箱", "E-mail" },
    [COLUMN_MEMBER_NO]       = { "会员号", "Member no." },
    [COLUMN_EXTERNAL_USERID] = { "外部联系人ID", "External user ID" },
    [COLUMN_GENDER]          = { "性别", "Gender" },
    [COLUMN_BIRTHDAY]        = { "生日", "Birthday" },
    [COLUMN_ADDRESS]         = { "地址", "Address" },
    [COLUMN_DESCRIPTION]     = { "描述", "Description" },
    [COLUMN_CORP_NAME]       = { "公司", "Company" },
    [COLUMN_POSITION]        = { "职位", "Position" },
    [COLUMN_SOURCE]          = { "来源", "Source" },
    [COLUMN_STATE]           = { "状态", "State" },
    [COLUMN_TAGS]            = { "标签", "Tags" },
    [COLUMN_STAFF]           = { "员工", "Staff" },
    [COLUMN_REMARK]          = { "备注", "Remark" },
    [COLUMN_FIRST_ADDED_AT]  = { "首次添加时间", "First added" },
    [COLUMN_LAST_EVENT_AT]   = { "最近动态时间", "Last activity" },
    [COLUMN_CREATED_AT]      = { "建档时间", "Created" },
};

Str export_column_heading(ExportColumn column, bool english)
{
    return str_of(headings[column][english]);
}

/* "2026-11-22 18:30:00" as the brand's clocks show it; a spreadsheet takes it for a time. */
static Str time_text(Ctx *cx, int64_t at_ms)
{
    if (at_ms == 0) return S("");
    const CivilTime at = civil_time(at_ms, cx->zone);
    return str_fmt(cx->arena, "%04d-%02d-%02d %02d:%02d:%02d", at.year, at.month, at.day, at.hour,
                   at.minute, at.second);
}

static Str gender_text(Gender gender, bool english)
{
    switch (gender) {
    case GENDER_MALE: return english ? S("male") : S("男");
    case GENDER_FEMALE: return english ? S("female") : S("女");
    case GENDER_UNKNOWN: break;
    }
    return english ? S("unknown") : S("未知");
}

static Str state_text(const Customer *customer, bool english)
{
    if (customer->is_active) return english ? S("active") : S("在联系");
    if (customer->first_added_at_ms == 0) return english ? S("never a contact") : S("未添加");
    return english ? S("lost") : S("已流失");
}

static Str personal(Ctx *cx, MaskField field, Str plain, bool clear)
{
    if (clear) return mask_level(cx, field) == MASK_HIDDEN ? (Str){ 0 } : plain;
    return mask_value(cx, field, plain);
}

Str export_column_text(Ctx *cx, ExportColumn column, const PersonLine *line, bool clear,
                       bool english)
{
    const Customer *customer = &line->customer;
    switch (column) {
    case COLUMN_ID: return str_fmt(cx->arena, "%lld", (long long)customer->id);
    case COLUMN_NAME: return customer->name;
    case COLUMN_PHONE: return personal(cx, MASK_PHONE, line->phone, clear);
    case COLUMN_EMAIL: return personal(cx, MASK_EMAIL, line->email, clear);
    case COLUMN_MEMBER_NO: return line->member_no;
    case COLUMN_EXTERNAL_USERID: return line->external_userid;
    case COLUMN_GENDER: return gender_text(customer->gender, english);
    case COLUMN_BIRTHDAY: return personal(cx, MASK_BIRTHDAY, customer->birthday, clear);
    case COLUMN_ADDRESS: return personal(cx, MASK_ADDRESS, customer->address, clear);
    case COLUMN_DESCRIPTION: return customer->description;
    case COLUMN_CORP_NAME: return customer->corp_name;
    case COLUMN_POSITION: return customer->position;
    case COLUMN_SOURCE: return word_of(&add_way_words, (int)customer->source);
    case COLUMN_STATE: return state_text(customer, english);
    case COLUMN_TAGS: return line->tags;
    case COLUMN_STAFF: return line->staff;
    case COLUMN_REMARK: return personal(cx, MASK_REMARK, line->remark, clear);
    case COLUMN_FIRST_ADDED_AT: return time_text(cx, customer->first_added_at_ms);
    case COLUMN_LAST_EVENT_AT: return time_text(cx, customer->last_event_at_ms);
    case COLUMN_CREATED_AT: return time_text(cx, customer->created_at_ms);
    case COLUMN_END: break;
    }
    return (Str){ 0 };
}
