# Regions and stores: made, changed by two people at once, and never seen by another brand.
POST /api/regions {"name": "华东", "sort": 1} -> 201 {"name": "华东"}
keep region = id
POST /api/stores {"code": "S001", "name": "上海徐汇店", "region_id": "{region}", "hours": "09:30-21:30", "is_open": true} -> 201 {"region_name": "华东", "revision": 1}
keep store = id
POST /api/stores {"code": "S001", "name": "又一家", "region_id": "{region}"} -> 409
PUT /api/stores/{store} {"code": "S001", "name": "无版本"} -> 428 {"reason": "if_match.required"}
PUT /api/stores/{store} if-match r1 {"code": "S001", "name": "徐汇旗舰店", "region_id": "{region}", "is_open": true} -> 200 {"name": "徐汇旗舰店", "revision": 2}
PUT /api/stores/{store} if-match r1 {"code": "S001", "name": "晚了一步", "region_id": "{region}", "is_open": true} -> 412 {"reason": "store.changed_meanwhile"}
GET /api/stores/{store} -> 200 {"name": "徐汇旗舰店"}
# The same key and request again is the same answer; with another request it is refused.
POST /api/stores key k-1 {"code": "S002", "name": "杭州西湖店", "region_id": "{region}"} -> 201
keep second = id
POST /api/stores key k-1 {"code": "S002", "name": "杭州西湖店", "region_id": "{region}"} -> 201 {"id": "{second}"}
POST /api/stores key k-1 {"code": "S003", "name": "别的", "region_id": "{region}"} -> 409 {"reason": "idempotency.other_request"}
as other
GET /api/stores -> 200 {"items": []}
GET /api/stores/{store} -> 404
PUT /api/stores/{store} if-match r2 {"code": "S001", "name": "偷"} -> 404
DELETE /api/stores/{store} if-match r2 -> 404
GET /api/audit -> 200
as admin
GET /api/audit -> 200 {"items": ["...", {"action": "POST /api/stores", "outcome": "ok"}]}
DELETE /api/regions/{region} if-match r1 -> 409
