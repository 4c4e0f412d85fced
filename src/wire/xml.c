/* xml.c -- libxml2's event interface into a small tree; no DTD, no entities, no network. */
#include "wire/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <pthread.h>
#include <string.h>

enum { NODES_MAX = 10000, LEVELS_MAX = 32 };

typedef struct Level {
    Xml   *element, *last_child;
    StrBuf text;
} Level;

typedef struct Building {
    Arena *arena;
    Xml   *root;
    Level  levels[LEVELS_MAX];
    int    depth, nodes;
    size_t text_max;
    bool   refused;
} Building;

static Building *building_of(void *context) { return ((xmlParserCtxtPtr)context)->_private; }

static void refuse(void *context)
{
    building_of(context)->refused = true;
    xmlStopParser(context);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **namespace, int attributes, int defaulted,
                     const xmlChar **attribute)
{
    (void)prefix, (void)uri, (void)namespaces, (void)namespace;
    (void)attributes, (void)defaulted, (void)attribute;
    Building *building = building_of(context);
    if (building->refused) return;
    if (building->depth == LEVELS_MAX || ++building->nodes > NODES_MAX) {
        refuse(context);
        return;
    }
    Xml *element  = arena_make(building->arena, Xml, 1);
    element->name = str_copy(building->arena, str_of((const char *)name));
    if (building->depth > 0) {
        Level *parent = &building->levels[building->depth - 1];
        if (parent->last_child)
            parent->last_child->next = element;
        else
            parent->element->first = element;
        parent->last_child = element;
    } else {
        building->root = element;
    }
    building->levels[building->depth++] =
        (Level){ .element = element, .text = strbuf(building->arena, building->text_max) };
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    Building *building = building_of(context);
    if (building->refused || building->depth == 0) return;
    Level *level         = &building->levels[--building->depth];
    level->element->text = strbuf_str(&level->text);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    Building *building = building_of(context);
    if (building->refused || building->depth == 0) return;
    strbuf_add(&building->levels[building->depth - 1].text,
               (Str){ (const char *)text, (size_t)len });
}

static void on_dtd(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    (void)name, (void)id, (void)system;
    refuse(context);
}

/* Errors of a converted encoding have no context and would go to standard error, where nobody
 * may write from outside. */
PRINTF_LIKE(2, 3) static void keep_silent(void *with, const char *format, ...)
{
    (void)with, (void)format;
}

static pthread_once_t library_once = PTHREAD_ONCE_INIT;

Code xml_parse(Arena *arena, Str text, size_t max, const Xml **root)
{
    if (text.len == 0 || text.len > max || text.len > INT32_MAX) return ERR_INVALID;
    pthread_once(&library_once, xmlInitParser);
    const xmlSAXHandler handler = { .initialized    = XML_SAX2_MAGIC,
                                    .startElementNs = on_start,
                                    .endElementNs   = on_end,
                                    .characters     = on_text,
                                    .cdataBlock     = on_text,
                                    .internalSubset = on_dtd };
    /* A converted encoding may take more bytes than it came with. */
    Building            building = { .arena = arena, .text_max = text.len * 4 };
    xmlParserCtxtPtr    context  = xmlNewParserCtxt();
    ASSERT(context != NULL);
    xmlSetGenericErrorFunc(NULL, keep_silent); /* of this thread */
    *context->sax      = handler;
    context->_private  = &building;
    const int  options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr  doc     = xmlCtxtReadMemory(context, text.ptr, (int)text.len, NULL, NULL, options);
    const bool whole   = context->wellFormed && !building.refused && building.root;
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(context);
    if (!whole) return ERR_INVALID;
    *root = building.root;
    return OK;
}

const Xml *xml_child(const Xml *parent, Str name)
{
    for (const Xml *child = parent ? parent->first : NULL; child; child = child->next)
        if (str_equal(child->name, name)) return child;
    return NULL;
}

Str xml_text(const Xml *parent, Str name)
{
    const Xml *child = xml_child(parent, name);
    return child ? child->text : (Str){ 0 };
}

/* Most control characters have no form at all in XML 1.0. */
static bool is_forbidden(char c)
{
    return (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

static Str escape_of(char c)
{
    switch (c) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&quot;");
    case '\'': return S("&apos;");
    case '\r': return S("&#13;");
    default: return is_forbidden(c) ? S("\xEF\xBF\xBD") : (Str){ 0 };
    }
}

Str xml_escape(Arena *arena, Str text)
{
    StrBuf buf = strbuf(arena, text.len * 6);
    for (size_t i = 0; i < text.len; i++) {
        const Str escape = escape_of(text.ptr[i]);
        if (escape.ptr)
            strbuf_add(&buf, escape);
        else
            strbuf_char(&buf, text.ptr[i]);
    }
    return strbuf_str(&buf);
}

Str xml_cdata(Arena *arena, Str text)
{
    StrBuf buf = strbuf(arena, text.len * 8 + 16);
    strbuf_add(&buf, S("<![CDATA["));
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        /* The end mark is cut between its brackets, so that no reader meets it whole. */
        if (c == '>' && i >= 2 && text.ptr[i - 1] == ']' && text.ptr[i - 2] == ']')
            strbuf_add(&buf, S("]]><![CDATA["));
        if (is_forbidden(c))
            strbuf_add(&buf, S("\xEF\xBF\xBD"));
        else
            strbuf_char(&buf, c);
    }
    strbuf_add(&buf, S("]]>"));
    return strbuf_str(&buf);
}
