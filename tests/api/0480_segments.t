# Audiences: tried, saved, followed event by event, in a pool, exported, refused.
connect
sim POST customers {"name": "钱女士", "gender": 2} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "钱女士"}]}
keep customer = items[0].id
POST /api/tag-groups {"name": "分层", "kind": "internal", "tags": ["高价值", "沉睡"]} -> 201
keep high = tags[0].id
keep sleepy = tags[1].id
GET /api/segments/words -> 200 {"variables": ["...", {"name": "gender", "type": "enum", "label_zh": "性别"}]}
POST /api/segments/preview {"rule": {"==": [{"var": "gender"}, "female"]}} -> 200 {"is_good": true, "count": 1, "total": 1, "is_exact": true, "fit": "exact", "sentence_zh": "性别 是 “女”", "steps": [{"ask": "gender", "how": "bitmap", "count": 1}]}
POST /api/segments/preview {"rule": "{\"has_tag\":\"高价值\"}", "wants_sample": true} -> 200 {"count": 0, "sample": []}
POST /api/segments/preview {"rule": {"has_tag": "没有的标签"}} -> 200 {"is_good": false, "reason": "segment.unknown_tag", "place": "/has_tag", "scope": {"word": "all", "sentence_zh": "全品牌的客户"}}
POST /api/segments/preview {"rule": {"did": ["order.paid", "99999d"]}} -> 200 {"is_good": false, "reason": "rule.bad_window", "place": "/did/1"}
POST /api/segments {"name": "高价值", "kind": "live", "rule": {"has_tag": "{high}"}, "tells": true} -> 201 {"size": 0, "kind": "live", "revision": 1}
keep segment = id
POST /api/segments {"name": "高价值", "kind": "live", "rule": {"has_tag": "{high}"}} -> 409 {"reason": "segment.name_taken"}
POST /api/segments {"name": "定时", "kind": "scheduled", "rule": {"has_tag": "{high}"}} -> 400 {"reason": "segment.needs_hours", "field": "every_hours"}
POST /api/segments {"name": "坏", "kind": "live", "rule": {"nonsense": 1}} -> 400 {"reason": "rule.unknown_operator", "field": "rule/nonsense"}
POST /api/customers/{customer}/typed-tags {"tag_id": "{high}"} -> 200
wait GET /api/segments/{segment} -> 200 {"size": 1, "sentence_zh": "有标签 “高价值”"}
wait GET /api/segments/{segment}/changes -> 200 {"items": [{"customer_id": "{customer}", "name": "钱女士", "entered": true, "why": "t:{high}"}]}
wait GET /api/customers/{customer}/timeline?types=segment.entered -> 200 {"items": [{"type": "segment.entered"}]}
GET /api/segments/{segment}/people -> 200 {"total": 1, "result_id": "*"}
POST /api/segments/people {"rule": {"in_segment": "{segment}"}} -> 200 {"total": 1}
# What they did: filters of every question speak of audiences, tags and attributes, too.
POST /api/query {"kind": "pivot", "metrics": ["people"], "filters": {"in_segment": "{segment}"}} -> 200 {"rows": [[1]]}
POST /api/query {"kind": "pivot", "filters": {"in_segment": "{segment}"}, "metrics": ["people"], "timezone": "UTC"} -> 200 {"rows": [[1]], "plan": "", "engine": "index"}
POST /api/query {"kind": "pivot", "metrics": ["people"], "filters": {"and": [{"in_segment": "{segment}"}, {"!=": [{"var": "source"}, "none"]}]}} -> 200 {"rows": [[1]], "plan": "filters", "engine": "duckdb"}
POST /api/query {"kind": "pivot", "metrics": ["people"], "filters": {"and": [{"has_tag": "{high}"}, {"==": [{"var": "customer.gender"}, "male"]}]}} -> 200 {"rows": [[0]]}
POST /api/query {"kind": "funnel", "steps": [{"event": "customer.created", "filters": {"in_segment": "{segment}"}}, "order.paid"]} -> 200 {"rows": [[1, "customer.created", 1]]}
POST /api/query {"kind": "trend", "filters": {"and": [{"in_segment": "9999999"}]}} -> 400 {"reason": "segment.unknown_segment", "field": "filters.and.[0].in_segment"}
# Who stands behind a number, as an audience.
POST /api/query/audience {"name": "流失名单", "query": {"kind": "people", "of": {"kind": "funnel", "steps": ["customer.created", "order.paid"]}, "cell": {"step": 1, "side": "dropped"}}} -> 201 {"kind": "fixed", "size": 1, "origin": {"kind": "people"}, "sentence_zh": "保存名单时选中的人"}
keep lost = id
POST /api/segments/{lost}/refresh {} -> 400 {"reason": "segment.of_people"}
PUT /api/segments/{lost} {"name": "流失", "kind": "fixed", "rule": false, "revision": 1} -> 200 {"name": "流失", "size": 1, "origin": {"kind": "people"}}
POST /api/query {"kind": "pivot", "metrics": ["people"], "filters": {"in_segment": "{lost}"}} -> 200 {"rows": [[1]]}
PUT /api/segments/{lost} {"name": "流失", "kind": "fixed", "rule": {"==": [{"var": "gender"}, "male"]}, "revision": 2} -> 200 {"size": 0, "origin": null}
POST /api/query/audience {"name": "坏", "query": {"kind": "pivot"}} -> 400 {"reason": "query.not_allowed", "field": "query.kind"}
POST /api/query/audience {"name": "坏", "query": {"kind": "people", "steps": [1]}} -> 400 {"reason": "query.not_allowed"}
POST /api/segments {"name": "快照", "kind": "fixed", "rule": {"in_segment": "{segment}"}} -> 201 {"size": 1}
keep fixed = id
PUT /api/segments/{segment} {"name": "高价值", "kind": "live", "rule": {"in_segment": "{fixed}"}, "revision": 1} -> 400 {"reason": "segment.circular"}
PUT /api/segments/{segment} {"name": "高价值客户", "kind": "live", "rule": {"has_tag": "{high}"}, "pool": "策略池", "priority": 1, "revision": 1} -> 200 {"name": "高价值客户", "pool": "策略池", "size": 1, "revision": 2}
PUT /api/segments/{segment} {"name": "x", "kind": "live", "rule": {"has_tag": "{high}"}, "revision": 1} -> 412 {"reason": "segment.changed_meanwhile"}
POST /api/segments {"name": "其他", "kind": "live", "rule": {"==": [{"var": "gender"}, "female"]}, "pool": "策略池", "priority": 9} -> 201 {"size": 0}
keep rest = id
POST /api/segments/{segment}/refresh {} -> 400 {"reason": "segment.always_live"}
POST /api/segments/{fixed}/refresh {} -> 200 {"size": 1}
GET /api/segments/{fixed}/history -> 200 {"items": [{"size": 1, "why": "filled"}, {"size": 1, "why": "hand"}]}
POST /api/segments/{segment}/export {"columns": ["name"], "format": "csv"} -> 202 {"kind": "customer.export"}
GET /api/segments -> 200 {"items": ["...", {"name": "高价值客户", "state": "ready", "size": 1}]}
DELETE /api/segments/{segment} if-match r2 -> 409 {"reason": "segment.in_use"}
DELETE /api/segments/{fixed} if-match r9 -> 412 {"reason": "segment.changed_meanwhile"}
DELETE /api/segments/{fixed} if-match r1 -> 204
GET /api/segments/{fixed} -> 404 {"reason": "segment.not_found"}
DELETE /api/segments/{segment} if-match r2 -> 204
as other
GET /api/segments -> 200 {"items": []}
GET /api/segments/{rest} -> 404
GET /api/segments/{rest}/people -> 404
GET /api/segments/{rest}/changes -> 404
POST /api/segments/preview {"rule": {"in_segment": "{rest}"}} -> 200 {"is_good": false, "reason": "segment.unknown_segment"}
POST /api/query {"kind": "pivot", "filters": {"in_segment": "{rest}"}} -> 400 {"reason": "segment.unknown_segment", "field": "filters.in_segment"}
