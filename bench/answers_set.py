"""The set of ../shared/bench: as its own files, and as the log of a weft."""
import itertools
import json
import sqlite3
import subprocess

from house import ROOT

SHARED = next((folder / "shared/bench" for folder in ROOT.parents if (folder / "shared/bench/gen.c").exists()), ROOT / "absent")
SHOPPING = ("product_view", "add_to_cart", "checkout_start", "purchase")  # events that have a shop: S00 to S49, by the person


def make_set(folder, events):
    """events.csv, events.bin and names.txt."""
    for name, flags in (("gen", ["-O2"]), ("ref", ["-O3", "-march=native", "-pthread"])):
        subprocess.run(["cc", "-w", *flags, "-o", str(folder / name), str(SHARED / f"{name}.c"), "-lm"], check=True)
    subprocess.run([str(folder / "gen"), str(events), str(folder)], check=True)


def in_order(lines, code):
    """By time; what happened in one second by type, as the rivals order it."""
    rows = (line.rstrip("\n").split(",") for line in lines)
    for _, second in itertools.groupby(rows, key=lambda row: row[2]):
        yield from sorted(second, key=lambda row: code[row[1]])


def payload(person, kind, cents):
    told = {} if cents == "0" else {"fen": int(cents)}
    return json.dumps({**told, "shop": f"S{person % 50:02}"} if kind in SHOPPING else told, separators=(",", ":"))


def fill_log(path, folder):
    """The set as events of the log, as they would stand there."""
    code = {name: at for at, name in enumerate((folder / "names.txt").read_text().split())}
    store = sqlite3.connect(path)
    tenant = store.execute("SELECT min(id) FROM tenant").fetchone()[0]
    first = store.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0]
    indices = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'event' AND sql IS NOT NULL").fetchall()
    for name, _ in indices:
        store.execute(f"DROP INDEX {name}")
    with open(folder / "events.csv") as lines:
        store.executemany(
            "INSERT INTO event (seq, tenant_id, id, type, person_id, source, occurred_at_ms, received_at_ms, payload, part)"
            " VALUES (?, ?, ?, ?, ?, 'bench', ?, ?, ?, ?)",
            ((first + n, tenant, f"b{n}", kind, int(person), int(at) * 1000, int(at) * 1000, payload(int(person), kind, cents), int(person) % 64)
             for n, (person, kind, at, cents) in enumerate(in_order(lines, code), 1)))
    for _, sql in indices:
        store.execute(sql)
    store.commit()
    store.close()


def make_customers(path):
    """Who did something is a customer; how many there are."""
    store = sqlite3.connect(path)
    made = store.execute(
        "INSERT INTO customer (tenant_id, id, name, gender, kind, is_active, source, is_named, search_text, first_added_at_ms, last_event_at_ms,"
        " created_at_ms, updated_at_ms, revision) SELECT tenant_id, person_id, '客户' || person_id, 'unknown', 'wechat', 1, 'qr_code', 0,"
        " '客户' || person_id, min(occurred_at_ms), max(occurred_at_ms), min(occurred_at_ms), max(occurred_at_ms), 1"
        " FROM event WHERE source = 'bench' GROUP BY tenant_id, person_id").rowcount
    store.commit()
    store.close()
    return made
