import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files of language versions become stored files: first beside the old column, which 0011 reads."""

    dependencies = [("programme", "0009_stored_files")]

    operations = [
        migrations.RemoveConstraint("documentversion", "document_version_file_means_available"),
        migrations.RenameField("documentversion", "file", "plain_file"),
        migrations.RenameField("historicaldocumentversion", "file", "plain_file"),
        migrations.AddField(
            model_name="documentversion",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="document_versions",
                to="programme.storedfile",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentversion",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programme.storedfile",
                verbose_name="file",
            ),
        ),
    ]
