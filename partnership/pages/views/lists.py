"""List pages: what is permitted, narrowed by a tab and by filters in the URL, sorted, and a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as PageOfRows
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django_filters import FilterSet

from partnership.access.principal import Principal
from partnership.access.routes import may_open
from partnership.pages.filters import FilterPanel
from partnership.pages.tables import Column, Sorting, Table
from partnership.pages.values import HOME, Link
from partnership.pages.views.page import Page
from partnership.pages.views.records import Noun, Tab
from partnership.pages.way_back import remember_list
from partnership.records.models import Read


@dataclass(frozen=True)
class ListTab:
    """One view of a list, chosen by ``?view=slug``: narrows what is permitted. ``counted`` shows how many rows."""

    slug: str
    label: str
    rows: Callable[[QuerySet, Principal], QuerySet]
    counted: bool = False
    empty: str = ""


class ListPage(Page):
    """A list under C-LIST. ``columns`` make its table, its sort links and, unless ``file_columns`` says more, its CSV.

    ``records`` is the noun whose records it lists: model, title, words, section and the address of its file follow.
    ``in_a_file`` are the columns that only its file has.

    ``stacked``: whether rows stack on a small screen; without a word, up to five columns do.
    """

    template_name = "pages/list.html"
    records: type[Noun] | None = None
    model: type
    filterset_class: type[FilterSet] | None = None
    columns: tuple[Column, ...] = ()
    in_a_file: tuple[Column, ...] = ()
    default_sort = ""
    list_tabs: tuple[ListTab, ...] = ()
    noun = ("record", "records")
    empty = ""
    stacked: bool | None = None

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        if noun := cls.__dict__.get("records"):
            nouns = noun.nouns()
            derived = {"model": noun.model, "noun": nouns, "title": nouns[1].capitalize(), "section": noun.section}
            for name, value in derived.items():
                if name not in cls.__dict__:
                    setattr(cls, name, value)

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    @property
    def file_columns(self) -> Sequence[Column]:
        """The columns of the CSV."""
        return (*self.columns, *self.in_a_file)

    def everything(self) -> QuerySet:
        """What this person may see in this list, before any tab or filter."""
        return self.permitted(self.model)

    @cached_property
    def tab(self) -> ListTab | None:
        wanted = self.request.GET.get("view", "")
        return next((tab for tab in self.list_tabs if tab.slug == wanted), next(iter(self.list_tabs), None))

    @cached_property
    def in_tab(self) -> QuerySet:
        return self.tab.rows(self.everything(), self.principal) if self.tab else self.everything()

    @cached_property
    def filters(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, queryset=self.in_tab, request=self.request)

    @cached_property
    def sorting(self) -> Sorting:
        return Sorting(self.columns, self.request.GET, self.default_sort)

    @property
    def rows(self) -> QuerySet:
        """Every row of the list as it stands in the URL, sorted: what is paged, and what a CSV holds."""
        found = self.filters.qs if self.filters else self.in_tab
        return found.order_by(*self.sorting.order_by)

    @cached_property
    def page_of_rows(self) -> PageOfRows:
        page = self.page_of(self.rows)
        page.object_list = self.with_details(page.object_list)
        return page

    def with_details(self, rows: QuerySet) -> Sequence:
        """The rows of one page with everything that is shown of them. A list that is sorted by little and shows much
        looks the rest up here, for these rows alone."""
        return rows

    def download_url(self) -> str:
        """Where this list's CSV is asked for, with its filters; nothing where there is none, or not for this person."""
        name = f"{self.records.namespace}:{self.records.noun}-download" if self.records else ""
        if not may_open(name, self.principal):
            return ""
        return f"{reverse(name)}?{self.request.GET.urlencode()}"

    def references(self, rows: Sequence) -> list[str]:
        """Whose records these rows show, for the read log."""
        return [row.reference for row in rows]

    def panel(self) -> FilterPanel | None:
        return FilterPanel(self.filters.form, self.request.GET) if self.filters else None

    def tabs(self) -> list[Tab]:
        everything = self.everything()
        return [
            Tab(
                tab.label,
                f"{self.request.path}?view={tab.slug}",
                current=tab is self.tab,
                count=tab.rows(everything, self.principal).count() if tab.counted else None,
            )
            for tab in self.list_tabs
        ]

    def table(self) -> Table:
        rows = list(self.page_of_rows)
        return Table(self.get_title(), self.columns, rows, self.sorting, stacked=self.stacked, caption_hidden=True)

    def why_empty(self) -> str:
        """The sentence where there is nothing, and no filter is in use."""
        return (self.tab.empty if self.tab else "") or self.empty

    def empty_links(self) -> Sequence[Link]:
        """The way on from a list with nothing in it."""
        return ()

    def get_context_data(self, **kwargs):
        if self.is_personal:
            self.shows(self.references(self.page_of_rows), Read.How.LIST)
        remember_list(self.request)
        panel = self.panel()
        return super().get_context_data(
            table=self.table(),
            rows=self.page_of_rows,
            panel=panel,
            noun=self.noun,
            download_url=self.download_url(),
            filtered_to_nothing=f"No {self.noun[1]} match these filters.",
            clear_link=Link("Clear filters", panel.clear_url) if panel else None,
            empty=self.why_empty(),
            empty_links=self.empty_links(),
            tabs=self.tabs(),
            **kwargs,
        )
