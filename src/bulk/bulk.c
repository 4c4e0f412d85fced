/* bulk.c -- tags and remarks of many: starting, walking, taking it back. */
#include "bulk/bulk.h"

#include "bulk/bulk_job.h"
#include "bulk/bulk_sql.h"
#include "bulk/bulk_unmake.h"
#include "bulk/selection.h"
#include "org/org.h"
#include "privacy/privacy.h"

enum {
    ARGS_MAX         = 16 * 1024,
    GIVEN_MAX        = 200 * 1024, /* of the args of an undo of an import: its tags */
    TAG_FEW          = 500,
    REMARK_FEW       = 20,
    UNMAKE_FEW       = 200,
    REMARK_CHARS_MAX = 20
};

#define KIND_TAGS   "customer.bulk_tags"
#define KIND_REMARK "customer.bulk_remark"
#define KIND_UNDO   "customer.bulk_undo"

/* ---- starting ---------------------------------------------------------------------------- */

static JsonOut open_args(Ctx *cx, int64_t key)
{
    JsonOut args = json_out(cx->arena, ARGS_MAX);
    json_open_object(&args);
    json_pair_id(&args, S("selection"), key);
    return args;
}

static void put_ids(JsonOut *args, Str name, Ids ids)
{
    json_key(args, name);
    json_open_array(args);
    for (size_t i = 0; i < ids.count; i++) json_put_id(args, ids.at[i]);
    json_close_array(args);
}

static Code begin(Ctx *cx, const char *kind, Str title, int64_t key, JsonOut *args, int64_t count,
                  Job *out)
{
    JobDraft draft = {
        .kind = str_of(kind), .title = title, .unit = S("customer"), .total = count
    };
    json_close_object(args);
    TRY(json_out_done(args, &draft.args));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (key != 0) TRY(org_allowance_take(cx, DEED_BULK, count)); /* to take it back is free */
    TRY(job_start(cx, draft, out));
    TRY(bulk_job_keep_files(cx, out->id, key));
    return cx_commit(cx, &txn);
}

static Code check_tags(Ctx *cx, Ids ids, const char *field)
{
    Rows tags = { 0 };
    TRY(customer_tags_by_ids(cx, ids, &tags));
    for (size_t i = 0; i < ids.count; i++) {
        bool found = false;
        for (size_t j = 0; j < tags.count; j++)
            found = found || ROWS_AT(Tag, tags, j)->id == ids.at[i];
        if (!found)
            return fail_field(cx, "tag.unknown", str_fmt(cx->arena, "%s[%zu]", field, i), NULL);
    }
    return OK;
}

Code bulk_tags_start(Ctx *cx, const BulkTagsDraft *draft, Job *out)
{
    int64_t key = 0, count = 0;
    REQUIRE(cx, draft->add_tag_ids.count + draft->remove_tag_ids.count > 0, ERR_INVALID,
            "bulk.no_tags");
    TRY(check_tags(cx, draft->add_tag_ids, "add_tag_ids"));
    TRY(check_tags(cx, draft->remove_tag_ids, "remove_tag_ids"));
    TRY(selection_freeze(cx, &draft->selection, &key, &count));
    JsonOut args = open_args(cx, key);
    put_ids(&args, S("add"), draft->add_tag_ids);
    put_ids(&args, S("remove"), draft->remove_tag_ids);
    return selection_or_remove(cx, begin(cx, KIND_TAGS, S("批量打标签"), key, &args, count, out),
                               key);
}

Code bulk_remark_start(Ctx *cx, const BulkRemarkDraft *draft, Job *out)
{
    int64_t   key = 0, count = 0;
    const Str text = draft->text.ptr ? draft->text : S("");
    if (str_chars(text) > REMARK_CHARS_MAX)
        return fail_field(cx, "relation.remark_too_long", S("text"), "0..20");
    TRY(selection_freeze(cx, &draft->selection, &key, &count));
    JsonOut args = open_args(cx, key);
    json_pair_str(&args, S("mode"), word_of(&remark_mode_words, (int)draft->mode));
    json_pair_str(&args, S("text"), text);
    return selection_or_remove(cx, begin(cx, KIND_REMARK, S("批量改备注"), key, &args, count, out),
                               key);
}

/* ---- tags ---------------------------------------------------------------------------------- */

typedef struct TagWork {
    int64_t job_id;    /* whose changes are made, or taken back */
    int64_t undo_id;   /* of the job that takes them back       */
    bool    sees_made; /* whom the import made, and nobody knows */
    Rows    add, remove, all;
    Str     source;
} TagWork;

static Code read_tags(Ctx *cx, const Json *args, TagWork *out)
{
    const Ids add = bulk_job_ids(cx, args, S("add")), remove = bulk_job_ids(cx, args, S("remove"));
    TRY(customer_tags_by_ids(cx, add, &out->add));
    TRY(customer_tags_by_ids(cx, remove, &out->remove));
    int64_t *all = arena_make(cx->arena, int64_t, add.count + remove.count);
    for (size_t i = 0; i < add.count; i++) all[i] = add.at[i];
    for (size_t i = 0; i < remove.count; i++) all[add.count + i] = remove.at[i];
    return customer_tags_by_ids(cx, (Ids){ all, add.count + remove.count }, &out->all);
}

static Code note_taken(Ctx *cx, int64_t job_id, const Vec *taken)
{
    BulkChange *rows = arena_make(cx->arena, BulkChange, taken->count);
    for (size_t i = 0; i < taken->count; i++) {
        const TagTaken *one = VEC_AT(*taken, TagTaken, i);
        rows[i]             = (BulkChange){ .tenant_id   = cx->tenant_id,
                                            .job_id      = job_id,
                                            .customer_id = one->customer_id,
                                            .kind        = CHANGE_TAG,
                                            .object_id   = one->tag_id,
                                            .staff_id    = one->staff_id,
                                            .before      = one->source,
                                            .at_ms       = one->at_ms };
    }
    return bulk_sql_insert_changes(cx, (Rows){ rows, taken->count });
}

/* Those of the ids the maker of the job sees now. */
static Code look(Ctx *cx, Ids ids, BulkWalk *walk, Ids *seen)
{
    int64_t *list  = arena_make(cx->arena, int64_t, ids.count);
    size_t   count = 0;
    TRY(customer_many_seen(cx, ids, list, &count));
    walk->refused += (int64_t)(ids.count - count);
    *seen = (Ids){ list, count };
    return OK;
}

static Code tag_few(Ctx *cx, void *with, Ids ids, BulkWalk *walk)
{
    const TagWork *work    = with;
    Vec            taken   = vec_of(cx->arena, TagTaken);
    Ids            seen    = { 0 };
    int64_t        changed = 0;
    TRY(look(cx, ids, walk, &seen));
    TRY(customer_many_tag(cx, seen, &work->add, &work->remove, work->source, &taken, &changed));
    TRY(note_taken(cx, work->job_id, &taken));
    const int64_t most = (int64_t)seen.count;
    walk->changed += changed < most ? changed : most; /* internal and corp tags of one person */
    walk->kept += changed < most ? most - changed : 0;
    return OK;
}

static Code tags_step(Ctx *cx, Job *job, bool *more)
{
    const Json *args = NULL;
    TagWork     tags = { .job_id = job->id, .source = bulk_job_source(cx, job->id) };
    TRY(bulk_job_json(cx, job->args, &args));
    TRY(read_tags(cx, args, &tags));
    return bulk_job_walk_on(cx,
                            &(BulkWork){ .job  = job,
                                         .key  = json_i64(args, S("selection"), 0),
                                         .few  = TAG_FEW,
                                         .work = tag_few,
                                         .with = &tags },
                            more);
}

const JobKind bulk_tags_job = { KIND_TAGS, tags_step };

/* ---- remarks --------------------------------------------------------------------------------- */

typedef struct RemarkWork {
    int64_t    job_id;
    RemarkMode mode;
    Str        text;
} RemarkWork;

static Str remark_of(Arena *arena, const RemarkWork *work, Str before)
{
    switch (work->mode) {
    case REMARK_REPLACE: return work->text;
    case REMARK_PREFIX:
        if (str_starts(before, work->text)) return before;
        return str_fmt(arena, "%.*s%.*s", FMT(work->text), FMT(before));
    case REMARK_SUFFIX:
        if (str_ends(before, work->text)) return before;
        return str_fmt(arena, "%.*s%.*s", FMT(before), FMT(work->text));
    }
    return before;
}

typedef enum Fate { FATE_KEPT, FATE_CHANGED, FATE_REFUSED } Fate;

static Code remark_one(Ctx *cx, const RemarkWork *work, const Relation *relation, Fate *fate)
{
    const Str before = relation->remark.ptr ? relation->remark : S("");
    const Str after  = remark_of(cx->arena, work, before);
    *fate            = FATE_KEPT;
    if (str_equal(before, after)) return OK;
    *fate = FATE_REFUSED;
    if (str_chars(after) > REMARK_CHARS_MAX) return OK;
    const Code code =
        customer_set_remark(cx, (RelationId){ relation->id }, after,
                            relation->description.ptr ? relation->description : S(""));
    if (code == ERR_CONFLICT || code == ERR_INVALID || code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    *fate             = FATE_CHANGED;
    BulkChange change = { .tenant_id   = cx->tenant_id,
                          .job_id      = work->job_id,
                          .customer_id = relation->customer_id,
                          .kind        = CHANGE_REMARK,
                          .object_id   = relation->id,
                          .staff_id    = relation->staff_id,
                          .before      = before,
                          .after       = after };
    return bulk_sql_insert_changes(cx, (Rows){ &change, 1 });
}

static void count_fates(BulkWalk *walk, const bool *met)
{
    if (met[FATE_REFUSED])
        walk->refused++;
    else if (met[FATE_CHANGED])
        walk->changed++;
    else
        walk->kept++;
}

static Code remark_few(Ctx *cx, void *with, Ids ids, BulkWalk *walk)
{
    Ids seen = { 0 };
    TRY(look(cx, ids, walk, &seen));
    for (size_t i = 0; i < seen.count; i++) {
        Rows open   = { 0 };
        bool met[3] = { false };
        TRY(customer_relation_list_open(cx, (CustomerId){ seen.at[i] }, &open));
        for (size_t j = 0; j < open.count; j++) {
            Fate fate = FATE_KEPT;
            TRY(remark_one(cx, with, ROWS_AT(Relation, open, j), &fate));
            met[fate] = true;
        }
        count_fates(walk, met);
    }
    return OK;
}

static Code remark_step(Ctx *cx, Job *job, bool *more)
{
    const Json *args = NULL;
    TRY(bulk_job_json(cx, job->args, &args));
    RemarkWork remark = { .job_id = job->id,
                          .mode =
                              (RemarkMode)value_of(&remark_mode_words, json_str(args, S("mode"))),
                          .text = json_str(args, S("text")) };
    return bulk_job_walk_on(cx,
                            &(BulkWork){ .job  = job,
                                         .key  = json_i64(args, S("selection"), 0),
                                         .few  = REMARK_FEW,
                                         .work = remark_few,
                                         .with = &remark },
                            more);
}

const JobKind bulk_remark_job = { KIND_REMARK, remark_step };

/* ---- taking it back -------------------------------------------------------------------------- */

static Code may_undo(Ctx *cx, const Job *job)
{
    const bool is_tags   = str_equal(job->kind, S(KIND_TAGS));
    const bool is_remark = str_equal(job->kind, S(KIND_REMARK));
    const bool is_import = str_equal(job->kind, S(KIND_INTAKE));
    REQUIRE(cx, is_tags || is_remark || is_import, ERR_INVALID, "bulk.not_undoable");
    REQUIRE(cx, cx_may(cx, is_remark ? PERM_CUSTOMER_WRITE : PERM_CUSTOMER_TAG), ERR_DENIED,
            "permission.denied");
    REQUIRE(cx, !is_import || cx_may(cx, PERM_CUSTOMER_IMPORT), ERR_DENIED, "permission.denied");
    REQUIRE(cx, job->created_by == cx->user_id || cx_may(cx, PERM_JOB_WRITE), ERR_NOT_FOUND,
            "not_found");
    REQUIRE(cx, job->state != JOB_QUEUED && job->state != JOB_RUNNING, ERR_CONFLICT,
            "bulk.not_ended");
    return OK;
}

Code bulk_undo_may(Ctx *cx, int64_t job_id, Job *out)
{
    TRY(job_get(cx, job_id, out));
    return may_undo(cx, out);
}

/* Not in the writer's turn, and in memory of its own: an import may have made any number. */
static Code freeze_import(Ctx *cx, int64_t job_id, Ids *tags, int64_t *key, int64_t *count)
{
    Arena     *arena = arena_new((size_t)SELECTION_MAX * 6 * sizeof(int64_t));
    UnmakePlan plan  = { 0 };
    Code       code  = bulk_unmake_plan(cx, arena, job_id, &plan);
    if (code == OK && plan.who.count == 0)
        code = fail(cx, ERR_INVALID, "bulk.left_nothing", "job %lld", (long long)job_id);
    if (code == OK) code = selection_freeze(cx, &(BulkSelection){ .ids = plan.who }, key, count);
    *tags = plan.tags;
    arena_free(arena);
    return code;
}

/* What the undo is of: the walk of the job, or whom an import made and gave its tags. */
typedef struct Undoing {
    Job     job;
    bool    is_import, english;
    Ids     tags;
    int64_t key, count;
} Undoing;

static Code plan_undo(Ctx *cx, int64_t job_id, Undoing *out)
{
    BulkWalk walk = { 0 };
    TRY(bulk_undo_may(cx, job_id, &out->job));
    out->is_import = str_equal(out->job.kind, S(KIND_INTAKE));
    if (out->is_import) return freeze_import(cx, job_id, &out->tags, &out->key, &out->count);
    TRY(bulk_job_walk(cx, &out->job, &walk));
    out->count = walk.at;
    return OK;
}

static Code begin_undo(Ctx *cx, const Undoing *undoing, Job *out)
{
    const Job *job   = &undoing->job;
    Job        now   = { 0 };
    bool       first = false;
    JsonOut    args  = json_out(cx->arena, undoing->is_import ? GIVEN_MAX : ARGS_MAX);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    json_open_object(&args);
    json_pair_id(&args, S("job_id"), job->id);
    json_pair_bool(&args, S("english"), undoing->english);
    if (undoing->is_import) {
        json_pair_id(&args, S("selection"), undoing->key);
        put_ids(&args, S("add"), undoing->tags);
    }
    TRY(begin(cx, KIND_UNDO, str_fmt(cx->arena, "撤销:%.*s", FMT(job->title)), 0, &args,
              undoing->count, out));
    if (undoing->is_import) TRY(bulk_job_keep_files(cx, out->id, undoing->key));
    TRY(bulk_sql_undo(cx, job->id, out->id, &first));
    REQUIRE(cx, first, ERR_CONFLICT, "bulk.undone_already");
    TRY(job_make_final(cx, job->id, &now));
    REQUIRE(cx, now.claims == job->claims, ERR_CONFLICT, "bulk.went_on"); /* behind the plan */
    return cx_commit(cx, &txn);
}

Code bulk_undo_start(Ctx *cx, int64_t job_id, bool english, Job *out)
{
    Undoing undoing = { .english = english };
    ASSERT(cx->depth == 0); /* an import is looked for in the tags of everybody */
    TRY(plan_undo(cx, job_id, &undoing));
    const Code code = begin_undo(cx, &undoing, out);
    return selection_or_remove(cx, code, undoing.key);
}

static bool is_in(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

/* What is to be given back of those the maker sees; of the others it is left. */
static Code sort_taken(Ctx *cx, const TagWork *work, Ids ids, Ids seen, Vec *give, Vec *unseen)
{
    Rows changes = { 0 };
    TRY(bulk_sql_changes(cx, work->job_id, ids.at[0], ids.at[ids.count - 1], &changes));
    for (size_t i = 0; i < changes.count; i++) {
        const BulkChange *change = ROWS_AT(BulkChange, changes, i);
        const TagTaken    taken  = { .customer_id = change->customer_id,
                                     .tag_id      = change->object_id,
                                     .staff_id    = change->staff_id,
                                     .at_ms       = change->at_ms,
                                     .source      = change->before };
        *VEC_ADD(is_in(seen, taken.customer_id) ? give : unseen, TagTaken) = taken;
    }
    return OK;
}

/* What the job did to those its maker does not see any more. */
static Code leave_unseen(Ctx *cx, const TagWork *work, Ids ids, Ids seen, Vec *unseen, Vec *left)
{
    int64_t *others = arena_make(cx->arena, int64_t, ids.count);
    size_t   count  = 0;
    for (size_t i = 0; i < ids.count; i++)
        if (!is_in(seen, ids.at[i])) others[count++] = ids.at[i];
    TRY(customer_many_tagged(cx, (Ids){ others, count }, &work->all, work->source, unseen));
    for (size_t i = 0; i < unseen->count; i++) {
        const TagTaken *one = VEC_AT(*unseen, TagTaken, i);
        *VEC_ADD(left, TagLeft) =
            (TagLeft){ one->customer_id, one->tag_id, one->staff_id, LEFT_OUT_OF_SIGHT };
    }
    return OK;
}

static Code undo_tags_few(Ctx *cx, void *with, Ids ids, BulkWalk *walk)
{
    const TagWork *work = with;
    Vec            give = vec_of(cx->arena, TagTaken), unseen = vec_of(cx->arena, TagTaken);
    Vec            left    = vec_of(cx->arena, TagLeft);
    int64_t       *list    = arena_make(cx->arena, int64_t, ids.count);
    Ids            seen    = { list, 0 };
    int64_t        changed = 0, refused = 0;
    TRY(customer_many_seen(cx, ids, list, &seen.count));
    TRY(sort_taken(cx, work, ids, seen, &give, &unseen));
    TRY(leave_unseen(cx, work, ids, seen, &unseen, &left));
    TRY(customer_many_untag(cx, seen, &(TagUndo){ &work->all, work->source, &give, &left },
                            &changed));
    TRY(bulk_left_note(cx, work->undo_id, &left, &refused));
    const int64_t most = (int64_t)ids.count - refused;
    walk->refused += refused;
    walk->changed += changed < most ? changed : most;
    walk->kept += changed < most ? most - changed : 0;
    return OK;
}

static Code undo_import_few(Ctx *cx, void *with, Ids ids, BulkWalk *walk)
{
    const TagWork *work   = with;
    Unmade         unmade = { 0 };
    TRY(privacy_unmake(cx, work->job_id, ids, work->sees_made, &unmade));
    walk->gone += unmade.gone;
    walk->stayed += unmade.stayed;
    return unmade.left.count ? undo_tags_few(cx, with, unmade.left, walk) : OK;
}

static Code undo_remark_one(Ctx *cx, const BulkChange *change, BulkWalk *walk)
{
    Relation   relation = { 0 };
    const Code code     = customer_relation_get(cx, (RelationId){ change->object_id }, &relation);
    if (code == ERR_NOT_FOUND)
        forgive(cx);
    else
        TRY(code);
    const bool is_as_left =
        code == OK && relation.ended_at_ms == 0 && str_equal(relation.remark, change->after);
    if (!is_as_left) {
        walk->refused++; /* changed meanwhile, or over */
        return OK;
    }
    const Code put = customer_set_remark(cx, (RelationId){ relation.id }, change->before,
                                         relation.description.ptr ? relation.description : S(""));
    if (put == ERR_CONFLICT || put == ERR_INVALID || put == ERR_NOT_FOUND) {
        forgive(cx);
        walk->refused++;
        return OK;
    }
    TRY(put);
    walk->changed++;
    return OK;
}

static Code undo_remark_few(Ctx *cx, void *with, Ids ids, BulkWalk *walk)
{
    const TagWork *work    = with;
    Rows           changes = { 0 };
    TRY(bulk_sql_changes(cx, work->job_id, ids.at[0], ids.at[ids.count - 1], &changes));
    for (size_t i = 0; i < changes.count; i++)
        TRY(undo_remark_one(cx, ROWS_AT(BulkChange, changes, i), walk));
    return OK;
}

/* Of an import only once all heard what it said; whom it takes away is said after each step. */
static Code undo_some(Ctx *cx, Job *job, TagWork *tags, const Job *done, const BulkLeft *left,
                      bool *more)
{
    BulkWork work   = { .job = job, .key = left->selection, .few = TAG_FEW, .with = tags };
    BulkWalk before = { 0 };
    TRY(bulk_job_walk(cx, job, &before));
    work.work = undo_tags_few;
    if (!left->is_tags) {
        work.few  = REMARK_FEW;
        work.work = undo_remark_few;
    }
    if (!left->is_import) return bulk_job_walk_on(cx, &work, more);
    if (before.at == 0) TRY(bulk_unmake_heard(cx, job));
    tags->sees_made = cx->scope_id == 0 || done->created_by == job->created_by;
    work.few        = UNMAKE_FEW;
    work.work       = undo_import_few;
    TRY(bulk_job_walk_on(cx, &work, more));
    return bulk_unmake_said(cx, job, &before, !*more);
}

static Code undo_step(Ctx *cx, Job *job, bool *more)
{
    const Json *args = NULL, *done_args = NULL;
    Job         done = { 0 };
    TRY(bulk_job_json(cx, job->args, &args));
    TRY(job_get(cx, json_i64(args, S("job_id"), 0), &done));
    const bool is_import = str_equal(done.kind, S(KIND_INTAKE));
    TRY(bulk_job_json(cx, is_import ? job->args : done.args, &done_args));
    TagWork  tags = { .job_id  = done.id,
                      .undo_id = job->id,
                      .source  = is_import ? bulk_unmake_source(cx, done.id)
                                           : bulk_job_source(cx, done.id) };
    BulkLeft left = { .undone_id = done.id,
                      .is_import = is_import,
                      .is_tags   = is_import || str_equal(done.kind, S(KIND_TAGS)),
                      .selection = json_i64(done_args, S("selection"), 0),
                      .english   = json_bool(args, S("english"), false) };
    if (left.is_tags) TRY(read_tags(cx, done_args, &tags));
    left.tags = tags.all;
    TRY(undo_some(cx, job, &tags, &done, &left, more));
    return *more ? OK : bulk_left_write(cx, job, &left);
}

const JobKind bulk_undo_job = { KIND_UNDO, undo_step };
