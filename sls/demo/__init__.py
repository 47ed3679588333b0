"""An illustrative university for trying Kept out. Nothing in it is real."""
