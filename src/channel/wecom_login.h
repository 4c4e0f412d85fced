/* wecom_login.h -- signing in with WeCom, and the signatures of its JS-SDK.  Private to channel/.
 */
#ifndef CHANNEL_WECOM_LOGIN_H
#define CHANNEL_WECOM_LOGIN_H

#include "channel/channel.h"

/* A button of the sign-in page. */
typedef struct SignInOption {
    int64_t connection_id;
    Str     name, url;
} SignInOption;
extern const Shape sign_in_option_shape;
/* Global: the active connections with an application of the brand with that code; without one
 * of the first brand, and none of an unknown one: nobody learns of other brands here. */
Code               wecom_login_options(Ctx *cx, Str tenant_code, Rows *options) MUST_USE;

/* Where a browser goes first: the platform's page, with the cookie that remembers why.
 * `in_client`: inside the WeCom app, where no QR code is needed.  "connection.not_found". */
Code wecom_login_start(Ctx *cx, ConnectionId id, Str return_to, bool in_client, Str *url,
                       Str *cookie) MUST_USE;

typedef struct LoginReturn {
    Str code, state, cookie, user_agent, address;
} LoginReturn;
/* The browser is back.  Sets `location` and the cookies in any case; a refusal goes to
 * /sign-in?reason=..., never to an error page.  Who has codes goes to /sign-in?step=code and gets,
 * in place of a session, the cookie of org_session_ask_code(). */
Code wecom_login_finish(Ctx *cx, const LoginReturn *back, Str *location,
                        Str *session_cookie) MUST_USE;
/* Set-Cookie that forgets the one of wecom_login_start. */
Str  wecom_login_cookie_gone(Ctx *cx);
/* The path if it is one of our own pages, else "/". */
Str  wecom_login_local_path(Str return_to);

typedef struct JsTicket {
    Str     corp_id;
    int64_t agent_id, timestamp;
    Str     nonce, config_signature, agent_signature;
} JsTicket;
extern const Shape js_ticket_shape;
/* Signs `url` (what follows '#' is left out), a page of our own, for wx.config and
 * wx.agentConfig.  Outside a transaction. ERR_UNAVAILABLE with the platform's reason,
 * ERR_DENIED "js_ticket.foreign_url". */
Code               wecom_login_js_ticket(Ctx *cx, ConnectionId id, Str url, JsTicket *out) MUST_USE;

#endif
