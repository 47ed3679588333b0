"""The institution's own colour as a small style sheet, since pages carry no inline style."""

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

from institution.colours import shades
from institution.models import Institution
from institution.pages import page

OUR_OWN = Institution._meta.get_field("brand_colour").default


@page("GET", asks="public")
@cache_control(max_age=600, public=True)
def brand_css(request):
    """Tokens in the institution's colour; nothing while it keeps ours, which tokens.css has."""
    colour = Institution.get().brand_colour.lower()
    if colour == OUR_OWN:
        return HttpResponse("", content_type="text/css")
    return HttpResponse(shades(colour).css, content_type="text/css")
