"""Power cuts and full disks under the real program: is anything lost that its screen had called saved?

A power cut is what the system itself offers for it: the call that shuts a file system down without writing out what it
holds in memory. Each round mounts the file system, starts the program in a pseudo-terminal, types, cuts the power at a
random instant, mounts again (which is the file system's own recovery) and asks `diptych check`.
"""

import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

SHUTDOWN = 0x8004587D  # the same number on ext4 and xfs
NO_LOG = struct.pack("I", 2)  # what the log has in memory is lost, too
COLUMNS, ROWS = 100, 30
KEYS = ["lp", "lo", "lt", "jd", "wp", "Lo", "et", "u", "U", "x", ";", "Jp", "\x13"]
LEFT = "“Şıbırğan’s fall” was near, an aide said.\n\nDostum had left for 上海 — été.\n" * 6
RIGHT = "The city has fallen, AFP said. " * 9 + "\n"
FRESH_AFTER = 20  # rounds on one set; then a new one begins


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True)


class Title:
    """The first row of the screen, as far as the program's own sequences write to it."""

    SEQUENCE = re.compile(
        rb"\x1b\[([?<>=]?)([0-9;:]*)[ -/]*([@-~])|\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-B0]|\x1b[=>78]"
    )

    def __init__(self):
        self.cells, self.row, self.column, self.rest = {}, 0, 0, b""

    def feed(self, data):
        data, at = self.rest + data, 0
        while at < len(data):
            if data[at] == 0x1B:
                found = self.SEQUENCE.match(data, at)
                if not found:
                    break
                self.sequence(found)
                at = found.end()
            else:
                length = 1 if data[at] < 0x80 else 2 if data[at] < 0xE0 else 3 if data[at] < 0xF0 else 4
                if at + length > len(data):
                    break
                self.put(data[at : at + length].decode("utf-8", "replace"))
                at += length
        self.rest = data[at:]

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.row += 1
        elif character >= " ":
            if self.row == 0:
                self.cells[self.column] = character
            self.column += 1

    def sequence(self, found):
        mark, numbers, end = found.group(1), found.group(2), found.group(3)
        if end is None or mark:
            return
        numbers = [int(number or 0) for number in re.split(b"[;:]", numbers)]
        first = max(numbers[0], 1)
        if end in b"Hf":
            self.row, self.column = first - 1, max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
        elif end == b"A":
            self.row = max(self.row - first, 0)
        elif end == b"B":
            self.row += first
        elif end == b"C":
            self.column += first
        elif end == b"D":
            self.column = max(self.column - first, 0)
        elif end == b"G":
            self.column = first - 1
        elif end == b"d":
            self.row = first - 1
        elif end == b"J" and numbers[0] in (2, 3):
            self.cells = {}
        elif end == b"K" and self.row == 0:
            self.cells = {at: cell for at, cell in self.cells.items() if at < self.column}
        elif end == b"X" and self.row == 0:
            for at in range(self.column, self.column + first):
                self.cells.pop(at, None)

    def saved(self):
        text = "".join(self.cells.get(at, " ") for at in range(COLUMNS))
        found = re.search(r"\bsaved (\d+)", text)
        return int(found.group(1)) if found else 0

    def failed(self):
        return "NOT SAVED" in "".join(self.cells.get(at, " ") for at in range(COLUMNS))


class Desk:
    """The program in a pseudo-terminal."""

    def __init__(self, program, folder, home):
        self.title, self.highest, self.told, self.typed = Title(), 0, False, 0
        left, right = os.path.join(folder, "left.txt"), os.path.join(folder, "right.txt")
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            environment = {"HOME": home, "LOGNAME": "mk", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.execve(program, [program, left, right], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def watch(self, seconds, until=lambda title: False):
        """Reads what is shown for `seconds`, or until it does as asked."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not until(self.title):
            if self.terminal not in select.select([self.terminal], [], [], left)[0]:
                return
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return
            if not data:
                return
            self.title.feed(data)
            self.highest = max(self.highest, self.title.saved())
            self.told = self.told or self.title.failed()

    def type(self, chance, bursts):
        for _ in range(bursts):
            keys = chance.choice(KEYS)
            self.typed += len(keys)
            os.write(self.terminal, keys.encode())
            before = self.highest
            patience = chance.choice([0.004, 0.1])
            self.watch(chance.uniform(0, patience), lambda title: title.saved() > before)

    def stop(self):
        """Stops the program as a power cut does: from here on it shows nothing more.

        A call to the disk that is on its way may still end. Without this the program lives on for a moment after the cut, and on
        ext4 a sync that ends then can say it is done although nothing was kept; no screen would show that in a real one.
        """
        os.kill(self.process, signal.SIGSTOP)

    def kill(self):
        try:
            os.kill(self.process, signal.SIGKILL)
        except ProcessLookupError:
            pass
        # What it showed before is still to be read; nothing new comes.
        self.watch(0.02)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def check(program, folder):
    """Returns what would be recovered, None where there is no set yet."""
    found = subprocess.run([program, "check", "--json", "left--right.mk.ron"], cwd=folder, capture_output=True, text=True)
    if found.returncode == 2 and "there is no file" in found.stderr:
        return None
    if found.returncode != 0:
        raise AssertionError(f"check ends with {found.returncode}: {found.stdout}{found.stderr}")
    return json.loads(found.stdout)["recovers"]


def begin(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name, text in [("left.txt", LEFT), ("right.txt", RIGHT)]:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    for path in [folder, os.path.dirname(folder)]:
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


class Tally:
    def __init__(self, name):
        self.name, self.rounds, self.saved, self.none, self.full, self.lost = name, 0, 0, 0, 0, []

    def judge(self, seed, shown, before, kept, typed):
        self.rounds += 1
        self.none += kept is None
        self.saved += max(shown - before, 0)
        if (kept or 0) < max(shown, before) or (kept or 0) > max(shown, before) + typed:
            self.lose(seed, f"shown {shown}, before {before}, recovered {kept}, {typed} keys typed")
        if self.rounds % 100 == 0:
            self.tell()

    def lose(self, seed, what):
        self.lost.append(what)
        print(f"power: {self.name}: LOST in the round of seed {seed}: {what}", flush=True)

    def tell(self):
        full = f", {self.full} told of a full disk" if self.full else ""
        print(
            f"power: {self.name}: {self.rounds} rounds, {self.saved} changes shown as saved, "
            f"{self.none} before there was a set{full}, lost {len(self.lost)}",
            flush=True,
        )


def cut(mount):
    descriptor = os.open(mount, os.O_RDONLY)
    fcntl.ioctl(descriptor, SHUTDOWN, NO_LOG)
    os.close(descriptor)


def control(kind, image, mount):
    """Makes sure that a cut takes what was not synced, and nothing else: without that, all rounds would say nothing."""
    run("mount", "-o", "loop", image, mount)
    for name in ("synced", "unsynced"):
        with open(os.path.join(mount, name), "w") as file:
            file.write(name * 100)
            file.flush()
            if name == "synced":
                os.fsync(file.fileno())
    cut(mount)
    run("umount", mount)
    run("mount", "-o", "loop", image, mount)
    found = {name: os.path.exists(os.path.join(mount, name)) for name in ("synced", "unsynced")}
    run("umount", mount)
    if found != {"synced": True, "unsynced": False}:
        sys.exit(f"power: a cut on {kind} is none: {found}")


def cuts(kind, program, rounds, seed, work):
    """Rounds of power cuts on a file system of `kind` in a file."""
    image, mount, home = (os.path.join(work, name) for name in (f"{kind}.image", kind, "home"))
    os.makedirs(mount)
    with open(image, "wb") as file:
        file.truncate(320 << 20)
    run(f"mkfs.{kind}", "-q", image)
    control(kind, image, mount)
    tally, before = Tally(kind), 0
    folder = os.path.join(mount, "news")
    for round_seed in range(seed, seed + rounds):
        chance = random.Random(f"{kind} {round_seed}")
        run("mount", "-o", "loop", image, mount)
        try:
            if (round_seed - seed) % FRESH_AFTER == 0:
                begin(folder)
                before = 0
            desk = Desk(program, folder, home)
            desk.watch(10, lambda title: title.cells)
            desk.type(chance, chance.randrange(8))
            desk.watch(chance.uniform(0, 0.03))
            desk.stop()
            cut(mount)
            # What was called saved before the cut may still be on its way to the screen.
            desk.kill()
        finally:
            run("umount", mount)
        run("mount", "-o", "loop", image, mount)
        try:
            kept = check(program, folder)
            tally.judge(round_seed, desk.highest, before, kept, desk.typed)
            before = kept or 0
        except AssertionError as error:
            tally.lose(round_seed, error)
            begin(folder)
            before = 0
        finally:
            run("umount", mount)
    return tally


def full(program, rounds, seed, work):
    """Rounds on a small tmpfs that fills up while somebody types, then has room again."""
    mount, home, folder = (os.path.join(work, name) for name in ("tmpfs", "home", "tmpfs/news"))
    os.makedirs(mount)
    tally = Tally("full tmpfs")
    for round_seed in range(seed, seed + rounds):
        chance = random.Random(f"tmpfs {round_seed}")
        run("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", mount)
        try:
            begin(folder)
            desk = Desk(program, folder, home)
            desk.watch(10, lambda title: title.cells)
            desk.type(chance, chance.randrange(4))
            filler = os.path.join(mount, "filler")
            with open(filler, "wb", buffering=0) as file:
                try:
                    while file.write(b"x" * chance.randrange(1, 4096)):
                        pass
                except OSError:
                    pass
            desk.type(chance, 1 + chance.randrange(30))
            if desk.told and chance.random() < 0.5:
                os.remove(filler)
                desk.type(chance, 3)
            desk.kill()
            tally.full += desk.told
            tally.judge(round_seed, desk.highest, 0, check(program, folder), desk.typed)
        except AssertionError as error:
            tally.lose(round_seed, error)
        finally:
            run("umount", mount)
    return tally


def main():
    program, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory(prefix="diptych-power-") as work:
        os.makedirs(os.path.join(work, "home"))
        tallies = [cuts(kind, program, rounds, seed, work) for kind in ("ext4", "xfs")]
        tallies.append(full(program, rounds, seed, work))
        for tally in tallies:
            tally.tell()
    sys.exit(1 if any(tally.lost for tally in tallies) else 0)


if __name__ == "__main__":
    main()
