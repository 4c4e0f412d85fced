#!/usr/bin/env python3
"""Customers brought in, bulk tags and exports against a live server: bad files, the same file twice, kill -9 in the middle.

    bulk.py BUILD [--pg URL] [--rows N]"""
import argparse
import csv
import io
import os
import pathlib
import random
import signal
import socket
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

FAILED, DONE = [], 0


def expect(what, got, wanted):
    global DONE
    DONE += 1
    if got != wanted:
        FAILED.append(f"{what}: {got!r}, expected {wanted!r}")


def file_of(rows, heading=("姓名", "手机号", "会员号", "性别", "生日", "邮箱", "标签", "备注")):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue()


def person(number):
    return [f"客户{number}", str(13000000000 + number), f"M{number:07d}", "女" if number % 2 else "男",
            f"19{60 + number % 40}-0{1 + number % 9}-1{number % 10}", f"p{number}@example.com", "老客户", "周末来店"]


def upload(house, body, name="a.csv"):
    return house.call("POST", f"/api/imports?name={name}", body, {"Content-Type": "application/octet-stream"})


def decide(house, made, **more):
    return house.call("PUT", f"/api/imports/{made['id']}", {"mapping": {**made["mapping"], "rule": "both", "makes_tags": True, **more}},
                      {"If-Match": f'"r{made["revision"]}"'})


def ended(house, job, seconds=300):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        now = house.good("GET", f"/api/jobs/{job}")
        if now["state"] in ("done", "failed", "cancelled"):
            return now
        time.sleep(0.05)
    raise RuntimeError(f"job {job} does not end: {now}")


def bring_in(house, body, name="a.csv", **more):
    status, made = upload(house, body, name)
    expect(f"upload of {name}", status, 201)
    status, made = decide(house, made, **more)
    expect(f"mapping of {name}", status, 200)
    job = house.good("POST", f"/api/imports/{made['id']}/start")
    return ended(house, job["id"])


def counts(job):
    told = job["result"]
    return {"created": told["added"], "updated": told["updated"], "unchanged": told["known"] - told["updated"] - told["skipped"],
            "skipped": told["skipped"], "refused": told["refused"]}


def total(house):
    return house.good("GET", "/api/customers?limit=1").get("total", 0)


# ---- what a file may be ------------------------------------------------------------------------------


def plain_files(house):
    body = file_of([person(i) for i in range(20)])
    status, made = upload(house, body.encode())
    expect("upload", status, 201)
    expect("columns", made["mapping"]["fields"],
           {"name": "姓名", "phone": "手机号", "member_no": "会员号", "gender": "性别", "birthday": "生日", "email": "邮箱", "tags": "标签", "description": "备注"})
    expect("key", made["mapping"]["match"], "phone")
    status, made = decide(house, made, makes_tags=False)
    status, preview = house.call("POST", f"/api/imports/{made['id']}/preview")
    expect("preview without tags", (status, preview.get("refused"), preview["rows"][0]["outcome"]), (200, 20, "refused"))
    expect("an unknown tag for all", decide(house, made, makes_tags=False, tags=["没有这个标签"])[1].get("reason"), "tag.unknown")
    status, made = decide(house, made)
    status, preview = house.call("POST", f"/api/imports/{made['id']}/preview")
    expect("preview", (status, preview.get("created"), preview.get("is_whole")), (200, 20, True))
    job = ended(house, house.good("POST", f"/api/imports/{made['id']}/start")["id"])
    expect("import", (job["state"], counts(job)["created"]), ("done", 20))
    expect("the same again", counts(bring_in(house, body.encode()))["unchanged"], 20)
    for word, coded in {"BOM": b"\xef\xbb\xbf" + body.encode(), "GB18030": body.encode("gb18030"),
                        "UTF-16": body.encode("utf-16"), "LF": body.replace("\r\n", "\n").encode()}.items():
        expect(f"the same in {word}", counts(bring_in(house, coded))["unchanged"], 20)
    tag = [t for t in house.good("GET", "/api/tags")["items"] if t["name"] == "老客户"]
    expect("tag made and counted", [t["customer_count"] for t in tag], [20])
    bring_in(house, body.encode(), tags=["本次导入"])
    tag = [t for t in house.good("GET", "/api/tags")["items"] if t["name"] == "本次导入"]
    expect("a tag for everybody", [t["customer_count"] for t in tag], [20])
    listed = house.good("GET", "/api/imports")["items"][0]
    expect("listed with its rows", (listed["state"], listed["done"], listed["failed"]), ("done", 20, 0))
    unnamed = "王五,13000000700\r\n赵六,13000000701\r\n".encode()
    status, made = upload(house, unnamed)
    expect("a file without a header", ([c["name"] for c in made["columns"]], made["mapping"]["fields"]), (["A", "B"], {"phone": "B"}))
    expect("its first row counts", counts(bring_in(house, unnamed, fields={"phone": "B", "name": "A"}))["created"], 2)


def every_route(house):
    status, made = upload(house, file_of([person(1)]).encode())
    expect("read", house.call("GET", f"/api/imports/{made['id']}")[1].get("name"), "a.csv")
    expect("dropped", house.call("DELETE", f"/api/imports/{made['id']}")[0], 204)
    expect("gone", house.call("GET", f"/api/imports/{made['id']}")[0], 404)
    expect("the form", house.call("GET", "/api/imports/template.xlsx")[0], 200)
    people = [c["id"] for c in house.good("GET", "/api/customers?limit=5")["items"]]
    job = house.good("POST", "/api/customers/bulk-remark", {"selection": {"ids": people}, "mode": "prefix", "text": "VIP"})
    expect("remarks of those without a relation", ended(house, job["id"])["result"]["kept"], len(people))


def wrong_rows(house):
    rows = [person(100 + i) for i in range(12)]
    rows[1][1] = "1.38E+10"
    rows[2][1] = "+86 130 0000 0102"
    rows[3][1] = "12"
    rows[4][1] = ""
    rows[5][1] = "1.3000000105E+10"
    rows[6][4] = "32905"
    rows[7][4] = "1990-02-31"
    rows[8][3] = "?"
    rows[9][7] = 'with "quotes"\nand lines'
    rows[10][1] = rows[0][1]
    job = bring_in(house, file_of(rows).encode())
    expect("wrong rows", (job["state"], counts(job)),
           ("done", {"created": 6, "updated": 1, "unchanged": 0, "skipped": 0, "refused": 5}))
    status, text = house.call("GET", f"/api/jobs/{job['id']}/file")
    refused = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    expect("refused rows", [len(refused), refused[0][-1]], [6, "原因"])
    expect("reason of a cut number", "科学计数" in refused[1][-1], True)


def bad_files(house):
    for word, body, reason in (("empty", b"\n", "intake.empty"), ("old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx.old_format"),
                               ("locked", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), "xlsx.encrypted"),
                               ("web page", b"<html><body><table><tr><td>1</td></tr></table>", "xlsx.web_page"),
                               ("broken zip", b"PK\x03\x04" + b"\0" * 900, "xlsx.malformed"),
                               ("600 columns", (",".join(f"c{i}" for i in range(600)) + "\n").encode(), "intake.bad_header")):
        status, answer = upload(house, body)
        expect(f"{word} file", (status in (400, 413, 429), answer.get("reason")), (True, reason))
    def rest():
        return [p.name for p in (house.folder / "data" / "tmp").glob("body-*")]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        box.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        box.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + "<row><c t=\"inlineStr\"><is><t>" + " " * 300_000_000)
    status, answer = upload(house, bomb.getvalue(), "bomb.xlsx")
    expect("zip bomb", (status in (400, 413, 429), bool(answer.get("reason"))), (True, True))
    half = io.BytesIO()
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/worksheets/sheet1.xml", "<worksheet>" + "".join(str(i) for i in range(5000)))
    status, answer = upload(house, half.getvalue()[:len(half.getvalue()) // 2], "half.xlsx")
    expect("half a workbook", (status, answer.get("reason")), (400, "xlsx.malformed"))
    # Half an upload: the line breaks before all that was promised has come.
    kept = lambda: len(list((house.folder / "data").glob("imports/*")))  # noqa: E731
    before = kept()
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        line.sendall(f"POST /api/imports?name=half.csv HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {house.key}\r\n"
                     "Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n".encode())
        line.sendall(file_of([person(i) for i in range(500)]).encode())
        for _ in range(50):  # it has begun to arrive
            if rest():
                break
            time.sleep(0.1)
    for _ in range(600):  # a body goes when its request is over, which is after the answer was read
        if not rest():
            break
        time.sleep(0.1)
    expect("no rest in tmp", rest(), [])
    expect("half an upload is no import", kept(), before)
    torn = file_of([person(i) for i in range(300, 303)]) + '"客户303,13000000303,M0000303'
    job = bring_in(house, torn.encode(), "torn.csv")
    expect("a file that ends in the middle of a row", (job["state"], counts(job)["created"], counts(job)["refused"]), ("done", 3, 1))


def dates_of_a_sheet(house):
    """A spreadsheet keeps days as numbers, whether their look was lost or not."""
    cell = lambda at, kind, text: f'<c r="{at}" {kind}>{text}</c>'  # noqa: E731
    text = lambda at, told: cell(at, 't="inlineStr"', f"<is><t>{told}</t></is>")  # noqa: E731
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        box.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
                     '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>')
        box.writestr("xl/styles.xml", '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
        rows = [text("A1", "姓名") + text("B1", "手机号") + text("C1", "生日")]
        for row, look in ((2, ""), (3, 's="1"')):
            rows.append(text(f"A{row}", "Sheetday") + text(f"B{row}", f"1371234100{row}") + cell(f"C{row}", look, "<v>32905</v>"))
        box.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + "".join(f'<row r="{i + 1}">{r}</row>' for i, r in enumerate(rows))
                     + "</sheetData></worksheet>")
    status, made = upload(house, book.getvalue(), "dates.xlsx")
    status, made = decide(house, made)
    preview = house.good("POST", f"/api/imports/{made['id']}/preview")
    job = ended(house, house.good("POST", f"/api/imports/{made['id']}/start")["id"])
    expect("days of a sheet", (preview["refused"], job["result"]["added"], job["result"]["refused"]), (0, 2, 0))
    days = [house.good("GET", f"/api/customers/{c['id']}")["birthday"] for c in house.good("GET", "/api/customers?q=Sheetday")["items"]]
    expect("the day of both", days, ["1990-02-01"] * 2)


def columns_of_staff(house):
    _, made = upload(house, "姓名,手机号,所属门店,导购\r\n甲,13000000401,南京店,小王\r\n".encode())
    expect("columns no file can set are named", ([c["reason"] for c in made["columns"]], sorted(made["mapping"]["fields"])),
           ([None, None, "import.column_of_staff", "import.column_of_staff"], ["name", "phone"]))


# ---- rules ------------------------------------------------------------------------------------------


def rules(house):
    rows = [person(200 + i) for i in range(4)]
    bring_in(house, file_of(rows).encode())
    for row in rows:
        row[0] = "别名"
    expect("create leaves alone", counts(bring_in(house, file_of(rows).encode(), rule="create"))["skipped"], 4)
    expect("fill leaves what is there", counts(bring_in(house, file_of(rows).encode(), rule="fill"))["unchanged"], 4)
    expect("update refuses the unknown", counts(bring_in(house, file_of([*rows, person(299)]).encode(), rule="update")),
           {"created": 0, "updated": 4, "unchanged": 0, "skipped": 0, "refused": 1})
    status, made = upload(house, file_of(rows).encode())
    expect("no key", (decide(house, made, fields={"name": "姓名"})[1].get("reason"), decide(house, made, fields={"name": "姓名"})[1].get("field")),
           ("intake.missing", "fields.phone"))


# ---- kill -9 ----------------------------------------------------------------------------------------


def killed(house, rows, engine):
    before = total(house)
    numbers = list(range(10_000_000, 10_000_000 + rows))
    status, made = upload(house, file_of([person(n) for n in numbers]).encode(), "many.csv")
    status, made = decide(house, made)
    job = house.good("POST", f"/api/imports/{made['id']}/start")["id"]
    rng, kills = random.Random(7), 0
    while kills < 6:
        time.sleep(0.15 + rng.random() * 0.5)
        now = house.good("GET", f"/api/jobs/{job}")
        if now["state"] in ("done", "failed"):
            break
        house.weft.stop(signal.SIGKILL)
        kills += 1
        house.start()
    now = ended(house, job, 600)
    expect(f"import killed {kills} times on {engine}", (now["state"], counts(now)["created"], now["done"]), ("done", rows, rows))
    expect("no row lost or doubled", total(house) - before, rows)
    again = bring_in(house, file_of([person(n) for n in numbers]).encode(), "many.csv")
    expect("and again", counts(again)["unchanged"], rows)


def killed_while(house, job, seed):
    """Kills the server a few times while the job runs; what became of the job in the end."""
    rng = random.Random(seed)
    for _ in range(4):
        time.sleep(0.05 + rng.random() * 0.3)
        if house.good("GET", f"/api/jobs/{job}")["state"] in ("done", "failed"):
            break
        house.weft.stop(signal.SIGKILL)
        house.start()
    return ended(house, job, 600)


def listed(house):
    """The list, once everybody is in memory after a start."""
    until = time.monotonic() + 120
    while True:
        status, answer = house.call("GET", "/api/customers?limit=1")
        if status == 200 or time.monotonic() > until:
            return answer
        time.sleep(0.1)


def killed_in_bulk(house):
    """A tag for everybody, taking it back, and a file of everybody, each killed in the middle."""
    everybody = lambda: {"result_id": listed(house)["result_id"]}  # noqa: E731
    people = listed(house)["total"]
    tag = house.good("POST", "/api/tag-groups", {"name": "断电", "kind": "internal", "tags": ["全员"]})["tags"][0]["id"]
    counted = lambda: [t["customer_count"] for t in house.good("GET", "/api/tags")["items"] if t["id"] == tag]  # noqa: E731
    job = house.good("POST", "/api/customers/bulk-tags", {"selection": everybody(), "add_tag_ids": [tag], "remove_tag_ids": []})["id"]
    now = killed_while(house, job, 3)
    expect("bulk tag killed", (now["state"], now["result"]["changed"], counted()), ("done", people, [people]))
    undo = house.good("POST", f"/api/jobs/{job}/undo")["id"]
    now = killed_while(house, undo, 4)
    expect("undo killed", (now["state"], now["result"]["changed"], counted()), ("done", people, [0]))
    draft = {"selection": everybody(), "columns": ["id", "name"], "format": "csv", "clear": False}
    job = house.good("POST", "/api/customers/exports", draft)["id"]
    now = killed_while(house, job, 5)
    text = house.call("GET", f"/api/jobs/{job}/file")[1]
    rows = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    expect("export killed", (now["state"], now["result"]["rows"], len(rows), len(set(rows))), ("done", people, people, people))
    expect("no half file", [p.name for p in (house.folder / "data" / "jobs").glob("*.part")], [])


def two_at_once(house, rows):
    before = total(house)
    body = file_of([person(n) for n in range(20_000_000, 20_000_000 + rows)]).encode()
    jobs = []
    for _ in range(2):
        _, made = upload(house, body)
        _, made = decide(house, made)
        jobs.append(made["id"])
    jobs = [house.good("POST", f"/api/imports/{i}/start")["id"] for i in jobs]
    both = [counts(ended(house, job, 600)) for job in jobs]
    expect("two importers make nobody twice", (sum(c["created"] for c in both), total(house) - before), (rows, rows))


# ---- tags -------------------------------------------------------------------------------------------


def tags(house):
    people = [c["id"] for c in house.good("GET", "/api/customers?limit=200")["items"]]
    group = house.good("POST", "/api/tag-groups", {"name": "批量", "kind": "internal", "tags": ["甲", "乙"]})
    first, second = (t["id"] for t in group["tags"])
    one = ended(house, house.good("POST", "/api/customers/bulk-tags", {"selection": {"ids": people[:5]}, "add_tag_ids": [first], "remove_tag_ids": []})["id"])
    expect("five tagged", (one["state"], one["result"]["changed"]), ("done", 5))
    two = ended(house, house.good("POST", "/api/customers/bulk-tags", {"selection": {"ids": people}, "add_tag_ids": [first, second], "remove_tag_ids": []})["id"])
    expect("all tagged", (two["state"], two["result"]["changed"]), ("done", len(people)))
    three = ended(house, house.good("POST", "/api/customers/bulk-tags", {"selection": {"ids": people[:10]}, "add_tag_ids": [], "remove_tag_ids": [second]})["id"])
    expect("ten untagged", (three["state"], three["result"]["changed"]), ("done", 10))
    count = lambda: {t["name"]: t["customer_count"] for t in house.good("GET", "/api/tags")["items"] if t["name"] in "甲乙"}
    expect("counted", count(), {"甲": len(people), "乙": len(people) - 10})
    back = ended(house, house.good("POST", f"/api/jobs/{three['id']}/undo")["id"])
    expect("given back", (back["state"], count()), ("done", {"甲": len(people), "乙": len(people)}))
    expect("twice", house.call("POST", f"/api/jobs/{three['id']}/undo")[1].get("reason"), "bulk.undone_already")
    back = ended(house, house.good("POST", f"/api/jobs/{two['id']}/undo")["id"])
    expect("what was there before stays", (back["state"], count()), ("done", {"甲": 5, "乙": 0}))
    expect("nobody", house.call("POST", "/api/customers/bulk-tags", {"selection": {"ids": []}, "add_tag_ids": [first], "remove_tag_ids": []})[1].get("reason"), "bulk.nobody")


# ---- exports ----------------------------------------------------------------------------------------


def tags_of_an_import(house):
    """What it gave is taken off; what was there before it, or is somebody else's, stays."""
    house.good("POST", "/api/tag-groups", {"name": "来源", "kind": "internal", "tags": ["此前", "展会"]})
    count = lambda: {t["name"]: t["customer_count"] for t in house.good("GET", "/api/tags")["items"] if t["name"] in ("此前", "展会", "新客")}  # noqa: E731
    first = bring_in(house, "姓名,手机号\n甲一,13712340001\n甲二,13712340002\n".encode(), tags=["此前"])
    again = "姓名,手机号,标签\n甲一,13712340001,新客\n甲二,13712340002,\n甲三,13712340003,新客\n"
    second = bring_in(house, again.encode(), tags=["此前", "展会"])
    expect("given", count(), {"此前": 3, "展会": 3, "新客": 2})
    back = ended(house, house.good("POST", f"/api/jobs/{second['id']}/undo")["id"])
    expect("taken off", (back["state"], back["result"]["changed"], back["result"]["gone"], back["failed"]), ("done", 2, 1, 0))
    expect("what was there stays", count(), {"此前": 2, "展会": 0, "新客": 0})
    expect("nothing any more", house.call("POST", f"/api/jobs/{second['id']}/undo")[1].get("reason"), "bulk.left_nothing")
    plain = bring_in(house, "姓名,手机号\n甲一,13712340001\n".encode())
    expect("left nothing", house.call("POST", f"/api/jobs/{plain['id']}/undo")[1].get("reason"), "bulk.left_nothing")
    back = ended(house, house.good("POST", f"/api/jobs/{first['id']}/undo")["id"])
    expect("whom another import tagged stays", (back["result"]["gone"], back["result"]["stayed"], count()["此前"]), (0, 2, 0))


def exports(house):
    bring_in(house, file_of([["=cmd|x!A1", "13900000001", "E1", "男", "1990-01-02", "e1@example.com", "", "+1"]]).encode())
    people = [c["id"] for c in house.good("GET", "/api/customers?limit=200")["items"]]
    draft = {"selection": {"ids": people}, "columns": ["name", "phone", "tags", "description"], "format": "csv", "clear": False}
    job = ended(house, house.good("POST", "/api/customers/exports", draft, {"Accept-Language": "zh-CN"})["id"])
    expect("export", (job["state"], job["result"]["rows"]), ("done", len(people)))
    rows = list(csv.reader(io.StringIO(house.call("GET", f"/api/jobs/{job['id']}/file")[1])))
    expect("headings with a mark", rows[0], ["\ufeff姓名", "手机号", "标签", "描述"])
    expect("rows", len(rows), len(people) + 1)
    expect("phones are masked", all("****" in row[1] for row in rows[1:] if row[1]), True)
    expect("no formula", [row[0] for row in rows if "cmd" in row[0]], ["'=cmd|x!A1"])
    job = ended(house, house.good("POST", "/api/customers/exports", {**draft, "clear": True})["id"])
    rows = list(csv.reader(io.StringIO(house.call("GET", f"/api/jobs/{job['id']}/file")[1])))
    expect("in clear", ("13900000001" in [row[1] for row in rows[:-1]], "导出人" in rows[-1][0]), (True, True))
    job = ended(house, house.good("POST", "/api/customers/exports", {**draft, "clear": True, "format": "xlsx"})["id"])
    expect("as a spreadsheet", (job["state"], job["result"]["file"][-5:]), ("done", ".xlsx"))
    whole = (house.folder / "data" / job["result"]["file"]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as box:
        expect("watermark in its properties", "导出人" in box.read("docProps/core.xml").decode(), True)
    expect("unknown column", house.call("POST", "/api/customers/exports", {**draft, "columns": ["nonsense"]})[1].get("reason"), "export.unknown_column")
    other = house.command("apikey", "create", "--name", "weak", "--scope", "job.read,customer.read,customer.export").split()[-1]
    status, answer = ask("POST", f"{house.url}/api/customers/exports", {**draft, "clear": True}, {"Authorization": f"Bearer {other}"})
    expect("clear needs reveal", (status, answer.get("reason")), (403, "export.not_clear"))
    expect("no rest of it", [p.name for p in (house.folder / "data" / "jobs").glob("*.part")], [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--pg", default=os.environ.get("WEFT_API_PG"))
    parser.add_argument("--rows", type=int, default=20000)
    given = parser.parse_args()
    with House(given.build, pg=given.pg) as house:
        house.start()
        plain_files(house)
        every_route(house)
        wrong_rows(house)
        bad_files(house)
        dates_of_a_sheet(house)
        columns_of_staff(house)
        rules(house)
        tags(house)
        tags_of_an_import(house)
        exports(house)
        two_at_once(house, given.rows // 4)
        killed(house, given.rows, "postgresql" if given.pg else "sqlite")
        killed_in_bulk(house)
    for line in FAILED:
        print(f"not ok: {line}")
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
