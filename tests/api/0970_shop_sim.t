# Shops that the simulator plays: asked page by page, called out of order and twice, refused now and then; what is recorded
# comes to what happened.
POST /api/shops {"platform": "taobao", "name": "淘宝店", "shop_no": "tb-sim", "app_key": "sim-app-key", "app_secret": "wrong", "access_token": "sim-session", "base_url": "{sim_url}", "pull_minutes": -1} -> 201 {"can_pull": true}
keep taobao = id
POST /api/shops/{taobao}/check -> 200 {"health": "bad", "health_reason": "shop.wrong_secret"}
GET /api/shops/{taobao} -> 200
keep rev = revision
PUT /api/shops/{taobao} if-match r{rev} {"app_secret": "sim-app-secret", "access_token": "expired"} -> 200
POST /api/shops/{taobao}/check -> 200 {"health": "bad", "health_reason": "shop.token_expired"}
GET /api/shops/{taobao} -> 200
keep rev = revision
PUT /api/shops/{taobao} if-match r{rev} {"access_token": "sim-session"} -> 200
POST /api/shops/{taobao}/check -> 200 {"health": "good", "health_reason": ""}
sim POST shops/fault {"times": 1} -> 200
POST /api/shops/{taobao}/check -> 200 {"health": "warning", "health_reason": "shop.throttled"}
POST /api/shops/{taobao}/pull {"from": "{week_ago}"} -> 202 {"kind": "shop.pull"}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done"}
GET /api/shops/{taobao} -> 200 {"health": "good"}
GET /api/orders?shop_id={taobao}&state=finished&limit=1 -> 200 {"items": [{"state": "finished", "customer_id": "*", "currency": "CNY"}]}
keep order = items[0].id
keep buyer = items[0].customer_id
GET /api/orders/{order} -> 200 {"lines": [{"quantity": "*"}], "payments": [{"amount_fen": "*"}], "events": ["...", {"type": "order.paid"}, {"type": "order.finished"}]}
GET /api/customers/{buyer}/order-totals -> 200 {"items": [{"currency": "CNY", "orders": "*"}]}
GET /api/orders?shop_id={taobao}&with_refund=true&limit=1 -> 200 {"items": [{"refunded_fen": "*"}]}
# Products come with the same pull, with their skus and what is left of each; a part of the window told again changes nothing.
GET /api/shops/{taobao} -> 200 {"pulled_until": "*", "products_until": null}
GET /api/products?shop_id={taobao}&state=on_sale&q=1002 -> 200 {"items": [{"title": "商品 2", "price_fen": "*", "sku_count": 2}]}
keep product = items[0].id
GET /api/products/{product} -> 200 {"skus": [{"title": "白色", "stock": "*"}, {"title": "红色", "stock": "*"}]}
GET /api/products?shop_id={taobao}&state=off_sale&limit=1 -> 200 {"items": [{"state": "off_sale"}]}
# Callbacks: forged ones are refused, good ones name orders that are then asked for.
POST /api/shops {"platform": "doudian", "name": "抖店", "shop_no": "dd-sim", "app_key": "sim-app-key", "app_secret": "sim-app-secret", "base_url": "{sim_url}", "pull_minutes": -1} -> 201 {"can_push": true}
keep doudian = id
sim POST shops/push {"url": "{own_url}/callback/shop/doudian/dd-sim", "minutes": 600, "forge": true} -> 200 {"taken": 0}
GET /api/shop-pushes?shop_id={doudian} -> 200 {"items": []}
sim POST shops/push {"url": "{own_url}/callback/shop/doudian/dd-sim", "minutes": 600, "shuffle": true, "repeat": 50} -> 200 {"taken": "*"}
wait GET /api/shops/{doudian} -> 200 {"waiting_count": 0, "failed_count": 0, "health": "good"}
GET /api/shop-pushes?shop_id={doudian}&limit=1 -> 200 {"items": [{"state": "applied", "reason": ""}]}
keep push = items[0].id
GET /api/shop-pushes/{push} -> 200 {"body": "~p_id"}
POST /api/shop-pushes/{push}/replay -> 200 {"attempts": 2}
wait GET /api/shop-pushes/{push} -> 200 {"state": "applied"}
GET /api/orders?shop_id={doudian}&limit=1 -> 200 {"items": [{"order_no": "~69000000000"}]}
