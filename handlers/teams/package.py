"""The app package that a Teams administrator uploads: manifest and icons in one zip file."""

import importlib.metadata
import json
import uuid
import zipfile
from importlib.resources import files
from pathlib import Path

from bot.settings import Settings, SettingsError

DISTRIBUTION = "think-before-you-link"
ICONS = ("color.png", "outline.png")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every file inside, so that the same settings give the same bytes."""


def write_package(settings: Settings, target: Path) -> None:
    """Write the package for this bot, making its folder where needed.

    Raises:
        SettingsError: the bot has no Microsoft application id, or the file cannot be written there.
    """
    manifest = json.dumps(make_manifest(settings), indent=2, ensure_ascii=False).encode()
    icons = {name: files("handlers.teams").joinpath("app", name).read_bytes() for name in ICONS}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in {"manifest.json": manifest, **icons}.items():
                package.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise SettingsError(f"{target} cannot be written ({error.strerror}). Name another file with -o.") from None


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.external_attr = 0o644 << 16  # readable once unpacked
    return entry


def make_manifest(settings: Settings) -> dict[str, object]:
    """Fill the manifest in with this bot's id and version.

    Raises:
        SettingsError: TEAMS_APP_ID is missing or no id.
    """
    try:
        app_id = str(uuid.UUID(settings.teams_app_id))
    except ValueError:
        raise SettingsError(
            "TEAMS_APP_ID is missing or no id: set it to the Application (client) ID of the bot's registration."
        ) from None
    template = files("handlers.teams").joinpath("app", "manifest.json").read_text(encoding="utf-8")
    filled = template.replace("{{TEAMS_APP_ID}}", app_id).replace("{{VERSION}}", _version())
    manifest: dict[str, object] = json.loads(filled)
    return manifest


def _version() -> str:
    """The bot's version as Teams wants it: three numbers."""
    parts = importlib.metadata.version(DISTRIBUTION).split(".")
    numbers = [part for part in parts if part.isdigit()][:3]
    return ".".join([*numbers, "0", "0", "0"][:3])
