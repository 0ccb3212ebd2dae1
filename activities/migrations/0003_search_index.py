from django.db import migrations

from programme.trigram import trigram_index


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_the_record_links")]

    operations = [trigram_index("activities_activity", "search_text")]
