from partnership.access.models.grant import Grant
from partnership.access.models.sign_in_event import SignInEvent
from partnership.access.models.user import User

__all__ = ["Grant", "SignInEvent", "User"]
