"""What migrations that make a whole room are made of (ADR 21)."""

from importlib import import_module

from django.db import migrations
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Creates many models in one step, so that Django draws up all models once and not once for each."""

    def __init__(self, models):
        self.models = models

    def deconstruct(self):
        return type(self).__name__, [self.models], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn up anew as soon as somebody asks for it
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        return any(one.references_model(name, app_label) for one in self.models)

    def describe(self):
        return f"Create {len(self.models)} models"


def functions_of(app, *names):
    """What these migrations do that the state of the models does not tell of (triggers, indexes), as one step."""
    found = [
        operation
        for name in names
        for operation in import_module(f"{app}.migrations.{name}").Migration.operations
        if isinstance(operation, migrations.RunPython)
    ]

    def forwards(apps, schema_editor):
        for one in found:
            one.code(apps, schema_editor)

    def backwards(apps, schema_editor):
        for one in reversed(found):
            one.reverse_code(apps, schema_editor)

    return migrations.RunPython(forwards, backwards)
