# An official account (公众号): connected by wizard, its fans are persons, whichever came first.
connect
sim GET accounts -> 200 {"accounts": ["...", {"kind": "oa"}, {"kind": "mini_program"}]}
keep app = accounts[0].app_id
keep secret = accounts[0].secret
# Every mistake has a plain reason, and none is stored.
POST /api/connections/check {"kind": "oa", "name": "x", "corp_id": "{app}", "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"corp_ok": true, "checks": ["...", {"step": "app_token", "state": "ok"}, {"step": "fan_access", "state": "ok"}, {"step": "menu_access", "state": "ok"}, {"step": "callback", "state": "waiting"}]}
POST /api/connections/check {"kind": "oa", "name": "x", "corp_id": "{app}", "app_secret": "0000", "base_url": "{sim_url}"} -> 200
    {"corp_ok": false, "checks": ["...", {"step": "app_token", "state": "failed", "reason": "oa.wrong_secret", "errcode": 40125}]}
POST /api/connections/check {"kind": "oa", "name": "x", "corp_id": "wx0000000000000000", "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"checks": ["...", {"step": "app_token", "state": "failed", "reason": "oa.wrong_app_id"}]}
sim POST accounts/{app} {"trusted_ips": "10.0.0.1"} -> 200
sim POST switches {"check_ips": true} -> 200
POST /api/connections/check {"kind": "oa", "name": "x", "corp_id": "{app}", "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"checks": ["...", {"step": "ip", "state": "failed", "reason": "oa.ip_not_listed", "detail": "127.0.0.1"}]}
sim POST switches {"check_ips": false} -> 200
POST /api/connections {"kind": "oa", "name": "小满公众号", "corp_id": "{app}", "app_secret": "{secret}", "token": "a!", "base_url": "{sim_url}"} -> 400 {"reason": "connection.bad_token"}
POST /api/connections {"kind": "oa", "name": "小满公众号", "corp_id": "{app}", "app_secret": "{secret}", "aes_key": "short", "base_url": "{sim_url}"} -> 400 {"reason": "connection.bad_aes_key"}
POST /api/connections {"kind": "oa", "name": "小满公众号", "corp_id": "{app}", "app_secret": "{secret}", "token": "weftoatoken", "base_url": "{sim_url}"} -> 201
    {"kind": "oa", "callback_url": "~/callback/oa/", "callback_token": "weftoatoken", "callback_aes_key": "*"}
keep account = id
keep url = callback_url
keep aes = callback_aes_key
POST /api/connections {"kind": "oa", "name": "又一次", "corp_id": "{app}", "app_secret": "{secret}", "base_url": "{sim_url}"} -> 409 {"reason": "connection.corp_taken"}
sim POST accounts/{app}/callback {"url": "{url}", "token": "wrongtoken", "aes_key": "{aes}"} -> 400
sim POST accounts/{app}/callback {"url": "{url}", "token": "weftoatoken", "aes_key": "{aes}", "mode": "safe"} -> 200
POST /api/connections/{account}/check -> 200 {"checks": ["...", {"step": "callback", "state": "ok"}]}
POST /api/oa/replies {"connection_id": "{account}", "name": "关注", "occasion": "follow", "is_on": true, "messages": [{"kind": "text", "text": "欢迎关注"}, {"kind": "link", "text": "会员中心", "url": "https://example.test/vip"}]} -> 201 {"hit_count": 0}
keep follow_reply = id
POST /api/oa/replies {"connection_id": "{account}", "name": "优惠", "occasion": "keyword", "is_on": true, "keywords": ["优惠", "优惠券"], "messages": [{"kind": "text", "text": "本周满减"}]} -> 201
keep keyword_reply = id
POST /api/oa/replies {"connection_id": "{account}", "name": "空", "occasion": "keyword", "messages": [{"kind": "text", "text": "x"}]} -> 400 {"reason": "oa.keyword_missing"}
POST /api/oa/replies {"connection_id": "{account}", "name": "空", "occasion": "default", "messages": [{"kind": "link", "text": "x", "url": "javascript:1"}]} -> 400 {"reason": "oa.part_url"}
# Friend first, then fan: his unionid is told when he is read, and the two are one.
sim POST customers {"name": "先好友", "unionid": true} -> 200 {"customer": {"unionid": "*"}}
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers?q=%E5%85%88%E5%A5%BD%E5%8F%8B -> 200 {"items": [{"name": "先好友"}]}
keep friend = items[0].id
sim POST accounts/{app}/follow {"external_userid": "{p}"} -> 200 {"openid": "*"}
keep openid = openid
keep union = unionid
sim GET accounts/{app}/fans?external_userid={p} -> 200 {"fans": [{"openid": "{openid}", "is_following": true}]}
sim GET accounts/{app}/fans?external_userid=nobody -> 400
wait GET /api/people?identity=openid%3A{openid}%40{app} -> 200 {"id": "{friend}"}
GET /api/people?identity=unionid%3A{union} -> 200 {"id": "{friend}"}
wait GET /api/oa/fans?customer_id={friend} -> 200 {"items": [{"openid": "{openid}", "is_following": true, "unionid": "{union}", "scene": "ADD_SCENE_SEARCH"}]}
keep fan = items[0].id
GET /api/customers/{friend} -> 200 {"name": "先好友", "identities": ["...", {"kind": "external_userid"}, {"kind": "openid"}, {"kind": "unionid"}]}
wait GET /api/events?person_id={friend}&type=oa.followed -> 200 {"items": [{"payload": {"openid": "{openid}", "account": "小满公众号"}}]}
GET /api/events?person_id={friend}&type=oa.replied -> 200 {"items": [{"payload": {"reply_name": "关注", "at_once": 1}}]}
# The first part was answered at once, the second came as a customer message.
wait sim GET accounts/{app}/lines?openid={openid} -> 200 {"lines": ["...", {"from": "account", "type": "text", "content": {"passive": true, "content": "欢迎关注"}}, {"from": "account", "type": "news", "content": {"articles": [{"title": "会员中心"}]}}]}
wait GET /api/oa/replies?connection_id={account} -> 200 {"items": [{"name": "关注", "hit_count": 1}]}
# Fan first, then friend.
sim POST accounts/{app}/follow {"customer": {"name": "先粉丝"}} -> 200
keep openid2 = openid
keep p2 = external_userid
keep union2 = unionid
wait GET /api/people?identity=unionid%3A{union2} -> 200 {"id": "*"}
keep second = id
sim POST customers/{p2}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers?q=%E5%85%88%E7%B2%89%E4%B8%9D -> 200 {"items": [{"id": "{second}", "name": "先粉丝"}]}
GET /api/people?identity=openid%3A{openid2}%40{app} -> 200 {"id": "{second}"}
# A corp that does not tell unionids: who follows is known by a pending id, for 90 days; when he becomes a friend, the two are one.
sim POST customers {"name": "不告诉", "hides_unionid": true} -> 200
keep hidden = external_userid
sim POST customers/{hidden}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers?q=%E4%B8%8D%E5%91%8A%E8%AF%89 -> 200 {"items": [{"name": "不告诉"}]}
sim POST accounts/{app}/follow {"customer": {"name": "待关联", "hides_unionid": true}} -> 200
keep openid3 = openid
keep p3 = external_userid
wait GET /api/people?identity=openid%3A{openid3}%40{app} -> 200 {"id": "*"}
keep third = id
wait GET /api/customers/{third} -> 200 {"identities": ["...", {"kind": "pending_id", "source": "wecom", "until": "*"}]}
sim POST customers/{p3}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers/{third} -> 200 {"name": "待关联", "identities": ["...", {"kind": "external_userid"}]}
GET /api/people?identity=openid%3A{openid3}%40{app} -> 200 {"id": "{third}"}
# What he does are events; a repeat is one event; what we do not know is kept and shown.
sim POST pump {"duplicate_percent": 100} -> 200
sim POST accounts/{app}/say {"openid": "{openid}", "text": "有优惠吗"} -> 200
sim GET pump/wait?timeout_ms=20000 -> 200
sim POST pump {"duplicate_percent": 0} -> 200
wait GET /api/events?person_id={friend}&type=oa.messaged -> 200 {"items": [{"payload": {"text": "有优惠吗"}}]}
GET /api/events?person_id={friend}&type=oa.replied -> 200 {"items": ["...", {"payload": {"reply_name": "优惠"}}]}
sim POST accounts/{app}/say {"openid": "{openid}", "type": "location", "text": "广州"} -> 200
sim POST accounts/{app}/tap {"openid": "{openid}", "url": "https://example.test/shop"} -> 200
sim POST accounts/{app}/event {"openid": "{openid}", "event": "TEMPLATESENDJOBFINISH", "fields": {"MsgID": "7", "Status": "failed: system failed"}} -> 200
sim POST accounts/{app}/event {"openid": "{openid}", "event": "brand_new_thing", "fields": {"Colour": "green"}} -> 200
wait GET /api/events?person_id={friend}&type=oa.menu_viewed -> 200 {"items": [{"payload": {"url": "https://example.test/shop"}}]}
wait GET /api/events?person_id={friend}&type=oa.template_sent -> 200 {"items": [{"payload": {"status": "failed: system failed"}}]}
wait GET /api/events?person_id={friend}&type=oa.told -> 200 {"items": [{"payload": {"event": "brand_new_thing"}}]}
wait GET /api/callbacks?connection_id={account}&state=ignored -> 200 {"items": [{"event": "brand_new_thing", "reason": "callback.not_used", "payload": {"fields": {"Colour": "green"}}}]}
keep callback = items[0].id
POST /api/callbacks/{callback}/replay -> 204
# He leaves and comes back: two intervals.
pause 1.1
sim POST accounts/{app}/unfollow {"openid": "{openid}"} -> 200
wait GET /api/oa/fans?customer_id={friend} -> 200 {"items": [{"is_following": false, "unfollowed_at": "*"}]}
GET /api/oa/fans/{fan}/follows -> 200 {"items": [{"ended_at": "*"}]}
wait GET /api/events?person_id={friend}&type=oa.unfollowed -> 200 {"items": [{"type": "oa.unfollowed"}]}
# A code with a scene: counted with and without following, in plain and compatible mode, too.
POST /api/oa/qrs {"connection_id": "{account}", "name": "门店海报", "is_permanent": true} -> 201 {"state": "making"}
keep qr = id
wait GET /api/oa/qrs?connection_id={account} -> 200 {"items": [{"id": "{qr}", "state": "ready", "url": "*", "expires_at": null}]}
keep ticket = items[0].ticket
keep revision = items[0].revision
sim POST accounts/{app} {"mode": "plain"} -> 200
sim POST accounts/{app}/scan {"ticket": "{ticket}", "customer": {"name": "扫码来的"}} -> 200 {"is_following": true}
keep openid3 = openid
wait GET /api/oa/qrs?connection_id={account} -> 200 {"items": [{"scan_count": 1, "follow_count": 1}]}
sim POST accounts/{app} {"mode": "compatible"} -> 200
sim POST accounts/{app}/scan {"ticket": "{ticket}", "openid": "{openid3}"} -> 200
wait GET /api/oa/qrs?connection_id={account} -> 200 {"items": [{"scan_count": 2, "follow_count": 1}]}
sim POST accounts/{app} {"mode": "safe"} -> 200
wait GET /api/people?identity=openid%3A{openid3}%40{app} -> 200 {"id": "*"}
keep third = id
wait GET /api/events?person_id={third}&type=oa.scanned -> 200 {"items": [{"payload": {"qr_name": "门店海报"}}]}
wait GET /api/oa/fans?customer_id={third} -> 200 {"items": [{"qr_id": "{qr}", "scene": "ADD_SCENE_QR_CODE"}]}
PUT /api/oa/qrs/{qr} if-match r{revision} {"name": "门店新海报"} -> 200 {"name": "门店新海报", "scan_count": 2}
POST /api/oa/qrs/{qr}/renew -> 200 {"state": "making"}
wait GET /api/oa/qrs?connection_id={account} -> 200 {"items": [{"state": "ready"}]}
POST /api/oa/qrs {"connection_id": "{account}", "name": "x", "channel_code_id": "7"} -> 400 {"reason": "oa.unknown_code"}
# A contact code in a menu: an add in WeCom is attributed to the button it came from.
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/channel-codes {"name": "公众号顾问", "staff": [{"staff_id": "{staff}", "weight": 1}], "allocation": "random", "skip_verify": true, "welcome_mode": "policy"} -> 201
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "link": "*", "config_id": "*"}
keep config = config_id
GET /api/oa/{account}/menu -> 200 {"state": "draft", "buttons": []}
POST /api/oa/{account}/menu/publish -> 409 {"reason": "oa.menu_empty"}
PUT /api/oa/{account}/menu if-match r1 {"buttons": [{"name": "太长太长太长太长", "kind": "click"}]} -> 400 {"reason": "oa.button_name"}
PUT /api/oa/{account}/menu if-match r1 {"buttons": [{"name": "联系顾问", "kind": "code", "key": "adviser", "channel_code_id": "{code}"}, {"name": "更多", "buttons": [{"name": "商城", "kind": "view", "url": "https://example.test/shop"}, {"name": "优惠", "kind": "click", "key": "offer"}]}]} -> 200 {"state": "draft", "buttons": [{"key": "adviser"}, {"buttons": [{"kind": "view"}, {"key": "offer"}]}]}
PUT /api/oa/{account}/menu if-match r1 {"buttons": []} -> 412
POST /api/oa/{account}/menu/compare -> 200 {"is_there": false, "is_same": false, "platform": []}
POST /api/oa/{account}/menu/publish -> 200 {"state": "publishing"}
wait GET /api/oa/{account}/menu -> 200 {"state": "published", "published_at": "*"}
POST /api/oa/{account}/menu/compare -> 200 {"is_there": true, "is_same": true, "platform": [{"name": "联系顾问", "type": "click", "key": "adviser"}]}
POST /api/oa/replies {"connection_id": "{account}", "name": "菜单优惠", "occasion": "menu", "is_on": true, "keywords": ["offer"], "messages": [{"kind": "code", "text": "加顾问领券", "channel_code_id": "{code}"}]} -> 201
keep menu_reply = id
sim POST accounts/{app}/tap {"openid": "{openid2}", "key": "adviser"} -> 200
wait sim GET accounts/{app}/lines?openid={openid2} -> 200 {"lines": ["...", {"from": "account", "type": "news", "content": {"passive": true, "articles": [{"title": "添加企业微信顾问", "url": "*"}]}}]}
wait GET /api/oa/places?connection_id={account} -> 200 {"items": ["...", {"kind": "menu", "name": "联系顾问", "touch_count": 1, "add_count": 0}, {"kind": "reply", "name": "菜单优惠"}]}
wait GET /api/events?person_id={second}&type=oa.menu_clicked -> 200 {"items": [{"payload": {"button": "联系顾问", "key": "adviser"}}]}
sim POST customers/{p2}/delete {"userid": "zhangsan"} -> 200
wait GET /api/customers/{second} -> 200 {"relations": ["...", {"ended_at": "*"}]}
pause 1.1
sim POST customers/scan {"config_id": "{config}", "external_userid": "{p2}"} -> 200 {"outcome": "added"}
wait GET /api/events?person_id={second}&type=oa.add_attributed -> 200 {"items": [{"payload": {"kind": "menu", "name": "联系顾问", "how": "touch", "code_name": "公众号顾问"}}]}
wait GET /api/oa/places?connection_id={account} -> 200 {"items": [{"kind": "menu", "add_count": 1}]}
POST /api/oa/places {"connection_id": "{account}", "name": "双十一攻略", "url": "https://mp.weixin.qq.com/s/abc", "channel_code_id": "{code}"} -> 201 {"kind": "article"}
keep place = id
DELETE /api/oa/places/{place} -> 204
PUT /api/oa/replies/{keyword_reply} if-match r1 {"name": "优惠", "occasion": "keyword", "is_exact": true, "is_on": true, "keywords": ["优惠"], "messages": [{"kind": "text", "text": "全场九折"}]} -> 200 {"is_exact": true}
DELETE /api/oa/replies/{menu_reply} if-match r1 -> 204
POST /api/oa/{account}/menu/withdraw -> 200 {"state": "publishing"}
wait GET /api/oa/{account}/menu -> 200 {"state": "draft"}
sim GET accounts -> 200 {"accounts": [{"menu": []}]}
# A token the platform no longer takes is replaced, though it gives the same one again.
sim POST accounts/{app} {"kill_token": true} -> 200
POST /api/oa/{account}/menu/compare -> 200 {"is_there": false}
sim POST faults {"path": "menu/get", "errcode": 48001, "times": 1} -> 200
POST /api/oa/{account}/menu/compare -> 503 {"reason": "oa.api_not_granted"}
sim POST faults {"path": "menu/get", "errcode": 45009, "times": 1} -> 200
POST /api/oa/{account}/menu/compare -> 503 {"reason": "oa.quota_used_up"}
# All fans at once, in a job that can be resumed; who was not met yet is a person now.
sim POST accounts/{app}/callback {"url": ""} -> 200
sim POST accounts/{app}/follow {"customer": {"name": "静悄悄"}} -> 200
keep quiet = openid
sim POST accounts/{app}/unfollow {"openid": "{openid3}"} -> 200
POST /api/oa/{account}/sync -> 202 {"kind": "oa.sync"}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done"}
wait GET /api/people?identity=openid%3A{quiet}%40{app} -> 200 {"id": "*"}
GET /api/oa/fans?customer_id={third} -> 200 {"items": [{"is_following": false}]}
GET /api/connections/{account} -> 200 {"last_sync_at": "*", "health": "*"}
# Figures per day, articles, taps.
POST /api/oa/{account}/figures/pull -> 202 {"kind": "oa.figures", "total": 30}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done", "done": 30}
GET /api/oa/{account}/figures?days=31 -> 200 {"days": [{"new_count": "*"}], "articles": [{"title": "*", "read_user": "*"}], "taps": ["...", {"button": "联系顾问", "taps": 1}]}
# A mini program of the same company: its user is the fan, by unionid; the phone is evidence.
sim GET accounts -> 200
keep mini = accounts[1].app_id
keep mini_secret = accounts[1].secret
POST /api/connections {"kind": "mini_program", "name": "小满商城", "corp_id": "{mini}", "app_secret": "{mini_secret}", "base_url": "{sim_url}"} -> 201 {"kind": "mini_program"}
keep program = id
POST /api/connections/{program}/check -> 200 {"corp_ok": true, "checks": [{"step": "app_token", "state": "ok"}, {"step": "ip"}, {"step": "callback", "state": "waiting"}]}
sim POST accounts/{mini}/login {"external_userid": "{p2}", "phone": "13800138000"} -> 200 {"js_code": "*", "phone_code": "*"}
keep js_code = js_code
keep phone_code = phone_code
keep mini_openid = openid
as nobody
POST /api/mini/{mini}/sign-in {"code": "{js_code}"} -> 200 {"openid": "{mini_openid}", "token": "*"}
keep token = token
POST /api/mini/{mini}/sign-in {"code": "{js_code}"} -> 400 {"reason": "oa.code_used"}
POST /api/mini/{mini}/sign-in {"code": "nonsense"} -> 400 {"reason": "oa.bad_code"}
POST /api/mini/wx0000000000000000/sign-in {"code": "x"} -> 404
POST /api/mini/{mini}/phone {"code": "{phone_code}", "token": "forged"} -> 403 {"reason": "oa.bad_session"}
POST /api/mini/{mini}/phone {"code": "{phone_code}", "token": "{token}"} -> 200 {"phone_masked": "~138"}
as admin
wait GET /api/people?identity=openid%3A{mini_openid}%40{mini} -> 200 {"id": "{second}"}
wait GET /api/people?identity=phone%3A13800138000 -> 200 {"id": "{second}"}
wait GET /api/events?person_id={second}&type=oa.phone_bound -> 200 {"items": [{"payload": {"account": "小满商城"}}]}
as other
GET /api/oa/fans -> 200 {"items": []}
GET /api/oa/fans/{fan}/follows -> 404
GET /api/oa/qrs -> 200 {"items": []}
GET /api/oa/{account}/menu -> 404
PUT /api/oa/replies/{follow_reply} if-match r1 {"name": "x", "occasion": "default", "messages": [{"kind": "text", "text": "x"}]} -> 404
as admin
GET /api/dead-letters -> 200 {"items": []}
