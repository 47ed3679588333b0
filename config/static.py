"""The addresses of static files."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed at `collectstatic`. Every page asks for a dozen addresses; they stay
    the same as long as the process runs, so each is worked out once."""

    @cache  # noqa: B019 - there is one storage, and it lives as long as the process
    def url(self, name: str | None, force: bool = False) -> str:
        return super().url(name, force)
