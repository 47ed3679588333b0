"""The process that works in the background."""

import subprocess
import sys

BESIDE = """
import sys
from institution.management.commands.run_worker import _end_with
print("there", flush=True)
_end_with(int(sys.argv[1]))
"""


def test_a_worker_ends_with_the_server_that_it_was_started_beside():
    recipe = '"$0" -c "$1" $$ & exec sleep 600'  # as in the Makefile: the shell becomes the server
    server = subprocess.Popen(
        ["sh", "-c", recipe, sys.executable, BESIDE], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout.readline() == "there\n"
    server.kill()
    # The pipe closes when the last process that holds it is gone.
    assert server.communicate(timeout=30)[0] == ""
