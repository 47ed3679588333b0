"""The institution's seal on a PDF: PAdES, baseline B-B. The only module that knows pyHanko."""

import contextlib
import io
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from documents.signature import Signature

FIELD = "Seal"
TOOLTIP = "Electronic seal of the institution"
DEMONSTRATION = "Kept demonstration seal (self-made, proves nothing)"
# A seal holds the certificates of the PKCS#12 file, a signature and what is signed with it. To be
# told its size keeps pyHanko from signing twice, once to measure.
SPARE_BYTES = 4096
CANNOT_BE_OPENED = (
    "The document could not be sealed: the institution's certificate cannot be opened. "
    "An administrator needs to check KEPT_SEAL_FILE and KEPT_SEAL_PASSWORD."
)


class SealRefused(Exception):
    """The document could not be sealed; the text is a sentence for the person at the screen."""


@dataclass(frozen=True)
class Seal:
    """What can be said about the seal in a file."""

    subject: str
    is_self_made: bool
    signed_at: datetime | None
    covers_whole_file: bool
    is_intact: bool

    @property
    def is_whole(self) -> bool:
        """Whether not one byte was changed or added since the seal."""
        return self.covers_whole_file and self.is_intact


def load() -> None:
    """Import what sealing and checking take: half a second that the first to sign would wait."""
    import pyhanko.sign.signers
    import pyhanko.sign.validation  # noqa: F401 - only to have it


def seal(pdf: bytes, *, signature: Signature) -> bytes:
    """The PDF with the institution's seal added at its end; the bytes before it stay as they are.

    Name, role and reference stand in the seal in plain text. Raises SealRefused when there is no
    usable certificate.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    sealed_with = _certificate()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(
        writer, fields.SigFieldSpec(sig_field_name=FIELD, readable_field_name=TOOLTIP)
    )
    _tag_field(writer)
    return signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            name=signature.name,
            reason=f"{signature.reference}, approved by {signature.name}, {signature.role}",
            contact_info=f"{settings.SITE_URL}/verify/{signature.reference}/",
            # The first signature of the file, and it allows no change after it.
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        signer=_signer(sealed_with),
        existing_fields_only=True,
        bytes_reserved=2 * (len(sealed_with) + SPARE_BYTES),
    ).getvalue()


def inspect(pdf: bytes) -> Seal | None:
    """The last seal in the file, or None if it has none. For our own files: a stranger's may be
    made to hurt its reader, and then pyHanko raises what it likes."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not signatures:
        return None
    embedded = signatures[-1]
    certificate = embedded.signer_cert
    # Whom to trust is not the question here: the file's own certificate is the root.
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(embedded, context)
    return Seal(
        subject=_name_of(certificate.subject.native),
        is_self_made=certificate.self_issued,
        signed_at=embedded.self_reported_timestamp,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_intact=status.intact and status.valid and status.docmdp_ok is not False,
    )


def _name_of(subject: dict[str, str | list[str]]) -> str:
    """Whose certificate it is, for people: "University seal, University of Testing"."""
    parts = [subject.get(part) for part in ("common_name", "organization_name")]
    return ", ".join(str(part) for part in parts if part)


def _tag_field(writer) -> None:
    """Put the seal's field into the structure tree: PDF/UA wants each field inside a Form tag."""
    from pyhanko.pdf_utils import generic

    name = generic.pdf_name
    root = writer.root
    field = root["/AcroForm"]["/Fields"].raw_get(0)
    page = root["/Pages"]["/Kids"].raw_get(0)
    tree = root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    place = generic.DictionaryObject(
        {name("/Type"): name("/OBJR"), name("/Obj"): field, name("/Pg"): page}
    )
    form = writer.add_object(
        generic.DictionaryObject(
            {
                name("/Type"): name("/StructElem"),
                name("/S"): name("/Form"),
                name("/P"): document,
                name("/Pg"): page,
                name("/K"): generic.ArrayObject([place]),
            }
        )
    )
    document.get_object()["/K"].append(form)
    numbers = tree["/ParentTree"]["/Nums"]
    number = generic.NumberObject(numbers[-2] + 1)
    numbers.extend([number, form])
    field.get_object()[name("/StructParent")] = number
    for changed in (document.get_object()["/K"], numbers, field.get_object()):
        writer.update_container(changed)


def _certificate() -> bytes:
    """The configured PKCS#12 file, or the demonstration's own."""
    path = Path(settings.KEPT_SEAL_FILE) if settings.KEPT_SEAL_FILE else _demonstration_file()
    try:
        return path.read_bytes()
    except OSError as problem:
        raise SealRefused(CANNOT_BE_OPENED) from problem


def _signer(certificate: bytes):
    """Who signs with the PKCS#12 file."""
    from pyhanko.sign import signers

    try:
        signer = signers.SimpleSigner.load_pkcs12_data(
            certificate, [], passphrase=settings.KEPT_SEAL_PASSWORD.encode() or None
        )
    except ValueError as problem:
        raise SealRefused(CANNOT_BE_OPENED) from problem
    ends_at = signer.signing_cert.not_valid_after
    if ends_at < datetime.now(UTC):
        raise SealRefused(
            f"The document could not be sealed: the institution's certificate ran out on "
            f"{ends_at:%-d %B %Y}. An administrator needs to install a new one."
        )
    return signer


def _demonstration_file() -> Path:
    """The self-made certificate of this installation, made when it is first needed."""
    path = Path(settings.KEPT_VAR_DIR) / "demonstration-seal.p12"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".seal-") as draft:
            draft.write(_self_made())
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)  # whole or not at all, and the first one wins
    return path


def _self_made() -> bytes:
    """A new key with a certificate that it signed itself, good for ten years.

    On a curve: as strong as an RSA key of 3,072 bits, which takes a quarter of a second to open
    for each document.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMONSTRATION)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_seals_only(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        DEMONSTRATION.encode(), key, certificate, None, NoEncryption()
    )


def _seals_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
