"""The routes of the site itself: front door, health, assets and metrics."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get

_PACKAGE: Final = "quizapp.web"

home: Final = Area(
    "home",
    package=_PACKAGE,
    routes=(
        Get("/", "home.front", Policy.PUBLIC),
        Get("/healthz", "home.healthz", Policy.OPEN),
        Get("/manifest.webmanifest", "home.manifest", Policy.OPEN),
        Get("/sw.js", "home.service_worker", Policy.OPEN),
        Get("/offline", "home.offline", Policy.OPEN),
    ),
)
assets: Final = Area(
    "assets",
    package=_PACKAGE,
    routes=(Get("/static/<version>/<path:path>", "assets.file", Policy.OPEN),),
)
metrics: Final = Area(
    "metrics",
    package=_PACKAGE,
    routes=(Get("/metrics", "metrics.metrics", Policy.ADMINISTRATOR),),
)
