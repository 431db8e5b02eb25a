from django.urls import include, path

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.people.policy import PERSON
from slp_portal.urls import urlpatterns as of_the_portal
from tests.work.sample import ADD_PERSON, PersonList

sample = [
    *ADD_PERSON.urls("people/new/"),
    page("people/", PersonList, needs=PERSON[Action.LIST], name="person-list"),
]

urlpatterns = [*of_the_portal, path("", include((sample, "sample")))]
