from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def listing(request):
    return render(request, "activities/listing.html")


@login_not_required
def page(request, slug):
    return render(request, "activities/page.html")
