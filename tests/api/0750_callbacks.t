# What the platform tells is kept and shown, also what we do not use; it can be carried out again.
connect
sim POST customers {"name": "甲"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/callbacks -> 200 {"items": [{"change_type": "add_external_contact", "state": "applied"}]}
keep callback = items[0].id
GET /api/customers -> 200 {"items": [{"name": "甲"}]}
keep customer = items[0].id
POST /api/callbacks/{callback}/replay -> 204
wait GET /api/callbacks -> 200 {"items": [{"id": "{callback}", "state": "applied"}]}
GET /api/customers/{customer} -> 200 {"relations": [{"interval_no": 1, "ended_at": null}]}
# A callback told twice is one event and one customer.
sim POST pump {"duplicate_percent": 100} -> 200
sim POST customers {"name": "乙"} -> 200
keep p2 = external_userid
sim POST customers/{p2}/add {"userid": "zhangsan", "add_way": 1} -> 200
sim GET pump/wait?timeout_ms=10000 -> 200
wait GET /api/event-types -> 200 {"items": ["...", {"type": "contact.added", "count": 2}]}
sim POST pump {"duplicate_percent": 0} -> 200
# A member opens our app: no business of ours, kept as ignored.
GET /api/connections -> 200
keep connection = items[0].id
sim GET world?brief=1 -> 200
keep agent = corps[0].apps[0].agent_id
sim POST staff/zhangsan/app {"agent_id": {agent}, "text": "你好"} -> 200
wait GET /api/callbacks?state=ignored -> 200 {"items": [{"state": "ignored", "payload": "*"}]}
# The whole order turned round: deletion told before the add.
sim POST pump {"reorder_ms": 800} -> 200
sim POST customers {"name": "丙"} -> 200
keep p3 = external_userid
sim POST customers/{p3}/add {"userid": "zhangsan", "add_way": 1} -> 200
pause 1.1
sim POST customers/{p3}/delete {"userid": "zhangsan"} -> 200
sim GET pump/wait?timeout_ms=10000 -> 200
wait GET /api/losses -> 200 {"items": [{"ended_by": "customer"}]}
GET /api/dead-letters -> 200 {"items": []}
GET /api/events?type=callback.received -> 200 {"items": ["...", {"type": "callback.received"}]}
# A customer who could not be read in time: the callback failed, until a later read makes up for it.
sim POST pump {"reorder_ms": 0} -> 200
sim POST faults {"path": "externalcontact/get", "errcode": 84061, "times": 1} -> 200
sim POST customers {"name": "丁"} -> 200
keep p4 = external_userid
sim POST customers/{p4}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/callbacks?state=failed -> 200 {"items": [{"change_type": "add_external_contact", "reason": "wecom.not_a_contact"}]}
keep failed = items[0].id
wait GET /api/customers -> 200 {"items": [{"name": null, "is_active": true}]}
POST /api/connections/{connection}/sync {"what": "contacts"} -> 202
wait GET /api/callbacks -> 200 {"items": [{"id": "{failed}", "state": "applied", "reason": "callback.repaired"}]}
wait GET /api/customers -> 200 {"items": [{"name": "丁"}]}
GET /api/callbacks?state=failed -> 200 {"items": []}
# The same by a replay.
sim POST faults {"path": "externalcontact/get", "errcode": 84061, "times": 1} -> 200
sim POST customers {"name": "戊"} -> 200
keep p5 = external_userid
sim POST customers/{p5}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/callbacks?state=failed -> 200 {"items": [{"change_type": "add_external_contact"}]}
keep failed = items[0].id
POST /api/callbacks/{failed}/replay -> 204
wait GET /api/callbacks -> 200 {"items": [{"id": "{failed}", "state": "applied", "attempts": 2}]}
wait GET /api/customers -> 200 {"items": [{"name": "戊"}]}
GET /api/health -> 200 {"engine": "*", "unreadable_customer_ids": []}
