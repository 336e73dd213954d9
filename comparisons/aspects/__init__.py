"""The views of a selection, in the order of their tabs; none knows another."""

from comparisons.aspect import Aspect
from comparisons.aspects.agencies import AGENCIES
from comparisons.aspects.aligned import ALIGNED
from comparisons.aspects.domains import DOMAINS
from comparisons.aspects.safeguards import SAFEGUARDS
from comparisons.aspects.targets import TARGETS
from comparisons.aspects.texts import TEXTS
from comparisons.aspects.timeline import TIMELINE

ASPECTS: tuple[Aspect, ...] = (DOMAINS, ALIGNED, TARGETS, AGENCIES, TIMELINE, SAFEGUARDS, TEXTS)
ASPECTS_BY_KEY = {aspect.key: aspect for aspect in ASPECTS}
