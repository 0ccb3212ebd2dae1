"""Pages of a list whose length is known already."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CountedPaginator(Paginator):
    """A paginator that was told how many there are: whoever makes it has counted already."""

    def __init__(self, records, size, number):
        super().__init__(records, size)
        self.number = number

    @cached_property
    def count(self):
        return self.number
