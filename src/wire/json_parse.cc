// json_parse.cc -- JSON text to a Json tree: simdjson's tape, turned into contiguous nodes.
// C++ because simdjson is; nothing of it is seen outside.
extern "C" {
#include "wire/json.h"
}

#include <cstring>
#include <memory>
#include <simdjson.h>

namespace
{
using simdjson::internal::tape_type;

// A parser keeps its buffers for the next document of this thread, but not those of a
// giant one.
constexpr size_t kept_max     = 256u << 10; // about 4 MiB of buffers
constexpr size_t depth_max    = 1024;
constexpr size_t count_opaque = 0xFFFFFF; // the tape's counts have 24 bits and saturate

thread_local std::unique_ptr<simdjson::dom::parser> kept_parser;

tape_type type_at(const uint64_t *tape, size_t at)
{
    return static_cast<tape_type>(tape[at] >> 56);
}

uint64_t payload_at(const uint64_t *tape, size_t at) { return tape[at] & ((1ull << 56) - 1); }

struct Counts {
    size_t nodes = 0, depth = 0;
    bool   opaque = false;
};

// Entries of the tape that are values or keys, and the deepest nesting.  Keys are counted
// as well, so `nodes` is an upper bound that is exact for arrays.
Counts counts_of(const uint64_t *tape)
{
    Counts       counts;
    size_t       depth = 0;
    const size_t end   = payload_at(tape, 0) - 1;
    for (size_t at = 1; at < end; at++) {
        switch (type_at(tape, at)) {
        case tape_type::START_ARRAY:
        case tape_type::START_OBJECT: {
            const size_t items = payload_at(tape, at) >> 32;
            if (items == count_opaque) counts.opaque = true;
            counts.nodes += items;
            if (++depth > counts.depth) counts.depth = depth;
            break;
        }
        case tape_type::END_ARRAY:
        case tape_type::END_OBJECT: depth--; break;
        case tape_type::INT64:
        case tape_type::UINT64:
        case tape_type::DOUBLE: at++; break; // the value stands in the next entry
        case tape_type::ROOT:
        case tape_type::STRING:
        case tape_type::TRUE_VALUE:
        case tape_type::FALSE_VALUE:
        case tape_type::NULL_VALUE: break;
        }
    }
    counts.nodes++; // the root
    return counts;
}

struct Builder {
    const uint64_t *tape;
    const uint8_t  *strings;
    Json           *next; // free nodes
    char           *text; // free text

    Str string_at(size_t at)
    {
        const uint8_t *from = strings + payload_at(tape, at);
        uint32_t       len  = 0;
        std::memcpy(&len, from, sizeof(len));
        std::memcpy(text, from + sizeof(len), len);
        const Str copy = { text, len };
        text += len + 1; // the arena's zero ends it
        return copy;
    }

    // Fills `out` from the entry at `at`; returns the entry behind the value.
    size_t build(size_t at, Json *out)
    {
        const tape_type type = type_at(tape, at);
        switch (type) {
        case tape_type::START_ARRAY:
        case tape_type::START_OBJECT: return build_items(at, out);
        case tape_type::STRING:
            out->kind   = JSON_STR;
            out->as.str = string_at(at);
            return at + 1;
        case tape_type::INT64:
            out->kind = JSON_INT;
            std::memcpy(&out->as.integer, &tape[at + 1], sizeof(int64_t));
            return at + 2;
        case tape_type::UINT64:
            out->kind    = JSON_REAL; // only values above INT64_MAX come this way
            out->as.real = static_cast<double>(tape[at + 1]);
            return at + 2;
        case tape_type::DOUBLE:
            out->kind = JSON_REAL;
            std::memcpy(&out->as.real, &tape[at + 1], sizeof(double));
            return at + 2;
        case tape_type::TRUE_VALUE:
        case tape_type::FALSE_VALUE:
            out->kind       = JSON_BOOL;
            out->as.boolean = type == tape_type::TRUE_VALUE;
            return at + 1;
        case tape_type::NULL_VALUE:
        case tape_type::ROOT:
        case tape_type::END_ARRAY:
        case tape_type::END_OBJECT: break;
        }
        out->kind = JSON_NULL;
        return at + 1;
    }

    size_t build_items(size_t at, Json *out)
    {
        const bool     object = type_at(tape, at) == tape_type::START_OBJECT;
        const uint64_t about  = payload_at(tape, at);
        out->kind             = object ? JSON_OBJECT : JSON_ARRAY;
        out->count            = static_cast<uint32_t>(about >> 32);
        out->as.first         = next;
        next += out->count;
        size_t item = at + 1;
        for (uint32_t i = 0; i < out->count; i++) {
            Json *node = &out->as.first[i];
            if (object) node->key = string_at(item++);
            item = build(item, node);
        }
        return static_cast<uint32_t>(about); // the entry behind the closing bracket
    }
};

Code refuse(JsonError *error, Code code, const char *reason)
{
    error->reason = reason;
    return code;
}

Code refuse_parse(JsonError *error, simdjson::error_code code)
{
    if (code == simdjson::DEPTH_ERROR) return refuse(error, ERR_INVALID, "json.too_deep");
    if (code == simdjson::CAPACITY || code == simdjson::MEMALLOC)
        return refuse(error, ERR_LIMIT, "json.too_large");
    if (code == simdjson::UTF8_ERROR) return refuse(error, ERR_INVALID, "json.bad_utf8");
    return refuse(error, ERR_INVALID, "json.malformed");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Behind the quote that ends the string whose first byte is at `at`.
size_t skip_string(Str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '"') at += text.ptr[at] == '\\' ? 2 : 1;
    return at + 1;
}

// Behind a number's digits, point and exponent; `digits` counts those of one that is whole.
size_t skip_number(Str text, size_t at, size_t *digits)
{
    const size_t from = at;
    while (at < text.len && is_digit(text.ptr[at])) at++;
    const bool whole = at == text.len || !std::strchr(".eE", text.ptr[at]);
    *digits          = whole ? at - from : 0;
    while (at < text.len && (is_digit(text.ptr[at]) || std::strchr(".eE+-", text.ptr[at]))) at++;
    return at;
}

// Whether so many digits from `at` on are a number of 64 bits; 20 digits that are not need not be
// told from those that are, both become reals.
bool fits(Str text, size_t at, size_t digits)
{
    const bool negative = at > 0 && text.ptr[at - 1] == '-';
    if (digits != 19 || !negative) return digits <= 19;
    return std::memcmp(text.ptr + at, "9223372036854775808", digits) <= 0;
}

// simdjson refuses whole numbers beyond 64 bits, JSON does not: with an exponent behind them they
// are reals.  A copy with these exponents, empty when there are no such numbers.
Str with_exponents(Arena *arena, Str text)
{
    StrBuf buf  = strbuf(arena, text.len * 2);
    size_t from = 0, digits = 0;
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] == '"') {
            at = skip_string(text, at + 1);
        } else if (!is_digit(text.ptr[at])) {
            at++;
        } else {
            const size_t begin = at;
            at                 = skip_number(text, at, &digits);
            if (fits(text, begin, digits)) continue;
            strbuf_add(&buf, Str{ text.ptr + from, at - from });
            strbuf_add(&buf, Str{ "e0", 2 });
            from = at;
        }
    }
    if (from == 0) return Str{ nullptr, 0 };
    strbuf_add(&buf, Str{ text.ptr + from, text.len - from });
    return strbuf_str(&buf);
}

Code convert(Arena *arena, const simdjson::dom::document &doc, Str text, JsonLimits limits,
             const Json **out, JsonError *error)
{
    const Counts counts = counts_of(doc.tape.get());
    if (counts.depth > limits.depth) return refuse(error, ERR_INVALID, "json.too_deep");
    if (counts.opaque || counts.nodes > limits.nodes)
        return refuse(error, ERR_LIMIT, "json.too_large");
    // A string takes two quotes in the text, so text.len leaves room for each one's zero.
    Json   *nodes   = arena_make(arena, Json, counts.nodes);
    char   *strings = arena_make(arena, char, text.len + 1);
    Builder builder = { doc.tape.get(), doc.string_buf.get(), nodes + 1, strings };
    builder.build(1, nodes);
    *out = nodes;
    return OK;
}
} // namespace

extern "C" Code json_parse(Arena *arena, Str text, JsonLimits limits, const Json **out,
                           JsonError *error)
{
    if (text.len > limits.bytes) return refuse(error, ERR_LIMIT, "json.too_large");
    if (text.len == 0) return refuse(error, ERR_INVALID, "json.malformed");
    std::unique_ptr<simdjson::dom::parser>  once;
    std::unique_ptr<simdjson::dom::parser> &parser = text.len <= kept_max ? kept_parser : once;
    if (!parser) {
        parser = std::make_unique<simdjson::dom::parser>();
        if (const auto code = parser->allocate(text.len, depth_max))
            return refuse_parse(error, code);
    }
    auto code = parser->parse(text.ptr, text.len).error();
    if (code == simdjson::NUMBER_ERROR || code == simdjson::TAPE_ERROR) {
        const Str mended = with_exponents(arena, text);
        if (mended.len > 0) {
            text = mended;
            code = parser->parse(text.ptr, text.len).error();
        }
    }
    if (code) return refuse_parse(error, code);
    return convert(arena, parser->doc, text, limits, out, error);
}
