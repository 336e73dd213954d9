"""Numbers of tasks that are kept counted; triggers and documents.counted write them (migration 0013), nobody else."""

from __future__ import annotations

from django.db import models


class TaskCount(models.Model):
    """How many tasks of one slice of the corpus have one value of a facet.

    A slice is what a list is narrowed to: "" for nothing, "domain:17", "role:lead", "level:county". The key of the table is
    all its columns but the number.
    """

    slice = models.CharField(max_length=80, primary_key=True)
    published = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=10)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    number = models.IntegerField()

    class Meta:
        managed = False
        db_table = "documents_taskcount"

    def __str__(self) -> str:
        return f"{self.slice} {self.facet}:{self.value} {self.number}"


class AgencyCount(models.Model):
    """How many tasks of one slice name one agency."""

    slice = models.CharField(max_length=80, primary_key=True)
    published = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=10)
    agency_id = models.BigIntegerField()
    number = models.IntegerField()

    class Meta:
        managed = False
        db_table = "documents_agencycount"

    def __str__(self) -> str:
        return f"{self.slice} {self.agency_id} {self.number}"


class UncountedDocument(models.Model):
    """A document whose tasks the counts leave out, because something in it changed since they were counted."""

    document_id = models.BigIntegerField(primary_key=True)

    class Meta:
        managed = False
        db_table = "documents_uncounted"

    def __str__(self) -> str:
        return str(self.document_id)
