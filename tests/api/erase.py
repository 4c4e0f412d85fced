#!/usr/bin/env python3
"""A person who came through every door is deleted on request, with kill -9 on the way: nothing of him is left in any byte
of the store, orders and figures stay, late callbacks do not bring him back, and who comes again is somebody new.

Usage: erase.py BUILD.  WEFT_API_PG names a PostgreSQL to run on; otherwise it is SQLite."""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from house import House, ask  # noqa: E402
from shop import post  # noqa: E402

FAILED, DONE, STARTED = [], 0, time.time()
NAME, PHONE, EMAIL = "欧阳若兰", "13698765432", "Ruolan.Ouyang@example.test"
# What must not stand anywhere afterwards, beside the ids the platforms gave him.
SAID = [NAME, "欧阳", PHONE, EMAIL.lower(), EMAIL, "海淀区知春路 77 号", "1988-11-23", "喜欢小提琴的若兰", "她妹妹在苏州", "若兰签过字",
        "till-member-4471", "shop-user-4471", "visitor-4471", "若兰想退掉蓝色的", "若兰的小提琴标签", "若兰写来一句话"]


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:1500])


def wait_for(what, look):
    """Until it is true; gives up when minutes have passed."""
    until = time.monotonic() + float(os.environ.get('WEFT_ERASE_WAIT_S', '300'))
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"never: {what}")


def find(house, identity):
    status, answer = house.call("GET", "/api/people?identity=" + urllib.parse.quote(identity, safe=""))
    return answer["id"] if status == 200 else None


class Person:
    """Comes in by every door; `ids` is what the platforms call him."""

    def __init__(self, house, corp):
        self.house, self.corp = house, corp
        made = house.play("POST", "customers", {"name": NAME, "unionid": True})
        self.external = made["external_userid"]
        house.play("POST", f"customers/{self.external}/add", {"userid": "zhangsan", "add_way": 1})
        self.id = wait_for("he is there", lambda: find(house, f"external_userid:{self.external}@{corp}"))
        self.ids = [self.external, made["customer"]["unionid"]]

    def write(self):
        h, one = self.house, f"/api/customers/{self.id}"
        revision = h.good("GET", one)["revision"]
        h.good("PATCH", one, {"phone": PHONE, "email": EMAIL, "address": "海淀区知春路 77 号", "birthday": "1988-11-23",
                              "description": "喜欢小提琴的若兰", "member_no": "till-member-4471"}, {"If-Match": f'"r{revision}"'})
        # A picture of one point, with words behind it.
        picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0" + "若兰写来一句话".encode()
        body = (f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{NAME}.png"\r\n'
                'Content-Type: image/png\r\n\r\n').encode() + picture + b"\r\n--edge--\r\n"
        status, media = ask("POST", f"{h.url}/api/media", body,
                            {"Authorization": f"Bearer {h.key}", "Content-Type": "multipart/form-data; boundary=edge"})
        check("a picture is taken", status in (200, 201), f"{status} {media}")
        files = [media["id"]]
        h.good("POST", f"{one}/notes", {"text": "她妹妹在苏州", "media_ids": files}, {"Idempotency-Key": "note-of-him"})
        h.good("POST", f"{one}/consents", {"purpose": "sms", "state": "given", "source": "form", "evidence": "若兰签过字"})
        relation = h.good("GET", one)["relations"][0]
        h.good("PUT", f"{one}/relations/{relation['id']}", {"remark": f"{NAME} 导购备注", "description": f"电话 {PHONE}"})
        attribute = h.good("POST", "/api/attributes", {"key": "hobby", "name": "爱好", "type": "text", "policy": {"kind": "most_recent"}})
        check("an attribute", attribute["id"])
        h.good("POST", f"{one}/evidence", {"key": "hobby", "value": "若兰的小提琴标签", "source": "console"})

    def track(self):
        h = self.house
        key = h.good("POST", "/api/sources", {"name": "站点"})["write_key"]
        for call, body in (
                ("identify", {"anonymousId": "visitor-4471", "userId": "shop-user-4471", "messageId": "e1",
                              "traits": {"name": NAME, "phone": f"+86 {PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", "email": EMAIL}}),
                ("track", {"userId": "shop-user-4471", "event": "Viewed", "messageId": "e2", "properties": {"note": "若兰写来一句话"}})):
            status, answer = ask("POST", f"{h.url}/v1/{call}", {**body, "writeKey": key})
            check(f"{call} is taken", status == 200, answer)
        self.other_id = wait_for("the visitor is known", lambda: find(h, "user_id:shop-user-4471"))

    def buy(self):
        h = self.house
        shop = h.good("POST", "/api/shops", {"platform": "generic", "name": "门店收银", "shop_no": "till"})
        self.till = f"{h.url}/callback/shop/generic/till", shop["callback_token"]
        self.order = {
            "order_no": "T-4471", "state": "paid", "created_at": "2026-03-01T10:00:00+08:00", "updated_at": "2026-03-01T10:01:00+08:00",
            "paid_at": "2026-03-01T10:01:00+08:00", "total_fen": 12800, "payable_fen": 12800, "region": "北京 北京市",
            "buyer": {"member_no": "till-member-4471", "name": NAME, "phone": PHONE},
            "lines": [{"line_no": "1", "product_no": "P-1", "title": "琴弦", "quantity": 2, "price_fen": 6400, "amount_fen": 12800}],
            "payments": [{"payment_no": "P-4471", "amount_fen": 12800, "paid_at": "2026-03-01T10:01:00+08:00", "method": "cash"}],
            "refunds": [{"refund_no": "R-1", "state": "open", "amount_fen": 100, "reason": "若兰想退掉蓝色的", "opened_at": "2026-03-02T10:00:00+08:00"}]}
        status, answer = post(*self.till, "m1", {"type": "order", "data": self.order})
        check("an order is taken", status == 200, f"{status} {answer}")
        wait_for("the order is there", lambda: h.good("GET", "/api/orders")["items"])


def follow(house, person):
    account = house.play("GET", "accounts")["accounts"][0]
    made = house.good("POST", "/api/connections", {"kind": "oa", "name": "公众号", "corp_id": account["app_id"], "app_secret": account["secret"],
                                                   "token": "weftoatoken", "base_url": house.sim_url})
    house.play("POST", f"accounts/{account['app_id']}/callback",
               {"url": made["callback_url"], "token": "weftoatoken", "aes_key": made["callback_aes_key"], "mode": "safe"})
    told = house.play("POST", f"accounts/{account['app_id']}/follow", {"external_userid": person.external})
    house.play("POST", f"accounts/{account['app_id']}/say", {"openid": told["openid"], "text": "若兰写来一句话"})
    person.ids.append(told["openid"])
    person.account, person.app_id, person.openid = made["id"], account["app_id"], told["openid"]
    wait_for("he wrote", lambda: house.good("GET", f"/api/events?person_id={person.id}&type=oa.messaged")["items"])


def bytes_of(house):
    """Every byte of the store, the program stopped."""
    if house.db:
        ask_pg = lambda sql: subprocess.run(["psql", "-XAtq", house.db, "-c", sql], capture_output=True, check=True).stdout
        for table in ask_pg("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").decode().split():
            yield table, ask_pg(f'COPY (SELECT CAST(t AS TEXT) FROM "{table}" t) TO STDOUT')
        return
    for path in sorted((house.folder / "data").rglob("*")):
        # What is analysed of events is made anew by itself once the log was rewritten.
        if path.is_file() and path.name != "key" and not path.name.startswith("events.duckdb"):
            yield str(path.relative_to(house.folder)), path.read_bytes()


def left_of(house, words):
    """What of them stands where; names of tables come from the readable form of the same."""
    found = []
    for name, data in bytes_of(house):
        for word in words:
            for form in {word, json.dumps(word)[1:-1]}:
                if form.encode() in data:
                    at = data.index(form.encode())
                    found.append((name, word, data[max(0, at - 300):at + 60].decode(errors="replace")))
    return found


def rows_of(house, words):
    """The readable lines with them, to say where they stand."""
    if house.db:
        return []
    lines = subprocess.run(["sqlite3", "-readonly", str(house.folder / "data/weft.db"), ".dump"], capture_output=True, text=True,
                           errors="replace", check=False).stdout.splitlines() if shutil.which("sqlite3") else []
    return [line[:300] for line in lines if any(word in line for word in words)]


def orders(house):
    return [{k: o[k] for k in ("order_no", "customer_id", "paid_fen", "payable_fen", "total_fen", "state", "quantity")}
            for o in house.good("GET", "/api/orders")["items"]]


def board(house):
    # Days enough that none begins between two looks.
    first, last = (time.strftime("%Y-%m-%d", time.gmtime(STARTED + days * 86400)) for days in (-3, 3))
    return house.good("GET", f"/api/boards/growth?from={first}&to={last}")["now"]


def erase(house, person, kills):
    asked = house.good("POST", f"/api/customers/{person.id}/erasures", {"ground": "request", "note": f"{NAME} 来电 {PHONE}"})
    house.good("POST", f"/api/erasures/{asked['id']}/decision", {"decision": "carry_out", "confirm": NAME})
    for _ in range(kills):
        time.sleep(random.random() * 0.4)
        house.weft.stop(signal.SIGKILL)
        house.start()
    # A consumer that fails for now makes the job wait: what was asked of it stays.
    return wait_for("the deletion is done", lambda: next(
        (e for e in house.good("GET", "/api/erasures")["items"] if e["id"] == asked["id"] and e["state"] == "done"), None))


def stands(house, person):
    """After the deletion, the program running."""
    for identity in (f"external_userid:{person.external}@{person.corp}", f"openid:{person.openid}@{person.app_id}", f"phone:{PHONE}",
                     "member_no:till-member-4471", "user_id:shop-user-4471", "anonymous_id:visitor-4471"):
        check(f"{identity} leads to nobody", find(house, identity) is None)
    for path in (f"/api/customers/{person.id}", f"/api/people/{person.id}", f"/api/people/{person.other_id}",
                 f"/api/customers/{person.id}/notes", f"/api/customers/{person.id}/consents"):
        check(f"{path} is gone", house.call("GET", path)[0] == 404, house.call("GET", path))


def run(house, kills):
    connection = house.connect()
    corp = connection["corp_id"]
    person = Person(house, corp)
    follow(house, person)
    person.write()
    person.track()
    # The visitor of the site and the friend are one, as somebody says.
    house.good("POST", f"/api/customers/{person.id}/merge", {"other_id": person.other_id})
    person.buy()
    house.settle()
    before, figures = orders(house), board(house)
    house.good("GET", f"/api/customers/{person.id}/erasure-preview")
    done = erase(house, person, kills)
    check("events were emptied", done["event_count"] > 5, done)
    house.settle()
    stands(house, person)
    check("orders stay", orders(house) == before, f"{orders(house)} {before}")
    check("the board counts as before", board(house)["added"] == figures["added"], f"{board(house)} {figures}")
    check("no letter is dead", house.good("GET", "/api/health")["consumers"] and not house.good("GET", "/api/dead-letters")["items"],
          house.good("GET", "/api/dead-letters")["items"][:3])
    house.weft.stop()
    words = SAID + person.ids
    left = left_of(house, words)
    check("nothing is left in any byte", not left, f"{rows_of(house, words)[:6]} {left[:2]}")
    check(f"there were ids to look for: {len(words)}", all(len(w) > 1 for w in words), words)
    house.start()
    again(house, person, connection)


def again(house, person, connection):
    """What platforms tell of before changes nothing; who comes again is new."""
    total = house.good("GET", "/api/customers")["total"]
    house.sync(connection, "contacts")
    status, answer = post(*person.till, "m2", {"type": "order", "data": {**person.order, "state": "finished", "updated_at": "2026-03-05T10:00:00+08:00"}})
    check("an old order is told again", status == 200, answer)
    house.settle()
    check("a sync and an old order bring nobody back", house.good("GET", "/api/customers")["total"] == total, house.good("GET", "/api/customers"))
    stands(house, person)
    check("the order moved on", orders(house)[0]["state"] == "finished" and orders(house)[0]["customer_id"] == person.id, orders(house))
    check("its buyer has no name", not house.good("GET", "/api/orders")["items"][0]["buyer_name"], house.good("GET", "/api/orders")["items"][0])
    house.play("POST", f"customers/{person.external}/delete", {"userid": "zhangsan"})
    house.settle()
    time.sleep(1.5)  # the platform's times are whole seconds
    house.play("POST", f"customers/{person.external}/add", {"userid": "zhangsan", "add_way": 1})
    new = wait_for("he is back", lambda: find(house, f"external_userid:{person.external}@{person.corp}"))
    check("as somebody new", new != person.id, new)
    check("without a history", house.good("GET", f"/api/customers/{new}")["identities"] and
          not house.good("GET", f"/api/customers/{new}/notes")["items"])


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        run(house, kills)
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
