/* tag.h -- the tag library: groups and tags, ours and the corp's, kept equal both ways.
 *
 * A change of a corp tag goes out as an effect: PENDING until the platform answered, then
 * SYNCED or FAILED with the reason.  What changes there comes in by tag_library_take(). */
#ifndef CUSTOMER_TAG_H
#define CUSTOMER_TAG_H

#include "customer/customer.h"
#include "wire/json.h"

enum { TAG_NAME_CHARS_MAX = 30, TAG_CORP_MAX = 3000, TAG_GROUPS_MAX = 3000 };

typedef struct TagView {
    int64_t   id;
    Str       name;
    int64_t   sort, customer_count;
    SyncState sync_state;
    Str       sync_reason;
    int64_t   revision;
} TagView;
extern const Shape tag_view_shape;

typedef struct TagGroupView {
    int64_t   id;
    Str       name;
    TagKind   kind;
    int64_t   sort;
    bool      is_editable;
    SyncState sync_state;
    Str       sync_reason;
    int64_t   revision;
    Rows      tags; /* of TagView */
} TagGroupView;
extern const Shape tag_group_view_shape;

typedef struct TagGroupDraft {
    Str     name;
    TagKind kind;
    Strs    tags;
} TagGroupDraft;
extern const Shape tag_group_draft_shape;
typedef struct TagDraft {
    Str     name;
    int64_t sort;
} TagDraft;
extern const Shape tag_draft_shape;

/* A tag with its group, for pickers. */
typedef struct TagFlat {
    int64_t id;
    Str     name;
    int64_t group_id;
    Str     group_name;
    TagKind kind;
    int64_t customer_count;
} TagFlat;
extern const Shape tag_flat_shape;

/* All groups with their tags: Rows of TagGroupView. */
Code tag_group_list(Ctx *cx, Rows *groups) MUST_USE;
/* "tag_group.name_taken", "tag_group.needs_tag" (the platform has no empty groups),
 * "tag.name_taken", "tag.name_too_long", "tag.too_many". */
Code tag_group_create(Ctx *cx, const TagGroupDraft *draft, TagGroupView *out) MUST_USE;
/* "tag_group.changed_meanwhile", "tag.not_ours", "tag.sync_pending". */
Code tag_group_update(Ctx *cx, TagGroupId id, int64_t revision, const TagDraft *draft,
                      TagGroupView *out) MUST_USE;
Code tag_group_delete(Ctx *cx, TagGroupId id,
                      int64_t revision) MUST_USE; /* with its tags; reasons as above */
/* The same reasons, and "tag.not_found", "tag_group.not_found", "tag.changed_meanwhile". */
Code tag_create(Ctx *cx, TagGroupId group, const TagDraft *draft, TagView *out) MUST_USE;
Code tag_update(Ctx *cx, TagId id, int64_t revision, const TagDraft *draft,
                TagView *out) MUST_USE;                        /* as above */
Code tag_delete(Ctx *cx, TagId id, int64_t revision) MUST_USE; /* and from every customer */
/* Puts the tags of a group in this order; only those that move go out.  ERR_CONFLICT
 * "tag_group.changed_meanwhile" unless `tags` are all tags of the group, each once. */
Code tag_group_order(Ctx *cx, TagGroupId group, Ids tags, TagGroupView *out) MUST_USE;
/* Those whose name holds `q` (absent: all), at most 1000: Rows of TagFlat. */
Code tag_list(Ctx *cx, Str q, Rows *tags) MUST_USE;

/* ---- the platform's side ------------------------------------------------ */

typedef struct LibraryTag {
    Str     platform_id, name;
    int64_t sort;
} LibraryTag;
typedef struct LibraryGroup {
    Str         platform_id, name;
    int64_t     sort;
    LibraryTag *tags;
    size_t      tag_count;
} LibraryGroup;
typedef struct Library {
    int64_t       connection_id;
    LibraryGroup *groups;
    size_t        group_count;
    bool          is_complete; /* what is not in it is gone */
    Strs          deleted;     /* ids of tags and groups    */
} Library;

/* The library becomes what the platform says; what waits to go out keeps our name. */
Code tag_library_take(Ctx *cx, const Library *library) MUST_USE;

/* How a change that went out ended. */
typedef struct TagSettled {
    bool         is_group, is_done;
    int64_t      id; /* of the tag or group               */
    Str          reason, detail;
    LibraryGroup answer; /* of a creation: the platform's ids */
} TagSettled;
Code tag_library_settled(
    Ctx *cx, const TagSettled *settled) MUST_USE; /* state, ids, or the end of a deletion */

#endif
