"""The addresses of the print views: /print/<page>?municipality=…&year=…"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from access.rights import may_open
from data_model.errors import MonitorError
from reports.sheet import page
from ui import data
from ui.printing.asked import asked
from ui.printing.sheets import SHEETS, sheet

ADDRESS = "/print/{page}"


def printed(request: Request) -> Response:
    """The sheet of the page that is asked for; 404 in words where there is nothing."""
    name = request.path_params["page"]
    if name not in SHEETS:
        return PlainTextResponse("Такой страницы для печати нет.", 404)
    if not may_open(data.person(), name):
        return PlainTextResponse("Эта страница вам не открыта.", 403)
    try:
        with data.request_scope():
            return HTMLResponse(page(sheet(name, asked(request.query_params))))
    except MonitorError as error:
        return PlainTextResponse(str(error), 404)
