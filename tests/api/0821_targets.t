# Targets: many owners set at once, beside what was reached; changed, deleted, taken back; by whom they are seen.
connect
GET /api/targets -> 200 {"items": [], "is_cut": false}
POST /api/stores {"name": "春熙路店", "code": "T1", "is_open": true} -> 201
keep store = id
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/targets/sheet {"scene": "开业", "metric": "customer.adds", "from_on": "2026-01-01", "to_on": "2026-12-31", "lines": [{"owner_kind": "brand", "value": 1000}, {"owner_kind": "store", "owner_id": "{store}", "value": 300}, {"owner_kind": "staff", "owner_id": "{staff}", "value": 50}]} -> 200 {"saved": 3, "removed": 0}
GET /api/targets?from=2026-05-01&to=2026-05-31 -> 200 {"items": ["...", {"owner_kind": "brand", "value": 1000, "actual_num": 0, "actual_den": 1, "filters": true, "reason": ""}, {"owner_kind": "store", "owner_name": "春熙路店", "value": 300}, {"owner_kind": "staff", "owner_id": "{staff}"}]}
keep target = items[0].id
GET /api/targets?from=2031-05-01&to=2031-05-31 -> 200 {"items": []}
GET /api/targets?from=2026-05-01&to=2026-05-31&metric=order.paid_fen -> 200 {"items": []}
# A sheet sets all of its lines or none; no value takes a target away.
POST /api/targets/sheet {"metric": "customer.adds", "from_on": "2026-02-01", "to_on": "2026-01-31", "lines": [{"owner_kind": "brand", "value": 1}]} -> 400 {"reason": "target.bad_days"}
POST /api/targets/sheet {"metric": "no.such", "from_on": "2026-01-01", "to_on": "2026-01-31", "lines": [{"owner_kind": "brand", "value": 1}]} -> 400 {"reason": "target.unknown_metric"}
POST /api/targets/sheet {"metric": "customer.adds", "from_on": "2026-01-01", "to_on": "2026-01-31", "lines": [{"owner_kind": "brand", "value": 1}, {"owner_kind": "store", "owner_id": "77", "value": 1}]} -> 400 {"reason": "target.unknown_owner", "field": "lines[1].owner_id"}
GET /api/targets?from=2026-01-01&to=2026-01-31&metric=customer.adds -> 200 {"items": ["...", {"scene": "开业", "owner_kind": "brand"}]}
POST /api/targets/sheet {"scene": "开业", "metric": "customer.adds", "from_on": "2026-01-01", "to_on": "2026-12-31", "lines": [{"owner_kind": "store", "owner_id": "{store}", "value": 0}]} -> 200 {"saved": 0, "removed": 1}
GET /api/targets/{target} -> 200 {"revision": 1}
PUT /api/targets/{target} if-match r1 {"value": 1200} -> 204
PUT /api/targets/{target} if-match r1 {"value": 1300} -> 412 {"reason": "target.changed_meanwhile"}
GET /api/targets/{target} -> 200 {"value": 1200, "revision": 2, "metric": "customer.adds"}
# By whom the person is a friend of, where events carry no member of staff.
POST /api/targets/sheet {"metric": "order.paid_fen", "from_on": "2026-01-01", "to_on": "2030-12-31", "lines": [{"owner_kind": "store", "owner_id": "{store}", "value": 100}]} -> 400 {"reason": "target.bad_days"}
POST /api/targets/sheet {"metric": "order.paid_fen", "from_on": "2026-01-01", "to_on": "2026-12-31", "lines": [{"owner_kind": "store", "owner_id": "{store}", "value": 100}]} -> 200 {"saved": 1}
GET /api/targets?from=2026-05-01&to=2026-05-31&metric=order.paid_fen -> 200 {"items": [{"actual_num": 0, "actual_den": 1, "reason": "", "filters": {"has_relation": "*"}}]}
as other
GET /api/targets/{target} -> 404
DELETE /api/targets/{target} -> 404
as admin
DELETE /api/targets/{target} -> 204
GET /api/targets/{target} -> 404
POST /api/targets/{target}/restore -> 204
GET /api/targets/{target} -> 200 {"value": 1200}
