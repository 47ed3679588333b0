"""The forms of the site as its pages show them, each with somebody who may send it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from lxml import html

from institution.routes import Route
from tests.access import examples, table
from tests.access.scene import Scene
from tests.access.test_access import ask

# A form that can be sent in several states is tried in the first of these that shows it.
STATES = ("draft", "submitted", "returned", "approved")
NOBODY_MAY = ("draft", "head")
OF_EVERY_FORM = ("csrfmiddlewaretoken", "_who", "_seen", "_once")
URL_ENCODED = "application/x-www-form-urlencoded"
# Boxes that take any words. Those of another shape of promise wait in a template, sent by nobody.
WORDS = " | ".join(
    f".//{box}[not(ancestor::template)]"
    for box in ("textarea", "input[@type='text'][not(@inputmode)]")
)
Fields = dict[str, list[str | bytes]]


@dataclass
class Form:
    """Where a form is sent and by whom, and what stands in it: the values of its page, those of
    the example over them, and words of our own in every other box for words."""

    route: Route
    url: str
    client: Client
    fields: Fields = field(default_factory=dict)
    boxes: set[str] = field(default_factory=set)

    def send(self, changed: Fields | None = None) -> HttpResponse:
        """The answer to the form with some of its fields changed; an empty list leaves one out."""
        fields = {**self.fields, **(changed or {})}
        pairs = [(name, value) for name, values in fields.items() for value in values]
        return self.send_body(urlencode(pairs), URL_ENCODED)

    def send_body(self, body: str | bytes, content_type: str) -> HttpResponse:
        """The answer to whatever this is."""
        return ask(self.client, "POST", self.url, data=body, content_type=content_type)

    @property
    def own(self) -> list[str]:
        """Its fields without those that every form has."""
        return sorted({*self.fields} - {*OF_EVERY_FORM})

    @property
    def names(self) -> list[str]:
        """Its fields, and those that every form has."""
        return sorted({*self.fields, *OF_EVERY_FORM})


def forms(scene: Scene, sign_in) -> Iterator[Form]:
    """Each form whose turn it is in the scene's state."""
    routes = table.routes()
    for name, (state, person) in turns().items():
        if state == scene.state:
            route, somebody = routes[name], scene.house.cast[person]
            form = Form(route, examples.address(route, scene), sign_in(somebody))
            _read_page(form)
            _fill_in(form, examples.sent(route, scene, somebody))
            yield form


@cache
def turns() -> dict[str, tuple[str, str]]:
    """For every route that takes a form, the state and the person to try it with: where the table
    lets somebody see its page, or else send it."""
    found: dict[str, tuple[str, str]] = {}
    for method, answers in (("GET", {"200"}), ("POST", {"200", "302"})):
        for state in STATES:
            for line in table.read():
                may = [name for name, answer in line.answers.items() if answer in answers]
                if may and line.method == method and state in line.states:
                    found.setdefault(line.route, (state, may[0]))
    forms = [name for name, route in table.routes().items() if "POST" in route.methods]
    return {name: found.get(name, NOBODY_MAY) for name in forms}


def _read_page(form: Form) -> None:
    """Take over the fields of the route's own page, if it has one."""
    if "GET" not in form.route.methods:
        return
    answer = ask(form.client, "GET", form.url)
    if answer.status_code != 200:
        return
    page = html.fromstring(answer.content)
    for shown in page.forms:
        if shown.method == "POST" and (shown.action or form.url).partition("?")[0] == form.url:
            form.fields |= {box.name: [] for box in shown.inputs if box.name}
            form.fields |= {button.get("name"): [] for button in shown.xpath(".//button[@name]")}
            for name, value in shown.form_values():
                form.fields[name] = [*form.fields[name], value]
            form.boxes |= {box.name for box in shown.xpath(WORDS) if box.name}


def _fill_in(form: Form, example: dict[str, object]) -> None:
    """Put the example over the page's values. A file is for the tests of uploads."""
    form.fields |= {
        name: [str(value)] for name, value in example.items() if not hasattr(value, "read")
    }
    for number, name in enumerate(sorted(form.boxes)):
        if not any(form.fields[name]):
            form.fields[name] = [f"Words of ours, {number}."]
