from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "forensic_hub.referrals"
    label = "referrals"
    verbose_name = "Referrals"
