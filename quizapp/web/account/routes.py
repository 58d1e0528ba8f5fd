"""The routes of accounts: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/account/everything", "everything.everything", Policy.SIGNED_IN),
    Get("/account/everything.zip", "everything.everything_download", Policy.SIGNED_IN),
    Post("/account/everything/make", "everything.everything_make", Policy.SIGNED_IN),
    Post("/account/everything", "everything.everything_upload", Policy.SIGNED_IN, body_mb=101),
    Get("/account/everything/<int:import_id>", "everything.everything_waiting", Policy.SIGNED_IN),
    Post("/account/everything/<int:import_id>", "everything.everything_take_up", Policy.SIGNED_IN),
    Get("/setup", "first.setup", Policy.OPEN),
    Get("/setup/<token>", "first.first", Policy.OPEN),
    Post("/setup/<token>", "first.first_now", Policy.OPEN),
    Get("/account/memory", "memory_file.memory_page", Policy.SIGNED_IN),
    Get("/account/memory.json.gz", "memory_file.memory_download", Policy.SIGNED_IN),
    Post("/account/memory/make", "memory_file.memory_make", Policy.SIGNED_IN),
    Post("/account/memory", "memory_file.memory_upload", Policy.SIGNED_IN),
    Get("/account/data", "own_data.own_data", Policy.SIGNED_IN),
    Get("/account/data.json", "own_data.download", Policy.SIGNED_IN),
    Post("/account/data/make", "own_data.data_make", Policy.SIGNED_IN),
    Get("/account/media.zip", "own_data.download_media", Policy.SIGNED_IN),
    Post("/account/media/make", "own_data.media_make", Policy.SIGNED_IN),
    Get("/account/delete", "own_data.delete", Policy.SIGNED_IN),
    Post("/account/delete", "own_data.delete_now", Policy.SIGNED_IN),
    Get("/sign-in/code", "second_step.ask_code", Policy.PUBLIC),
    Post("/sign-in/code", "second_step.take_code", Policy.PUBLIC),
    Get(
        "/account/second-step", "second_step.second_step", Policy.SIGNED_IN, before_second_step=True
    ),
    Post(
        "/account/second-step/new",
        "second_step.set_up_second_step",
        Policy.SIGNED_IN,
        before_second_step=True,
    ),
    Post(
        "/account/second-step",
        "second_step.confirm_second_step",
        Policy.SIGNED_IN,
        before_second_step=True,
    ),
    Post("/account/second-step/codes", "second_step.renew_recovery_codes", Policy.SIGNED_IN),
    Post("/account/second-step/off", "second_step.switch_second_step_off", Policy.SIGNED_IN),
    Get("/sign-in", "signing.sign_in", Policy.PUBLIC),
    Post("/sign-in", "signing.sign_in_now", Policy.PUBLIC),
    Post("/sign-out", "signing.sign_out", Policy.PUBLIC),
    Get("/register", "signing.register", Policy.PUBLIC),
    Post("/register", "signing.register_now", Policy.PUBLIC),
    Get("/reset/<token>", "signing.reset", Policy.PUBLIC),
    Post("/reset/<token>", "signing.reset_now", Policy.PUBLIC),
    Get("/sign-in/passkey/options", "passkey_door.passkey_options", Policy.PUBLIC),
    Post("/sign-in/passkey", "passkey_door.enter_by_passkey", Policy.PUBLIC),
    Post("/sign-in/code/passkey", "passkey_door.take_passkey", Policy.PUBLIC),
    Get("/account/passkeys", "passkeys.passkeys", Policy.SIGNED_IN, before_second_step=True),
    Post(
        "/account/passkeys/new", "passkeys.new_passkey", Policy.SIGNED_IN, before_second_step=True
    ),
    Post("/account/passkeys", "passkeys.add_passkey", Policy.SIGNED_IN, before_second_step=True),
    Get(
        "/account/passkeys/<int:passkey_id>/remove",
        "passkeys.ask_to_remove_passkey",
        Policy.SIGNED_IN,
    ),
    Post("/account/passkeys/<int:passkey_id>/remove", "passkeys.remove_passkey", Policy.SIGNED_IN),
    Post(
        "/account/passkeys/ask",
        "passkeys.ask_for_passkey",
        Policy.SIGNED_IN,
        before_second_step=True,
    ),
    Post("/account/passkeys/ask-no-more", "passkeys.ask_for_no_passkey", Policy.SIGNED_IN),
    Post("/account/passkeys/codes", "passkeys.renew_passkey_codes", Policy.SIGNED_IN),
    Post("/sign-in/provider", "provider.go_to_provider", Policy.PUBLIC),
    Get("/sign-in/provider/back", "provider.back_from_provider", Policy.PUBLIC),
    Get("/sign-in/provider/new", "provider.new_from_provider", Policy.PUBLIC),
    Post("/sign-in/provider/new", "provider.make_from_provider", Policy.PUBLIC),
    Get("/account/provider", "provider.provider", Policy.SIGNED_IN),
    Post("/account/provider/link", "provider.link_provider", Policy.SIGNED_IN),
    Post("/account/provider/unlink", "provider.unlink_provider", Policy.SIGNED_IN),
    Get("/account/sessions", "sessions.sessions", Policy.SIGNED_IN),
    Post("/account/sessions", "sessions.end_session", Policy.SIGNED_IN),
    Get("/account", "settings.settings", Policy.SIGNED_IN),
    Post("/account", "settings.change_settings", Policy.SIGNED_IN),
    Post("/account/theme", "settings.theme", Policy.SIGNED_IN, before_second_step=True),
    Get("/account/password", "settings.password", Policy.SIGNED_IN),
    Post("/account/password", "settings.change_password", Policy.SIGNED_IN),
    Get("/slip", "slips.slip", Policy.PUBLIC),
    Post("/slip", "slips.slip_now", Policy.PUBLIC),
    Get("/account/tokens", "tokens.tokens", Policy.SIGNED_IN),
    Post("/account/tokens", "tokens.create_token", Policy.SIGNED_IN),
    Post("/account/tokens/<int:token_id>/revoke", "tokens.revoke_token", Policy.SIGNED_IN),
)

blueprint: Final = Area("account", package="quizapp.web.account", routes=ROUTES)
