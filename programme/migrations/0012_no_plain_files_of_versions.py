from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0011_keep_files_of_versions")]

    operations = [
        migrations.RemoveField("documentversion", "plain_file"),
        migrations.RemoveField("historicaldocumentversion", "plain_file"),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("availability", "available"), models.Q(("url", ""), ("file__isnull", True)), _connector="OR"
                ),
                name="document_version_file_means_available",
                violation_error_message="A version with a link or a file is available: say so.",
            ),
        ),
    ]
