"""The WSGI application that a web process serves."""

from __future__ import annotations

import gc
import os

from momentary.web.serving.orphan import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "momentary.web.config.settings")

from django.core.wsgi import get_wsgi_application  # settings first
from django.urls import get_resolver

application = get_wsgi_application()
# The first lifter should not wait for the addresses and their pages to be imported.
_ = get_resolver().url_patterns
# What is loaded by now stays: no request has to wait while all of it is looked through for garbage.
gc.collect()
gc.freeze()

end_with_parent()
