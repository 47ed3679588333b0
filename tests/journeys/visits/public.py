"""What anybody may open: the directory, checking a document, and the doors of the site."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

PUBLIC = [
    Visit("home", state="visitor"),
    Visit("sls:service_list"),
    Visit("sls:service_list", query="?need=certificate&page=2", state="second page"),
    Visit("sls:service_list", query="?need=unicorns", state="nothing found"),
    Visit("sls:service_department", of=lambda w: [w.approved.department.slug]),
    Visit(
        "sls:service_department",
        of=lambda w: [w.blank.department.slug],
        state="nothing published",
    ),
    Visit("sls:statement_read", of=lambda w: [w.approved.pk]),
    Visit("sls:statement_read", of=lambda w: [w.superseded.pk], state="superseded"),
    Visit("documents:verify"),
    Visit("documents:verify", state="errors", act=acts.check_file(b"no PDF")),
    Visit("documents:verify", state="altered", act=acts.check_altered),
    Visit("documents:verify", state="unknown", act=acts.check_file(b"%PDF-1.7 ours?\n%%EOF")),
    Visit("documents:verify_reference", of=lambda w: [w.approved.reference]),
    Visit("documents:verify_reference", of=lambda w: [w.superseded.reference], state="superseded"),
    Visit("documents:verify_reference", of=lambda w: ["SLS-NONE"], state="unknown", status=404),
]
DOOR = [
    Visit("account_login"),
    Visit("account_login", state="errors", act=acts.send_empty),
    Visit("account_logout", "outsider"),
    Visit("account_inactive"),
    Visit("account_signup"),
    Visit("account_change_password", "outsider"),
    Visit("account_change_password", "outsider", state="errors", act=acts.send_empty),
    Visit("account_set_password", "passwordless"),
    Visit("account_reset_password"),
    Visit("account_reset_password", state="too often", act=acts.ask_often, status=429),
    Visit("account_reset_password_done"),
    Visit("account_reset_password_from_key", of=lambda w: w.key_to_password),
    Visit("account_reset_password_from_key", of=lambda w: ["1", "a-b"], state="used"),
    Visit("account_reset_password_from_key_done"),
    Visit("account_reauthenticate", "outsider"),
    Visit("mfa_index", "outsider"),
    Visit("mfa_index", "careful", state="with codes"),
    Visit("mfa_authenticate", act=acts.sign_in_with_code),
    Visit("mfa_reauthenticate", "careful"),
    Visit("mfa_activate_totp", "outsider", act=acts.confirm),
    Visit("mfa_activate_totp", "outsider", state="errors", act=acts.confirm_and_send_empty),
    Visit("mfa_deactivate_totp", "careful", act=acts.confirm),
    Visit("mfa_view_recovery_codes", "careful", act=acts.confirm),
    Visit("mfa_generate_recovery_codes", "careful", act=acts.confirm),
    Visit("socialaccount_login_cancelled"),
    Visit("socialaccount_login_error", "outsider", status=401),
]
