"""A statement of a made-up department, as long and as varied as a real one."""

from datetime import UTC, datetime

from django.template.loader import render_to_string

from documents.signature import Signature, fingerprint_of
from kpis.content import KpiContent
from sls.content import (
    NotDeliveredContent,
    SectionContent,
    ServiceContent,
    StakeholderContent,
    StandardContent,
    StatementContent,
)

SUMMARY = """We run the university's libraries on both campuses, online and in the reading rooms. \
People come to us to **find, borrow and use** books, articles and data, and for a quiet \
place to work.

Our objectives for the year are:

- to have every item on a reading list available before the module begins;
- to make each first visit to the library a good one;
- to help researchers publish openly, with [guidance on open access](https://kept.example/open).

We work with academic departments, not beside them: each has a named librarian who sits on its \
education committee."""

AVAILABILITY = """The buildings and the desks keep different hours, because many people study late.

| Place | In term | In vacation |
| --- | --- | --- |
| Main library, building | 7 am to midnight, every day | 8 am to 8 pm, Monday to Friday |
| Main library, desk | 9 am to 7 pm | 9 am to 5 pm |
| Riverside library | 8.30 am to 10 pm | 9 am to 5 pm |
| Chat and e-mail | 9 am to 9 pm | 9 am to 5 pm |

1. Changes are announced two weeks ahead on the library's pages.
2. In the weeks of examinations the main library stays open all night.
3. On bank holidays the buildings are open and the desks are closed."""

FEEDBACK = """We read every comment card and answer it on the wall beside the entrance.

The spring survey had 1,204 replies. **Noise on the second floor** was the complaint heard most; \
since October that floor is a silent one, and complaints fell from 61 to 9 in a term. The \
benchmark of twelve libraries of our size puts us third for reading lists and ninth for \
interlibrary loans, which is why the second indicator in Section B is about loans."""

CONTENT = StatementContent(
    institution="Kept University",
    reference="SLS-2026-27-LIBRARY-AND-LEARNING-RESOURCES-2",
    department="Library and Learning Resources",
    year_label="2026-27",
    edition=2,
    tier_label="Sections A and B",
    template_version=3,
    head="Rosalind Achterberg",
    authors=("Rosalind Achterberg", "Tomasz Łukaszewski"),
    sections=(
        SectionContent(
            key="summary",
            number="A1",
            title="What we do and what we aim for",
            text=SUMMARY,
            services=(
                ServiceContent(
                    "Borrowing and returning",
                    ("Students", "Internal staff"),
                    "Whenever a building is open; online renewal at any time",
                    "Self-service machines, or the desk",
                ),
                ServiceContent(
                    "Reading lists",
                    ("Students", "Other departments"),
                    "Lists sent by 1 July are complete by the first week of term",
                    "readinglists@library.kept.example",
                ),
                ServiceContent(
                    "Help with finding literature",
                    ("Students", "Internal staff", "Placement providers"),
                    "Appointments Monday to Friday, 9 am to 5 pm; chat until 9 pm in term",
                    "Book at library.kept.example/help or telephone 01234 567890",
                ),
                ServiceContent(
                    "Assistive technology rooms",
                    ("Students",),
                    "Whenever the main library is open, by booking",
                    "access@library.kept.example",
                ),
            ),
        ),
        SectionContent(
            key="availability",
            number="A2",
            title="When and where",
            text=AVAILABILITY,
        ),
        SectionContent(
            key="responsibilities",
            number="A3",
            title="What we are responsible for",
            text="We choose, buy, describe and lend the collections, and we keep the record "
            "of what "
            "the university has published.\n\nThe subject librarians choose books with the "
            "departments; the systems team keeps the catalogue and the licences running.",
        ),
        SectionContent(
            key="not-delivered",
            number="A4",
            title="What we do not do",
            text="Three things are often looked for here and done elsewhere.",
            not_delivered=(
                NotDeliveredContent(
                    "Replacing a lost student card", "The student desk in Mill House"
                ),
                NotDeliveredContent("Repairing laptops", "IT Service"),
                NotDeliveredContent("Advice on examination results", "Planning and Administration"),
            ),
        ),
        SectionContent(
            key="quality",
            number="A5",
            title="How we know how well we do",
            text=FEEDBACK,
        ),
        SectionContent(
            key="stakeholders",
            number="A6",
            title="Whom we work with",
            text="",
            stakeholders=(
                StakeholderContent(
                    "IT Service",
                    "Other departments",
                    "IT Service",
                    True,
                    "Sign-on to electronic resources, and the network in the reading rooms",
                ),
                StakeholderContent(
                    "Academic departments",
                    "Other departments",
                    "",
                    True,
                    "Reading lists by 1 July for the autumn and by 1 November for the spring",
                ),
                StakeholderContent("Town library", "Partners", "", False, ""),
            ),
        ),
        SectionContent(
            key="obligations",
            number="A7",
            title="What we ask of our users",
            text="- Bring your card.\n- Return or renew on time: somebody may be waiting.\n"
            "- Tell us when something does not work, so that it works for the next person.",
        ),
        SectionContent(
            key="contact",
            number="A8",
            title="How we contact you",
            text="By e-mail to your university address. We never ask for a password.",
        ),
        SectionContent(
            key="kpis",
            number="B1",
            title="Key performance indicators",
            text="",
            kpis=(
                KpiContent(
                    reference="K1",
                    title="Reading lists ready when the module begins",
                    sentence="At least 95 % of the items on reading lists are available on the "
                    "first "
                    "day of the module, by the end of 2026-27.",
                    measure="Items that can be borrowed or opened on the module's first day",
                    counted="items available, out of items on lists sent on time",
                    for_whom="Every student on a taught module",
                    student_effect="The book for week one is there in week one.",
                    university_kpi="U3 Students recommend their course",
                    goal="Strategic",
                    baseline="88.4 between 1 August 2025 and 31 July 2026 (reading list system)",
                    owner="Head of collections",
                    data_source="Monthly report of the reading list system",
                    frequency="Each month",
                    tolerance="A near miss is within 2 points.",
                    rationale="Publishers fail to deliver about 4 % of orders in time.",
                ),
                KpiContent(
                    reference="K2",
                    title="Quicker interlibrary loans",
                    sentence="The median time of an interlibrary loan falls by 20 % "
                    "against 2025-26, "
                    "from 10 to 8 working days, by 31 July 2027.",
                    measure="Working days from the request to the message that it can be collected",
                    counted="",
                    for_whom="Researchers and students writing dissertations",
                    student_effect="A borrowed article arrives within the week.",
                    university_kpi="",
                    goal="Operational",
                    baseline="10 between 1 August 2025 and 31 July 2026",
                    owner="Loans team",
                    data_source="Loans system",
                    frequency="Each term",
                    tolerance="",
                    rationale="",
                ),
            ),
        ),
        SectionContent(
            key="standards",
            number="B2",
            title="Service standards",
            text="",
            standards=(
                StandardContent(
                    "A first answer to every question",
                    "1 working day",
                    "the day it reaches us",
                    "A first answer to every question within 1 working day of its arrival.",
                ),
                StandardContent(
                    "A decision on a request to buy",
                    "5 to 10 working days",
                    "the request",
                    "A decision on a request to buy within 5 to 10 working days of the request.",
                ),
            ),
        ),
    ),
)

SIGNATURE = Signature(
    name="Imogen Prideaux",
    role="Reviewer, Quality and Standards Office",
    signed_at=datetime(2026, 11, 12, 14, 5, tzinfo=UTC),
    reference=CONTENT.reference,
    fingerprint=fingerprint_of(CONTENT.to_json()),
)
VERIFY_URL = "https://kept.example/verify/"


def html_of(content: StatementContent, *, signature: Signature | None = SIGNATURE) -> str:
    """The page that is typeset: signed, or a draft without a signature."""
    return render_to_string(
        "pdf/statement.html",
        {
            "content": content,
            "signature": signature,
            "draft": signature is None,
            "verify_url": VERIFY_URL,
            "own_url": f"{VERIFY_URL}{content.reference}/",
        },
    )
