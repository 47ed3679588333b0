"""Addresses of statements: nouns first, the verb last."""

app_name = "sls"
urlpatterns = []
