# A tile under the filter of its board: period, comparison, whose, conditions; what cannot apply is left out and told.
connect
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/board-tiles {"tile": {"id": "t1", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "compare": "previous"}}, "filter": {"range": {"days": 7}}} -> 200 {"query": {"kind": "pivot", "range": {"days": 7}}, "columns": ["customer.adds"], "rows": "*", "before": "*", "left_out": [], "targets": [], "scope": {"word": "all", "sentence_zh": "全品牌的客户"}}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}]}}, "filter": {"range": {"days": 7}, "compare": "year", "channel": ["wecom"], "owner": {"kind": "staff", "id": "{staff}"}}} -> 200 {"query": {"kind": "trend", "compare": "year", "filters": "*"}, "columns": ["day", "customer.adds", "customer.adds_before"], "before": []}
POST /api/targets/sheet {"metric": "customer.adds", "from_on": "2026-01-01", "to_on": "2027-12-31", "lines": [{"owner_kind": "brand", "value": 1000}, {"owner_kind": "staff", "owner_id": "{staff}", "value": 50}]} -> 200 {"saved": 2}
POST /api/board-tiles {"tile": {"id": "t1", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "range": {"from": "2026-02-01", "to": "2026-02-10"}}}} -> 200 {"targets": [{"owner_kind": "brand", "value": 1000}]}
POST /api/board-tiles {"tile": {"id": "t1", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "range": {"from": "2026-02-01", "to": "2026-02-10"}}}, "filter": {"owner": {"kind": "staff", "id": "{staff}"}}} -> 200 {"targets": [{"owner_kind": "staff", "value": 50}]}
POST /api/board-tiles {"tile": {"id": "t1", "look": "number", "goal": false, "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "range": {"from": "2026-02-01", "to": "2026-02-10"}}}} -> 200 {"targets": []}
POST /api/board-tiles {"tile": {"id": "t1", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "range": {"from": "2026-02-01", "to": "2026-02-10"}}}, "filter": {"channel": ["wecom"]}} -> 200 {"targets": []}
# Refused with the place.
POST /api/board-tiles {"tile": {"id": "t1"}} -> 400 {"reason": "board.bad_tiles"}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend"}}, "filter": {"range": 7}} -> 400 {"reason": "board.bad_filter", "field": "filter.range"}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend"}}, "filter": {"channel": [1]}} -> 400 {"reason": "board.bad_filter", "field": "filter.channel"}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend"}}, "filter": {"owner": {"kind": "moon", "id": "1"}}} -> 400 {"reason": "board.bad_filter", "field": "filter.owner"}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend"}}, "filter": {"owner": {"kind": "store", "id": "1"}}} -> 404 {"reason": "target.unknown_owner"}
POST /api/board-tiles {"tile": {"id": "t1", "look": "line", "query": {"kind": "trend"}}, "filter": {"compare": "moon"}} -> 400 {"reason": "board.bad_filter", "field": "filter.compare"}
# A board as a spreadsheet: a job, whose file is its maker's alone.
POST /api/boards {"name": "早会", "tiles": [{"id": "t1", "title": "添加", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "compare": "previous"}, "x": 0, "y": 0, "w": 3, "h": 2}], "filter": {"range": {"days": 7}}} -> 201
keep board = id
POST /api/board-exports {"board": "{board}", "filter": {"range": {"days": 3}, "owner": {"kind": "staff", "id": "{staff}"}}, "english": true} -> 202 {"kind": "board.export", "total": 1}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done", "done": 1, "result": {"file": "*", "rows": 1}}
GET /api/jobs/{job}/file -> 200
POST /api/board-exports {"board": "owner"} -> 202 {"kind": "board.export"}
POST /api/board-exports {"board": "77"} -> 404
POST /api/board-exports {"board": "{board}", "filter": {"range": 7}} -> 400 {"reason": "board.bad_filter"}
