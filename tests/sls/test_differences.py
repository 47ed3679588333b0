"""The word-by-word comparison loses no word and stays within bounds."""

from hypothesis import given
from hypothesis import strategies as st

from sls.differences import MOST_PAIRS, both, word_changes

TEXTS = st.text(alphabet="ab \n", max_size=60)


def test_changes_are_told_word_by_word():
    assert word_changes("open on Monday at nine", "open on Friday at ten") == [
        ("same", "open on"),
        ("removed", " Monday"),
        ("added", " Friday"),
        ("same", " at"),
        ("removed", " nine"),
        ("added", " ten"),
    ]


def test_equal_texts_have_no_changes():
    assert word_changes("the same words", "the same words") == [("same", "the same words")]
    assert word_changes("", "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again_from_the_changes(old, new):
    changes = word_changes(old, new)
    assert "".join(text for kind, text in changes if kind != "added") == old
    assert "".join(text for kind, text in changes if kind != "removed") == new


def test_texts_that_are_dear_to_compare_are_compared_by_lines():
    words = "a " * int(MOST_PAIRS**0.5 + 1)
    assert word_changes(f"{words}\nend", f"{words}\nfin") == [
        ("same", f"{words}\n"),
        ("removed", "end"),
        ("added", "fin"),
    ]


def test_texts_that_are_dear_even_by_lines_are_compared_as_wholes():
    lines = "a\n" * int(MOST_PAIRS**0.5 + 1)
    assert word_changes(lines, f"{lines}b") == [("removed", lines), ("added", f"{lines}b")]


def test_both_holds_every_line_of_the_two_once_where_they_agree():
    theirs = "Opening\nMonday\nAsk at the desk"
    mine = "Opening\nFriday\nAsk at the desk\nor write"
    assert both(theirs, mine) == "Opening\nMonday\n\nFriday\nAsk at the desk\nor write"


@given(TEXTS, TEXTS)
def test_both_loses_no_line(theirs, mine):
    together = both(theirs, mine).splitlines()
    assert set(theirs.splitlines()) | set(mine.splitlines()) <= {*together, ""}
