# Alerts: a rule on a metric is looked at, fires once, tells who is to be told, and is tried before it is kept.
connect
GET /api/alerts -> 200 {"items": []}
GET /api/me -> 200
keep me = user.id
POST /api/alerts/try {"name": "试", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "below", "threshold": 1, "every": "hour"} -> 200 {"verdict": "broken", "value_num": 0, "value_den": 1, "said_zh": "~今日添加次数 0，低于 1", "reason": ""}
POST /api/alerts/try {"name": "试", "metric": {"metric": "no.such"}, "period": "today", "condition": "below", "threshold": 1, "every": "hour"} -> 200 {"verdict": "unknown", "reason": "query.unknown_metric"}
POST /api/alerts/try {"name": "试", "metric": {"metric": "customer.adds"}, "period": "yesterday", "condition": "fallen", "percent": 20, "every": "day", "hour": 9} -> 200 {"verdict": "unknown", "reason": "alert.no_base"}
POST /api/alerts {"name": "坏", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "risen", "every": "hour"} -> 400 {"reason": "alert.needs_percent", "field": "percent"}
POST /api/alerts {"name": "坏", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "above", "every": "hour", "user_ids": ["77"]} -> 400 {"reason": "alert.unknown_receiver", "field": "user_ids"}
POST /api/alerts {"name": "坏", "metric": "adds", "period": "today", "condition": "above", "every": "hour"} -> 400 {"reason": "alert.bad_metric", "field": "metric"}
POST /api/alerts {"name": "今日没有新增", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "below", "threshold": 1, "every": "hour", "is_on": true, "user_ids": ["{me}"]} -> 201 {"revision": 1, "is_mine": true, "may_edit": true, "filters": true, "next_at": "*", "user_ids": ["{me}"]}
keep alert = id
wait GET /api/alerts/{alert} -> 200 {"is_firing": true, "verdict": "broken", "value_num": 0, "looked_at": "*"}
GET /api/alerts/{alert}/firings -> 200 {"items": [{"alert_id": "{alert}", "alert_name": "今日没有新增", "ended_at": null, "told": 1, "said_en": "~today: 0, below 1"}]}
GET /api/alerts/firings -> 200 {"items": [{"alert_id": "{alert}"}]}
wait GET /api/notifications -> 200 {"items": ["...", {"kind": "alert.fired", "link": "/alerts/{alert}"}]}
GET /api/events?type=alert.fired -> 200 {"items": [{"object": "alert:{alert}"}]}
# Another threshold begins anew: what was on is over.
PUT /api/alerts/{alert} if-match r1 {"name": "今日新增过多", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "above", "threshold": 5, "every": "day", "hour": 9, "is_on": true} -> 200 {"revision": 2, "is_firing": false, "user_ids": []}
GET /api/alerts/{alert}/firings -> 200 {"items": [{"ended_at": "*"}]}
wait GET /api/alerts/{alert} -> 200 {"is_firing": false, "verdict": "kept"}
PUT /api/alerts/{alert} if-match r1 {"name": "晚了", "metric": {"metric": "customer.adds"}, "period": "today", "condition": "above", "every": "hour"} -> 412 {"reason": "alert.changed_meanwhile"}
restart
GET /api/alerts -> 200 {"items": [{"id": "{alert}", "name": "今日新增过多", "revision": 2}]}
as other
GET /api/alerts/{alert} -> 404
GET /api/alerts/{alert}/firings -> 404
DELETE /api/alerts/{alert} -> 404
as admin
DELETE /api/alerts/{alert} -> 204
GET /api/alerts/{alert} -> 404
GET /api/alerts/firings -> 200 {"items": []}
POST /api/alerts/{alert}/restore -> 200 {"name": "今日新增过多", "is_on": true}
GET /api/alerts/{alert}/firings -> 200 {"items": [{"told": 1}]}
