"""A pytest plugin: what tests may ask of the machine they run on.

`@pytest.mark.needs("chromium")` skips a test where the program is missing, and the run ends with a
line nobody can overlook. Under CI=true a skipped test is a failed one. No test reaches the network.
"""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest


def find_chromium() -> str | None:
    """Chromium without a window, which takes a third less of the machine, or the whole of it."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


# What a test may need: how to see that it is there, and Debian's packages with it.
NEEDS = {
    "chromium": (find_chromium, "chromium-headless-shell"),
    "pdftoppm": (lambda: shutil.which("pdftoppm"), "poppler-utils"),
    "verapdf": (
        lambda: shutil.which("javac") and Path("/usr/share/java/jaxb-runtime.jar").exists(),
        "default-jdk-headless libjaxb-java",
    ),
}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def nothing_may_be_skipped() -> bool:
    """True where a skipped test is a failure: on the machine that decides what is accepted."""
    return os.environ.get("CI") == "true"


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known, so that a misspelt one is an error."""
    config.addinivalue_line("markers", f"needs(*names): skip without one of {', '.join(NEEDS)}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose needs are not met."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            is_there, packages = NEEDS[name]
            if not is_there():
                pytest.skip(f"{name} is missing (Debian: {packages})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip into a failure where nothing may be skipped."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """The same for a whole module that skips itself."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome == "skipped" and nothing_may_be_skipped():
        report.outcome = "failed"
        report.longrepr = f"With CI=true nothing may be left out. {_reason(report)}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a report says "skipped": pytest keeps it behind the file and the line."""
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not run, and why."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reasons[_reason(report)] = reasons.get(_reason(report), 0) + 1
    for reason, count in sorted(reasons.items()):
        line = f"!!!! NOT RUN ({count}): {reason}"
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Let no test connect to anything but this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise ConnectionRefusedError(f"Tests have no network; this one asked for {address}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
