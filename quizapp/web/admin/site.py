"""The site: its health and the settings in force."""

from dataclasses import dataclass

from flask import current_app

from quizapp.services import health as service
from quizapp.services.health import Health
from quizapp.settings import SettingInForce, Settings
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.admin.blueprint import blueprint
from quizapp.web.pages import render, shows


@shows("admin/health.html")
@dataclass(frozen=True, slots=True)
class HealthPage:
    """Health."""

    health: Health
    zone: str


@shows("admin/settings.html")
@dataclass(frozen=True, slots=True)
class SettingsInForcePage:
    """Every setting with the value that holds; secrets are masked."""

    settings: tuple[SettingInForce, ...]


@blueprint.get("/health")
@policy(Policy.ADMINISTRATOR)
def health() -> str:
    """Show the health."""
    return render(
        HealthPage(
            health=service.get_health(_settings()),
            zone=visitor.current().zone,
        )
    )


@blueprint.get("/settings")
@policy(Policy.ADMINISTRATOR)
def settings() -> str:
    """Show the settings in force."""
    return render(SettingsInForcePage(settings=_settings().in_force()))


def _settings() -> Settings:
    found: Settings = current_app.config["QUIZAPP"]
    return found
