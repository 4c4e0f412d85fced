/* import_guess.c -- headings people give their columns. */
#include "bulk/import_guess.h"

enum { HEADING_MAX = 64 };

/* Lower case, without spaces and marks.  The first that is equal wins, then the first whose
 * Chinese word is contained. */
typedef struct Synonym {
    ImportField field;
    const char *word;
} Synonym;

// clang-format off
static const Synonym synonyms[] = {
    { IMPORT_PHONE, "手机号" }, { IMPORT_PHONE, "手机" }, { IMPORT_PHONE, "电话" }, { IMPORT_PHONE, "联系方式" },
    { IMPORT_PHONE, "phone" }, { IMPORT_PHONE, "mobile" }, { IMPORT_PHONE, "phonenumber" },
    { IMPORT_PHONE, "mobilephone" }, { IMPORT_PHONE, "tel" }, { IMPORT_PHONE, "telephone" }, { IMPORT_PHONE, "cellphone" },
    { IMPORT_EXTERNAL_USERID, "外部联系人id" }, { IMPORT_EXTERNAL_USERID, "客户id" },
    { IMPORT_EXTERNAL_USERID, "externaluserid" },
    { IMPORT_MEMBER_NO, "会员号" }, { IMPORT_MEMBER_NO, "会员卡号" }, { IMPORT_MEMBER_NO, "会员编号" },
    { IMPORT_MEMBER_NO, "会员id" }, { IMPORT_MEMBER_NO, "卡号" }, { IMPORT_MEMBER_NO, "memberno" },
    { IMPORT_MEMBER_NO, "membernumber" }, { IMPORT_MEMBER_NO, "memberid" }, { IMPORT_MEMBER_NO, "cardno" },
    { IMPORT_EMAIL, "邮箱" }, { IMPORT_EMAIL, "电子邮件" }, { IMPORT_EMAIL, "email" }, { IMPORT_EMAIL, "mail" },
    { IMPORT_GENDER, "性别" }, { IMPORT_GENDER, "gender" }, { IMPORT_GENDER, "sex" },
    { IMPORT_BIRTHDAY, "生日" }, { IMPORT_BIRTHDAY, "出生日期" }, { IMPORT_BIRTHDAY, "birthday" },
    { IMPORT_BIRTHDAY, "birthdate" }, { IMPORT_BIRTHDAY, "dateofbirth" }, { IMPORT_BIRTHDAY, "dob" },
    { IMPORT_ADDRESS, "地址" }, { IMPORT_ADDRESS, "住址" }, { IMPORT_ADDRESS, "address" },
    { IMPORT_TAGS, "标签" }, { IMPORT_TAGS, "tags" }, { IMPORT_TAGS, "tag" }, { IMPORT_TAGS, "labels" },
    { IMPORT_DESCRIPTION, "备注" }, { IMPORT_DESCRIPTION, "描述" }, { IMPORT_DESCRIPTION, "说明" },
    { IMPORT_DESCRIPTION, "remark" }, { IMPORT_DESCRIPTION, "remarks" }, { IMPORT_DESCRIPTION, "note" },
    { IMPORT_DESCRIPTION, "notes" }, { IMPORT_DESCRIPTION, "description" }, { IMPORT_DESCRIPTION, "comment" },
    { IMPORT_NAME, "姓名" }, { IMPORT_NAME, "昵称" }, { IMPORT_NAME, "客户名" }, { IMPORT_NAME, "客户名称" },
    { IMPORT_NAME, "名称" }, { IMPORT_NAME, "name" }, { IMPORT_NAME, "fullname" }, { IMPORT_NAME, "nickname" },
    { IMPORT_NAME, "customername" }, { IMPORT_NAME, "customer" },
};
/* A heading that holds one of these is about the member of staff or the store. */
static const char *const of_staff[] = { "员工", "导购", "门店", "店铺", "顾问", "店长", "staff", "store" };
/* And one of these about somebody else. */
static const char *const others[] = { "紧急" };
// clang-format on

/* Letters of ASCII in lower case and all beyond ASCII; marks and spaces go. */
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

static bool holds_one(Str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_find(text, str_of(words[i])) >= 0) return true;
    return false;
}

bool import_guess_is_of_staff(Str heading)
{
    char room[HEADING_MAX];
    return holds_one(plain(heading, room), of_staff, COUNT(of_staff));
}

ImportField import_guess_field(Str heading)
{
    char      room[HEADING_MAX];
    const Str text = plain(heading, room);
    if (text.len == 0) return 0;
    if (holds_one(text, of_staff, COUNT(of_staff)) || holds_one(text, others, COUNT(others)))
        return 0;
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if (str_equal(text, str_of(synonyms[i].word))) return synonyms[i].field;
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if ((unsigned char)synonyms[i].word[0] >= 0x80 &&
            str_find(text, str_of(synonyms[i].word)) >= 0)
            return synonyms[i].field;
    return 0;
}

static bool looks_like_number(Str cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell.len; i++) digits += cell.ptr[i] >= '0' && cell.ptr[i] <= '9';
    return digits >= 5 && digits * 2 > cell.len;
}

static bool looks_like_phone(Str cell)
{
    const Str text = str_trim(cell);
    if (text.len != 11 || text.ptr[0] != '1') return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return true;
}

bool import_guess_header(const Str *cells, size_t count)
{
    bool knows_one = false;
    for (size_t i = 0; i < count; i++) {
        if (looks_like_number(cells[i])) return false;
        knows_one = knows_one || import_guess_field(cells[i]) != 0;
    }
    return knows_one;
}

void import_guess_all(const Str *cells, size_t count, bool has_header, ImportField *out)
{
    bool taken[IMPORT_FIELD_END] = { false };
    for (size_t i = 0; i < count; i++) {
        ImportField field = has_header ? import_guess_field(cells[i]) : 0;
        if (!has_header && looks_like_phone(cells[i])) field = IMPORT_PHONE;
        if (field != 0 && taken[field]) field = 0;
        if (field != 0) taken[field] = true;
        out[i] = field;
    }
}

ImportKey import_guess_key(const ImportField *fields, size_t count)
{
    static const struct {
        ImportField field;
        ImportKey   key;
    } order[] = { { IMPORT_PHONE, KEY_PHONE },
                  { IMPORT_MEMBER_NO, KEY_MEMBER_NO },
                  { IMPORT_EXTERNAL_USERID, KEY_EXTERNAL_USERID } };
    for (size_t i = 0; i < COUNT(order); i++)
        for (size_t j = 0; j < count; j++)
            if (fields[j] == order[i].field) return order[i].key;
    return KEY_PHONE;
}
