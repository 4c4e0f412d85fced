/* intake_form.c -- the spreadsheet of customers to fill in. */
#include "intake/intake.h"
#include "sys/file.h"
#include "wire/wire.h"

Code intake_form(Ctx *cx, Str *xlsx)
{
    enum { COLUMNS = 9, FORM_MAX = 1 << 20 };
    static const bool text[COLUMNS] = { false };
    TRY(dir_make(str_fmt(cx->arena, "%s/tmp", cx->services->data_dir).ptr));
    const char *path = str_fmt(cx->arena, "%s/tmp/form-%lld.xlsx", cx->services->data_dir,
                               (long long)cx_new_id(cx))
                           .ptr;
    XlsxWriter *writer = xlsx_writer_open(path, S("客户"));
    xlsx_writer_row(writer,
                    (const Str[]){ S("姓名"), S("手机号"), S("会员号"), S("性别"), S("生日"),
                                   S("邮箱"), S("地址"), S("标签"), S("备注") },
                    text, COLUMNS);
    xlsx_writer_row(writer,
                    (const Str[]){ S("王芳"), S("13800138000"), S("VIP0001"), S("女"),
                                   S("1990-05-17"), S("wangfang@example.com"),
                                   S("上海市黄浦区人民大道1号"), S("老客户,爱喝茶"),
                                   S("周末来店") },
                    text, COLUMNS);
    Code code = xlsx_writer_close(writer);
    if (code == OK) code = file_read(cx->arena, path, FORM_MAX, xlsx);
    IGNORE(file_remove(path)); /* a leftover in tmp/ harms nobody */
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "intake.not_kept");
    return OK;
}
