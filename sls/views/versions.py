"""The versions that were sent: each as it was, and two of them beside each other."""

from django.shortcuts import get_object_or_404, render

from institution.pages import page
from institution.permissions import require
from sls import comparing, content, permissions
from sls.views.steps import statement_of


@page("GET", asks="can_follow_statement")
def version_detail(request, pk, number):
    """A version as it was sent."""
    statement = statement_of(request, pk)
    require(permissions.can_follow_statement(request.user, statement))
    version = get_object_or_404(statement.submitted_versions, number=number)
    context = {
        "statement": statement,
        "version": version,
        "title": f"Version {version.number}",
        "content": content.from_json(version.content),
        "newest": statement.submitted_versions.order_by("-number").first(),
    }
    return render(request, "sls/version_detail.html", context)


@page("GET", asks="can_follow_statement")
def version_compare(request, pk):
    """What changed from one version to another, word by word."""
    statement = statement_of(request, pk)
    require(permissions.can_follow_statement(request.user, statement))
    found = comparing.choose(statement, request.GET.get("from", ""), request.GET.get("to", ""))
    context = {"statement": statement, "comparison": found}
    return render(request, "sls/version_compare.html", context)
