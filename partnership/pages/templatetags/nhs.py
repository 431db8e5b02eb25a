"""Components as tags. The official ones by their own names, ours where a page would otherwise repeat itself.

``{% nhs "button" text="Save" %}`` reaches any official macro: parameters in snake case, ``label__text`` for the text
inside the label. Values from the context are escaped; HTML goes in through ``html`` once it is marked safe. The tags
with an end (details, callout, card, panel, interruption) put what stands between into the component.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from partnership.arithmetic import clock, words
from partnership.pages import jinja, shell
from partnership.pages.forms import drawing
from partnership.pages.heads import RecordHead
from partnership.pages.naming import PersonBanner
from partnership.pages.values import NOT_PROVIDED, Link, Missing, Tag, shown

register = template.Library()


@register.simple_tag
def nhs(component: str, **params: Any) -> SafeString:
    return jinja.nhs_kept(component, **params)


@register.simple_tag
def form_token() -> SafeString:
    """Goes into every form of a page, with the csrf token: the form takes effect once, however often it is sent."""
    return jinja.form_token()


@register.simple_tag
def tag(word: str, colour: str = "") -> SafeString:
    """A status. Its colour comes from the vocabulary, unless a page has a reason of its own."""
    return mark_safe(Tag(word, colour).__html__())


@register.simple_block_tag
def details(content: str, summary: str, **params: Any) -> SafeString:
    return jinja.nhs("details", summary_text=summary, html=content, **params)


@register.simple_block_tag
def callout(content: str, heading: str, **params: Any) -> SafeString:
    """The yellow warning callout. Its heading is an H2."""
    return jinja.nhs("warning_callout", heading=heading, html=content, **{"heading_level": 2, **params})


@register.simple_block_tag
def card(content: str, heading: str, actions: Iterable[Link] = ()) -> SafeString:
    """A summary card with at most three actions. Its heading is an H2."""
    return jinja.component("card", heading=heading, content=content, actions=_links(actions))


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """The green panel that ends a long journey. Its title is the page's H1."""
    return jinja.nhs("panel", title_text=title, html=content)


@register.simple_block_tag
def interruption(content: str, title: str) -> SafeString:
    """The blue panel before a likely mistake or what cannot be undone. Its title is the page's H1."""
    return jinja.nhs("panel", variant="interruption", title_text=title, html=content)


@register.simple_tag
def summary_list(rows: Iterable[tuple], missing: Missing = NOT_PROVIDED) -> SafeString:
    """Rows of label and value, or label, value and the Link or Links that change it."""
    rows = [(label, shown(value, missing), _links(*links)) for label, value, *links in rows]
    return jinja.component("summary_list", rows=rows)


@register.simple_tag
def nhs_field(field: BoundField) -> SafeString:
    """The official control: what the template of crispy's pack draws a field by."""
    return drawing.draw(field)


@register.simple_tag
def error_summary(form: forms.BaseForm | str) -> SafeString:
    """What has to be put right, each line leading to its field. Nothing on a page without a form."""
    errors = drawing.error_list(form) if form and form.errors else []
    return jinja.nhs("error_summary", title_text="There is a problem", error_list=errors) if errors else mark_safe("")


@register.simple_tag
def breadcrumbs(links: Sequence[Link]) -> SafeString:
    return jinja.component("breadcrumbs", links=links)


@register.simple_tag
def back_link(url: str, text: str = "Back") -> SafeString:
    return jinja.component("back_link", url=url, text=text)


@register.simple_tag
def count_line(page: Page, noun: str, nouns: str = "") -> SafeString:
    """The heading of the results, "Showing 26 to 50 of 132 referrals", where the focus goes after a filter."""
    return jinja.component("count_line", page=page, noun=noun, nouns=nouns or words.plural(0, noun))


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page) -> SafeString:
    if page.paginator.num_pages < 2:
        return mark_safe("")

    def url(number: int) -> str:
        query = context["request"].GET.copy()
        query["page"] = number
        return f"?{query.urlencode()}#results"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return jinja.component(
        "pagination",
        items=[
            {"number": number, "href": url(number), "current": number == page.number}
            if isinstance(number, int)
            else {"ellipsis": True}
            for number in numbers
        ],
        previous=url(page.previous_page_number()) if page.has_previous() else "",
        next=url(page.next_page_number()) if page.has_next() else "",
    )


@register.simple_tag(takes_context=True)
def person_banner(context: template.Context, banner: PersonBanner) -> SafeString:
    """Who the page is about, right under the header. On a page with a form no link leads away from what was typed."""
    return jinja.component("person_banner", banner=banner, link=banner.url and "form" not in context)


@register.simple_tag
def record_head(head: RecordHead, tabs: Iterable[shell.NavigationItem] = (), links: Sequence[Link] = ()) -> SafeString:
    """The head of a record, with the way back above its H1, which says a later tab to those who hear it."""
    tab = next((tab.label.lower() for tab in list(tabs)[1:] if tab.current), "")
    return jinja.component("record_head", head=head, tab=tab, links=links)


@register.simple_tag
def cards(cards: Iterable[shell.Card]) -> SafeString:
    """The facts of a record, in up to three columns. A value that is missing says so."""
    return jinja.component("cards", cards=[(card, _facts(card.rows)) for card in cards])


@register.simple_tag
def facts(rows: Iterable[tuple[str, Any]]) -> SafeString:
    """Rows of label and value, inside a card of a page's own."""
    return jinja.component("facts", rows=_facts(rows))


@register.simple_tag
def sub_navigation(items: Iterable[shell.NavigationItem], label: str) -> SafeString:
    return jinja.component("sub_navigation", items=items, label=label)


@register.simple_tag
def timeline(entries: Iterable[Any]) -> SafeString:
    return jinja.component("timeline", entries=entries)


@register.simple_tag
def empty_state(why: str, *link: Link, links: Iterable[Link] = ()) -> SafeString:
    """Why there is nothing, and what to do next."""
    return jinja.component("empty_state", why=why, next=[*link, *links])


@register.simple_tag
def task_list(tasks: Iterable[tuple[Link, str]]) -> SafeString:
    """Links and how each stands. A finished task says so in plain text, any other as a tag."""
    return jinja.nhs("task_list", items=[_task(link, status) for link, status in tasks])


@register.simple_tag(takes_context=True)
def post_button(
    context: template.Context, text: str, url: str, variant: str = "secondary", of: object = "", **hidden: Any
) -> SafeString:
    """A button that changes something by itself. Anything else that it sends goes in by name.

    ``of`` is heard and not seen: which one of several it is that has the same button.
    """
    given = {"text": text, "url": url, "variant": variant, "of": of, "hidden": hidden, "tokens": _tokens(context)}
    return jinja.component("post_button", **given)


@register.simple_tag(takes_context=True)
def banners(context: template.Context) -> SafeString:
    """What the last action had to say: shown once."""
    said = list(get_messages(context["request"])) if "request" in context else []
    if not said:
        return mark_safe("")
    done = all(message.level_tag == "success" for message in said)
    return jinja.component("banners", messages=said, done=done, tokens=_tokens(context))


@register.simple_tag(takes_context=True)
def page_header(context: template.Context) -> SafeString:
    given = {name: context.get(name) for name in ("navigation", "account", "show_search", "search_hint")}
    return jinja.component(
        "header",
        **given,
        service_name=shell.SERVICE_NAME,
        visible=shell.VISIBLE_ITEMS,
        logo=getattr(settings, "ORGANISATION_LOGO", None),
        magnifier=_magnifier(),
        tokens=_tokens(context),
    )


@register.simple_tag(takes_context=True)
def page_footer(context: template.Context) -> SafeString:
    return jinja.component("footer", links=shell.FOOTER, sensitive=context.get("sensitive"))


@register.simple_tag
def time_out(account: shell.Account) -> SafeString:
    lasts, warns = settings.SESSION_COOKIE_AGE, shell.TIME_OUT_WARNING_SECONDS
    return jinja.component("time_out", account=account, lasts=lasts, warns=warns)


@register.simple_tag(takes_context=True)
def print_marking(context: template.Context) -> SafeString:
    """Seen on paper only: how sensitive it is, who printed it and when."""
    given = {name: context.get(name) for name in ("account", "sensitive")}
    return jinja.component("print", **given, now=clock.now())


@register.simple_tag
def portal_now() -> str:
    """The date and time by the portal's clock."""
    return words.moment(clock.now())


def _tokens(context: template.Context) -> SafeString:
    """What every posted form carries, for the components that draw a form of their own."""
    csrf_token = context.get("csrf_token", "")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}', csrf_token, form_token())


@cache
def _magnifier() -> Markup:
    return Markup(jinja.environment().get_template("nhsuk/macros/icon.jinja").module.nhsukIcon("search"))


def _facts(rows: Iterable[tuple[str, Any]]) -> list[tuple[str, Markup]]:
    return [(label, shown(value, NOT_PROVIDED)) for label, value in rows]


def _links(changes: Link | Iterable[Link] = ()) -> list[Link]:
    return [changes] if isinstance(changes, Link) else list(changes)


def _task(link: Link, status: str) -> dict[str, Any]:
    finished = status in ("Completed", "Cannot start yet")
    drawn = {"text": status} if finished else {"html": mark_safe(Tag(status).__html__())}
    return {"title": {"text": link.text}, "href": link.url, "status": drawn}
