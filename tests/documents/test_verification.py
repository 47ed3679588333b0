"""The public check of a document: four answers, and never a wrong one."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import pdf
from documents.models import SignedDocument
from documents.uploads import LARGEST
from documents.verification import REFERENCE, Verdict, examine, look_up
from tests.documents.sample import CONTENT, html_of

ALTERED, GENUINE, SUPERSEDED, UNKNOWN = (
    Verdict.ALTERED,
    Verdict.GENUINE,
    Verdict.SUPERSEDED,
    Verdict.UNKNOWN,
)


def flipped(file: bytes, position: int, bit: int = 0) -> bytes:
    changed = bytearray(file)
    changed[position] ^= 1 << bit
    return bytes(changed)


def saved_anew(file: bytes, **options) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as document:
        document.save(target, **options)
    return target.getvalue()


def answer(client, file: bytes, name: str = "statement.pdf"):
    upload = SimpleUploadedFile(name, file, content_type="application/pdf")
    return client.post("/verify/", {"file": upload})


def test_examine_knows_each_byte_of_a_genuine_file(first):
    finding = examine(bytes(first.pdf))
    assert (finding.verdict, finding.document) == (GENUINE, first)


def test_examine_says_when_a_newer_version_exists(first, second):
    finding = examine(bytes(first.pdf))
    assert (finding.verdict, finding.document) == (SUPERSEDED, first)
    assert finding.document.newest == second
    assert examine(bytes(second.pdf)).verdict == GENUINE


def test_one_flipped_byte_is_altered_wherever_it_is(first, second):
    file = bytes(first.pdf)
    mentions = [match.start() for match in re.finditer(first.reference.encode(), file)]
    assert len(mentions) >= 4, "The reference has to stand in several places."
    positions = {*range(0, len(file), 499), *range(32), *range(len(file) - 32, len(file))}
    for start in mentions:
        positions |= set(range(start, start + len(first.reference)))
    for name in (b"/ByteRange", b"/Contents <", b"startxref", b"/Metadata", b"/AcroForm"):
        positions |= {match.start() + 3 for match in re.finditer(name, file)}
    wrong = []
    for position in sorted(positions):
        finding = examine(flipped(file, position, position % 8))
        if (finding.verdict, finding.document) != (ALTERED, first):
            wrong.append((position, finding.verdict))
    assert wrong == []


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_never_genuine_and_still_recognised(data, first):
    file = bytes(first.pdf)
    start = data.draw(st.integers(0, len(file) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=600))
    damaged = file[:start] + damage + file[start + len(damage) :]
    if damaged != file:
        finding = examine(damaged)
        assert (finding.verdict, finding.document) == (ALTERED, first)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda file: file + b"\n", "Something was added to it after it was sealed."),
        (lambda file: file + b"%%EOF" * 99, "Something was added to it after it was sealed."),
        (lambda file: file[:-1], "Its end is missing, as after a download that was interrupted."),
        (lambda file: file[:5000], "Its end is missing, as after a download that was interrupted."),
        (lambda file: b"\n" + file, "What it holds is not what was sealed."),
        (lambda file: saved_anew(file), "What it holds is not what was sealed."),
        (
            lambda file: saved_anew(
                file, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True
            ),
            "What it holds is not what was sealed.",
        ),
    ],
)
def test_examine_says_what_happened_to_an_altered_file(first, change, sentence):
    finding = examine(change(bytes(first.pdf)))
    assert (finding.verdict, finding.document) == (ALTERED, first)
    assert finding.change == sentence


def test_a_file_without_its_seal_is_altered(first):
    finding = examine(bytes(first.pdf)[: first.unsigned_size])
    assert (finding.verdict, finding.document) == (ALTERED, first)


def test_a_file_with_another_seal_is_altered(first, first_made):
    at = first.unsigned_size + 100
    finding = examine(flipped(bytes(first.pdf), at))
    assert finding.change == "Its seal was changed, removed or replaced."


def test_an_encrypted_copy_is_recognised_or_unknown_but_never_genuine(first):
    locked = saved_anew(bytes(first.pdf), encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    assert examine(locked).verdict in {ALTERED, UNKNOWN}


def test_files_of_others_are_unknown(first):
    assert examine(b"hello").verdict == UNKNOWN
    assert examine(pdf.render(html_of(CONTENT, signature=None))).verdict == UNKNOWN
    assert examine(b"%PDF-1.7 about SLS-2099-00-NOWHERE-1").verdict == UNKNOWN


def test_a_claim_in_a_stranger_s_file_is_not_believed(first):
    claim = b"%PDF-1.7 Subject (" + first.reference.encode() + b")"
    assert examine(claim).verdict == ALTERED


@pytest.mark.parametrize(
    "typed",
    ["{}", " {} ", "{} ", "LOWER", "with – dashes"],
)
def test_look_up_takes_a_reference_as_people_type_it(first, typed):
    typed = {
        "LOWER": first.reference.lower(),
        "with – dashes": first.reference.replace("-", " – "),
    }.get(typed, typed.format(first.reference))
    assert look_up(typed).document == first


@pytest.mark.parametrize(
    "typed", ["", "SLS", "SLS-2026-27-NOTHING-1", "\x00", "\ud800", "é" * 50, "A-1" * 5000, "%00'"]
)
def test_look_up_does_not_know_what_was_never_signed(first, typed):
    assert look_up(typed).verdict == UNKNOWN


def test_verify_answers_a_file_in_plain_words(client, first, second):
    page = answer(client, bytes(second.pdf)).content.decode()
    assert "Genuine and current" in page
    assert "Imogen Prideaux" in page
    assert "Reviewer, Quality and Standards Office" in page
    assert "12 November 2026, 14:05" in page
    assert second.sealed_sha256 in page
    assert second.content_sha256 in page
    assert "A demonstration seal" in page

    page = answer(client, bytes(first.pdf)).content.decode()
    assert "Genuine, but a newer version exists" in page
    assert f'href="/verify/{second.reference}/"' in page

    page = answer(client, flipped(bytes(first.pdf), 9999)).content.decode()
    assert "Altered" in page
    assert f'href="/documents/{first.reference}.pdf"' in page

    assert "Unknown file" in answer(client, b"%PDF-1.7 of somebody else").content.decode()


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (b"", "empty.pdf", "This file is empty."),
        (b"just words", "words.pdf", "This is not a PDF file, though its name says so."),
        (b"%PDF-1.7", "statement.docx", "its name does not end in .pdf."),
        (b"%PDF-" + bytes(LARGEST), "large.pdf", "This file has 10.0 MB and the most is 10 MB."),
        (b"%PDF-" + bytes(LARGEST + 2**21), "larger.pdf", "and the most is 10 MB."),
    ],
)
def test_verify_says_what_is_wrong_with_a_file(client, first, file, name, sentence):
    response = answer(client, file, name)
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count(sentence) == 2, "Once in the summary and once at the field."
    assert "<title>Error: Check a document" in page


def test_a_reference_has_any_number_of_groups_and_a_bounded_length(first_made, db):
    groups = "-".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    signature = replace(first_made.signature, reference=f"SLS-2026-27-{groups}-1")
    document = SignedDocument.store(replace(first_made, signature=signature))
    assert look_up(document.reference).document == document
    assert examine(b"%PDF-1.7 " + document.reference.encode()).document == document
    longest = REFERENCE.match(b"SLS-2026-27-" + b"A-1" * 10_000)[0]
    assert len(longest) == SignedDocument._meta.get_field("reference").max_length


def test_verify_asks_for_a_file(client, db):
    page = client.post("/verify/", {}).content.decode()
    assert page.count("Choose the PDF file first.") == 2


def test_verify_keeps_nothing_of_a_file(client, first, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer(client, bytes(first.pdf) + bytes(5 * 1024**2))
    answer(client, bytes(first.pdf) + bytes(LARGEST))
    assert list(tmp_path.iterdir()) == []


def test_verify_leads_from_a_typed_reference_to_its_page(client, first):
    response = client.get("/verify/", {"reference": f" {first.reference.lower()} "})
    assert response.status_code == 302
    assert response.url == f"/verify/{first.reference}/"
    page = client.get(response.url).content.decode()
    assert "Genuine and current" in page
    assert f'href="/documents/{first.reference}.pdf"' in page


def test_verify_keeps_an_unknown_reference_on_the_page(client, first):
    page = client.get("/verify/", {"reference": "SLS-2026-27-LIBARY-1"}).content.decode()
    assert "Unknown reference" in page
    assert 'value="SLS-2026-27-LIBARY-1"' in page


def test_verify_reference_of_an_older_version_names_the_newer_one(client, first, second):
    page = client.get(f"/verify/{first.reference}/").content.decode()
    assert "Genuine, but a newer version exists" in page
    assert second.reference in page


def test_verify_reference_that_does_not_exist_is_a_404_in_words(client, db):
    response = client.get("/verify/SLS-2099-00-NOWHERE-1/")
    assert response.status_code == 404
    assert "Unknown reference" in response.content.decode()


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "' OR 1=1 --", "<script>", "A" * 9999])
def test_verify_survives_a_hostile_reference(client, first, hostile):
    encoded = hostile.encode("utf-8", "surrogatepass")
    query = "".join(f"%{byte:02x}" for byte in encoded)
    response = client.get(f"/verify/?reference={query}")
    assert response.status_code == 200
    assert first.reference not in response.content.decode()
