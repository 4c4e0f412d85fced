/* report_draw.c -- one picture of a run: an effect asks the board and draws it outside any
 * transaction, as those who get it may see it; it goes out in the transaction that settles it. */

#include "channel/channel.h"
#include "report/report_picture.h"
#include "report/report_send.h"
#include "report/report_sheet.h"
#include "sys/file.h"
#include "wire/text_codec.h"

enum {
    TRIES_MAX      = 8,         /* of an engine that is away: about two minutes    */
    DRAW_ARENA_MAX = 256 << 20, /* who sees a part brings all the persons he sees  */
    FILE_MAX       = 20 << 20,
    TOLD_MAX       = 64 * 1024,
    SHOW_MAX       = 16 * 1024,
    SAID_BYTES     = 60, /* of a condition on the card: the platform takes 512 in all */
    STALE_MS       = 12 * MS_PER_HOUR, /* a report that could not go by then is old news */
};

static Code read_payload(Ctx *cx, const Effect *effect, int64_t *run_id, int32_t *part)
{
    const Json *payload = NULL;
    JsonError   error;
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK)
        return fail(cx, ERR_INTERNAL, "report.bad_effect", "%s", error.reason);
    *run_id = json_i64(payload, S("run_id"), 0);
    *part   = (int32_t)json_i64(payload, S("part"), 0);
    return OK;
}

/* What is still to be sent of it; none: it was sent, or taken back. */
typedef struct Parcel {
    ReportRun      run;
    ReportSchedule schedule;
    int32_t        part;
    Rows           deliveries;
} Parcel;

static Code open_parcel(Ctx *cx, const Effect *effect, Parcel *out)
{
    int64_t run_id = 0;
    bool    found  = false;
    *out           = (Parcel){ 0 };
    TRY(read_payload(cx, effect, &run_id, &out->part));
    TRY(report_sql_run(cx, run_id, &out->run, &found));
    if (found) TRY(report_sql_find(cx, out->run.schedule_id, &out->schedule, &found));
    if (!found || out->schedule.deleted_at_ms != 0) return OK;
    return report_sql_part(cx, run_id, out->part, &out->deliveries);
}

/* ---- drawing -------------------------------------------------------------------------- */

/* What was drawn, for those who settle it. */
typedef struct Drawn {
    Str sight, reason, name, text;
    Str picture_sha, sheet_sha;
} Drawn;

// clang-format off
static const Field drawn_fields[] = {
    FIELD(Drawn, sight), FIELD(Drawn, reason), FIELD(Drawn, name), FIELD(Drawn, text),
    FIELD(Drawn, picture_sha), FIELD(Drawn, sheet_sha),
};
static const Shape drawn_shape = SHAPE(Drawn, drawn_fields);
// clang-format on

/* A board that was asked, as its receivers may see it. */
typedef struct Asked {
    ReportBook   book;
    Vec          panels; /* of ReportPanel                     */
    ReportSheet *sheet;  /* NULL: it goes without              */
} Asked;

/* How a tile looks is no matter of the spreadsheet: it stands in the tile alone. */
static Code look_of(Ctx *as, const ReportBook *book, const ReportPart *part, ReportPanel *out)
{
    const Json    *tile = NULL;
    JsonError      error;
    ReportFilter   filter;
    ReportQuestion question;
    JsonOut        text = json_out(as->arena, SHOW_MAX);
    if (json_parse(as->arena, part->tile, JSON_LIMITS, &tile, &error) != OK)
        return fail(as, ERR_INTERNAL, error.reason, "%s", "a tile as it is kept");
    out->look = json_str(tile, S("look"));
    TRY(report_filter_read(as, book->filter, &filter));
    if (report_tile_read(as, tile, &filter, &question) == OK)
        out->compare = question.compare;
    else
        forgive(as); /* asked, it is refused again, and the card says why */
    json_put(&text, json_get(tile, S("show")));
    if (!json_get(tile, S("show")) || json_out_done(&text, &out->show) != OK) out->show = S("{}");
    return OK;
}

static Code ask_part(Ctx *as, Asked *asked, size_t at)
{
    const ReportPart *part   = ROWS_AT(ReportPart, asked->book.parts, at);
    ReportPanel       panel  = { .title = part->title };
    ReportAnswer      answer = { 0 };
    TRY(look_of(as, &asked->book, part, &panel));
    TRY(report_book_ask(as, &asked->book, at, &answer));
    if (asked->sheet) TRY(report_sheet_put(as, asked->sheet, at, &answer));
    panel.tile                            = answer.tile;
    panel.reason                          = answer.reason;
    *VEC_ADD(&asked->panels, ReportPanel) = panel;
    return OK;
}

static Code ask_parts(Ctx *as, Asked *asked)
{
    TRY(report_book_find_carried(as, &asked->book));
    for (size_t i = 0; i < asked->book.parts.count; i++) TRY(ask_part(as, asked, i));
    return OK;
}

static Code ask(Ctx *as, const Parcel *parcel, bool english, Asked *out)
{
    const ReportSchedule *schedule = &parcel->schedule;
    const Str             path     = report_send_path(as, parcel->run.id, parcel->part, "xlsx");
    *out                           = (Asked){ .panels = vec_of(as->arena, ReportPanel) };
    TRY(report_book_open(as, schedule->board, schedule->filter, english, &out->book));
    if (!schedule->has_sheet) return ask_parts(as, out);
    out->sheet       = report_sheet_open(as, &out->book, S("weft"), path.ptr);
    const Code asked = ask_parts(as, out);
    const Code done  = report_sheet_close(as, out->sheet); /* the first failure stays */
    return asked != OK ? asked : done;
}

static Code digest_of(Ctx *as, Str path, Str *out)
{
    Str bytes = { 0 };
    if (file_read(as->arena, path.ptr, FILE_MAX, &bytes) != OK)
        return fail(as, ERR_UNAVAILABLE, "picture.not_written", "%s", file_error());
    *out = digest_hex(as->arena, sha256(bytes));
    return OK;
}

static Str when_text(const Ctx *cx, int64_t at_ms)
{
    const CivilTime at = civil_time(at_ms, cx->zone);
    return str_fmt(cx->arena, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour,
                   at.minute);
}

/* What stands on the card below the picture. */
static Str card_text(Ctx *as, const Parcel *parcel, const Asked *asked)
{
    const bool en  = asked->book.english;
    StrBuf     out = strbuf(as->arena, 1000);
    strbuf_add(&out, str_fmt(as->arena, en ? "As of %.*s" : "数据截至 %.*s",
                             FMT(when_text(as, as->now_ms))));
    if (parcel->run.is_late)
        strbuf_add(&out, str_fmt(as->arena,
                                 en ? "\nIt was due at %.*s; nothing ran then."
                                    : "\n本应 %.*s 发送，当时服务未运行，现补发。",
                                 FMT(when_text(as, parcel->run.due_at_ms))));
    for (size_t i = 0; i + 1 < asked->book.said.count; i += 2)
        strbuf_fmt(&out, en ? "\n%.*s: %.*s" : "\n%.*s：%.*s", FMT(asked->book.said.at[i]),
                   FMT(str_prefix_bytes(asked->book.said.at[i + 1], SAID_BYTES)));
    report_picture_figures(as, &asked->book, vec_rows(&asked->panels), 3, &out);
    return strbuf_str(&out);
}

/* Whose customers its figures are of, where not of all. */
static Code whose(Ctx *as, bool english, Str *out)
{
    ScopeTold told;
    TRY(org_scope_tell(as, &told));
    if (told.word != SCOPE_ALL) *out = english ? told.sentence_en : told.sentence_zh;
    return OK;
}

static Code draw_files(Ctx *as, const Parcel *parcel, const Asked *asked, Drawn *out)
{
    ReportMark mark  = { .as_of = when_text(as, as->now_ms) };
    const Str  path  = report_send_path(as, parcel->run.id, parcel->part, "png");
    const Str  sheet = report_send_path(as, parcel->run.id, parcel->part, "xlsx");
    Str        png   = { 0 };
    if (parcel->run.is_late) mark.late = when_text(as, parcel->run.due_at_ms);
    TRY(whose(as, asked->book.english, &mark.whose));
    TRY(report_picture_draw(as, &asked->book, vec_rows(&asked->panels), &mark, &png));
    if (file_write(path.ptr, png, 0600) != OK)
        return fail(as, ERR_UNAVAILABLE, "picture.not_written", "%s", file_error());
    out->picture_sha = digest_hex(as->arena, sha256(png));
    return parcel->schedule.has_sheet ? digest_of(as, sheet, &out->sheet_sha) : OK;
}

/* As the first of those who get it; the others see the same, which is looked at again at the end.
 */
static Code draw(Ctx *as, const Parcel *parcel, Drawn *out)
{
    const ReportDelivery *first = ROWS_AT(ReportDelivery, parcel->deliveries, 0);
    ReportAddressee       to    = { 0 };
    Asked                 asked;
    bool                  found = false;
    TRY(report_sql_addressee(as, first->user_id, &to, &found));
    TRY(report_send_may_see(as, parcel->schedule.board, &out->reason));
    if (!found) out->reason = S("report.receiver_gone");
    if (out->reason.ptr) return OK;
    out->sight = report_send_sight(as, str_starts(to.locale, S("en")));
    if (dir_make(str_fmt(as->arena, "%s/reports", as->services->data_dir).ptr) != OK)
        return fail(as, ERR_UNAVAILABLE, "picture.not_written", "%s", file_error());
    TRY(ask(as, parcel, str_starts(to.locale, S("en")), &asked));
    out->name = asked.book.name;
    out->text = card_text(as, parcel, &asked);
    return draw_files(as, parcel, &asked, out);
}

static Code draw_first(Ctx *cx, const Effect *effect, Ctx *as, Drawn *out, bool *is_there)
{
    Parcel parcel;
    TRY(open_parcel(cx, effect, &parcel));
    *is_there = parcel.deliveries.count > 0;
    if (!*is_there) return OK;
    Code code =
        report_send_as(cx, cx->arena, ROWS_AT(ReportDelivery, parcel.deliveries, 0)->user_id, as);
    if (code == OK) code = draw(as, &parcel, out);
    if (code != OK) cx->err = as->err;
    return code;
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Arena *own          = arena_new(DRAW_ARENA_MAX);
    Ctx    asker        = *cx, as;
    Drawn  drawn        = { 0 };
    bool   is_there     = false;
    asker.arena         = own;
    const Code code     = draw_first(&asker, effect, &as, &drawn, &is_there);
    *outcome            = (Outcome){ .verdict = VERDICT_DONE };
    const bool is_final = code != ERR_UNAVAILABLE && code != ERR_INTERNAL;
    if (code != OK && !is_final && effect->attempts < TRIES_MAX) {
        outcome->verdict = VERDICT_RETRY;
        outcome->reason  = asker.err.reason;
    } else {
        if (code != OK) drawn = (Drawn){ .reason = str_of(asker.err.reason) };
        if (code != OK || is_there) outcome->told = shape_json(cx->arena, &drawn_shape, &drawn);
    }
    arena_free(own);
}

/* ---- sending ------------------------------------------------------------------------------- */

static Str title_of(Ctx *cx, const Drawn *drawn, bool english, bool is_late)
{
    if (!is_late) return drawn->name;
    return str_fmt(cx->arena, english ? "%.*s (late)" : "%.*s（补发）", FMT(drawn->name));
}

/* The board under the filter it was sent with. */
static Str link_of(Ctx *cx, const ReportSchedule *schedule)
{
    if (schedule->filter.len == 0) return str_fmt(cx->arena, "/boards/%.*s", FMT(schedule->board));
    return str_fmt(cx->arena, "/boards/%.*s?f=%.*s", FMT(schedule->board),
                   FMT(url_encode(cx->arena, schedule->filter)));
}

static Str media_of(Ctx *cx, const Parcel *parcel, const Drawn *drawn, bool is_sheet)
{
    JsonOut   out  = json_out(cx->arena, 4096);
    Str       text = S("{}");
    const Str name = str_fmt(cx->arena, "%.*s-%.*s.%s", FMT(str_prefix_bytes(drawn->name, 120)),
                             FMT(day_text(cx->arena, day_of(parcel->run.due_at_ms, cx->zone))),
                             is_sheet ? "xlsx" : "png");
    json_open_object(&out);
    json_pair_str(&out, S("path"),
                  str_fmt(cx->arena, "reports/%lld-%d.%s", (long long)parcel->run.id,
                          (int)parcel->part, is_sheet ? "xlsx" : "png"));
    json_pair_str(&out, S("name"), name);
    json_pair_str(&out, S("mime"),
                  is_sheet ? S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                           : S("image/png"));
    json_pair_str(&out, S("sha256"), is_sheet ? drawn->sheet_sha : drawn->picture_sha);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static Str key_of(Ctx *cx, const ReportDelivery *one, const char *what)
{
    return str_fmt(cx->arena, "report:%lld:%s", (long long)one->id, what);
}

/* The picture, a card that leads to the board, the spreadsheet: in that order. */
static Code post(Ctx *cx, const Parcel *parcel, const Drawn *drawn, const ReportDelivery *one,
                 const ReportAddressee *to)
{
    const bool         en      = str_starts(to->locale, S("en"));
    const ConnectionId through = { to->connection_id };
    const AppPost      base    = { .userids     = to->userid,
                                   .lane        = key_of(cx, one, "lane"),
                                   .deadline_ms = cx->now_ms + STALE_MS };
    AppPost            picture = base, card = base, sheet = base;
    picture.media_kind = "image";
    picture.media      = media_of(cx, parcel, drawn, false);
    picture.object = picture.key = key_of(cx, one, "picture");
    card.title                   = title_of(cx, drawn, en, parcel->run.is_late);
    card.text                    = drawn->text;
    card.url                     = str_fmt(cx->arena, "%.*s%.*s", FMT(cx->services->public_url),
                                           FMT(link_of(cx, &parcel->schedule)));
    card.object = card.key = key_of(cx, one, "card");
    sheet.media_kind       = "file";
    sheet.media            = media_of(cx, parcel, drawn, true);
    sheet.object = sheet.key = key_of(cx, one, "sheet");
    TRY(channel_post_app(cx, through, &picture));
    TRY(channel_post_app(cx, through, &card));
    return drawn->sheet_sha.len > 0 ? channel_post_app(cx, through, &sheet) : OK;
}

static Code ring(Ctx *cx, const Parcel *parcel, const Drawn *drawn, const ReportDelivery *one)
{
    JsonOut out    = json_out(cx->arena, 2048);
    Str     params = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("name"), str_prefix_bytes(drawn->name, 200));
    json_close_object(&out);
    if (json_out_done(&out, &params) != OK)
        return fail(cx, ERR_LIMIT, "notification.too_large", "delivery %lld", (long long)one->id);
    return org_notify(cx, &(NotificationDraft){ .kind    = S("report.ready"),
                                                .user_id = one->user_id,
                                                .params  = params,
                                                .link    = link_of(cx, &parcel->schedule),
                                                .key     = key_of(cx, one, "bell") });
}

static Code has_app(Ctx *cx, const ReportAddressee *to, bool *out)
{
    Connection connection = { 0 };
    *out                  = false;
    if (to->userid.len == 0 || to->connection_id == 0 || !to->is_app) return OK;
    const Code code = channel_connection_get(cx, (ConnectionId){ to->connection_id }, &connection);
    if (code != OK && code != ERR_NOT_FOUND) return code;
    if (code == ERR_NOT_FOUND) forgive(cx);
    *out = code == OK && connection.agent_id != 0;
    return OK;
}

/* Whether he still sees what was drawn: rights may have changed since. */
static Code look_again(Ctx *cx, const Parcel *parcel, const Drawn *drawn, int64_t user_id,
                       const ReportAddressee *to, Str *reason)
{
    Ctx  as;
    Code code = report_send_as(cx, cx->arena, user_id, &as);
    if (code == OK) code = report_send_may_see(&as, parcel->schedule.board, reason);
    if (code != OK) {
        cx->err = as.err;
        return code;
    }
    if (!reason->ptr &&
        !str_equal(report_send_sight(&as, str_starts(to->locale, S("en"))), drawn->sight))
        *reason = S("report.rights_changed");
    return OK;
}

static Code deliver(Ctx *cx, const Parcel *parcel, const Drawn *drawn, const ReportDelivery *one)
{
    ReportAddressee to     = { 0 };
    bool            found  = false;
    bool            is_app = false;
    Str             reason = { 0 };
    TRY(report_sql_addressee(cx, one->user_id, &to, &found));
    if (!found) return report_sql_settle(cx, one->id, REPORT_REFUSED, S("report.receiver_gone"));
    TRY(look_again(cx, parcel, drawn, one->user_id, &to, &reason));
    if (reason.ptr) return report_sql_settle(cx, one->id, REPORT_REFUSED, reason);
    TRY(has_app(cx, &to, &is_app));
    TRY(report_sql_settle(cx, one->id, is_app ? REPORT_SENDING : REPORT_TOLD, S("")));
    if (is_app) TRY(post(cx, parcel, drawn, one, &to));
    return ring(cx, parcel, drawn, one);
}

static bool is_refusal(Str reason)
{
    return str_starts(reason, S("report.receiver_")) || str_equal(reason, S("module.off"));
}

static Code emit(Ctx *cx, const Parcel *parcel)
{
    const Str payload = str_fmt(cx->arena, "{\"schedule_id\":\"%lld\",\"run_id\":\"%lld\"}",
                                (long long)parcel->schedule.id, (long long)parcel->run.id);
    return event_emit(cx, EV_REPORT_SENT,
                      (EventDraft){ .object  = str_fmt(cx->arena, "report_schedule:%lld",
                                                       (long long)parcel->schedule.id),
                                    .payload = payload });
}

static Code settle_all(Ctx *cx, const Parcel *parcel, const Drawn *drawn)
{
    for (size_t i = 0; i < parcel->deliveries.count; i++) {
        const ReportDelivery *one = ROWS_AT(ReportDelivery, parcel->deliveries, i);
        if (drawn->reason.len == 0)
            TRY(deliver(cx, parcel, drawn, one));
        else if (is_refusal(drawn->reason))
            TRY(report_sql_settle(cx, one->id, REPORT_REFUSED, drawn->reason));
        else
            TRY(report_send_failed(cx, one->id, drawn->reason));
    }
    return emit(cx, parcel);
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const Json *json = NULL;
    JsonError   error;
    ShapeError  broken;
    Parcel      parcel;
    Drawn       drawn = { 0 };
    TRY(open_parcel(cx, effect, &parcel));
    if (parcel.deliveries.count == 0) return OK;
    if (outcome->told.len == 0) { /* given up by the outbox itself */
        drawn.reason = str_of(outcome->reason ? outcome->reason : "report.not_drawn");
        return settle_all(cx, &parcel, &drawn);
    }
    if (json_parse(cx->arena, outcome->told, JSON_LIMITS, &json, &error) != OK ||
        shape_from_json(cx->arena, &drawn_shape, json, &drawn, NULL, &broken) != OK)
        return fail(cx, ERR_INTERNAL, "report.bad_effect", "%.*s", FMT(outcome->told));
    return settle_all(cx, &parcel, &drawn);
}

const EffectKind report_draw_effect = {
    .word = "report.draw", .send = send, .settled = settled, .attempts_max = TRIES_MAX + 2
};
