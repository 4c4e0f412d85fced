#!/usr/bin/env python3
"""ClickHouse is away for a while: events are taken in as ever, questions are told so, and afterwards each event is there once.

Usage: clickhouse.py BUILD.  Says so and passes over where there is no ClickHouse server."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import ROOT, House, free_port  # noqa: E402

TOOL = ROOT / "tools" / "clickhouse_temp.sh"
EVERY_DAY = {"kind": "pivot", "range": {"days": 2}, "metrics": [{"event": "Looked"}]}
TRIES = 600


class Server:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self):
        subprocess.run([TOOL, "start", self.folder, str(self.port)], check=True, stdout=subprocess.DEVNULL)
        self.pid = int((self.folder / "pid").read_text())

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        while self.is_running():
            time.sleep(0.05)

    def is_running(self):
        try:
            return pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except OSError:
            return False


def look(house, key, first, count):
    """Sends events as a shop's page would; the status."""
    batch = [{"type": "track", "userId": f"u{n % 7}", "event": "Looked", "messageId": f"m{n}"} for n in range(first, first + count)]
    return house.call("POST", "/v1/batch", {"writeKey": key, "batch": batch})[0]


def asked(house):
    """The count, or the reason why there is none."""
    status, answer = house.call("POST", "/api/query", EVERY_DAY)
    return answer["rows"][0][0] if status == 200 else answer["reason"]


def wait_for(house, wanted, problems, when):
    got = None
    for _ in range(TRIES):
        got = asked(house)
        if got == wanted:
            return
        time.sleep(0.2)
    problems.append(f"{when}: {got}, not {wanted}")


def run(build, folder):
    problems = []
    server = Server(folder)
    try:
        with House(build) as house:
            house.start("--events", f"clickhouse://127.0.0.1:{server.port}/away")
            key = house.good("POST", "/api/sources", {"name": "site"})["write_key"]
            look(house, key, 0, 50)
            wait_for(house, 50, problems, "while it is there")
            server.kill()
            if look(house, key, 50, 50) != 200:
                problems.append("events were refused without ClickHouse")
            wait_for(house, "events.away", problems, "while it is away")
            if look(house, key, 100, 50) != 200:
                problems.append("events were refused without ClickHouse, later")
            server.start()
            wait_for(house, 150, problems, "when it is back")
            if house.weft.process.poll() is not None:
                problems.append("weft ended")
            house.weft.stop()
    finally:
        if server.is_running():
            server.kill()
    return problems


def main():
    if shutil.which("clickhouse-server") is None:
        print("skipped: no ClickHouse server here\n0 passed, 0 failed")
        return 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix="weft-away."))
    try:
        problems = run(sys.argv[1], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(problems))
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
