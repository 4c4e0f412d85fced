/* property.c -- payloads to columns. */
#include "columnar/property.h"

enum { REST_MAX = 512 * 1024 };

static Str key_of(Arena *arena, int64_t tenant_id, Str name, bool is_number)
{
    const Str tenant = { (const char *)&tenant_id, sizeof(tenant_id) };
    return STR_JOIN(arena, tenant, is_number ? S("n") : S("t"), name);
}

static int32_t *taken_of(PropertyBook *book, int64_t tenant_id)
{
    int32_t *taken = idmap_find(book->taken, tenant_id);
    if (taken) return taken;
    taken = arena_make(book->arena, int32_t, 2);
    idmap_put(book->taken, tenant_id, taken);
    return taken;
}

static ColumnarSlot *keep_slot(PropertyBook *book, ColumnarSlot slot)
{
    ColumnarSlot *kept  = arena_make(book->arena, ColumnarSlot, 1);
    int32_t      *taken = taken_of(book, slot.tenant_id);
    *kept               = slot;
    kept->name          = str_copy(book->arena, slot.name);
    strmap_put(book->slots, key_of(book->arena, slot.tenant_id, slot.name, slot.is_number), kept);
    if (slot.at >= taken[slot.is_number]) taken[slot.is_number] = slot.at + 1;
    if (slot.at >= book->widest[slot.is_number]) book->widest[slot.is_number] = slot.at + 1;
    return kept;
}

PropertyBook *property_book(Arena *arena, Rows slots)
{
    PropertyBook *book = arena_make(arena, PropertyBook, 1);
    *book = (PropertyBook){ .arena = arena, .slots = strmap_new(arena), .taken = idmap_new(arena) };
    for (size_t i = 0; i < slots.count; i++) keep_slot(book, *ROWS_AT(ColumnarSlot, slots, i));
    return book;
}

int32_t property_slot(const PropertyBook *book, Arena *scratch, int64_t tenant_id, Str name,
                      bool is_number)
{
    const ColumnarSlot *slot =
        strmap_find(book->slots, key_of(scratch, tenant_id, name, is_number));
    return slot ? slot->at : -1;
}

bool property_has_rest(const PropertyBook *book, Arena *scratch, int64_t tenant_id, bool is_number)
{
    return strmap_find(book->slots, key_of(scratch, tenant_id, S(""), is_number)) != NULL;
}

/* ---- reading a payload ------------------------------------------------------- */

typedef struct Reading {
    PropertyBook *book;
    Arena        *arena;
    int64_t       tenant_id;
    uint32_t      row;
    size_t        count; /* properties met so far */
    Vec          *values, *slots;
    JsonOut       rest[2]; /* texts, numbers */
    bool          has_rest[2];
} Reading;

static const ColumnarSlot *slot_for(Reading *reading, Str name, bool is_number)
{
    PropertyBook       *book = reading->book;
    const ColumnarSlot *slot =
        strmap_find(book->slots, key_of(reading->arena, reading->tenant_id, name, is_number));
    const int32_t taken = taken_of(book, reading->tenant_id)[is_number];
    if (slot || reading->count > PROPERTY_SLOTTED || taken == COLUMNAR_SLOTS_MAX) return slot;
    slot = keep_slot(book, (ColumnarSlot){ reading->tenant_id, name, is_number, taken });
    *VEC_ADD(reading->slots, ColumnarSlot) = *slot;
    return slot;
}

static JsonOut *rest_of(Reading *reading, bool is_number)
{
    JsonOut *rest = &reading->rest[is_number];
    if (!property_has_rest(reading->book, reading->arena, reading->tenant_id, is_number))
        *VEC_ADD(reading->slots, ColumnarSlot) =
            *keep_slot(reading->book, (ColumnarSlot){ reading->tenant_id, S(""), is_number, -1 });
    if (!reading->has_rest[is_number]) {
        *rest = json_out(reading->arena, REST_MAX);
        json_open_object(rest);
        reading->has_rest[is_number] = true;
    }
    return rest;
}

static void take(Reading *reading, Str name, bool is_number, double number, Str text)
{
    if (name.len == 0 || name.len > PROPERTY_NAME_MAX || reading->count >= PROPERTY_COUNT_MAX)
        return;
    reading->count++;
    text                     = str_prefix_bytes(text, PROPERTY_TEXT_MAX);
    const ColumnarSlot *slot = slot_for(reading, name, is_number);
    if (slot) {
        *VEC_ADD(reading->values, ColumnarValue) =
            (ColumnarValue){ reading->row, slot->at, is_number, number, text };
        return;
    }
    JsonOut *rest = rest_of(reading, is_number);
    json_key(rest, name);
    if (is_number)
        json_put_real(rest, number);
    else
        json_put_str(rest, text);
}

static Str json_text(Arena *arena, const Json *json)
{
    JsonOut out  = json_out(arena, (size_t)4 * PROPERTY_TEXT_MAX);
    Str     text = { 0 };
    json_put(&out, json);
    return json_out_done(&out, &text) == OK ? text : S("[…]");
}

static void read_member(Reading *reading, Str prefix, const Json *member, int depth)
{
    const Str name = prefix.len == 0
                         ? member->key
                         : str_fmt(reading->arena, "%.*s.%.*s", FMT(prefix), FMT(member->key));
    switch (member->kind) {
    case JSON_INT: take(reading, name, true, (double)member->as.integer, (Str){ 0 }); break;
    case JSON_REAL: take(reading, name, true, member->as.real, (Str){ 0 }); break;
    case JSON_STR: take(reading, name, false, 0, member->as.str); break;
    case JSON_BOOL:
        take(reading, name, false, 0, member->as.boolean ? S("true") : S("false"));
        break;
    case JSON_ARRAY: take(reading, name, false, 0, json_text(reading->arena, member)); break;
    case JSON_OBJECT:
        if (depth == PROPERTY_DEPTH_MAX) break;
        for (uint32_t i = 0; i < member->count; i++)
            read_member(reading, name, &member->as.first[i], depth + 1);
        break;
    case JSON_NULL: break;
    }
}

void property_read(PropertyBook *book, Arena *arena, Str payload, uint32_t row, ColumnarRow *out,
                   Vec *values, Vec *slots)
{
    Reading     reading = { .book      = book,
                            .arena     = arena,
                            .tenant_id = out->tenant_id,
                            .row       = row,
                            .values    = values,
                            .slots     = slots };
    const Json *json    = NULL;
    JsonError   error;
    if (payload.len <= 2 || json_parse(arena, payload, JSON_LIMITS, &json, &error) != OK) return;
    if (json->kind != JSON_OBJECT) return;
    for (uint32_t i = 0; i < json->count; i++) read_member(&reading, S(""), &json->as.first[i], 0);
    for (int i = 0; i < 2; i++) {
        Str text = { 0 };
        if (!reading.has_rest[i]) continue;
        json_close_object(&reading.rest[i]);
        if (json_out_done(&reading.rest[i], &text) != OK) continue;
        *(i ? &out->rest_numbers : &out->rest_texts) = text;
    }
}
