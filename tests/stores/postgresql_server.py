"""A PostgreSQL server of the tests' own: in a temporary folder, reached through a socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path


def find_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, or None where PostgreSQL is not installed."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if config := shutil.which("pg_config"):
        found = subprocess.run(
            [config, "--bindir"], capture_output=True, text=True, check=False
        ).stdout.strip()
        candidates.append(Path(found))
    if program := shutil.which("pg_ctl"):
        candidates.append(Path(program).parent)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


class Server:
    """A server that can be started, stopped and killed."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._data = self.folder / "data"
        # PostgreSQL refuses to run as root.
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            "news",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-F -k {self.folder} -c listen_addresses='' -c logging_collector=off"
        self._run(
            "pg_ctl", "-D", str(self._data), "-w", "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop at once, as if the machine had gone down; open connections break."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def is_running(self) -> bool:
        """Whether the server is up."""
        return (self._data / "postmaster.pid").exists()

    def sql(self, statement: str, database: str = "postgres", user: str = "news") -> str:
        """Run a statement and return what `psql` prints, unaligned and without headings."""
        connection = ["-h", str(self.folder), "-U", user, "-d", database]
        return self._run("psql", "-X", "-qAt", *connection, "-v", "ON_ERROR_STOP=1", "-c", statement)

    def url(self, database: str, user: str = "news") -> str:
        """The address of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def remove(self) -> None:
        """Stop and delete everything."""
        try:
            if self.is_running():
                self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            said = done.stderr or (log.read_text() if log.exists() else "")
            raise RuntimeError(f"{program} {arguments} failed: {said}")
        return (done.stdout or "").strip()
