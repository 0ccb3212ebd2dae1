import os

from django.core.wsgi import get_wsgi_application

from programme.whole_requests import refusing_halves

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
application = refusing_halves(get_wsgi_application())
