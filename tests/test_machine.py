"""What the suite promises of itself: no network, and nothing skipped in silence."""

import os
import socket
import subprocess
import sys

import pytest

SKIPPING = """
import pytest

@pytest.mark.skip(reason="there is no tea")
def test_tea():
    raise AssertionError("never run")

def test_water():
    assert True
"""


def run_elsewhere(folder, *, ci: str) -> subprocess.CompletedProcess[str]:
    """Run the two tests above under the plugin alone, with CI set or not."""
    (folder / "test_drinks.py").write_text(SKIPPING)
    command = [sys.executable, "-m", "pytest", "-p", "tests.machine", "-p", "no:django"]
    command += ["-p", "no:cacheprovider", "--rootdir", str(folder), "-c", os.devnull, str(folder)]
    environment = os.environ | {"CI": ci}
    return subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, timeout=60
    )


def test_a_skipped_test_is_announced_loudly(tmp_path):
    run = run_elsewhere(tmp_path, ci="")
    assert run.returncode == 0
    assert "!!!! NOT RUN (1): Skipped: there is no tea" in run.stdout
    assert "1 passed, 1 skipped" in run.stdout


def test_a_skipped_test_fails_where_nothing_may_be_skipped(tmp_path):
    run = run_elsewhere(tmp_path, ci="true")
    assert run.returncode == 1
    assert "1 passed, 1 error" in run.stdout
    assert "With CI=true nothing may be left out. Skipped: there is no tea" in run.stdout


def test_no_test_reaches_the_network():
    # An address that is reserved for examples: even unguarded, nobody would answer.
    with pytest.raises(ConnectionRefusedError, match="Tests have no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_test_reaches_its_own_machine():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.getpeername() == server.getsockname()
