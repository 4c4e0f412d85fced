# What people write of a customer: facts one at a time, notes, and the timeline that shows both.
connect
sim POST customers {"name": "王女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "王女士"}]}
keep customer = items[0].id
keep result = result_id
GET /api/customers/{customer}/neighbours?result_id={result} -> 200 {"position": 1, "total": 1, "previous_id": null, "next_id": null}
GET /api/customers/{customer} -> 200 {"birthday": null, "member_no": null}
keep rev = revision
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
PATCH /api/customers/{customer} if-match r{rev} {"birthday": "1990/5/7", "email": "Wang@Example.com", "phone": "138 0000 1234", "member_no": "VIP-001", "address": "上海市徐汇区漕溪北路"} -> 200 {"name": "王女士", "member_no": "VIP-001"}
PATCH /api/customers/{customer} if-match r{rev} {"member_no": "VIP-002"} -> 412 {"reason": "customer.changed_meanwhile", "more": {"changes": [{"actor": "*", "fields": ["...", "birthday"]}]}}
GET /api/customers/{customer} -> 200 {"member_no": "VIP-001"}
keep rev = revision
PATCH /api/customers/{customer} if-match r{rev} {"birthday": "1990-13-01"} -> 400 {"reason": "customer.bad_birthday", "field": "birthday"}
PATCH /api/customers/{customer} if-match r{rev} {"phone": "138****1234"} -> 400 {"reason": "customer.bad_phone"}
POST /api/customers/{customer}/reveal {"field": "email"} -> 200 {"value": "wang@example.com"}
POST /api/customers/{customer}/reveal {"field": "birthday"} -> 200 {"value": "1990-05-07"}
# The holders of a role see so many facts in a day and in a month, and hear what is left.
GET /api/allowances -> 200 {"items": ["...", {"word": "admin", "reveal_day": 0, "revision": 1}]}
GET /api/roles -> 200 {"items": ["...", {"word": "admin", "id": "*"}]}
keep admin_role = items[1].id
PUT /api/roles/{admin_role}/allowance if-match r1 {"reveal_day": -1} -> 400 {"field": "reveal_day"}
PUT /api/roles/{admin_role}/allowance if-match r1 {"reveal_day": 1, "reveal_month": 1} -> 200 {"word": "admin", "reveal_month": 1, "export_day": 0, "revision": 2}
PUT /api/roles/{admin_role}/allowance if-match r1 {"reveal_day": 9} -> 412 {"reason": "allowance.changed_meanwhile"}
POST /api/customers/{customer}/reveal {"field": "birthday"} -> 429 {"more": {"deed": "reveal", "asked": 1, "left": 0, "max": 1}}
GET /api/me/allowances -> 200 {"items": ["...", {"deed": "reveal", "month_max": 1, "month_used": 2}]}
GET /api/allowances/uses -> 200 {"items": [{"deed": "reveal", "month_used": 2, "month_max": 1}]}
GET /api/audit?outcome=failed -> 200 {"items": [{"action": "POST /api/customers/{id}/reveal", "outcome": "*"}]}
PUT /api/roles/{admin_role}/allowance if-match r2 {} -> 200 {"reveal_day": 0, "revision": 3}
POST /api/customers/{customer}/reveal {"field": "birthday"} -> 200
POST /api/customers/{customer}/notes {"text": "喜欢乌龙茶", "is_pinned": true} -> 201 {"text": "喜欢乌龙茶", "may_edit": true, "revision": 1}
keep note = id
POST /api/customers/{customer}/notes {"text": " "} -> 400 {"reason": "note.empty"}
GET /api/customers/{customer}/notes -> 200 {"items": [{"id": "{note}", "is_pinned": true}]}
PATCH /api/customers/{customer}/notes/{note} if-match r1 {"text": "喜欢铁观音"} -> 200 {"text": "喜欢铁观音", "edited_at": "*"}
wait GET /api/customers/{customer}/timeline?types=customer.noted -> 200 {"items": [{"payload": {"action": "edited"}}, {"payload": {"action": "written"}}]}
GET /api/customers/{customer}/timeline?types=contact.added&staff_id={staff} -> 200 {"items": [{"type": "contact.added"}]}
GET /api/customers/{customer}/timeline?staff_id=12345 -> 200 {"items": []}
GET /api/customers/{customer}/timeline?to=2020-01-01T00:00:00Z -> 200 {"items": []}
as other
GET /api/customers/{customer}/notes -> 404
PATCH /api/customers/{customer} if-match r{rev} {"name": "x"} -> 404
as admin
DELETE /api/customers/{customer}/notes/{note} if-match r2 -> 204
GET /api/customers/{customer}/notes -> 200 {"items": []}
