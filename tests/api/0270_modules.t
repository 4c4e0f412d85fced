# A module that is off has no routes, and loses nothing.
GET /api/modules -> 200 {"items": ["...", {"word": "acquire", "is_on": true, "is_on_for_me": true, "off_store_ids": []}]}
PUT /api/modules/board {"is_on": false, "off_store_ids": ["77"]} -> 400 {"reason": "module.unknown_store"}
PUT /api/modules/nothing {"is_on": false} -> 404
POST /api/tag-groups {"name": "模块", "kind": "internal", "tags": ["甲"]} -> 201
PUT /api/modules/customer {"is_on": false, "off_store_ids": []} -> 200 {"word": "customer", "is_on": false, "is_on_for_me": false}
GET /api/tags -> 403 {"reason": "module.off"}
GET /api/customers -> 403 {"reason": "module.off"}
GET /api/channel-codes -> 200
PUT /api/modules/customer {"is_on": true} -> 200 {"is_on": true}
GET /api/tags?q=甲 -> 200 {"items": [{"name": "甲"}]}
