"""The word-by-word comparison loses no word and stays within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sls.differences import MOST_STEPS, both, word_changes

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
    words = "a " * int(MOST_STEPS**0.5 + 1)
    assert word_changes(f"{words}\nend", f"{words}\nfin") == [
        ("same", f"{words}\n"),
        ("removed", "end"),
        ("added", "fin"),
    ]


def test_texts_that_are_dear_even_by_lines_are_compared_as_wholes():
    lines = "a\n" * int(MOST_STEPS**0.5 + 1)
    assert word_changes(lines, f"{lines}b") == [("removed", lines), ("added", f"{lines}b")]


WORDS = [chr(0x4E00 + number) for number in range(8_000)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WORDS, [piece for word in WORDS for piece in (word, f"and{word}")]),  # each word once
        (
            [piece for word in WORDS[:1_000] for piece in ("a", word)],
            [piece for word in WORDS[1_000:2_000] for piece in ("a", word)],
        ),
    ],
    ids=["words between words", "one word between others"],
)
def test_words_that_stand_between_others_again_and_again_are_too_dear(old, new):
    """No word, or only one, repeats, and still each search for the next match is a long one."""
    old, new = " ".join(old), " ".join(new)
    assert word_changes(old, new) == [("removed", old), ("added", new)]
    lines = old.replace(" ", "\n"), new.replace(" ", "\n")
    assert both(*lines) == f"{lines[0]}\n\n{lines[1]}"


def test_long_prose_with_some_edits_is_still_compared_word_by_word():
    old = [f"word{number % 700}" for number in range(3_000)]
    new = [f"new{number}" if number % 60 == 0 else word for number, word in enumerate(old)]
    changes = word_changes(" ".join(old), " ".join(new))
    assert [kind for kind, _ in changes].count("same") == 50


def test_both_holds_every_line_of_the_two_once_where_they_agree():
    theirs = "Opening\nMonday\nAsk at the desk"
    mine = "Opening\nFriday\nAsk at the desk\nor write"
    assert both(theirs, mine) == "Opening\nMonday\n\nFriday\nAsk at the desk\nor write"


@given(TEXTS, TEXTS)
def test_both_loses_no_line(theirs, mine):
    together = both(theirs, mine).splitlines()
    assert set(theirs.splitlines()) | set(mine.splitlines()) <= {*together, ""}
