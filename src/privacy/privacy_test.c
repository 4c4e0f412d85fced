/* Privacy: what is found in which texts and what is left of them, and that of every text column of
 * the store it is known whether somebody may be named there. */
#include "kernel/testing.h"
#include "privacy/privacy_sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* ---- the map ---------------------------------------------------------------------------- */

/* What becomes of a text when the person it may name is deleted. */
typedef enum Fate {
    GOES = 1, /* his rows are deleted or emptied: privacy_sql.c, customer_erased_sql.c */
    SOUGHT,   /* every row is searched: privacy_sweep_sql.c                            */
    NOBODY    /* nobody is named there, or no customer is                              */
} Fate;

/* Columns by blanks; "*": those of the table that no line above it names. */
typedef struct Place {
    const char *table, *columns;
    Fate        fate;
} Place;

// clang-format off
static const Place map[] = {
    { "customer",              "*", GOES },
    { "customer_folded",       "*", GOES },
    { "customer_own",          "*", GOES },
    { "customer_filled",       "*", GOES },
    { "customer_identity",     "*", GOES },
    { "customer_merge_review", "*", GOES },
    { "customer_relation",     "external_userid remark description", GOES },
    { "customer_relation",     "staff_userid ended_by add_way state", NOBODY }, /* members, words, codes */
    { "customer_tag",          "*", GOES },
    { "customer_attribute",    "*", GOES },
    { "attribute_evidence",    "*", GOES },
    { "dictionary_raw",        "*", GOES },
    { "tag_holding",           "*", GOES },
    { "bulk_change",           "*", GOES },
    { "consent",               "evidence", GOES },
    { "consent",               "purpose state source told_by_name", NOBODY }, /* a member wrote it down */
    { "note",                  "text media_ids author_name", GOES },
    { "media_use",             "*", GOES },
    { "media",                 "*", GOES },   /* the files of his notes */
    { "win_back",              "note", GOES },
    { "win_back",              "state", NOBODY },
    { "group_chat_member",     "member_key name invited_by", GOES },
    { "group_chat_member",     "scene state left_by", NOBODY },
    { "oa_fan",                "openid unionid remark", GOES },
    { "oa_fan",                "scene", NOBODY },
    { "welcome",               "customer_name body", GOES },
    { "welcome",               "*", NOBODY }, /* policies, members, digests */
    { "shop_order",            "buyer_name region", GOES },
    { "shop_order",            "*", NOBODY }, /* the numbers and wares of the ledger */
    { "shop_refund",           "reason", GOES },
    { "shop_refund",           "*", NOBODY },
    { "idempotency_key",       "body", GOES },
    { "idempotency_key",       "*", NOBODY },
    { "preference",            "value", GOES },
    { "preference",            "key", NOBODY },
    { "erasure",               "sealed", GOES },
    { "erasure",               "note answer", SOUGHT },
    { "erasure",               "*", NOBODY },
    { "event",                 "id actor object payload", SOUGHT },
    { "event",                 "type source", NOBODY },
    { "effect",                "payload answer detail object lane", SOUGHT },
    { "effect",                "*", NOBODY }, /* keys are numbers of ours */
    { "job",                   "args checkpoint result detail", SOUGHT },
    { "job",                   "*", NOBODY },
    { "notification",          "params", SOUGHT },
    { "notification",          "*", NOBODY }, /* links and keys are numbers of ours */
    { "timer",                 "payload", SOUGHT },
    { "timer",                 "*", NOBODY },
    { "dead_letter",           "detail lane", SOUGHT },
    { "dead_letter",           "*", NOBODY },
    { "callback",              "detail object", SOUGHT },
    { "callback",              "*", NOBODY },
    { "track_refusal",         "detail event", SOUGHT },
    { "track_refusal",         "*", NOBODY },
    { "saved_view",            "query name", SOUGHT },
    { "saved_view",            "page", NOBODY },
    { "shop_push",             "body_sealed detail", SOUGHT },
    { "shop_push",             "*", NOBODY },
    /* Words, keyed digests, and what the brand wrote of itself. */
    { "customer_erased",       "*", NOBODY },
    { "customer_erased_key",   "*", NOBODY },
    { "intake",                "columns_json name", SOUGHT },
    { "intake",                "*", NOBODY },
    { "intake_mapping",        "*", NOBODY },
    { "intake_run",            "*", NOBODY },
    { "intake_met",            "*", NOBODY }, /* digests of rows while a run is under way */
    { "segment",               "*", NOBODY },
    { "segment_change",        "*", NOBODY },
    { "segment_chunk",         "*", NOBODY },
    { "segment_size",          "*", NOBODY },
    { "customer_import",       "*", NOBODY },
    { "customer_made",         "*", NOBODY }, /* numbers, and a word why one stayed */
    { "customer_merge",        "*", NOBODY },
    { "customer_merge_policy", "*", NOBODY },
    { "customer_merge_setting","*", NOBODY },
    { "customer_origin",       "*", NOBODY },
    { "customer_relation_fact","*", NOBODY },
    { "audit_chain",           "*", NOBODY },
    { "audit_head",            "*", NOBODY },
    { "audit_log",             "*", NOBODY }, /* who did what to which number: tests/api/erase.py looks */
    { "alert_firing",          "*", SOUGHT }, /* causes name values of events */
    { "alert",                 "*", NOBODY },
    { "alert_receiver",        "*", NOBODY },
    { "report_schedule",       "*", NOBODY },
    { "report_receiver",       "*", NOBODY },
    { "report_run",            "*", NOBODY },
    { "report_delivery",       "*", NOBODY },
    { "spend",                 "*", NOBODY },
    { "spend_brought",         "*", NOBODY },
    { "target",                "*", NOBODY },
    { "allowance_use",         "*", NOBODY },
    { "customer_untold",       "*", NOBODY },
    { "metric",                "*", NOBODY },
    { "board",                 "*", NOBODY },
    { "api_key",               "*", NOBODY },
    { "attribute",             "*", NOBODY },
    { "channel_code",          "*", NOBODY },
    { "channel_code_group",    "*", NOBODY },
    { "channel_code_slot",     "*", NOBODY },
    { "connection",            "*", NOBODY },
    { "department",            "*", NOBODY },
    { "dictionary",            "*", NOBODY },
    { "event_count",           "*", NOBODY },
    { "group_chat",            "*", NOBODY },
    { "log_cursor",            "*", NOBODY },
    { "log_node",              "*", NOBODY },
    { "module_off",            "*", NOBODY },
    { "node_lease",            "*", NOBODY },
    { "notice_window",         "*", NOBODY },
    { "notification_choice",   "*", NOBODY },
    { "oa_article",            "*", NOBODY },
    { "oa_day",                "*", NOBODY },
    { "oa_follow",             "*", NOBODY },
    { "oa_menu",               "*", NOBODY },
    { "oa_place",              "*", NOBODY },
    { "oa_qr",                 "*", NOBODY },
    { "oa_reply",              "*", NOBODY },
    { "oa_tap",                "*", NOBODY },
    { "org_user",              "*", NOBODY },
    { "org_user_place",        "*", NOBODY },
    { "platform_media",        "*", NOBODY },
    { "quota",                 "*", NOBODY },
    { "region",                "*", NOBODY },
    { "role",                  "*", NOBODY },
    { "schema_version",        "*", NOBODY },
    { "session",               "*", NOBODY },
    { "session_failure",       "*", NOBODY },
    { "shop",                  "*", NOBODY },
    { "shop_order_line",       "*", NOBODY },
    { "shop_payment",          "*", NOBODY },
    { "shop_product",          "*", NOBODY },
    { "shop_shipment",         "*", NOBODY }, /* numbers of parcels are the ledger's */
    { "shop_sku",              "*", NOBODY },
    { "staff",                 "*", NOBODY },
    { "store",                 "*", NOBODY },
    { "tag",                   "*", NOBODY },
    { "tag_detail",            "*", NOBODY },
    { "tag_group",             "*", NOBODY },
    { "tenant",                "*", NOBODY },
    { "tenant_security",       "*", NOBODY },
    { "track_source",          "*", NOBODY },
    { "track_type",            "*", NOBODY },
    { "user_recovery_code",    "*", NOBODY },
    { "user_totp",             "*", NOBODY },
    { "wecom_token",           "*", NOBODY },
    { "welcome_policy",        "*", NOBODY },
};

typedef struct Column { Str table_name, column_name; } Column;
static const Field column_fields[] = { FIELD(Column, table_name), FIELD(Column, column_name) };
static const Shape column_shape    = SHAPE(Column, column_fields);
// clang-format on

/* SQLite alone: both engines have the same columns, as every start checks. */
static const Query columns = {
    .name   = "test.text_columns",
    .sql    = "SELECT m.name AS table_name, p.name AS column_name FROM sqlite_schema m"
              " JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.type = 'TEXT'"
              " AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2",
    .out    = &column_shape,
    .global = true,
};

static bool names(const char *list, Str column)
{
    Str rest = str_of(list);
    while (rest.len)
        if (str_equal(str_cut(&rest, ' '), column)) return true;
    return false;
}

static const Place *place_of(const Column *column)
{
    for (size_t i = 0; i < COUNT(map); i++)
        if (str_equal(str_of(map[i].table), column->table_name) &&
            (str_equal(str_of(map[i].columns), S("*")) ||
             names(map[i].columns, column->column_name)))
            return &map[i];
    return NULL;
}

static bool has_sweep(Str table)
{
    for (size_t i = 0; i < privacy_sweep_count; i++)
        if (str_equal(str_of(privacy_sweeps[i].table), table)) return true;
    return str_equal(table, S("event"));
}

/* Whoever adds a column decides what becomes of it. */
static void test_of_every_text_it_is_known_whether_it_names_somebody(void **state)
{
    Ctx   *cx    = test_house_ctx(*state);
    Rows   rows  = { 0 };
    size_t known = 0;
    if (db_engine(cx->db) != DB_SQLITE) return;
    GOOD(cx, cx_list(cx, &columns, &rows, NO_ARGS));
    for (size_t i = 0; i < rows.count; i++) {
        const Column *column = ROWS_AT(Column, rows, i);
        const Place  *place  = place_of(column);
        if (!place)
            fail_msg("%.*s.%.*s: say in the map what becomes of it when a person is deleted",
                     FMT(column->table_name), FMT(column->column_name));
        else if (place->fate == SOUGHT && !has_sweep(column->table_name))
            fail_msg("%.*s is to be searched, and is not", FMT(column->table_name));
        known += place != NULL;
    }
    assert_true(known > 300);
}

/* ---- needles --------------------------------------------------------------------------------- */

#define NEEDLE(literal)                 \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }
static const Needle known[] = {
    { .text = NEEDLE("13698765432"), .is_shared = true },
    { .text = NEEDLE("ruolan@example.test"), .is_shared = true },
    { .text = NEEDLE("wmA_9-xyzXYZ") },
    { .text = NEEDLE("914327940534108160"), .is_id = true },
    { .text = NEEDLE("abc") }, /* too short to look for */
};

static void test_a_needle_is_found_as_people_write_it_and_not_inside_another(void **state)
{
    static const char *const there[] = {
        "13698765432",       "+8613698765432",         "0086 136 9876 5432",
        "电话136-9876-5432", "１３６９８７６５４３２", "Ruolan@Example.TEST",
        "x wmA_9-xyzxyz y",  "客户914327940534108160", "\"wmA_9-xyzXYZ\"",
    };
    static const char *const absent[] = {
        "136987654321",  "513698765432",   "1369876543",
        "wmA_9-xyzXYZ1", "awmA_9-xyzXYZ",  "9143279405341081601",
        "abc",           "1９13698765432", "",
    };
    Ctx           *cx      = test_house_ctx(*state);
    const Needles *needles = privacy_needles_new(cx->arena, known, COUNT(known));
    for (size_t i = 0; i < COUNT(there); i++)
        if (!privacy_needle_hits(needles, str_of(there[i]), true)) fail_msg("%s", there[i]);
    for (size_t i = 0; i < COUNT(absent); i++)
        if (privacy_needle_hits(needles, str_of(absent[i]), true)) fail_msg("%s", absent[i]);
    assert_false(privacy_needle_hits(needles, S("13698765432"), false));
    assert_true(privacy_needle_hits(needles, S("wmA_9-xyzXYZ"), false));
}

static void test_what_names_him_goes_and_what_stands_beside_others_stays(void **state)
{
    static const char *const pairs[][2] = {
        { "没有他", "没有他" },
        { "请回电 136 9876 5432 谢谢", "请回电 ************* 谢谢" },
        { "{\"name\":\"别人\",\"id\":7}", "{\"name\":\"别人\",\"id\":7}" },
        { "{\"contact\":{\"external_userid\":\"wmA_9-xyzXYZ\",\"name\":\"若兰\"},\"relations\":[{"
          "\"remark\":"
          "\"小兰\",\"added_at_ms\":5}],\"connection_id\":\"12\"}",
          "{\"erased\":true,\"contact\":{},\"relations\":[{\"added_at_ms\":5}],\"connection_id\":"
          "\"12\"}" },
        { "{\"chat\":\"群\",\"members\":[{\"userid\":\"wmA_9-xyzXYZ\",\"name\":\"若兰\",\"joined_"
          "at_ms\":1},"
          "{\"userid\":\"wmB\",\"name\":\"别人\"}]}",
          "{\"chat\":\"群\",\"members\":[{\"joined_at_ms\":1},{\"userid\":\"wmB\",\"name\":"
          "\"别人\"}]}" },
        { "{\"customer_id\":\"914327940534108160\",\"customer_name\":\"若兰\",\"severity\":"
          "\"info\"}",
          "{\"erased\":true,\"customer_id\":\"914327940534108160\",\"severity\":\"info\"}" },
        { "[[\"若兰\",\"13698765432\"],[\"别人\",\"13500000000\"]]",
          "[[],[\"别人\",\"13500000000\"]]" },
        { "{\"ids\":[\"914327940534108160\",\"7\"]}", "{\"ids\":[\"914327940534108160\",\"7\"]}" },
        { "{\"wmA_9-xyzXYZ\":1}", "{}" },
    };
    Ctx           *cx      = test_house_ctx(*state);
    const Needles *needles = privacy_needles_new(cx->arena, known, COUNT(known));
    for (size_t i = 0; i < COUNT(pairs); i++) {
        const Str clean = privacy_needle_clean(cx->arena, needles, str_of(pairs[i][0]));
        assert_string_equal(str_z(cx->arena, clean), pairs[i][1]);
    }
}

static void test_of_his_own_events_figures_and_ids_stay(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str left = privacy_needle_reduce(
        cx->arena, S("{\"order_id\":\"5\",\"paid_fen\":12800,\"currency\":\"CNY\","
                     "\"title\":\"琴弦\",\"buyer\":{\"name\":\"若兰\"},"
                     "\"state\":\"好 的\"}"));
    assert_string_equal(str_z(cx->arena, left),
                        "{\"erased\":true,\"order_id\":\"5\",\"paid_fen\":12800,\"currency\":"
                        "\"CNY\",\"state\":null}");
    assert_string_equal(str_z(cx->arena, privacy_needle_reduce(cx->arena, S("no json"))),
                        "{\"erased\":true}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_of_every_text_it_is_known_whether_it_names_somebody),
        ON_HOUSE(test_a_needle_is_found_as_people_write_it_and_not_inside_another),
        ON_HOUSE(test_what_names_him_goes_and_what_stands_beside_others_stays),
        ON_HOUSE(test_of_his_own_events_figures_and_ids_stay),
    };
    return FOR_EACH_ENGINE(tests);
}
