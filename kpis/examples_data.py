"""The words and figures of the examples in kpis/examples.py. All are invented."""

from decimal import Decimal
from typing import Any

ALL: tuple[dict[str, Any], ...] = (
    {
        "key": "written-enquiries-answered",
        "service": "A student enquiry desk",
        "why": "It counts by the day a letter arrives, so a backlog cannot hide. It says why "
        "nothing less than all will do, and lets a rare slip be a near miss.",
        "slip_words": "Without a near miss",
        "slip": {"amber_kind": "none"},
        "fields": {
            "title": "Written enquiries answered", "shape": "all_within", "action": "answer",
            "what": "written enquiries from students", "days": 3,
            "measure": "Each e-mail and web form, in the week in which it arrives. An automatic "
            "receipt is no answer. What is not due yet is left out.",
            "numerator_label": "Enquiries answered within 3 working days",
            "denominator_label": "Enquiries received whose time is up",
            "for_whom": "All students",
            "student_effect": "Nobody has to write twice to be heard.",
            "goal": "operational", "data_source": "Enquiry system, by date of receipt",
            "frequency": "weekly", "amber_kind": "points", "amber_value": Decimal(3),
            "rationale": "Whoever is forgotten is often the one who needed us most, so we promise "
            "it to everybody.",
        },
    },
    {
        "key": "adjustments-in-place",
        "service": "A disability service",
        "why": "Something is owed to each student, so all is the right target, and the reason "
        "says so. It ends with what the student has, not with a form passed on.",
        "slip_words": "Without a word about students",
        "slip": {"student_effect": "n/a"},
        "fields": {
            "title": "Agreed adjustments in place", "shape": "all_within", "action": "put in place",
            "what": "agreed study adjustments", "days": 15,
            "measure": "An adjustment is in place when the student has it, in the month in which "
            "it was agreed. Changes that need building work are counted apart.",
            "numerator_label": "Adjustments in place within 15 working days",
            "denominator_label": "Adjustments agreed whose time is up",
            "for_whom": "Disabled students",
            "student_effect": "A student is not a month behind before the help arrives.",
            "goal": "strategic", "data_source": "Case list of the service",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(4),
            "rationale": "Each of these is owed to one student by law; there is no share of them "
            "that may wait.",
        },
    },
    {
        "key": "it-requests-resolved",
        "service": "An IT help desk",
        "why": "It leaves room for the few hard cases, and is measured often enough to see a "
        "change within the year.",
        "slip_words": "With figures from “various” sources",
        "slip": {"data_source": "Various"},
        "fields": {
            "title": "Requests resolved", "shape": "share_within", "action": "resolve",
            "comparison": "at_least", "share": Decimal(85), "days": 5,
            "what": "requests for help with IT",
            "measure": "A request is resolved when the person has not come back about it within "
            "two weeks. Orders of equipment do not count.",
            "numerator_label": "Requests resolved within 5 working days",
            "denominator_label": "Requests received whose time is up",
            "for_whom": "Students and staff",
            "student_effect": "A problem with a laptop costs a student days, not weeks.",
            "goal": "operational", "data_source": "Help desk system, weekly report",
            "frequency": "weekly", "amber_kind": "points", "amber_value": Decimal(2),
        },
    },
    {
        "key": "settled-at-the-first-visit",
        "service": "A student services desk",
        "why": "It measures what students care about, being helped at once, rather than how busy "
        "the desk is.",
        "slip_words": "Measured every term",
        "slip": {"frequency": "termly"},
        "fields": {
            "title": "Settled at the first visit", "shape": "share_within", "action": "settle",
            "comparison": "at_least", "share": Decimal(78),
            "what": "questions at the first visit to the desk",
            "measure": "A question is settled if the student is not sent elsewhere and does not "
            "ask again within two weeks.",
            "numerator_label": "Questions settled at the first visit",
            "denominator_label": "Questions asked at the desk",
            "for_whom": "Students who come in person",
            "student_effect": "One queue instead of three.",
            "goal": "strategic", "data_source": "Visit list kept at the desk",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(3),
        },
    },
    {
        "key": "transcripts-issued",
        "service": "A registry",
        "why": "The clock starts with the order and stops when the paper leaves: two dates that "
        "everybody can look up.",
        "slip_words": "With a target of 100%",
        "slip": {"share": Decimal(100)},
        "fields": {
            "title": "Transcripts sent in time", "shape": "share_within", "action": "send",
            "comparison": "at_least", "share": Decimal(95), "days": 4, "what": "transcripts",
            "measure": "From the day of the order to the day it is posted or sent. Orders that the "
            "student has to complete count from that day.",
            "numerator_label": "Transcripts sent within 4 working days",
            "denominator_label": "Transcripts ordered whose time is up",
            "for_whom": "Students and graduates applying for work or further study",
            "student_effect": "No application fails because our paper came late.",
            "goal": "operational", "data_source": "Order list of the web shop",
            "frequency": "weekly", "amber_kind": "points", "amber_value": Decimal(2),
        },
    },
    {
        "key": "accessible-copies",
        "service": "A library",
        "why": "It says out of what, so a quiet month and a busy one can be compared.",
        "slip_words": "Called “Timely copies”, and without saying what is counted out of what",
        "slip": {"title": "Timely copies", "numerator_label": "", "denominator_label": ""},
        "fields": {
            "title": "Accessible copies delivered", "shape": "share_within", "action": "deliver",
            "comparison": "at_least", "share": Decimal(90), "days": 8,
            "what": "accessible copies of set texts",
            "measure": "From the request to a copy the student can use with their own software. "
            "Texts that a publisher must first release count from that day.",
            "numerator_label": "Copies delivered within 8 working days",
            "denominator_label": "Copies asked for whose time is up",
            "for_whom": "Students who cannot use print",
            "student_effect": "They read the text in the same week as everybody else.",
            "goal": "strategic", "data_source": "Request list of the accessibility team",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(4),
        },
    },
    {
        "key": "timetable-changes",
        "service": "A timetabling team",
        "why": "Less is better here, and “no more than” says so. It is about the weeks in which "
        "students plan work and travel.",
        "slip_words": "With a target of none at all",
        "slip": {"share": Decimal(0)},
        "fields": {
            "title": "Sessions moved after publication", "shape": "share_within", "action": "move",
            "comparison": "at_most", "share": Decimal(4),
            "what": "teaching sessions once the timetable is out",
            "measure": "A new day, hour or building counts. Another room in the same building, and "
            "a lecturer’s illness, do not.",
            "numerator_label": "Sessions moved", "denominator_label": "Sessions of the week",
            "for_whom": "Students, most of all those who work, care or travel far",
            "student_effect": "They can promise their employer which days they are free.",
            "goal": "operational", "data_source": "Change log of the timetable",
            "frequency": "weekly", "amber_kind": "points", "amber_value": Decimal(1),
        },
    },
    {
        "key": "appointments-that-helped",
        "service": "A careers or study skills team",
        "why": "One plain question, asked the same way every time, and the count of answers "
        "stands beside the share.",
        "slip_words": "Called “Excellent appointments”, and without saying what is counted out of "
        "what",
        "slip": {"title": "Excellent appointments", "numerator_label": "", "denominator_label": ""},
        "fields": {
            "title": "Appointments that helped", "shape": "share_within", "action": "help",
            "comparison": "at_least", "share": Decimal(88),
            "what": "students who tell us how an appointment went",
            "measure": "Asked on the day after: did this help you to go on? “Yes” and “mostly” "
            "count as helped.",
            "numerator_label": "Answers “yes” or “mostly”",
            "denominator_label": "All answers of the month",
            "for_whom": "Students who book an appointment",
            "student_effect": "They leave with a next step they can take.",
            "goal": "strategic", "data_source": "Question sent with each booking",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(3),
        },
    },
    {
        "key": "representatives-trained",
        "service": "A quality or students’ union team",
        "why": "It has a day, not a season, and is looked at often enough before that day to "
        "send another invitation.",
        "slip_words": "Measured once a year",
        "slip": {"frequency": "annual"},
        "due": (11, 30),
        "fields": {
            "title": "New representatives trained", "shape": "share_by_date", "action": "train",
            "share": Decimal(85), "what": "new student representatives",
            "measure": "Trained means the whole session, in a room or online. Counted are those in "
            "post on the day of counting.",
            "numerator_label": "New representatives trained so far",
            "denominator_label": "New representatives in post",
            "for_whom": "Student representatives and those they speak for",
            "student_effect": "What a course asks for is said in the first committee of the year.",
            "goal": "strategic", "data_source": "Attendance list and list of representatives",
            "frequency": "milestone", "amber_kind": "points", "amber_value": Decimal(5),
        },
    },
    {
        "key": "reading-lists-checked",
        "service": "A library with the faculties",
        "why": "It promises the part that the library can do itself, by a day that leaves time to "
        "buy what is missing.",
        "slip_words": "Without a word about students",
        "slip": {"student_effect": ""},
        "due": (12, 15),
        "fields": {
            "title": "Reading lists ready for spring", "shape": "share_by_date", "action": "check",
            "share": Decimal(90), "what": "reading lists of spring modules",
            "measure": "A list is checked when each title on it can be borrowed or read online, or "
            "has been ordered.",
            "numerator_label": "Lists checked so far",
            "denominator_label": "Spring modules with a list",
            "for_whom": "Students of taught courses",
            "student_effect": "The first week’s reading is there in the first week.",
            "goal": "operational", "data_source": "Reading list system",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(5),
        },
    },
    {
        "key": "fewer-questions-about-submission",
        "service": "A faculty office",
        "why": "It takes away a cause instead of answering faster, and is held against the same "
        "months of the year before.",
        "slip_words": "Measured at milestones",
        "slip": {"frequency": "milestone"},
        "due": (7, 31),
        "fields": {
            "title": "Fewer questions about handing in", "shape": "change", "change_of": "count",
            "change_direction": "reduce", "change_percent": Decimal(15),
            "what": "questions about how to hand in coursework",
            "measure": "Each question by e-mail, telephone or at the desk that is filed under that "
            "subject. Questions about a mark are another subject.",
            "numerator_label": "Questions of that subject",
            "for_whom": "Students, and the staff who answer",
            "student_effect": "The page they hand in on tells them what to do.",
            "goal": "operational", "data_source": "Enquiry system, by subject",
            "frequency": "weekly", "amber_kind": "points", "amber_value": Decimal(5),
        },
    },
    {
        "key": "hardship-decided-sooner",
        "service": "A money advice team",
        "why": "The average of all decisions shows progress that a limit would not, and it counts "
        "the whole wait, as a student does.",
        "slip_words": "Without saying where the figures come from",
        "slip": {"data_source": "To be confirmed"},
        "due": (7, 31),
        "fields": {
            "title": "Hardship claims decided sooner", "shape": "change", "change_of": "duration",
            "change_direction": "reduce", "change_percent": Decimal(20),
            "what": "decisions on hardship claims",
            "measure": "Working days from the claim to the decision, in the month of the decision. "
            "Days on which we wait for the student count too.",
            "numerator_label": "Working days of all decisions together",
            "denominator_label": "Decisions in the month",
            "for_whom": "Students who are short of money",
            "student_effect": "The money arrives before the rent is due.",
            "goal": "strategic", "data_source": "Claims list of the team",
            "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(5),
        },
    },
)  # fmt: skip
