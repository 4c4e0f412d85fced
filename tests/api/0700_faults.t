# A platform that refuses, dawdles and lies: what a person sees, and what heals by itself.
connect
POST /api/welcome-policies {"name": "默认", "scope": "default", "message": {"text": "您好", "attachments": []}, "is_enabled": true} -> 201
# Another app was faster: final, and no alarm.
sim POST faults {"path": "externalcontact/send_welcome_msg", "errcode": 41051, "times": 1} -> 200
sim POST customers {"name": "甲"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "甲", "state": "failed", "reason": "welcome.already_sent"}]}
sim GET calls?path=externalcontact/send_welcome_msg -> 200 {"calls": [{"errcode": 41051}]}
# Too late: final.
sim POST faults {"path": "externalcontact/send_welcome_msg", "errcode": 41050, "for_ever": true} -> 200
sim POST customers {"name": "乙"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "乙", "state": "failed", "reason": "welcome.code_expired"}]}
sim POST faults/clear {} -> 200
# Being sent: asked again, and delivered.
sim POST faults {"path": "externalcontact/send_welcome_msg", "errcode": 41096, "times": 2} -> 200
sim POST customers {"name": "丙"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "丙", "state": "sent"}]}
# A gateway's page instead of an answer, while reading the customer: asked again.
sim POST faults {"path": "externalcontact/get", "http_status": 502, "html": true, "times": 1} -> 200
sim POST customers {"name": "丁"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "丁", "state": "sent"}]}
# A dropped connection.
sim POST faults {"path": "externalcontact/get", "drop": true, "times": 1} -> 200
sim POST customers {"name": "戊"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "戊"}]}
wait GET /api/welcomes -> 200 {"items": [{"state": "sent"}]}
# The token ends early: another is fetched at once.
sim POST tokens/expire {"revoked": true} -> 200
sim POST customers {"name": "己"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "己", "state": "sent"}]}
# The customer cannot be read in time: the welcome goes out all the same; another read will tell the name.
sim POST faults {"path": "externalcontact/get", "errcode": -1, "for_ms": 12000} -> 200
sim POST customers {"name": "庚"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes?state=sent -> 200 {"items": [{"sent_at": "*"}, {"customer_name": "己"}]}
sim POST faults/clear {} -> 200
wait GET /api/customers -> 200 {"items": [{"name": null, "is_active": true}, {"name": "己"}]}
GET /api/effects?state=pending -> 200 {"items": ["...", {"kind": "wecom.read_contact", "attempts": 0}]}
# A dead effect can be sent again or given up.
POST /api/tag-groups {"name": "等级", "kind": "corp", "tags": ["金卡"]} -> 201
wait GET /api/tag-groups -> 200 {"items": ["...", {"name": "等级", "sync_state": "synced"}]}
keep group = items[0].id
sim POST faults {"path": "externalcontact/add_corp_tag", "errcode": 40071, "times": 2} -> 200
POST /api/tag-groups/{group}/tags {"name": "银卡"} -> 201
wait GET /api/effects?state=dead -> 200 {"items": ["...", {"reason": "wecom.tag_name_taken", "detail": "*"}]}
keep dead = items[0].id
GET /api/effects/counts -> 200 {"dead": "*"}
POST /api/effects/{dead}/replay -> 204
wait GET /api/effects?state=done -> 200 {"items": ["...", {"id": "{dead}", "kind": "wecom.save_tag"}]}
wait GET /api/tags?q=银卡 -> 200 {"items": [{"name": "银卡"}]}
GET /api/effects?state=dead -> 200 {"items": [{"id": "*"}]}
keep dead = items[0].id
POST /api/effects/{dead}/discard -> 204
GET /api/effects?state=discarded -> 200 {"items": ["...", {"id": "{dead}"}]}
as other
POST /api/effects/{dead}/replay -> 404
GET /api/effects -> 200 {"items": []}
GET /api/callbacks -> 200 {"items": []}
as admin
# Too often for a while: nothing is lost.
sim POST faults {"path": "externalcontact/send_welcome_msg", "errcode": 45009, "times": 1} -> 200
sim POST customers {"name": "辛"} -> 200
keep p = external_userid
sim POST customers/{p}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "辛", "state": "*"}]}
wait GET /api/customers -> 200 {"items": [{"name": "辛"}]}
