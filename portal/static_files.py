"""Static files with their hash in the name, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also puts hashed names into the `import` lines of ES modules."""

    support_js_module_import_aggregation = True
