/* event.c -- appending to the log and reading it for people; consumers read in reader.c. */
#include "log/event.h"

#include "log/event_sql.h"
#include "wire/json.h"

enum { EVENT_ID_MAX = 100, EVENT_TYPE_MAX = 100, EVENT_WORD_MAX = 200 };

/* ---- appending ------------------------------------------------------- */

static int32_t part_of(const EventDraft *draft, int64_t tenant_id, Str id)
{
    uint64_t state = (uint64_t)tenant_id;
    if (draft->person_id != 0)
        state ^= (uint64_t)draft->person_id;
    else
        state ^= str_hash(draft->object.len > 0 ? draft->object : id);
    return (int32_t)(prng_next(&state) % EVENT_PARTS);
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ') return false;
    return true;
}

static Code check(Ctx *cx, const EventDraft *draft)
{
    REQUIRE(cx, cx->tenant_id > 0, ERR_INVALID, "event.no_tenant");
    REQUIRE(cx, draft->type.len > 0 && draft->type.len <= EVENT_TYPE_MAX && is_plain(draft->type),
            ERR_INVALID, "event.bad_type");
    REQUIRE(cx, draft->id.len <= EVENT_ID_MAX, ERR_INVALID, "event.id_too_long");
    REQUIRE(cx,
            draft->actor.len <= EVENT_WORD_MAX && draft->object.len <= EVENT_WORD_MAX &&
                draft->source.len <= EVENT_WORD_MAX,
            ERR_INVALID, "event.word_too_long");
    REQUIRE(cx, draft->person_id >= 0 && draft->occurred_at_ms >= 0, ERR_INVALID,
            "event.bad_number");
    REQUIRE(cx, draft->payload.len <= EVENT_PAYLOAD_MAX, ERR_LIMIT, "event.payload_too_large");
    REQUIRE(cx, draft->payload.len == 0 || draft->payload.ptr[0] == '{', ERR_INVALID,
            "event.bad_payload");
    return OK;
}

static Event row_of(Ctx *cx, const EventDraft *draft)
{
    const Str id =
        draft->id.len > 0 ? draft->id : str_fmt(cx->arena, "%lld", (long long)cx_new_id(cx));
    return (Event){
        .tenant_id      = cx->tenant_id,
        .id             = id,
        .type           = draft->type,
        .person_id      = draft->person_id,
        .actor          = draft->actor.len > 0 ? draft->actor : cx->actor,
        .object         = draft->object.len > 0 ? draft->object : (Str){ 0 },
        .source         = draft->source.len > 0 ? draft->source : S("weft"),
        .occurred_at_ms = draft->occurred_at_ms > 0 ? draft->occurred_at_ms : cx->now_ms,
        .received_at_ms = cx->now_ms,
        .payload        = draft->payload.len > 0 ? draft->payload : S("{}"),
        .part           = part_of(draft, cx->tenant_id, id),
    };
}

Code event_append_all(Ctx *cx, const EventDraft *drafts, size_t count, int64_t *added)
{
    Event *rows = arena_make(cx->arena, Event, count);
    for (size_t i = 0; i < count; i++) {
        TRY(check(cx, &drafts[i]));
        rows[i] = row_of(cx, &drafts[i]);
    }
    /* One statement needs no savepoint of its own in a transaction that is open. */
    TXN(txn);
    TRY(cx->link == NULL ? cx_begin(cx, &txn) : OK);
    int64_t    inserted = 1; /* where nobody asks it is not waited for */
    const Rows events   = { rows, count };
    TRY(added != NULL ? cx_insert_all(cx, &event_sql_table, events, true, &inserted)
                      : memo_insert(cx, &event_sql_table, events, true));
    if (inserted > 0) db_signal(cx->link, TOPIC_LOG);
    if (txn.is_open) TRY(cx_commit(cx, &txn));
    if (added != NULL) *added = inserted;
    return OK;
}

Code event_append(Ctx *cx, const EventDraft *draft, bool *is_new)
{
    int64_t added = 0;
    TRY(event_append_all(cx, draft, 1, is_new != NULL ? &added : NULL));
    if (is_new != NULL) *is_new = added > 0;
    return OK;
}

Code event_emit(Ctx *cx, EventType type, EventDraft draft)
{
    ASSERT(draft.type.len == 0);
    draft.type = event_word(type);
    return event_append(cx, &draft, NULL);
}

/* ---- reading --------------------------------------------------------- */

static Str type_list(Ctx *cx, Strs types)
{
    if (types.count == 0) return S("");
    StrBuf list = strbuf(cx->arena, (EVENT_TYPE_MAX + 1) * (types.count + 1));
    strbuf_char(&list, '\n');
    for (size_t i = 0; i < types.count; i++) {
        strbuf_add(&list, types.at[i]);
        strbuf_char(&list, '\n');
    }
    return strbuf_str(&list);
}

/* One row more than asked for was read: it tells that there is a next page. */
static bool cut_page(Rows *items, int64_t limit)
{
    if ((int64_t)items->count <= limit) return false;
    items->count = (size_t)limit;
    return true;
}

Code event_timeline_of(Ctx *cx, int64_t person_id, const TimelineFilter *filter, Str cursor,
                       int64_t limit, Rows *items, Str *next_cursor)
{
    REQUIRE(cx, filter->types.count <= 100, ERR_LIMIT, "event.too_many_types");
    int64_t keys[2];
    TRY(page_keys(cx, cursor, INT64_MAX, keys, COUNT(keys)));
    limit = page_limit(limit);
    const Str staff =
        filter->staff_id ? str_fmt(cx->arena, "%lld", (long long)filter->staff_id) : S("");
    Rows rows = { 0 };
    TRY(cx_list(cx, &event_sql_timeline, &rows,
                ARGS(V(cx->tenant_id), V(person_id), V(keys[0]), V(keys[1]), V(limit + 1),
                     V(type_list(cx, filter->types)), V(cx->scope_id), V(filter->from_ms),
                     V(filter->to_ms), V(staff))));
    Str next = { 0 };
    if (cut_page(&rows, limit)) {
        const Event *last = ROWS_AT(Event, rows, rows.count - 1);
        next = page_cursor(cx->arena, (int64_t[]){ last->occurred_at_ms, last->seq }, 2);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}

Code event_timeline(Ctx *cx, int64_t person_id, Strs types, Str cursor, int64_t limit, Rows *items,
                    Str *next_cursor)
{
    const TimelineFilter filter = { .types = types };
    return event_timeline_of(cx, person_id, &filter, cursor, limit, items, next_cursor);
}

Code event_history(Ctx *cx, int64_t person_id, Str type, Str cursor, int64_t limit, Rows *items,
                   Str *next_cursor)
{
    int64_t keys[2];
    Rows    rows = { 0 };
    Str     next = { 0 };
    TRY(page_keys(cx, cursor, INT64_MIN, keys, COUNT(keys)));
    limit = page_limit(limit);
    TRY(cx_list(cx, &event_sql_history, &rows,
                ARGS(V(cx->tenant_id), V(person_id), V(keys[0]), V(keys[1]), V(limit + 1),
                     V(type.len > 0 ? type : S("")), V(cx->scope_id))));
    if (cut_page(&rows, limit)) {
        const Event *last = ROWS_AT(Event, rows, rows.count - 1);
        next = page_cursor(cx->arena, (int64_t[]){ last->occurred_at_ms, last->seq }, 2);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}

Code event_of_persons(Ctx *cx, Ids persons, int64_t after_seq, int64_t limit, Rows *items)
{
    return cx_list(cx, &event_sql_of_persons, items,
                   ARGS(V(cx->tenant_id), V(json_ids(cx->arena, persons)), V(after_seq), V(limit)));
}

Code event_of_type(Ctx *cx, int64_t person_id, Str type, int64_t from_ms, int64_t until_ms,
                   int64_t limit, Rows *items)
{
    return cx_list(cx, &event_sql_of_type, items,
                   ARGS(V(cx->tenant_id), V(person_id), V(type), V(from_ms), V(until_ms), V(limit),
                        V(cx->scope_id)));
}

/* The person of "customer:17"; 0 where the object is something else. */
static int64_t person_named(Str object)
{
    const Str kind = S("customer:");
    int64_t   id   = 0;
    if (!str_starts(object, kind)) return 0;
    return str_to_i64(str_slice(object, kind.len, object.len), &id) && id > 0 ? id : 0;
}

static Code list_rows(Ctx *cx, Str type, Str object, int64_t before, int64_t limit, Rows *rows)
{
    const int64_t person_id = person_named(object);
    if (person_id != 0)
        return cx_list(cx, &event_sql_list_person, rows,
                       ARGS(V(cx->tenant_id), V(before), V(limit), V(object),
                            V(type.len > 0 ? type : S("")), V(cx->scope_id), V(person_id)));
    if (object.len > 0)
        return cx_list(cx, &event_sql_list_object, rows,
                       ARGS(V(cx->tenant_id), V(before), V(limit), V(object),
                            V(type.len > 0 ? type : S("")), V(cx->scope_id)));
    if (type.len > 0)
        return cx_list(cx, &event_sql_list_type, rows,
                       ARGS(V(cx->tenant_id), V(before), V(limit), V(type), V(cx->scope_id)));
    return cx_list(cx, &event_sql_list, rows,
                   ARGS(V(cx->tenant_id), V(before), V(limit), V(cx->scope_id)));
}

Code event_list(Ctx *cx, Str type, Str object, Str cursor, int64_t limit, Rows *items,
                Str *next_cursor)
{
    int64_t before = 0;
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    limit     = page_limit(limit);
    Rows rows = { 0 };
    TRY(list_rows(cx, type, object, before, limit + 1, &rows));
    Str next = { 0 };
    if (cut_page(&rows, limit))
        next = page_cursor(cx->arena, &ROWS_AT(Event, rows, rows.count - 1)->seq, 1);
    *items       = rows;
    *next_cursor = next;
    return OK;
}

Code event_get(Ctx *cx, int64_t seq, Event *out)
{
    TRY(cx_one(cx, &event_sql_by_seq, out, ARGS(V(cx->tenant_id), V(seq))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code event_counts(Ctx *cx, Rows *items)
{
    EventSeq place = { 0 };
    TRY(cx_one(cx, &event_sql_count_place, &place, NO_ARGS));
    return cx_list(cx, &event_sql_counts, items, ARGS(V(cx->tenant_id), V(place.seq)));
}

/* ---- persons that became one ----------------------------------------- */

Code event_fold(Ctx *cx, int64_t from, int64_t into)
{
    ASSERT(from > 0 && into > 0 && from != into);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &event_sql_fold, NULL, ARGS(V(cx->tenant_id), V(into), V(from))));
    TRY(cx_run(cx, &event_sql_fold_of_folded, NULL, ARGS(V(cx->tenant_id), V(into), V(from))));
    return cx_commit(cx, &txn);
}

Code event_unfold(Ctx *cx, int64_t from, int64_t into)
{
    return cx_run(cx, &event_sql_unfold, NULL, ARGS(V(cx->tenant_id), V(into), V(from)));
}
