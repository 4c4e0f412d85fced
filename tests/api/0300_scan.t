# The first story: a customer scans a code, is welcomed, leaves, and comes back.
connect
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep staff = items[0].id
POST /api/tag-groups {"name": "来源", "kind": "internal", "tags": ["海报"]} -> 201
keep tag = tags[0].id
POST /api/channel-codes {"name": "海报", "medium": "海报", "allocation": "random", "skip_verify": true, "welcome_mode": "own",
    "welcome": {"text": "{客户昵称}您好", "attachments": []}, "tag_ids": ["{tag}"], "remark_pattern": "{客户昵称}-{渠道}",
    "staff": [{"staff_id": "{staff}", "weight": 1, "daily_cap": 0}]} -> 201 {"state": "syncing"}
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "config_id": "*", "qr_url": "*"}
keep config = config_id
sim POST customers/scan {"config_id": "{config}", "customer": {"name": "李女士"}} -> 200 {"outcome": "added"}
keep person = customer.external_userid
wait GET /api/customers -> 200 {"items": [{"name": "李女士", "is_active": true, "tags": ["...", {"name": "海报"}]}]}
keep customer = items[0].id
wait GET /api/customers/{customer} -> 200 {"relations": [{"ended_at": null, "interval_no": 1, "remark": "李女士-海报"}]}
wait GET /api/welcomes -> 200 {"items": [{"state": "sent", "customer_name": "李女士"}]}
wait GET /api/channel-codes/{code}/stats -> 200 {"added": 1, "today": 1}
wait GET /api/customers/{customer}/timeline -> 200 {"items": ["...", {"type": "contact.added"}, {"type": "channel_code.matched"}, {"type": "welcome.sent"}, {"type": "customer.tagged"}]}
pause 1.1
# The customer deletes the member: the interval ends, somebody is told.
sim POST customers/{person}/delete {"userid": "zhangsan"} -> 200
wait GET /api/customers/{customer} -> 200 {"is_active": false, "relations": [{"ended_by": "customer", "ended_at": "*"}]}
wait GET /api/losses -> 200 {"items": [{"customer_name": "李女士", "ended_by": "customer"}]}
wait GET /api/channel-codes/{code}/stats -> 200 {"added": 1, "lost": 1, "net": 0}
pause 1.1
# And comes back: a new interval of the same person.
sim POST customers/scan {"config_id": "{config}", "external_userid": "{person}"} -> 200 {"outcome": "added"}
wait GET /api/customers/{customer} -> 200 {"is_active": true, "relations": ["...", {"interval_no": 2, "ended_at": null}]}
GET /api/customers -> 200 {"items": [{"id": "{customer}"}]}
pause 1.1
# The member deletes the customer: the administrators are told.
sim POST staff/zhangsan/delete {"external_userid": "{person}"} -> 200
wait GET /api/losses -> 200 {"items": [{"ended_by": "staff"}]}
wait GET /api/notifications -> 200 {"items": ["...", {"kind": "contact.lost_by_staff"}]}
as other
GET /api/customers -> 200 {"items": []}
GET /api/customers/{customer} -> 404
GET /api/channel-codes/{code} -> 404
as admin
GET /api/notifications?unread=1 -> 200 {"unread_count": "*"}
keep note = items[0].id
POST /api/notifications/{note}/read -> 204
as other
POST /api/notifications/{note}/read -> 404
