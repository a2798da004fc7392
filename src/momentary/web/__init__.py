"""The app: accounts, the log that phones and laptops share, its pages, and one command that runs it all.

Needs the extra `web`. What this module lists works on the folder that holds everything a server knows, and imports
no web framework.
"""

from momentary.web.hosting.folder import DataFolder, DataFolderError
from momentary.web.hosting.settings import MissingExtraError, ServerSettings, require_extra
from momentary.web.serving.backups import Backup, BackupError, back_up, restore
from momentary.web.serving.supervisor import serve

__all__ = [
    "Backup",
    "BackupError",
    "DataFolder",
    "DataFolderError",
    "MissingExtraError",
    "ServerSettings",
    "back_up",
    "require_extra",
    "restore",
    "serve",
]
