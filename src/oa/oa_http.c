/* oa_http.c -- the routes of official accounts: no rules here. */
#include "oa/oa_http.h"

#include "oa/oa.h"
#include "oa/oa_door.h"
#include "oa/oa_mini.h"

// clang-format off
typedef struct OaPage { Rows items; Str next_cursor; } OaPage;
typedef struct OaList { Rows items; } OaList;
typedef struct AccountQuery { int64_t connection_id; } AccountQuery;
typedef struct FiguresQuery { int64_t days; } FiguresQuery;

#define LIST_SHAPE(stem, of_shape, Name)                                                  \
    static const Field stem##_fields[] = { FIELD_LIST(OaList, items, of_shape) };         \
    static const Shape stem##_shape = { .name = Name, .fields = stem##_fields,            \
        .count = COUNT(stem##_fields), .size = sizeof(OaList) }
LIST_SHAPE(follow_list, oa_follow_shape, "OaFollowList");
LIST_SHAPE(qr_list, oa_qr_shape, "OaQrList");
LIST_SHAPE(reply_list, oa_reply_shape, "OaReplyList");
LIST_SHAPE(place_list, oa_place_shape, "OaPlaceList");
static const Field fan_page_fields[] = { FIELD_LIST(OaPage, items, oa_fan_shape), FIELD(OaPage, next_cursor) };
static const Shape fan_page_shape = { .name = "OaFanPage", .fields = fan_page_fields,
    .count = COUNT(fan_page_fields), .size = sizeof(OaPage) };
static const Field account_query_fields[] = { FIELD_ID(AccountQuery, connection_id) };
static const Shape account_query_shape = SHAPE(AccountQuery, account_query_fields);
static const Field figures_query_fields[] = { FIELD_WITH(FiguresQuery, days, .min = 1, .max = 366) };
static const Shape figures_query_shape = SHAPE(FiguresQuery, figures_query_fields);
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

static ConnectionId asked(const Call *call)
{
    return (ConnectionId){ ((const AccountQuery *)call->query)->connection_id };
}

/* ---- fans --------------------------------------------------------------------------- */

static Code list_fans(Call *call)
{
    OaPage *page = call->out;
    return oa_fan_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code list_follows(Call *call)
{
    return oa_fan_follows(call->cx, call->id, &((OaList *)call->out)->items);
}

/* ---- codes --------------------------------------------------------------------------- */

static Code list_qrs(Call *call) { return oa_qr_list(call->cx, asked(call), &((OaList *)call->out)->items); }

static Code create_qr(Call *call)
{
    TRY(oa_qr_create(call->cx, call->in, call->out));
    note(call, "oa_qr", ((const OaQr *)call->out)->id);
    return OK;
}

static Code update_qr(Call *call)
{
    note(call, "oa_qr", call->id);
    return oa_qr_update(call->cx, (OaQrId){ call->id }, call->if_match, call->in, call->out);
}

static Code renew_qr(Call *call)
{
    note(call, "oa_qr", call->id);
    return oa_qr_renew(call->cx, (OaQrId){ call->id }, call->out);
}

/* ---- the menu -------------------------------------------------------------------------- */

static Code get_menu(Call *call) { return oa_menu_get(call->cx, (ConnectionId){ call->id }, call->out); }

static Code save_menu(Call *call)
{
    note(call, "oa_menu", call->id);
    return oa_menu_save(call->cx, (ConnectionId){ call->id }, call->if_match, call->in, call->out);
}

static Code publish_menu(Call *call)
{
    note(call, "oa_menu", call->id);
    return oa_menu_publish(call->cx, (ConnectionId){ call->id }, call->out);
}

static Code withdraw_menu(Call *call)
{
    note(call, "oa_menu", call->id);
    return oa_menu_withdraw(call->cx, (ConnectionId){ call->id }, call->out);
}

static Code compare_menu(Call *call)
{
    note(call, "oa_menu", call->id);
    return oa_menu_compare(call->cx, (ConnectionId){ call->id }, call->out);
}

/* ---- replies and places ------------------------------------------------------------------- */

static Code list_replies(Call *call)
{
    return oa_reply_list(call->cx, asked(call), &((OaList *)call->out)->items);
}

static Code create_reply(Call *call)
{
    TRY(oa_reply_create(call->cx, call->in, call->out));
    note(call, "oa_reply", ((const OaReply *)call->out)->id);
    return OK;
}

static Code update_reply(Call *call)
{
    note(call, "oa_reply", call->id);
    return oa_reply_update(call->cx, (OaReplyId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_reply(Call *call)
{
    note(call, "oa_reply", call->id);
    return oa_reply_delete(call->cx, (OaReplyId){ call->id }, call->if_match);
}

static Code list_places(Call *call)
{
    return oa_place_list(call->cx, asked(call), &((OaList *)call->out)->items);
}

static Code add_article(Call *call)
{
    TRY(oa_place_add_article(call->cx, call->in, call->out));
    note(call, "oa_place", ((const OaPlace *)call->out)->id);
    return OK;
}

static Code delete_place(Call *call)
{
    note(call, "oa_place", call->id);
    return oa_place_delete(call->cx, call->id);
}

/* ---- jobs and figures ---------------------------------------------------------------------- */

static Code start_sync(Call *call)
{
    note(call, "connection", call->id);
    return oa_sync_start(call->cx, (ConnectionId){ call->id }, call->out);
}

static Code start_figures(Call *call)
{
    note(call, "connection", call->id);
    return oa_stat_start(call->cx, (ConnectionId){ call->id }, call->out);
}

static Code get_figures(Call *call)
{
    return oa_stat_get(call->cx, (ConnectionId){ call->id }, ((const FiguresQuery *)call->query)->days,
                       call->out);
}

/* ---- pages of mini programs -------------------------------------------------------------------- */

static Code sign_in(Call *call) { return oa_mini_sign_in(call->cx, call->arg[0], call->in, call->out); }

static Code bind_phone(Call *call)
{
    return oa_mini_bind_phone(call->cx, call->arg[0], call->in, call->out);
}

/* ---- the door ------------------------------------------------------------------------------- */

static Delivery delivery_of(const Call *call)
{
    const Pairs query = query_parse(call->cx->arena, call->request->query, 16);
    return (Delivery){ .signature       = pairs_find(query, S("msg_signature")),
                       .plain_signature = pairs_find(query, S("signature")),
                       .timestamp       = pairs_find(query, S("timestamp")),
                       .nonce           = pairs_find(query, S("nonce")),
                       .encrypt_type    = pairs_find(query, S("encrypt_type")),
                       .echostr         = pairs_find(query, S("echostr")),
                       .body            = call->request->body };
}

static Code verify_door(Call *call)
{
    const Delivery delivery = delivery_of(call);
    call->reply->type       = S("text/plain");
    return channel_oa_verify(call->cx, call->arg[0], &delivery, &call->reply->body);
}

static Code receive(Call *call)
{
    const Delivery delivery = delivery_of(call);
    TRY(oa_door_receive(call->cx, call->arg[0], &delivery, &call->reply->body));
    call->reply->type =
        str_starts(call->reply->body, S("<")) ? S("text/xml; charset=utf-8") : S("text/plain");
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/oa/fans",              PERM_CUSTOMER_READ, list_fans,     &oa_fan_filter_shape, NULL, &fan_page_shape, 0, "Fans of official accounts whose customer the caller sees, last seen first" },
    { GET,     "/api/oa/fans/{id}/follows", PERM_CUSTOMER_READ, list_follows,  NULL, NULL, &follow_list_shape, 0, "Since when and until when a fan followed, newest first" },
    { GET,     "/api/oa/qrs",               PERM_OA_READ,  list_qrs,      &account_query_shape, NULL, &qr_list_shape, 0, "QR codes with a scene, with counts of scans, follows and adds" },
    { POST,    "/api/oa/qrs",               PERM_OA_WRITE, create_qr,     NULL, &oa_qr_draft_shape, &oa_qr_shape, AUDITED | IDEMPOTENT | CREATED, "A new QR code with a scene, permanent or temporary" },
    { PUT,     "/api/oa/qrs/{id}",          PERM_OA_WRITE, update_qr,     NULL, &oa_qr_draft_shape, &oa_qr_shape, AUDITED | IF_MATCH, "Rename a QR code, change the contact code it answers" },
    { POST,    "/api/oa/qrs/{id}/renew",    PERM_OA_WRITE, renew_qr,      NULL, NULL, &oa_qr_shape, AUDITED, "Have the platform make it again with the same scene" },
    { GET,     "/api/oa/replies",           PERM_OA_READ,  list_replies,  &account_query_shape, NULL, &reply_list_shape, 0, "What an official account answers by rule" },
    { POST,    "/api/oa/replies",           PERM_OA_WRITE, create_reply,  NULL, &oa_reply_draft_shape, &oa_reply_shape, AUDITED | IDEMPOTENT | CREATED, "A new reply" },
    { PUT,     "/api/oa/replies/{id}",      PERM_OA_WRITE, update_reply,  NULL, &oa_reply_draft_shape, &oa_reply_shape, AUDITED | IF_MATCH, "Change a reply" },
    { DELETE_, "/api/oa/replies/{id}",      PERM_OA_WRITE, delete_reply,  NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a reply" },
    { GET,     "/api/oa/places",            PERM_OA_READ,  list_places,   &account_query_shape, NULL, &place_list_shape, 0, "Where contact codes stand, with touches and adds in WeCom" },
    { POST,    "/api/oa/places",            PERM_OA_WRITE, add_article,   NULL, &oa_place_draft_shape, &oa_place_shape, AUDITED | IDEMPOTENT | CREATED, "An article that carries a contact code" },
    { DELETE_, "/api/oa/places/{id}",       PERM_OA_WRITE, delete_place,  NULL, NULL, NULL, AUDITED | NO_BODY, "Forget an article" },
    { GET,     "/api/oa/{id}/menu",         PERM_OA_READ,  get_menu,      NULL, NULL, &oa_menu_shape, 0, "The menu of an account as it is edited" },
    { PUT,     "/api/oa/{id}/menu",         PERM_OA_WRITE, save_menu,     NULL, &oa_menu_draft_shape, &oa_menu_shape, AUDITED | IF_MATCH, "Save the menu; people see it once it is published" },
    { POST,    "/api/oa/{id}/menu/publish", PERM_OA_WRITE, publish_menu,  NULL, NULL, &oa_menu_shape, AUDITED, "Publish the saved menu" },
    { POST,    "/api/oa/{id}/menu/withdraw", PERM_OA_WRITE, withdraw_menu, NULL, NULL, &oa_menu_shape, AUDITED, "Take the menu off the platform; the saved one stays" },
    { POST,    "/api/oa/{id}/menu/compare", PERM_OA_READ,  compare_menu,  NULL, NULL, &oa_menu_diff_shape, AUDITED | OUTSIDE, "The platform's menu beside the saved one" },
    { POST,    "/api/oa/{id}/sync",         PERM_OA_WRITE, start_sync,    NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Read all fans of an account again" },
    { GET,     "/api/oa/{id}/figures",      PERM_OA_READ,  get_figures,   &figures_query_shape, NULL, &oa_figures_shape, 0, "Fans and reads per day, articles, taps of the menu" },
    { POST,    "/api/oa/{id}/figures/pull", PERM_OA_WRITE, start_figures, NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Ask the platform for the figures of the last 30 days" },
};
const RouteList oa_routes = ROUTE_LIST_OF(MODULE_OA, "oa", routes);

static const Route door_routes[] = {
    { GET,     "/callback/oa/{app_id}",     PERM_PUBLIC,   verify_door,   NULL, NULL, NULL, RAW, "The platform checks our address" },
    { POST,    "/callback/oa/{app_id}",     PERM_PUBLIC,   receive,       NULL, NULL, NULL, RAW, "An official account or mini program tells us something" },
    { POST,    "/api/mini/{app_id}/sign-in", PERM_PUBLIC,  sign_in,       NULL, &oa_sign_in_shape, &oa_signed_in_shape, AUDITED | OUTSIDE, "A page of a mini program signs its user in by the code of wx.login" },
    { POST,    "/api/mini/{app_id}/phone",  PERM_PUBLIC,   bind_phone,    NULL, &oa_phone_shape, &oa_phone_bound_shape, AUDITED | OUTSIDE, "A page of a mini program binds the phone its user agreed to tell" },
};
const RouteList oa_door_routes = ROUTE_LIST("oa", door_routes);
// clang-format on
