"""Mail: always text and HTML together, always sent after the commit."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from institution.colours import shades
from institution.models import Institution

logger = logging.getLogger(__name__)


def send_after_commit(to: Iterable[str], subject: str, template: str, **context) -> None:
    """Send `templates/emails/<template>.txt` and `.html` to each address once the change is safe.

    Everybody gets a message of their own, so that nobody sees the others' addresses. A mail
    server that is down never undoes the change: the failure is logged with its addressee.
    """
    addresses = sorted({address for address in to if address})
    if not addresses:
        return
    institution = Institution.get()
    brand = shades(institution.brand_colour).brand
    context = {"site_url": settings.SITE_URL, "institution": institution, "brand": brand, **context}
    text = render_to_string(f"emails/{template}.txt", context)
    html = render_to_string(f"emails/{template}.html", context)
    transaction.on_commit(lambda: _send(addresses, subject, text, html))


def _send(addresses: list[str], subject: str, text: str, html: str) -> None:
    subject = " ".join(subject.split())  # a line break here would be a header of its own
    for address in addresses:
        message = EmailMultiAlternatives(subject, text, to=[address])
        message.attach_alternative(html, "text/html")
        try:
            message.send()
        except OSError:  # SMTP errors are OSErrors too
            logger.exception("mail to %s not sent: %s", address, subject)


def addresses_of(people) -> list[str]:
    """The addresses of a queryset of people who can sign in."""
    return list(people.filter(is_active=True).values_list("email", flat=True))
