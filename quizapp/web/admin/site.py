"""The site: its health and the settings in force."""

from dataclasses import dataclass

from quizapp.services.operation import health as service
from quizapp.services.operation.health import Health
from quizapp.settings_described import SettingInForce
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
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


def health() -> str:
    """Show the health."""
    return render(
        HealthPage(
            health=service.get_health(settings_in_force()),
            zone=visitor.current().zone,
        )
    )


def settings() -> str:
    """Show the settings in force."""
    return render(SettingsInForcePage(settings=settings_in_force().in_force()))
