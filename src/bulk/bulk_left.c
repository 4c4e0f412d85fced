/* bulk_left.c -- the file of what an undo had to leave: changed since, over, deleted, or out of
 * sight. */
#include "bulk/bulk_job.h"
#include "bulk/bulk_sql.h"
#include "bulk/selection.h"
#include "org/org.h"
#include "sys/file.h"
#include "wire/csv.h"

enum { FEW = 500, LINE_MAX = 4096, COLUMNS = 4, RESULT_MAX = 1024 };

typedef struct Leaving {
    Ctx            *cx;
    FileWriter     *out;
    const BulkLeft *left;
    int64_t         undo_id;
    bool            english;
} Leaving;

/* ---- tags: noted as they are met ------------------------------------------------------- */

Code bulk_left_note(Ctx *cx, int64_t undo_id, const Vec *left, int64_t *customers)
{
    BulkChange *rows = arena_make(cx->arena, BulkChange, left->count);
    IdMap      *met  = idmap_new(cx->arena);
    *customers       = 0;
    for (size_t i = 0; i < left->count; i++) {
        const TagLeft *one = VEC_AT(*left, TagLeft, i);
        rows[i]            = (BulkChange){ .tenant_id   = cx->tenant_id,
                                           .job_id      = undo_id,
                                           .customer_id = one->customer_id,
                                           .kind        = CHANGE_TAG,
                                           .object_id   = one->tag_id,
                                           .staff_id    = one->staff_id,
                                           .after       = word_of(&tag_left_words, (int)one->why) };
        if (!idmap_put(met, one->customer_id, cx)) *customers += 1;
    }
    return bulk_sql_insert_changes(cx, (Rows){ rows, left->count });
}

static Str tag_reason(const Leaving *leaving, const BulkChange *change)
{
    static const char *const why[][2] = {
        [LEFT_OUT_OF_SIGHT] = { "不在您的数据范围内", "Not among the customers you see" },
        [LEFT_RELATION_ENDED] = { "关系已经结束", "The relation has ended" },
        [LEFT_REFUSED]        = { "当前不能改这个标签", "This tag cannot be changed now" },
        [LEFT_TAG_GONE]       = { "标签已被删除", "The tag was deleted" },
    };
    const int word = value_of(&tag_left_words, change->after);
    ASSERT(word > 0 && (size_t)word < COUNT(why));
    return str_of(why[word][leaving->english ? 1 : 0]);
}

static Str tag_name(const Leaving *leaving, int64_t id)
{
    for (size_t i = 0; i < leaving->left->tags.count; i++)
        if (ROWS_AT(Tag, leaving->left->tags, i)->id == id)
            return ROWS_AT(Tag, leaving->left->tags, i)->name;
    return S("");
}

/* ---- lines ------------------------------------------------------------------------------ */

static void put_line(const Leaving *leaving, const Str cells[COLUMNS])
{
    StrBuf line = strbuf(leaving->cx->arena, LINE_MAX);
    csv_write_row(&line, cells, COLUMNS);
    file_writer_add(leaving->out, strbuf_str(&line));
}

static void put_headings(const Leaving *leaving)
{
    const bool tags            = leaving->left->is_tags;
    const Str chinese[COLUMNS] = { S("客户编号"), S("客户"), tags ? S("标签") : S("员工"),
                                   S("原因") };
    const Str english[COLUMNS] = { S("Customer ID"), S("Customer"), tags ? S("Tag") : S("Staff"),
                                   S("Reason") };
    file_writer_add(leaving->out, S("\xEF\xBB\xBF"));
    put_line(leaving, leaving->english ? english : chinese);
}

/* Why the remark is not as it was before; absent when it is. */
static Code reason_of(const Leaving *leaving, const BulkChange *change, Str *out)
{
    Relation   relation = { 0 };
    const bool english  = leaving->english;
    const Code code =
        customer_relation_get(leaving->cx, (RelationId){ change->object_id }, &relation);
    *out = english ? S("Not among the customers you see") : S("不在您的数据范围内");
    if (code == ERR_NOT_FOUND) {
        forgive(leaving->cx);
        return OK;
    }
    TRY(code);
    const Str now = relation.remark.ptr ? relation.remark : S("");
    *out          = english ? S("Changed since") : S("之后又被改过");
    if (relation.ended_at_ms) *out = english ? S("The relation has ended") : S("关系已经结束");
    if (str_equal(now, change->before.ptr ? change->before : S(""))) *out = (Str){ 0 };
    return OK;
}

static Code put_change(const Leaving *leaving, const BulkChange *change)
{
    Ctx       *cx     = leaving->cx;
    const bool tags   = leaving->left->is_tags;
    PersonNow  now    = { 0 };
    Staff      staff  = { 0 };
    Str        reason = { 0 };
    if (tags)
        reason = tag_reason(leaving, change);
    else
        TRY(reason_of(leaving, change, &reason));
    if (!reason.len) return OK;
    TRY(customer_many_read(cx, (Ids){ &change->customer_id, 1 }, &now));
    if (now.is_there && !tags) TRY(org_staff_find(cx, (StaffId){ change->staff_id }, &staff));
    const Str name           = tags ? tag_name(leaving, change->object_id) : staff.name;
    const Str cells[COLUMNS] = { str_fmt(cx->arena, "%lld", (long long)change->customer_id),
                                 now.facts.name.ptr ? now.facts.name : S(""),
                                 name.ptr ? name : S(""), reason };
    put_line(leaving, cells);
    return OK;
}

/* ---- those an import made who stay ------------------------------------------------------- */

static Str made_reason(const Leaving *leaving, MadeWhy why)
{
    static const char *const said[][2] = {
        [MADE_MERGED]   = { "已与其他客户合并", "Merged with another customer" },
        [MADE_RELATION] = { "已是员工的好友", "Is, or was, a friend of a member of staff" },
        [MADE_CHANGED]  = { "导入之后资料被改过", "Facts were changed after the import" },
        [MADE_IDENTITY] = { "已有其他来源的身份", "Is known by an identity from elsewhere" },
        [MADE_TAGGED]   = { "导入之后被打过标签", "Was tagged after the import" },
        [MADE_ORDER]    = { "已有订单", "Has an order" },
        [MADE_NOTED] = { "已有跟进备注、授权、客户群、公众号记录或删除申请",
                         "Has a note, a consent, a group, an account or a request for deletion" },
        [MADE_EVENT] = { "已有其他来源的动态", "Something else happened to the customer" },
        [MADE_OUT_OF_SIGHT] = { "不在您的数据范围内", "Not among the customers you see" },
        [MADE_GONE]         = { "", "" },
    };
    ASSERT(why > 0 && (size_t)why < COUNT(said));
    return str_of(said[why][leaving->english ? 1 : 0]);
}

static Code put_made(const Leaving *leaving, int64_t from_id, int64_t to_id)
{
    Ctx *cx   = leaving->cx;
    Rows made = { 0 };
    TRY(customer_made_left(cx, leaving->left->undone_id, from_id, to_id, &made));
    for (size_t i = 0; i < made.count; i++) {
        const CustomerMade *one = ROWS_AT(CustomerMade, made, i);
        PersonNow           now = { 0 };
        if (one->why == MADE_GONE) continue;
        TRY(customer_many_read(cx, (Ids){ &one->customer_id, 1 }, &now));
        const Str cells[COLUMNS] = { str_fmt(cx->arena, "%lld", (long long)one->customer_id),
                                     now.facts.name.ptr ? now.facts.name : S(""), S(""),
                                     made_reason(leaving, one->why) };
        put_line(leaving, cells);
    }
    return OK;
}

static Code put_all(const Leaving *leaving)
{
    Ctx          *cx    = leaving->cx;
    const int64_t key   = leaving->left->selection;
    const int64_t whose = leaving->left->is_tags ? leaving->undo_id : leaving->left->undone_id;
    put_headings(leaving);
    for (int64_t at = 0;; at += FEW) {
        const ArenaMark mark    = arena_mark(cx->arena);
        Ids             ids     = { 0 };
        Rows            changes = { 0 };
        TRY(selection_read(cx, key, at, FEW, &ids));
        if (ids.count == 0) return OK;
        TRY(bulk_sql_changes(cx, whose, ids.at[0], ids.at[ids.count - 1], &changes));
        for (size_t i = 0; i < changes.count; i++)
            TRY(put_change(leaving, ROWS_AT(BulkChange, changes, i)));
        if (leaving->left->is_import) TRY(put_made(leaving, ids.at[0], ids.at[ids.count - 1]));
        arena_rewind(cx->arena, mark);
    }
}

static Code write_file(const Leaving *leaving, const char *place)
{
    Ctx        *cx   = leaving->cx;
    const char *part = str_fmt(cx->arena, "%s.part", place).ptr;
    Leaving     open = *leaving;
    TRY(dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr));
    open.out = file_writer_open(part, 0);
    if (!open.out) return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    Code code = put_all(&open);
    if (code == OK && file_writer_sync(open.out) != OK)
        code = fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    file_writer_close(open.out);
    if (code == OK && file_rename(part, place) != OK)
        code = fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    return code;
}

Code bulk_left_write(Ctx *cx, Job *job, const BulkLeft *left)
{
    const Leaving leaving = {
        .cx = cx, .left = left, .undo_id = job->id, .english = left->english
    };
    const char *place =
        str_fmt(cx->arena, "%s/jobs/%lld.csv", cx->services->data_dir, (long long)job->id).ptr;
    BulkWalk walk   = { 0 };
    JsonOut  result = json_out(cx->arena, RESULT_MAX);
    TRY(bulk_job_walk(cx, job, &walk));
    if (walk.refused + walk.stayed == 0) return OK;
    TRY(write_file(&leaving, place));
    json_open_object(&result);
    bulk_job_put_walk(&result, &walk);
    json_pair_str(&result, S("file"), str_fmt(cx->arena, "jobs/%lld.csv", (long long)job->id));
    json_pair_str(&result, S("name"), left->english ? S("not-undone.csv") : S("未能撤销.csv"));
    json_close_object(&result);
    TRY(json_out_done(&result, &job->result));
    return job_save(cx, job);
}
