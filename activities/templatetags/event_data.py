from django import template

from activities.structured_data import event
from programme.structured_data import json_ld

register = template.Library()


@register.simple_tag
def event_data(activity, address):
    """The activity as an Event for machines that read, where its dates are known to the day."""
    return json_ld(event(activity, address))
