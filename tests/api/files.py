#!/usr/bin/env python3
"""Files in, files out, and the live stream: uploads, batches of channel codes, imports, server-sent events.

Usage: files.py BUILD"""
import collections
import json
import os
import pathlib
import struct
import sys
import threading
import time
import urllib.request
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import ROOT, SCOPES, House, ask  # noqa: E402

CHECKS = []
DATA = pathlib.Path(os.environ.get("WEFT_DATA", ROOT.parent / "shared" / "data"))


def check(function):
    CHECKS.append(function)
    return function


def same(what, got, want):
    if got != want:
        raise AssertionError(f"{what}: {got!r}, expected {want!r}")


def form(**parts):
    """A multipart body; a part is text, or (file name, bytes)."""
    edge, body = "weft-edge-7f3a", b""
    for name, value in parts.items():
        file, data = value if isinstance(value, tuple) else (None, value.encode())
        body += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        body += (f'; filename="{file}"'.encode() if file else b"") + b"\r\n\r\n" + data + b"\r\n"
    return body + f"--{edge}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={edge}"}


def png(width=64, height=64):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([40, 90, 200] * width) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def upload(house, path, **parts):
    body, headers = form(**parts)
    return house.call("POST", path, body, headers)


@check
def a_picture_is_stored_once_shown_and_kept_while_it_is_used(house):
    status, picture = upload(house, "/api/media", file=("logo.png", png()))
    same("made", (status, picture["kind"], picture["mime"], picture["width"]), (201, "image", "image/png", 64))
    same("bytes", urllib.request.urlopen(urllib.request.Request(
        f"{house.url}/api/media/{picture['id']}/file", headers={"Authorization": f"Bearer {house.key}"})).read(), png())
    policy = house.good("POST", "/api/welcome-policies", {
        "name": "图", "scope": "default", "is_enabled": True,
        "message": {"text": "看图", "attachments": [{"kind": "image", "media_id": picture["id"]}]}})
    same("in use", house.call("DELETE", f"/api/media/{picture['id']}")[0], 409)
    person = house.play("POST", "customers", {"name": "看图人"})["external_userid"]
    house.play("POST", f"customers/{person}/add", {"userid": "zhangsan", "add_way": 1})
    ended(house, "看图人", "sent")
    # An upload that fails for good ends the welcome, never silently shorter.
    other = upload(house, "/api/media", file=("two.png", png(32, 32)))[1]
    house.good("PUT", f"/api/welcome-policies/{policy['id']}", {
        "name": "图", "scope": "default", "is_enabled": True,
        "message": {"text": "看图", "attachments": [{"kind": "image", "media_id": other["id"]}]}},
        {"If-Match": f"r{house.good('GET', '/api/welcome-policies/' + policy['id'])['revision']}"})
    house.play("POST", "faults", {"path": "media/upload*", "errcode": 40006, "for_ever": True})
    person = house.play("POST", "customers", {"name": "无图人"})["external_userid"]
    house.play("POST", f"customers/{person}/add", {"userid": "zhangsan", "add_way": 1})
    same("reason", ended(house, "无图人", "failed")["reason"], "wecom.bad_file_size")
    house.play("POST", "faults/clear", {})
    revision = house.good("GET", f"/api/welcome-policies/{policy['id']}")["revision"]
    same("policy gone", house.call("DELETE", f"/api/welcome-policies/{policy['id']}", None, {"If-Match": f"r{revision}"})[0], 204)
    same("deleted", house.call("DELETE", f"/api/media/{picture['id']}")[0], 204)
    same("listed", [m["id"] for m in house.good("GET", "/api/media")["items"]], [other["id"]])


def ended(house, name, state):
    for _ in range(300):
        found = [w for w in house.good("GET", "/api/welcomes")["items"] if w["customer_name"] == name]
        if found and found[0]["state"] == state:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"welcome of {name}: {found}")


@check
def what_is_no_media_is_refused(house):
    for file in (("a.png", b""), ("a.png", b"\x89PNG\r\n\x1a\n"), ("big.png", png() + b"x" * (33 << 20))):
        status, answer = upload(house, "/api/media", file=file)
        if status not in (400, 413) or not answer["reason"]:
            raise AssertionError(f"{file[0]}: {status} {answer}")


@check
def a_batch_of_codes_is_previewed_made_and_downloaded(house):
    template = house.code("模板")
    sheet = ("batch.csv", "名称,媒介,分组\n一号店,海报,门店\n二号店,立牌,门店\n,空名,门店\n".encode())
    status, seen = upload(house, "/api/channel-codes/batch/preview", file=sheet, template_id=template["id"])
    same("preview", (status, seen["rows"], seen["valid"], len(seen["invalid"])), (200, 3, 2, 1))
    good = ("batch.csv", "名称,媒介,分组\n一号店,海报,门店\n二号店,立牌,门店\n".encode())
    status, job = upload(house, "/api/channel-codes/batch", file=good, template_id=template["id"])
    same("accepted", status, 202)
    ended_job = house.job(job, 60)
    same("job", (ended_job["state"], ended_job["done"], ended_job["failed"]), ("done", 2, 0))
    made = {c["name"] for c in house.good("GET", "/api/channel-codes")["items"]}
    same("codes", made, {"模板", "一号店", "二号店"})
    reply = urllib.request.urlopen(urllib.request.Request(
        f"{house.url}/api/jobs/{job['id']}/file", headers={"Authorization": f"Bearer {house.key}"}))
    same("spreadsheet", reply.read()[:2], b"PK")
    for bad in (("b.xlsx", b"PK\x03\x04 no zip"), ("b.csv", b"a,b\n1,2\n")):
        status, answer = upload(house, "/api/channel-codes/batch/preview", file=bad, template_id=template["id"])
        if status != 400 or not answer["reason"]:
            raise AssertionError(f"{bad}: {status} {answer}")


def fetched(house, path):
    return urllib.request.urlopen(urllib.request.Request(
        house.url + path, headers={"Authorization": f"Bearer {house.key}"})).read()


@check
def stores_and_who_works_there_come_from_spreadsheets(house):
    sheet = ("stores.csv", "门店编号,门店名称,所属区域\nI1,进口一店,表格区/一区\nI2,进口二店,表格区/一区\n,没有编号,\n".encode())
    status, plan = upload(house, "/api/stores/import/preview", file=sheet)
    same("plan", (status, plan["created"], plan["new_regions"], plan["invalid"][0]["reason"], plan["is_done"]),
         (200, 2, ["表格区", "表格区/一区"], "org_import.code_missing", False))
    status, done = upload(house, "/api/stores/import", file=sheet)
    same("done", (status, done["created"], done["is_done"]), (200, 2, True))
    status, again = upload(house, "/api/stores/import", file=sheet)
    same("again", (again["created"], again["updated"], again["unchanged"]), (0, 0, 2))
    tree = house.good("GET", "/api/org/tree")
    stores = {s["code"]: s for s in tree["stores"] if s["code"] in ("I1", "I2")}
    same("in the tree", sorted(stores), ["I1", "I2"])
    staff = house.good("GET", "/api/staff")["items"][0]
    sheet = ("staff.csv", f"员工账号,门店编号\n{staff['userid']},I1\nnobody,I1\n".encode())
    status, plan = upload(house, "/api/staff/stores/import/preview", file=sheet)
    same("plan", (status, plan["updated"], plan["invalid"][0]["reason"]), (200, 1, "org_import.userid_unknown"))
    same("done", upload(house, "/api/staff/stores/import", file=sheet)[1]["is_done"], True)
    same("works there", house.good("GET", f"/api/staff/{staff['id']}")["store_id"], stores["I1"]["id"])
    for path in ("/api/stores/import/template.xlsx", "/api/staff/stores/import/template.xlsx"):
        same(path, fetched(house, path)[:2], b"PK")
    status, answer = upload(house, "/api/stores/import", file=("b.xlsx", b"PK\x03\x04 no zip"))
    same("no sheet", (status, answer["reason"]), (400, "sheet.unreadable"))
    house.good("POST", "/api/staff/stores", {"staff_ids": [staff["id"]], "store_id": None})
    for store in stores.values():
        same("tidy", house.call("DELETE", f"/api/stores/{store['id']}", None, {"If-Match": "r1"})[0], 204)


@check
def targets_come_from_spreadsheets(house):
    """By tabs as they are pasted; what is wrong is told by its line, what is right is set once."""
    store = house.good("POST", "/api/stores", {"name": "目标店", "code": "TG1", "is_open": True})
    text = ("指标\t归属\t周期\t目标\t场景\n"
            "支付金额\t品牌\t2026-11\t12,000.50\t\n"
            "order.paid\t门店:目标店\t2026-11-01~2026-11-11\t80\t双 11\n"
            "退款率\t目标店\t2026Q4\t2.5%\t\n"
            "没有的指标\t品牌\t2026-11\t1\t\n支付金额\t没有的店\t2026-11\t1\t\n"
            "支付金额\t品牌\t下个月\t1\t\n支付金额\t品牌\t2026-12\t很多\t\n支付金额\t品牌\t2026年11月\t1\t\n")
    sheet = ("targets.csv", text.encode())
    status, plan = upload(house, "/api/targets/import/preview", file=sheet)
    same("plan", (status, plan["rows"], plan["created"], plan["is_done"]), (200, 8, 3, False))
    same("refused", [(r["row"], r["reason"]) for r in plan["invalid"]],
         [(5, "target.unknown_metric"), (6, "target.unknown_owner"), (7, "target.bad_days"),
          (8, "target_import.bad_value"), (9, "target_import.twice")])
    same("nothing yet", house.good("GET", "/api/targets?from=2026-11-01&to=2026-11-30")["items"], [])
    same("done", upload(house, "/api/targets/import", file=sheet)[1]["is_done"], True)
    targets = house.good("GET", "/api/targets?from=2026-11-01&to=2026-11-30")["items"]
    same("values", sorted((t["metric"], t["owner_kind"], t["scene"], t["to_on"], t["value"]) for t in targets),
         [("order.paid", "store", "双 11", "2026-11-11", 80), ("order.paid_fen", "brand", "", "2026-11-30", 1200050),
          ("order.refund_rate", "store", "", "2026-12-31", 250)])
    sheet = ("targets.csv", text.replace("80", "90").encode())
    status, again = upload(house, "/api/targets/import", file=sheet)
    same("again", (again["created"], again["updated"], again["unchanged"]), (0, 1, 2))
    status, answer = upload(house, "/api/targets/import/preview", file=("t.csv", "名称,数\n一,2\n".encode()))
    same("no columns", (status, answer["reason"]), (400, "target_import.no_columns"))
    for target in targets:
        same("tidy", house.call("DELETE", f"/api/targets/{target['id']}", None)[0], 204)
    same("tidy", house.call("DELETE", f"/api/stores/{store['id']}", None, {"If-Match": "r1"})[0], 204)


class Listener(threading.Thread):
    """An open page."""

    def __init__(self, house, key):
        super().__init__(daemon=True)
        self.reply = urllib.request.urlopen(urllib.request.Request(
            f"{house.url}/api/live", headers={"Authorization": f"Bearer {key}"}), timeout=30)
        self.heard = []
        self.start()

    def run(self):
        try:
            for line in self.reply:
                if line.startswith(b"event:"):
                    self.heard.append((line[6:].strip().decode(), time.monotonic()))
        except OSError:
            pass


@check
def an_open_page_hears_of_the_add_within_a_second_and_of_no_other_brand(house):
    house.command("tenant", "create", "--code", "other", "--name", "别家")
    other_key = house.command("apikey", "create", "--tenant", "other", "--name", "o", "--scope", SCOPES).split()[-1]
    ours, theirs = Listener(house, house.key), Listener(house, other_key)
    code = house.code("现场")
    time.sleep(1)
    started = time.monotonic()
    house.play("POST", "customers/scan", {"config_id": code["config_id"], "customer": {"name": "现场客户"}})
    for _ in range(200):
        if any(name == "contact.added" for name, _ in ours.heard):
            break
        time.sleep(0.02)
    at = [t for name, t in ours.heard if name == "contact.added"]
    if not at or at[0] - started > 1:
        raise AssertionError(f"heard {ours.heard}")
    same("of another brand", [name for name, _ in theirs.heard if name != "resync"], [])
    # Not even when something happens there.
    ask("POST", f"{house.url}/api/regions", {"name": "外", "sort": 0}, {"Authorization": f"Bearer {other_key}"})
    house.settle()
    same("of another brand", [name for name, _ in theirs.heard if name.startswith("contact.")], [])


@check
def an_import_run_twice_counts_once(house):
    file = DATA / "taobao_userbehavior" / "userbehavior_dev.csv"
    if not file.exists():
        print("  skipped: no reference data")
        return
    want = json.loads((DATA / "reference.json").read_text())["behaviour_orders_attr/taobao_dev"]
    words = {"pv": "product.viewed", "cart": "cart.item_added", "fav": "product.favorited", "buy": "product.bought"}
    for _ in range(2):
        house.command("import", str(file), "--preset", "taobao-userbehavior")
        counts = {t["type"]: t["count"] for t in house.good("GET", "/api/event-types")["items"]}
        same("rows", sum(counts[word] for word in words.values()), want["rows"])
        for kind in ("cart", "fav", "buy"):
            same(kind, counts[words[kind]], want["behaviour"][kind])
    days = collections.Counter(e["occurred_at"][:10] for e in house.events("product.bought"))
    lines = [json.loads(line) for line in house.command("export", "--kind", "event", "-").splitlines()]
    same("exported", sum(line["type"] in words.values() for line in lines), want["rows"])
    same("in order", [int(line["seq"]) for line in lines], sorted(int(line["seq"]) for line in lines))
    # Beijing days; in UTC they would differ.
    same("bought by day", dict(days), {day: figures["buy"] for day, figures in want["daily"].items()})


@check
def an_export_is_its_owners_alone_and_noted(house):
    path = house.folder / "events.jsonl"
    path.write_text("of another\n")
    path.chmod(0o644)
    house.command("export", str(path))
    same("who may read it", oct(path.stat().st_mode & 0o777), "0o600")
    lines = path.read_text().splitlines()
    same("what stood there is gone", json.loads(lines[0])["type"] != "", True)
    line = house.good("GET", "/api/audit?action=events.exported")["items"][0]
    same("noted", (line["object"], line["outcome"], line["actor"], line["detail"]["events"]),
         ("events", "ok", "system:export", len(lines)))


@check
def a_brands_logo_is_in_its_codes_until_it_is_taken_away(house):
    _, picture = upload(house, "/api/media", file=("logo.png", png(40, 40)))
    code = house.code("logo")["id"]
    def drawn():
        return urllib.request.urlopen(urllib.request.Request(
            f"{house.url}/api/channel-codes/{code}/qr?format=svg&logo=true&v={time.time_ns()}",
            headers={"Authorization": f"Bearer {house.key}"})).read()
    plain = drawn()
    same("none yet", house.good("GET", "/api/brand/logo")["media_id"], None)
    house.good("PUT", "/api/brand/logo", {"media_id": picture["id"]})
    same("chosen", house.good("GET", "/api/brand/logo")["media_id"], picture["id"])
    same("in the code", b"data:image/png;base64," in drawn(), True)
    status, problem = house.call("DELETE", f"/api/media/{picture['id']}")
    same("kept", (status, problem["reason"]), (409, "media.in_use"))
    house.good("PUT", "/api/brand/logo", {"media_id": None})
    same("the old mark", drawn(), plain)
    same("may go now", house.call("DELETE", f"/api/media/{picture['id']}")[0], 204)
    revision = house.good("GET", f"/api/channel-codes/{code}")["revision"]
    same("tidy", house.call("DELETE", f"/api/channel-codes/{code}", None, {"If-Match": f"r{revision}"})[0], 204)


def main():
    failed = 0
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "org")
        for function in CHECKS:
            started = time.monotonic()
            try:
                function(house)
                print(f"ok {function.__name__} ({time.monotonic() - started:.1f} s)")
            except Exception as error:  # noqa: BLE001 -- one failure must not hide the next
                failed += 1
                print(f"not ok {function.__name__}: {type(error).__name__} {error}")
        house.weft.stop()
        if house.weft.process.returncode != 0:
            failed += 1
            print(f"not ok weft ended with {house.weft.process.returncode}: {(house.folder / 'weft.log').read_text()[-3000:]}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
