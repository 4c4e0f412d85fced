/* customer_view.c -- all of one customer, as its page shows it.  Lists are customer_list.c. */
#include "channel/channel.h"
#include "customer/customer_codes.h"
#include "customer/customer_conflict.h"
#include "customer/customer_identity.h"
#include "customer/customer_list.h"
#include "customer/customer_sql.h"
#include "customer/customer_tag.h"
#include "customer/customer_view_sql.h"
#include "customer/tag_sql.h"

/* What people wrote stands before what the platform told. */
static void show_identity(const CustomerIdentity *row, Str masked, CustomerView *out)
{
    const bool is_written = customer_identity_is_written(row);
    if (str_equal(row->kind, IDENTITY_UNIONID)) out->unionid_known = true;
    if (str_equal(row->kind, IDENTITY_PHONE) && (!out->phone_masked.len || is_written))
        out->phone_masked = masked;
    if (str_equal(row->kind, IDENTITY_EMAIL) && (!out->email_masked.len || is_written))
        out->email_masked = masked;
    if (str_equal(row->kind, IDENTITY_MEMBER_NO) && (!out->member_no.len || is_written))
        out->member_no = masked;
}

static Code view_identities(Ctx *cx, const Rows *rows, CustomerView *out)
{
    IdentityView *views = arena_make(cx->arena, IdentityView, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, *rows, i);
        views[i]                    = (IdentityView){ .id             = row->id,
                                                      .kind           = row->kind,
                                                      .scope          = row->scope,
                                                      .source         = row->source,
                                                      .is_holder      = row->is_holder,
                                                      .confidence     = row->confidence,
                                                      .verified_at_ms = row->verified_at_ms,
                                                      .since_ms       = row->since_ms,
                                                      .until_ms       = row->until_ms };
        TRY(customer_identity_masked(cx, row, &views[i].value_masked));
        show_identity(row, views[i].value_masked, out);
    }
    out->identities = (Rows){ views, rows->count };
    return OK;
}

static Code view_relations(Ctx *cx, const Rows *rows, CustomerView *out)
{
    RelationView *views = arena_make(cx->arena, RelationView, rows->count);
    Vec           staff = vec_of(cx->arena, StaffBrief);
    for (size_t i = 0; i < rows->count; i++) {
        const Relation *row    = ROWS_AT(Relation, *rows, i);
        Staff           member = { 0 };
        TRY(org_staff_get(cx, (StaffId){ row->staff_id }, &member));
        views[i]        = (RelationView){ .id           = row->id,
                                          .staff_id     = row->staff_id,
                                          .staff_name   = member.name,
                                          .staff_userid = row->staff_userid,
                                          .store_name   = member.store_name,
                                          .description  = row->description,
                                          .add_way      = row->add_way,
                                          .state        = row->state,
                                          .added_at_ms  = row->added_at_ms,
                                          .ended_at_ms  = row->ended_at_ms,
                                          .ended_by     = row->ended_by,
                                          .interval_no  = row->interval_no };
        views[i].remark = mask_value(cx, MASK_REMARK, row->remark);
        if (row->ended_at_ms != 0) continue;
        *VEC_ADD(&staff, StaffBrief) = (StaffBrief){ out->id, row->staff_id, member.name };
        if (views[i].remark.len) out->remark = views[i].remark;
    }
    out->relations = (Rows){ views, rows->count };
    out->staff     = vec_rows(&staff);
    return OK;
}

/* Who gave a mark at an instant: the actor of the event that was said with it. */
static Str tagger_at(Ctx *cx, const Rows *events, int64_t at_ms)
{
    for (size_t i = 0; i < events->count; i++) {
        const Event *event = ROWS_AT(Event, *events, i);
        if (event->occurred_at_ms == at_ms) return customer_actor_name(cx, event->actor);
    }
    return (Str){ 0 };
}

static Code view_tags(Ctx *cx, const Rows *links, const Rows *tags, CustomerView *out)
{
    const Str type   = event_word(EV_CUSTOMER_TAGGED);
    Rows      events = { 0 };
    Str       next   = { 0 };
    TRY(event_timeline(cx, out->id, (Strs){ &type, 1 }, (Str){ 0 }, PAGE_LIMIT_MAX, &events,
                       &next));
    CustomerTagView *views = arena_make(cx->arena, CustomerTagView, tags->count);
    for (size_t i = 0; i < tags->count; i++) {
        const Tag *tag   = ROWS_AT(Tag, *tags, i);
        TagGroup   group = { 0 };
        Vec        by    = vec_of(cx->arena, TaggerView);
        TRY(tag_sql_group_get(cx, tag->group_id, &group));
        for (size_t j = 0; j < links->count; j++) {
            const TagLink *link   = ROWS_AT(TagLink, *links, j);
            Staff          member = { 0 };
            if (link->tag_id != tag->id) continue;
            if (link->staff_id) TRY(org_staff_find(cx, (StaffId){ link->staff_id }, &member));
            *VEC_ADD(&by, TaggerView) =
                (TaggerView){ .tag_id     = tag->id,
                              .staff_id   = member.id,
                              .staff_name = member.name,
                              .source     = link->source,
                              .user_name  = tagger_at(cx, &events, link->at_ms),
                              .at_ms      = link->at_ms };
        }
        views[i] = (CustomerTagView){ .id         = tag->id,
                                      .name       = tag->name,
                                      .kind       = tag->kind,
                                      .group_id   = group.id,
                                      .group_name = group.name,
                                      .by         = vec_rows(&by) };
    }
    out->tags = (Rows){ views, tags->count };
    return OK;
}

Code customer_view(Ctx *cx, CustomerId id, CustomerView *out)
{
    Customer customer   = { 0 };
    Rows     identities = { 0 }, relations = { 0 }, links = { 0 }, tags = { 0 };
    TRY(customer_sql_get(cx, id.v, &customer));
    id.v = customer.id; /* of a folded person: who he is now */
    TRY(customer_identity_list(cx, id, &identities));
    TRY(customer_view_sql_relations(cx, id.v, &relations));
    TRY(customer_tag_links(cx, id, &links));
    TRY(customer_tag_list(cx, id, &tags));
    *out = (CustomerView){ .id                = customer.id,
                           .name              = customer.name,
                           .avatar            = customer.avatar,
                           .gender            = customer.gender,
                           .kind              = customer.kind,
                           .corp_name         = customer.corp_name,
                           .position          = customer.position,
                           .is_active         = customer.is_active,
                           .source            = customer.source,
                           .first_added_at_ms = customer.first_added_at_ms,
                           .last_event_at_ms  = customer.last_event_at_ms,
                           .birthday          = mask_value(cx, MASK_BIRTHDAY, customer.birthday),
                           .address           = mask_value(cx, MASK_ADDRESS, customer.address),
                           .description       = customer.description,
                           .created_at_ms     = customer.created_at_ms,
                           .revision          = customer.revision };
    TRY(view_identities(cx, &identities, out));
    TRY(view_relations(cx, &relations, out));
    TRY(customer_codes_fill(cx, id, &out->relations));
    return view_tags(cx, &links, &tags, out);
}
