/* dictionary_http.c -- the routes of the dictionary: no rules here. */
#include "dictionary/dictionary_http.h"

#include "dictionary/dictionary.h"

// clang-format off
typedef struct DiffQuery { int64_t from, to; } DiffQuery;
static const Field diff_query_fields[] = {
    FIELD_WITH(DiffQuery, from, .min = 0, .max = 1000000, .about = "0: nothing"),
    FIELD_WITH(DiffQuery, to,   .min = 0, .max = 1000000, .about = "0: the draft"),
};
static const Shape diff_query_shape = SHAPE(DiffQuery, diff_query_fields);

typedef struct PublishDraft { Str note; } PublishDraft;
static const Field publish_fields[] = { FIELD_WITH(PublishDraft, note, .min = 0, .max = 200) };
static const Shape publish_draft_shape = SHAPE(PublishDraft, publish_fields);

typedef struct RestoreDraft { int64_t version; } RestoreDraft;
static const Field restore_fields[] = { FIELD_WITH(RestoreDraft, version, .flags = REQUIRED, .min = 1, .max = 1000000) };
static const Shape restore_draft_shape = SHAPE(RestoreDraft, restore_fields);

typedef struct UnmatchedQuery { Str field; int64_t limit; } UnmatchedQuery;
static const Field unmatched_query_fields[] = {
    FIELD_WITH(UnmatchedQuery, field, .min = 0, .max = 40),
    FIELD_WITH(UnmatchedQuery, limit, .min = 1, .max = 200),
};
static const Shape unmatched_query_shape = SHAPE(UnmatchedQuery, unmatched_query_fields);

typedef struct UnmatchedList { Rows items; } UnmatchedList;
static const Field unmatched_list_fields[] = { FIELD_LIST(UnmatchedList, items, dictionary_unmatched_shape) };
static const Shape unmatched_list_shape = SHAPE(UnmatchedList, unmatched_list_fields);
// clang-format on

static Code get_dictionary(Call *call) { return dictionary_view(call->cx, call->out); }

static Code put_draft(Call *call)
{
    call->object = S("dictionary:draft");
    return dictionary_save(call->cx, call->if_match, call->in, call->out);
}

static Code publish(Call *call)
{
    call->object = S("dictionary:live");
    return dictionary_publish(call->cx, call->if_match, ((const PublishDraft *)call->in)->note, call->out);
}

static Code restore(Call *call)
{
    call->object = S("dictionary:draft");
    return dictionary_restore(call->cx, ((const RestoreDraft *)call->in)->version, call->if_match, call->out);
}

static Code get_diff(Call *call)
{
    const DiffQuery *query = call->query;
    return dictionary_diff(call->cx, query->from, query->to, call->out);
}

static Code try_draft(Call *call) { return dictionary_try(call->cx, call->in, call->out); }

static Code list_unmatched(Call *call)
{
    const UnmatchedQuery *query = call->query;
    return dictionary_unmatched(call->cx, query->field, query->limit, &((UnmatchedList *)call->out)->items);
}

static Code rerun(Call *call)
{
    call->object = S("dictionary:live");
    return dictionary_rerun(call->cx, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/dictionary",           PERM_ATTRIBUTE_READ,  get_dictionary, NULL, NULL, &dictionary_view_shape, 0, "The draft of the dictionary and its versions" },
    { PUT,  "/api/dictionary/draft",     PERM_ATTRIBUTE_WRITE, put_draft,      NULL, &dictionary_document_shape, &dictionary_view_shape, AUDITED | IF_MATCH, "Write the draft; a mistake is named by its place" },
    { POST, "/api/dictionary/publish",   PERM_ATTRIBUTE_WRITE, publish,        NULL, &publish_draft_shape, &dictionary_view_shape, AUDITED | IF_MATCH, "Make the draft the live version and translate history anew" },
    { POST, "/api/dictionary/restore",   PERM_ATTRIBUTE_WRITE, restore,        NULL, &restore_draft_shape, &dictionary_view_shape, AUDITED | IF_MATCH, "Make an old version the draft" },
    { GET,  "/api/dictionary/diff",      PERM_ATTRIBUTE_READ,  get_diff,       &diff_query_shape, NULL, &dictionary_diff_shape, 0, "Rules and fields that one version has and another has not, or has differently" },
    { POST, "/api/dictionary/try",       PERM_ATTRIBUTE_WRITE, try_draft,      NULL, &dictionary_trial_draft_shape, &dictionary_trial_shape, AUDITED, "The draft against the live version, over samples and the most frequent raw values" },
    { GET,  "/api/dictionary/unmatched", PERM_ATTRIBUTE_WRITE, list_unmatched, &unmatched_query_shape, NULL, &unmatched_list_shape, 0, "Raw values no rule matches, most frequent first" },
    { POST, "/api/dictionary/rerun",     PERM_ATTRIBUTE_WRITE, rerun,          NULL, NULL, &job_shape, AUDITED | ACCEPTED, "Translate history anew, as a job" },
};
const RouteList dictionary_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "dictionary", routes);
// clang-format on
