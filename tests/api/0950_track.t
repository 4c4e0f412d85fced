# Tracking: a source gets a write key; Segment's and Sensors Data's calls become events of one person.
POST /api/sources {"name": " 官网 "} -> 201 {"name": "官网", "is_on": true, "accepted": 0, "refused": 0}
keep source = id
keep key = write_key
POST /api/sources {"name": ""} -> 400
GET /api/sources -> 200 {"items": [{"id": "{source}", "write_key": "{key}"}]}
as nobody
GET /v1/projects/{key}/settings -> 200 {"integrations": {"Segment.io": {"apiKey": "{key}"}}}
POST /v1/t {"writeKey": "{key}", "anonymousId": "a1", "event": "Product Viewed", "messageId": "m1", "properties": {"price": 12.5}} -> 200 {"success": true}
POST /v1/t {"writeKey": "{key}", "anonymousId": "a1", "event": "Product Viewed", "messageId": "m1", "properties": {"price": 12.5}} -> 200 {"success": true}
POST /v1/identify {"writeKey": "{key}", "anonymousId": "a1", "userId": "u1", "messageId": "m2", "traits": {"name": "张三", "phone": "13800000000"}} -> 200
POST /v1/batch {"writeKey": "{key}", "batch": [{"type": "track", "userId": "u1", "event": "Order Paid", "messageId": "m3"},
    {"type": "track", "event": "Nobody's"}, {"type": "track", "userId": "u1", "event": "customer.created"}]} -> 200
# An unknown key is told nothing; what is no JSON is told 400, so that clients drop it.
POST /v1/track {"writeKey": "wrong", "userId": "u1", "event": "Lost"} -> 200 {"success": true}
POST /v1/track {"writeKey": -> 400 {"success": false}
POST /v1/nonsense {"writeKey": "{key}"} -> 404
# {"distinct_id":"u1","type":"track","event":"$pageview","time":1704067200000,"time_free":true,"_track_id":1}
GET /sa?token={key}&data=eyJkaXN0aW5jdF9pZCI6InUxIiwidHlwZSI6InRyYWNrIiwiZXZlbnQiOiIkcGFnZXZpZXciLCJ0aW1lIjoxNzA0MDY3MjAwMDAwLCJ0aW1lX2ZyZWUiOnRydWUsIl90cmFja19pZCI6MX0= -> 200
GET /sa.gif?token={key}&data=eyJkaXN0aW5jdF9pZCI6InUxIiwidHlwZSI6InRyYWNrIiwiZXZlbnQiOiIkcGFnZXZpZXciLCJ0aW1lIjoxNzA0MDY3MjAwMDAwLCJ0aW1lX2ZyZWUiOnRydWUsIl90cmFja19pZCI6MX0= -> 200
POST /sa?token={key} nothing -> 400
POST /sa?token={key} data=eyJkaXN0aW5jdF9pZCI6InUxIiwidHlwZSI6InRyYWNrIiwiZXZlbnQiOiIkcGFnZXZpZXciLCJ0aW1lIjoxNzA0MDY3MjAwMDAwLCJ0aW1lX2ZyZWUiOnRydWUsIl90cmFja19pZCI6MX0%3D&ext=crc%3D7 -> 400
POST /sa?token={key} data=eyJkaXN0aW5jdF9pZCI6InUxIiwidHlwZSI6InRyYWNrIiwiZXZlbnQiOiIkcGFnZXZpZXciLCJ0aW1lIjoxNzA0MDY3MjAwMDAwLCJ0aW1lX2ZyZWUiOnRydWUsIl90cmFja19pZCI6MX0%3D -> 200
POST /sa.gif?token={key} data=eyJkaXN0aW5jdF9pZCI6InUxIiwidHlwZSI6InRyYWNrIiwiZXZlbnQiOiIkcGFnZXZpZXciLCJ0aW1lIjoxNzA0MDY3MjAwMDAwLCJ0aW1lX2ZyZWUiOnRydWUsIl90cmFja19pZCI6MX0%3D -> 200
as admin
GET /api/track-refusals?source_id={source} -> 200 {"items": ["...", {"reason": "track.no_id", "event": "Nobody's"}, {"reason": "track.reserved_event"}]}
GET /api/events?type=identify -> 200 {"items": [{"person_id": "*", "payload": {"user_id": "u1", "traits": {"name": "张三", "phone": null}}}]}
keep person = items[0].person_id
GET /api/customers/{person} -> 200 {"name": "张三", "phone_masked": "*", "identities": ["...", {"kind": "anonymous_id"}, {"kind": "user_id"}]}
GET /api/events?person_id={person}&limit=1 -> 200 {"items": [{"type": "$pageview"}], "next_cursor": "*"}
keep next = next_cursor
GET /api/events?person_id={person}&after={next} -> 200 {"items": ["...", {"type": "Product Viewed"}, {"type": "identify"}, {"type": "Order Paid"}]}
GET /api/events?person_id={person}&type=Order%20Paid -> 200 {"items": [{"type": "Order Paid", "person_id": "{person}"}]}
wait GET /api/track-types -> 200 {"items": ["...", {"name": "Product Viewed", "count": 1, "properties": {"price": "number"}}]}
wait GET /api/sources -> 200 {"items": [{"accepted": 4, "refused": 2}]}
GET /api/track-types -> 200
keep type = items[0].id
keep name = items[0].name
PUT /api/track-types/{type} if-match r1 {"is_blocked": true, "owner": "小李", "description": "看过商品"} -> 200 {"is_blocked": true, "owner": "小李"}
PUT /api/track-types/{type} if-match r1 {"is_blocked": false} -> 412
PUT /api/track-types/{type} if-match r2 {"rename_to": "customer.created"} -> 400
POST /v1/track {"writeKey": "{key}", "userId": "u1", "event": "{name}"} -> 200
GET /api/track-refusals -> 200 {"items": ["...", {"reason": "track.blocked", "source_id": "{source}"}]}
# Off, and with another key.
PUT /api/sources/{source} if-match r1 {"name": "官网", "is_on": false} -> 200 {"is_on": false}
POST /v1/track {"writeKey": "{key}", "userId": "u1", "event": "Late"} -> 200
GET /api/track-refusals -> 200 {"items": ["...", {"reason": "track.source_off"}]}
POST /api/sources/{source}/rotate -> 200 {"rotated_at": "*"}
POST /v1/track {"writeKey": "{key}", "userId": "u1", "event": "With the old key"} -> 200
GET /api/track-refusals?limit=1 -> 200 {"items": [{"event": "Late"}]}
as other
GET /api/sources -> 200 {"items": []}
PUT /api/sources/{source} if-match r3 {"name": "x"} -> 404
POST /api/sources/{source}/rotate -> 404
PUT /api/track-types/{type} if-match r2 {"owner": "x"} -> 404
GET /api/events?person_id={person} -> 200 {"items": []}
as admin
