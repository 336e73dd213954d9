"""People with an account, one for each role, as tests need them."""

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "核对", "管理员"


def person(role: str = "", *, name: str = "", password: str | None = None) -> User:
    """A new account in the group of a role, or without any right: person("编辑"), person()."""
    user = User.objects.create_user(name or role or "读者", password=password)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def sign_in_with_code(client: Client, user: User) -> Client:
    """Sign a person in as if the code of the second factor had been given too, which the pages below /admin/ ask for."""
    device = TOTPDevice.objects.create(user=user, confirmed=True)
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client
