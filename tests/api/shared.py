#!/usr/bin/env python3
"""Two processes on one PostgreSQL share the work, one of them is killed under load, and PostgreSQL itself is restarted.

Usage: shared.py BUILD.  Needs WEFT_TEST_PG; with WEFT_TEST_PG_DIR (the folder of tools/pg_temp.sh) the server
is restarted, too."""
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from crash import Scanners, all_customers, everything_acknowledged, welcomes_delivered  # noqa: E402
from house import ROOT, House, Program, free_port  # noqa: E402


def second(house):
    port = free_port()
    program = Program([str(house.build / "weft"), "serve", *house.data_args(), "--listen", f"127.0.0.1:{port}",
                       "--access.log", "false"], house.folder / "weft-2.log")
    program.wait_for(f"http://127.0.0.1:{port}/readyz")
    return program


def restart_server(folder, url):
    port = url.split("127.0.0.1:")[1].split("/")[0]
    subprocess.run([ROOT / "tools/pg_temp.sh", "stop", folder], check=True, capture_output=True)
    subprocess.run([ROOT / "tools/pg_temp.sh", "start", folder, port], check=True, capture_output=True)


def main():
    server, folder = os.environ.get("WEFT_TEST_PG"), os.environ.get("WEFT_TEST_PG_DIR")
    if not server:
        print("skipped: no PostgreSQL\n0 passed, 0 failed")
        return 0
    problems = []
    with House(sys.argv[1], pg=server) as house:
        house.start()
        other = second(house)
        connection = house.connect()
        house.sync(connection, "org")
        tag = house.good("POST", "/api/tag-groups", {"name": "来源", "kind": "internal", "tags": ["扫码"]})["tags"][0]["id"]
        code = house.code("shared", tag_ids=[tag])
        house.play("POST", "pump", {"retry_ms": 2000})
        # What the dead one had in hand is taken over in time: every add gets its welcome within the platform's 20 s.
        scanners = Scanners(house, code["config_id"])
        scanners.start()
        time.sleep(4)
        other.process.kill()
        time.sleep(4)
        scanners.stop()
        house.play("GET", "pump/wait?timeout_ms=30000")
        house.settle()
        before_restart, sent = scanners.scanned, welcomes_delivered(house, problems)
        if sent != before_restart:
            problems.append(f"{sent} welcomes for {before_restart} adds around a kill -9")
        if folder:
            other = second(house)
            scanners = Scanners(house, code["config_id"])
            scanners.start()
            time.sleep(2)
            for _ in range(2):
                restart_server(folder, server)
                time.sleep(2)
            scanners.stop()
            scanners.scanned += before_restart
        if scanners.problem:
            problems.append(f"the load ended early: {scanners.problem}")
        house.play("GET", "pump/wait?timeout_ms=30000")
        house.settle()
        told = everything_acknowledged(house, problems)
        ours = all_customers(house)
        if len(ours) < told or told < 50:
            problems.append(f"{told} callbacks acknowledged, {len(ours)} customers, {scanners.scanned} adds")
        if untagged := [c["name"] for c in ours if not c["tags"]]:
            problems.append(f"{len(untagged)} customers without the tag")
        sent = welcomes_delivered(house, problems)
        for program in (other, house.weft) if folder else (house.weft,):
            program.stop()
            if program.process.returncode != 0:
                problems.append(f"weft ended with {program.process.returncode}")
        log = (house.folder / "weft-2.log").read_text()
        print(f"{scanners.scanned} adds, {told} callbacks acknowledged, {len(ours)} customers, {sent} welcomes"
              f"{', PostgreSQL restarted twice' if folder else ''}")
        if problems:
            print(log[-1500:], (house.folder / "weft.log").read_text()[-1500:])
    print("\n".join(problems))
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
