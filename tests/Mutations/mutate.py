#!/usr/bin/env python3
"""Checks the tests of the safety core: applies each mutation of mutations.txt to a copy of src/Balancer, and expects it to be noticed.

usage: mutate.py [FIRST [LAST]]                     by the unit tests, or else by 60 simulated hours
       mutate.py --schedules [FIRST [LAST]]         the marked ones, by the schedules alone, within 500 simulated hours
       mutate.py --schedules --third [0|1|2]        a third of those: today's, or the given one
       mutate.py --check                            only tells which texts do not stand in the source as they should

FIRST and LAST are numbers of mutations, from 1. A mark is the number of an invariant in brackets before the file: "[2] Control/...".
The tests must have been built before: dotnet build WallboxMqtt.sln -c Release
"""
import os, pathlib, re, shutil, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILT = "bin/Release/net10.0"
NAMESPACES = [f"WallboxMqtt.Tests.Unit.{name}" for name in
              ("Policy", "Control", "House", "Plant", "Units", "Chargers", "Chargers.Evc04", "Modbus", "Net", "Commands", "Health", "Timing", "Metering", "GridMeter", "State", "Reports", "Control.Monitors")]

# Simulated hours: few first, so that what is noticed soon costs little. Together 500. The seeds stay the same: no run is luckier than another.
STEPS = (6, 24, 70, 150, 250)
FIRST_SEED = 40_000
MARKS_AT_LEAST = 24


class Mutation:
    def __init__(self, number, line):
        self.number = number
        text, self.old, self.new = (part.strip().replace("\\n", "\n") for part in line.split(" ~>", 2))
        mark = re.match(r"\[(\d+)] ", text)
        self.mark = int(mark[1]) if mark else None
        self.file = text[mark.end():] if mark else text

    def found(self):
        path = ROOT / "src/Balancer" / self.file
        return path.read_text().count(self.old) if path.exists() else 0

    def __str__(self):
        return f"{self.file}: {self.old.splitlines()[0][:60]}"


def mutations():
    lines = (line for line in (HERE / "mutations.txt").read_text().splitlines() if line and not line.startswith("#"))
    return [Mutation(number, line) for number, line in enumerate(lines, 1)]


def run(*command, cwd, seconds):
    """True where it ended with 0 in time."""
    try:
        return subprocess.run(command, cwd=cwd, timeout=seconds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except subprocess.TimeoutExpired:
        return False


class Copy:
    """src/Balancer in a folder of its own, with the tests as they were built beside it: a mutation costs the build of one library."""

    def __init__(self, folder, suites):
        self.root = pathlib.Path(folder)
        for name in ("Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "BannedSymbols.txt"):
            shutil.copy2(ROOT / name, self.root)
        shutil.copytree(ROOT / "src/Balancer", self.root / "src/Balancer", ignore=shutil.ignore_patterns("publish"))
        self.suites = {}
        for suite in suites:
            built = ROOT / "tests" / suite / BUILT
            if not built.exists():
                sys.exit(f"tests/{suite} is not built: dotnet build WallboxMqtt.sln -c Release")
            self.suites[suite] = self.root / "tests" / suite / BUILT
            shutil.copytree(built, self.suites[suite])
        # Tests look for files of the repository above themselves.
        for path in ROOT.iterdir():
            if path.name not in (".git", "src", "artifacts", "TestResults") and not (self.root / path.name).exists():
                os.symlink(path, self.root / path.name)

    def build(self):
        project = self.root / "src/Balancer"
        if not run("dotnet", "build", "-c", "Release", "--nologo", "--no-restore", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false",
                   str(project), cwd=self.root, seconds=300):
            return False
        for target in self.suites.values():
            shutil.copy(project / BUILT / "WallboxMqtt.Balancer.dll", target)
        return True

    def with_mutation(self, mutation, check):
        path = self.root / "src/Balancer" / mutation.file
        text = path.read_text()
        path.write_text(text.replace(mutation.old, mutation.new))
        try:
            if not self.build():
                sys.exit(f"{mutation.number}: {mutation.file}: {mutation.new!r} does not build")
            return check()
        finally:
            path.write_text(text)

    def tests(self):
        program = str(self.suites["Unit"] / "WallboxMqtt.Tests.Unit")
        return run(program, "--stop-on-fail", "on", "--filter-namespace", *NAMESPACES, cwd=self.root, seconds=300)

    def schedules(self, hours, seed):
        program = str(self.suites["Safety"] / "WallboxMqtt.Tests.Safety")
        return run(program, "schedules", str(hours), "--seed", str(seed), "--stop-on-fail", cwd=self.root, seconds=60 + 4 * hours)


def by_anything(copy):
    return "tests" if not copy.tests() else "schedules" if not copy.schedules(60, 1) else None


def by_schedules(copy):
    seed = FIRST_SEED
    for hours in STEPS:
        if not copy.schedules(hours, seed):
            return f"within {seed + hours - FIRST_SEED} h"
        seed += hours
    return None


def main():
    flags = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    numbers = [int(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    chosen = mutations()
    alone = "--schedules" in flags
    if alone:
        chosen = [one for one in chosen if one.mark is not None]
        if len(chosen) < MARKS_AT_LEAST:
            sys.exit(f"{len(chosen)} mutations are marked, at least {MARKS_AT_LEAST} have to be")
    if odd := [f"{one.number}: {one.old!r} stands {one.found()} times in {one.file}" for one in chosen if one.found() != 1]:
        sys.exit("\n".join(odd))
    if "--check" in flags:
        sys.exit(0)
    if "--third" in flags:
        turn = numbers[0] if numbers else int(time.time() // 86400) % 3
        chosen = [one for place, one in enumerate(chosen) if place % 3 == turn]
    else:
        first, last = (numbers + [1])[0], (numbers + [1, len(mutations())])[1 if len(numbers) > 1 else -1]
        chosen = [one for one in chosen if first <= one.number <= last]
    started, killed, left = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(folder, ("Safety",) if alone else ("Unit", "Safety"))
        if not copy.build() or not (copy.schedules(sum(STEPS), FIRST_SEED) if alone else copy.tests() and copy.schedules(60, 1)):
            sys.exit("the copy does not build, or fails without any mutation")
        for mutation in chosen:
            by = copy.with_mutation(mutation, lambda: (by_schedules if alone else by_anything)(copy))
            killed += by is not None
            if by is None:
                left.append(mutation.number)
            print(f"{mutation.number:4} {'LEFT ALIVE' if by is None else f'killed {by}' if alone else f'killed by {by}':20} {mutation}", flush=True)
    print(f"{killed} of {killed + len(left)} mutations killed in {time.monotonic() - started:.0f} s; left alive: {left or 'none'}")
    sys.exit(1 if left else 0)


main()
