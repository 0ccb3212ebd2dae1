"""Two records of one thing become one: what belongs to the duplicate moves, its old address leads to the one kept.

Nothing is lost without being said: the report names what moved, which blank fields were filled, and what was dropped
because the kept record has it already. A preview is the merge itself, rolled back, so that it says what will happen.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from simple_history.utils import get_history_model_for_model

from programme.histories import is_recorded, relations_to
from programme.history_words import MERGED, in_words, label_of, readable_fields
from programme.models import LoadedRecord, OldAddress
from programme.punctuation import enumerated, labelled

# Where a fact comes from is one statement: it is filled as a whole or not at all.
SOURCE = ("source", "source_locator", "source_text", "sureness")

_preparing: dict[tuple[str, str], Callable] = {}


class MergeRefused(Exception):
    """The two records cannot be made one; the message says what stands in the way."""


@dataclass
class MergeReport:
    moved: dict = field(default_factory=lambda: defaultdict(int))
    dropped: list[tuple[str, str]] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def moves(self):
        """How many rows of each kind move, as words and number."""
        return [(str(model._meta.verbose_name_plural), count) for model, count in self.moved.items()]


def before_moving(model_label, field_name):
    """Registers a function of (row, kept record) that settles what would collide when this foreign key moves.

    It returns a note for the people who look on, or None.
    """

    def register(function):
        _preparing[model_label, field_name] = function
        return function

    return register


def merge(duplicate, kept):
    """Merges the duplicate into the record that is kept, in one transaction; returns the report."""
    if type(duplicate) is not type(kept) or duplicate.pk == kept.pk:
        raise MergeRefused(_("Choose another record of the same kind."))
    report = MergeReport()
    reason = f"{MERGED}{duplicate}"
    with transaction.atomic():
        locked = type(kept)._base_manager.select_for_update().in_bulk([duplicate.pk, kept.pk])
        if len(locked) < 2:
            raise MergeRefused(_("One of the two records was deleted meanwhile."))
        duplicate, kept = locked[duplicate.pk], locked[kept.pk]
        values = _values(duplicate, kept)
        _move_lists(duplicate, kept, report, reason)
        _move_rows(duplicate, kept, report, reason)
        _move_what_points_at_any_record(duplicate, kept, report, reason)
        _keep_address(duplicate, kept)
        duplicate._change_reason = reason
        try:
            duplicate.delete()
        except models.ProtectedError as error:
            names = enumerated(list(error.protected_objects)[:5])
            raise MergeRefused(_("Something still needs the duplicate: {names}").format(names=names)) from error
        kept = type(kept)._base_manager.get(pk=kept.pk)
        _fill_blanks(values, kept, report)
        kept._change_reason = reason
        kept.save()
    return report


def _values(duplicate, kept):
    """What stood in the duplicate, as it would stand in the kept record."""
    found = {}
    for one in readable_fields(type(kept)):
        if isinstance(one, models.ForeignKey):
            found[one.attname] = _instead_of_itself(one, getattr(duplicate, one.attname), duplicate, kept)
        elif not one.many_to_many:
            found[one.attname] = getattr(duplicate, one.attname)
    return found


def preview(duplicate, kept):
    """What a merge would do, without doing it."""
    with transaction.atomic():
        report = merge(duplicate, kept)
        transaction.set_rollback(True)
    return report


def differing_fields(duplicate, kept):
    """Each field in which the two differ: its label, the duplicate's value and the kept record's, in words."""
    for one in readable_fields(type(kept)):
        if one.many_to_many:
            continue
        values = getattr(duplicate, one.attname), getattr(kept, one.attname)
        if (values[0] or None) != (values[1] or None):
            yield label_of(one), in_words(one, values[0]), in_words(one, values[1])


def _move_lists(duplicate, kept, report, reason):
    """Many-to-many: the lists of the duplicate, and the lists that it stands in."""
    for listed in duplicate._meta.many_to_many:
        ours, theirs = getattr(kept, listed.name), getattr(duplicate, listed.name)
        new = set(theirs.values_list("pk", flat=True)) - set(ours.values_list("pk", flat=True))
        if new:
            kept._change_reason = reason
            ours.add(*new)
            report.moved[listed.related_model] += len(new)
    for relation in relations_to(type(duplicate)):
        if not relation.many_to_many:
            continue
        for holder in relation.related_model._base_manager.filter(**{relation.field.name: duplicate.pk}):
            holder._change_reason = reason
            listed = getattr(holder, relation.field.name)
            listed.add(kept)
            listed.remove(duplicate)
            report.moved[relation.related_model] += 1


def _move_rows(duplicate, kept, report, reason):
    """Everything whose foreign key names the duplicate."""
    for relation in relations_to(type(duplicate)):  # what is not recorded is derived, and derived anew
        if relation.many_to_many:
            continue
        for row in relation.related_model._base_manager.filter(**{relation.field.name: duplicate.pk}).order_by("pk"):
            if row == duplicate:
                # A page that is its own source would be kept alive by itself.
                setattr(row, relation.field.attname, None)
                row._change_reason = reason
                row.save()
            elif row == kept:
                _no_longer_naming(duplicate, kept, relation.field, report, reason)
            else:
                _move_row(row, relation.field, kept, report, reason)


def _no_longer_naming(duplicate, kept, foreign_key, report, reason):
    """The kept record named its own duplicate: it takes what the duplicate named there."""
    kept = type(kept)._base_manager.get(pk=kept.pk)
    named = getattr(duplicate, foreign_key.attname)
    setattr(kept, foreign_key.attname, _instead_of_itself(foreign_key, named, duplicate, kept))
    kept._change_reason = reason
    kept.save()
    note = _("“{field}” of the kept record no longer names the duplicate.")
    report.notes.append(note.format(field=foreign_key.verbose_name))


def _instead_of_itself(foreign_key, value, duplicate, kept):
    """A page may be its own source; nothing is a part of itself or follows itself."""
    if foreign_key.related_model is not type(kept) or value not in (duplicate.pk, kept.pk):
        return value
    return kept.pk if foreign_key.name == "source" else None


def _move_row(row, foreign_key, kept, report, reason):
    kind = str(row._meta.verbose_name)
    prepare = _preparing.get((row._meta.label, foreign_key.name))
    note = prepare(row, kept) if prepare else None
    if note:
        report.notes.append(note)
    name = str(row)
    setattr(row, foreign_key.name, kept)
    row._change_reason = reason
    is_part = foreign_key.remote_field.on_delete is models.CASCADE
    if is_part and _is_there(row, {foreign_key.attname: kept.pk}):
        _drop(row, foreign_key, report, kind, name)
        return
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if _has_twin(row):
            _drop(row, foreign_key, report, kind, name)
            return
        raise MergeRefused(
            _("{kind} “{name}” cannot move to the kept record: it would break a rule of the record.").format(
                kind=kind, name=name
            )
        ) from error
    report.moved[type(row)] += 1


def _drop(row, foreign_key, report, kind, name):
    """A row that the kept record has already: said with everything in it, then deleted."""
    said = [
        labelled(label_of(one), in_words(one, getattr(row, one.attname)))
        for one in readable_fields(type(row))
        if not one.many_to_many and one is not foreign_key and getattr(row, one.attname) not in (None, "", False)
    ]
    report.dropped.append((labelled(kind, name), enumerated(said)))
    try:
        row.delete()
    except models.ProtectedError as error:
        needed = _("{kind} “{name}” stands twice, and other records need both. Settle that first.")
        raise MergeRefused(needed.format(kind=kind, name=name)) from error


def _is_there(row, owner):
    """Whether the kept record has a row that says exactly the same, and nothing refers to this one."""
    columns = [one.attname for one in get_history_model_for_model(type(row)).tracked_fields if not one.primary_key]
    said = [getattr(row, name) or None for name in columns if name not in owner]
    is_double = any(
        said == [getattr(other, name) or None for name in columns if name not in owner]
        for other in type(row)._base_manager.filter(**owner).exclude(pk=row.pk)
    )
    return is_double and not any(
        relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in relations_to(type(row))
    )


def _has_twin(row):
    """Whether the row could not be saved because another one takes its place, and for no other reason."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(type(row), row)
            except ValidationError:
                return False
    return True


def _generic_keys():
    """The models that point at any record, with their generic key, but for what the portal keeps for itself."""
    for model in apps.get_models():
        for key in model._meta.private_fields:
            if isinstance(key, GenericForeignKey) and is_recorded(model):
                yield model, key


def _move_what_points_at_any_record(duplicate, kept, report, reason):
    content_type = ContentType.objects.get_for_model(kept)
    for model, key in _generic_keys():
        about = {key.ct_field: content_type, key.fk_field: duplicate.pk}
        owner = {f"{key.ct_field}_id": content_type.pk, key.fk_field: kept.pk}
        for row in model._base_manager.filter(**about).order_by("pk"):
            name, kind = str(row), str(model._meta.verbose_name)
            setattr(row, key.fk_field, kept.pk)
            row._change_reason = reason
            if _is_there(row, owner):
                _drop(row, None, report, kind, name)
                continue
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError:
                _drop(row, None, report, kind, name)
            else:
                report.moved[model] += 1
    LoadedRecord.objects.filter(record_type=content_type, record_id=duplicate.pk).update(record_id=kept.pk)


def _keep_address(duplicate, kept):
    content_type = ContentType.objects.get_for_model(kept)
    OldAddress.objects.filter(record_type=content_type, record_id=duplicate.pk).update(record_id=kept.pk)
    OldAddress.objects.filter(record_type=content_type, slug=kept.slug).delete()
    OldAddress.objects.update_or_create(record_type=content_type, slug=duplicate.slug, defaults={"record_id": kept.pk})


def _fill_blanks(values, kept, report):
    """Empty fields of the kept record take the duplicate's value where no rule of the record speaks against it."""
    fields = {one.attname: one for one in readable_fields(type(kept)) if not one.many_to_many}
    sourced = [name for name, one in fields.items() if one.name in SOURCE]
    unsourced = not any(getattr(kept, name) for name in sourced if fields[name].name != "sureness")
    if unsourced and values.get("source_id"):
        _fill(sourced, values, kept, fields, report)
    for name, one in fields.items():
        fits = name not in sourced and not isinstance(one, models.BooleanField)
        if fits and getattr(kept, name) in (None, "") and values[name] not in (None, ""):
            _fill([name], values, kept, fields, report)


def _fill(names, values, kept, fields, report):
    before = {name: getattr(kept, name) for name in names}
    for name in names:
        setattr(kept, name, values[name])
    try:
        kept.validate_constraints()
    except ValidationError:
        for name, value in before.items():
            setattr(kept, name, value)
        return
    for name in names:
        if values[name] not in (None, "") and values[name] != before[name]:
            report.filled.append((label_of(fields[name]), in_words(fields[name], values[name])))
