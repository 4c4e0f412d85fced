# The board: an add, a loss and a return are counted the moment they are known, and people stand behind each figure.
connect
GET /api/boards/growth -> 200 {"now": {"added": 0, "lost": 0, "open_after": 0}, "has_before": false}
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/channel-codes {"name": "海报", "medium": "海报", "allocation": "random", "skip_verify": true, "welcome_mode": "none",
    "staff": [{"staff_id": "{staff}", "weight": 1, "daily_cap": 0}]} -> 201
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "config_id": "*"}
keep config = config_id
keep token = token
sim POST customers/scan {"config_id": "{config}", "customer": {"name": "李女士"}} -> 200 {"outcome": "added"}
keep person = customer.external_userid
wait GET /api/boards/growth -> 200 {"now": {"added": 1, "new_people": 1, "joined": 1, "people_after": 1}}
GET /api/boards/growth?by=code -> 200 {"rows": [{"key": "{token}", "label": "海报", "now": {"added": 1}}]}
GET /api/boards/growth?by=store -> 200 {"rows": [{"key": "none", "now": {"added": 1}}]}
GET /api/boards/growth?code_token=nowhere -> 200 {"now": {"added": 0, "people_after": 0}}
pause 1.1
sim POST customers/{person}/delete {"userid": "zhangsan"} -> 200
wait GET /api/boards/growth?compare=previous -> 200 {"now": {"added": 1, "lost": 1, "lost_by_customer": 1, "churned": 1, "net": 0, "people_after": 0}, "has_before": true}
GET /api/boards/growth/people?figure=churned -> 200 {"total": 1, "items": [{"customer_name": "李女士", "ended_by": "customer", "staff_id": "{staff}"}]}
pause 1.1
# Back again: churned and joined anew, one person in the cohort.
sim POST customers/scan {"config_id": "{config}", "external_userid": "{person}"} -> 200 {"outcome": "added"}
wait GET /api/boards/growth?by=staff -> 200 {"now": {"added": 2, "again": 1, "joined": 2, "people_after": 1}, "rows": [{"key": "{staff}", "now": {"net": 1}}]}
GET /api/boards/retention?by=day -> 200 {"total": {"size": 1}, "scope": {"word": "all", "sentence_en": "All customers of the brand"}}
GET /api/boards/growth/people?figure=cohort&by=staff&key={staff} -> 200 {"total": 1}
GET /api/boards/growth/people?figure=added&by=month -> 200 {"total": 2}
# The same people as a list, and those behind the figure it is compared with.
GET /api/boards/growth/result?figure=added&by=month -> 200 {"total": 1, "result_id": "*"}
keep frozen = result_id
GET /api/customers?result_id={frozen} -> 200 {"total": 1, "items": [{"name": "李女士"}]}
GET /api/boards/growth/people?figure=added&compare=previous -> 200 {"total": 0}
GET /api/boards/growth/people?figure=added&compare=previous&by=store&key=none -> 200 {"total": 0}
GET /api/boards/growth/people?figure=added&compare=previous&by=day&key=2026-01-01 -> 400 {"reason": "board.unknown_key"}
GET /api/boards/growth/file?by=staff&lang=en-US -> 200
GET /api/boards/retention/file -> 200
GET /api/boards/growth?from=2026-02-30 -> 400 {"reason": "board.bad_range", "field": "from"}
GET /api/boards/growth?from=2024-01-01&to=2023-12-31 -> 400 {"reason": "board.bad_range"}
GET /api/boards/growth/people?figure=added&by=store&key=7 -> 400 {"reason": "board.unknown_key"}
GET /api/boards/growth/people?figure=gone&days=5 -> 400 {"reason": "board.unknown_day"}
as other
GET /api/boards/growth -> 200 {"now": {"added": 0}, "rows": "*"}
GET /api/boards/growth/people?figure=added -> 200 {"total": 0}
