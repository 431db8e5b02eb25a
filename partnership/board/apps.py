from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "partnership.board"
    label = "board"
    verbose_name = "Board"
