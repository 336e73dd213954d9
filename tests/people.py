"""People with an account, one for each role, as tests need them."""

from django.contrib.auth.models import Group, User

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "核对", "管理员"


def person(role: str = "", *, name: str = "", password: str | None = None) -> User:
    """A new account in the group of a role, or without any right: person("编辑"), person()."""
    user = User.objects.create_user(name or role or "读者", password=password)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
