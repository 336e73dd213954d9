"""What a fact of a document says, apart from the row that holds it: rows are replaced, claims can be found again."""

from documents.claims.claim import FIELD, Claim
from documents.claims.standing import StandingClaim, claims_of

__all__ = ["FIELD", "Claim", "StandingClaim", "claims_of"]
