"""Tags of the pages of action plans."""
