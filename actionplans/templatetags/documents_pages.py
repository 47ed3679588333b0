"""What the verify page says about a self-assessment, which the app of documents knows nothing of.

{% load documents_pages %}
{% signed_before document as signatures %}
"""

from django import template

from actionplans.models import AssessmentSignature
from actionplans.signing import Signed, signature_of
from documents.models import SignedDocument

register = template.Library()


@register.simple_tag
def signed_before(document: SignedDocument) -> list[Signed]:
    """Who had signed before the head of the institution did; of other documents nobody."""
    if document.kind != SignedDocument.Kind.ASSESSMENT:
        return []
    standing = AssessmentSignature.objects.standing().filter(assessment__document=document)
    return [signature_of(one) for one in standing.exclude(capacity="head")]
