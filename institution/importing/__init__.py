"""Lists of departments and people from a CSV file: read, looked at, then taken in as a whole."""
