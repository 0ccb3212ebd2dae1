"""What is done with proposals beside their steps: the history tells it (PRODUCT A9)."""

from activities.models import ProposalComment
from programme.deeds import Deed, register

register(Deed(ProposalComment.objects.all(), "comment", "proposal", reason="text"))
