# The catalogue of metrics: one word has one number, also those a brand makes itself.
connect
GET /api/metrics -> 200 {"items": ["...", {"key": "customer.new", "unit": "people", "is_built_in": true, "is_mine": false}]}
GET /api/dimensions -> 200 {"items": ["...", {"key": "hour", "kind": "time"}]}
POST /api/query {"kind": "pivot", "metrics": [{"metric": "customer.adds"}, {"metric": "order.value"}, {"metric": "order.paid_fen", "name": "paid"}]} -> 200 {"columns": ["customer.adds", "order.value", "paid"], "rows": [[0, null, 0]]}
POST /api/query {"kind": "pivot", "metrics": [{"metric": "no.such"}]} -> 400 {"reason": "query.unknown_metric", "field": "metrics[0].metric"}
POST /api/query {"kind": "pivot", "metrics": [{"metric": "own.1"}]} -> 400 {"reason": "query.unknown_metric"}
POST /api/metrics {"name_zh": "停留", "unit": "ms", "formula": {"measure": "average", "event": "page.viewed", "property": "stay_ms"}} -> 201 {"is_mine": true, "revision": 1, "key": "*"}
keep metric = id
POST /api/query {"kind": "trend", "range": {"days": 2}, "metrics": [{"metric": "own.{metric}", "name": "stay"}]} -> 200 {"columns": ["day", "stay"], "row_count": 2}
PUT /api/metrics/{metric} if-match r1 {"name_zh": "每人浏览", "unit": "ratio", "formula": {"of": {"event": "page.viewed"}, "over": {"measure": "people", "event": "page.viewed"}}} -> 200 {"revision": 2, "unit": "ratio"}
PUT /api/metrics/{metric} if-match r1 {"name_zh": "每人浏览", "unit": "ratio", "formula": {"event": "page.viewed"}} -> 412 {"reason": "metric.changed_meanwhile"}
POST /api/query {"kind": "pivot", "metrics": [{"metric": "own.{metric}", "name": "stay"}]} -> 200 {"rows": [[null]]}
POST /api/metrics {"name_zh": "坏", "unit": "count", "formula": "events"} -> 400 {"reason": "metric.bad_formula", "field": "formula"}
as other
POST /api/query {"kind": "pivot", "metrics": [{"metric": "own.{metric}"}]} -> 400 {"reason": "query.unknown_metric"}
DELETE /api/metrics/{metric} -> 404
as admin
DELETE /api/metrics/{metric} -> 204
DELETE /api/metrics/{metric} -> 404
