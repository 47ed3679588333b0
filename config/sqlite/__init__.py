"""The database engine `config.sqlite`; Django looks for it in `base`."""
