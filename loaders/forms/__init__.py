"""Blank and prefilled return forms («бланки отчётов») as .xlsx."""

from loaders.forms.book import write_form
from loaders.forms.request import FormRequest, form_filename, request_from

__all__ = ["FormRequest", "form_filename", "request_from", "write_form"]
