"""Readings from files: a list of them, or enquiries of which Kept works them out."""
