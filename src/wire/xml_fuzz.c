/* xml_fuzz.c -- any bytes as XML, and any text as content. */
#include "wire/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena     *arena = arena_new(SIZE_MAX);
    const Str  text  = { (const char *)data, size };
    const Xml *root  = NULL;
    if (xml_parse(arena, text, 1 << 20, &root) == OK) {
        (void)xml_text(root, S("a"));
        ASSERT(str_is_utf8(root->text));
    }
    if (str_is_utf8(text)) {
        const Str doc = str_fmt(arena, "<x><e>%.*s</e><c>%.*s</c></x>",
                                FMT(xml_escape(arena, text)), FMT(xml_cdata(arena, text)));
        /* U+FFFE and U+FFFF are UTF-8 that XML has no place for. */
        if (str_find(text, S("\xEF\xBF")) < 0) {
            const Code code = xml_parse(arena, doc, SIZE_MAX, &root);
            ASSERT(code == OK);
        }
    }
    arena_free(arena);
    return 0;
}
