"""What the comparison keeps: decisions on alignment, frozen snapshots, counts of what is limited."""

from comparisons.models.alignment import DECIDE, AlignmentDecision, AlignmentDecisionQuerySet
from comparisons.models.snapshots import Snapshot
from comparisons.models.tallies import Tally

__all__ = ["DECIDE", "AlignmentDecision", "AlignmentDecisionQuerySet", "Snapshot", "Tally"]
