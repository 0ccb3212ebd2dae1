from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from reports.home import HomePage


@login_not_required
def home(request):
    return render(request, "reports/home.html", {"home": HomePage.build(timezone.localdate())})
