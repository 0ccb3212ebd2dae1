from django.db import migrations

from programme.triggers import DIFFERS, refuse


class Migration(migrations.Migration):
    """Raw SQL changes nothing of a copy that was kept or frozen either (PRODUCT F2, ADR 16)."""

    dependencies = [("reports", "0001_progress_reports")]

    operations = [
        refuse(
            "reports_reportcopy",
            "UPDATE",
            f'OLD."id" {DIFFERS} NULL',
            name="reportcopy_stays",
            because="What was frozen stays as it was.",
        )
    ]
