"""Counts the database queries of each page: `python -m tests.benchmarks.queries`.

Reads the JSON that tests.benchmarks.data printed, and prints {page: number of queries}.
"""

import json
import os
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def count_queries(made: dict) -> dict[str, int]:
    """Queries of each page, asked for the second time, for the client that takes no turns."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": os.environ["KEPT_ALLOWED_HOSTS"]})
    asked = {name: requests[-1] for name, requests in made["requests"].items()}
    asked["stored PDF"] = {"path": made["document"], "session": ""}
    counted = {}
    for name, request in asked.items():
        client.cookies["sessionid"] = request["session"]
        for _ in range(2):
            form = FORMS[name](request["path"]) if name in FORMS else None
            with CaptureQueriesContext(connection) as captured:
                answer = client.post if form else client.get
                status = answer(request["path"], form, secure=True).status_code
            if status != (302 if form else 200):
                raise RuntimeError(f"{name} answered {status}.")
        counted[name] = len(captured)
    return counted


def _form(path: str) -> dict:
    """What a save of this section sends now."""
    from django.urls import resolve

    from sls.models import Section

    place = resolve(path).kwargs
    section = Section.objects.get(statement=place["pk"], key=place["key"])
    text = f"Written at version {section.version}."
    return {"_once": uuid.uuid4(), "version": section.version, "text": text}


def _rating(path: str) -> dict:
    """What a rating of this action sends now."""
    from django.urls import resolve

    from actionplans.models import Action

    place = resolve(path).kwargs
    action = Action.objects.get(plan=place["pk"], reference=place["action"])
    text = f"Said after {action.latest_number} others."
    return {"_once": uuid.uuid4(), "value": "amber", "after": action.latest_number, "text": text}


FORMS = {"save": _form, "RAG update": _rating}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(count_queries(json.load(sys.stdin))))
