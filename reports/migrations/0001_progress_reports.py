import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from programme.squashing import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0014_addresses_in_lower_case'),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='ProgressReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                        ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='saved at')),
                        ('first_year', models.PositiveSmallIntegerField(editable=False, verbose_name='first year')),
                        ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='number')),
                        ('status', models.CharField(choices=[('draft', 'being written'), ('frozen', 'frozen'), ('published', 'published'), ('superseded', 'superseded')], default='draft', editable=False, max_length=24, verbose_name='state')),
                        ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                        ('correction', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', verbose_name='what is corrected')),
                        ('correction_en', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('correction_fr', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('correction_ru', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('corrects', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reports.progressreport', verbose_name='corrects')),
                        ('meeting', models.ForeignKey(blank=True, help_text='The meeting that the report is submitted to. It can stay open.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.meeting', verbose_name='meeting')),
                        ('saved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                    ],
                    options={
                        'verbose_name': 'progress report',
                        'verbose_name_plural': 'progress reports',
                        'ordering': ('-first_year', '-number'),
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'frozen', 'published', 'superseded'])), name='progress_report_status_is_known'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(models.F('first_year'), '&', models.Value(1)), 1)), name='progress_report_begins_with_an_odd_year'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('status__in', ['published', 'superseded'])), models.Q(('published_at__isnull', True), ('status__in', ['draft', 'frozen'])), _connector='OR'), name='progress_report_public_has_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('number', 1)), models.Q(('corrects__isnull', False), ('number__gt', 1)), _connector='OR'), name='progress_report_after_the_first_corrects'), models.UniqueConstraint(fields=('first_year', 'number'), name='progress_report_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('first_year',), name='progress_report_published_once'), models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'frozen'])), fields=('first_year',), name='progress_report_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalReportSection',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('door', models.CharField(choices=[('form', 'a page of the portal'), ('admin', 'the admin'), ('import', 'an import'), ('command', 'a command')], default='command', max_length=12, verbose_name='from')),
                        ('acted_as', models.CharField(blank=True, default='', max_length=32, verbose_name='role')),
                        ('acted_for', models.CharField(blank=True, default='', max_length=2, verbose_name='country')),
                        ('on_behalf', models.BooleanField(default=False, verbose_name='on behalf of the country')),
                        ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                        ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='saved at')),
                        ('key', models.CharField(choices=[('introduction', 'Introduction and mandate'), ('activities', 'Activities'), ('phases', 'Where the countries stand'), ('missions', 'Missions of the preparatory phase'), ('assessments', 'Self-assessments and action plans'), ('reach', 'Countries reached and not reached'), ('not-held', 'Planned and not held'), ('contributions', 'Contributions'), ('needs', 'Needs and next steps'), ('disagreements', 'Where sources disagree')], editable=False, max_length=24, verbose_name='part')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('text_en', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('text_fr', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('text_ru', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('history_change_reason', models.TextField(blank=True, null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('saved_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                        ('report', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.progressreport', verbose_name='report')),
                    ],
                    options={
                        'verbose_name': 'historical part of a report',
                        'verbose_name_plural': 'historical parts of reports',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalProgressReport',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('door', models.CharField(choices=[('form', 'a page of the portal'), ('admin', 'the admin'), ('import', 'an import'), ('command', 'a command')], default='command', max_length=12, verbose_name='from')),
                        ('acted_as', models.CharField(blank=True, default='', max_length=32, verbose_name='role')),
                        ('acted_for', models.CharField(blank=True, default='', max_length=2, verbose_name='country')),
                        ('on_behalf', models.BooleanField(default=False, verbose_name='on behalf of the country')),
                        ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                        ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='saved at')),
                        ('first_year', models.PositiveSmallIntegerField(editable=False, verbose_name='first year')),
                        ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='number')),
                        ('status', models.CharField(choices=[('draft', 'being written'), ('frozen', 'frozen'), ('published', 'published'), ('superseded', 'superseded')], default='draft', editable=False, max_length=24, verbose_name='state')),
                        ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                        ('correction', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', verbose_name='what is corrected')),
                        ('correction_en', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('correction_fr', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('correction_ru', models.TextField(blank=True, help_text='Readers of both versions see it, so that they know what changed and why.', null=True, verbose_name='what is corrected')),
                        ('history_change_reason', models.TextField(blank=True, null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, db_constraint=False, help_text='The meeting that the report is submitted to. It can stay open.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.meeting', verbose_name='meeting')),
                        ('saved_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                        ('corrects', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.progressreport', verbose_name='corrects')),
                    ],
                    options={
                        'verbose_name': 'historical progress report',
                        'verbose_name_plural': 'historical progress reports',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='ReportCopy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.JSONField(verbose_name='content')),
                        ('checksum', models.CharField(editable=False, max_length=64, verbose_name='checksum')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                        ('acted_as', models.CharField(blank=True, max_length=32, verbose_name='role')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('kind', models.CharField(choices=[('kept', 'kept of the draft'), ('frozen', 'frozen')], max_length=8, verbose_name='kind')),
                        ('made_on', models.DateField(verbose_name='made on')),
                        ('last_day', models.DateField(help_text='The day of which the copy tells the state of the countries.', verbose_name='as of')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='reports.progressreport', verbose_name='report')),
                    ],
                    options={
                        'verbose_name': 'copy of a report',
                        'verbose_name_plural': 'copies of reports',
                        'ordering': ('-number',),
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='report_copy_number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['kept', 'frozen'])), name='report_copy_kind_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportSection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                        ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='saved at')),
                        ('key', models.CharField(choices=[('introduction', 'Introduction and mandate'), ('activities', 'Activities'), ('phases', 'Where the countries stand'), ('missions', 'Missions of the preparatory phase'), ('assessments', 'Self-assessments and action plans'), ('reach', 'Countries reached and not reached'), ('not-held', 'Planned and not held'), ('contributions', 'Contributions'), ('needs', 'Needs and next steps'), ('disagreements', 'Where sources disagree')], editable=False, max_length=24, verbose_name='part')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('text_en', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('text_fr', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('text_ru', models.TextField(blank=True, null=True, verbose_name='text')),
                        ('report', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.progressreport', verbose_name='report')),
                        ('saved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                    ],
                    options={
                        'verbose_name': 'part of a report',
                        'verbose_name_plural': 'parts of reports',
                        'ordering': ('report', 'pk'),
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(('key__in', ('introduction', 'activities', 'phases', 'missions', 'assessments', 'reach', 'not-held', 'contributions', 'needs', 'disagreements'))), name='report_section_is_a_known_part'), models.UniqueConstraint(fields=('report', 'key'), name='report_section_once')],
                    },
                ),
            ]
        ),
    ]
