# Attributes: who said what of a customer, and which value counts, with the reason.
connect
sim POST customers {"name": "陈女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "陈女士"}]}
keep customer = items[0].id
POST /api/attributes {"key": "Sugar", "name": "甜度", "type": "text", "policy": {"kind": "most_recent"}} -> 400 {"reason": "attribute.bad_key", "field": "key"}
POST /api/attributes {"key": "sugar", "name": "甜度", "type": "enum", "policy": {"kind": "most_recent"}} -> 400 {"reason": "attribute.needs_choices"}
POST /api/attributes {"key": "sugar", "name": "甜度", "type": "enum", "choices": ["无糖", "半糖", "全糖"], "policy": {"kind": "weighed", "sources": [{"source": "pos", "weight": 200}, {"source": "app", "weight": 100}], "half_life_days": 90, "near_m": 3000, "nowhere_percent": 50}} -> 201 {"revision": 1}
keep attribute = id
POST /api/customers/{customer}/evidence {"key": "sugar", "value": "超甜", "source": "app"} -> 400 {"reason": "attribute.bad_value", "field": "value"}
POST /api/customers/{customer}/evidence {"key": "salt", "value": "1"} -> 400 {"reason": "attribute.unknown_key"}
POST /api/customers/{customer}/evidence {"key": "sugar", "value": "无糖", "source": "app", "ref": "app:1"} -> 200 {"items": [{"key": "sugar", "value": "无糖", "decided_by": "only"}]}
POST /api/customers/{customer}/evidence {"key": "sugar", "value": "半糖", "source": "pos", "ref": "pos:1", "distance_m": 200} -> 200 {"items": [{"value": "半糖", "decided_by": "weight", "standings": [{"value": "半糖", "source": "pos"}, {"value": "无糖", "source": "app"}]}]}
GET /api/customers/{customer}/attributes -> 200 {"items": [{"value": "半糖"}], "evidence": [{"value": "半糖"}, {"value": "无糖"}]}
keep till = evidence[0].id
wait GET /api/customers/{customer}/timeline?types=attribute.decided -> 200 {"items": [{"payload": {"value": "半糖", "was": "无糖"}}, {"payload": {"value": "无糖"}}]}
GET /api/attributes -> 200 {"items": [{"key": "sugar", "customer_count": 1}]}
PUT /api/attributes/{attribute} if-match r1 {"key": "sugar", "name": "甜度", "type": "text", "policy": {"kind": "most_recent"}} -> 409 {"reason": "attribute.fixed"}
PUT /api/attributes/{attribute} if-match r1 {"key": "sugar", "name": "饮品甜度", "owner": "饮品组", "type": "enum", "choices": ["无糖", "半糖", "全糖"], "policy": {"kind": "source_priority", "sources": [{"source": "app", "weight": 100}]}} -> 200 {"name": "饮品甜度", "owner": "饮品组", "revision": 2}
wait GET /api/customers/{customer}/attributes -> 200 {"items": [{"value": "无糖", "decided_by": "priority"}]}
DELETE /api/customers/{customer}/evidence/{till} -> 200 {"items": [{"value": "无糖", "decided_by": "only"}]}
DELETE /api/attributes/{attribute} if-match r2 -> 409 {"reason": "attribute.in_use"}
POST /api/attributes {"key": "unused", "name": "没用过", "type": "bool", "policy": {"kind": "most_recent"}} -> 201
keep unused = id
as other
GET /api/attributes -> 200 {"items": []}
GET /api/customers/{customer}/attributes -> 404
PUT /api/attributes/{unused} if-match r1 {"key": "unused", "name": "x", "type": "bool", "policy": {"kind": "most_recent"}} -> 404
DELETE /api/attributes/{unused} if-match r1 -> 404
as admin
DELETE /api/attributes/{unused} if-match r1 -> 204
