"""A page with a form for long text, as every page of the site makes one, for tests of typing."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as site
from documents.longtext_fields import LongTextField
from institution import autosave, once
from institution.models import Department
from institution.pages import page

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

PAGE = """{% extends "base.html" %}{% load crispy_forms_filters %}
{% block title %}A note{% endblock %}
{% block content %}
<h1>A note</h1>
{% for name in others %}<p>{{ name }} is editing this.</p>{% endfor %}
{% autosave_offer %}
<form method="post" data-autosave>{% form_marks %}{{ form|crispy }}
<button class="button">Save</button></form>
{% endblock %}"""


class NoteForm(forms.Form):
    """A department to make, with what it does; a password, which nobody must ever keep."""

    name = forms.CharField(label="Name of the department")
    summary = LongTextField(label="What it does")
    password = forms.CharField(required=False, widget=forms.PasswordInput)
    file = forms.FileField(required=False)


@page("GET", "POST", asks="signed in")
def note(request, slug):
    """Save makes a department, so that a test sees how often it was saved."""
    form = NoteForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if once.first_time(once.key_from(request), by=request.user):
                Department.objects.create(
                    name=form.cleaned_data["name"],
                    slug=f"{slug}-{Department.objects.count()}",
                    summary=form.cleaned_data["summary"][:300],
                )
                autosave.forget(request)
            else:
                messages.warning(request, once.ALREADY_SENT)
        return redirect(request.path)
    others = autosave.others_editing(request.path, request.user)
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form, "others": others}, request))


urlpatterns = [path("notes/<slug:slug>/", note, name="note"), *site]
