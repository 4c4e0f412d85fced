/* import_refusal.c -- the reasons for which a row is refused, in both languages. */
#include "bulk/import_refusal.h"

// clang-format off
static const struct {
    const char *reason, *chinese, *english;
} refusals[REFUSAL_END] = {
    [REFUSAL_BAD_ROW]        = { "import.bad_row", "这一行无法读取：引号、文字编码或长度不正确", "This row cannot be read: its quotes, its encoding or its length is wrong" },
    [REFUSAL_KEY_MISSING]    = { "import.key_missing", "没有用来识别客户的内容", "Nothing here tells who the customer is" },
    [REFUSAL_NUMBER_CUT]     = { "import.number_cut", "数字被表格软件改成了科学计数，已丢失尾数；请把该列设为文本后重新填写", "The spreadsheet turned the number into 1.38E+10 or the like and lost its last digits; make the column text and enter it again" },
    [REFUSAL_BAD_PHONE]      = { "import.bad_phone", "手机号不正确", "This is no phone number" },
    [REFUSAL_BAD_EMAIL]      = { "import.bad_email", "邮箱不正确", "This is no e-mail address" },
    [REFUSAL_BAD_GENDER]     = { "import.bad_gender", "性别不正确，请填写男、女或未知", "Gender is male, female or unknown" },
    [REFUSAL_BAD_BIRTHDAY]   = { "import.bad_birthday", "生日不正确，请填写 1990-05-17 或 05-17", "A birthday is 1990-05-17 or 05-17" },
    [REFUSAL_BAD_MEMBER_NO]  = { "import.bad_member_no", "会员号太长或含有不允许的字符", "The member number is too long or has characters that are not allowed" },
    [REFUSAL_NAME_TOO_LONG]  = { "import.name_too_long", "姓名太长，最多 60 个字", "The name is too long; 60 characters at most" },
    [REFUSAL_ADDRESS_TOO_LONG] = { "import.address_too_long", "地址太长", "The address is too long" },
    [REFUSAL_DESCRIPTION_TOO_LONG] = { "import.description_too_long", "备注太长", "The note is too long" },
    [REFUSAL_TOO_MANY_TAGS]  = { "import.too_many_tags", "标签太多，每人最多 50 个", "Too many tags; 50 a person at most" },
    [REFUSAL_TAG_TOO_LONG]   = { "import.tag_too_long", "标签名太长，最多 30 个字", "The name of a tag is too long; 30 characters at most" },
    [REFUSAL_TAG_UNKNOWN]    = { "import.tag_unknown", "标签不存在", "There is no such tag" },
    [REFUSAL_DUPLICATE]      = { "import.duplicate_in_file", "文件前面已有同一位客户", "The same customer stands further up in the file" },
    [REFUSAL_PERSON_UNKNOWN] = { "import.person_unknown", "没有找到这位客户", "There is no such customer" },
    [REFUSAL_PERSON_ELSEWHERE] = { "import.person_elsewhere", "已有这位客户，但不在您的数据范围内", "This customer is there already, but not among those you see" },
    [REFUSAL_IDENTITY_TAKEN] = { "import.identity_taken", "手机号、会员号或邮箱属于另一位客户", "The phone, member number or e-mail belongs to another customer" },
    [REFUSAL_NOT_WRITTEN]    = { "import.not_written", "这一行无法写入", "This row could not be written" },
};
// clang-format on

Str import_refusal_reason(Refusal refusal)
{
    return refusal > REFUSAL_NONE && refusal < REFUSAL_END ? str_of(refusals[refusal].reason)
                                                           : (Str){ 0 };
}

Refusal import_refusal_of(Str reason)
{
    for (int i = REFUSAL_NONE + 1; i < REFUSAL_END; i++)
        if (str_equal(reason, str_of(refusals[i].reason))) return (Refusal)i;
    return REFUSAL_NOT_WRITTEN;
}

Str import_refusal_text(Refusal refusal, bool english)
{
    if (refusal <= REFUSAL_NONE || refusal >= REFUSAL_END) return (Str){ 0 };
    return str_of(english ? refusals[refusal].english : refusals[refusal].chinese);
}
