"""Commands of action plans."""
