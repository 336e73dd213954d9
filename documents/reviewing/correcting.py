"""What a reviewer makes of a fact in one sending: what it says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.claims import Claim
from documents.models import PolicyDocument
from documents.reviewing.forms import ClaimForm, form_of
from documents.reviewing.placing import PlaceForm, place_form_of


@dataclass(frozen=True, slots=True)
class Correcting:
    """The two forms of a fact, filled in together."""

    claim_form: ClaimForm
    place_form: PlaceForm | None
    """None for what is said of the document as a whole."""

    @classmethod
    def of(cls, document: PolicyDocument, claim: Claim, data: Any = None) -> Correcting:
        """The forms of a claim, filled in where data is given."""
        return cls(form_of(document, claim, data), place_form_of(document, claim, data))

    def is_valid(self) -> bool:
        """Whether both are."""
        place = self.place_form
        return self.claim_form.is_valid() and (place is None or not place.is_bound or place.is_valid())

    def corrected(self) -> Claim:
        """The claim as both have it; of valid forms."""
        claim = self.claim_form.corrected()
        return self.place_form.placed(claim) if self.place_form else claim

    def is_changed(self) -> bool:
        """Whether something was written over; a bare approval brings no fields and changes nothing."""
        form = self.claim_form
        if not {*form.fields, "quote"} & set(form.data):
            return False
        return not self.is_valid() or not self.corrected().same_as(form.claim)
