/* note.c -- who writes, changes and deletes notes, and what is said of it.  Statements are in
 * note_sql.c. */
#include "note/note_sql.h"

#include "org/org.h"
#include "wire/json.h"

enum { PAYLOAD_MAX = 4096, ID_CHARS = 24 };

/* ---- files ------------------------------------------------------------------ */

static Str ids_text(Arena *arena, Ids ids)
{
    StrBuf text = strbuf(arena, (size_t)ID_CHARS * NOTE_FILES_MAX);
    for (size_t i = 0; i < ids.count; i++)
        strbuf_fmt(&text, "%s%lld", i ? "," : "", (long long)ids.at[i]);
    return ids.count ? strbuf_str(&text) : (Str){ 0 };
}

static Code check_files(Ctx *cx, Ids ids)
{
    if (ids.count > NOTE_FILES_MAX)
        return fail_field(cx, "note.too_many_files", S("media_ids"), "0..9");
    for (size_t i = 0; i < ids.count; i++) {
        Media media = { 0 };
        if (content_media_get(cx, (MediaId){ ids.at[i] }, &media) == OK) continue;
        forgive(cx);
        return fail_field(cx, "note.file_unknown", str_fmt(cx->arena, "media_ids[%zu]", i), NULL);
    }
    return OK;
}

/* Remembers the files as used, so that they are not deleted. */
static Code keep_files(Ctx *cx, NoteId id, Ids ids)
{
    Attachment   *files   = arena_make(cx->arena, Attachment, ids.count);
    const Message message = { .attachments = { files, ids.count } };
    for (size_t i = 0; i < ids.count; i++)
        files[i] = (Attachment){ .kind = ATTACHMENT_FILE, .media_id = ids.at[i] };
    return content_message_uses(cx, str_fmt(cx->arena, "note:%lld", (long long)id.v),
                                ids.count ? &message : NULL);
}

static Code view_files(Ctx *cx, Str media_ids, Rows *out)
{
    Vec files = vec_of(cx->arena, NoteFile);
    Str rest  = media_ids;
    while (rest.len) {
        Media   media = { 0 };
        int64_t id    = 0;
        ASSERT(str_to_i64(str_cut(&rest, ','), &id));
        if (content_media_get(cx, (MediaId){ id }, &media) != OK) {
            forgive(cx);
            continue;
        }
        *VEC_ADD(&files, NoteFile) =
            (NoteFile){ .media_id = id,
                        .name     = media.name,
                        .mime     = media.mime,
                        .kind     = media.kind,
                        .size     = media.size,
                        .url      = str_fmt(cx->arena, "/api/media/%lld/file", (long long)id) };
    }
    *out = vec_rows(&files);
    return OK;
}

/* ---- rules ------------------------------------------------------------------ */

static bool may_edit(const Ctx *cx, const Note *note)
{
    return note->author_id == cx->user_id || cx_may(cx, PERM_USER_WRITE);
}

static Code check_text(Ctx *cx, Str text, Ids media_ids)
{
    if (text.len == 0 && media_ids.count == 0) return fail_field(cx, "note.empty", S("text"), NULL);
    if (str_chars(text) > NOTE_CHARS_MAX)
        return fail_field(cx, "note.too_long", S("text"), "0..2000");
    return OK;
}

static Code say(Ctx *cx, const Note *note, const char *action)
{
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), note->customer_id);
    json_pair_id(&json, S("note_id"), note->id);
    json_pair_str(&json, S("action"), str_of(action));
    json_pair_str(&json, S("author_name"), note->author_name);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    const EventDraft draft = { .person_id = note->customer_id,
                               .object    = str_fmt(cx->arena, "note:%lld", (long long)note->id),
                               .payload   = payload };
    return event_emit(cx, EV_CUSTOMER_NOTED, draft);
}

static Code view_of(Ctx *cx, const Note *note, NoteView *out)
{
    *out = (NoteView){ .id            = note->id,
                       .customer_id   = note->customer_id,
                       .text          = note->text,
                       .is_pinned     = note->is_pinned,
                       .author_id     = note->author_id,
                       .author_name   = note->author_name,
                       .created_at_ms = note->created_at_ms,
                       .edited_at_ms  = note->edited_at_ms,
                       .may_edit      = may_edit(cx, note),
                       .revision      = note->revision };
    return view_files(cx, note->media_ids, &out->files);
}

/* Who signs in has a name; a key has none. */
static Str own_name(Ctx *cx)
{
    User user = { 0 };
    if (cx->user_id && org_user_get(cx, (UserId){ cx->user_id }, &user) == OK)
        return user.display_name.len ? user.display_name : user.name;
    forgive(cx);
    return (Str){ 0 };
}

/* ---- reading and writing ------------------------------------------------------ */

Code note_list(Ctx *cx, CustomerId customer, Str cursor, int64_t limit, Rows *items,
               Str *next_cursor)
{
    Customer      known = { 0 };
    Rows          rows  = { 0 };
    int64_t       keys[2];
    const int64_t count = page_limit(limit);
    TRY(customer_get(cx, customer, &known));
    customer.v = known.id;
    TRY(page_keys(cx, cursor, INT64_MAX, keys, COUNT(keys)));
    TRY(note_sql_page(cx, customer, keys[0], keys[1], count + 1, &rows));
    if ((int64_t)rows.count > count) {
        rows.count       = (size_t)count;
        const Note *last = ROWS_AT(Note, rows, rows.count - 1);
        *next_cursor     = page_cursor(cx->arena, (int64_t[]){ last->is_pinned, last->id }, 2);
    }
    NoteView *views = arena_make(cx->arena, NoteView, rows.count);
    for (size_t i = 0; i < rows.count; i++) TRY(view_of(cx, ROWS_AT(Note, rows, i), &views[i]));
    *items = (Rows){ views, rows.count };
    return OK;
}

Code note_write(Ctx *cx, CustomerId customer, const NoteDraft *draft, NoteView *out)
{
    Customer known = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, customer, &known));
    customer.v = known.id;
    TRY(customer_made_stay(cx, &customer));
    const Note note = { .id            = cx_new_id(cx),
                        .tenant_id     = cx->tenant_id,
                        .customer_id   = customer.v,
                        .text          = str_trim(draft->text).len ? str_trim(draft->text) : S(""),
                        .media_ids     = ids_text(cx->arena, draft->media_ids),
                        .is_pinned     = draft->is_pinned,
                        .author_id     = cx->user_id,
                        .author_name   = own_name(cx),
                        .created_at_ms = cx->now_ms,
                        .revision      = 1 };
    TRY(check_text(cx, note.text, draft->media_ids));
    TRY(check_files(cx, draft->media_ids));
    TRY(note_sql_insert(cx, &note));
    TRY(keep_files(cx, (NoteId){ note.id }, draft->media_ids));
    TRY(say(cx, &note, "written"));
    TRY(view_of(cx, &note, out));
    return cx_commit(cx, &txn);
}

static Code change_text(Ctx *cx, Note *note, const NoteDraft *draft, uint64_t given)
{
    REQUIRE(cx, may_edit(cx, note), ERR_DENIED, "note.not_yours");
    if (given & NOTE_TEXT) note->text = str_trim(draft->text).len ? str_trim(draft->text) : S("");
    if (given & NOTE_MEDIA) {
        TRY(check_files(cx, draft->media_ids));
        note->media_ids = ids_text(cx->arena, draft->media_ids);
        TRY(keep_files(cx, (NoteId){ note->id }, draft->media_ids));
    }
    const Ids some     = { NULL, note->media_ids.len ? 1 : 0 };
    note->edited_at_ms = cx->now_ms;
    return check_text(cx, note->text, some);
}

Code note_edit(Ctx *cx, CustomerId customer, NoteId id, int64_t revision, const NoteDraft *draft,
               uint64_t given, NoteView *out)
{
    Note note = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(note_sql_get(cx, customer, id, &note));
    const char *action = "edited";
    if (given & (NOTE_TEXT | NOTE_MEDIA)) TRY(change_text(cx, &note, draft, given));
    if (given & NOTE_PINNED) note.is_pinned = draft->is_pinned;
    if (given == NOTE_PINNED) action = draft->is_pinned ? "pinned" : "unpinned";
    TRY(note_sql_update(cx, &note, revision));
    note.revision = revision + 1;
    TRY(say(cx, &note, action));
    TRY(view_of(cx, &note, out));
    return cx_commit(cx, &txn);
}

Code note_delete(Ctx *cx, CustomerId customer, NoteId id, int64_t revision)
{
    Note note = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(note_sql_get(cx, customer, id, &note));
    REQUIRE(cx, may_edit(cx, &note), ERR_DENIED, "note.not_yours");
    TRY(note_sql_delete(cx, id, revision));
    TRY(content_message_uses(cx, str_fmt(cx->arena, "note:%lld", (long long)id.v), NULL));
    TRY(say(cx, &note, "deleted"));
    return cx_commit(cx, &txn);
}
