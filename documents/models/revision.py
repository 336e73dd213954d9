"""The revision of the corpus, which the database itself changes with every row that pages count."""

from __future__ import annotations

from django.db import models


class CorpusRevision(models.Model):
    """The one row that says in which state the corpus is; triggers write the token (migration 0007), nobody else."""

    token = models.CharField(primary_key=True, max_length=40)
    # The line of documents that are arriving one after the other (documents.arrivals, migration 0018).
    arrivals_since = models.CharField(max_length=40, default="")
    arrivals_began = models.FloatField(default=0.0)
    arrived = models.CharField(max_length=40, default="")
    arrived_at = models.FloatField(default=0.0)

    class Meta:
        managed = False
        db_table = "documents_revision"

    def __str__(self) -> str:
        return self.token
