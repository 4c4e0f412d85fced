/* intake_preset.c -- the mappings that ship with weft: src/intake/preset, NAME.KIND.json. */
#include "intake/intake_preset.h"

#include "base/embed.h"

extern const Embedded embedded_intake_preset;

static Str text_of(const EmbeddedFile *file)
{
    return (Str){ file->bytes, (size_t)(file->end - file->bytes) };
}

/* "tmall-orders.order.json" in parts. */
static Str parts_of(const EmbeddedFile *file, IntakeKind *kind)
{
    Str       rest = str_of(file->name);
    const Str name = str_cut(&rest, '.');
    *kind          = (IntakeKind)value_of(&intake_kind_words, str_cut(&rest, '.'));
    return name;
}

static Str all_names(Arena *arena)
{
    enum { TEXT_MAX = 4096 };
    StrBuf     text = strbuf(arena, TEXT_MAX);
    IntakeKind kind = 0;
    for (size_t i = 0; i < embedded_intake_preset.count; i++) {
        const Str name = parts_of(&embedded_intake_preset.files[i], &kind);
        strbuf_fmt(&text, "%s%.*s (%.*s)", i ? ", " : "", FMT(name),
                   FMT(word_of(&intake_kind_words, (int)kind)));
    }
    return str_copy(arena, strbuf_str(&text));
}

Code intake_preset(Ctx *cx, Str name, IntakeKind kind, Str *mapping)
{
    const EmbeddedFile *found = NULL;
    size_t              count = 0;
    for (size_t i = 0; i < embedded_intake_preset.count; i++) {
        const EmbeddedFile *file = &embedded_intake_preset.files[i];
        IntakeKind          its  = 0;
        if (!str_equal(parts_of(file, &its), name) || (kind && its != kind)) continue;
        found = file;
        count++;
    }
    if (count == 1) {
        *mapping = text_of(found);
        return OK;
    }
    return fail_field(cx, count ? "intake.which_kind" : "intake.unknown_preset", S("preset"),
                      all_names(cx->arena).ptr);
}

Code intake_presets(Ctx *cx, Rows *out)
{
    const size_t  count = embedded_intake_preset.count;
    IntakePreset *list  = arena_make(cx->arena, IntakePreset, count);
    for (size_t i = 0; i < count; i++) {
        const EmbeddedFile *file = &embedded_intake_preset.files[i];
        Mapping             parsed;
        IntakeKind          kind = 0;
        TRY(mapping_parse(cx, text_of(file), &parsed));
        list[i]      = (IntakePreset){ .name = parts_of(file, &kind), .title = parsed.title };
        list[i].kind = kind;
    }
    *out = (Rows){ list, count };
    return OK;
}
