# Costs: set by sheets, as events of their differences, beside what came of them.
GET /api/spend -> 200 {"items": [], "is_cut": false}
POST /api/spend/sheet {"lines": [{"kind": "channel", "touch": "qr_code", "day_on": "2026-05-01", "amount_fen": 10000}, {"kind": "campaign", "touch": " 五一 ", "day_on": "2026-05-02", "amount_fen": 2500}]} -> 200 {"changed": 2, "amount_fen": 12500}
GET /api/spend?from=2026-05-01&to=2026-05-31 -> 200 {"items": [{"kind": "campaign", "touch": "五一", "day_on": "2026-05-02", "amount_fen": 2500}, {"kind": "channel", "touch": "qr_code", "amount_fen": 10000}]}
POST /api/query {"kind": "trend", "unit": "day", "range": {"from": "2026-05-01", "to": "2026-05-02"}, "metrics": [{"metric": "spend.fen"}]} -> 200 {"rows": [["2026-05-01", 10000], ["2026-05-02", 2500]]}
# A correction is the difference; the same again is nothing; nothing takes a cell away.
POST /api/spend/sheet {"lines": [{"kind": "channel", "touch": "qr_code", "day_on": "2026-05-01", "amount_fen": 9000}, {"kind": "campaign", "touch": "五一", "day_on": "2026-05-02", "amount_fen": 0}]} -> 200 {"changed": 2, "amount_fen": -3500}
POST /api/spend/sheet {"lines": [{"kind": "channel", "touch": "qr_code", "day_on": "2026-05-01", "amount_fen": 9000}]} -> 200 {"changed": 0, "amount_fen": 0}
GET /api/spend?from=2026-05-01&to=2026-05-31 -> 200 {"items": [{"kind": "channel", "amount_fen": 9000}]}
POST /api/query {"kind": "attribution", "range": {"from": "2026-05-01", "to": "2026-05-31"}, "touches": {"event": "contact.added", "by": "property.add_way"}, "goal": {"event": "order.paid", "value": "property.paid_fen"}, "models": ["linear"], "cost": "spend.recorded"} -> 200 {"columns": ["touch", "touches", "linear", "people", "buyers", "repeat_buyers", "repeat_rate", "cost", "cost_per_person", "roi"], "rows": ["...", ["qr_code", 0, 0, 0, 0, 0, null, 9000, null, 0]]}
# The model that the return is told by is among them.
POST /api/query {"kind": "attribution", "range": {"from": "2026-05-01", "to": "2026-05-31"}, "touches": {"event": "contact.added", "by": "property.add_way"}, "goal": {"event": "order.paid", "value": "property.paid_fen"}, "models": ["linear"], "cost": {"event": "spend.recorded", "model": "last"}} -> 200 {"columns": ["touch", "touches", "last", "linear", "people", "buyers", "repeat_buyers", "repeat_rate", "cost", "cost_per_person", "roi"]}
# All or none.
POST /api/spend/sheet {"lines": [{"kind": "channel", "touch": "qr_code", "day_on": "2026-05-03", "amount_fen": 1}, {"kind": "channel", "touch": "qr_code", "day_on": "2026-02-30", "amount_fen": 1}]} -> 400 {"reason": "spend.bad_day", "field": "lines[1].day_on"}
POST /api/spend/sheet {"lines": [{"kind": "channel", "touch": "  ", "day_on": "2026-05-03", "amount_fen": 1}]} -> 400 {"reason": "spend.bad_touch"}
GET /api/spend?from=2026-05-03&to=2026-05-03 -> 200 {"items": []}
GET /api/spend?from=2026-05-03&to=2031-05-03 -> 400 {"reason": "spend.bad_day"}
POST /api/spend/imports/7/undo -> 404 {"reason": "spend.nothing_brought"}
as other
GET /api/spend?from=2026-05-01&to=2026-05-31 -> 200 {"items": []}
