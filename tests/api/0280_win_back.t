# A loss is work: contacted, given up, and won by itself when the customer comes back.
connect
GET /api/first-steps -> 200 {"is_connected": true, "has_staff": true}
sim POST customers {"name": "赵女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "赵女士"}]}
GET /api/win-backs -> 200 {"items": [], "waiting_count": 0}
sim POST customers/{person}/delete {"userid": "zhangsan"} -> 200
wait GET /api/win-backs -> 200 {"items": [{"customer_name": "赵女士", "state": "waiting", "revision": 1}], "waiting_count": 1}
keep loss = items[0].relation_id
PUT /api/win-backs/{loss} if-match r1 {"state": "contacted", "note": "已电话"} -> 200 {"state": "contacted", "note": "已电话", "revision": 2}
PUT /api/win-backs/{loss} if-match r1 {"state": "given_up"} -> 412 {"reason": "win_back.changed_meanwhile"}
PUT /api/win-backs/{loss} if-match r2 {"state": "given_up"} -> 200 {"revision": 3}
PUT /api/win-backs/{loss} if-match r3 {"state": "waiting"} -> 200 {"state": "waiting"}
GET /api/win-backs?state=waiting -> 200 {"items": [{"relation_id": "{loss}"}], "waiting_count": 1}
GET /api/win-backs?mine=true -> 200 {"items": []}
PUT /api/win-backs/77 if-match r1 {"state": "waiting"} -> 404
pause 1.1
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/win-backs?state=won -> 200 {"items": [{"relation_id": "{loss}"}]}
GET /api/me/notification-settings -> 200 {"quiet_from": null}
PUT /api/me/notification-settings {"choices": [{"kind": "effect.dead", "channel": "off"}], "quiet_from": "22:00", "quiet_until": "08:00"} -> 200 {"quiet_from": "22:00", "quiet_until": "08:00"}
PUT /api/me/notification-settings {"choices": [], "quiet_from": "25:00", "quiet_until": "08:00"} -> 400 {"reason": "notification.bad_hours"}
