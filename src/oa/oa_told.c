/* oa_told.c -- the events and messages of 公众号, one table. */
#include "oa/oa_told.h"

#include "wire/wire.h"

typedef struct ToldKind {
    const char *event;
    EventType   type;
} ToldKind;

// clang-format off
/* Of persons.  What is not listed is kept and shown as it came. */
static const ToldKind kinds[] = {
    { "subscribe",                 EV_OA_FOLLOWED      },
    { "unsubscribe",               EV_OA_UNFOLLOWED    },
    { "SCAN",                      EV_OA_SCANNED       },
    { "CLICK",                     EV_OA_MENU_CLICKED  },
    { "scancode_push",             EV_OA_MENU_CLICKED  },
    { "scancode_waitmsg",          EV_OA_MENU_CLICKED  },
    { "pic_sysphoto",              EV_OA_MENU_CLICKED  },
    { "pic_photo_or_album",        EV_OA_MENU_CLICKED  },
    { "pic_weixin",                EV_OA_MENU_CLICKED  },
    { "location_select",           EV_OA_MENU_CLICKED  },
    { "VIEW",                      EV_OA_MENU_VIEWED   },
    { "view_miniprogram",          EV_OA_MENU_VIEWED   },
    { "LOCATION",                  EV_OA_LOCATED       },
    { "TEMPLATESENDJOBFINISH",     EV_OA_TEMPLATE_SENT },
    { "subscribe_msg_popup_event", EV_OA_TOLD          },
    { "subscribe_msg_change_event",EV_OA_TOLD          },
    { "subscribe_msg_sent_event",  EV_OA_TOLD          },
    { "user_enter_tempsession",    EV_OA_TOLD          },
    { "kf_create_session",         EV_OA_TOLD          },
    { "kf_close_session",          EV_OA_TOLD          },
    { "kf_switch_session",         EV_OA_TOLD          },
};
// clang-format on

static const ToldKind *kind_of(Str event)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_equal(event, str_of(kinds[i].event))) return &kinds[i];
    return NULL;
}

static Str field(const OaTold *told, const char *name)
{
    return json_str(told->fields, str_of(name));
}

/* MsgId; of an event who, when and what: two of one second are two. */
static Str id_of(Ctx *cx, const OaTold *told, Str created)
{
    const Str msg_id = field(told, "MsgId");
    if (msg_id.len > 0 && msg_id.len <= 40) return str_fmt(cx->arena, "msg:%.*s", FMT(msg_id));
    const Str what =
        str_fmt(cx->arena, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", FMT(told->openid), FMT(created),
                FMT(told->event), FMT(field(told, "EventKey")), FMT(field(told, "MsgID")));
    return str_fmt(cx->arena, "%.*s", FMT(digest_hex(cx->arena, sha256(what))));
}

static Str without(Str text, Str prefix)
{
    return str_starts(text, prefix) ? str_slice(text, prefix.len, text.len) : text;
}

Code oa_told_read(Ctx *cx, const DeliveryTold *told, OaTold *out)
{
    enum { OPENID_BYTES_MAX = 64 };
    OaTold          got   = { .at_ms = told->created_at_ms };
    JsonError       error = { 0 };
    const Code      code  = json_parse(cx->arena, told->fields, JSON_LIMITS, &got.fields, &error);
    const bool      is_message = str_equal(told->event, S("message"));
    const ToldKind *kind       = is_message ? NULL : kind_of(told->event);
    REQUIRE(cx, code == OK, ERR_INVALID, "callback.malformed");
    got.openid  = str_trim(field(&got, "FromUserName"));
    got.account = str_trim(field(&got, "ToUserName"));
    REQUIRE(cx, got.openid.len > 0 && got.openid.len <= OPENID_BYTES_MAX, ERR_INVALID,
            "callback.malformed");
    got.event     = is_message ? told->change_type : told->event;
    got.is_known  = is_message || kind != NULL;
    got.is_person = got.is_known;
    got.type      = is_message ? EV_OA_MESSAGED : kind ? kind->type : EV_OA_TOLD;
    got.key       = field(&got, "EventKey");
    got.text      = is_message ? field(&got, "Content") : (Str){ 0 };
    if (got.type == EV_OA_FOLLOWED || got.type == EV_OA_SCANNED)
        got.scene = without(got.key, S("qrscene_"));
    if (got.type == EV_OA_MENU_VIEWED) got.url = got.key;
    got.id = id_of(cx, &got, field(&got, "CreateTime"));
    *out   = got;
    return OK;
}

static void put_text(JsonOut *out, const char *name, Str text, size_t bytes_max)
{
    if (text.len > 0) json_pair_str(out, str_of(name), str_prefix_bytes(text, bytes_max));
}

void oa_told_put(JsonOut *out, const OaTold *told)
{
    static const char *const names[][2] = {
        { "MediaId", "media_id" },
        { "PicUrl", "picture_url" },
        { "Format", "format" },
        { "Title", "title" },
        { "Description", "description" },
        { "Url", "link" },
        { "Location_X", "latitude" },
        { "Location_Y", "longitude" },
        { "Latitude", "latitude" },
        { "Longitude", "longitude" },
        { "Label", "label" },
        { "Status", "status" },
        { "MsgID", "message_id" },
        { "MenuId", "menu_id" },
        { "AppId", "app" },
        { "PagePath", "page" },
        { "bizmsgmenuid", "choice" },
    };
    enum { TEXT_MAX = 6000, SHORT_MAX = 2000 };
    put_text(out, "scene", told->scene, SHORT_MAX);
    put_text(out, "url", told->url, SHORT_MAX);
    put_text(out, "text", told->text, TEXT_MAX);
    if (told->type == EV_OA_MENU_CLICKED) put_text(out, "key", told->key, SHORT_MAX);
    for (size_t i = 0; i < COUNT(names); i++)
        put_text(out, names[i][1], field(told, names[i][0]), SHORT_MAX);
}
