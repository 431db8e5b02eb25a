import datetime as dt

import factory

from partnership.organisations.models import Organisation, Site, Unit, UnitFact


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Provider {} Healthcare".format)
    short_name = factory.Sequence("Provider {}".format)
    slug = factory.Sequence("provider-{}".format)
    kind = Organisation.Kind.INDEPENDENT
    source = "A test"


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    name = factory.Sequence("Hospital {}".format)
    postcode = "NN1 5DG"
    latitude, longitude = 52.23815, -0.87368
    opened_on = dt.date(2015, 4, 1)
    source = "A test"


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence("Ward {}".format)
    slug = factory.Sequence("ward-{}".format)
    site = factory.SubFactory(SiteFactory)
    provider = factory.SubFactory(OrganisationFactory)
    service_line = Unit.ServiceLine.FORENSIC
    security_level = Unit.SecurityLevel.MEDIUM
    sex = Unit.Sex.MALE
    youngest = 18
    commissioned_beds = 12
    opened_on = dt.date(2015, 4, 1)


class UnitFactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitFact

    unit = factory.SubFactory(UnitFactory)
    kind = UnitFact.Kind.RUN_BY_PARTNERSHIP
    holds = False
    valid_from = dt.date(2015, 4, 1)
    source = "A test"
