"""People and the roles they hold from one date to another."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from institution.models.departments import Department, Institution
from institution.seen import stamp


class UserManager(BaseUserManager["User"]):
    """Makes people who can sign in, and finds them."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A person who signs in with `email` (kept in lower case). No password means none set."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """The first person on a new site: may grant roles, has no rights over content."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        RoleGrant.objects.create(person=user, role=RoleGrant.Role.ADMINISTRATOR)
        return user

    def holding(self, role: str) -> models.QuerySet["User"]:
        """Everybody who holds the role today and can sign in."""
        grants = RoleGrant.objects.in_force().filter(role=role)
        return self.filter(is_active=True, pk__in=grants.values("person"))

    def reviewing(self) -> models.QuerySet["User"]:
        """Everybody who holds the role of reviewer today and can sign in."""
        return self.holding(RoleGrant.Role.REVIEWER)

    def writing(self) -> models.QuerySet["User"]:
        """Everybody who is head of a department or contributes to one, and can sign in."""
        grants = RoleGrant.objects.in_force().filter(role__in=RoleGrant.DEPARTMENTAL)
        return self.filter(is_active=True, pk__in=grants.values("person"))

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Rights come from role grants alone; see institution/permissions.py."""

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
        help_text="Where the person works. Nobody reviews their own department's statement.",
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of the details from the next."""
        return stamp(self.email, self.name, self.job_title, self.department_id)

    @cached_property
    def _all_grants(self) -> list["RoleGrant"]:
        # A person has few, and each page asks: cheaper chosen here than by the database.
        return list(self.role_grants.all())

    def keep_grants(self, grants: Sequence["RoleGrant"]) -> None:
        """Take all that were ever granted from who has read them with the person."""
        self._all_grants = list(grants)

    @cached_property
    def grants(self) -> list["RoleGrant"]:
        """The roles held today. Read once a request, so a change works from the next one."""
        return [grant for grant in self._all_grants if grant.is_in_force]

    def has_role(self, role: str, department: Department | None = None) -> bool:
        """Whether the person holds `role` today, for `department` or what was merged into it."""
        if not self.is_active:
            return False
        return any(
            grant.role == role
            and (department is None or grant.department_id in _ids(department.chain()))
            for grant in self.grants
        )

    @property
    def _departments(self) -> set[int]:
        """Ids of the departments where the person works or holds a role, or held one until the
        department was merged away. A reviewer who works in none is of the quality office."""
        held = (grant for grant in self._all_grants if grant.is_in_force or grant.ended_by_merger)
        ids = {grant.department_id for grant in held} | {self.department_id}
        is_reviewer = any(grant.role == RoleGrant.Role.REVIEWER for grant in self.grants)
        if is_reviewer and self.department_id is None:
            ids.add(Institution.get().quality_office_id)
        return {one for one in ids if one}

    @cached_property
    def belongs_to(self) -> frozenset[int]:
        """Ids of the departments the person belongs to, with all that were merged into them.

        Nobody reviews a statement of one of these.
        """
        return self._with_merged(self._departments)

    def is_part_of(self, department: Department) -> bool:
        """Whether the person belongs to this one department. Asks the database for nothing that
        is not read already, so it can be asked of many people."""
        return not self._departments.isdisjoint(_ids(department.chain()))

    @cached_property
    def writes_for(self) -> frozenset[int]:
        """Ids of the departments the person is head of or contributes to, with all merged in."""
        return self._answers_for(*RoleGrant.DEPARTMENTAL)

    @cached_property
    def heads(self) -> frozenset[int]:
        """Ids of the departments the person is head of, with all merged in."""
        return self._answers_for(RoleGrant.Role.HEAD)

    def _answers_for(self, *roles: str) -> frozenset[int]:
        held = {g.department_id for g in self.grants if g.role in roles and g.department_id}
        return self._with_merged(held) if self.is_active else frozenset()

    def _with_merged(self, ids: set[int]) -> frozenset[int]:
        """The departments and everything that was ever merged into them, through any chain."""
        found, size = set(ids), 0
        while len(found) != size:
            size = len(found)
            found |= {pk for pk, into in self._merged if into in found}
        return frozenset(found)

    @cached_property
    def _merged(self) -> list[tuple[int, int | None]]:
        """Every department that was merged, and into which. Read once a request."""
        gone = Department.objects.exclude(merged_into=None).order_by()
        return list(gone.values_list("pk", "merged_into_id"))


def _ids(departments: list[Department]) -> set[int]:
    return {department.pk for department in departments}


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Questions about many roles."""

    def in_force(self, on: date | None = None) -> "RoleGrantQuerySet":
        """Grants that hold on the day `on` (today): begun, not ended, not revoked."""
        day = on or timezone.localdate()
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, revoked_at=None
        )


class RoleGrant(models.Model):
    """One role of one person, from a date and perhaps to one; a deputy's has an end."""

    class Role(models.TextChoices):
        HEAD = "head", "Head of department"
        CONTRIBUTOR = "contributor", "Contributor"
        REVIEWER = "reviewer", "Reviewer, quality office"
        LEAD = "lead", "Institutional lead"
        SIGNATORY = "signatory", "Signatory"
        ADMINISTRATOR = "administrator", "Administrator"

    DEPARTMENTAL = (Role.HEAD, Role.CONTRIBUTOR)

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="role_grants"
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day. Give a deputy one.")
    note = models.CharField(max_length=200, blank=True)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["head", "contributor"], department__isnull=False)
                | (~Q(role__in=["head", "contributor"]) & Q(department=None)),
                name="role_grant_names_a_department_when_it_needs_one",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="role_grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        where = f", {self.department}" if self.department_id else ""
        return f"{self.get_role_display()}{where}"

    @property
    def title(self) -> str:
        """What the role is called beside a name; a head until a day is the head's deputy."""
        is_deputy = self.role == self.Role.HEAD and self.ends_on is not None
        return "Deputy head" if is_deputy else self.get_role_display()

    def is_same_role(self, other: "RoleGrant") -> bool:
        """Whether both are the same role in the same department, with a day in common."""
        if (self.role, self.department_id) != (other.role, other.department_id):
            return False
        return (self.ends_on is None or self.ends_on >= other.starts_on) and (
            other.ends_on is None or self.starts_on <= other.ends_on
        )

    @property
    def is_over(self) -> bool:
        """Whether it was taken away or its last day has passed."""
        has_ended = self.ends_on is not None and self.ends_on < timezone.localdate()
        return self.revoked_at is not None or has_ended

    @property
    def ended_by_merger(self) -> bool:
        """Whether it was taken away because its department was merged into another."""
        merged_on = self.department.merged_on if self.revoked_at and self.department else None
        return merged_on is not None and timezone.localdate(self.revoked_at) >= merged_on

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today."""
        today = timezone.localdate()
        return (
            self.revoked_at is None
            and self.starts_on <= today
            and (self.ends_on is None or self.ends_on >= today)
        )
