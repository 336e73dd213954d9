"""The version of the rules: a document says by which it was read, and a new one lets documents be read anew."""

PARSER_VERSION = "1.7"
