/* org_notice.c -- the rules of how each user wants to be told. */
#include "org/org_notice_sql.h"

typedef struct NoticeKind {
    const char   *word;
    NoticeChannel channel;
    Permission    need;
} NoticeKind;
static const NoticeKind kinds[] = {
#define NOTIFICATION(word, channel, need) { word, channel, need },
#include "org/notification.def"
#undef NOTIFICATION
};

// clang-format off
static const char *const channel_words[] = {
    [NOTICE_OFF] = "off", [NOTICE_BELL] = "bell", [NOTICE_APP] = "app",
};
const Words notice_channel_words = { channel_words, COUNT(channel_words) };

static const Field choice_fields[] = {
    FIELD_WITH(NoticeChoice, kind,            .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_ENUM(NoticeChoice, channel,         notice_channel_words, .flags = REQUIRED),
    FIELD_ENUM(NoticeChoice, default_channel, notice_channel_words, .flags = SERVER_SET),
};
const Shape notice_choice_shape = SHAPE(NoticeChoice, choice_fields);

static const Field settings_fields[] = {
    FIELD_LIST(NoticeSettings, choices,     notice_choice_shape),
    FIELD_WITH(NoticeSettings, quiet_from,  .min = 0, .max = 5, .about = "\"22:00\" in the tenant's zone"),
    FIELD_WITH(NoticeSettings, quiet_until, .min = 0, .max = 5),
    FIELD_WITH(NoticeSettings, has_app,     .flags = SERVER_SET, .about = "App messages reach the caller"),
};
const Shape notice_settings_shape = SHAPE(NoticeSettings, settings_fields);
// clang-format on

static const NoticeKind *find(Str word)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_equal(word, str_of(kinds[i].word))) return &kinds[i];
    return NULL;
}

NoticeChannel org_notice_default(Str kind)
{
    const NoticeKind *known = find(kind);
    ASSERT(known != NULL);
    return known->channel;
}

Code org_notice_rows(Ctx *cx, Str kind, Rows *out)
{
    return cx_list(cx, &org_sql_notice_rows, out, ARGS(V(cx->tenant_id), V(kind)));
}

int64_t org_notice_due_ms(const Ctx *cx, const NoticeRow *row)
{
    if (row->from_minute == row->until_minute) return 0;
    const int64_t start    = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    const int64_t minute   = (cx->now_ms - start) / MS_PER_MINUTE;
    const bool    wraps    = row->from_minute > row->until_minute;
    const bool    is_quiet = wraps ? minute >= row->from_minute || minute < row->until_minute
                                   : minute >= row->from_minute && minute < row->until_minute;
    if (!is_quiet) return 0;
    const int64_t today = start + row->until_minute * MS_PER_MINUTE;
    return wraps && minute >= row->from_minute ? today + MS_PER_DAY : today;
}

/* ---- of one user ------------------------------------------------------------ */

static bool concerns(const Ctx *cx, const NoticeKind *kind)
{
    return permission_in(&cx->permissions, kind->need);
}

static Str minute_text(Arena *arena, int64_t minute)
{
    return str_fmt(arena, "%02d:%02d", (int)(minute / 60), (int)(minute % 60));
}

static Code put_quiet(Ctx *cx, NoticeSettings *out)
{
    NoticeQuiet quiet = { 0 };
    bool        found = false;
    TRY(cx_find(cx, &org_sql_notice_quiet, &quiet, &found, ARGS(V(cx->tenant_id), V(cx->user_id))));
    if (!found) return OK;
    out->quiet_from  = minute_text(cx->arena, quiet.from_minute);
    out->quiet_until = minute_text(cx->arena, quiet.until_minute);
    return OK;
}

Code org_notice_get(Ctx *cx, NoticeSettings *out)
{
    Rows stored = { 0 };
    Vec  all    = vec_of(cx->arena, NoticeChoice);
    User user   = { 0 };
    bool found  = false;
    *out        = (NoticeSettings){ 0 };
    TRY(cx_list(cx, &org_sql_notice_mine, &stored, ARGS(V(cx->tenant_id), V(cx->user_id))));
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (!concerns(cx, &kinds[i])) continue;
        NoticeChoice one = { str_of(kinds[i].word), kinds[i].channel, kinds[i].channel };
        for (size_t j = 0; j < stored.count; j++)
            if (str_equal(ROWS_AT(NoticeStored, stored, j)->kind, one.kind))
                one.channel = ROWS_AT(NoticeStored, stored, j)->channel;
        *VEC_ADD(&all, NoticeChoice) = one;
    }
    out->choices = vec_rows(&all);
    TRY(cx_find(cx, &org_sql_user_by_id, &user, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V((int64_t)0))));
    out->has_app = user.staff_id != 0;
    return put_quiet(cx, out);
}

static Code set_choices(Ctx *cx, Rows choices)
{
    TRY(cx_run(cx, &org_sql_notice_clear, NULL, ARGS(V(cx->tenant_id), V(cx->user_id))));
    for (size_t i = 0; i < choices.count; i++) {
        const NoticeChoice *one = ROWS_AT(NoticeChoice, choices, i);
        REQUIRE(cx, find(one->kind) != NULL, ERR_INVALID, "notification.unknown_kind");
        if (one->channel == find(one->kind)->channel) continue;
        TRY(cx_insert(cx, &org_sql_notice_choice,
                      &(NoticeStored){ .tenant_id = cx->tenant_id,
                                       .user_id   = cx->user_id,
                                       .kind      = one->kind,
                                       .channel   = one->channel }));
    }
    return OK;
}

static Code set_quiet(Ctx *cx, Str from, Str until)
{
    int32_t from_minute = 0, until_minute = 0;
    TRY(cx_run(cx, &org_sql_notice_quiet_clear, NULL, ARGS(V(cx->tenant_id), V(cx->user_id))));
    if (from.len == 0 && until.len == 0) return OK;
    REQUIRE(cx,
            clock_parse(from, &from_minute) && clock_parse(until, &until_minute) &&
                from_minute != until_minute && from_minute < MINUTES_PER_DAY,
            ERR_INVALID, "notification.bad_hours");
    return cx_insert(cx, &org_sql_notice_quiet_table,
                     &(NoticeQuiet){ .tenant_id    = cx->tenant_id,
                                     .user_id      = cx->user_id,
                                     .from_minute  = from_minute,
                                     .until_minute = until_minute });
}

Code org_notice_set(Ctx *cx, const NoticeSettings *draft, NoticeSettings *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(set_choices(cx, draft->choices));
    TRY(set_quiet(cx, draft->quiet_from, draft->quiet_until));
    TRY(org_notice_get(cx, out));
    return cx_commit(cx, &txn);
}
