#!/usr/bin/env python3
"""What a script can be fair about in the text of the sources.  Usage: check_source.py [--report]

Refuses: lines over 100 columns outside fenced tables, FIXME/TODO, public prototypes without a contract, statements
that no list names, exported functions that do not start with their file's or folder's stem, paths of a machine.
With --report prints the aims of the style guide beside what is."""
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(".")
TABLES = re.compile(r"_(shape|http)\.c$|\.def$")
PROTOTYPE = re.compile(r"^(?!static|typedef|extern|#|struct [A-Za-z]+;|\})[A-Za-z_][\w \*]*\b(\w+)\([^;{]*\)[^;{]*;", re.M)
QUERY = re.compile(r"^(?:static )?const Query (\w+) =", re.M)
FUNCTION = re.compile(r"^(?!static|typedef|extern|#|return|else)[A-Za-z_][\w \*]*?\b(\w+)\([^;{}]*\)\n\{", re.M)
BODY = re.compile(r"^[A-Za-z_][\w \*,\(\)\[\]]*\)\n\{\n(.*?)^\}", re.M | re.S)


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
                         capture_output=True, text=True, check=True).stdout
    return [pathlib.Path(p) for p in out.split() if pathlib.Path(p).exists()]


def check_text(path, text):
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if "clang-format o" in line:
            fenced = "clang-format off" in line
        if len(line) > 100 and not fenced and not TABLES.search(path.name) and path.suffix in {".c", ".h"}:
            yield f"{path}:{number}: {len(line)} columns"
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield f"{path}:{number}: unfinished business on main"


def check_contracts(path, text):
    lines = text.splitlines()
    for match in PROTOTYPE.finditer(text):
        at = text.count("\n", 0, match.start())
        before = at - 1
        # A comment directly above covers the run of prototypes below it.
        while before >= 0 and lines[before].strip() and not lines[before].rstrip().endswith("*/"):
            before -= 1
        covered = before >= 0 and lines[before].rstrip().endswith("*/")
        inline = "/*" in lines[at] or any("/*" in l for l in lines[at:at + match.group(0).count("\n") + 1])
        if not covered and not inline:
            yield f"{path}:{at + 1}: {match.group(1)} has no contract"


def check_queries(folder):
    files = list(folder.glob("*_sql.c"))
    text = "\n".join(f.read_text() for f in files)
    for path in files:
        for name in QUERY.findall(path.read_text()):
            if not re.search(rf"&{name}\b\s*[,}}\n]", text):
                yield f"{path}: Query {name} is in no SqlList and never prepared at start-up"


def report(files):
    lengths = []
    for path in files:
        if path.suffix == ".c" and not path.stem.endswith(("_test", "_fuzz")):
            lengths += [(body.count("\n"), path.name) for body in BODY.findall(path.read_text())]
    sizes = [n for n, _ in lengths]
    if not sizes:
        return
    sizes.sort()
    print(f"functions {len(sizes)}: median {statistics.median(sizes)}, p90 {sizes[int(len(sizes) * .9)]}, "
          f"over 70: {sum(n > 70 for n in sizes)}")
    big = sorted(((p.read_text().count(chr(10)), str(p)) for p in files), reverse=True)[:8]
    for size, path in big:
        print(f"  {size:5d} lines {path}")
    total = sum(p.read_text().count("\n") for p in files)
    print(f"  {total} lines in {len(files)} files")


def main():
    bad = []
    files = tracked("src/*.c", "src/*.h", "src/*.cc", "src/*.def", "sim/*.c", "sim/*.h")
    for path in files:
        text = path.read_text()
        bad.extend(check_text(path, text))
        if path.suffix == ".h":
            bad.extend(check_contracts(path, text))
    for folder in sorted((ROOT / "src").iterdir()):
        if folder.is_dir():
            bad.extend(check_queries(folder))
    for path in tracked("*.md", "*.sh", "*.py", "*.txt", "*.json", "*.ts", "*.tsx", "dev", ".ci/*"):
        if path.name in {"check_source.py", "package-lock.json"}:
            if path.name == "package-lock.json" and '"resolved"' in path.read_text():
                bad.append(f"{path}: names a registry host")
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if re.search(r"(/work/|/root/|/home/\w+/)", line):
                bad.append(f"{path}:{number}: a path of a machine")
    if "--report" in sys.argv:
        report([p for p in files if p.suffix in {".c", ".h", ".cc"}])
    print("\n".join(bad) or f"source: ok ({len(files)} files)")
    return 1 if bad else 0


sys.exit(main())
