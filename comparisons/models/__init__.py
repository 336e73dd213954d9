"""What the comparison keeps: decisions on alignment, and frozen snapshots."""

from comparisons.models.alignment import DECIDE, AlignmentDecision, AlignmentDecisionQuerySet
from comparisons.models.snapshots import Snapshot

__all__ = ["DECIDE", "AlignmentDecision", "AlignmentDecisionQuerySet", "Snapshot"]
