/* org_scope_tell.c -- a data scope as a sentence. */
#include "org/org_scope_sql.h"

enum { NAMES = 3, SENTENCE_MAX = 8000 };

static const Field told_fields[] = {
    FIELD_ENUM(ScopeTold, word, scope_words, .flags = REQUIRED),
    FIELD_WITH(ScopeTold, sentence_zh, .flags = REQUIRED),
    FIELD_WITH(ScopeTold, sentence_en, .flags = REQUIRED),
};
const Shape scope_told_shape = SHAPE(ScopeTold, told_fields);

/* Places of one kind: as one is called, as several are, and what lies below them. */
typedef struct Wording {
    const char *one_zh, *many_zh, *below_zh, *counted_zh;
    const char *one_en, *many_en, *below_en;
} Wording;

// clang-format off
static const Wording wordings[] = {
    [PLACE_REGION]     = { "本区域", "所辖区域", "及下级区域门店", "个区域",
                           "your region", "your regions", " with the regions below" },
    [PLACE_STORE]      = { "本门店", "所辖门店", "", "家门店",
                           "your store", "your stores", "" },
    [PLACE_DEPARTMENT] = { "本部门", "所辖部门", "及下级部门", "个部门",
                           "your department", "your departments", " with those below" },
};
// clang-format on

/* "A、B、C 等 5 家门店" */
static void put_names(Str *zh, Str *en, Arena *arena, const ScopeRow *rows, size_t count)
{
    const Wording *wording = &wordings[rows->kind];
    StrBuf         chinese = strbuf(arena, SENTENCE_MAX), english = strbuf(arena, SENTENCE_MAX);
    for (size_t i = 0; i < count && i < NAMES; i++) {
        strbuf_fmt(&chinese, "%s%.*s", i ? "、" : "", FMT(rows[i].place));
        strbuf_fmt(&english, "%s%.*s", i ? ", " : "", FMT(rows[i].place));
    }
    if (count > NAMES) {
        strbuf_fmt(&chinese, " 等 %zu %s", count, wording->counted_zh);
        strbuf_fmt(&english, " and %zu more", count - NAMES);
    }
    *zh = strbuf_str(&chinese);
    *en = strbuf_str(&english);
}

/* "本门店（上海徐汇店）" */
static void put_places(StrBuf *zh, StrBuf *en, Arena *arena, const ScopeRow *rows, size_t count)
{
    const Wording *wording  = &wordings[rows->kind];
    const bool     is_below = rows->kind != PLACE_DEPARTMENT || rows->word != SCOPE_DEPARTMENT;
    Str            names_zh, names_en;
    put_names(&names_zh, &names_en, arena, rows, count);
    strbuf_fmt(zh, "%s（%.*s）%s", count > 1 ? wording->many_zh : wording->one_zh, FMT(names_zh),
               is_below ? wording->below_zh : "");
    strbuf_fmt(en, "%s (%.*s)%s", count > 1 ? wording->many_en : wording->one_en, FMT(names_en),
               is_below ? wording->below_en : "");
}

static void tell_self(Arena *arena, const ScopeRow *row, ScopeTold *out)
{
    if (row->staff_id == 0) {
        out->sentence_zh = S("没有可见的客户：这个用户不是员工，也没有负责的地方");
        out->sentence_en = S("No customers: this user is no member of staff and has no place");
        return;
    }
    out->sentence_zh = str_fmt(arena, "只含本人（%.*s）的客户", FMT(row->staff_name));
    out->sentence_en = str_fmt(arena, "Only your own customers (%.*s)", FMT(row->staff_name));
}

/* Rows of one kind follow each other. */
static void tell_places(Arena *arena, Rows rows, ScopeTold *out)
{
    const ScopeRow *first = rows.at;
    StrBuf          zh = strbuf(arena, SENTENCE_MAX), en = strbuf(arena, SENTENCE_MAX);
    const bool      has_self = first->staff_id != 0 && !first->is_placed;
    strbuf_add(&zh, S("只含"));
    strbuf_add(&en, S("Only customers of "));
    if (has_self) {
        strbuf_fmt(&zh, "本人（%.*s）", FMT(first->staff_name));
        strbuf_fmt(&en, "yourself (%.*s)", FMT(first->staff_name));
    }
    for (size_t i = 0, end = 0; i < rows.count; i = end) {
        const ScopeRow *row = ROWS_AT(ScopeRow, rows, i);
        while (end < rows.count && ROWS_AT(ScopeRow, rows, end)->kind == row->kind) end++;
        if (i > 0 || has_self) {
            strbuf_add(&zh, S("、"));
            strbuf_add(&en, S(", "));
        }
        put_places(&zh, &en, arena, row, end - i);
    }
    strbuf_add(&zh, S("的客户"));
    out->sentence_zh = strbuf_str(&zh);
    out->sentence_en = strbuf_str(&en);
}

Code org_scope_tell(Ctx *cx, ScopeTold *out)
{
    Rows rows = { 0 };
    *out      = (ScopeTold){ SCOPE_ALL, S("全品牌的客户"), S("All customers of the brand") };
    if (cx->scope_id == 0) return OK;
    TRY(org_scope_sql_told(cx, &rows));
    const ScopeRow  nobody = { .word = SCOPE_SELF };
    const ScopeRow *first  = rows.count > 0 ? rows.at : &nobody;
    out->word              = first->word;
    if (first->kind)
        tell_places(cx->arena, rows, out);
    else
        tell_self(cx->arena, first, out);
    return OK;
}
