#!/usr/bin/env python3
"""Checks the tests of the safety core: applies each mutation of mutations.txt to a copy of src/Balancer, and expects a test to fail.

usage: mutate.py [FIRST [LAST]]     (numbers of mutations, from 1)
"""
import pathlib, shutil, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAMESPACES = [f"WallboxMqtt.Tests.Unit.{name}" for name in
              ("Policy", "Control", "House", "Plant", "Units", "Chargers", "Chargers.Evc04", "Modbus", "Net", "Commands", "Service", "Timing", "Metering")]


def mutations():
    for line in (HERE / "mutations.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            file, old, new = line.split(" ~>", 2)
            yield file, old.strip().replace("\\n", "\n"), new.strip().replace("\\n", "\n")


def run(*command, cwd, seconds):
    """True where it ended with 0 in time."""
    try:
        return subprocess.run(command, cwd=cwd, timeout=seconds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main():
    chosen = list(enumerate(mutations(), 1))
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    last = int(sys.argv[2]) if len(sys.argv) > 2 else len(chosen)
    for number, (file, old, _) in chosen:
        if (found := (ROOT / "src/Balancer" / file).read_text().count(old)) != 1:
            sys.exit(f"{number}: {old!r} stands {found} times in {file}")
    started, killed, left = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "TestResults", "obj", "bin", "publish"))
        build = ("dotnet", "build", "-c", "Release", "--nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false")
        if not run(*build, "tests/Unit", cwd=copy, seconds=600):
            sys.exit("the copy does not build")
        unit = copy / "tests/Unit/bin/Release/net10.0"
        safety = copy / "tests/Safety/bin/Release/net10.0"
        built = copy / "src/Balancer/bin/Release/net10.0/WallboxMqtt.Balancer.dll"
        tests = (str(unit / "WallboxMqtt.Tests.Unit"), "--stop-on-fail", "on", "--filter-namespace", *NAMESPACES)
        schedules = (str(safety / "WallboxMqtt.Tests.Safety"), "schedules", "60", "--seed", "1")
        if not run(*tests, cwd=copy, seconds=300) or not run(*schedules, cwd=copy, seconds=300):
            sys.exit("the tests fail without any mutation")
        for number, (file, old, new) in chosen:
            if not first <= number <= last:
                continue
            path = copy / "src/Balancer" / file
            text = path.read_text()
            path.write_text(text.replace(old, new))
            try:
                if not run(*build, "--no-restore", "src/Balancer", cwd=copy, seconds=300):
                    sys.exit(f"{number}: {file}: {new!r} does not build")
                for target in (unit, safety):
                    shutil.copy(built, target)
                by = ("tests" if not run(*tests, cwd=copy, seconds=120)
                      else "schedules" if not run(*schedules, cwd=copy, seconds=200) else None)
            finally:
                path.write_text(text)
            killed += by is not None
            if by is None:
                left.append(number)
            print(f"{number:4} {'LEFT ALIVE' if by is None else 'killed by ' + by:20} {file}: {old.splitlines()[0][:60]}", flush=True)
    print(f"{killed} of {killed + len(left)} mutations killed in {time.monotonic() - started:.0f} s; left alive: {left or 'none'}")
    sys.exit(1 if left else 0)


main()
