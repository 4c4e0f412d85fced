/* xml.h -- small XML documents (platform callbacks) by libxml2, entities, DTD and network off. */
#ifndef WIRE_XML_H
#define WIRE_XML_H

#include "base/base.h"

typedef struct Xml Xml;
struct Xml {
    Str  name, text;    /* text: the element's own character data, trimmed of nothing */
    Xml *first, *next;  /* child elements in order */
};

/* The root element; ERR_INVALID for malformed text, a DTD, or more than `max` bytes
 * or 10,000 nodes or 32 levels. */
Code xml_parse(Arena *arena, Str text, size_t max, const Xml **root) MUST_USE;
/* The first child of that name, or NULL (also for a NULL parent). */
const Xml *xml_child(const Xml *parent, Str name);
/* The text of that child; absent when missing. */
Str  xml_text(const Xml *parent, Str name);
/* Text escaped for element content, and as a CDATA section ("]]>" is split). */
Str  xml_escape(Arena *arena, Str text);
Str  xml_cdata(Arena *arena, Str text);

#endif
