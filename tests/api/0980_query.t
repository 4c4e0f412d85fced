# Questions about events: what was done is in the answer to the next question; wrong ones say where.
connect
POST /api/query {"kind": "pivot"} -> 200 {"columns": ["events"], "engine": "*", "is_cut": false, "scope": {"word": "all", "sentence_zh": "全品牌的客户", "sentence_en": "All customers of the brand"}}
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/channel-codes {"name": "海报", "medium": "海报", "allocation": "random", "skip_verify": true, "welcome_mode": "none",
    "staff": [{"staff_id": "{staff}", "weight": 1, "daily_cap": 0}]} -> 201
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "config_id": "*"}
keep config = config_id
sim POST customers/scan {"config_id": "{config}", "customer": {"name": "李女士"}} -> 200 {"outcome": "added"}
wait POST /api/query {"kind": "pivot", "metrics": ["events", "people"], "filters": {"==": [{"var": "type"}, "contact.added"]}} -> 200 {"columns": ["events", "people"], "rows": [[1, 1]]}
POST /api/query {"kind": "people", "steps": ["contact.added"]} -> 200 {"columns": ["person_id", "events", "first_at", "last_at"], "row_count": 1}
POST /api/query {"kind": "trend", "range": {"days": 7}, "metrics": [{"event": "contact.added", "name": "adds"}], "compare": "previous"} -> 200 {"columns": ["day", "adds", "adds_before"], "row_count": 7}
POST /api/query {"kind": "funnel", "steps": ["contact.added", "order.paid"], "window": "7d"} -> 200 {"rows": [[1, "contact.added", 1, 0, 1, 1, null, null], [2, "order.paid", 0, 1, 0, 0, null, null]]}
POST /api/query {"kind": "retention", "periods": [1, 3]} -> 200 {"columns": ["cohort", "size", "period", "reached", "retained", "rate"]}
POST /api/query {"kind": "paths", "length": 3} -> 200 {"columns": ["step", "from", "to", "count"]}
POST /api/query {"kind": "paths", "node": "channel", "merge_repeats": true, "session": "30d"} -> 200 {"columns": ["step", "from", "to", "count"]}
POST /api/query {"kind": "attribution", "touches": "contact.added", "goal": "order.paid", "models": ["first", "markov"]} -> 200 {"columns": ["touch", "touches", "first", "markov"]}
POST /api/query {"kind": "people", "of": {"kind": "funnel", "steps": ["contact.added", "order.paid"]}, "cell": {"step": 1, "side": "dropped"}} -> 200 {"columns": ["person_id"], "row_count": 1}
POST /api/query {"kind": "distribution", "metrics": [{"event": "contact.added", "cuts": [2]}]} -> 200 {"columns": ["bucket", "from", "to", "people", "share", "total", "average", "median", "p90"], "rows": [[null, null, null, 1, 1, 1, 1, 1, 1], [1, null, 2, 1, 1, 1, 1, 1, 1], [2, 2, null, 0, 0, 0, null, null, null]]}
POST /api/query {"kind": "interval", "steps": ["contact.added", "order.paid"], "cuts": ["7d"]} -> 200 {"columns": ["bucket", "from_ms", "to_ms", "count", "people", "share", "average_ms", "q1_ms", "median_ms", "q3_ms", "p90_ms"], "row_count": 0}
POST /api/query {"kind": "lift", "steps": ["contact.added"]} -> 200 {"columns": ["from", "to", "from_people", "to_people", "both", "everybody", "rate", "base", "lift"], "row_count": 0}
POST /api/query {"kind": "people", "of": {"kind": "distribution", "metrics": [{"event": "contact.added", "cuts": [2]}]}, "cell": {"buckets": [1]}} -> 200 {"columns": ["person_id"], "row_count": 1}
POST /api/query {"kind": "interval", "steps": ["contact.added"], "cuts": ["7 days"]} -> 400 {"reason": "query.bad_window", "field": "cuts[0]"}
POST /api/query {"kind": "pivot", "dimensions": ["month", "type"], "columns": 1, "subtotals": true, "metrics": ["people"], "filters": {"==": [{"var": "type"}, "contact.added"]}} -> 200 {"columns": ["month", "type", "level", "column_level", "people"], "rows": [[null, null, 0, 0, 1], [null, "contact.added", 0, 1, 1]], "row_count": 4}
POST /api/query {"kind": "pivot", "metrics": [{"measure": "events", "event": {"event": "contact.added", "filters": {"==": [{"var": "weekday"}, 9]}}}]} -> 200 {"columns": ["events:contact.added"], "rows": [[0]]}
POST /api/query {"kind": "pivot", "metrics": ["people"], "filters": {"and": [{"==": [{"var": "type"}, "contact.added"]}, {"==": [{"var": "channel"}, "wecom"]}]}} -> 200 {"rows": [[1]]}
POST /api/query {"kind": "pivot", "metrics": [{"event": {"event": "a", "filters": {"cat": 1}}}]} -> 400 {"field": "metrics[0].event.filters.cat"}
POST /api/query {"kind": "trend", "metrics": [{"measure": "sum"}]} -> 400 {"reason": "query.required", "field": "metrics[0].property"}
POST /api/query {"kind": "pivot", "filters": {"and": [{"cat": [1, 2]}]}} -> 400 {"reason": "query.bad_filter", "field": "filters.and.[0].cat"}
POST /api/query {"kind": "trend", "range": {"from": "2026-02-30"}} -> 400 {"reason": "query.bad_range", "field": "range.from"}
POST /api/query {"kind": "guess"} -> 400 {"reason": "shape.unknown_word", "field": "kind"}
# Another brand's log is another log.
as other
POST /api/query {"kind": "pivot", "filters": {"==": [{"var": "type"}, "contact.added"]}} -> 200 {"rows": [[0]]}
# The single events behind a number, page by page.
as admin
POST /api/query {"kind": "events", "limit": 2, "steps": ["contact.added"]} -> 200 {"columns": ["seq", "at", "type", "person_id", "actor", "object", "source", "payload"]}
POST /api/query {"kind": "events", "of": {"kind": "funnel", "steps": ["contact.added", "order.paid"]}, "cell": {"step": 2}} -> 200 {"rows": []}
