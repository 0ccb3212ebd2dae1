from django.db import migrations

from programme.trigram import trigram_index


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_the_record")]

    operations = [trigram_index("programme_document", "search_text")]
