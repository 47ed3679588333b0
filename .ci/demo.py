"""Get the demo ready in one start of Django: `make run` calls this before the server.

Makes or updates the database, loads the demo data where it is missing, and says where to go.
"""

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def refuse_taken_port(port: int) -> None:
    """End with a sentence if something listens on `port` already."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            sys.exit(f"Port {port} is taken. Stop what uses it, or: make run PORT={port + 1}")


def prepare_database() -> None:
    """Bring the database up to date and fill an empty one."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo")


def demo_accounts() -> str:
    """The table of the README, so that there is one list of them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line.strip("| ") for line in readme.splitlines() if "@kept.example |" in line]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return "\n".join(f"  {address:<32} {who}" for address, who in cells)


if __name__ == "__main__":
    port = int(sys.argv[1])
    refuse_taken_port(port)
    prepare_database()
    print(f"\nSign in with the password kept-demo-password as\n{demo_accounts()}\n")
    print(
        f"Kept is at http://localhost:{port} (Ctrl+C stops it; the data stays in var/).\n"
        "The mail it would send is in var/mail/.",
        flush=True,
    )
