"""The rules of the house that a machine can check: who imports whom, what is never committed,
how long a thing may grow, and that every exemption gives its reason."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "institution", "documents", "kpis", "sls", "actionplans")

# Each app and the apps it may import; imports go one way.
MAY_IMPORT = {
    "institution": {"documents"},
    "documents": {"institution"},
    "kpis": {"documents", "institution"},
    "sls": {"documents", "institution", "kpis"},
    "actionplans": {"documents", "institution", "kpis"},
    "config": set(APPS),
}

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 40, 25
# One file of settings, so that there is one place to look.
MAY_BE_LONGER = {"config/settings.py"}


def committed(*endings: str) -> list[Path]:
    """The files that git keeps or would keep, chosen by the end of their names."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name.endswith(endings)]
    return [file for file in files if file.is_file()]


def ours(*endings: str) -> list[Path]:
    """The same without what is kept as its makers shipped it."""
    shipped = ROOT / "static" / "vendor"
    return [file for file in committed(*endings) if shipped not in file.parents]


def app_modules() -> list[Path]:
    modules = [file for file in ours(".py") if file.relative_to(ROOT).parts[0] in APPS]
    assert len(modules) > 30, "The modules of the apps were not found."
    return modules


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def lines_matching(pattern: str, files: list[Path]) -> list[str]:
    assert files, "There is nothing to look at, so this would prove nothing."
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{name(file)}:{number}: {line.strip()[:100]}")
    return found


def imported_apps(source: str) -> set[str]:
    """The apps of the house that a module's source imports, at its top or inside a function."""
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            modules.add(node.module)
    return {module.split(".")[0] for module in modules} & set(APPS)


def test_imports_of_a_module_are_seen_wherever_they_stand():
    source = "import kpis.models\ndef late():\n    from sls import workflow\n"
    assert imported_apps(source) == {"kpis", "sls"}


@pytest.mark.parametrize("app", APPS)
def test_imports_go_one_way(app):
    wrong = []
    for file in app_modules():
        if file.relative_to(ROOT).parts[0] == app:
            foreign = imported_apps(file.read_text(encoding="utf-8")) - {app} - MAY_IMPORT[app]
            wrong += [f"{name(file)} imports {other}" for other in sorted(foreign)]
    assert wrong == []


def all_imports(source: str) -> set[str]:
    """Each module that a module's source imports, and each name that it takes from one."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_a_module_that_says_it_is_pure_does_without_django_and_models():
    pure, wrong = [], []
    for file in app_modules():
        source = file.read_text(encoding="utf-8")
        if re.search(
            r"\bPure\b|\b[Nn]o Django|without Django", ast.get_docstring(ast.parse(source)) or ""
        ):
            pure.append(name(file))
            bad = [one for one in all_imports(source) if re.search(r"^django\b|\.models\b", one)]
            wrong += [f"{name(file)} imports {one}" for one in sorted(bad)]
    assert {"institution/years.py", "kpis/status.py", "actionplans/timescales.py"} <= set(pure)
    assert wrong == []
    assert "django.db.models" in all_imports("def late():\n    from django.db import models\n")


def names_from_above(app: str) -> set[str]:
    """By what names the app's rows lead to those of apps that it may not import."""
    above = set(APPS) - {app} - MAY_IMPORT[app]
    names = set()
    for model in apps.get_app_config(app).get_models():
        for relation in model._meta.related_objects:
            if relation.related_model._meta.app_label in above and not relation.hidden:
                names |= {relation.name, relation.get_accessor_name()}
    return names


def words_of_queries(source: str) -> Iterator[tuple[int, str]]:
    """Each name by which a module's source may follow a relation, with its line: an attribute, or
    a part of what a query is asked, such as `requirements` in `requirements__tier`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call):
            asked = [word.arg for word in node.keywords]
            asked += [one.value for one in node.args if isinstance(one, ast.Constant)]
            for words in asked:
                yield from ((node.lineno, part) for part in str(words).split("__"))


def test_a_relation_is_seen_however_it_is_followed():
    source = (
        "a = department.statements.all()\nb = Count('requirements')\nc = Q(kpis__state='draft')\n"
    )
    seen = set(words_of_queries(source))
    assert {(1, "statements"), (2, "requirements"), (3, "kpis")} <= seen


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_no_app_goes_round_by_a_relation(app):
    """Nor its templates: what another app says on them, it says by a tag of its own."""
    above, wrong = names_from_above(app) if apps.is_installed(app) else set(), []
    assert above or app not in ("institution", "documents", "kpis"), "There is nothing to find."
    for file in app_modules():
        if file.relative_to(ROOT).parts[0] == app and "migrations" not in file.parts:
            found = words_of_queries(file.read_text(encoding="utf-8"))
            wrong += [f"{name(file)}:{line} {word}" for line, word in found if word in above]
    templates = [file for file in ours(".html") if file.parent.name == app]
    if above and templates:
        wrong += lines_matching(rf"\w\.({'|'.join(above)})\b", templates)
    assert wrong == []


def test_relative_imports_are_not_used():
    assert lines_matching(r"^\s*from \.", app_modules()) == []


def test_only_one_module_knows_each_library_of_documents():
    homes = {
        "weasyprint": {"documents/pdf.py"},
        "pyhanko": {"documents/sealing.py"},
        "markdown_it": {"documents/longtext.py"},
        "nh3": {"documents/longtext.py"},
    }
    for library, expected in homes.items():
        users = lines_matching(rf"^\s*(import|from) {library}\b", app_modules())
        assert {line.split(":")[0] for line in users} == expected, library


def test_text_is_marked_safe_only_where_long_text_is_cleaned():
    users = lines_matching(r"\bmark_s[a]fe\b|\bSafeString\(", app_modules())
    assert {line.split(":")[0] for line in users} <= {"documents/longtext.py"}
    filters = r"\|\s*s[a]fe\b|\|\s*safeseq\b|{%\s*autoescape\s+off"
    # A mail's plain text has nothing to escape for.
    templates = [file for file in ours(".html") if "templates" in file.parts]
    assert lines_matching(filters, templates) == []


def test_templates_carry_no_script_or_style_of_their_own():
    # Mail programs read no style sheets, so mails alone may bring styles with them.
    templates = [file for file in ours(".html", ".svg") if "emails" not in file.parts]
    # Inside {% … %} a style is what a component is given, such as that of a button.
    own = (
        r"\sstyle=[\"'](?![^{]*%})|\son[a-z]+=[\"']|<style\b"
        r"|<script(?![^>]*\ssrc=)(?![^>]*application/json)"
    )
    assert lines_matching(own, templates) == []


def test_what_a_block_keeps_is_used_in_that_block_alone():
    """Django forgets an `as` at the end of its block; a link made of it leads nowhere."""
    lost = []
    for file in ours(".html"):
        parts = re.split(r"^(?={% block )", file.read_text(), flags=re.M)
        for name in {name for part in parts for name in re.findall(r" as (\w+) %}", part)}:
            use = re.compile(rf"{{{{ {name}\b|={name}\b")
            lost += [
                f"{file.name}: {name}"
                for part in parts
                if use.search(part) and f" as {name} %}}" not in part and part is not parts[0]
            ]
    assert not lost


def test_nothing_of_one_machine_is_committed():
    # Written so that this line does not find itself.
    machine = (
        r"/w[o]rk/|/r[o]ot\b|/tmp/[kn]|/h[o]me/|p[y]pi\.org|p[y]thonhosted|n[p]mjs\.|d[e]b\.debian"
    )
    assert lines_matching(machine, [file for file in ours("") if is_text(file)]) == []


def test_nothing_is_left_for_later():
    later = r"\bT[O]DO\b|\bF[I]XME\b|\bX[X]X\b|\bN[o]tImplemented|[Ll]orem i[p]sum"
    assert lines_matching(later, ours(".py", ".html", ".css", ".js", ".md", ".toml")) == []


def is_text(file: Path) -> bool:
    return b"\0" not in file.read_bytes()[:8000]


def test_every_exemption_gives_its_reason():
    bare = (
        r"#\s*n[o]qa(:\s*[A-Z0-9, ]+)?\s*$"
        r"|#\s*t[y]pe:\s*ignore(\[[^]]*\])?\s*$"
        r"|except\s+(Base)?Exception\b[^#]*$"
        r"|pytest\.(skip|mark\.skip|mark\.xfail)\(\s*\)"
    )
    assert lines_matching(bare, ours(".py")) == []


def test_no_module_grows_beyond_one_idea():
    modules = [file for file in app_modules() if "migrations" not in file.parts]
    lengths = {name(file): len(file.read_text("utf-8").splitlines()) for file in modules}
    too_long = {file: n for file, n in lengths.items() if n > LONGEST_MODULE}
    assert {file: n for file, n in too_long.items() if file not in MAY_BE_LONGER} == {}


def test_no_function_grows_beyond_one_idea():
    too_long = []
    for file in app_modules():
        if "migrations" in file.parts:
            continue
        limit = LONGEST_VIEW if is_views(file) else LONGEST_FUNCTION
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > limit:
                    too_long.append(f"{name(file)}:{node.lineno} {node.name} has {length} lines")
    assert too_long == []


def is_views(file: Path) -> bool:
    return file.stem.startswith("views") or "views" in file.parts


def test_what_the_architecture_does_without():
    without = (
        r"django\.dispatch|GenericForeignKey|class \w*Mixin\b|csrf_ex[e]mpt|unsafe-in[l]ine"
        r"|\bas_view\(|from django\.views\.generic|objects\.all\(\)\.get\(|shell=T[r]ue"
    )
    assert lines_matching(without, app_modules()) == []
    drawers = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py"}
    assert [name(file) for file in app_modules() if file.name in drawers] == []


def test_migrations_have_names_a_person_chose():
    migrations = [file.stem for file in app_modules() if file.parent.name == "migrations"]
    numbered = [stem for stem in migrations if stem != "__init__"]
    assert numbered, "No migrations were found."
    assert [stem for stem in numbered if re.search(r"_auto_|_and_more$", stem)] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_locked_by_hash(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", text) if entry.strip()]
    assert len(entries) > 40
    pinned = r"^[a-z0-9][a-z0-9._-]*==\S+ \\\n    --hash=sha256:[0-9a-f]{64}"
    assert [entry.splitlines()[0] for entry in entries if not re.match(pinned, entry)] == []
    # No address of a registry or of one machine: everybody installs from their own.
    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links", text) == []


def test_every_dependency_is_locked_and_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    locked = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").lower()
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in asked:
        assert re.search(rf'"{re.escape(requirement)}",\s+# \w+', text), requirement
        package = re.split(r"[\[<>=]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(package)}==", locked, re.MULTILINE), requirement


def test_every_setting_is_explained_to_the_person_who_deploys():
    sources = [ROOT / "config" / "settings.py", ROOT / "config" / "gunicorn.py"]
    names = set()
    for source in sources:
        names |= set(re.findall(r"\"(KEPT_\w+|DATABASE_URL)\"", source.read_text(encoding="utf-8")))
    assert {"KEPT_SECRET_KEY", "DATABASE_URL", "KEPT_WORKERS"} <= names
    explained = set(
        re.findall(r"`(\w+)`", (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8"))
    )
    assert names - explained == set()
