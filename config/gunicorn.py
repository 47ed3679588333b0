"""How gunicorn serves Kept, in the demo and in production."""

import gc
import os

wsgi_app = "config.wsgi"
# Two processes for each core is a good start. Threads let slow files and quick pages share one: a
# stranger's file may hold one, drafts of PDFs two (documents/pdf.py), and one is left for the rest.
# More of them only keep each other waiting, and the last in line longest.
workers = int(os.environ.get("KEPT_WORKERS", "2"))
worker_class = "gthread"
threads = 4
# A process takes no more visitors than it has threads, and none stays after its answer: who comes
# waits in one line for all processes, and is served in turn. With connections kept open, one
# process has many waiting while another is idle, and who is last in line waits twice as long.
worker_connections = threads
keepalive = 0
# Longer than the limits of documents/pdf.py, which end in a sentence for the person who waits;
# nginx waits longer still (docs/deploy.md).
timeout = 120
# The code is loaded once, before the processes part: a quicker start and less memory.
preload_app = True
# Work leaves memory in pieces; a fresh process now and then gives it back. Not often: those who
# ask just then wait for a second.
max_requests = 50_000
max_requests_jitter = 25_000
# Who could write to the socket could say where they come from, past the proxy: it is for the
# user and the group that the server runs as, and the proxy is in that group (docs/deploy.md).
umask = 0o007
# Nobody steers this process but the service manager.
control_socket_disable = True


def on_starting(server):
    """Load for all processes what otherwise each would load when somebody waits for it."""
    from documents import sealing  # not before the application is loaded

    sealing.load()


def post_fork(server, worker):
    """Search for garbage less often, and never among the code that was loaded before."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
