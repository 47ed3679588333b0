"""The phrases of a timescale around its names, which stand as "#". Pure, no Django.

A phrase counts only as a whole, so no word that is not known is ever passed over.
"""

import re

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18,
    "twenty-four": 24, "thirty-six": 36,
}  # fmt: skip

AS_APPROPRIATE = re.compile(
    r"(?:(?:as|when|where|if)(?: and (?:as|when|where|if))?"
    r" (?:appropriate|required|needed|necessary|possible|applicable|available)"
    r"|as and when|ad[ -]hoc|(?:as|when) (?:opportunities|needs) arise)\b"
)
AGAIN = (
    r"(?:on[ -]?going|continu(?:ous(?:ly)?|ing|al(?:ly)?)|rolling|permanent(?:ly)?|regular(?:ly)?"
    r"|(?:bi-?)?annual(?:ly)?|biennial(?:ly)?|yearly|termly|quarterly|monthly|fortnightly|weekly"
    r"|throughout|business as usual|bau|(?:every|each|once a|twice a)"
    r"(?: (?:other|second|two|three|four|six|\d\d?))? (?:year|term|quarter|month|fortnight|week"
    r"|meeting|#)s?)(?![a-z])"
)
RECURRING = re.compile(AGAIN, re.ASCII)
NOW = re.compile(
    r"(?:immediate(?:ly)?|straight away|now|asap|as soon as (?:possible|practicable))"
    rf"(?: ?(?:[-,/&]|and) ?{AGAIN})?",
    re.ASCII,
)
OF_SIGNING = (
    r"(?: (?:of|from|after)(?: the)? (?:signing|signature|sign-off|start(?: of the plan)?))?"
)
UNIT = r"(?P<unit>day|week|month|year)s?"
WITHIN = re.compile(
    rf"(?:(?:with)?in (?:the )?(?:next |first )?)?(?P<count>\d{{1,4}}|{'|'.join(NUMBERS)})[ -]?"
    rf"{UNIT}{OF_SIGNING}",
    re.ASCII,
)
YEAR_OF_PLAN = re.compile(
    r"(?P<by>by |(?:by )?(?:the )?end of )?(?:years?|yrs?|y) ?(?P<first>[1-9])"
    r"(?: ?(?:-|to|and|&) ?(?:year|yr|y)? ?(?P<last>[1-9]))?"
)

EDGE = r"(?P<edge>(?:the )?(?:end[ -](?:of )?|(?:start|beginning) of ))?(?:the )?"
EDGE_2 = EDGE.replace("<edge>", "<edge_2>")
DONE = (
    r"(?:to be )?(?:complet(?:e|ed|ion)|finish(?:ed)?|deliver(?:ed|y)?|done|achieved?|in place"
    r"|due|deadline|target)(?: date)?:?"
)
BY = rf"(?:{DONE} )?(?:(?:on or )?by|no later than|until|till?|up to|to|on or before)|{DONE}"
START = (
    r"(?:to )?(?:start(?:ing|s)?(?: date)?|commenc(?:ing|e|es)|beginning|begins?):?"
    r"(?: (?:in|on|from|at))?"
)
IN = r"in|on|at|during|for|over|throughout|within"
OPEN = (
    r" ?[-+]|(?: ?(?:[-,;/&(]|and|then))* ?(?:onwards?|on|forwards?|beyond|present|"
    rf"{AGAIN})(?: thereafter| after that)?\)?"
)
SINGLE = re.compile(
    rf"(?:(?P<start>{START}|from|as of|with effect from|since) |(?P<before>before|prior to) "
    rf"|(?P<by>{BY}) |(?:{IN}) )?{EDGE}#(?P<open>{OPEN})?",
    re.ASCII,
)
RANGE = re.compile(
    rf"(?:(?:(?P<start>{START})|from|{IN}) )?{EDGE}#"
    rf"(?: ?(?:-|(?P<slash>/)|,? ?(?:to|until|till?|through|up to|ending(?: in)?)\b) ?){EDGE_2}#"
    r"|between (?:the )?# and (?:the )?#"
)
LIST = re.compile(
    r"(?P<by>by )?(?:in |on )?#"
    r"(?:(?: ?(?:[,;&+/]|, ?and|and|then|and then) ?(?:again )?(?:in |by )?| )#)+"
)
