/* account.h -- official accounts (公众号) and mini programs (小程序) of a corp, and who follows
 * them.
 *
 * An account is an App without a place among the corp's own: its token, address list, callback and
 * log are an app's.  A fan is a customer of the world as one account knows him. */
#ifndef SIM_ACCOUNT_H
#define SIM_ACCOUNT_H

#include "sim/world.h"

/* Where the places of accounts begin, so that they are none of the apps'. */
enum { ACCOUNT_INDEX = 1000 };

typedef enum AccountMode { MODE_PLAIN = 1, MODE_COMPATIBLE, MODE_SAFE } AccountMode;
extern const Words account_mode_words;

/* One line of what an account and a fan write. */
typedef struct FanLine {
    struct FanLine *next;
    int64_t         id, at_ms;
    const char     *from;          /* "fan", "account", "system" */
    Str             type, content; /* JSON */
} FanLine;

typedef struct Fan {
    App        *app;
    Customer   *customer;
    Str         openid;
    bool        is_following;
    int64_t     followed_s, qr_scene; /* the scene by number; 0 = by text */
    const char *scene;                /* "ADD_SCENE_QR_CODE"        */
    Str         qr_text, remark;
    int64_t     window_until_ms, replies_left; /* of customer messages */
    FanLine    *first, *last;
} Fan;

/* A QR code with a scene. */
typedef struct SceneCode {
    Str     ticket, url, text; /* text: scene_str, or the number in digits */
    int64_t number;            /* scene_id, or 0                           */
    int64_t until_ms;          /* 0 = for ever                             */
    int64_t scans, follows;
} SceneCode;

/* An article as the figures tell of it. */
typedef struct Article {
    Str     msgid, title;
    int64_t published_day; /* of China, since 1970 */
    int64_t targets;
} Article;

struct Account {
    App        *app;
    AccountMode mode;
    Str         app_id, gh_id;
    bool        is_verified; /* may call what an unverified one may not (48001) */
    bool        is_mini;
    List        fans, codes, articles; /* Fan, SceneCode, Article */
    StrMap     *fan_by_openid, *code_by_ticket, *code_by_url;
    StrMap     *session_by_code; /* js_code and phone codes -> AccountCode */
    Fan       **fan_by_customer; /* by the customer's index                */
    size_t      fan_room;
    int64_t     menu_id, message_number, line_number;
    int64_t     codes_for_ever;
};

/* A code of five minutes that works once. */
typedef struct AccountCode {
    Str       code;
    Customer *customer;
    Str       phone; /* of a phone binding; absent: of signing in */
    int64_t   until_ms;
    bool      is_used;
} AccountCode;

/* With a secret, keys and, but for mini programs, some articles. */
App *account_add(Corp *corp, const char *name, bool is_mini);
/* NULL when there is none of that app_id. */
App *account_find(const World *world, Str app_id);
/* The person as this account knows him, made when he was never met. */
Fan *account_fan(App *app, Customer *customer);
/* NULL when unknown. */
Fan *account_fan_of(const App *app, Str openid);
/* Follows silently, as of an instant before the start. */
void account_follow_past(Fan *fan, int64_t at_s);
/* Adds a line; `from` is a literal, `content` JSON. */
void account_line(Fan *fan, const char *from, Str type, Str content);

/* ---- what fans do; the account's callback is told ---- */

/* By a code, or found somehow; and leaving. */
void account_follow(Fan *fan, const char *scene, SceneCode *code);
void account_unfollow(Fan *fan);
/* A follower's SCAN; one who does not follow follows by it. */
void account_scan(Fan *fan, SceneCode *code);

typedef struct TellField {
    const char *name;
    Str         value;
    bool        is_raw; /* XML as it is */
} TellField;
/* Any event or message: `type` "event" with `event`, or "text", "image", ... */
void account_tell(Fan *fan, const char *type, const char *event, const TellField *fields,
                  size_t count);

/* What the account's server answered at once: nothing, a reply, or what the platform calls a
 * failure.  Called by the pump. */
void account_answered(App *app, Str openid, Arena *arena, Str body);

#endif
