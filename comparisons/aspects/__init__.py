"""The views of a selection, in the order of their tabs; none knows another."""

from comparisons.aspect import Aspect
from comparisons.aspects.agencies import AGENCIES
from comparisons.aspects.domains import DOMAINS

ASPECTS: tuple[Aspect, ...] = (DOMAINS, AGENCIES)
ASPECTS_BY_KEY = {aspect.key: aspect for aspect in ASPECTS}
