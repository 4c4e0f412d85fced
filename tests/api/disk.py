#!/usr/bin/env python3
"""The disk fills up: callbacks are refused, none is acknowledged and lost, and all goes on when there is space again.

Usage: disk.py BUILD.  Needs the right to mount a small tmpfs; says so and passes over where it is refused."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from crash import everything_acknowledged  # noqa: E402
from house import House  # noqa: E402

SIZE_MB = 48


def fill(path):
    """Takes what is left of the disk."""
    with open(path, "wb", buffering=0) as file:
        for size in (1 << 20, 4096):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def run(build, folder):
    problems = []
    with House(build, folder=folder) as house:
        house.start()
        house.sync(house.connect(), "org")
        code = house.code("disk")
        house.play("POST", "pump", {"retry_ms": 300})

        def scan(count):
            for _ in range(count):
                house.play("POST", "customers/scan", {"config_id": code["config_id"]})

        scan(20)
        house.settle()
        fill(folder / "filler")
        scan(40)
        house.play("GET", "pump/wait?timeout_ms=20000")
        statuses = {d["status"] for d in house.play("GET", "deliveries?limit=100000")["deliveries"] if d["state"] == "failed"}
        if statuses != {503}:
            problems.append(f"callbacks without space were refused with {statuses}, not 503")
        status, answer = 0, None
        for number in range(200):
            status, answer = house.call("POST", "/api/regions", {"name": f"满{number}", "sort": number})
            if status != 201:
                break
        if status != 503 or not answer["reason"]:
            problems.append(f"a change without space: {status} {answer}")
        if house.call("GET", "/api/customers")[0] != 200:
            problems.append("nothing can be read on a full disk")
        if house.weft.process.poll() is not None:
            problems.append("weft ended on a full disk")
        os.unlink(folder / "filler")
        time.sleep(0.5)
        for _ in range(100):
            if house.call("POST", "/api/regions", {"name": "又好了", "sort": 0})[0] == 201:
                break
            time.sleep(0.1)
        else:
            problems.append("no change can be made after space was freed")
        scan(20)
        house.play("GET", "pump/wait?timeout_ms=20000")
        house.settle()
        told = everything_acknowledged(house, problems)
        people = house.good("GET", "/api/customers?limit=1")["total"]
        if people < told:
            problems.append(f"{told} callbacks acknowledged, {people} customers")
        if told < 40:
            problems.append(f"only {told} callbacks were acknowledged: nothing was tried")
        print(f"{told} callbacks acknowledged, {people} customers, {len(statuses)} kinds of refusals")
        house.weft.stop()
    return problems


def main():
    place = pathlib.Path(tempfile.mkdtemp(prefix="weft-disk."))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", place], capture_output=True, text=True)
    if mounted.returncode != 0:
        place.rmdir()
        print(f"skipped: no small disk may be mounted here ({mounted.stderr.strip()})\n0 passed, 0 failed")
        return 0
    try:
        folder = place / "house"
        folder.mkdir()
        problems = run(sys.argv[1], folder)
    finally:
        subprocess.run(["umount", "-l", place], check=False)
        place.rmdir()
    print("\n".join(problems))
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
