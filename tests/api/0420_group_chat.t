# A customer group: made, read, who comes and goes, dismissed; its figures count people.
connect
sim POST groups/create {"owner": "zhangsan", "name": "宝妈交流群"} -> 200 {"chat_id": "*"}
keep chat = chat_id
wait GET /api/group-chats -> 200 {"items": [{"name": "宝妈交流群", "owner_name": "张三", "state": "active", "member_count": 1, "external_count": 0}]}
keep group = items[0].id
# Two come: one is a friend of staff, the other nobody knows yet.
sim POST customers {"name": "王女士"} -> 200
keep friend = external_userid
sim POST customers/{friend}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "王女士"}]}
keep customer = items[0].id
sim POST customers {"name": "陌生人"} -> 200
keep stranger = external_userid
sim POST groups/{chat}/join {"external_userid": "{friend}"} -> 200 {"outcome": "joined"}
sim POST groups/{chat}/join {"external_userid": "{stranger}"} -> 200 {"outcome": "joined"}
wait GET /api/group-chats/{group}/members?state=present -> 200 {"items": ["...", {"name": "王女士", "customer_id": "{customer}", "is_staff": false}]}
wait GET /api/group-chats/{group}/members?state=present -> 200 {"items": ["...", {"name": "陌生人", "customer_id": null}]}
wait GET /api/group-chats/{group}?days=7 -> 200 {"external_count": 2, "joined_today": 2, "figures": {"joined": 2, "left": 0, "net": 2, "people": 2, "retained": 2}}
GET /api/customers/{customer}/group-chats -> 200 {"items": [{"group_chat_id": "{group}", "name": "宝妈交流群", "left_at": null}]}
GET /api/customers/{customer}/timeline -> 200 {"items": ["...", {"type": "group_chat.joined"}]}
# The stranger becomes a friend: the same stay, now of a person.
sim POST customers/{stranger}/add {"userid": "lisi", "add_way": 4} -> 200
wait GET /api/group-chats/{group}/members?q=陌生 -> 200 {"items": [{"name": "陌生人", "customer_id": "*"}]}
# One is removed, and comes again: two stays of one person.
pause 1.1
sim POST groups/{chat}/leave {"external_userid": "{friend}", "kicked": true} -> 200
wait GET /api/group-chats/{group}/members?state=left -> 200 {"items": [{"name": "王女士", "left_by": "removed"}]}
GET /api/customers/{customer}/timeline -> 200 {"items": ["...", {"type": "group_chat.left"}]}
pause 1.1
sim POST groups/{chat}/join {"external_userid": "{friend}"} -> 200 {"outcome": "joined"}
wait GET /api/group-chats/{group} -> 200 {"external_count": 2, "figures": {"joined": 3, "left": 1, "net": 2, "people": 2, "retained": 2}}
GET /api/group-chats/summary?days=7 -> 200 {"group_count": 1, "figures": {"joined": 3, "people": 2}, "owners": [{"owner_name": "张三", "group_count": 1}]}
POST /api/group-chats/{group}/refresh -> 204
as other
GET /api/group-chats/{group} -> 404
GET /api/group-chats -> 200 {"items": []}
as admin
# Dismissed: nobody is in it any more, and nothing of it is lost.
sim POST groups/{chat}/dismiss -> 200
wait GET /api/group-chats/{group} -> 200 {"state": "dismissed", "member_count": 0, "dismissed_at": "*"}
GET /api/group-chats/{group}/members?state=left -> 200 {"items": ["...", {"name": "陌生人", "left_by": "dismissed"}]}
GET /api/group-chats?state=present -> 200 {"items": []}
POST /api/group-chats/{group}/refresh -> 409 {"reason": "group_chat.dismissed"}
