from django.db import migrations

from programme.triggers import DIFFERS, refuse

BECAUSE = "What was submitted or published stays as it was."
TABLES = ("submission", "publication", "withdrawal", "reviewcomment", "cycleextension")


class Migration(migrations.Migration):
    """Raw SQL changes nothing of what was submitted, published or said either (PRODUCT D10, ADR 16)."""

    dependencies = [("assessments", "0003_self_assessment")]

    operations = [
        refuse(
            f"assessments_{table}", "UPDATE", f'OLD."id" {DIFFERS} NULL', name=f"{table}_stays", because=BECAUSE
        )
        for table in TABLES
    ]
