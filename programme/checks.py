"""What has to be there before the portal runs, said by `manage.py check` before something fails for want of it."""

from django.conf import settings
from django.core.checks import Warning, register


@register(deploy=True)
def static_files_are_gathered(app_configs, **kwargs):
    """Without their list every page fails, the page that says so too."""
    if settings.DEVELOPMENT or (settings.STATIC_ROOT / "staticfiles.json").is_file():
        return []
    hint = "Run manage.py collectstatic --noinput."
    return [Warning(f"The static files are not gathered in {settings.STATIC_ROOT}.", hint=hint, id="programme.W001")]
