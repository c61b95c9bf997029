"""The site as a WSGI application, for `cleanbill serve` or any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanbill.web.settings")
application = get_wsgi_application()
