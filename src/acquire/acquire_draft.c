/* From what a person entered to rows and back.  No SQL, JSON or HTTP. */
#include "acquire/acquire_draft.h"

#include "customer/customer.h"
#include "org/org.h"

enum { STAFF_MAX = 1000 }; /* over all slots, repeats counted */

bool acquire_draft_weekdays(Ints days, uint32_t *bits)
{
    uint32_t found = 0;
    for (size_t i = 0; i < days.count; i++) {
        const int32_t day = days.at[i];
        if (day < 1 || day > 7 || (found >> (day - 1) & 1u) != 0) return false;
        found |= 1u << (day - 1);
    }
    *bits = found;
    return found != 0;
}

static Ints weekdays_of(Arena *arena, uint32_t bits)
{
    int32_t *days  = arena_make(arena, int32_t, 7);
    size_t   count = 0;
    for (int32_t day = 1; day <= 7; day++)
        if ((bits >> (day - 1) & 1u) != 0) days[count++] = day;
    return (Ints){ days, count };
}

static Str clock_text(Arena *arena, int64_t minute)
{
    return str_fmt(arena, "%02d:%02d", (int)(minute / 60), (int)(minute % 60));
}

/* ---- checks ---------------------------------------------------------------- */

static void add_staff_ids(Vec *ids, Rows staff)
{
    for (size_t i = 0; i < staff.count; i++)
        *VEC_ADD(ids, int64_t) = ROWS_AT(CodeStaff, staff, i)->staff_id;
}

static Ids staff_ids_of(Ctx *cx, const ChannelCodeDraft *draft)
{
    Vec ids = vec_of(cx->arena, int64_t);
    add_staff_ids(&ids, draft->staff);
    for (size_t i = 0; i < draft->backup_staff_ids.count; i++)
        *VEC_ADD(&ids, int64_t) = draft->backup_staff_ids.at[i];
    for (size_t i = 0; i < draft->slots.count; i++)
        add_staff_ids(&ids, ROWS_AT(CodeSlot, draft->slots, i)->staff);
    return (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
}

static bool has_staff(Rows staff, int64_t id)
{
    for (size_t i = 0; i < staff.count; i++)
        if (ROWS_AT(Staff, staff, i)->id == id) return true;
    return false;
}

static Code check_staff(Ctx *cx, const ChannelCodeDraft *draft)
{
    const Ids ids = staff_ids_of(cx, draft);
    if (ids.count == 0) return fail_field(cx, "channel_code.no_staff", S("staff"), "1..100");
    if (ids.count > STAFF_MAX)
        return fail_field(cx, "channel_code.too_many_staff", S("slots"), "1..1000");
    Rows known = { 0 };
    TRY(org_staff_list_by_ids(cx, ids, &known));
    for (size_t i = 0; i < ids.count; i++)
        if (!has_staff(known, ids.at[i]))
            return fail_field(cx, "channel_code.unknown_staff", S("staff"), NULL);
    return OK;
}

static Code check_slot(Ctx *cx, const CodeSlot *slot, size_t at)
{
    uint32_t bits = 0;
    int32_t  from = 0, until = 0;
    if (!acquire_draft_weekdays(slot->weekdays, &bits))
        return fail_field(cx, "channel_code.bad_weekday",
                          str_fmt(cx->arena, "slots[%zu].weekdays", at), "1..7");
    if (!clock_parse(slot->from, &from) || from >= MINUTES_PER_DAY)
        return fail_field(cx, "channel_code.bad_time", str_fmt(cx->arena, "slots[%zu].from", at),
                          "00:00..23:59");
    if (!clock_parse(slot->until, &until) || until == from)
        return fail_field(cx, "channel_code.bad_time", str_fmt(cx->arena, "slots[%zu].until", at),
                          "00:00..24:00");
    if (slot->staff.count == 0)
        return fail_field(cx, "channel_code.empty_slot", str_fmt(cx->arena, "slots[%zu].staff", at),
                          "1..100");
    return OK;
}

static Code check_tags(Ctx *cx, const ChannelCodeDraft *draft)
{
    if (draft->tag_ids.count == 0) return OK;
    Rows tags = { 0 };
    TRY(customer_tags_by_ids(cx, draft->tag_ids, &tags));
    if (tags.count != draft->tag_ids.count)
        return fail_field(cx, "channel_code.unknown_tag", S("tag_ids"), NULL);
    return OK;
}

static Code check_group(Ctx *cx, const ChannelCodeDraft *draft)
{
    if (draft->group_id == 0) return OK;
    ChannelCodeGroup group;
    if (acquire_sql_group_get(cx, (ChannelCodeGroupId){ draft->group_id }, &group) == OK) return OK;
    if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
    forgive(cx);
    return fail_field(cx, "channel_code.unknown_group", S("group_id"), NULL);
}

Code acquire_draft_check(Ctx *cx, const ChannelCodeDraft *draft)
{
    TRY(check_staff(cx, draft));
    for (size_t i = 0; i < draft->slots.count; i++)
        TRY(check_slot(cx, ROWS_AT(CodeSlot, draft->slots, i), i));
    if (draft->valid_until_ms != 0 && draft->valid_until_ms <= draft->valid_from_ms)
        return fail_field(cx, "channel_code.bad_validity", S("valid_until"), NULL);
    TRY(check_tags(cx, draft));
    TRY(check_group(cx, draft));
    if (draft->welcome_mode != WELCOME_OWN) return OK;
    return content_message_check(cx, &draft->welcome, S("welcome"));
}

/* ---- to rows ----------------------------------------------------------------- */

static void add_staff_rows(Ctx *cx, Vec *rows, int64_t code_id, int64_t slot_no, Rows staff)
{
    for (size_t i = 0; i < staff.count; i++) {
        const CodeStaff *member  = ROWS_AT(CodeStaff, staff, i);
        *VEC_ADD(rows, StaffRow) = (StaffRow){ .tenant_id = cx->tenant_id,
                                               .code_id   = code_id,
                                               .slot_no   = slot_no,
                                               .place     = (int64_t)i,
                                               .staff_id  = member->staff_id,
                                               .weight    = member->weight > 0 ? member->weight : 1,
                                               .daily_cap = member->daily_cap };
    }
}

static SlotRow slot_row(Ctx *cx, int64_t code_id, size_t at, const CodeSlot *slot)
{
    uint32_t   bits = 0;
    int32_t    from = 0, until = 0;
    const bool is_good = acquire_draft_weekdays(slot->weekdays, &bits) &&
                         clock_parse(slot->from, &from) && clock_parse(slot->until, &until);
    ASSERT(is_good);
    /* Midnight as an end is the end of the day. */
    return (SlotRow){ .tenant_id    = cx->tenant_id,
                      .code_id      = code_id,
                      .slot_no      = (int64_t)at + 1,
                      .name         = slot->name.ptr ? slot->name : S(""),
                      .weekdays     = bits,
                      .from_minute  = from,
                      .until_minute = until == 0 ? MINUTES_PER_DAY : until };
}

CodeParts acquire_draft_parts(Ctx *cx, int64_t code_id, const ChannelCodeDraft *draft)
{
    Vec staff = vec_of(cx->arena, StaffRow), slots = vec_of(cx->arena, SlotRow);
    Vec tags = vec_of(cx->arena, TagRow);

    add_staff_rows(cx, &staff, code_id, 0, draft->staff);
    for (size_t i = 0; i < draft->backup_staff_ids.count; i++)
        *VEC_ADD(&staff, StaffRow) = (StaffRow){
            cx->tenant_id, code_id, -1, (int64_t)i, draft->backup_staff_ids.at[i], 1, 0
        };
    for (size_t i = 0; i < draft->slots.count; i++) {
        const CodeSlot *slot      = ROWS_AT(CodeSlot, draft->slots, i);
        *VEC_ADD(&slots, SlotRow) = slot_row(cx, code_id, i, slot);
        add_staff_rows(cx, &staff, code_id, (int64_t)i + 1, slot->staff);
    }
    for (size_t i = 0; i < draft->tag_ids.count; i++)
        *VEC_ADD(&tags, TagRow) =
            (TagRow){ cx->tenant_id, code_id, (int64_t)i, draft->tag_ids.at[i] };
    return (CodeParts){ vec_rows(&staff), vec_rows(&slots), vec_rows(&tags) };
}

/* ---- and back ----------------------------------------------------------------- */

static Rows staff_of_slot(Ctx *cx, const CodeParts *parts, int64_t slot_no, const IdMap *known)
{
    Vec list = vec_of(cx->arena, CodeStaff);
    for (size_t i = 0; i < parts->staff.count; i++) {
        const StaffRow *row = ROWS_AT(StaffRow, parts->staff, i);
        if (row->slot_no != slot_no) continue;
        const Staff *staff         = idmap_find(known, row->staff_id);
        *VEC_ADD(&list, CodeStaff) = (CodeStaff){ .staff_id  = row->staff_id,
                                                  .name      = staff ? staff->name : S(""),
                                                  .avatar    = staff ? staff->avatar : S(""),
                                                  .weight    = (int32_t)row->weight,
                                                  .daily_cap = (int32_t)row->daily_cap };
    }
    return vec_rows(&list);
}

static Ids backup_of(Ctx *cx, const CodeParts *parts)
{
    Vec ids = vec_of(cx->arena, int64_t);
    for (size_t i = 0; i < parts->staff.count; i++) {
        const StaffRow *row = ROWS_AT(StaffRow, parts->staff, i);
        if (row->slot_no < 0) *VEC_ADD(&ids, int64_t) = row->staff_id;
    }
    return (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
}

static Code known_staff(Ctx *cx, const CodeParts *parts, IdMap **out)
{
    Vec ids = vec_of(cx->arena, int64_t);
    for (size_t i = 0; i < parts->staff.count; i++)
        *VEC_ADD(&ids, int64_t) = ROWS_AT(StaffRow, parts->staff, i)->staff_id;
    Rows staff = { 0 };
    TRY(org_staff_list_by_ids(cx, (Ids){ (const int64_t *)(const void *)ids.at, ids.count },
                              &staff));
    IdMap *map = idmap_new(cx->arena);
    for (size_t i = 0; i < staff.count; i++)
        (void)idmap_put(map, ROWS_AT(Staff, staff, i)->id, ROWS_AT(Staff, staff, i));
    *out = map;
    return OK;
}

Code acquire_draft_fill(Ctx *cx, const CodeParts *parts, ChannelCode *code)
{
    IdMap *known = NULL;
    TRY(known_staff(cx, parts, &known));
    code->staff            = staff_of_slot(cx, parts, 0, known);
    code->backup_staff_ids = backup_of(cx, parts);

    Vec slots = vec_of(cx->arena, CodeSlot);
    for (size_t i = 0; i < parts->slots.count; i++) {
        const SlotRow *row         = ROWS_AT(SlotRow, parts->slots, i);
        *VEC_ADD(&slots, CodeSlot) = (CodeSlot){
            .name     = row->name,
            .weekdays = weekdays_of(cx->arena, (uint32_t)row->weekdays),
            .from     = clock_text(cx->arena, row->from_minute),
            .until    = clock_text(cx->arena, row->until_minute),
            .staff    = staff_of_slot(cx, parts, row->slot_no, known),
        };
    }
    code->slots = vec_rows(&slots);

    Vec tags = vec_of(cx->arena, int64_t);
    for (size_t i = 0; i < parts->tags.count; i++)
        *VEC_ADD(&tags, int64_t) = ROWS_AT(TagRow, parts->tags, i)->tag_id;
    code->tag_ids = (Ids){ (const int64_t *)(const void *)tags.at, tags.count };
    return OK;
}

ChannelCodeDraft acquire_draft_of(const ChannelCode *code)
{
    return (ChannelCodeDraft){ .name             = code->name,
                               .medium           = code->medium,
                               .group_id         = code->group_id,
                               .allocation       = code->allocation,
                               .staff            = code->staff,
                               .backup_staff_ids = code->backup_staff_ids,
                               .slots            = code->slots,
                               .skip_verify      = code->skip_verify,
                               .tag_ids          = code->tag_ids,
                               .remark_pattern   = code->remark_pattern,
                               .valid_from_ms    = code->valid_from_ms,
                               .valid_until_ms   = code->valid_until_ms,
                               .welcome_mode     = code->welcome_mode,
                               .welcome          = code->welcome };
}
