"""Print every route with its name, pattern, methods and the permission it asks for."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from institution.routes import all_routes


class Command(BaseCommand):
    help = "List every route with its methods and the permission it asks for."

    def add_arguments(self, parser) -> None:
        """--json prints a list of objects instead of a table."""
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args, **options) -> None:
        """Print the table, or the JSON."""
        routes = all_routes()
        if options["json"]:
            rows = [{**asdict(route), "permission": route.asks} for route in routes]
            for row in rows:
                del row["asks"]
            self.stdout.write(json.dumps(rows, indent=2))
            return
        for route in routes:
            self.stdout.write(
                f"{route.pattern:<60} {' '.join(route.methods):<9} {route.asks:<40} {route.name}"
            )
