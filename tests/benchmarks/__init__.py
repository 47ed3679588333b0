"""How fast Kept is on ten years of a large university: `make bench`."""
