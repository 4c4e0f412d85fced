# One conversation over all channels: an official account, a page, a live stream, and a welcome of a member.
connect
sim GET accounts -> 200 {"accounts": ["...", {"kind": "oa"}]}
keep app = accounts[0].app_id
keep secret = accounts[0].secret
POST /api/connections {"kind": "oa", "name": "小满公众号", "corp_id": "{app}", "app_secret": "{secret}", "token": "weftoatoken", "base_url": "{sim_url}"} -> 201
keep account = id
keep url = callback_url
keep aes = callback_aes_key
sim POST accounts/{app}/callback {"url": "{url}", "token": "weftoatoken", "aes_key": "{aes}", "mode": "safe"} -> 200
POST /api/oa/replies {"connection_id": "{account}", "name": "优惠", "occasion": "keyword", "is_on": true, "keywords": ["优惠"], "messages": [{"kind": "text", "text": "本周满减"}]} -> 201
sim POST accounts/{app}/follow {"customer": {"name": "问题多"}} -> 200
keep openid = openid
wait GET /api/people?identity=openid%3A{openid}%40{app} -> 200
keep fan = id
sim POST accounts/{app}/say {"openid": "{openid}", "text": "有优惠吗"} -> 200
wait GET /api/customers/{fan}/thread -> 200 {"items": ["...", {"channel": "oa", "side": "brand", "kind": "text", "text": "本周满减", "account": "小满公众号"}]}
GET /api/customers/{fan}/thread -> 200 {"items": ["...", {"channel": "oa", "side": "customer", "text": "有优惠吗", "type": "oa.messaged"}]}
POST /api/sources {"name": "网站"} -> 201
keep key = write_key
POST /v1/track {"writeKey": "{key}", "userId": "u77", "event": "Message Sent", "messageId": "t1", "properties": {"text": "尺码怎么选"}} -> 200
POST /v1/track {"writeKey": "{key}", "userId": "u77", "event": "Question Asked", "messageId": "t2", "properties": {"question": "直播间同款吗", "channel": "douyin_live"}} -> 200
POST /v1/track {"writeKey": "{key}", "userId": "u77", "event": "Message Received", "messageId": "t3", "properties": {"text": "按身高选"}} -> 200
POST /v1/track {"writeKey": "{key}", "userId": "u77", "event": "Viewed", "messageId": "t4"} -> 200
GET /api/people?identity=user_id:u77 -> 200
keep visitor = id
POST /api/customers/{fan}/merge {"other_id": "{visitor}"} -> 200
GET /api/customers/{fan}/thread -> 200 {"items": ["...", {"channel": "web", "side": "customer", "text": "尺码怎么选"}]}
GET /api/customers/{visitor}/thread?channel=douyin_live -> 200 {"items": [{"channel": "douyin_live", "side": "customer", "text": "直播间同款吗", "occurred_at": "*"}], "next_cursor": null}
GET /api/customers/{fan}/thread?channel=web -> 200 {"items": ["...", {"side": "brand", "text": "按身高选"}]}
GET /api/customers/{fan}/thread?channel=oa&limit=1 -> 200 {"items": [{"channel": "oa"}], "next_cursor": "*"}
GET /api/customers/{fan}/thread?channel=fax -> 200 {"items": [], "next_cursor": null}
as other
GET /api/customers/{fan}/thread -> 404
