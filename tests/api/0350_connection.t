# The connection wizard: every mistake has a plain reason, and none is stored.
sim GET world?brief=1 -> 200 {"corps": [{"corp_id": "*"}]}
keep corp = corps[0].corp_id
keep secret = corps[0].apps[0].secret
keep agent = corps[0].apps[0].agent_id
POST /api/connections/check {"name": "x", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"corp_ok": true, "checks": ["...", {"step": "app_token", "state": "ok"}, {"step": "contact_access", "state": "ok"}, {"step": "callback", "state": "waiting"}]}
POST /api/connections/check {"name": "x", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "wrong-wrong-wrong", "base_url": "{sim_url}"} -> 200
    {"corp_ok": false, "checks": ["...", {"step": "app_token", "state": "failed", "reason": "connection.wrong_secret", "errcode": 40001}]}
POST /api/connections/check {"name": "x", "corp_id": "ww0000000000000000", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"corp_ok": false, "checks": ["...", {"step": "app_token", "state": "failed", "reason": "connection.wrong_corp"}]}
POST /api/connections/check {"name": "x", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "http://127.0.0.1:1"} -> 200
    {"checks": ["...", {"step": "app_token", "state": "failed", "reason": "connection.unreachable"}]}
sim POST apps/{corp}/{agent} {"trusted_ips": "10.0.0.1"} -> 200
sim POST switches {"check_ips": true} -> 200
POST /api/connections/check {"name": "x", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "{sim_url}"} -> 200
    {"checks": ["...", {"step": "ip", "state": "failed", "reason": "connection.ip_not_trusted"}]}
sim POST switches {"check_ips": false} -> 200
GET /api/connections -> 200 {"items": []}
# The same corp is connected once; the callback waits until the platform has checked it.
POST /api/connections {"name": "小满", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "{sim_url}", "login_url": "{sim_url}"} -> 201
    {"callback_url": "*", "callback_token": "*", "callback_aes_key": "*", "has_app_secret": true, "app_secret": null}
keep connection = id
keep url = callback_url
keep token = callback_token
keep aes = callback_aes_key
POST /api/connections {"name": "又一次", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}"} -> 409
GET /api/connections -> 200 {"items": [{"name": "小满", "callback_token": null}]}
GET /api/connections/{connection} -> 200 {"callback_verified_at": null}
POST /api/connections/{connection}/check -> 200 {"checks": ["...", {"step": "callback", "state": "waiting"}]}
sim POST apps/{corp}/{agent}/callback {"url": "{url}", "token": "wrongtoken", "aes_key": "{aes}"} -> 400
sim POST apps/{corp}/{agent}/callback {"url": "{url}", "token": "{token}", "aes_key": "{aes}"} -> 200
POST /api/connections/{connection}/check -> 200 {"checks": ["...", {"step": "callback", "state": "ok"}]}
# A secret that was changed on the platform shows as ill, and a right one heals it.
PUT /api/connections/{connection} if-match r1 {"name": "小满母婴", "corp_id": "{corp}", "agent_id": {agent}, "base_url": "{sim_url}", "login_url": "{sim_url}"} -> 200 {"name": "小满母婴", "has_app_secret": true}
keep revision = revision
PUT /api/connections/{connection} if-match r1 {"name": "晚了", "corp_id": "{corp}", "agent_id": {agent}} -> 412
POST /api/connections/{connection}/sync {"what": "org"} -> 202 {"state": "queued"}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done"}
GET /api/jobs -> 200 {"items": ["...", {"id": "{job}"}]}
POST /api/jobs/{job}/cancel -> 409
GET /api/departments -> 200 {"items": ["...", {"name": "*"}]}
# This corp gave no secret of customer contact: an app may change only the tags it made itself.
platform customer externalcontact/add_corp_tag {"group_name": "别家的", "tag": [{"name": "咖啡"}]} -> 200 {"errcode": 0}
POST /api/connections/{connection}/sync {"what": "tags"} -> 202
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done"}
wait GET /api/tags -> 200 {"items": [{"name": "咖啡"}]}
keep coffee = items[0].id
PUT /api/tags/{coffee} if-match r1 {"name": "茶"} -> 200
wait GET /api/effects?state=dead -> 200 {"items": [{"kind": "wecom.save_tag", "reason": "connection.not_our_object"}]}
wait GET /api/tag-groups -> 200 {"items": [{"name": "别家的", "tags": [{"sync_state": "failed", "sync_reason": "connection.not_our_object"}]}]}
as nobody
GET /api/sign-in-options -> 200 {"items": [{"connection_id": "{connection}", "name": "小满母婴"}]}
GET /api/sign-in-options?tenant=main -> 200 {"items": [{"connection_id": "{connection}", "name": "小满母婴"}]}
as other
GET /api/sign-in-options?tenant=other -> 200 {"items": []}
GET /api/connections -> 200 {"items": []}
GET /api/connections/{connection} -> 404
POST /api/connections/{connection}/sync {"what": "org"} -> 404
as admin
GET /api/connections/{connection}/js-ticket?url={own_url}/side -> 200 {"config_signature": "*", "agent_signature": "*"}
GET /api/connections/{connection}/js-ticket?url=http%3A%2F%2Fexample.test%2Fside -> 403 {"reason": "js_ticket.foreign_url"}
PUT /api/connections/{connection} if-match r{revision} {"name": "x", "corp_id": "{corp}", "agent_id": {agent}, "app_secret": "{secret}", "base_url": "http://169.254.169.254"} -> 400 {"reason": "connection.private_url"}
GET /api/connections/{connection} -> 200
keep revision = revision
DELETE /api/connections/{connection} if-match r{revision} -> 204
GET /api/connections/{connection} -> 404
