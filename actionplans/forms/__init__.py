"""The forms of action plans."""
