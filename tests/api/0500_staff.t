# The directory follows the platform; where a member works is ours to say.
connect
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan", "status": "active"}]}
platform contact_sync user/create {"userid": "wangwu", "name": "王五", "mobile": "13800000001", "department": [1]} -> 200 {"errcode": 0}
wait GET /api/staff?q=wangwu -> 200 {"items": [{"userid": "wangwu", "status": "*"}]}
keep wang = items[0].id
keep rev = items[0].revision
POST /api/stores {"code": "S1", "name": "徐汇店"} -> 201
keep store = id
PUT /api/staff/{wang} if-match r{rev} {"store_id": "{store}"} -> 200 {"store_name": "徐汇店"}
PUT /api/staff/{wang} if-match r{rev} {"store_id": null} -> 412
GET /api/staff?store_id={store} -> 200 {"items": [{"userid": "wangwu"}]}
DELETE /api/stores/{store} if-match r1 -> 409
platform contact_sync department/create {"name": "直营部", "parentid": 1, "id": 77} -> 200 {"errcode": 0}
wait GET /api/departments -> 200 {"items": ["...", {"platform_id": 77}]}
# A member who left is kept and marked; whoever still has customers there is told nothing wrong.
platform contact_sync user/delete?userid=wangwu -> 200 {"errcode": 0}
wait GET /api/staff?status=left -> 200 {"items": [{"userid": "wangwu", "status": "left"}]}
as other
GET /api/staff -> 200 {"items": []}
GET /api/staff/{wang} -> 404
GET /api/departments -> 200 {"items": []}
as operator
GET /api/staff/{wang} -> 200 {"status": "left"}
