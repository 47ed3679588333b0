"""What a self-assessment says, what is missing in it, and the wording that comes with Kept."""
