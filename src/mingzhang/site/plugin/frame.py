"""What every page is given: the reader's language, the addresses of the page, and our style sheet under a name of its own."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode

from mingzhang.dictionary.languages import LANGUAGES
from mingzhang.site.glossary import explained_word
from mingzhang.site.headers import depends_on_language, varying
from mingzhang.site.language import COOKIE, language_of, say_in
from mingzhang.site.words import values_of_template


def template_values(request: Any) -> dict[str, Any]:
    """The variables and functions that all templates have."""
    language = language_of(request)
    return {
        "lang": language,
        "html_lang": LANGUAGES[language].html,
        "_": say_in(language),
        "language_names": {code: one.name for code, one in LANGUAGES.items()},
        "html_languages": {code: one.html for code, one in LANGUAGES.items()},
        "languages_here": [(code, _in_language(request, code)) for code in LANGUAGES],
        "canonical": _in_language(request, None),
        "report_address": _report_address(request),
        "static": static_address,
        "explained_word": lambda word: explained_word(language, word),
        **values_of_template(language),
    }


def _in_language(request: Any, code: str | None) -> str:
    """The address of this page in a language; without one, the address that stands for all of them."""
    if request is None:
        return "/"
    arguments = [(key, value) for key, value in parse_qsl(request.query_string, True) if key != "_lang"]
    if code:
        arguments.append(("_lang", code))
    return f"{request.path}?{urlencode(arguments)}" if arguments else str(request.path)


def _report_address(request: Any) -> str:
    """Where an error of this page is reported: the link carries the page's address."""
    if request is None or request.path == "/about":
        return "/about#report"
    return f"/about?{urlencode({'page': _in_language(request, None)})}#report"


@cache
def static_address(name: str) -> str:
    """The address of a file in static/, with its content's fingerprint, so that browsers may keep it."""
    content = (files("mingzhang.site.plugin") / "static" / name).read_bytes()
    return f"/-/static-plugins/mingzhang/{name}?{hashlib.sha256(content).hexdigest()[:8]}"


def remembering_language(app: Any) -> Any:
    """The application, which answers ?_lang= with a cookie, so that the reader chooses once."""

    async def remember(scope: Any, receive: Any, send: Any) -> None:
        """Answers, and keeps the language that an address asks for."""
        asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"))).get("_lang")

        async def send_with_cookie(event: Any) -> None:
            """Sends an event, with the language in a cookie where one was asked for."""
            if event["type"] == "http.response.start":
                headers = list(event["headers"])
                if depends_on_language(headers):
                    headers = varying(headers, "Cookie", "Accept-Language")
                if asked in LANGUAGES:
                    cookie = f"{COOKIE}={asked}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
                    if scope.get("scheme") == "https":
                        cookie += "; Secure"
                    headers.append((b"set-cookie", cookie.encode()))
                event = {**event, "headers": headers}
            await send(event)

        await app(scope, receive, send_with_cookie if scope["type"] == "http" else send)

    return remember
