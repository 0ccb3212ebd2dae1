"""What the portal holds about the person who asks: a page in words and a file for machines."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programme.holdings import as_data, held_about


@never_cache
@require_safe
def my_data(request):
    return render(request, "account/my_data.html", {"held": held_about(request.user)})


@never_cache
@require_safe
def my_data_json(request):
    data = {"made_at": timezone.now().isoformat(timespec="seconds"), "holdings": as_data(request.user)}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.json"'
    return response
