from partnership.access.models.grant import Grant
from partnership.access.models.user import User

__all__ = ["Grant", "User"]
