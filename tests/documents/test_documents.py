"""The stored document: its bytes never change, and anybody gets them."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from documents.models import SignedDocument

FROZEN = [
    "reference", "kind", "title", "content", "content_sha256", "sealed_sha256", "signed_by_name",
    "signed_by_role", "seal_subject",
]  # fmt: skip


def test_store_keeps_what_was_made(first, first_made):
    stored = SignedDocument.objects.get()
    assert bytes(stored.pdf) == first_made.pdf
    assert stored.size == len(first_made.pdf)
    assert stored.sealed_sha256 == first_made.sealed_sha256
    assert stored.content == first_made.content
    assert stored.content_sha256 == first_made.signature.fingerprint
    assert stored.is_seal_self_made


def test_the_database_refuses_other_bytes(first):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SignedDocument.objects.update(pdf=b"other")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        first.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_signeddocument SET size = 1")


@pytest.mark.parametrize("field", FROZEN)
def test_the_database_refuses_another_record_of_the_signing(first, field):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SignedDocument.objects.update(**{field: "a" * 64 if "sha256" in field else "changed"})


def test_the_database_keeps_what_is_there(first):
    """SQLite would take a row in place of another; PostgreSQL would delete one."""
    table = SignedDocument._meta.db_table
    command = f"DELETE FROM {table} WHERE id = {first.pk}"  # noqa: S608 - a name from the model
    if connection.vendor == "sqlite":
        command = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - the same
    refused = pytest.raises(DatabaseError, match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)
    assert SignedDocument.objects.filter(pk=first.pk).exists()


def test_an_account_may_go_and_its_name_stays(house, first_made):
    document = SignedDocument.store(first_made)
    SignedDocument.objects.update(signed_by=house.outsider)
    house.outsider.delete()
    document.refresh_from_db()
    assert document.signed_by is None
    assert document.signed_by_name == "Imogen Prideaux"


def test_a_document_is_never_deleted(first, second):
    with pytest.raises(models.ProtectedError):
        first.delete()
    with pytest.raises(models.ProtectedError):
        SignedDocument.objects.all().delete()
    assert SignedDocument.objects.count() == 2


def test_current_are_those_that_nothing_has_replaced(first, second):
    assert second.is_current
    assert not first.is_current
    assert first.newest == second


def test_a_version_is_replaced_once(first, second, first_made):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedDocument.store(first_made, supersedes=first)


def test_document_pdf_serves_the_stored_bytes_for_ever(client, first, second):
    response = client.get(first.pdf_url)
    assert response.content == bytes(first.pdf)
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{first.sealed_sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Disposition"] == f'inline; filename="{first.reference}.pdf"'
    assert not response.has_header("Vary")


def test_document_pdf_asks_nobody_for_codes(sign_in, house, first, settings):
    """In production reviewers need them; what is the same for everybody needs nothing."""
    settings.KEPT_REQUIRE_CODES = True
    answer = sign_in(house.reviewer).get(first.pdf_url)
    assert (answer.status_code, answer.has_header("Vary")) == (200, False)


def test_document_pdf_is_not_sent_twice(client, first):
    response = client.get(first.pdf_url, headers={"if-none-match": f'"{first.sealed_sha256}"'})
    assert (response.status_code, response.content) == (304, b"")
    response = client.get(first.pdf_url, headers={"if-none-match": '"another"'})
    assert response.status_code == 200


def test_document_pdf_takes_at_most_one_query_and_no_session(
    sign_in, house, first, django_assert_num_queries
):
    client = sign_in(house.reviewer)
    with django_assert_num_queries(1):
        client.get(first.pdf_url)
    with django_assert_num_queries(0):
        assert client.get(first.pdf_url).content == bytes(first.pdf)


def test_document_pdf_of_an_unknown_reference_is_a_404(client, first):
    assert client.get("/documents/SLS-2099-00-NOWHERE-1.pdf").status_code == 404
