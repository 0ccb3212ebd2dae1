"""What proposals and reports have in common: nobody is outrun unawares, nobody accepts alone what is their own."""

from programme.permissions import may


class OwnEntry(Exception):
    """Nobody accepts alone what they wrote or submitted on a country's behalf."""


class NotReady(Exception):
    """Something is missing that nobody could decide without; `missing` names the fields."""

    def __init__(self, missing):
        super().__init__(", ".join(map(str, missing)))
        self.missing = missing


def locked(model, key):
    """The record, locked until the transaction ends."""
    found = model._base_manager.select_for_update(of=("self",)).select_related("country")
    return found.get(pk=key)


def is_own_entry(record, user):
    """Whether this person saved the text last or submitted it: somebody else must accept it."""
    submitted = record.steps.filter(step="submit").last()
    return user is not None and user.pk in (record.saved_by_id, submitted and submitted.by_id)


def is_refused(record, user):
    """Whether the acceptance is refused to this person, the record being her or his own entry."""
    return is_own_entry(record, user) and not may(user, "accept-own", record)


def refuse_own_entry(record, by, override):
    if is_own_entry(record, by) and not override.strip():
        raise OwnEntry
