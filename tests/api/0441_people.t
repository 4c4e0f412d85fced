# The fixed interface of people and events, as an outsider uses it: every way to write a phone, old ids, pages to the end.
connect
sim POST customers {"name": "唐女士"} -> 200
keep one = external_userid
sim POST customers/{one}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "唐女士"}]}
keep tang = items[0].id
GET /api/customers/{tang} -> 200
keep rev = revision
PATCH /api/customers/{tang} if-match r{rev} {"phone": "＋８６ 138-0000-1111", "email": "Tang@Example.com", "member_no": "VIP-1"} -> 200
GET /api/people?identity=phone:13800001111 -> 200 {"id": "{tang}", "name": "唐女士"}
GET /api/people?identity=phone:%2B8613800001111 -> 200 {"id": "{tang}"}
GET /api/people?identity=phone:+8613800001111 -> 200 {"id": "{tang}"}
GET /api/people?identity=phone%3A0086%20138%200000%201111 -> 200 {"id": "{tang}"}
GET /api/people?identity=phone:(86)138-0000-1111 -> 200 {"id": "{tang}"}
GET /api/people?identity=phone:%EF%BC%91%EF%BC%93%EF%BC%98%EF%BC%90%EF%BC%90%EF%BC%90%EF%BC%90%EF%BC%91%EF%BC%91%EF%BC%91%EF%BC%91 -> 200 {"id": "{tang}"}
GET /api/people?identity=phone:1380000 -> 404 {"reason": "customer.not_found"}
GET /api/people?identity=phone:hello -> 400 {"reason": "people.bad_identity", "field": "identity"}
GET /api/people?identity=email:tang%40EXAMPLE.com -> 200 {"id": "{tang}"}
GET /api/people?identity=member_no:VIP-1 -> 200 {"id": "{tang}"}
GET /api/people?identity=external_userid:{one} -> 200 {"id": "{tang}"}
GET /api/people?identity=shoe:42 -> 400 {"reason": "people.bad_identity"}
GET /api/people?identity=phone -> 400 {"reason": "people.bad_identity"}
GET /api/people -> 400
GET /api/people/0 -> 404
GET /api/people/abc -> 404
POST /api/sources {"name": "站"} -> 201
keep key = write_key
# A visitor, then a user whose id is an address, then one with the friend: every id goes on leading to the same person.
POST /v1/track {"writeKey": "{key}", "anonymousId": "cookie-1", "event": "Viewed", "messageId": "p1"} -> 200
GET /api/people?identity=anonymous_id:cookie-1 -> 200
keep visitor = id
POST /v1/identify {"writeKey": "{key}", "userId": "tang@shop", "messageId": "p2"} -> 200
GET /api/people?identity=user_id:tang%40shop -> 200
keep user = id
POST /v1/track {"writeKey": "{key}", "userId": "tang@shop", "anonymousId": "cookie-1", "event": "Bought", "messageId": "p3"} -> 200
GET /api/people/{visitor} -> 200 {"id": "{user}"}
GET /api/events?person_id={visitor}&type=Bought -> 200 {"items": [{"type": "Bought"}], "next_cursor": null}
POST /api/customers/{tang}/merge {"other_id": "{user}"} -> 200
GET /api/people/{user} -> 200 {"id": "{tang}", "merged_ids": ["...", "{user}"]}
GET /api/people/{visitor} -> 200 {"id": "{tang}"}
GET /api/events?person_id={user}&type=Viewed -> 200 {"items": [{"type": "Viewed", "person_id": "{visitor}"}]}
GET /api/events?person_id={visitor}&type=contact.added -> 200 {"items": [{"type": "contact.added"}]}
GET /api/events?person_id={tang}&limit=2 -> 200 {"items": [{"type": "*"}, {"type": "*"}], "next_cursor": "*"}
keep after = next_cursor
GET /api/events?person_id={tang}&limit=2&after={after} -> 200 {"items": [{"type": "*"}, {"type": "*"}], "next_cursor": "*"}
GET /api/events?person_id={tang}&limit=200&after={after} -> 200 {"items": [{"type": "*"}, {"type": "*"}, {"type": "*"}], "next_cursor": null}
GET /api/events?person_id={tang}&after=zzz -> 400 {"reason": "page.bad_cursor"}
GET /api/events?person_id=x -> 400 {"reason": "shape.bad_id"}
# Of nobody in particular from the oldest on, too; pages that show what happens ask for the newest.
GET /api/events?type=Viewed&limit=1 -> 200 {"items": [{"person_id": "{visitor}"}]}
GET /api/events?limit=1 -> 200 {"items": [{"seq": "*"}], "next_cursor": "*"}
keep after = next_cursor
GET /api/events?limit=1&after={after} -> 200 {"items": [{"seq": "*"}]}
GET /api/events?newest=true&type=Bought&limit=1 -> 200 {"items": [{"type": "Bought"}], "next_cursor": null}
GET /api/events?person_id={tang}&limit=201 -> 400 {"reason": "shape.too_large"}
as other
GET /api/people/{tang} -> 404
GET /api/people?identity=phone:13800001111 -> 404
GET /api/events?person_id={tang} -> 200 {"items": [], "next_cursor": null}
