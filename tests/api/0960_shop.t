# Shops: connected, called with and without a good signature, and what people see of it.
POST /api/shops {"platform": "generic", "name": " 门店收银 ", "shop_no": "till-1"} -> 201 {"name": "门店收银", "platform": "generic", "can_push": true, "can_pull": false, "callback_url": "~/callback/shop/generic/till-1", "callback_token": "*", "app_secret_sealed": null}
keep shop = id
POST /api/shops {"platform": "generic", "shop_no": "till-1"} -> 409 {"reason": "shop.taken"}
POST /api/shops {"platform": "taobao", "shop_no": "tb1"} -> 400 {"reason": "shop.no_app_key", "field": "app_key"}
POST /api/shops {"platform": "taobao", "shop_no": "tb1", "app_key": "k", "app_secret": "s", "access_token": "t", "base_url": "https://gw.invalid", "options": {"sign_method": "hmac"}} -> 201 {"can_pull": true, "can_push": false, "options": {"sign_method": "hmac"}}
keep taobao = id
GET /api/shops -> 200 {"items": [{"id": "{shop}", "health": "unknown", "callback_token": null}, {"id": "{taobao}"}]}
GET /api/shops/{shop} -> 200 {"callback_token": "*"}
PUT /api/shops/{shop} if-match r1 {"name": "一号店", "stale_minutes": -1} -> 200 {"name": "一号店", "stale_minutes": 0, "pull_minutes": 5}
PUT /api/shops/{shop} if-match r1 {"name": "x"} -> 412
PUT /api/shops/{shop} if-match r2 {"platform": "jd"} -> 409 {"reason": "shop.platform_fixed"}
# Asked with credentials nobody gave us, at a host that is nowhere: the health says so.
POST /api/shops/{taobao}/check -> 200 {"health": "warning", "health_reason": "shop.unreachable"}
POST /api/shops/{shop}/check -> 400 {"reason": "shop.no_pull"}
POST /api/shops/{taobao}/pull {"from": "2026-01-02T00:00:00+08:00", "to": "2026-01-01T00:00:00+08:00"} -> 400 {"reason": "shop.bad_window"}
POST /api/shops/{shop}/pull {"from": "2026-01-02T00:00:00+08:00"} -> 400 {"reason": "shop.no_pull"}
# Nobody gets in without a signature, nor learns which shops there are.
as nobody
POST /callback/shop/generic/till-1 {"type": "order", "data": {}} -> 403
POST /callback/shop/generic/nowhere {"type": "order"} -> 404
POST /callback/shop/taobao/tb1 {} -> 404
GET /callback/shop/wechat_store/wx1?signature=x -> 404
POST /callback/shop/nonsense/x {} -> 404
as admin
GET /api/shop-pushes?shop_id={shop} -> 200 {"items": []}
GET /api/shop-pushes/7 -> 404 {"reason": "shop.no_push"}
POST /api/shop-pushes/7/replay -> 404
GET /api/orders?state=paid -> 200 {"items": []}
GET /api/orders?shop_id={shop}&order_no=x -> 200 {"items": []}
GET /api/orders/7 -> 404 {"reason": "order.not_found"}
GET /api/customers/7/order-totals -> 404
GET /api/products?q=x -> 200 {"items": []}
GET /api/products/7 -> 404 {"reason": "product.not_found"}
as other
GET /api/shops -> 200 {"items": []}
GET /api/shops/{shop} -> 404
PUT /api/shops/{shop} if-match r2 {"name": "x"} -> 404
DELETE /api/shops/{shop} if-match r2 -> 404
as admin
DELETE /api/shops/{taobao} if-match r1 -> 204
GET /api/shops -> 200 {"items": [{"id": "{shop}"}]}
