"""Addresses of accounts, below /accounts/."""

from django.urls import path

from portal.accounts.views import people, profile, second_factor, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.second_step, name="second_step"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("", profile.profile, name="profile"),
    path("password/", profile.password, name="password"),
    path("end-others/", profile.end_others, name="end_others"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/qr.svg", second_factor.qr_code, name="qr_code"),
    path("second-factor/off/", second_factor.second_factor_off, name="second_factor_off"),
    path("second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/", people.person, name="person"),
]
