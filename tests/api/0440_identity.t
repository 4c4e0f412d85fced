# Two customers become one and two again; the old id resolves; machines find a person by identity.
connect
sim POST customers {"name": "周女士"} -> 200
keep first = external_userid
sim POST customers/{first}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "周女士"}]}
keep one = items[0].id
sim POST customers {"name": "周小姐"} -> 200
keep second = external_userid
sim POST customers/{second}/add {"userid": "lisi", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": ["...", {"name": "周小姐"}], "total": 2}
GET /api/customers?q=周小姐 -> 200 {"total": 1}
keep two = items[0].id
GET /api/people?identity=shoe:42 -> 400 {"reason": "people.bad_identity"}
GET /api/people?identity=phone:13900001111 -> 404 {"reason": "customer.not_found"}
GET /api/customers/{one} -> 200 {"name": "周女士"}
keep rev = revision
PATCH /api/customers/{one} if-match r{rev} {"phone": "13900001111"} -> 200
GET /api/people?identity=phone:13900001111 -> 200 {"id": "{one}", "merged_ids": []}
GET /api/merge-reviews -> 200 {"items": [], "open_count": 0}
GET /api/customers/{two} -> 200 {"name": "周小姐"}
keep rev = revision
PATCH /api/customers/{two} if-match r{rev} {"phone": "13900001111"} -> 200
wait GET /api/merge-reviews -> 200 {"items": [{"kind": "phone", "state": "open", "sides": ["...", {"name": "周小姐"}]}], "open_count": 1}
keep review = items[0].id
POST /api/merge-reviews/{review}/decision {"decision": "refuse"} -> 200
POST /api/merge-reviews/{review}/decision {"decision": "accept"} -> 409 {"reason": "merge_review.decided"}
POST /api/merge-reviews/77/decision {"decision": "accept"} -> 404
POST /api/customers/{two}/notes {"text": "喜欢乌龙茶"} -> 201
GET /api/customers/{two}/merge-preview?other_id={one} -> 200 {"survivor_id": "{one}", "is_shared_staff": false, "sides": [{"name": "周小姐"}, {"name": "周女士"}]}
GET /api/customers/{two}/merge-preview?other_id={two} -> 409 {"reason": "customer.merge_self"}
POST /api/customers/{two}/merge {"other_id": "{one}"} -> 200 {"customer_id": "{one}", "other_id": "{two}"}
keep merge = merge_id
POST /api/customers/{two}/merge {"other_id": "{one}"} -> 409 {"reason": "customer.merge_self"}
GET /api/customers -> 200 {"total": 1}
GET /api/customers/{two} -> 200 {"id": "{one}", "name": "周女士"}
GET /api/customers/{two}/notes -> 200 {"items": [{"text": "喜欢乌龙茶"}]}
GET /api/people/{two} -> 200 {"id": "{one}", "merged_ids": ["{two}"]}
GET /api/customers/{one}/why-one -> 200 {"customer_id": "{one}", "merged": [{"merge_id": "{merge}", "customer_id": "{two}", "name": "周小姐", "source": "console"}]}
GET /api/customers/{one}/timeline?types=customer.merged -> 200 {"items": [{"type": "customer.merged"}]}
restart
GET /api/customers/{two} -> 200 {"id": "{one}"}
POST /api/customer-merges/{merge}/split -> 200 {"customer_id": "{one}", "other_id": "{two}"}
POST /api/customer-merges/{merge}/split -> 409 {"reason": "merge.already_split"}
GET /api/customers/{two} -> 200 {"id": "{two}", "name": "周小姐"}
GET /api/customers/{two}/notes -> 200 {"items": [{"text": "喜欢乌龙茶"}]}
GET /api/customers/{one}/notes -> 200 {"items": []}
wait GET /api/customers -> 200 {"total": 2}
GET /api/audit?action=customer -> 200
GET /api/merge-policy -> 200 {"likeness": "off", "revision": 1}
POST /api/merge-reviews/search -> 409 {"reason": "likeness.off"}
PUT /api/merge-policy if-match r1 {"kinds": [{"kind": "phone", "verified": "ask", "said": "merge"}], "likeness": "off"} -> 400 {"reason": "merge_policy.said_merges"}
PUT /api/merge-policy if-match r1 {"kinds": [{"kind": "phone", "verified": "ask", "said": "ask"}], "likeness": "balanced"} -> 200 {"likeness": "balanced", "revision": 2}
PUT /api/merge-policy if-match r1 {"kinds": [], "likeness": "off"} -> 412 {"reason": "merge_policy.changed_meanwhile"}
GET /api/customers/{one} -> 200
keep rev = revision
PATCH /api/customers/{one} if-match r{rev} {"birthday": "1990-05-07", "address": "上海市浦东新区世纪大道100号502室"} -> 200
GET /api/customers/{two} -> 200
keep rev = revision
PATCH /api/customers/{two} if-match r{rev} {"birthday": "1990-05-07", "address": "上海市浦东新区世纪大道100号502", "phone": "13900002222"} -> 200
POST /api/merge-reviews/search -> 202 {"kind": "customer.likeness"}
wait GET /api/merge-policy -> 200 {"likeness": "balanced"}
