/* customer_preset.c -- the files we can read.  Reading and storing is customer_import.c. */
#include "customer/customer_preset.h"

#include "wire/json.h"

enum { PAYLOAD_MAX = 1024 };
static const int64_t TIME_MIN_S = 946684800;  /* 2000 */
static const int64_t TIME_MAX_S = 4102444800; /* 2100 */

/* ---- taobao-userbehavior: the public data set of Taobao's behaviour ------------- */

static const char *const taobao_columns[] = { "user_id", "item_id", "category_id", "behavior_type",
                                              "timestamp" };

static const struct {
    const char *behavior, *type;
} taobao_types[] = {
    { "pv", "product.viewed" },
    { "cart", "cart.item_added" },
    { "fav", "product.favorited" },
    { "buy", "product.bought" },
};

static Str taobao_type(Str behavior)
{
    for (size_t i = 0; i < COUNT(taobao_types); i++)
        if (str_equal(behavior, str_of(taobao_types[i].behavior)))
            return str_of(taobao_types[i].type);
    return (Str){ 0 };
}

static bool is_number(Str text)
{
    int64_t number = 0;
    return str_to_i64(text, &number) && number >= 0;
}

static Str taobao_payload(Arena *arena, Str item, Str category)
{
    JsonOut json = json_out(arena, PAYLOAD_MAX);
    Str     text = { 0 };
    json_open_object(&json);
    json_pair_str(&json, S("item_id"), item);
    json_pair_str(&json, S("category_id"), category);
    json_close_object(&json);
    const Code code = json_out_done(&json, &text);
    ASSERT(code == OK); /* two numbers of 19 digits */
    return text;
}

static Str row_text(Arena *arena, const Str *cells)
{
    return str_fmt(arena, "%.*s,%.*s,%.*s,%.*s,%.*s", FMT(cells[0]), FMT(cells[1]), FMT(cells[2]),
                   FMT(cells[3]), FMT(cells[4]));
}

static const char *taobao_read(Arena *arena, const Str *cells, PresetRow *out)
{
    int64_t at_s = 0;
    if (!is_number(cells[0]) || !is_number(cells[1]) || !is_number(cells[2]))
        return "import.bad_number";
    const Str type = taobao_type(cells[3]);
    if (!type.len) return "import.unknown_behavior";
    if (!str_to_i64(cells[4], &at_s) || at_s < TIME_MIN_S || at_s > TIME_MAX_S)
        return "import.bad_time";
    *out = (PresetRow){ .person         = str_copy(arena, cells[0]),
                        .person_name    = str_fmt(arena, "淘宝用户 %.*s", FMT(cells[0])),
                        .type           = type,
                        .object         = str_fmt(arena, "product:%.*s", FMT(cells[1])),
                        .payload        = taobao_payload(arena, cells[1], cells[2]),
                        .occurred_at_ms = at_s * MS_PER_SECOND,
                        .text           = row_text(arena, cells) };
    return NULL;
}

/* ---- the table ------------------------------------------------------------------- */

static const Preset presets[] = {
    { .word           = "taobao-userbehavior",
      .source         = "import:taobao",
      .identity_kind  = "taobao_user",
      .identity_scope = "taobao",
      .id_prefix      = "taobao",
      .columns        = taobao_columns,
      .column_count   = COUNT(taobao_columns),
      .read           = taobao_read },
};

const Preset *customer_preset_find(Str word)
{
    for (size_t i = 0; i < COUNT(presets); i++)
        if (str_equal(word, str_of(presets[i].word))) return &presets[i];
    return NULL;
}

bool customer_preset_is_header(const Preset *preset, const Str *cells, size_t count)
{
    if (count != preset->column_count) return false;
    for (size_t i = 0; i < count; i++)
        if (!str_equal_nocase(str_trim(cells[i]), str_of(preset->columns[i]))) return false;
    return true;
}
