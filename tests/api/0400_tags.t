# Tags go both ways; what another app made is read only.
connect
POST /api/tag-groups {"name": "等级", "kind": "corp", "tags": ["金卡", "银卡"]} -> 201
keep group = id
keep gold = tags[0].id
keep silver = tags[1].id
wait GET /api/tag-groups -> 200 {"items": ["...", {"id": "{group}", "sync_state": "synced"}]}
POST /api/tag-groups {"name": "等级", "kind": "corp", "tags": ["玉卡"]} -> 409
POST /api/tag-groups/{group}/tags {"name": "铜卡"} -> 201
keep bronze = id
wait GET /api/tag-groups -> 200 {"items": ["...", {"id": "{group}", "tags": [{"sync_state": "synced"}, {"sync_state": "synced"}, {"sync_state": "synced"}]}]}
platform customer externalcontact/get_corp_tag_list {} -> 200 {"tag_group": ["...", {"group_name": "等级", "tag": [{"name": "金卡"}, {"name": "银卡"}, {"name": "铜卡"}]}]}
# Put in another order here, in the same order there; an order that leaves one out is of an older page.
POST /api/tag-groups/{group}/order {"tag_ids": ["{bronze}", "{gold}"]} -> 412 {"reason": "tag_group.changed_meanwhile"}
POST /api/tag-groups/{group}/order {"tag_ids": ["{bronze}", "{gold}", "{silver}"]} -> 200 {"tags": [{"id": "{bronze}"}, {"id": "{gold}"}, {"id": "{silver}"}]}
wait platform customer externalcontact/get_corp_tag_list {} -> 200 {"tag_group": ["...", {"group_name": "等级", "tag": ["...", {"name": "铜卡", "order": 3}]}]}
POST /api/tag-groups/{group}/order {"tag_ids": ["{gold}", "{silver}", "{bronze}"]} -> 200
wait GET /api/tag-groups -> 200 {"items": ["...", {"id": "{group}", "tags": [{"id": "{gold}", "sync_state": "synced"}, {"sync_state": "synced"}, {"sync_state": "synced"}]}]}
GET /api/tags?q=金 -> 200 {"items": [{"id": "{gold}", "name": "金卡", "group_name": "等级"}]}
# Given to a customer here, seen by the platform; taken there, gone here.
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
sim POST customers {"name": "王女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "王女士"}]}
keep customer = items[0].id
POST /api/customers/{customer}/tags {"add": ["{gold}"], "remove": []} -> 200 {"tags": ["...", {"id": "{gold}"}]}
wait sim GET customers/{person} -> 200 {"relations": [{"tags": ["...", {"name": "金卡"}]}]}
POST /api/customers/{customer}/tags {"add": ["999"], "remove": []} -> 400 {"reason": "tag.unknown", "field": "add[0]"}
wait GET /api/customers?tag_ids={gold} -> 200 {"items": [{"id": "{customer}"}]}
GET /api/customers?tag_ids={silver} -> 200 {"items": []}
platform customer externalcontact/get_corp_tag_list {} -> 200
keep platform_silver = tag_group[0].tag[1].id
sim POST staff/zhangsan/edit {"external_userid": "{person}", "add_tag": ["{platform_silver}"]} -> 200
wait GET /api/customers?tag_ids={silver} -> 200 {"items": [{"id": "{customer}"}]}
pause 1.1
sim POST staff/zhangsan/edit {"external_userid": "{person}", "remove_tag": ["{platform_silver}"]} -> 200
wait GET /api/customers?tag_ids={silver} -> 200 {"items": []}
GET /api/customers?tag_ids={gold} -> 200 {"items": [{"id": "{customer}"}]}
# Renamed and deleted, also on the platform.
GET /api/tag-groups -> 200 {"items": ["...", {"id": "{group}"}]}
PUT /api/tags/{silver} if-match r1 {"name": "白银卡"} -> 412
DELETE /api/tags/{bronze} if-match r9 -> 412
GET /api/tags?q=银卡 -> 200 {"items": [{"id": "{silver}"}]}
# A group made on the platform comes here.
platform built externalcontact/add_corp_tag {"group_name": "兴趣", "tag": [{"name": "咖啡"}]} -> 200 {"errcode": 0}
wait GET /api/tag-groups -> 200 {"items": ["...", {"name": "兴趣", "kind": "corp", "tags": [{"name": "咖啡"}]}]}
keep interest = items[1].id
GET /api/tags?q=咖啡 -> 200 {"items": [{"name": "咖啡"}]}
keep coffee = items[0].id
PUT /api/tags/{coffee} if-match r1 {"name": "茶"} -> 200
wait platform built externalcontact/get_corp_tag_list {} -> 200 {"tag_group": ["...", {"tag": ["...", {"name": "茶"}]}]}
wait GET /api/tags?q=茶 -> 200 {"items": [{"id": "{coffee}"}]}
wait GET /api/tag-groups -> 200 {"items": ["...", {"id": "{interest}", "sync_state": "synced", "tags": [{"sync_state": "synced"}]}]}
keep rev = items[1].revision
PUT /api/tag-groups/{interest} if-match r{rev} {"name": "爱好"} -> 200
wait GET /api/tag-groups -> 200 {"items": ["...", {"id": "{interest}", "name": "爱好", "sync_state": "synced"}]}
keep rev = items[1].revision
keep tagrev = items[1].tags[0].revision
DELETE /api/tags/{coffee} if-match r{tagrev} -> 204
POST /api/tag-groups {"name": "内部", "kind": "internal", "tags": ["一", "二"]} -> 201
keep internal = id
DELETE /api/tag-groups/{internal} if-match r1 -> 204
GET /api/tag-groups -> 200 {"items": [{"name": "*"}]}
as other
GET /api/tags -> 200 {"items": []}
PUT /api/tag-groups/{group} if-match r1 {"name": "偷"} -> 404
as admin
# Remarks go to the platform; the customer's own data changes with its revision.
GET /api/customers/{customer} -> 200 {"relations": [{"id": "*"}]}
keep relation = relations[0].id
keep rev = revision
PUT /api/customers/{customer}/relations/{relation} {"remark": "王女士 VIP", "description": "爱喝拿铁"} -> 200 {"relations": [{"remark": "王女士 VIP"}]}
wait sim GET customers/{person} -> 200 {"relations": [{"remark": "王女士 VIP", "description": "爱喝拿铁"}]}
PATCH /api/customers/{customer} if-match r{rev} {"name": "王小满", "gender": "female"} -> 200 {"name": "王小满"}
PATCH /api/customers/{customer} if-match r{rev} {"name": "晚了"} -> 412
POST /api/customers/{customer}/reveal {"field": "phone"} -> 404
GET /api/customers/summary -> 200 {"total": 1, "active": 1, "added_today": 1}
# A phone that a member wrote down is masked, and shown in clear to those who may ask; that is audited.
platform customer externalcontact/remark {"userid": "zhangsan", "external_userid": "{person}", "remark_mobiles": ["13812345678"]} -> 200 {"errcode": 0}
sim POST staff/zhangsan/edit {"external_userid": "{person}", "description": "有电话"} -> 200
wait GET /api/customers/{customer} -> 200 {"phone_masked": "138****5678"}
POST /api/customers/{customer}/reveal {"field": "phone"} -> 200 {"value": "13812345678"}
GET /api/audit -> 200 {"items": ["...", {"action": "POST /api/customers/{id}/reveal", "outcome": "ok"}]}
