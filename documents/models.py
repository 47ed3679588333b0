"""Signed documents: the bytes that were sealed, kept for ever. And files that people attach."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone

from documents.attachments import WORDS, Attached
from documents.signature import short

OPENING = 4096
AnyUser = AbstractBaseUser | AnonymousUser


def opening_sha256(file: bytes) -> str:
    """The SHA-256 (hex) of a file's first bytes."""
    return hashlib.sha256(file[:OPENING]).hexdigest()


class SignedDocumentQuerySet(models.QuerySet["SignedDocument"]):
    """Questions about many signed documents."""

    def public(self) -> "SignedDocumentQuerySet":
        """Those that anybody may read and check."""
        return self.filter(kind__in=SignedDocument.PUBLIC_KINDS)

    def readable_by(self, user: AnyUser) -> "SignedDocumentQuerySet":
        """Those that the person may read: the public ones, and all for who is signed in."""
        return self if user.is_authenticated else self.public()

    def for_pages(self) -> "SignedDocumentQuerySet":
        """Without the heavy columns, and with the version that replaced each."""
        return self.defer("pdf", "content").select_related("superseded_by")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: a signed document is kept for ever."""
        raise models.ProtectedError("Signed documents are kept for ever.", set(self))


class SignedDocument(models.Model):
    """One sealed PDF with what was signed, by whom, in which role, and when.

    Written once. A trigger in the database refuses a change of anything but `signed_by`, which
    becomes empty when the person's account goes; the name stays as text.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Service level statement"
        RETURN = "return", "Annual return"
        ASSESSMENT = "assessment", "Technician Commitment self-assessment"

    PUBLIC_KINDS = (Kind.STATEMENT, Kind.ASSESSMENT)

    reference = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    pdf = models.BinaryField(help_text="The sealed file, byte for byte.")
    size = models.PositiveIntegerField(help_text="Bytes of the sealed file.")
    sealed_sha256 = models.CharField(max_length=64, unique=True)
    unsigned_sha256 = models.CharField(
        max_length=64, help_text="Of the file as it was before the seal was added at its end."
    )
    unsigned_size = models.PositiveIntegerField()
    opening_sha256 = models.CharField(
        max_length=64, help_text="Of the first OPENING bytes: knows a file that was cut short."
    )
    content = models.JSONField(help_text="What the document says, as plain values.")
    content_sha256 = models.CharField(
        max_length=64, help_text="The fingerprint that is printed on each page."
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_by_name = models.CharField(max_length=200)
    signed_by_role = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    seal_subject = models.CharField(max_length=500)
    is_seal_self_made = models.BooleanField()

    objects = SignedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at"]
        indexes = [models.Index(fields=["opening_sha256"], name="document_opening")]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=F("unsigned_size"), unsigned_size__gt=0),
                name="document_seal_adds_bytes",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("sealed_sha256"), 64))
                & Q(Exact(Length("unsigned_sha256"), 64))
                & Q(Exact(Length("opening_sha256"), 64))
                & Q(Exact(Length("content_sha256"), 64)),
                name="document_hashes_are_whole",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by_name="") & ~Q(signed_by_role=""),
                name="document_says_who_signed",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("pk")),
                name="document_supersedes_another",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("documents:verify_reference", args=[self.reference])

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it, signed in or not."""
        return self.kind in self.PUBLIC_KINDS

    @property
    def pdf_url(self) -> str:
        """Where the stored bytes are, for ever."""
        return reverse("documents:document_pdf", args=[self.reference])

    @property
    def is_current(self) -> bool:
        """Whether no newer version has replaced it."""
        return not hasattr(self, "superseded_by")

    @property
    def newest(self) -> "SignedDocument":
        """The version in force: this one, or the last that came after it."""
        document = self
        while not document.is_current:
            document = document.superseded_by
        return document

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as it is printed."""
        return short(self.content_sha256)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: a signed document is kept for ever."""
        raise models.ProtectedError("Signed documents are kept for ever.", {self})

    @classmethod
    def store(cls, made, *, supersedes: "SignedDocument | None" = None) -> "SignedDocument":
        """Keep what `documents.workflow.make` made, in place of an older version if there is one.

        Call it inside the transaction that moves the state: the two belong together.
        """
        signature = made.signature
        signed_at: datetime = signature.signed_at
        return cls.objects.create(
            reference=signature.reference,
            kind=made.kind,
            title=made.title,
            pdf=made.pdf,
            size=len(made.pdf),
            sealed_sha256=made.sealed_sha256,
            unsigned_sha256=made.unsigned_sha256,
            unsigned_size=made.unsigned_size,
            opening_sha256=opening_sha256(made.pdf),
            content=made.content,
            content_sha256=signature.fingerprint,
            signed_by=made.signed_by,
            signed_by_name=signature.name,
            signed_by_role=signature.role,
            signed_at=signed_at,
            supersedes=supersedes,
            seal_subject=made.seal.subject,
            is_seal_self_made=made.seal.is_self_made,
        )


class Attachment(models.Model):
    """A file that somebody attached to something. It never changes: another file is another row,
    and what it was attached to says in its history which one it had when."""

    name = models.CharField(max_length=120, help_text="Safe to be saved under; see attachments.py.")
    kind = models.CharField(max_length=10)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_is_not_empty"),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="attachment_hash_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_in_words(self) -> str:
        """What people call such a file."""
        return WORDS.get(self.kind, self.kind)

    @classmethod
    def keep(cls, file: Attached, *, by: Any) -> "Attachment":
        """Keep the bytes. Call it inside the transaction of what they are attached to."""
        return cls.objects.create(
            name=file.name, kind=file.kind, content=file.content, size=file.size,
            sha256=file.sha256, added_by=by, added_by_name=str(by),
        )  # fmt: skip
