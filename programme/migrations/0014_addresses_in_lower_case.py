"""The sign-in looks an address up as it is stored: all stand in lower case from now on."""

from django.db import migrations
from django.db.models.functions import Lower


def to_lower_case(apps, schema_editor):
    apps.get_model("programme", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("programme", "0013_erasure_of_a_person")]
    operations = [migrations.RunPython(to_lower_case, migrations.RunPython.noop)]
