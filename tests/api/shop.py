#!/usr/bin/env python3
"""Tills and own malls as docs/shop-webhook.md tells them to call, and the check of a platform's form: signed by the
standard library alone, told twice, forged, and seen as orders and products."""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

FAILED, DONE = [], 0
ORDER = {
    "order_no": "T-1", "state": "paid", "created_at": "2026-03-01T10:00:00+08:00", "updated_at": "2026-03-01T10:01:00+08:00",
    "paid_at": "2026-03-01T10:01:00+08:00", "total_fen": 12800, "payable_fen": 12800,
    "buyer": {"member_no": "M-7", "name": "李女士"},
    "lines": [{"line_no": "1", "product_no": "P-1", "title": "奶粉", "quantity": 2, "price_fen": 6400, "amount_fen": 12800}],
    "payments": [{"payment_no": "P-T-1", "amount_fen": 12800, "paid_at": "2026-03-01T10:01:00+08:00", "method": "cash"}],
}
PRODUCT = {"product_no": "P-1", "title": "奶粉", "category": "奶粉", "state": "on_sale", "updated_at": "2026-03-01T09:00:00+08:00", "price_fen": 6400,
           "skus": [{"sku_no": "P-1-1", "title": "一段", "price_fen": 6400, "stock": 12}]}


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:400])


def post(url, secret, ident, message, at=None):
    body, at = json.dumps(message).encode(), str(at or int(time.time()))
    mac = hmac.new(secret.encode(), f"{ident}.{at}.".encode() + body, hashlib.sha256).digest()
    return ask("POST", url, body, {"webhook-id": ident, "webhook-timestamp": at, "webhook-signature": "v1," + base64.b64encode(mac).decode()})


def till(house):
    shop = house.good("POST", "/api/shops", {"platform": "generic", "name": "门店收银", "shop_no": "till"})
    url, secret = f"{house.url}/callback/shop/generic/till", shop["callback_token"]
    for ident in ("m1", "m1", "m2"):  # told again with the same id, and with another
        status, answer = post(url, secret, ident, {"type": "order", "data": ORDER})
        check("an order is taken", status == 200, f"{status} {answer}")
    status, answer = post(url, secret, "m3", {"type": "product", "data": PRODUCT})
    check("a product is taken", status == 200, f"{status} {answer}")
    for what, sent in (("another's secret", post(url, secret + "x", "m4", {"type": "order", "data": ORDER})),
                       ("an old signature", post(url, secret, "m5", {"type": "order", "data": ORDER}, at=int(time.time()) - 3600))):
        check(f"{what} is refused", sent[0] == 403, sent)
    house.settle()
    orders = house.good("GET", f"/api/orders?shop_id={shop['id']}")["items"]
    check("it is one order", [o["order_no"] for o in orders] == ["T-1"], orders)
    order = house.good("GET", f"/api/orders/{orders[0]['id']}")
    check("to the fen", order["payments"][0]["amount_fen"] == 12800 and order["lines"][0]["quantity"] == 2, order)
    products = house.good("GET", "/api/products?q=%E5%A5%B6%E7%B2%89")["items"]
    check("it is one product", [p["product_no"] for p in products] == ["P-1"], products)
    product = house.good("GET", f"/api/products/{products[0]['id']}")
    check("with its stock", product["skus"][0]["stock"] == 12, product)
    return secret


def answered(house, question):
    """What a question answers once the store of events has read so far."""
    until = time.monotonic() + 600
    while True:
        status, answer = ask("POST", house.url + "/api/query", question, {"Authorization": f"Bearer {house.key}"})
        if status != 503 or answer["reason"] != "events.catching_up" or time.monotonic() > until:
            return status, answer
        time.sleep(0.2)


def categories(house, secret):
    """An order is of the category of its dearest line; who buys one of them buys the other so much more often."""
    url = f"{house.url}/callback/shop/generic/till"
    for i, category in enumerate(("纸尿裤", "")):
        post(url, secret, f"c{i}", {"type": "product", "data": {**PRODUCT, "product_no": f"P-{i + 2}", "category": category, "skus": []}})
    house.settle()
    for i, (buyer, product) in enumerate((("A", 1), ("A", 2), ("B", 1), ("C", 3))):
        line = {**ORDER["lines"][0], "product_no": f"P-{product}"}
        # The cheapest line does not count.
        lines = [line, {**line, "line_no": "2", "product_no": "P-2", "price_fen": 1, "quantity": 1, "amount_fen": 1}]
        data = {**ORDER, "order_no": f"C-{i}", "buyer": {"member_no": f"C-{buyer}", "name": buyer}, "lines": lines, "payments": []}
        status, answer = post(url, secret, f"o{i}", {"type": "order", "data": data})
        check("an order is taken", status == 200, f"{status} {answer}")
    house.settle()
    span = {"days": 3660}
    question = {"kind": "events", "steps": ["order.paid"], "range": span, "limit": 50}
    until = time.monotonic() + 600
    while True:
        status, answer = answered(house, question)
        if status == 503 and answer["reason"] == "events.no_duckdb":
            print("  categories are left out: there is no DuckDB here")
            return
        if status != 200 or len(answer["rows"]) >= 5 or time.monotonic() > until:
            break
        time.sleep(0.2)
    said = {json.loads(row[7])["order_no"]: json.loads(row[7]).get("category") for row in answer["rows"]} if status == 200 else {}
    check("the category of an order", {no: said.get(no) for no in ("C-0", "C-1", "C-2", "C-3")} ==
          {"C-0": "奶粉", "C-1": "纸尿裤", "C-2": "奶粉", "C-3": None}, f"{status} {answer}")
    status, answer = answered(house, {"kind": "lift", "steps": ["order.paid"], "node": "property.category", "range": span})
    rows = {(row[0], row[1]): row[2:6] for row in answer["rows"]} if status == 200 else {}
    check("one category by the other", rows.get(("奶粉", "纸尿裤"), [])[:3] == [2, 1, 1], f"{status} {answer}")


def form(house):
    token = "a-token-of-the-form"
    house.good("POST", "/api/shops", {"platform": "wechat_store", "name": "微信小店", "shop_no": "wx1", "app_key": "wxapp", "app_secret": "s",
                                      "callback_token": token, "base_url": house.sim_url})
    signature = hashlib.sha1("".join(sorted((token, "1700000000", "n1"))).encode()).hexdigest()
    url = f"{house.url}/callback/shop/wechat_store/wx1?timestamp=1700000000&nonce=n1&echostr=7421&signature="
    check("the form's check is answered with its echo", ask("GET", url + signature) == (200, 7421), ask("GET", url + signature))
    check("a forged one is not", ask("GET", url + signature[::-1])[0] == 403, ask("GET", url + signature[::-1]))


def main():
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        categories(house, till(house))
        form(house)
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
