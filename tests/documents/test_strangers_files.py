"""Strangers' files on the page that checks documents: whatever they hold, the site goes on."""

import io

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import pdf
from documents.verification import LARGEST, Verdict, examine


def sent(client, file: bytes):
    return client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", file)})


def test_verify_reads_little_of_what_a_file_says(first):
    """Its many references would fill the memory of the site, not of the reader."""
    with pikepdf.open(io.BytesIO(bytes(first.pdf))) as document:
        words = b" ".join(b"SLS-2026-27-A-%d" % number for number in range(100_000))
        document.Root.Metadata = document.make_stream(words)
        document.save(target := io.BytesIO())
    assert len(pdf.words_about(target.getvalue())) <= pdf.MOST_WORDS
    assert examine(target.getvalue()).verdict in (Verdict.ALTERED, Verdict.UNKNOWN)


def test_verify_reads_a_few_entries_of_many(db):
    """A thousand entries take the space of one in a file, and a thousand times as long to read."""
    document = pikepdf.new()
    seal = document.make_indirect(pikepdf.Dictionary(V=pikepdf.Dictionary(Reason="for a reason")))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([seal] * 1_000))
    for number in range(1_000):
        document.docinfo[f"/Note{number}"] = "a note"
    document.save(target := io.BytesIO())
    words = pdf.words_about(target.getvalue())
    assert words.count(b"for a reason") == words.count(b"a note") == pdf.MOST_ENTRIES


def test_a_reader_without_memory_begins_anew(monkeypatch):
    """What it holds on to would be missing for the next file."""

    def full(*arguments):
        raise MemoryError

    monkeypatch.setattr(pikepdf, "open", full)
    with pytest.raises(MemoryError):
        pdf.read_words(b"%PDF-1.7")


def test_no_claim_is_looked_for_in_a_file_larger_than_ours(first, monkeypatch):
    read = []
    monkeypatch.setattr(pdf, "words_about", lambda file: read.append(len(file)) or b"")
    claim = b"%PDF-1.7 " + first.reference.encode()
    assert examine(claim.ljust(LARGEST)).verdict == Verdict.ALTERED
    assert examine(claim.ljust(LARGEST + 1)).verdict == Verdict.UNKNOWN
    assert examine(b"%PDF-1.7".ljust(LARGEST + 1)).verdict == Verdict.UNKNOWN
    assert read == []
    assert examine(b"%PDF-1.7".ljust(LARGEST)).verdict == Verdict.UNKNOWN
    assert read == [LARGEST]
    assert examine(bytes(first.pdf).ljust(LARGEST + 1)).verdict == Verdict.ALTERED


def test_verify_is_busy_with_one_file_at_a_time(client, first):
    """Whoever sends another one is told so at once, and everybody else is answered meanwhile."""
    with pdf._reader._places:  # one is being read
        response = sent(client, b"%PDF-1.7 of somebody else")
        assert client.get("/verify/").status_code == 200
        assert "Genuine and current" in sent(client, bytes(first.pdf)).content.decode()
    assert response.status_code == 503
    page = response.content.decode()
    assert page.count("Another file is being checked at this moment.") == 2
    assert "Unknown" not in page
    assert pdf._reader.seconds <= 2


def test_verify_takes_so_many_files_a_minute(client, first):
    cache.clear()  # tests that commit leave the counts of their minute behind
    statuses = [sent(client, b"%PDF-1.7 x").status_code for _ in range(31)]
    assert set(statuses[:30]) == {200}
    assert statuses[30] == 429
