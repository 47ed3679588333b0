"""A program that has a token, for tests."""

import json
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from kpis import workflow


class Program:
    """A client that has a token, and no cookie."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **headers):
        return self.client.get(f"/api/v1/{path}", headers=self.headers | headers)

    def send(self, kpi, body=None, **said):
        content = body if body is not None else json.dumps(said)
        return self.client.post(
            f"/api/v1/kpis/{kpi.pk}/readings", content, "application/json", headers=self.headers
        )


def august(year) -> str:
    return date(year.start_year, 8, 1).isoformat()


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def make_token(house, department="library", *, by=None, name="Service desk", **more):
    """A token of the department (None: one that reads) with its secret."""
    owner = getattr(house, department) if department else None
    maker = by or (house.head if department else house.reviewer)
    return workflow.make_token(name, owner, by=maker, ends_on=in_days(90), **more)
