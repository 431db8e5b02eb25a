from partnership.board.models.claim import Claim, ClaimNote, Tolerance
from partnership.board.models.look import Look
from partnership.board.models.pack import Pack, PackIssue

__all__ = ["Claim", "ClaimNote", "Look", "Pack", "PackIssue", "Tolerance"]
