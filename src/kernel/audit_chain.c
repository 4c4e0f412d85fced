/* audit_chain.c -- seals audit lines into a chain, and walks it. */
#include "kernel/audit_chain.h"

#include "kernel/audit_chain_sql.h"
#include "kernel/id.h"
#include "kernel/secret.h"
#include "wire/text_codec.h"

enum { WALK_PAGE = 2000, TEXT_SPARE = 512 };

static const char *const fault_words[] = {
    [AUDIT_CHANGED] = "changed", [AUDIT_REMOVED] = "removed",   [AUDIT_GAP] = "gap",
    [AUDIT_CUT] = "cut",         [AUDIT_UNSEALED] = "unsealed",
};
const Words audit_fault_words = { fault_words, COUNT(fault_words) };

static const Field verdict_fields[] = {
    FIELD(AuditVerdict, is_whole),      FIELD(AuditVerdict, checked_count),
    FIELD(AuditVerdict, waiting_count), FIELD_ENUM(AuditVerdict, fault, audit_fault_words),
    FIELD_ID(AuditVerdict, fault_id),   FIELD(AuditVerdict, fault_seq),
    FIELD(AuditVerdict, head_hash),     FIELD_TIME(AuditVerdict, sealed_at_ms),
};
const Shape audit_verdict_shape = SHAPE(AuditVerdict, verdict_fields);

/* ---- hashes ---------------------------------------------------------------- */

static void put_text(StrBuf *out, Str text)
{
    if (text.ptr == NULL)
        strbuf_add(out, S("-,"));
    else
        strbuf_fmt(out, "%zu:%.*s,", text.len, FMT(text));
}

static void put_number(StrBuf *out, int64_t number) { strbuf_fmt(out, "%lld,", (long long)number); }

static Str hash_after(Arena *arena, Str before, const Audit *line)
{
    const Str texts[] = { line->actor,  line->action,     line->object, line->outcome,
                          line->detail, line->request_id, line->address };
    size_t    size    = before.len + TEXT_SPARE;
    for (size_t i = 0; i < COUNT(texts); i++) size += texts[i].len;
    StrBuf text = strbuf(arena, size);
    put_text(&text, before);
    put_number(&text, line->id);
    put_number(&text, line->user_id);
    for (size_t i = 0; i < COUNT(texts); i++) put_text(&text, texts[i]);
    put_number(&text, line->at_ms);
    ASSERT(!text.failed);
    return digest_hex(arena, sha256(strbuf_str(&text)));
}

/* Who has the store but not the key cannot make this. */
static Str mac_of(Ctx *cx, int64_t seq, Str hash)
{
    return secret_blind(cx, S("audit.head"),
                        str_fmt(cx->arena, "%lld:%.*s", (long long)seq, FMT(hash)));
}

static AuditHead head_of(Ctx *cx, int64_t seq, Str hash)
{
    return (AuditHead){ .tenant_id    = cx->tenant_id,
                        .seq          = seq,
                        .hash         = hash,
                        .mac          = mac_of(cx, seq, hash),
                        .sealed_at_ms = cx->now_ms };
}

/* ---- sealing ---------------------------------------------------------------- */

Code audit_chain_seal(Ctx *cx, int64_t window_ms, int64_t *count)
{
    Rows          lines = { 0 };
    AuditHead     end   = { 0 };
    const int64_t from  = id_first_at_ms(cx->now_ms - window_ms);
    *count              = 0;
    /* Nothing to do needs no transaction. */
    TRY(audit_chain_sql_unsealed(cx, from, 1, &lines));
    if (lines.count == 0) return OK;

    TXN(txn);
    TRY(cx_begin(cx, &txn));
    const AuditHead first = head_of(cx, 0, S(""));
    TRY(audit_chain_sql_lock(cx, &first, &end));
    TRY(audit_chain_sql_unsealed(cx, from, AUDIT_BLOCK, &lines));
    AuditLink *links = arena_make(cx->arena, AuditLink, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        const Audit *line = ROWS_AT(Audit, lines, i);
        end.hash          = hash_after(cx->arena, end.hash, line);
        end.seq++;
        links[i] = (AuditLink){ cx->tenant_id, end.seq, line->id, end.hash };
    }
    end = head_of(cx, end.seq, end.hash);
    if (lines.count > 0) TRY(audit_chain_sql_append(cx, (Rows){ links, lines.count }, &end));
    *count = (int64_t)lines.count;
    return cx_commit(cx, &txn);
}

/* ---- walking ---------------------------------------------------------------- */

static void found(AuditVerdict *out, AuditFault fault, int64_t id, int64_t seq)
{
    if (out->fault != 0) return; /* the first is told */
    out->fault     = fault;
    out->fault_id  = id;
    out->fault_seq = seq;
}

static void check_place(Ctx *cx, const AuditPlace *place, int64_t seq, Str before,
                        AuditVerdict *out)
{
    if (place->seq != seq) found(out, AUDIT_GAP, place->audit_id, seq);
    if (place->line.id == 0) {
        found(out, AUDIT_REMOVED, place->audit_id, place->seq);
    } else if (!str_equal(hash_after(cx->arena, before, &place->line), place->hash)) {
        found(out, AUDIT_CHANGED, place->audit_id, place->seq);
    }
    out->checked_count++;
}

/* Page by page, with the memory of one page; `last` is where the chain ends. */
static Code walk(Ctx *cx, AuditVerdict *out, int64_t *last, char hash[64 + 1])
{
    size_t size = 0;
    for (bool more = true; more && out->fault == 0;) {
        const ArenaMark mark   = arena_mark(cx->arena);
        Rows            places = { 0 };
        Str             before = str_copy(cx->arena, (Str){ hash, size });
        TRY(audit_chain_sql_places(cx, *last, WALK_PAGE, &places));
        for (size_t i = 0; i < places.count && out->fault == 0; i++) {
            const AuditPlace *place = ROWS_AT(AuditPlace, places, i);
            check_place(cx, place, *last + 1, before, out);
            *last  = place->seq;
            before = place->hash;
        }
        more = places.count == WALK_PAGE;
        size = before.len < 64 ? before.len : 64;
        for (size_t i = 0; i < size; i++) hash[i] = before.ptr[i];
        hash[size] = '\0';
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

Code audit_chain_verify(Ctx *cx, AuditVerdict *out)
{
    AuditHead end      = { 0 };
    bool      has_head = false;
    int64_t   last = 0, late = 0;
    char      hash[64 + 1] = { 0 };
    *out                   = (AuditVerdict){ 0 };
    /* The head first: what is sealed meanwhile lies behind it. */
    TRY(audit_chain_sql_head(cx, &end, &has_head));
    TRY(walk(cx, out, &last, hash));
    if (has_head && !str_equal(end.mac, mac_of(cx, end.seq, end.hash)))
        found(out, AUDIT_CUT, 0, end.seq);
    if (last < end.seq || (last > 0 && !has_head)) found(out, AUDIT_CUT, 0, last + 1);
    AuditHead now = { 0 };
    TRY(audit_chain_sql_head(cx, &now, &has_head));
    if (last > now.seq) found(out, AUDIT_CUT, 0, now.seq + 1); /* put behind the end */
    if (last == end.seq && !str_equal(end.hash, str_of(hash))) found(out, AUDIT_CUT, 0, last);
    TRY(audit_chain_sql_waiting(cx, id_first_at_ms(cx->now_ms - AUDIT_LATE_MS), &out->waiting_count,
                                &late));
    if (late != 0) found(out, AUDIT_UNSEALED, late, 0);
    out->is_whole     = out->fault == 0;
    out->head_hash    = end.hash;
    out->sealed_at_ms = end.sealed_at_ms;
    return OK;
}
