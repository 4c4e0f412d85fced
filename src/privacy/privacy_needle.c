/* privacy_needle.c -- the search and what it leaves. */
#include "privacy/privacy_needle.h"

#include "wire/json.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 8 << 20, NODES_MAX = 400000, DEPTH_MAX = 60, WORD_BYTES_MAX = 64 };

struct Needles {
    const Needle *at;
    bool         *is_digits;
    size_t        count;
    bool          begins[256]; /* bytes that some needle, as it may be written, begins with */
};

/* Keys whose values tell nothing of who somebody is: our ids, figures, instants, words of ours. */
static const char *const kept_keys[] = {
    "action",
    "add_way",
    "added_at_ms",
    "amount_fen",
    "at_ms",
    "attribute_id",
    "began_ms",
    "by_rule",
    "channel_code_id",
    "code_id",
    "connection_id",
    "created_at_ms",
    "currency",
    "customer_id",
    "deadline_ms",
    "discount_fen",
    "done",
    "effect_id",
    "ended_by",
    "erased",
    "erasure_id",
    "event",
    "event_seq",
    "failed",
    "from_id",
    "ground",
    "group_chat_id",
    "group_id",
    "identity_id",
    "ids",
    "interval_no",
    "into_id",
    "is_last",
    "is_new_customer",
    "is_staff",
    "item_id",
    "job_id",
    "joined_at_ms",
    "kept_ms",
    "kind",
    "latency_ms",
    "merge_id",
    "mode",
    "note_id",
    "order_id",
    "paid_fen",
    "payable_fen",
    "payment_count",
    "person_id",
    "place_id",
    "policy_id",
    "post_fen",
    "price_fen",
    "product_id",
    "product_no",
    "purpose",
    "push_id",
    "qr_id",
    "quantity",
    "read_at_ms",
    "received_at_ms",
    "refund_id",
    "refunded_fen",
    "relation_id",
    "reply_id",
    "requested_at_ms",
    "revision",
    "seen_at_ms",
    "settled_at_ms",
    "severity",
    "shop_id",
    "sku_no",
    "staff_id",
    "state",
    "tag_id",
    "tag_ids",
    "told_at_ms",
    "total",
    "total_fen",
    "user_ids",
    "via",
    "was_fen",
    "with_goods",
};

static bool is_kept(Str key)
{
    for (size_t i = 0; i < COUNT(kept_keys); i++)
        if (str_equal(key, str_of(kept_keys[i]))) return true;
    return false;
}

/* ---- finding ------------------------------------------------------------------------------- */

static bool all_digits(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return text.len > 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_';
}

/* A digit at `at`, also in full width (U+FF10..U+FF19); its length, 0 when there is none. */
static size_t digit_at(Str text, size_t at, char *digit)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (at < text.len && p[0] >= '0' && p[0] <= '9') {
        *digit = (char)p[0];
        return 1;
    }
    if (at + 2 < text.len && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99) {
        *digit = (char)('0' + p[2] - 0x90);
        return 3;
    }
    return 0;
}

/* A number ends before `at`, or what stands before is the code of the country. */
static bool is_number_start(Str text, size_t at)
{
    char last = 0;
    if (at == 0) return true;
    if (text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9') {
        const Str before = { text.ptr, at };
        if (!str_ends(before, S("86"))) return false;
        return at < 3 || !(text.ptr[at - 3] >= '1' && text.ptr[at - 3] <= '9');
    }
    return at < 3 || digit_at(text, at - 3, &last) != 3;
}

/* The bytes of the number as it is written at `at`; 0: it is not there. */
static size_t digits_match(Str text, size_t at, Str needle)
{
    size_t place = at;
    char   digit = 0;
    for (size_t i = 0; i < needle.len; i++) {
        while (i > 0 && place < text.len && (text.ptr[place] == ' ' || text.ptr[place] == '-'))
            place++;
        const size_t len = digit_at(text, place, &digit);
        if (len == 0 || digit != needle.ptr[i]) return 0;
        place += len;
    }
    if (digit_at(text, place, &digit) || !is_number_start(text, at)) return 0;
    return place - at;
}

static size_t text_match(Str text, size_t at, Str needle)
{
    if (text.len - at < needle.len) return 0;
    for (size_t i = 0; i < needle.len; i++)
        if (lower(text.ptr[at + i]) != lower(needle.ptr[i])) return 0;
    const size_t end = at + needle.len;
    if (at > 0 && is_alnum(text.ptr[at - 1]) && is_alnum(needle.ptr[0])) return 0;
    if (end < text.len && is_alnum(text.ptr[end]) && is_alnum(needle.ptr[needle.len - 1])) return 0;
    return needle.len;
}

typedef enum Which { WITHOUT_SHARED = 1, WITHOUT_IDS, ALL } Which;

/* The first one at or after `*at`; its length, 0 when there is none. */
static size_t find(const Needles *needles, Str text, size_t *at, Which which)
{
    for (; *at < text.len; (*at)++) {
        if (!needles->begins[(unsigned char)text.ptr[*at]]) continue;
        for (size_t i = 0; i < needles->count; i++) {
            const Needle *needle = &needles->at[i];
            if (which == WITHOUT_SHARED && needle->is_shared) continue;
            if (which == WITHOUT_IDS && needle->is_id) continue;
            const size_t len = needles->is_digits[i] ? digits_match(text, *at, needle->text)
                                                     : text_match(text, *at, needle->text);
            if (len) return len;
        }
    }
    return 0;
}

Needles *privacy_needles_new(Arena *arena, const Needle *given, size_t count)
{
    Needles *needles   = arena_make(arena, Needles, 1);
    Needle  *at        = arena_make(arena, Needle, count);
    needles->at        = at;
    needles->is_digits = arena_make(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        if (given[i].text.len < NEEDLE_BYTES_MIN) continue;
        const char first                      = given[i].text.ptr[0];
        needles->is_digits[needles->count]    = all_digits(given[i].text);
        needles->begins[(unsigned char)first] = true;
        if (first >= 'a' && first <= 'z') needles->begins[(unsigned char)(first - 32)] = true;
        if (first >= 'A' && first <= 'Z') needles->begins[(unsigned char)(first + 32)] = true;
        if (needles->is_digits[needles->count]) needles->begins[0xEF] = true;
        at[needles->count++] = given[i];
    }
    return needles;
}

bool privacy_needle_hits(const Needles *needles, Str text, bool with_shared)
{
    size_t at = 0;
    return find(needles, text, &at, with_shared ? ALL : WITHOUT_SHARED) > 0;
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static bool names_him(const Needles *needles, const Json *json)
{
    size_t at = 0;
    if (json->kind == JSON_STR) return find(needles, json->as.str, &at, ALL) > 0;
    if (json->kind == JSON_INT) {
        char      digits[24];
        const int len = snprintf(digits, sizeof(digits), "%lld", (long long)json->as.integer);
        return find(needles, (Str){ digits, (size_t)len }, &at, ALL) > 0;
    }
    return false;
}

static bool is_flat(const Json *json)
{
    return json->kind != JSON_OBJECT && json->kind != JSON_ARRAY;
}

/* It says so itself, not in a list. */
static bool is_his(const Needles *needles, const Json *object)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const Json *member = &object->as.first[i];
        if (member->kind == JSON_OBJECT && is_his(needles, member)) return true;
        if (is_flat(member) && names_him(needles, member)) return true;
    }
    return false;
}

static bool is_word(const Json *json)
{
    if (json->kind != JSON_STR) return is_flat(json);
    if (json->as.str.len > WORD_BYTES_MAX) return false;
    for (size_t i = 0; i < json->as.str.len; i++) {
        const char c = json->as.str.ptr[i];
        if (!is_alnum(c) && c != '.' && c != ':' && c != '-') return false;
    }
    return true;
}

static void put_reduced(JsonOut *out, const Needles *needles, const Json *json, bool kept);

static void put_members(JsonOut *out, const Needles *needles, const Json *object)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const Json *member = &object->as.first[i];
        const bool  kept   = is_kept(member->key);
        if ((is_flat(member) && !kept) || str_equal(member->key, S("erased"))) continue;
        json_key(out, member->key);
        put_reduced(out, needles, member, kept);
    }
}

/* Figures and ids of ours; `needles` NULL: it is known whose it is. */
static void put_reduced(JsonOut *out, const Needles *needles, const Json *json, bool kept)
{
    size_t at = 0;
    if (json->kind == JSON_OBJECT) {
        json_open_object(out);
        put_members(out, needles, json);
        json_close_object(out);
    } else if (json->kind == JSON_ARRAY) {
        json_open_array(out);
        for (uint32_t i = 0; i < json->count; i++)
            if (kept || !is_flat(&json->as.first[i]))
                put_reduced(out, needles, &json->as.first[i], kept);
        json_close_array(out);
    } else if (!is_word(json) || (needles && json->kind == JSON_STR &&
                                  find(needles, json->as.str, &at, WITHOUT_IDS) > 0)) {
        json_null(out);
    } else {
        json_put(out, json);
    }
}

static void put_clean(JsonOut *out, const Needles *needles, const Json *json);

/* A list of plain values that names him is a row of a table: it goes as a whole. */
static void put_clean_list(JsonOut *out, const Needles *needles, const Json *list)
{
    bool is_row = false;
    for (uint32_t i = 0; i < list->count; i++) {
        const Json *item = &list->as.first[i];
        size_t      at   = 0;
        if (item->kind == JSON_STR && find(needles, item->as.str, &at, WITHOUT_IDS) > 0)
            is_row = true;
    }
    json_open_array(out);
    for (uint32_t i = 0; !is_row && i < list->count; i++)
        put_clean(out, needles, &list->as.first[i]);
    json_close_array(out);
}

static void put_clean(JsonOut *out, const Needles *needles, const Json *json)
{
    if (json->kind == JSON_ARRAY) {
        put_clean_list(out, needles, json);
    } else if (json->kind != JSON_OBJECT) {
        json_put(out, json);
    } else if (is_his(needles, json)) {
        put_reduced(out, needles, json, false);
    } else {
        json_open_object(out);
        for (uint32_t i = 0; i < json->count; i++) {
            json_key(out, json->as.first[i].key);
            put_clean(out, needles, &json->as.first[i]);
        }
        json_close_object(out);
    }
}

static const Json *parsed(Arena *arena, Str text)
{
    const JsonLimits limits = { .bytes = TEXT_MAX, .nodes = NODES_MAX, .depth = DEPTH_MAX };
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '[')) return NULL;
    return json_parse(arena, text, limits, &json, &error) == OK ? json : NULL;
}

static Str starred(Arena *arena, const Needles *needles, Str text)
{
    char  *copy = arena_make(arena, char, text.len + 1);
    size_t at = 0, len = 0;
    memcpy(copy, text.ptr, text.len);
    while ((len = find(needles, text, &at, WITHOUT_IDS)) > 0) {
        memset(copy + at, '*', len);
        at += len;
    }
    return (Str){ copy, text.len };
}

Str privacy_needle_clean(Arena *arena, const Needles *needles, Str text)
{
    size_t at = 0;
    if (find(needles, text, &at, ALL) == 0) return text;
    const Json *json = parsed(arena, text);
    if (!json) return starred(arena, needles, text);
    JsonOut out   = json_out(arena, 2 * text.len + 64);
    Str     clean = { 0 };
    if (json->kind == JSON_OBJECT && is_his(needles, json)) { /* who hears it again, knows */
        json_open_object(&out);
        json_pair_bool(&out, S("erased"), true);
        put_members(&out, needles, json);
        json_close_object(&out);
    } else {
        put_clean(&out, needles, json);
    }
    if (json_out_done(&out, &clean) != OK) return S("{}");
    /* In a key, or in a text that is itself JSON: nothing of it stays. */
    at = 0;
    return find(needles, clean, &at, WITHOUT_IDS) ? S("{}") : clean;
}

Str privacy_needle_reduce(Arena *arena, Str payload)
{
    const Json *json  = parsed(arena, payload);
    JsonOut     out   = json_out(arena, 2 * payload.len + 64);
    Str         clean = { 0 };
    json_open_object(&out);
    json_pair_bool(&out, S("erased"), true);
    for (uint32_t i = 0; json && json->kind == JSON_OBJECT && i < json->count; i++) {
        const Json *member = &json->as.first[i];
        if (!is_kept(member->key) || str_equal(member->key, S("erased"))) continue;
        json_key(&out, member->key);
        put_reduced(&out, NULL, member, true);
    }
    json_close_object(&out);
    return json_out_done(&out, &clean) == OK ? clean : S("{\"erased\":true}");
}
