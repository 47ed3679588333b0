"""Forms of the quality office's pages, a module for each subject."""
