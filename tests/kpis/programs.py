"""A program that has a token, for tests."""

import json
from datetime import date

from django.test import Client


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
