"""Does what is left in the background, and says that it is there."""

import logging
import os
import threading
import time
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from institution import background

logger = logging.getLogger(__name__)
LOOKS = 2  # seconds between two looks for work


class Command(BaseCommand):
    help = (
        "Does what is left in the background, such as the report for the committee, one piece at a "
        "time. Told to stop, it finishes the piece it is at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--beside` is for `make run`: nobody stays behind when the server is gone."""
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end when this parent process has ended"
        )

    def handle(self, *args, beside: int | None, verbosity: int, **options) -> None:
        """Work until told to stop."""
        threading.Thread(target=_show_life, daemon=True).start()
        if beside:
            threading.Thread(target=_end_with, args=[beside], daemon=True).start()
        call_command("db_worker", interval=LOOKS, reload=False, verbosity=verbosity)


def _show_life() -> None:
    while True:
        try:
            background.sign_of_life()
        except DatabaseError:  # a database that is away for a moment comes back
            logger.warning("The worker could not say that it is there.", exc_info=True)
        connection.close()
        time.sleep(background.EVERY.total_seconds())


def _end_with(parent: int) -> None:
    """Wait for the end of the parent, however it comes, and go at once."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
