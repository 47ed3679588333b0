"""The seal: shows every change, and is honest about its certificate."""

import datetime
import io

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from documents import sealing
from documents.sealing import SealRefused
from tests.documents.sample import SIGNATURE

TODAY = datetime.datetime.now(datetime.UTC)


@pytest.fixture
def unsigned(first_made) -> bytes:
    return first_made.pdf[: first_made.unsigned_size]


@pytest.fixture(scope="module")
def keys():
    return [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


def certificate_file(folder, keys, *, days: int = 30, chain: int = 0):
    """A PKCS#12 file with a certificate that an authority gave to a university, and with as many
    others beside it as the `chain` is long."""
    key, authority_key = keys
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Document seal"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "University of Testing"),
        ]
    )
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TODAY - datetime.timedelta(days=90))
        .not_valid_after(TODAY + datetime.timedelta(days=days))
        .sign(authority_key, hashes.SHA256())
    )
    path = folder / "seal.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal",
            key,
            certificate,
            [certificate] * chain or None,
            BestAvailableEncryption(b"secret"),
        )
    )
    return path


def test_seal_adds_to_the_end_and_leaves_what_was_there(first_made, unsigned):
    assert first_made.pdf.startswith(unsigned)
    seal = sealing.inspect(first_made.pdf)
    assert (seal.is_intact, seal.covers_whole_file, seal.is_self_made) == (True, True, True)
    assert seal.subject == sealing.DEMONSTRATION
    assert abs(seal.signed_at - TODAY) < datetime.timedelta(hours=2)


def test_seal_is_a_pades_signature_that_says_who_and_what(first_made):
    with pikepdf.open(io.BytesIO(first_made.pdf)) as document:
        field = document.Root.AcroForm.Fields[0]
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"
        assert str(field.V.Name) == "Imogen Prideaux"
        assert str(field.V.Reason) == (
            f"{first_made.signature.reference}, approved by Imogen Prideaux, "
            "Reviewer, Quality and Standards Office"
        )
        assert str(field.V.ContactInfo).endswith(f"/verify/{first_made.signature.reference}/")
        assert str(field.TU) == sealing.TOOLTIP


def test_inspect_finds_no_seal_where_there_is_none(unsigned):
    assert sealing.inspect(unsigned) is None


def test_inspect_sees_a_changed_byte(first_made):
    changed = bytearray(first_made.pdf)
    changed[len(changed) // 3] ^= 1
    seal = sealing.inspect(bytes(changed))
    assert not seal.is_intact
    assert not seal.is_whole


def test_inspect_sees_bytes_that_were_added(first_made):
    seal = sealing.inspect(first_made.pdf + b"\n% more\n")
    assert not seal.covers_whole_file
    assert not seal.is_whole


def test_the_self_made_certificate_is_made_once_and_for_this_account_only(
    unsigned, settings, tmp_path
):
    settings.KEPT_VAR_DIR = tmp_path / "var"
    settings.KEPT_SEAL_FILE = ""
    sealing.seal(unsigned, signature=SIGNATURE)
    (made,) = settings.KEPT_VAR_DIR.iterdir()
    assert made.stat().st_mode & 0o777 == 0o600
    before = made.read_bytes()
    sealing.seal(unsigned, signature=SIGNATURE)
    assert made.read_bytes() == before


def test_the_institution_s_certificate_is_used(unsigned, settings, tmp_path, keys):
    settings.KEPT_SEAL_FILE = str(certificate_file(tmp_path, keys))
    settings.KEPT_SEAL_PASSWORD = "secret"
    seal = sealing.inspect(sealing.seal(unsigned, signature=SIGNATURE))
    assert seal.subject == "Document seal, University of Testing"
    assert (seal.is_whole, seal.is_self_made) == (True, False)


def test_the_seal_has_room_for_a_long_chain(unsigned, settings, tmp_path, keys):
    settings.KEPT_SEAL_FILE = str(certificate_file(tmp_path, keys, chain=12))
    settings.KEPT_SEAL_PASSWORD = "secret"
    assert sealing.inspect(sealing.seal(unsigned, signature=SIGNATURE)).is_whole


def test_seal_says_when_the_certificate_cannot_be_opened(unsigned, settings, tmp_path, keys):
    settings.KEPT_SEAL_FILE = str(certificate_file(tmp_path, keys))
    settings.KEPT_SEAL_PASSWORD = "wrong"
    with pytest.raises(SealRefused, match="check KEPT_SEAL_FILE and KEPT_SEAL_PASSWORD"):
        sealing.seal(unsigned, signature=SIGNATURE)
    settings.KEPT_SEAL_FILE = str(tmp_path / "missing.p12")
    with pytest.raises(SealRefused, match="cannot be opened"):
        sealing.seal(unsigned, signature=SIGNATURE)


def test_seal_refuses_a_certificate_that_ran_out(unsigned, settings, tmp_path, keys):
    settings.KEPT_SEAL_FILE = str(certificate_file(tmp_path, keys, days=-1))
    settings.KEPT_SEAL_PASSWORD = "secret"
    with pytest.raises(SealRefused, match="ran out on"):
        sealing.seal(unsigned, signature=SIGNATURE)
